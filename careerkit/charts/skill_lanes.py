"""Each skill month by month: how often it was used, and at what level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    import altair

MEASURE = "adding_up"
TITLE = "Skills through the year"
COLUMNS: Mapping[str, str] = {
    "skill": "Skill",
    "lane": "State",
    "month": "Month",
    "uses": "Uses",
    "level": "Median level",
}


_LETTERS = "['J','F','M','A','M','J','J','A','S','O','N','D'][+slice(datum.value, 5, 7) - 1]"


def alt(table: pd.DataFrame) -> str:
    """Each skill with its state and the months in which it was used."""
    rows = table[table["month"].notna()].to_dict("records")
    months = Counter((row["skill"], row["lane"]) for row in rows)
    said = [f"{skill} {n} months, {lane}" for (skill, lane), n in months.items()]
    return f"{len(said)} skills by month: {'; '.join(said) or 'none used yet'}."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """A field is a month in which the skill was used, the number its median level from 1 (followed) to 5 (taught), the stronger the colour, the higher; a field without a number has no level. The word behind the skill is how it ran through the last twelve months."""
    import altair

    rows = table[table["month"].notna()]
    records = rows.to_dict("records")
    known = pd.to_numeric(rows["level"])
    rows = rows.assign(
        name=[f"{row['skill']} \u00b7 {row['lane']}" for row in records],
        month=[str(row["month"])[:7] for row in records],
        level=["" if pd.isna(level) else f"{level:g}" for level in known],
        shade=(0.15 * known).fillna(0.0),
        say=[_say(row) for row in records],
    )
    month = altair.X("month:O", scale=altair.Scale(domain=_months(rows["month"])))
    base = altair.Chart(rows, height=altair.Step(22)).encode(
        y=altair.Y("name:N", sort=None).axis(title=None, labelLimit=175, labelPadding=6),
        x=month.axis(
            title=None,
            labelExpr=_LETTERS,
            labelAngle=0,
            domain=False,
            ticks=False,
            labelFlush=False,
        ),
    )
    fields = base.mark_rect(
        stroke="currentColor",
        strokeOpacity=0.35,
        cornerRadius=2,
        width={"band": 0.9},
        height={"band": 0.85},
    ).encode(fillOpacity=altair.FillOpacity("shade:Q").scale(None), description="say:N")
    words = base.mark_text(style="value", aria=False).encode(text="level:N")
    return altair.layer(fields, words)


def _months(used: pd.Series[str]) -> list[str]:
    """Every month from the first to the last that is used."""
    if used.empty:
        return []
    return [str(month) for month in pd.period_range(used.min(), used.max(), freq="M")]


def _say(row: Mapping[Any, Any]) -> str:
    level = "" if pd.isna(row["level"]) else f", level {row['level']:g}"
    return f"{row['skill']}, {str(row['month'])[:7]}: {row['uses']} uses{level}"
