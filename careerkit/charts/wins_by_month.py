"""Wins and lessons, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "wins"
TITLE = "Wins and lessons by month"
COLUMNS: Mapping[str, str] = {"month": "Month from", "wins": "Wins", "lessons": "Lessons"}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the totals and the fullest month."""
    wins, lessons = table["wins"].sum(), table["lessons"].sum()
    text = f"{wins} wins and {lessons} lessons in {len(table)} months"
    if not wins:
        return f"{text}."
    best = table.iloc[int(table["wins"].astype(int).argmax())]
    return f"{text}; most wins, {best['wins']}, in the month from {best['month']}."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """Each month has its wins above the line and its lessons below it; the numbers stand at the ends."""
    import altair

    month = altair.X("month:T", title="month from", scale=altair.Scale(type="utc", padding=14))
    month = month.axis(
        format="%b",
        tickCount={"interval": "month", "step": 1},
        title=None,
        domain=False,
        ticks=False,
    )
    base = (
        altair.Chart(table, height=150)
        .encode(x=month)
        .transform_calculate(
            below="-datum.lessons",
            won="utcFormat(datum.month, '%Y-%m-%d') + ': ' + datum.wins + ' wins'",
            learned="utcFormat(datum.month, '%Y-%m-%d') + ': ' + datum.lessons + ' lessons'",
        )
    )
    kind = altair.Color("kind:N").scale(domain=["wins", "lessons"]).legend(title=None)
    up = (
        base.transform_calculate(kind="'wins'")
        .mark_bar(size=15)
        .encode(
            y=altair.Y("wins:Q", title="wins", stack=None).axis(None),
            color=kind,
            description="won:N",
        )
    )
    down = (
        base.transform_calculate(kind="'lessons'")
        .mark_bar(size=15)
        .encode(
            y=altair.Y("below:Q", title="lessons", stack=None).axis(None).scale(padding=16),
            color=kind,
            description="learned:N",
        )
    )
    won = (
        base.transform_filter("datum.wins > 0")
        .mark_text(style="value", dy=-7)
        .encode(y="wins:Q", text="wins:Q")
    )
    learned = (
        base.transform_filter("datum.lessons > 0")
        .mark_text(style="value", dy=9)
        .encode(y="below:Q", text="lessons:Q")
    )
    once = altair.Chart(table).transform_aggregate(n="count()")
    zero = once.mark_rule(style="quiet").encode(y=altair.datum(0))
    return altair.layer(up, down, zero, won, learned)
