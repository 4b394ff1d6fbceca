"""Every cell is parsed strictly, or is empty with a reason."""

from __future__ import annotations

import contextlib
import math
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import tables, tidy
from careerkit.records import Record
from careerkit.tables import Column
from careerkit.tidy import BadCell, cell

NUMBER = Column("n", "number", "")
INTEGER = Column("i", "integer", "")
DATE = Column("d", "date", "")
PARTIAL = Column("p", "date", "", partial=True)
MOMENT = Column("m", "moment", "")
FLAG = Column("f", "flag", "")
CHOICE = Column("c", "choice", "", ("to_read", "reading", "kept for joy"))
SLUG = Column("s", "slug", "")
TEXT = Column("t", "text", "")
LIST = Column("l", "list", "")
HOURS = Column("h", "number", "", low=0, high=24, above=True)
_at = datetime.fromisoformat


@pytest.mark.parametrize(
    ("column", "value", "wanted"),
    [
        (NUMBER, "1.5", 1.5), (NUMBER, "1,5", 1.5), (NUMBER, " −2 ", -2.0), (NUMBER, "+3", 3.0),
        (NUMBER, "-0", 0.0), (NUMBER, 7, 7.0), (NUMBER, 2.5, 2.5), (NUMBER, "007", 7.0),
        (INTEGER, "2", 2), (INTEGER, "2.0", 2), (INTEGER, "−2", -2), (INTEGER, 4.0, 4),
        (DATE, "2024-02-29", date(2024, 2, 29)), (DATE, "2024-03-05T23:30:00+13:00", date(2024, 3, 5)),
        (DATE, "2024-03-05 23:30", date(2024, 3, 5)), (DATE, _at("2024-03-05T01:00"), date(2024, 3, 5)),
        (PARTIAL, "2024", date(2024, 1, 1)), (PARTIAL, "2024-03", date(2024, 3, 1)),
        (PARTIAL, "2024-03-05", date(2024, 3, 5)),
        (MOMENT, "2024-03-05T01:30:00+02:00", _at("2024-03-04T23:30")),
        (MOMENT, "2024-03-05T01:30:00Z", _at("2024-03-05T01:30")),
        (MOMENT, "2024-03-05 01:30", _at("2024-03-05T01:30")),
        (FLAG, "Yes", True), (FLAG, "x", True), (FLAG, "0", False), (FLAG, "N", False), (FLAG, True, True),
        (CHOICE, "To Read", "to_read"), (CHOICE, "to-read", "to_read"), (CHOICE, "KEPT  for_joy", "kept for joy"),
        (SLUG, "Dana Ortiz", "dana-ortiz"), (SLUG, "Über/Größe", "über/grösse"), (SLUG, "C++", "c++"),
        (SLUG, "ﬁne", "fine"), (SLUG, "../../x", "x"),
        (TEXT, "  e\u0301\x00 ", "é"), (TEXT, "NA", "NA"), (TEXT, "-", "-"), (TEXT, "007", "007"),
        (LIST, "a; B,a,,c d", ["a", "b", "c-d"]), (LIST, ["A", "!!"], ["a"]), (LIST, None, []), (LIST, "", []),
    ],
)  # fmt: skip
def test_a_good_cell(column: Column, value: Any, wanted: Any) -> None:
    """Numbers with comma and typographic minus, days, partial days, moments, flags, choices, names, lists."""
    found = cell(column, value)
    if wanted is True or wanted is False:
        assert found is wanted
    elif column is SLUG and wanted == "über/grösse":
        assert found == "über/grösse"
    else:
        assert found == wanted
        assert type(found) is type(wanted)


@pytest.mark.parametrize("column", [NUMBER, INTEGER, DATE, PARTIAL, MOMENT, FLAG, CHOICE, SLUG])
@pytest.mark.parametrize("value", [None, "", "  ", "-", "–", "\x00"])
def test_nothing_is_unknown_and_never_zero(column: Column, value: str | None) -> None:
    """Empty cells, dashes and control characters, for every kind."""
    assert cell(column, value) is None


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        *[(NUMBER, text, "E-NUMBER") for text in (
            "inf", "-inf", "nan", "NaN", "1e400", "1e3", "٣", "１", "1.5.2", "1 000", "1_000", "0x10", "2h", "½",
            "9" * 400, float("inf"), float("nan"), 10**400, True,
        )],
        (INTEGER, "1.5", "E-NUMBER"), (INTEGER, float("nan"), "E-NUMBER"), (INTEGER, float("inf"), "E-NUMBER"),
        *[(DATE, text, "E-DATE") for text in (
            "0001-01-01", "9999-12-31", "1899-12-31", "2024-02-30", "2023-02-29", "2024-13-01", "now", "today",
            "2024", "2024-03", "05.03.2024", "3/5/2024", "20240305", "2024-W10-2", "٢٠٢٤-٠٣-٠٥", "2024-3-5",
            "2024-03-05 and so on", "45356", "0001-01-01T00:00:00+05:00", date(1, 1, 1), _at("9999-01-01T00:00"),
        )],
        (PARTIAL, "2024-13", "E-DATE"), (PARTIAL, "٢٠٢٤", "E-DATE"), (PARTIAL, "0001", "E-DATE"), (PARTIAL, "24", "E-DATE"),
        *[(MOMENT, text, "E-DATE") for text in (
            "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-12:00", "yesterday", "2024-03-05T25:00", "1710000000",
        )],
        (FLAG, "perhaps", "E-ENUM"), (FLAG, 2, "E-ENUM"), (CHOICE, "too read", "E-ENUM"), (CHOICE, "x" * 100_000, "E-ENUM"),
        (SLUG, "!!!", "E-SLUG"), (SLUG, "\u202e", "E-SLUG"),
        (HOURS, "0", "E-RANGE"), (HOURS, "24.01", "E-RANGE"), (HOURS, "-1", "E-RANGE"),
    ],
)  # fmt: skip
def test_a_bad_cell_says_why(column: Column, value: Any, code: str) -> None:
    """Infinities, other digits, impossible and partial days, words, numbers out of range."""
    with pytest.raises(BadCell) as bad:
        cell(column, value)
    assert bad.value.code == code
    assert bad.value.reason
    assert bad.value.fix


