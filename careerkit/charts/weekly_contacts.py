"""Meaningful contacts, week by week."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from careerkit.drawing.months import month_axis

if TYPE_CHECKING:
    import altair

MEASURE = "connections"
TITLE = "Meaningful contacts a week"
COLUMNS: Mapping[str, str] = {
    "week": "Week from",
    "contacts": "Contacts",
    "target": "Target",
    "known": "Known",
}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the weeks that met the target."""
    known = table[table["known"].astype(bool)]
    met = int((known["contacts"] >= known["target"] - 1e-9).sum())
    silent = len(table) - len(known)
    total = known["contacts"].sum()
    return f"{met} of {len(known)} known weeks met the target, with {total} contacts in all; {silent} weeks are unknown or paused."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """Bars are people met in a week, the line the mean of the last four known weeks, the dashes the target; a ring, if any, is an unknown or paused week."""
    import altair

    week = altair.X("week:T", title="week from", scale=altair.Scale(type="utc", padding=4))
    week = week.axis(month_axis(table["week"]))
    count = altair.Y("contacts:Q", title="people met", stack=None).axis(
        title=None, format="d", values=_ticks(table)
    )
    say = "utcFormat(datum.week, '%Y-%m-%d') + ': ' + (datum.known ? datum.contacts + ' met' : 'unknown')"
    base = (
        altair.Chart(table, height=150)
        .transform_calculate(say=say)
        .encode(x=week, description="say:N")
    )
    known = base.transform_filter("datum.known")
    bars = known.mark_bar(size=4).encode(y=count)
    mean = known.transform_window(four="mean(contacts)", frame=[-3, 0], sort=[{"field": "week"}])
    line = mean.transform_window(n="row_number()", sort=[{"field": "week"}]).transform_filter(
        "datum.n >= 4"
    )
    rings = (
        base.transform_filter("!datum.known")
        .mark_point(style="unknown", filled=False, size=16)
        .encode(y=altair.datum(0))
    )
    target = altair.Chart(table).transform_aggregate(target="max(target)")
    rule = target.mark_rule(style="target").encode(y="target:Q")
    word = target.transform_calculate(word="'target ' + format(datum.target, '.2~f')").mark_text(
        style="value", align="left", baseline="middle", dx=5
    )
    return altair.layer(
        bars, rings, line.mark_line(style="look", aria=False).encode(y=altair.Y("four:Q", title="mean of four weeks")), rule,
        word.encode(x=altair.value("width"), y="target:Q", text="word:N"),
    )  # fmt: skip


def _ticks(table: pd.DataFrame) -> list[int]:
    """Whole people alone, at most five: halves would be rounded, so that a number stands twice."""
    highest = table[["contacts", "target"]].astype("float64").max().max()
    top = 1 if pd.isna(highest) else max(1, math.ceil(highest))
    return list(range(0, top + 1, math.ceil(top / 4)))
