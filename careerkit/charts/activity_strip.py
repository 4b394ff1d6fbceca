"""The weeks of the year: logged, silent or paused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from careerkit import theme
from careerkit.drawing.legend import Mark, keyed
from careerkit.drawing.months import month_axis

if TYPE_CHECKING:
    import altair

MEASURE = "trust"
TITLE = "Weeks with a log"
COLUMNS: Mapping[str, str] = {"week": "Week from", "state": "State"}
_MARKS = {
    "logged": Mark(theme.BLUE, "M-.5,-2.6L.5,-2.6L.5,2.6L-.5,2.6Z"),
    "silent": Mark(theme.ORANGE, is_hollow=True),
    "paused": Mark(theme.GREY, "M-.8,-.25L.8,-.25L.8,.25L-.8,.25Z"),
}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the number of weeks of each kind."""
    n = table["state"].value_counts()
    counts = (int(n.get(state, 0)) for state in ("logged", "silent", "paused"))
    return "Of {} weeks, {} are logged, {} silent and {} paused.".format(len(table), *counts)


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """One mark for every week: a tall bar is a week with a log, a ring, if any, a silent one, a dash, if any, a declared pause."""
    import altair

    # Without room at its ends the axis would lose a January whose first day lies before the first week.
    scale = altair.Scale(type="utc", padding=8)
    week = altair.X("week:T", title="week from", scale=scale)
    base = altair.Chart(table, height=30).transform_calculate(
        say="utcFormat(datum.week, '%Y-%m-%d') + ': ' + datum.state"
    )
    base = base.encode(
        x=week.axis(month_axis(table["week"], domain=False)),
        y=altair.value(15),
        description="say:N",
        **keyed("state:N", _MARKS, set(table["state"]), symbolSize=22),
    )
    solid = base.transform_filter("datum.state != 'silent'").mark_point(size=28, strokeWidth=0)
    ring = base.transform_filter("datum.state == 'silent'").mark_point(size=18)
    return altair.layer(solid, ring)
