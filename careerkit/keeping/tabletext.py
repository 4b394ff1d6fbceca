"""A table of text with the place of every cell in it, so that one cell can change and every other byte stays.

What is a row is decided by the reader that also reads it for the tables (`reading.sheets`); here only the places of its cells are
found, and a change is made only if that reader then sees the change and no other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from careerkit.errors import BadData, UsageError
from careerkit.keeping import edits
from careerkit.keeping.edits import Edit
from careerkit.keeping.textfile import TextFile
from careerkit.problems import Problem
from careerkit.reading import sheets
from careerkit.reading.decoding import line_ends
from careerkit.reading.drops import Unreadable
from careerkit.reading.sheets import Cells, Sheet

_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"')
_NEEDS_QUOTES = re.compile(r'["\r\n]')
_MARK = "\ufeff"
Span = tuple[int, int]


@dataclass(frozen=True)
class TableText:
    """A file as a table. known: columns by which its header is found. first: the header of a new file."""

    file: TextFile
    known: Collection[str]
    first: Sequence[str]

    @property
    def is_new(self) -> bool:
        """Whether there is nothing in it yet, not even a header."""
        return not self.file.text.removeprefix(_MARK).strip()

    @cached_property
    def sheet(self) -> Sheet:
        """How it is read. Raises BadData for a file without a header of ours, or that cannot be read."""
        try:
            found = sheets.find(self.file.drop(), self.known)
        except Unreadable as bad:
            raise BadData(f"{bad.problem.one_line()}; nothing was written") from None
        if found is None:
            raise BadData(
                f"{self.file.name}: its first line must name columns such as {', '.join(self.first)}; nothing was written"
            )
        return found

    @cached_property
    def outcomes(self) -> list[Cells | Problem]:
        """Every row below the header, or what is wrong with it. Raises BadData."""
        try:
            found = [] if self.is_new else list(self.sheet.rows())
        except Unreadable as bad:
            raise BadData(f"{bad.problem.one_line()}; nothing was written") from None
        return [one for one in found if isinstance(one, Cells) or not one.is_warning]

    @property
    def rows(self) -> list[Cells]:
        """The rows that can be read and hold something, in order. Raises BadData."""
        return [one for one in self.outcomes if isinstance(one, Cells) and not one.is_blank]

    @property
    def header(self) -> tuple[str, ...]:
        """The columns as they stand, ours in our spelling. Raises BadData."""
        return tuple(self.first) if self.is_new else self.sheet.header

    def put(self, row: Cells, values: Mapping[str, str]) -> Edit:
        """Change some cells of one row. Raises UsageError for words that would not stand there as such, BadData, CannotWrite."""
        header = self._header_with(values)
        spans = self._spans(self._line_starts[row.line - 1], row.values)
        text = self.file.text
        cells = [text[start:end] for start, end in spans]
        wanted = row.values + [""] * (len(header) - len(row.values))
        for name, value in values.items():
            place = header.index(name)
            cells += [""] * (place + 1 - len(cells))
            cells[place], wanted[place] = self._written(value), value
        start, end = spans[0][0], spans[-1][1]
        told = [_told(wanted) if one is row else _outcome(one) for one in self.outcomes]
        return self._write(
            header, text[:start] + self._delimiter.join(cells) + text[end:], told, values
        )

    def add(self, lines: Sequence[Mapping[str, str]]) -> Edit:
        """Add rows at the end. Raises as `put`."""
        names = list(dict.fromkeys(name for line in lines for name in line))
        header = self._header_with(names)
        rows = [[line.get(name, "") for name in header] for line in lines]
        written = [self._delimiter.join(map(self._written, row)) for row in rows]
        if self.is_new:
            written.insert(0, self._delimiter.join(header))
        before, end = self.file.text, self._line_end
        is_ended = not before.removeprefix(_MARK) or before.endswith(("\n", "\r"))
        text = before + ("" if is_ended else end) + "".join(line + end for line in written)
        return self._write(header, text, [*map(_outcome, self.outcomes), *map(_told, rows)], names)

    def _header_with(self, names: Iterable[str]) -> list[str]:
        """The header with the columns that it lacks at its end."""
        return [*self.header, *(name for name in names if name not in self.header)]

    def _write(
        self, header: Sequence[str], text: str, told: Sequence[object], names: Iterable[str]
    ) -> Edit:
        """Put a text into the file, if it will be read as what is to be told."""
        extra = header[len(self.header) :]
        if extra and not self.is_new:
            # The header stands above all that has changed. Rows that are shorter than it are whole.
            at = self._header_end
            added = "".join(self._delimiter + self._written(name) for name in extra)
            text = text[:at] + added + text[at:]
        self.file.bytes_of(text)
        after = TableText(replace(self.file, text=text), self.known, self.first)
        if not after._reads(header, self._delimiter, told):
            raise UsageError(
                f"{', '.join(names)}: these words cannot stand in {self.file.name} as they are: their quotation marks, or names of"
                " columns in them, would cut its rows in another way; nothing was written"
            )
        return edits.rewrite(self.file, text)

    def _reads(self, header: Sequence[str], delimiter: str, told: Sequence[object]) -> bool:
        try:
            is_cut = self.header == tuple(header) and self._delimiter == delimiter
            return is_cut and [*map(_outcome, self.outcomes)] == told
        except BadData:
            return False

    @property
    def _delimiter(self) -> str:
        return "," if self.is_new else self.sheet.delimiter

    @cached_property
    def _line_end(self) -> str:
        """How its header ends, and so how a new row does."""
        match = None if self.is_new else _LINE_END.match(self.file.text, self._header_end)
        return match[0] if match else "\n"

    def _written(self, cell: str) -> str:
        if _NEEDS_QUOTES.search(cell) or self._delimiter in cell:
            return '"' + cell.replace('"', '""') + '"'
        return cell

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.file.text))]

    @cached_property
    def _header_end(self) -> int:
        start = self._line_starts[self.sheet.header_line - 1]
        return self._spans(start, self.sheet.header)[-1][1]

    def _spans(self, start: int, values: Sequence[str]) -> list[Span]:
        """The places of the cells in the row that begins at `start`. Raises BadData where others stand there than were read."""
        text = self.file.text
        spans = list(_cells(text, start, self._delimiter))
        found = [_read(text[a:b]) for a, b in spans[: len(values)]]
        if found != [value.strip().casefold() for value in values]:
            raise BadData(
                f"{self.file.name}:{self.file.line_of(start)}: this row can only be changed by hand; nothing was written"
            )
        return spans


def _cells(text: str, start: int, delimiter: str) -> Iterator[Span]:
    """The places of the cells of one row."""
    at = start + text.startswith(_MARK, start)
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    while True:
        match = _QUOTED.match(text, at) or plain.match(text, at)
        end = match.end() if match else at
        yield at, end
        if not text.startswith(delimiter, end):
            return
        at = end + 1


def _read(cell: str) -> str:
    """A cell as it is read; without case, as the names of columns are."""
    plain = cell[1:-1].replace('""', '"') if _QUOTED.fullmatch(cell) else cell
    return unicodedata.normalize("NFC", line_ends(plain)).strip().casefold()


def _outcome(one: Cells | Problem) -> object:
    """What is read of a row, wherever it stands."""
    return _told(one.values) if isinstance(one, Cells) else (one.code, one.value)


def _told(cells: Iterable[str]) -> tuple[str, ...]:
    """The cells of a row without empty ones at its end, which say nothing."""
    found = [cell.strip() for cell in cells]
    while found and not found[-1]:
        found.pop()
    return tuple(found)
