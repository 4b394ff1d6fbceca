"""Three dimensions between job work and career, said and done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "position"
TITLE = "Said and done, a year before and now"
COLUMNS: Mapping[str, str] = {
    "dimension": "Dimension",
    "low": "At 0, job work",
    "high": "At 100, career",
    "said_before": "Said a year before",
    "said": "Said",
    "pulses": "Pulses",
    "done_before": "Done a year before",
    "done": "Done",
    "entries": "Marked entries",
    "zone_low": "Zone from",
    "zone_high": "Zone to",
}
_KINDS = {"said": "circle", "done": "square"}


def alt(table: pd.DataFrame) -> str:
    """One sentence with both numbers of every dimension, and where they were."""
    told = [f"{row['dimension']} {_numbers(row)}" for row in table.to_dict("records")]
    return f"From 0, job work, to 100, career: {'; '.join(told)}." if told else "No dimension."


def _numbers(row: Mapping[Any, Any]) -> str:
    parts = []
    for kind in _KINDS:
        now, before = row[kind], row[f"{kind}_before"]
        after = "" if pd.isna(before) else f" after {before:.0f}"
        parts.append(f"{kind} unknown" if pd.isna(now) else f"{kind} {now:.0f}{after}")
    return ", ".join(parts)


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """A full circle is what you say, a hollow square what the log shows; a small mark, if any, is the year before, a grey field, if any, the zone you meant. Neither end is better."""
    import altair

    base = altair.Chart(table, height=altair.Step(76))
    base = base.encode(y=altair.Y("dimension:N", title="dimension", sort=None).axis(None))
    scale = altair.Scale(domain=[0, 100], nice=False, padding=8)
    line = base.mark_rule(style="quiet").encode(
        x=altair.datum(0, scale=scale, axis=None), x2=altair.datum(100)
    )
    zone = base.transform_filter("isValid(datum.zone_low)")
    zone = zone.mark_bar(size=34, style="unknown", opacity=0.25).encode(
        x=altair.X("zone_low:Q", title="zone", scale=scale, axis=None), x2="zone_high:Q"
    )
    words = [
        base.transform_calculate(name=_name())
        .mark_text(style="name", dy=-26, align="center")
        .encode(x=altair.datum(50, scale=scale, axis=None), text="name:N"),
        base.mark_text(style="pole", dy=26, align="left").encode(x=altair.value(0), text="low:N"),
        base.mark_text(style="pole", dy=26, align="right").encode(
            x=altair.value("width"), text="high:N"
        ),
    ]
    marks = [
        mark for kind, down in (("said", -7), ("done", 7)) for mark in _dumbbell(base, kind, down)
    ]
    return altair.layer(zone, line, *marks, *words)


def _name() -> str:
    """The dimension with its two numbers, as a formula of Vega."""
    parts = (
        f"(isValid(datum.{kind}) ? '{kind} ' + format(datum.{kind}, '.0f') : '{kind} unknown')"
        for kind in _KINDS
    )
    return "datum.dimension + ': ' + " + " + ', ' + ".join(parts)


def _dumbbell(base: altair.Chart, kind: str, down: int) -> list[altair.Chart]:
    """The year before as a small mark, this year as a large one, and what lies between."""
    import altair

    known = base.transform_filter(f"isValid(datum.{kind})").transform_calculate(
        kind=f"'{kind}'",
        say=f"datum.dimension + ': {kind} ' + format(datum.{kind}, '.0f') + (isValid(datum.{kind}_before) ? ', a year before ' + format(datum.{kind}_before, '.0f') : '')",
    )
    both = known.transform_filter(f"isValid(datum.{kind}_before)")
    scale = altair.Scale(domain=[0, 100], nice=False, padding=8)
    x = altair.X(f"{kind}:Q", title=kind, scale=scale, axis=None)
    before = altair.X(f"{kind}_before:Q", title=f"{kind} before", scale=scale, axis=None)
    names = list(_KINDS)
    color = altair.Color("kind:N").scale(domain=names).legend(None)
    shape = altair.Shape("kind:N").scale(domain=names, range=list(_KINDS.values())).legend(None)
    filled = kind == "said"
    return [
        both.mark_rule(yOffset=down, y2Offset=down, strokeWidth=2).encode(
            x=before, x2=f"{kind}:Q", color=color
        ),
        both.mark_point(yOffset=down, size=26, filled=filled, aria=False).encode(
            x=before, shape=shape, color=color
        ),
        known.mark_point(yOffset=down, size=90, filled=filled).encode(
            x=x, shape=shape, color=color, description="say:N"
        ),
    ]
