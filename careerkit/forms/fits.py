"""How well the work fits each value now, with one entry that speaks for it and one that speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import edits, registers
from careerkit.keeping.edits import Edit
from careerkit.keeping.registers import Changed
from careerkit.saved import Saved

MOST = 9
ASKED = ("fit", "supports", "opposes")
# Lines of the year that may be quoted: how many are offered, and how much of each.
OFFERED, LONGEST_OFFERED = 12, 90
LONGEST_LABEL = 60
_ZERO = re.compile(r"0+(?:[.,]0*)?")
Row = Mapping[str, str]


@dataclass(frozen=True)
class _Fits(Form):
    """The form with the year that it is about, the day of its answers, and for each value the row that it knows of, if any."""

    year: int = 0
    day: str = ""
    shown: dict[str, Row] = field(default_factory=dict)


def form(desk: Desk) -> Form:
    """A number from 0 to 10 for each value that has a weight, and two entries."""
    year = desk.year
    names = _values(registers.rows(desk.workbook, "values"))
    shown = _known(desk, year, names)
    entries = _entries(desk)
    groups = [
        Group(_short(name), _asked(place, row, entries))
        for place, (name, row) in enumerate(shown.items(), 1)
    ]
    empty = "No value has a weight yet. Give some a weight first, then run this cell again."
    return _Fits(
        "Does the work fit?",
        groups or [Group("Your values", (Field("none", "No value yet", "pick", empty, required=True),))],
        intro="How well does your work fit what matters to you, as it is now? 0 is not at all, 10 fully. Your first thought will do.",
        by_hand="In registers/fits.csv a row per value: year,value,fit,supports,opposes,date. The fit is from 0 to 10.",
        submit="Save fits", stay=True, key=str(year), year=year, day=min(desk.today, desk.view.as_of_day).isoformat(), shown=shown,
    )  # fmt: skip


def _known(desk: Desk, year: int, names: Iterable[str]) -> dict[str, Row]:
    """The row of the year for each of these values; an empty one where there is none."""
    rows = registers.rows(desk.workbook, "fits")
    fits = {_fold(row["value"]): row for row in rows if row["year"] == str(year)}
    return {name: fits.get(_fold(name), {}) for name in names}


def _values(rows: Sequence[Row]) -> list[str]:
    """The values that hold now, in the order in which they were first named; one whose last weight is 0 is none any more."""
    latest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["set_on"]):
        latest[_fold(row["name"])] = row
    own = [row for name, row in latest.items() if name and not _ZERO.fullmatch(row["weight"])]
    return [row["name"] for row in own][-MOST:]


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _short(name: str) -> str:
    words = " ".join(name.split())
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def _asked(place: int, row: Row, entries: Sequence[str]) -> list[Field]:
    first = place == 1
    said = {column: row.get(column, "") for column in ASKED}
    return [
        Field(f"fit_{place}", "How well the work fits it", "number", "0 to 10." if first else "", low=0, high=10, value=said["fit"]),
        Field(f"supports_{place}", "One entry that speaks for it", hint="Such as: Closed the pitch, 20 March." if first else "", suggest=entries, value=said["supports"]),
        Field(f"opposes_{place}", "One entry that speaks against it", suggest=entries, value=said["opposes"]),
    ]  # fmt: skip


def _entries(desk: Desk) -> list[str]:
    """The last starred lines, wins and lessons of the year, with their day, to be quoted."""
    view = desk.view
    entry, span = view.tables["entry"], view.period
    own = entry[
        (entry["date"] >= pd.Timestamp(span.start)) & (entry["date"] < pd.Timestamp(span.last))
    ]
    own = own[own["word"].isin(["win", "lesson"]) & own["text"].notna()]
    own = own.assign(best=own["starred"].fillna(False).astype(bool))
    own = own.sort_values(["best", "date", "id"], ascending=[False, False, True]).head(OFFERED)
    return [
        f"{' '.join(text.split())[:LONGEST_OFFERED]} ({day:%Y-%m-%d})"
        for text, day in zip(own["text"], own["date"], strict=True)
    ]


def save(desk: Desk, form: _Fits, values: Values) -> Saved:
    """One row per value that something is said about, all or none."""
    if not form.shown:
        raise Refused({"none": "Give some values a weight first, then run this cell again"})
    wanted = [_changed(place, row, values) for place, row in enumerate(form.shown.values(), 1)]
    if not any(wanted):
        if not any(form.shown.values()):
            raise Refused({"fit_1": "Fill in at least one; the others can wait"})
        return Saved("Nothing has changed.")
    try:
        with edits.together(desk.workbook) as done:
            for (name, row), cells in zip(form.shown.items(), wanted, strict=True):
                if cells and (edit := _put(desk, form, name, row, cells)):
                    done.append(edit)
    except Changed:
        raise Refused({"": _CHANGED}) from None
    form.shown.update(_known(desk, form.year, form.shown))
    return Saved("Saved in registers/fits.csv.", done)


_CHANGED = (
    "A fit has been changed meanwhile, perhaps in another window. Run this cell again to see it."
)


def _changed(place: int, row: Row, values: Values) -> dict[str, str]:
    """What is said otherwise than it stands there."""
    said = {column: values[f"{column}_{place}"] for column in ASKED}
    said["fit"] = said["fit"].replace(",", ".")
    return {column: text for column, text in said.items() if text != row.get(column, "")}


def _put(desk: Desk, form: _Fits, name: str, row: Row, cells: Mapping[str, str]) -> Edit | None:
    key = {"year": str(form.year), "value": row.get("value", name)}
    expected = {column: row[column] for column in ASKED} if row else {}
    return registers.put(desk.workbook, "fits", key, {**cells, "date": form.day}, expected=expected)
