"""The weeks of the year: logged, silent or paused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "trust"
TITLE = "Weeks with a log"
COLUMNS: Mapping[str, str] = {"week": "Week from", "state": "State"}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the number of weeks of each kind."""
    n = table["state"].value_counts()
    counts = (int(n.get(state, 0)) for state in ("logged", "silent", "paused"))
    return "Of {} weeks, {} are logged, {} silent and {} paused.".format(len(table), *counts)


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """One mark for every week: a tall bar is a week with a log, a ring a silent one, a dash a declared pause."""
    import altair

    week = altair.X("week:T", title="week from", scale=altair.Scale(type="utc"))
    week = week.axis(
        format="%b", tickCount={"interval": "month", "step": 1}, title=None, domain=False
    )
    base = altair.Chart(table, height=30).transform_calculate(
        say="utcFormat(datum.week, '%Y-%m-%d') + ': ' + datum.state"
    )
    base = base.encode(x=week, y=altair.value(15), description="say:N")
    states = ["logged", "silent", "paused"]
    shapes = (
        altair.Shape("state:N", title="state")
        .legend(title=None, symbolSize=22)
        .scale(
            domain=states,
            range=[
                "M-.5,-2.6L.5,-2.6L.5,2.6L-.5,2.6Z",
                "circle",
                "M-.8,-.25L.8,-.25L.8,.25L-.8,.25Z",
            ],
        )
    )
    color = (
        altair.Color("state:N", title="state")
        .scale(domain=states)
        .legend(title=None, symbolSize=22)
    )
    solid = (
        base.transform_filter("datum.state != 'silent'")
        .mark_point(size=28)
        .encode(shape=shapes, color=color)
    )
    ring = base.transform_filter("datum.state == 'silent'").mark_point(size=18, filled=False)
    return altair.layer(solid, ring.encode(shape=shapes, color=color))
