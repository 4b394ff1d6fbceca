"""What a person says about imported rows, laid over them by id; drafts count only once they are accepted.

Annotations live in `registers/annotations.csv`, so the next export changes nothing about them. Of two lines about one
row, the later one wins cell by cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from careerkit.problems import Problem
from careerkit.rows import Row
from careerkit.tables import table

TABLE = "annotation"
# What an annotation says about itself, not about its row.
_OWN = frozenset({"of", "what", "accept"})
_SAID = (
    *(column.name for column in table(TABLE).columns if column.name not in _OWN),
    "tags", "role", "share",
)  # fmt: skip
WAITING, REJECTED = "a draft, not accepted yet", "a draft, rejected"


def annotate(rows: list[Row]) -> tuple[list[Row], list[Row], list[Problem]]:
    """Lay the annotations over the rows; needs their ids.

    Returns the rows that count, the drafts that wait for an answer, and what was wrong: an annotation of a row that is
    gone is reported and stays.
    """
    said: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.table == TABLE:
            said[row.cells["of"]].append(row)
    if not said and not any(row.draft for row in rows):
        return rows, [], []
    standing, waiting, problems = [], [], []
    for row in rows:
        notes = said.pop(row.id, ())
        accepted = _accepted(notes)
        if row.draft and not accepted:
            row.account.accepted -= 1
            row.account.ignore(WAITING if accepted is None else REJECTED)
            waiting += [row] if accepted is None else []
            continue
        for note in notes:
            problems += _lay(note, row)
        standing.append(row)
    problems += [_orphan(note) for notes in said.values() for note in notes]
    return standing, waiting, problems


def _accepted(notes: Iterable[Row]) -> bool | None:
    """The last word on whether a draft counts; None when there is none."""
    found = [note.cells["accept"] for note in notes if note.cells["accept"] is not None]
    return found[-1] if found else None


def _lay(note: Row, row: Row) -> list[Problem]:
    columns = {column.name for column in table(row.table).all_columns}
    problems = []
    for name in _SAID:
        value = note.cells[name]
        if value in (None, []):
            continue
        if name not in columns:
            problems.append(_problem(note, name, "W-COLUMN", f"a row of the table {row.table} has no {name}",
                                     "Leave this cell empty"))  # fmt: skip
        elif isinstance(value, list):
            row.cells[name] = list(dict.fromkeys([*row.cells[name], *value]))
        else:
            row.cells[name] = value
    return problems


def _orphan(note: Row) -> Problem:
    return _problem(note, "of", "W-ORPHAN", "no row has this id any more; it left with a newer export",
                    "Delete the line, or keep it in case the row comes back")  # fmt: skip


def _problem(note: Row, column: str, code: str, reason: str, fix: str) -> Problem:
    cells: Mapping[str, Any] = note.cells
    return Problem(
        cells["file"], cells["line"], column, code, reason, fix, source=note.account.source
    )
