"""Where the hours went: to what gives energy, to what drains, or to neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "energy"
TITLE = "Energy budget"
COLUMNS = {
    "quarter": "Quarter",
    "side": "Went to what",
    "side_hours": "Hours",
    "of_hours": "Share",
}
_SIDES = ("gives energy", "both", "neither", "drains")


def alt(table: pd.DataFrame) -> str:
    """The shares of the last quarter, and from how many quarters."""
    rows = table[table["side_hours"].notna()]
    quarters = list(dict.fromkeys(rows["quarter"]))
    last = rows[rows["quarter"] == quarters[-1]].to_dict("records") if quarters else []
    said = ", ".join(f"{row['of_hours']:.0%} {row['side']}" for row in last if row["of_hours"])
    return f"Hours by what clearly gives energy or drains, in {len(quarters)} quarters; in the last: {said or 'none'}."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """The hours with a tag in each quarter, by whether their tags clearly give energy, clearly drain, do both or neither."""
    import altair

    rows = table[pd.to_numeric(table["side_hours"]) > 0]
    say = [
        f"{row['quarter']}: {row['side_hours']:.0f} h {row['side']}"
        for row in rows.to_dict("records")
    ]
    rows = rows.assign(say=say, place=rows["side"].map({side: i for i, side in enumerate(_SIDES)}))
    used = [side for side in _SIDES if side in set(rows["side"])]
    base = altair.Chart(rows, height=altair.Step(24)).encode(
        y=altair.Y("quarter:N", sort=None).axis(title=None, labelPadding=6)
    )
    # Their places in the palette: what is neither is grey.
    side = altair.Color("side:N").scale(domain=["gives energy", "drains", "neither", "", "both"])
    hours = altair.X("side_hours:Q", stack="zero").axis(title="hours", format="d", tickCount=5)
    bars = base.mark_bar(size=14, cornerRadiusEnd=0).encode(
        x=hours, color=side.legend(title=None, values=used), order="place:Q", description="say:N"
    )
    return altair.layer(bars)
