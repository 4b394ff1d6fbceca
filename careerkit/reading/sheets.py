"""Reads tables of text (CSV and its relatives) and spreadsheets cell by cell as text; nothing is guessed or converted.

Rows come as a stream: a table of a gigabyte takes no more memory than one of a page.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from careerkit import limits
from careerkit.problems import Problem
from careerkit.reading import spreadsheets
from careerkit.reading.drops import Drop
from careerkit.reading.lines import Lines

DELIMITERS = (",", ";", "\t", "|")
# File names under which a table may come; what is in it decides.
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
# The same names as in the table of limits, for those who look for them here.
SEARCHED_LINES, MAX_CELL = limits.MAX_HEADER_LINES, limits.MAX_CELL
MAX_COLUMNS, MAX_QUOTE_PROBLEMS = limits.MAX_COLUMNS, limits.MAX_QUOTE_PROBLEMS
# A header may go on for some lines: forms put whole questions into it.
_GOES_ON = 50
_OPENING, _CLOSING = ("“", "„"), ("”", "“")

csv.field_size_limit(limits.MAX_CELL)


class Columns:
    """The columns of one table, shared by all its rows: where each name stands first."""

    __slots__ = ("folded", "places")

    def __init__(self, header: Sequence[str]) -> None:
        self.places: dict[str, int] = {}
        for place, name in enumerate(header):
            self.places.setdefault(name, place)
        self.folded = [name.strip().casefold() for name in header]


class Cells:
    """One row: its first physical line and its cells by column name (those that are not there are empty)."""

    __slots__ = ("_columns", "line", "values")

    def __init__(self, line: int, values: list[str], columns: Columns) -> None:
        self.line = line
        self.values = values
        self._columns = columns

    def __getitem__(self, name: str) -> str:
        place = self._columns.places.get(name)
        try:
            return "" if place is None else self.values[place].strip()
        except IndexError:
            return ""

    @property
    def cells(self) -> dict[str, str]:
        """The cells as they stand, by column name, those of a short row only as far as it goes."""
        places, size = self._columns.places.items(), len(self.values)
        return {name: self.values[place] for name, place in places if place < size}

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(map(str.strip, self.values))

    @property
    def is_header(self) -> bool:
        """Whether the row is the header once more, as where two exports were put into one file."""
        folded = self._columns.folded
        return self.values[0].strip().casefold() == folded[0] and folded == [
            cell.strip().casefold() for cell in self.values
        ]


@dataclass(frozen=True)
class Sheet:
    """A table found in a drop: the header as written, the line it stands on, the delimiter.

    `member` is the name of the sheet in a spreadsheet, `header_end` the last line of the header,
    `beside` the other sheets of the file with such a header.
    """

    drop: Drop
    header: tuple[str, ...]
    header_line: int
    delimiter: str
    header_end: int = 0
    member: str = ""
    beside: tuple[str, ...] = ()
    book: spreadsheets.Book | None = field(default=None, repr=False, compare=False)

    def rows(self) -> Iterator[Cells | Problem]:
        """Every row below the header, in order; a row that cannot be read is a Problem.

        An unclosed quote costs its own line only: reading starts again on the next. Warnings about
        the columns come first; they are no rows.
        """
        found = self._of_spreadsheet() if self.member else self._of_text()
        return chain(self._warnings(), found)

    def _of_text(self) -> Iterator[Cells | Problem]:
        drop, columns, width = self.drop, Columns(self.header), len(self.header)
        lines = Lines(drop.pieces(), self.header_end or self.header_line)
        broken = 0
        while lines.batch or lines.more(0):
            done, end, number, odd = 0, _End(), lines.number, lines.is_odd
            reader = csv.reader(chain(lines.batch, end), delimiter=self.delimiter, strict=True)
            try:
                # Nothing in this loop that a million rows would notice.
                for values in reader:
                    line = number + done
                    done = reader.line_num
                    if (size := len(values)) < 2 and not "".join(values).strip():
                        continue
                    drop.rows_in += 1
                    if size != width or odd:
                        yield self._fitted(line, values, columns)
                    else:
                        yield Cells(line, values, columns)
            except csv.Error:
                # The record may only go on behind the lines at hand.
                if end.is_reached and lines.more(done):
                    continue
                lines.drop(0 if end.is_reached else done)
                broken += 1
                drop.rows_in += 1
                yield self._broken(lines.number, lines.batch[0])
                if broken == limits.MAX_QUOTE_PROBLEMS:
                    raise drop.refuse(
                        "E-QUOTE", "the quotation marks do not match", "Export the file again", lines.number
                    ) from None  # fmt: skip
                done = 1
            lines.drop(done)

    def _of_spreadsheet(self) -> Iterator[Cells | Problem]:
        columns = Columns(self.header)
        book = self.book or spreadsheets.opened(self.drop)
        for found in book.rows(self.member, self.header_line):
            if isinstance(found, Problem):
                self.drop.rows_in += not found.is_warning
                yield found
            else:
                self.drop.rows_in += 1
                yield self._fitted(found.line, found.values, columns)

    def _fitted(self, line: int, values: list[str], columns: Columns) -> Cells | Problem:
        """A row that is shorter or longer than the header, or that holds odd signs."""
        width = len(self.header)
        if any(map(str.strip, values[width:])):
            reason = f"the row has {len(values)} cells, the header {width}"
            fix = "Quote cells that hold the delimiter" if self.delimiter else "Name every column"
            return self._problem(line, "E-RAGGED", reason, fix, values)
        if any("\x00" in cell for cell in values):
            reason = "a zero byte stands in the row; the file may be damaged"
            return self._problem(line, "E-ENCODING", reason, "Export the file again", values)
        if self.delimiter and _is_cut_in_quotes(values):
            reason = "typographic quotation marks stand around a cell and do not hold it together"
            return self._problem(line, "E-QUOTE", reason, 'Write straight ones: "', values)
        return Cells(line, [unicodedata.normalize("NFC", cell) for cell in values[:width]], columns)

    def _broken(self, line: int, text: str) -> Problem:
        if len(text) > limits.MAX_CELL:
            reason, fix = "a cell of this row is too large", "Shorten it, or leave its column out"
            return self._problem(line, "E-SIZE", reason, fix, [text])
        reason = "a quotation mark is never closed"
        return self._problem(line, "E-QUOTE", reason, "Close it on this line", [text.rstrip("\n")])

    def _problem(
        self, line: int, code: str, reason: str, fix: str, values: Iterable[str]
    ) -> Problem:
        value = (self.delimiter or " | ").join(values)[: limits.MAX_SHOWN]
        return Problem(self._file, line, "", code, reason, fix, value)

    def _warnings(self) -> Iterator[Problem]:
        named = [name for name in self.header if name]
        for name in sorted({name for name in named if named.count(name) > 1}):
            yield Problem(
                self._file, self.header_line, name, "W-COLUMN", "two columns have this name",
                "The first one counts; give the other one a name of its own",
            )  # fmt: skip
        for name in self.beside:
            yield Problem(
                f"{self.drop.path}!{name}", 0, "", "W-SHEET", "this sheet has such columns too, and only one sheet is read",
                "Put it into a file of its own",
            )  # fmt: skip

    @property
    def _file(self) -> str:
        return f"{self.drop.path}!{self.member}" if self.member else self.drop.path


class _End:
    """Stands behind the lines at hand and knows whether a reader asked for more."""

    is_reached = False

    def __iter__(self) -> Iterator[str]:
        self.is_reached = True
        return iter(())


def _is_cut_in_quotes(values: list[str]) -> bool:
    """Whether a typographic quotation mark opens one cell and closes another one: a delimiter stood between them."""
    opened = False
    for cell in map(str.strip, values):
        if opened and cell.endswith(_CLOSING) and not cell.startswith(_OPENING):
            return True
        if cell.startswith(_OPENING) and not any(mark in cell[1:] for mark in _CLOSING):
            opened = True
    return False


@dataclass(frozen=True)
class _Header:
    score: int
    line: int
    end: int
    cells: list[str]
    delimiter: str = ""


def find(drop: Drop, known: Collection[str], least: int = 1) -> Sheet | None:
    """The table in a drop whose header holds at least `least` of the `known` names, else None.

    The header is found by its names in the first lines, never by its position: exports start with
    notes, `sep=` lines and blank lines. Names are compared without case. In a spreadsheet every sheet is
    looked at, visible ones first, whatever the file's name ends with. Raises Unreadable.
    """
    canonical = {name.casefold(): name for name in known}
    if not spreadsheets.is_one(drop):
        best = _best(_in_text(drop), canonical, least)
        return _sheet(drop, best, canonical) if best else None
    tops, book = spreadsheets.tops(drop)
    fitting = [
        (sheet, best)
        for sheet, rows in tops
        if (best := _best((_Header(0, n, n, cells) for n, cells in rows), canonical, least))
    ]
    if not fitting:
        return None
    (sheet, best), *others = fitting
    return _sheet(drop, best, canonical, sheet, tuple(name for name, _ in others), book)


def _sheet(
    drop: Drop, best: _Header, canonical: dict[str, str], member: str = "",
    beside: tuple[str, ...] = (), book: spreadsheets.Book | None = None,
) -> Sheet:  # fmt: skip
    header = tuple(canonical.get(cell.casefold(), cell) for cell in best.cells)
    return Sheet(drop, header, best.line, best.delimiter, best.end, member, beside, book)


def _best(found: Iterable[_Header], canonical: dict[str, str], least: int) -> _Header | None:
    """The line with the most of the known names; of equal ones the first."""
    best: _Header | None = None
    for header in found:
        score = sum(cell.casefold() in canonical for cell in header.cells)
        if (
            score >= least
            and len(header.cells) <= limits.MAX_COLUMNS
            and (not best or score > best.score)
        ):
            best = _Header(score, header.line, header.end, header.cells, header.delimiter)
    return best


def _in_text(drop: Drop) -> Iterator[_Header]:
    """Each of the first lines, cut by each delimiter."""
    lines = drop.head(SEARCHED_LINES + _GOES_ON)
    for delimiter in DELIMITERS:
        for number, line in enumerate(lines[:SEARCHED_LINES], 1):
            # Without its delimiter a line is one cell, which the first delimiter has shown already.
            if delimiter in line or delimiter == DELIMITERS[0]:
                cells, end = _cut(lines[number - 1 :], delimiter)
                yield _Header(0, number, number + end - 1, cells, delimiter)


def _cut(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    """The cells of a header that begins with the first of these lines, and how many lines it takes."""
    if lines[0].count('"') % 2:
        reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
        try:
            return _composed(next(reader, [])), reader.line_num
        except csv.Error:
            pass
    try:
        return _composed(next(csv.reader(lines[:1], delimiter=delimiter), [])), 1
    except csv.Error:
        return [], 1


def _composed(cells: list[str]) -> list[str]:
    return [unicodedata.normalize("NFC", cell).strip() for cell in cells]
