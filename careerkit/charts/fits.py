"""How well the work fits one's values, this year and the year before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from careerkit import theme
from careerkit.drawing.legend import Mark, keyed

if TYPE_CHECKING:
    import altair

MEASURE = "role_fit"
TITLE = "Fit of the work with your values"
COLUMNS: Mapping[str, str] = {
    "value": "Value",
    "weight": "Weight",
    "before": "Fit last year",
    "fit": "Fit now",
    "change": "Change",
}
_MARKS = {"now": Mark(theme.BLUE), "last year": Mark(theme.ORANGE, is_hollow=True)}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the range of the fits and how many rose, fell and stayed."""
    now, change = table["fit"].dropna(), table["change"].dropna()
    range_ = f", from {float(now.min()):.3g} to {float(now.max()):.3g} of 10" if len(now) else ""
    return (
        f"{len(now)} of {len(table)} values have a fit now{range_}; since last year {int((change > 0).sum())} rose, "
        f"{int((change < 0).sum())} fell and {int((change == 0).sum())} stayed."
    )


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """A dot is the fit now, a ring, if any, the fit of last year, 0 not at all to 10 fully; the weightiest value comes first."""
    import altair

    base = altair.Chart(table, height=altair.Step(26)).encode(
        y=altair.Y("value:N", title="value", sort=list(table["value"])).axis(
            title=None, grid=True, labelLimit=125
        )
    )
    scale = altair.Scale(domain=[0, 10], nice=False)
    axis = altair.Axis(title="fit, 0 to 10", values=[0, 2, 4, 6, 8, 10])
    both = base.transform_filter("isValid(datum.before) && isValid(datum.fit)")
    line = both.mark_rule(style="interval", opacity=0.5).encode(
        x=altair.X("before:Q", scale=scale, axis=axis, title="fit"), x2="fit:Q"
    )

    known = {"now": table["fit"].notna().any(), "last year": table["before"].notna().any()}
    look = keyed("kind:N", _MARKS, [kind for kind in known if known[kind]])

    def dots(column: str, kind: str, edge: float) -> Any:
        say = f"datum.value + ', {kind}: ' + format(datum.{column}, '.3~r')"
        marks = base.transform_filter(f"isValid(datum.{column})").transform_calculate(
            say=say, kind=f"'{kind}'"
        )
        x = altair.X(f"{column}:Q", scale=scale, axis=axis, title=kind)
        return marks.mark_point(size=80, strokeWidth=edge).encode(x=x, description="say:N", **look)

    return altair.layer(line, dots("before", "last year", 2), dots("fit", "now", 0))
