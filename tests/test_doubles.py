"""Likely doubles between sources are listed with their places; within one source, and where a word is missing, nothing is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from careerkit.doubles import doubles
from careerkit.records import Account
from careerkit.rows import Row

DAY = date(2025, 3, 5)


def row(source: str, line: int, **cells: Any) -> Row:
    return Row(
        "",
        {"status": "live", "source": source, "file": f"{source}.csv", "line": line, **cells},
        Account("", source),
    )


@pytest.mark.parametrize(
    ("table", "first", "second"),
    [
        ("book", {"title": "Deep Work"}, {"title": "deep work (series #1)"}),
        ("learning", {"title": "Invented Careers!"}, {"title": "invented careers"}),
        ("person", {"name": "Ada Example"}, {"name": "ada  example"}),
        ("project", {"title": "Blog"}, {"title": "blog"}),
        ("role", {"title": "Teller", "org": "Acme"}, {"title": "teller", "org": "ACME"}),
        ("touch", {"date": DAY, "person": "lee"}, {"date": DAY, "person": "lee"}),
        ("entry", {"date": DAY, "text": "Pitch."}, {"date": DAY, "text": "pitch"}),
        ("time", {"start": datetime.fromisoformat("2025-03-05T09:00:10"), "hours": 1.0}, {"start": datetime.fromisoformat("2025-03-05T09:00:00"), "hours": 1.02}),
    ],
)  # fmt: skip
def test_a_pair_is_listed(table: str, first: dict[str, Any], second: dict[str, Any]) -> None:
    """The same thing from two sources, written a little differently; and twice from one source."""
    found = doubles({table: [row("a", 2, **first), row("b", 9, **second)]})
    assert [double.one_line() for double in found] == [
        f"{table}: a.csv:2 may be the same as b.csv:9"
    ]
    assert doubles({table: [row("a", 2, **first), row("a", 9, **second)]}) == []


@pytest.mark.parametrize(
    ("table", "cells"),
    [("book", {"title": "(untitled)"}), ("person", {"name": None}), ("touch", {"date": DAY, "person": None}),
     ("role", {"title": "Teller", "org": None}), ("time", {"start": None, "hours": 1.0})],
)  # fmt: skip
def test_what_says_too_little_is_no_double(table: str, cells: dict[str, Any]) -> None:
    """Two rows that are equal only in saying nothing."""
    assert doubles({table: [row("a", 1, **cells), row("b", 1, **cells)]}) == []


def test_a_retired_row_is_no_double() -> None:
    """A book that a newer export no longer has."""
    gone = row("a", 1, title="Deep Work")
    gone.cells["status"] = "retired"
    assert doubles({"book": [gone, row("b", 1, title="Deep Work")]}) == []
