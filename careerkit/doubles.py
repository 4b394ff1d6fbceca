"""Rows of different sources that may be the same thing. They are listed, never merged: each measure names its one source.

Two rows are likely doubles when they stand in one table, come from two sources and agree in what the table's rule names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from careerkit.rows import Row

Cells = Mapping[str, Any]
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Double:
    """Two rows that may be one: their table, and where each stands."""

    table: str
    first: str
    second: str

    def one_line(self) -> str:
        """Say it in one line, without what the rows say."""
        return f"{self.table}: {self.first} may be the same as {self.second}"


def doubles(rows: Mapping[str, list[Row]]) -> list[Double]:
    """All likely doubles between sources, sorted by table and place; within one source identity decides."""
    return [
        double for table, alike in sorted(_ALIKE.items()) for double in _pairs(table, alike, rows)
    ]


def _pairs(
    table: str, alike: Callable[[Cells], object], rows: Mapping[str, list[Row]]
) -> Iterator[Double]:
    first: dict[object, Row] = {}
    for row in rows.get(table, ()):
        key = alike(row.cells) if row.cells["status"] == "live" else None
        if key is None:
            continue
        earlier = first.setdefault(key, row)
        if earlier.cells["source"] != row.cells["source"]:
            yield Double(table, _place(earlier), _place(row))


def _place(row: Row) -> str:
    return f"{row.cells['file']}:{row.cells['line']}"


def _words(text: str | None) -> str:
    return _NOT_WORD.sub(" ", (text or "").casefold()).strip()


def _book(cells: Cells) -> object:
    """The title, without the series that follows it in brackets."""
    return _words((cells["title"] or "").partition("(")[0]) or None


def _learning(cells: Cells) -> object:
    return _words(cells["title"]) or None


def _person(cells: Cells) -> object:
    return _words(cells["name"]) or None


def _project(cells: Cells) -> object:
    return _words(cells["title"]) or None


def _role(cells: Cells) -> object:
    """Title and organisation."""
    title, org = _words(cells["title"]), _words(cells["org"])
    return (title, org) if title and org else None


def _time(cells: Cells) -> object:
    """Day, minute of the start and length."""
    start = cells["start"]
    return (start.replace(second=0), round(cells["hours"], 1)) if start and cells["hours"] else None


def _touch(cells: Cells) -> object:
    """Day and person."""
    return (cells["date"], cells["person"]) if cells["person"] else None


def _entry(cells: Cells) -> object:
    """Day and words."""
    return (cells["date"], _words(cells["text"]))


_ALIKE: Mapping[str, Callable[[Cells], object]] = {
    "book": _book, "entry": _entry, "learning": _learning, "person": _person, "project": _project,
    "role": _role, "time": _time, "touch": _touch,
}  # fmt: skip
