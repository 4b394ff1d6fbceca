"""Hours of learning by what became of them, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "learning_used"
TITLE = "Learning that showed in the work"
COLUMNS: Mapping[str, str] = {
    "month": "Month from",
    "used": "Hours used within 60 days",
    "unused": "Hours not used within 60 days",
    "fresh": "Hours too fresh to tell",
}
_KINDS = {
    "used": "used within 60 days",
    "unused": "not within 60 days",
    "fresh": "too fresh to tell",
}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the hours of each kind."""
    hours = {name: float(table[name].astype(float).sum()) for name in _KINDS}
    said = ", ".join(f"{hours[name]:.3g} {words}" for name, words in _KINDS.items())
    return f"Hours of learning in {len(table)} months: {said}."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """Bars are hours by the month of learning: those whose skill showed in the work within 60 days, those whose skill did not, and those for which it is too early to tell."""
    import altair

    month = altair.X("month:T", title="month from", scale=altair.Scale(type="utc", padding=14))
    month = month.axis(
        format="%b", tickCount={"interval": "month", "step": 1}, title=None, ticks=False
    )
    base = altair.Chart(table, height=150).encode(x=month)
    kind = altair.Color("kind:N").scale(domain=list(_KINDS.values())).legend(title=None)
    parts = base.transform_fold(list(_KINDS), as_=["which", "hours"]).transform_calculate(
        kind=f"{dict(_KINDS)}[datum.which]", order=f"indexof({list(_KINDS)}, datum.which)"
    )
    parts = parts.transform_filter("datum.hours > 0").transform_calculate(
        say="utcFormat(datum.month, '%Y-%m-%d') + ': ' + format(datum.hours, '.3~g') + ' hours ' + datum.kind"
    )
    bars = parts.mark_bar(size=15, cornerRadius=0).encode(
        y=altair.Y("hours:Q", title="hours", stack="zero").axis(title=None),
        color=kind,
        order="order:Q",
        description="say:N",
    )
    total = base.transform_calculate(total="datum.used + datum.unused + datum.fresh")
    value = total.transform_filter("datum.total > 0").mark_text(style="value", dy=-7)
    return altair.layer(bars, value.encode(y="total:Q", text=altair.Text("total:Q", format=".2~g")))
