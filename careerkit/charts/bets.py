"""Side projects: what they took, against what they might take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "side_projects"
TITLE = "Side projects: hours against budget"
COLUMNS: Mapping[str, str] = {
    "slug": "Side project",
    "state": "State",
    "hours": "Hours so far",
    "budget": "Budget in hours",
}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the hours, the budgets and how many went beyond theirs."""
    both = table[table["hours"].notna() & table["budget"].notna()]
    over = int((both["hours"] > both["budget"]).sum())
    return (
        f"{len(table)} side projects took {float(table['hours'].sum()):.3g} hours so far; "
        f"{over} of {len(both)} with a budget and hours took more than it."
    )


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """A bar is the hours of a side project's steps so far, the mark its budget, the words above where it stands; without a bar no step says its hours."""
    import altair

    say = (
        "datum.slug + ', ' + datum.state + ': ' + (isValid(datum.hours) ? format(datum.hours, '.3~r') + ' hours' : 'hours unknown')"
        " + (isValid(datum.budget) ? ' of ' + format(datum.budget, '.3~r') : '')"
    )
    base = altair.Chart(table, height=altair.Step(36)).transform_calculate(say=say)
    base = base.encode(
        y=altair.Y("slug:N", title="side project", sort=list(table["slug"])).axis(
            title=None, labelLimit=125
        ),
        description="say:N",
    )
    hours = altair.X("hours:Q", title="hours").axis(tickCount=5)
    bars = base.transform_filter("isValid(datum.hours)").mark_bar(size=9, yOffset=6)
    budget = base.transform_filter("isValid(datum.budget)").mark_tick(
        size=13, thickness=3, yOffset=6, color="currentColor"
    )
    state = base.mark_text(style="value", align="left", yOffset=-7)
    return altair.layer(
        bars.encode(x=hours),
        budget.encode(x=altair.X("budget:Q", title="hours")),
        state.encode(x=altair.value(2), text="state:N"),
    )
