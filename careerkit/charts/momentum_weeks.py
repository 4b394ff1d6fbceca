"""Moves of four weeks against what is usual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from careerkit import theme
from careerkit.drawing.legend import Mark, keyed
from careerkit.drawing.months import month_axis

if TYPE_CHECKING:
    import altair

MEASURE = "momentum"
TITLE = "Moves in four weeks"
COLUMNS: Mapping[str, str] = {
    "week": "Week from",
    "total": "Moves in 4 weeks",
    "baseline": "Usual",
    "low": "Usual from",
    "high": "Usual to",
    "state": "State",
    "recovery": "Came first in a recovery",
}
_STATES = {"quiet_well": "quiet but well", "slump": "slump", "silence": "silence", "break": "pause"}
_MARKS = {
    "quiet but well": Mark(theme.BLUE, "triangle-up"), "slump": Mark(theme.ORANGE, "square"), "silence": Mark(theme.GREY),
    "pause": Mark(theme.GREEN, "M-.8,-.25L.8,-.25L.8,.25L-.8,.25Z"),
}  # fmt: skip


def alt(table: pd.DataFrame) -> str:
    """One sentence with the range of the sums and the weeks of each state."""
    totals = table["total"].dropna()
    n = table["state"].value_counts()
    words = {"steady": "steady", **_STATES}
    counts = [f"{n[state]} {word}" for state, word in words.items() if state in n]
    unknown = int(table["state"].isna().sum())
    counts += [f"{unknown} not judged"] if unknown else []
    between = (
        f"between {totals.min():.0f} and {totals.max():.0f} moves in four weeks"
        if len(totals)
        else "no four weeks known yet"
    )
    ended = int(table["recovery"].notna().sum())
    turns = f"; {ended} slump{'s' * (ended != 1)} ended" if ended else ""
    return f"{len(table)} weeks: {between}; weeks by state: {', '.join(counts) or 'none'}{turns}."


def draw(table: pd.DataFrame) -> altair.LayerChart | altair.FacetChart:
    """The line is the moves of the last four known weeks, the dashes what the half year before makes usual, the field where four in five such sums fall by chance. Marks below, if any, name the weeks that were not steady; an upright line, if any, is the end of a slump, with what came first."""
    import altair

    week = altair.X("week:T", title="week from", scale=altair.Scale(type="utc", padding=4))
    week = week.axis(month_axis(table["week"], offset=20, domain=False))
    say = "utcFormat(datum.week, '%Y-%m-%d') + (isValid(datum.total) ? ': ' + datum.total + ' moves in four weeks' : '') + (datum.state ? ', ' + datum.state : '')"
    base = (
        altair.Chart(table, height=170)
        .transform_calculate(say=say)
        .encode(x=week, description="say:N")
    )
    moves = altair.Y("total:Q", title="moves in four weeks").axis(title=None).scale(zero=True)
    field = base.mark_area(style="unknown", opacity=0.18, aria=False)
    field = field.encode(y=altair.Y("low:Q", title="usual from"), y2="high:Q")
    line = base.mark_line(aria=False).encode(y=moves)
    usual = base.mark_line(style="target", aria=False).encode(
        y=altair.Y("baseline:Q", title="usual")
    )
    dots = base.mark_point(size=14).encode(y=moves)
    occurring = {_STATES.get(state) for state in table["state"]}
    words = f"({{{', '.join(f'{key!r}: {word!r}' for key, word in _STATES.items())}}})[datum.state]"
    strip = (
        base.transform_calculate(word=words)
        .transform_filter("isValid(datum.word)")
        .mark_point(size=34, strokeWidth=0, aria=False)
    )
    strip = strip.encode(
        y=altair.value(180), **keyed("word:N", _MARKS, occurring)
    )  # fmt: skip
    return altair.layer(field, *_turns(base), usual, line, dots, strip)


def _turns(base: altair.Chart) -> list[altair.Chart]:
    """An upright line where a slump has ended, and the words beside it, on the side where there is room."""
    import altair

    ended = base.transform_filter("isValid(datum.recovery)")
    ended = ended.transform_calculate(words="'first ' + datum.recovery")
    late = "utcmonth(datum.week) > 6"
    after = ended.transform_filter(f"!({late})").mark_text(
        style="value", align="left", dx=4, baseline="top"
    )
    before = ended.transform_filter(late).mark_text(
        style="value", align="right", dx=-4, baseline="top"
    )
    words = [
        side.encode(y=altair.value(0), text=altair.Text("words:N")) for side in (after, before)
    ]
    return [ended.mark_rule(style="quiet", strokeDash=[2, 2]), *words]
