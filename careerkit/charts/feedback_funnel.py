"""Feedback on its way from being received to the giver being told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "feedback"
TITLE = "From feedback to telling what came of it"
COLUMNS: Mapping[str, str] = {
    "step": "Step",
    "items": "Items",
    "declined": "Of these declined with a reason",
    "waiting": "Wait here",
    "oldest_days": "Age of the oldest that waits, in days",
}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the count of every step, and how many wait for the next one."""
    if table.empty:
        return "0 items of feedback."
    steps = ", ".join(f"{row['step']} {row['items']}" for row in table.to_dict("records"))
    return (
        f"Items of feedback by step: {steps}; {int(table['waiting'].sum())} wait for the next step."
    )


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """Each bar is how many items came that far; what was declined with a reason counts as closed."""
    import altair

    # Room for the words behind the longest bar.
    across = altair.Scale(domain=[0, 1.4 * max([1, *table["items"]])], nice=False)
    base = altair.Chart(table, height=altair.Step(30)).transform_calculate(
        say="datum.step + ': ' + datum.items + ' items, ' + datum.waiting + ' wait here'",
        number="datum.items + (datum.declined ? ', ' + datum.declined + ' declined' : '')",
    )
    step = altair.Y("step:N", title="step", sort=None).axis(title=None, labelPadding=8)
    items = altair.X("items:Q", title="items", scale=across).axis(None)
    bars = base.mark_bar(size=18).encode(y=step, x=items, description="say:N")
    words = base.mark_text(style="value", align="left", dx=6).encode(
        y=step, x=items, text="number:N"
    )
    return altair.layer(bars, words)
