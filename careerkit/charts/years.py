"""The same days of several years, one strip for each thing that is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "year_over_year"
TITLE = "The same days of the years"
COLUMNS: Mapping[str, str] = {
    "year": "Year",
    "what": "What",
    "unit": "Unit",
    "value": "Value",
    "low": "80% from",
    "high": "to",
    "n": "Records",
    "comparable": "Comparable",
    "slope": "Middle change a year",
}
STRIP, ROOM, ALL_NAMED = 54, 0.62, 5


def alt(table: pd.DataFrame) -> str:
    """One sentence with how many things are shown over how many years, and what cannot be compared."""
    years = sorted({int(year) for year in table["year"]})
    apart = int((~table["comparable"].astype(bool)).sum())
    span = f", from {years[0]} to {years[-1]}" if years else ""
    return f"{table['what'].nunique()} things counted in the same days of {len(years)} years{span}; {apart} of {len(table)} values cannot be compared with this year's."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """A dot is one year's value, the line through it its 80% interval; each strip has a scale of its own from zero up, and a ring, if any, marks what cannot be compared."""
    import altair

    strips = table["what"].nunique()
    number = "(datum.unit == 'share' ? format({0}, '.0%') : format({0}, '.2f'))"
    say = (
        f"datum.what + ' in ' + datum.year + ': ' + {number.format('datum.value')} + (datum.unit == 'share' ? '' : ' ' + datum.unit)"
        f" + ', 80% interval ' + {number.format('datum.low')} + ' to ' + {number.format('datum.high')}"
    )
    base = (
        altair.Chart(table, height=max(1, strips) * STRIP)
        .transform_joinaggregate(
            top="max(high)", first="min(year)", last="max(year)", many="count()", groupby=["what"]
        )
        .transform_window(strip="dense_rank()", sort=[{"field": "unit"}, {"field": "what"}])
        .transform_calculate(
            at=f"datum.strip - {ROOM} * datum.value / datum.top",
            from_=f"datum.strip - {ROOM} * datum.low / datum.top",
            to=f"datum.strip - {ROOM} * datum.high / datum.top",
            word=number.format("datum.value"),
            name="datum.unit == 'share' ? datum.what : datum.what + ' ' + datum.unit",
            say=say,
        )
    )
    # The strips share one axis: each has a unit of it, and its values take the lower part of that.
    scale = altair.Scale(domain=[0, max(1, strips)], reverse=True, nice=False, zero=False)
    y = altair.Y("at:Q", title="value", scale=scale, axis=None)
    x = altair.X("year:O", title="year").axis(title=None, labelAngle=0).scale(padding=0.5)
    floor = base.transform_filter("datum.year == datum.last").mark_rule(opacity=0.25)
    rules = base.mark_rule(style="interval", opacity=0.5).encode(
        x=x, y=altair.Y("from_:Q", title="from", scale=scale), y2="to:Q"
    )
    dots = base.transform_filter("datum.comparable").mark_point(size=32)
    rings = base.transform_filter("!datum.comparable").mark_point(size=32, filled=False)
    some = f"datum.many <= {ALL_NAMED} || datum.year == datum.first || datum.year == datum.last"
    words = base.transform_filter(some).mark_text(style="value", align="left", dx=6)
    names = base.transform_filter("datum.year == datum.last").transform_calculate(
        head="datum.strip - 0.86"
    )
    return altair.layer(
        floor.encode(y=altair.Y("strip:Q", title="floor", scale=scale)),
        rules,
        dots.encode(x=x, y=y, description="say:N"),
        rings.encode(x=x, y=y, description="say:N"),
        words.encode(x=x, y=y, text="word:N"),
        names.mark_text(style="name", align="left", fontSize=11).encode(
            x=altair.value(0), y=altair.Y("head:Q", title="name", scale=scale), text="name:N"
        ),
    )
