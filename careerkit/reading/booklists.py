"""A reading list as a table, one book a row: what Goodreads and StoryGraph have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from careerkit.problems import Problem
from careerkit.reading import masks
from careerkit.reading.sheets import Cells, Sheet
from careerkit.records import Record, Row, Skipped


@dataclass(frozen=True, slots=True)
class Listed:
    """One row, with what is needed to say where it stands, and its warnings so far."""

    cells: Cells
    sheet: Sheet
    warnings: list[Problem] = field(default_factory=list)

    def text(self, column: str) -> str:
        """One line of text; some names are padded with spaces."""
        return masks.mail(" ".join(self.cells[column].split()))

    def ends_before(self, column: str) -> bool:
        """Whether nothing stands in a column nor behind it, which an export that is whole never has."""
        names = self.sheet.header[self.sheet.header.index(column) :]
        return not any(self.cells[name] for name in names)

    def warn(self, column: str, code: str, reason: str, fix: str) -> None:
        """Note a warning about one cell."""
        self.warnings.append(self.problem(column, code, reason, fix))

    def problem(self, column: str, code: str, reason: str, fix: str) -> Problem:
        """A problem of this row."""
        value = self.cells[column]
        return Problem(self.sheet.drop.path, self.cells.line, column, code, reason, fix, value)


Book = TypeVar("Book", bound=Listed)


def outcome(
    book: Book, needed: str, seen: set[tuple[str, ...]], record: Callable[[Book], Record]
) -> Iterator[Row]:
    """The warnings of one row, then what became of it.

    needed: the column at which a row that was cut off ends too early. seen: the books that stand above, as two
    exports may have been joined.
    """
    cells = book.cells
    if cells.is_blank:
        yield Skipped(cells.line, "blank row")
    elif cells.is_header:
        yield Skipped(cells.line, "repeated header")
    elif book.ends_before(needed):
        yield book.problem(needed, "E-RAGGED", "the row ends before this column; the file may be cut off",
                           "Download the export again, or fill the cell in")  # fmt: skip
    else:
        yield from _once(book, seen, record(book))


def _once(book: Listed, seen: set[tuple[str, ...]], record: Record) -> Iterator[Row]:
    title, author = (str(record.values[name] or "").casefold() for name in ("title", "author"))
    who = (*record.key, title, author)
    if title and who in seen:
        yield book.problem("Title", "W-DOUBLE", "the same book stands earlier in this file",
                           "The first one counts; download the export again if it is not the right one")  # fmt: skip
        yield Skipped(book.cells.line, "listed twice")
        return
    seen.add(who)
    yield from book.warnings
    yield record
