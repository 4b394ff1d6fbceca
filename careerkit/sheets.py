"""Reads tables of text (CSV and its relatives) cell by cell as text; nothing is guessed or converted."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from careerkit.drops import Drop
from careerkit.problems import Problem

DELIMITERS = (",", ";", "\t", "|")
SEARCHED_LINES = 15
MAX_CELL = 1024 * 1024
MAX_COLUMNS = 500
MAX_QUOTE_PROBLEMS = 100

csv.field_size_limit(MAX_CELL)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row: its first physical line and its cells by column name (missing ones are empty)."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "").strip()

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells.values())


@dataclass(frozen=True)
class Sheet:
    """A table found in a drop: the header as written, the line it stands on, the delimiter."""

    drop: Drop
    header: tuple[str, ...]
    header_line: int
    delimiter: str

    def rows(self) -> Iterator[Cells | Problem]:
        """Every row below the header, in order; a row that cannot be read is a Problem.

        An unclosed quote costs its own line only: reading starts again on the next.
        """
        lines = self.drop.written.split("\n")
        start, broken = self.header_line, 0
        while start < len(lines):
            try:
                for line, cells in _records(lines, start, self.delimiter):
                    start = line
                    yield from self._row(line, cells)
                return
            except _BadQuote as bad:
                self.drop.rows_in += 1
                broken += 1
                yield self._problem(
                    bad.line,
                    "E-QUOTE",
                    "a quotation mark is never closed",
                    "Close it on this line",
                    lines[bad.line - 1],
                )
                start = bad.line
                if broken == MAX_QUOTE_PROBLEMS:
                    raise self.drop.refuse(
                        "E-QUOTE",
                        "the quotation marks do not match",
                        "Export the file again",
                        bad.line,
                    ) from None

    def _row(self, line: int, cells: list[str]) -> Iterator[Cells | Problem]:
        if not any(cell.strip() for cell in cells) and len(cells) <= 1:
            return
        self.drop.rows_in += 1
        if any(cell.strip() for cell in cells[len(self.header) :]):
            yield self._problem(
                line,
                "E-RAGGED",
                f"the row has {len(cells)} cells, the header {len(self.header)}",
                "Quote cells that hold the delimiter",
                self.delimiter.join(cells),
            )
            return
        named: dict[str, str] = {}
        for name, cell in zip(self.header, cells, strict=False):
            named.setdefault(name, unicodedata.normalize("NFC", cell))
        yield Cells(line, named)

    def _problem(self, line: int, code: str, reason: str, fix: str, value: str) -> Problem:
        return Problem(self.drop.path, line, "", code, reason, fix, value)


class _BadQuote(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _records(lines: list[str], start: int, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Records after line number `start`, each with its first physical line (1-based)."""
    rest = (line + "\n" for line in lines[start:])
    reader = csv.reader(rest, delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _BadQuote(start + before + 1) from None
        yield start + before + 1, cells
        before = reader.line_num


def find(drop: Drop, known: Collection[str], least: int = 1) -> Sheet | None:
    """The table in a drop whose header holds at least `least` of the `known` names, else None.

    The header is found by its names in the first lines, never by its position: exports start with
    notes, `sep=` lines and blank lines. Names are compared without case. Raises Unreadable.
    """
    wanted = {name.casefold() for name in known}
    lines = drop.head(SEARCHED_LINES)
    best: tuple[int, int, str, list[str]] | None = None
    for delimiter in DELIMITERS:
        for number, line in enumerate(lines, 1):
            cells = _cells(line, delimiter)
            score = sum(cell.casefold() in wanted for cell in cells)
            if score >= least and len(cells) <= MAX_COLUMNS and (best is None or score > best[0]):
                best = (score, number, delimiter, cells)
    if best is None:
        return None
    _, number, delimiter, cells = best
    canonical = {name.casefold(): name for name in known}
    header = tuple(canonical.get(cell.casefold(), cell) for cell in cells)
    return Sheet(drop, header, number, delimiter)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return [unicodedata.normalize("NFC", cell).strip() for cell in cells]
    except csv.Error:
        return []
