"""Six kinds of interest in the order of the hexagon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "interests"
TITLE = "Interests"
COLUMNS: Mapping[str, str] = {
    "title": "Kind",
    "high": "Such as",
    "pomp": "Score of 100",
    "from": "From",
    "to": "To",
    "answered": "Answered",
    "items": "Items",
}


def alt(table: pd.DataFrame) -> str:
    """One sentence with every score."""
    known = table.dropna(subset="pomp")
    told = ", ".join(f"{row['title']} {row['pomp']:.0f}" for row in known.to_dict("records"))
    return f"From 0, disliked, to 100, enjoyed: {told}." if told else "No kind has enough answers."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """The dot is how much you would like activities of this kind, from 0 (disliked) to 100 (enjoyed). Neighbours in the list are alike, the first and the last too. A bar is drawn only where it is known how precise a score is."""
    import altair

    base = altair.Chart(table, height=altair.Step(40))
    base = base.encode(y=altair.Y("title:N", title="kind", sort=None).axis(None))
    base = base.transform_calculate(
        name="datum.title + (isValid(datum.pomp) ? ' ' + format(datum.pomp, '.0f') : ': not enough answers')",
        say="datum.title + ': ' + format(datum.pomp, '.0f') + ' of 100'",
    )
    scale = altair.Scale(domain=[0, 100], nice=False, padding=8)
    line = base.mark_rule(style="quiet").encode(
        x=altair.datum(0, scale=scale, axis=None), x2=altair.datum(100)
    )
    bar = base.transform_filter("isValid(datum.from)").mark_rule(style="interval")
    bar = bar.encode(x=altair.X("from:Q", scale=scale, axis=None), x2="to:Q")
    dots = base.transform_filter("isValid(datum.pomp)").mark_point(size=80)
    dots = dots.encode(
        x=altair.X("pomp:Q", title="score", scale=scale).axis(None), description="say:N"
    )
    words = [
        base.mark_text(style="name", dy=-13, align="left").encode(x=altair.value(0), text="name:N"),
        base.mark_text(style="pole", dy=-13, align="right").encode(
            x=altair.value("width"), text="high:N"
        ),
    ]
    return altair.layer(line, bar, dots, *words)
