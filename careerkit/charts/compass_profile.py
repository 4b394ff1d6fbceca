"""The compass: every dimension between its two poles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from careerkit import theme
from careerkit.drawing.legend import Mark, keyed

if TYPE_CHECKING:
    import altair

MEASURE = "compass"
TITLE = "Compass"
COLUMNS: Mapping[str, str] = {
    "title": "Dimension",
    "low": "First pole",
    "high": "Second pole",
    "pomp": "Score of 100",
    "from": "From",
    "to": "To",
    "wanted": "Wanted",
    "band": "Reads as",
    "answered": "Answered",
    "items": "Items",
}
_MARKS = {"now": Mark(theme.BLUE), "wanted": Mark(theme.ORANGE, "diamond", is_hollow=True)}


def alt(table: pd.DataFrame) -> str:
    """One sentence with every score."""
    known = table.dropna(subset="pomp")
    scores = ", ".join(f"{row['title']} {row['pomp']:.0f}" for row in known.to_dict("records"))
    return (
        f"Scores from 0, the first pole, to 100, the second: {scores}."
        if scores
        else "No dimension has enough answers."
    )


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """The dot is where you stand, its bar where about two in three repeated sittings would fall, a diamond, if any, what you want. The first pole is on the left, the second on the right, and neither is better."""
    import altair

    base = altair.Chart(table, height=altair.Step(46))
    base = base.encode(y=altair.Y("title:N", title="dimension", sort=None).axis(None))
    base = base.transform_calculate(
        name="datum.title + (isValid(datum.pomp) ? '' : ': not enough answers')",
        now="datum.title + ': ' + format(datum.pomp, '.0f') + ' of 100'",
        wish="datum.title + ': wanted ' + format(datum.wanted, '.0f')",
    )
    scale = altair.Scale(domain=[0, 100], nice=False, padding=8)
    x = altair.X("pomp:Q", title="score", scale=scale).axis(None)
    line = base.mark_rule(style="quiet").encode(
        x=altair.datum(0, scale=scale, axis=None), x2=altair.datum(100)
    )
    bar = base.mark_rule(style="interval").encode(
        x=altair.X("from:Q", scale=scale, axis=None), x2="to:Q"
    )
    known = {"now": table["pomp"].notna().any(), "wanted": table["wanted"].notna().any()}
    look = keyed("kind:N", _MARKS, [kind for kind in known if known[kind]])
    now = base.transform_filter("isValid(datum.pomp)").transform_calculate(kind="'now'")
    now = now.mark_point(size=80, strokeWidth=0).encode(x=x, description="now:N", **look)
    wish = altair.X("wanted:Q", title="wanted", scale=scale, axis=None)
    wanted = base.transform_filter("isValid(datum.wanted)").transform_calculate(kind="'wanted'")
    wanted = wanted.mark_point(size=110).encode(x=wish, description="wish:N", **look)
    words = [
        base.mark_text(style="name", dy=-14, align="center").encode(
            x=altair.datum(50, scale=scale, axis=None), text="name:N"
        ),
        base.mark_text(style="pole", dy=14, align="left").encode(x=altair.value(0), text="low:N"),
        base.mark_text(style="pole", dy=14, align="right").encode(
            x=altair.value("width"), text="high:N"
        ),
    ]
    return altair.layer(line, bar, now, wanted, *words)
