"""Hours with a skill by quarter: what built on earlier work, repeated it, or stood alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "adding_up"
TITLE = "Building, repeat and one-off"
COLUMNS = {
    "quarter": "Quarter",
    "kind": "Class",
    "kind_hours": "Hours",
    "of_hours": "Share",
    "low": "Low (80%)",
    "high": "High (80%)",
}
_WORDS = {
    "building": "building", "repeat": "repeat", "one_off": "one-off", "warming up": "warming up",
}  # fmt: skip


def alt(table: pd.DataFrame) -> str:
    """The shares of the last quarter that has some, and how many quarters there are."""
    rows = table[table["kind_hours"].notna()]
    known = rows[rows["of_hours"].notna()]
    last = known[known["quarter"] == known["quarter"].iloc[-1]] if len(known) else known
    said = [
        f"{row['of_hours']:.0%} {_WORDS.get(row['kind'], row['kind'])}"
        for row in last.to_dict("records")
    ]
    where = f" in {last['quarter'].iloc[0]}" if len(last) else ""
    return f"Hours with a skill in {rows['quarter'].nunique()} quarters{where}: {', '.join(said) or 'no shares yet'}."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """The hours with a skill in each quarter: building on earlier work, repeating it, or standing alone; grey, if there is any, where too little lies before or around it to tell."""
    import altair

    rows = table[pd.to_numeric(table["kind_hours"]) > 0]
    kinds = [kind for kind in _WORDS if kind in set(rows["kind"])]
    place = {kind: i for i, kind in enumerate(_WORDS)}
    rows = rows.assign(
        word=rows["kind"].map(_WORDS), place=rows["kind"].map(place),
        say=[f"{row['quarter']}: {row['kind_hours']:.0f} h {_WORDS.get(row['kind'], row['kind'])}" for row in rows.to_dict("records")],
    )  # fmt: skip
    # Their places in the palette: what warms up is grey.
    colour = altair.Color("word:N").scale(
        domain=["building", "", "warming up", "repeat", "one-off"]
    )
    base = altair.Chart(rows, height=altair.Step(24)).encode(
        y=altair.Y("quarter:N", sort=None).axis(title=None, labelPadding=6),
        x=altair.X("kind_hours:Q", stack="zero").axis(title="hours", format="d", tickCount=5),
        color=colour.legend(title=None, values=[_WORDS[kind] for kind in kinds]),
    )
    bars = base.mark_bar(size=14, cornerRadiusEnd=0)
    return altair.layer(bars.encode(order="place:Q", description="say:N"))
