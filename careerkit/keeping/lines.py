"""Guesses and check-ins, `answers/guesses.csv` and `answers/checkins.csv`: lines that are only ever added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from careerkit import durable
from careerkit.errors import BadData, UsageError
from careerkit.keeping import cellwords, textfile
from careerkit.keeping.edits import Edit
from careerkit.keeping.tabletext import TableText
from careerkit.records import Record
from careerkit.settings import near
from careerkit.workspace import Workbook

Kind = Literal["guess", "checkin"]
FILES = {"guess": "answers/guesses.csv", "checkin": "answers/checkins.csv"}
HEADERS = {"guess": ("year", "topic", "guess", "at"), "checkin": ("week", "item", "field", "value")}
# By these a file of answers is told from one of another kind.
_NEEDED = {"guess": {"topic", "guess"}, "checkin": {"week", "field"}}


def add(workbook: Workbook, kind: Kind, lines: Sequence[Mapping[str, str]]) -> Edit:
    """Add lines of one kind, all or none; when this returns they are on disk.

    Raises UsageError for an unknown column and for a value that it does not take, BadData for a file to which nothing can be added,
    NotAllowed, Locked, CannotWrite.
    """
    textfile.require(workbook)
    said = [_cells(kind, line) for line in lines]
    if not said:
        raise UsageError(f"there is no {kind} to add")
    with durable.locked(workbook.root):
        file = textfile.load(workbook, FILES[kind])
        found = TableText(file, HEADERS[kind], HEADERS[kind])
        if not _NEEDED[kind] <= set(found.header):
            raise BadData(
                f"{file.name}: its first line should be {','.join(HEADERS[kind])}; nothing was written"
            )
        return found.add(said)


def _cells(kind: Kind, line: Mapping[str, str]) -> dict[str, str]:
    for name in line:
        if name not in HEADERS[kind]:
            raise UsageError(f"a {kind} has no column {name!r}{near(name, HEADERS[kind])}")
    # A sign stays what it is: a guess may be a number below zero.
    cells = {name: cellwords.plain(name, text) for name, text in line.items()}
    cellwords.check_row(Record(kind, 0, cells))
    return cells
