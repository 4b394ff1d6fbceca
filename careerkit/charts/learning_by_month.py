"""Hours of learning, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "learning"
TITLE = "Hours of learning by month"
COLUMNS: Mapping[str, str] = {
    "month": "Month from",
    "hours": "Hours",
    "target": "Target",
    "met": "Met",
    "known": "Known",
}


def alt(table: pd.DataFrame) -> str:
    """One sentence with the hours and the months that met the target."""
    hours, judged = float(table["hours"].fillna(0).astype(float).sum()), table["met"].dropna()
    unknown = int((~table["known"].astype(bool)).sum())
    return f"{hours:.3g} hours of learning; {int(judged.sum())} of {len(judged)} finished months met their target, {unknown} months are unknown."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """Bars are hours, the strokes each month's target, smaller where days were paused or unknown; a ring, if any, is an unknown month."""
    import altair

    month = altair.X("month:T", title="month from", scale=altair.Scale(type="utc", padding=14))
    month = month.axis(
        format="%b", tickCount={"interval": "month", "step": 1}, title=None, ticks=False
    )
    say = "utcFormat(datum.month, '%Y-%m-%d') + ': ' + (datum.known ? format(datum.hours, '.3~g') + ' of ' + format(datum.target, '.3~g') + ' hours' : 'unknown')"
    base = (
        altair.Chart(table, height=150)
        .transform_calculate(say=say)
        .encode(x=month, description="say:N")
    )
    known = base.transform_filter("datum.known")
    hours = altair.Y("hours:Q", title="hours", stack=None).axis(title=None)
    kind = (
        altair.Color("kind:N")
        .scale(domain=["hours", "target"])
        .legend(title=None, symbolType="square")
    )
    bars = known.transform_calculate(kind="'hours'").mark_bar(size=15).encode(y=hours, color=kind)
    target = (
        known.transform_calculate(kind="'target'")
        .mark_tick(size=22, aria=False)
        .encode(y=altair.Y("target:Q", title="target"), color=kind)
    )
    top = known.transform_filter("datum.hours > 0").transform_joinaggregate(most="max(hours)")
    near = "datum.target >= datum.hours && datum.target < datum.hours + datum.most / 7"
    value = top.transform_calculate(top=f"{near} ? datum.target : datum.hours").mark_text(
        style="value", dy=-7
    )
    rings = (
        base.transform_filter("!datum.known")
        .mark_point(style="unknown", filled=False, size=16)
        .encode(y=altair.datum(0))
    )
    return altair.layer(
        bars, target, rings, value.encode(y="top:Q", text=altair.Text("hours:Q", format=".2~g"))
    )
