"""Energy of entries with a tag or skill, against the weeks around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from careerkit import theme
from careerkit.drawing.legend import Mark, keyed

if TYPE_CHECKING:
    import altair
    import pandas as pd

MEASURE = "energy"
TITLE = "Tags and skills by energy"
COLUMNS: Mapping[str, str] = {
    "label": "Tag or skill",
    "kind": "Kind",
    "n": "Rated entries",
    "shrunk": "Difference",
    "low": "Low (80%)",
    "high": "High (80%)",
    "status": "Status",
    "hours": "Hours this year",
}
MOST, ENOUGH = 20, 8
_WORDS = {"clear": "clear", "hint": "may be chance", "not_yet": "not told apart"}
_MARKS = {
    "clear": Mark(theme.BLUE), "may be chance": Mark(theme.ORANGE, "diamond"), "not told apart": Mark(theme.GREY, "cross"),
}  # fmt: skip


def alt(table: pd.DataFrame) -> str:
    """The tags and skills that stand out with their difference, or how often the most rated were rated."""
    rows = table[table["n"].notna()]
    tested = rows[rows["low"].notna()]
    if tested.empty:
        said = (f"{row['label']} {row['n']}" for row in _most(rows).to_dict("records"))
        return f"Rated entries, of {ENOUGH} needed: {', '.join(said) or '0'}{_left_out(rows)}."
    clear = tested[tested["status"] == "clear"]
    said = (f"{row['label']} {row['shrunk']:+.1f}" for row in clear.to_dict("records"))
    return f"{len(clear)} of {len(tested)} stand out clearly: {', '.join(said) or 'none'}{_left_out(tested)}."


def _left_out(rows: pd.DataFrame) -> str:
    """How many are drawn where not all of them are."""
    return f"; {MOST} of the {len(rows)} are drawn" if len(rows) > MOST else ""


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """A mark is how far the energy of entries with a tag or skill lies from that of other entries in the same weeks, the line its 80% interval, the number its hours this year. Before anything can be told, a bar is how many of 8 rated entries there are. At most 20 are drawn; the table has all."""
    rows = table[table["n"].notna()]
    tested = rows[rows["low"].notna()]
    return _counts(_most(rows)) if tested.empty else _dots(_standing_out(tested))


def _most(rows: pd.DataFrame) -> pd.DataFrame:
    """The most rated ones, by name."""
    most = rows.sort_values(["n", "label"], ascending=[False, True], kind="stable").head(MOST)
    return most.sort_values("label", kind="stable")


def _standing_out(tested: pd.DataFrame) -> pd.DataFrame:
    """Clear ones, then what may be chance, then the largest of the others; in the table's order."""
    rank = tested["status"].map({"clear": 0, "hint": 1}).fillna(2)
    size = tested["shrunk"].abs()
    chosen = tested.assign(rank=rank, size=-size).sort_values(["rank", "size"], kind="stable")
    return tested.loc[tested.index.isin(chosen.head(MOST).index)]


def _dots(rows: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    import altair

    rows = rows.assign(
        word=rows["status"].map(_WORDS), say=[_say(row) for row in rows.to_dict("records")]
    )
    most = max(0.5, *rows["low"].abs(), *rows["high"].abs())
    # Room at the right for the hours, which stand in one column.
    across = altair.Scale(domain=[-most, 1.4 * most], nice=False)
    axis = altair.Axis(title="energy, against the same weeks", format="+.1~f", tickCount=5)
    base = altair.Chart(rows, height=altair.Step(22)).encode(
        y=altair.Y("label:N", sort=None).axis(title=None, labelPadding=10)
    )
    # Without a row of its own a rule runs through all rows.
    zero = (
        altair.Chart(rows).transform_aggregate(rows="count()").mark_rule(style="quiet", aria=False)
    )
    line = base.mark_rule(style="interval", aria=False).encode(
        x=altair.X("low:Q", scale=across, axis=axis), x2="high:Q"
    )
    look = keyed("word:N", _MARKS, set(rows["word"]))
    dots = base.mark_point(size=80, strokeWidth=0).encode(x="shrunk:Q", description="say:N", **look)
    hours = base.transform_filter("isValid(datum.hours)").transform_calculate(
        text="format(datum.hours, '.0f') + ' h'"
    )
    texts = hours.mark_text(style="value", align="right", dx=-1).encode(
        x=altair.value("width"), text="text:N"
    )
    return altair.layer(zero.encode(x=altair.datum(0, type="quantitative")), line, dots, texts)


def _say(row: Mapping[Any, Any]) -> str:
    return f"{row['label']}: {row['shrunk']:+.1f}, {row['low']:+.1f} to {row['high']:+.1f}, {row['n']} entries"


def _counts(rows: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    import altair

    rows = rows.assign(
        say=[f"{row['label']}: {row['n']} of {ENOUGH}" for row in rows.to_dict("records")]
    )
    most = max([ENOUGH, *rows["n"]])
    count = altair.X("n:Q", scale=altair.Scale(domain=[0, most + 0.5], nice=False))
    base = altair.Chart(rows, height=altair.Step(22)).encode(
        y=altair.Y("label:N", sort=None).axis(title=None, labelPadding=6)
    )
    bars = base.mark_bar(size=12).encode(
        x=count.axis(title="rated entries", format="d", tickMinStep=1), description="say:N"
    )
    enough = (
        altair.Chart(rows).transform_aggregate(rows="count()").mark_rule(style="target", aria=False)
    )
    return altair.layer(bars, enough.encode(x=altair.datum(ENOUGH, type="quantitative")))
