"""Milestones from the first promise to the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from careerkit import theme
from careerkit.drawing.legend import Mark, keyed

if TYPE_CHECKING:
    import altair

MEASURE = "goals"
TITLE = "Milestones: promised, planned, done"
COLUMNS: Mapping[str, str] = {
    "slug": "Milestone",
    "due": "First date",
    "current_due": "Date now",
    "done": "Done on",
    "state": "State",
    "likely": "Likely on",
}
_MARKS = {
    "done": Mark(theme.BLUE, "square"), "date now": Mark(theme.ORANGE, "diamond"), "first date": Mark(theme.GREY),
    "dropped": Mark(theme.GREEN, "cross"), "likely": Mark(theme.PLUM, "triangle-right"),
}  # fmt: skip


def alt(table: pd.DataFrame) -> str:
    """One sentence with how many are done, open and dropped."""
    n = table["state"].value_counts()
    done = table[table["done"].notna()]
    on_time = int((done["done"] <= done["due"]).sum())
    return (
        f"Of {len(table)} milestones, {n.get('done', 0)} are done, {on_time} of them by their first date; "
        f"{n.get('open', 0)} open, {n.get('dropped', 0)} dropped; {int(table['likely'].notna().sum())} with a likely date."
    )


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """A line leads from the first date promised to the day it was done, or to the date planned now while it is open; a triangle, if any, is the day on which it is likely done at your own pace."""
    import altair

    order = list(table.sort_values(["due", "slug"])["slug"])
    end = "datum.done || (datum.state == 'open' ? datum.current_due : datum.due)"
    base = altair.Chart(table, height=altair.Step(21)).transform_calculate(end=end)
    base = base.encode(
        y=altair.Y("slug:N", title="milestone", sort=order).axis(
            title=None, grid=True, labelLimit=125
        )
    )
    day: dict[str, Any] = {"scale": altair.Scale(type="utc", nice=False, padding=10)}
    axis = altair.Axis(format="%b %Y", tickCount=4, title=None)
    line = base.mark_rule(style="interval").encode(
        x=altair.X("due:T", axis=axis, **day), x2="end:T"
    )
    dropped = table["state"] == "dropped"
    there = {
        "done": table["done"].notna(), "date now": table["state"] == "open", "first date": ~dropped,
        "dropped": dropped, "likely": table["likely"].notna(),
    }  # fmt: skip
    look = keyed("kind:N", _MARKS, [kind for kind in there if there[kind].any()], columns=3)

    def dots(when: str, column: str, kind: str, size: int) -> Any:
        said = "datum.slug + ', ' + datum.kind + ': ' + utcFormat(datum.{}, '%Y-%m-%d')"
        marks = base.transform_filter(when).transform_calculate(kind=f"'{kind}'")
        marks = marks.transform_calculate(say=said.format(column)).mark_point(
            size=size, strokeWidth=0
        )
        day_of = altair.X(f"{column}:T", title=kind, **day)
        return marks.encode(x=day_of, description="say:N", **look)

    return altair.layer(
        line,
        dots("datum.state != 'dropped'", "due", "first date", 34),
        dots("datum.state == 'open'", "current_due", "date now", 90),
        dots("datum.done", "done", "done", 70),
        dots("datum.state == 'dropped'", "due", "dropped", 60),
        dots("datum.likely", "likely", "likely", 60),
    )