def test_a_near_choice_is_suggested_and_a_range_is_named() -> None:
    """A choice with a slip, a choice like none, a number that is too large."""
    for column, value, hint in (
        (CHOICE, "readng", "Did you mean 'reading'?"),
        (CHOICE, "qqq", "One of: to_read, reading, kept for joy"),
        (HOURS, "30", "It must be above 0 and at most 24"),
        (Column("x", "number", "", low=1), "0", "It must be at least 1"),
        (Column("x", "number", "", high=5), "6", "It must be at most 5"),
    ):
        with pytest.raises(BadCell) as bad:
            cell(column, value)
        assert bad.value.fix == hint


def _entry(**values: Any) -> Record:
    return Record("entry", 3, {"date": "2024-03-05", "word": "win", "text": "A win", **values})


def test_a_bad_optional_cell_is_emptied_with_a_warning() -> None:
    """An entry whose energy is 5 and whose hours are a word."""
    cells, problems = tidy.row(_entry(energy="5", hours="many"))
    assert cells is not None
    assert (cells["energy"], cells["hours"], cells["text"]) == (None, None, "A win")
    assert [(p.column, p.code, p.value, p.line) for p in problems] == [
        ("hours", "W-NUMBER", "many", 3), ("energy", "W-RANGE", "5", 3),
    ]  # fmt: skip
    assert all(problem.fix.endswith("the cell is left empty") for problem in problems)


@pytest.mark.parametrize(
    ("values", "column", "code"),
    [({"date": "2024-02-30"}, "date", "E-DATE"), ({"text": " \x00 "}, "text", "E-MISSING"),
     ({"word": "wim"}, "word", "E-ENUM"), ({"date": None}, "date", "E-MISSING")],
)  # fmt: skip
def test_a_bad_needed_cell_sets_the_row_aside(
    values: dict[str, Any], column: str, code: str
) -> None:
    """An entry with an impossible day, without text, with another word, without a day."""
    cells, problems = tidy.row(_entry(**values))
    assert cells is None
    assert [(p.column, p.code) for p in problems] == [(column, code)]


@pytest.mark.parametrize(
    ("started", "day", "precision"),
    [("2017", date(2017, 1, 1), "y"), ("2022-11", date(2022, 11, 1), "m"), ("2022-11-03", date(2022, 11, 3), "d"),
     (" 2022-11\x00 ", date(2022, 11, 1), "m"), ("2022-02-30", None, None), ("–", None, None), ("", None, None),
     (None, None, None), (date(2022, 1, 1), date(2022, 1, 1), "d")],
)  # fmt: skip
def test_a_partial_day_says_how_exact_it_is(started: Any, day: date | None, precision: str) -> None:
    """Roles that began in a year, a month, on a day, on no day that exists, on none at all."""
    cells, _ = tidy.row(Record("role", 1, {"slug": "job", "started": started}))
    assert cells is not None
    assert (cells["started"], cells["started_precision"]) == (day, precision)


def _finite(value: Any) -> bool:
    return not isinstance(value, float) or math.isfinite(value)


TEXTS = (
    st.text(max_size=30)
    | st.text("0123456789+-−.,eEinfa:TZ٣/ ", max_size=24)
    | st.sampled_from(["1e400", "inf", "-", "2024-02-30", "0001-01-01", "\ud800", "9999-12-31T23:59:59-23:59"])
)  # fmt: skip


@pytest.mark.parametrize("name", tables.names())
@given(data=st.data())
@settings(deadline=None, max_examples=30)
def test_any_text_in_any_cell_is_typed_or_set_aside(name: str, data: st.DataObject) -> None:
    """Every table, with any text in each of its cells."""
    columns = tables.table(name).all_columns
    values = {column.name: data.draw(TEXTS) for column in columns}
    cells, problems = tidy.row(Record(name, 1, values))
    assert (cells is None) == any(not problem.is_warning for problem in problems)
    if cells is not None:
        assert list(cells) == [column.name for column in columns]
        assert all(map(_finite, cells.values()))
        days = [value for value in cells.values() if isinstance(value, date)]
        assert all(1899 <= day.year <= 2101 for day in days)


@given(st.sampled_from([NUMBER, INTEGER, HOURS]), st.floats() | st.integers() | st.booleans())
@settings(deadline=None, max_examples=200)
def test_any_typed_number_is_finite_or_refused(column: Column, value: float) -> None:
    """Any number that an importer may hand on already typed."""
    with contextlib.suppress(BadCell):
        assert _finite(cell(column, value))


@given(st.text(max_size=120))
@settings(deadline=None, max_examples=300)
def test_a_slug_is_a_safe_name(text: str) -> None:
    """Any text, as a short name: without blanks, not hidden, not a path upward, short."""
    found = tidy.slug(text)
    assert len(found) <= tidy.MAX_SLUG
    assert not found.startswith((".", "-", "/"))
    assert not any(letter.isspace() or not letter.isprintable() for letter in found)
