"""Ids of records: one order, whatever the order of the rows."""

from __future__ import annotations

from careerkit.counting import evidence
from tests.measures.frames import frame

ROWS = [
    {"id": "c", "date": "2025-01-02"},
    {"id": "b", "date": "2025-01-02"},
    {"id": "z", "date": "2025-01-01"},
    {"id": "a", "date": None},
    {"id": None, "date": "2025-01-01"},
]


def test_ids_come_by_date_then_by_id() -> None:
    """An unknown date is last; a row without an id is left out; two tables are one list."""
    touch = frame("touch", [{"id": "d", "date": "2025-01-01"}])
    assert evidence.ids(frame("entry", ROWS), touch) == ("d", "z", "b", "c", "a")
    assert evidence.ids(touch, frame("entry", ROWS[::-1])) == ("d", "z", "b", "c", "a")


def test_no_rows_are_no_ids() -> None:
    assert evidence.ids(frame("entry")) == ()
