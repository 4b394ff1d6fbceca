"""How much of the time each goal was to get, and on how much of it the log names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from careerkit import theme
from careerkit.drawing.legend import Mark, keyed

if TYPE_CHECKING:
    import altair
    import pandas as pd

MEASURE = "goal_time"
TITLE = "Planned and named"
COLUMNS = {"goal": "goal", "planned": "planned share", "spent": "named share", "hours": "hours"}
_MARKS = {"named": Mark(theme.BLUE), "planned": Mark(theme.ORANGE, is_hollow=True)}


def alt(table: pd.DataFrame) -> str:
    """Every goal with both shares."""
    said = (
        f"{row['goal']} {row['planned']:.0%} planned, {row['spent']:.0%} named"
        for row in table.to_dict("records")
    )
    return f"Share of the hours by goal: {'; '.join(said) or 'none'}."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """The ring is the share of the hours planned for a goal, the dot the share whose lines name it, which is what at least went into it."""
    import altair

    said = [
        f"{row['goal']}: {row['spent']:.0%} of {row['planned']:.0%}"
        for row in table.to_dict("records")
    ]
    table = table.assign(say=said)
    across = altair.Scale(domain=[0, max([0.1, *table["planned"], *table["spent"]])], nice=True)
    axis = altair.Axis(format="%", title="share of the hours", tickCount=4)
    look = keyed("kind:N", _MARKS, _MARKS if len(table) else ())
    base = altair.Chart(table, height=altair.Step(26)).encode(
        y=altair.Y("goal:N", sort=None).axis(title=None, labelPadding=10)
    )
    planned = altair.X("planned:Q", scale=across, axis=axis)
    spent = altair.X("spent:Q", scale=across, axis=axis)
    line = base.mark_rule(style="quiet", aria=False).encode(x=planned, x2="spent:Q")
    ring = base.transform_calculate(kind="'planned'").mark_point(size=80, strokeWidth=2)
    dot = base.transform_calculate(kind="'named'").mark_point(size=80, strokeWidth=0)
    return altair.layer(
        line,
        ring.encode(x=planned, **look),
        dot.encode(x=spent, description="say:N", **look),
    )
