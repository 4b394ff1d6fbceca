"""Evenings kept, by weekday."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "boundaries"
TITLE = "Evenings kept, by weekday"
COLUMNS: Mapping[str, str] = {
    "weekday": "Weekday",
    "kept": "Kept",
    "known": "Known",
    "rate": "Share kept",
    "low": "From",
    "high": "To",
}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the best and the worst weekday."""
    known = table.dropna(subset="rate")
    if known.empty:
        return "No evening is known."
    rate = known["rate"].astype(float)
    best, worst = known.iloc[int(rate.argmax())], known.iloc[int(rate.argmin())]
    return (
        f"{known['kept'].sum()} of {known['known'].sum()} known evenings were kept; most often on {best['weekday']} "
        f"({best['kept']} of {best['known']}), least often on {worst['weekday']} ({worst['kept']} of {worst['known']})."
    )


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """Dots are the share of logged evenings that were kept; the bar is its 80% interval, wide where few evenings are known."""
    import altair

    day = altair.Y("weekday:N", title="weekday", sort=list(table["weekday"])).axis(
        title=None, grid=False, labelPadding=9
    )
    base = altair.Chart(table, height=altair.Step(24)).encode(y=day)
    base = base.transform_calculate(
        say="datum.weekday + ': ' + datum.kept + ' of ' + datum.known + ' kept'",
        of="datum.known ? datum.kept + ' of ' + datum.known : 'unknown'",
    )
    known = base.transform_filter("datum.known > 0")
    across: dict[str, Any] = {"scale": altair.Scale(domain=[0, 1])}
    axis = altair.Axis(
        format=".0%", values=[0, 0.25, 0.5, 0.75, 1], title=None, grid=True, labelFlush=False
    )
    bar = known.mark_rule(style="interval").encode(
        x=altair.X("low:Q", axis=axis, **across), x2="high:Q"
    )
    dot = known.mark_point(size=70).encode(
        x=altair.X("rate:Q", title="share kept", **across), description="say:N"
    )
    count = base.mark_text(style="value", align="left", dx=8).encode(
        x=altair.value("width"), text="of:N"
    )
    return altair.layer(bar, dot, count)
