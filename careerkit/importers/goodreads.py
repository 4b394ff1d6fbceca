"""A library export of Goodreads as CSV: each book becomes one book, with its shelf, days, rating and notes.

The columns of all years are read, by name. Goodreads knows the day a book was added and the day it was last
finished, nothing between; a rating of 0 is none. Shelves of one's own are open-ended: what they mean
can be said in workbook.toml, and their names are kept as tags.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from careerkit import tidy
from careerkit.errors import BadData
from careerkit.problems import Problem
from careerkit.reading import booklists, dates, isbn, masks, sheets
from careerkit.reading.booklists import Listed
from careerkit.reading.drops import Drop, Unreadable
from careerkit.reading.sheets import Sheet
from careerkit.records import Coverage, Record, Row
from careerkit.settings import Settings

COVERAGE = Coverage.DROP
PLACES = ("inbox",)
OPTIONS: Mapping[str, str] = {
    "shelves": "what each exclusive shelf of your own means: to_read, reading, read or dropped",
}

_COLUMNS = (
    "Book Id", "Title", "Author", "Author l-f", "Additional Authors", "ISBN", "ISBN13", "My Rating",
    "Average Rating", "Publisher", "Binding", "Number of Pages", "Year Published",
    "Original Publication Year", "Date Read", "Date Added", "Bookshelves", "Bookshelves with positions",
    "Exclusive Shelf", "My Review", "Spoiler", "Private Notes", "Read Count", "Recommended For",
    "Recommended By", "Owned Copies", "Original Purchase Date", "Original Purchase Location", "Condition",
    "Condition Description", "BCID",
)  # fmt: skip
_SHELF = "Exclusive Shelf"
_NEEDED = frozenset({"Title", _SHELF})
_TELLING = frozenset(
    {"Book Id", "Author l-f", "My Rating", "Date Read", "Date Added", "Bookshelves"}
)
# A row of an export from 2016 or 2024 whose header is gone: these cells together are nobody else's.
_WIDTHS = (24, 31)
_CELLS = {
    0: re.compile(r"[0-9]{1,12}"),
    5: re.compile(r'="[0-9]{0,9}[0-9Xx]?"'),
    6: re.compile(r'="[0-9]{0,13}"'),
    7: re.compile(r"[0-5]"),
    8: re.compile(r"[0-5]\.[0-9]{1,2}"),
    15: re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2}"),
}
# Goodreads has three exclusive shelves; these are other people's names for them, and for a fourth.
_SHELVES = {
    **dict.fromkeys(("to-read", "want-to-read", "to-be-read", "tbr", "wishlist", "wish-list"), "to_read"),
    **dict.fromkeys(("currently-reading", "reading", "now-reading"), "reading"),
    **dict.fromkeys(("read", "already-read", "finished"), "read"),
    **dict.fromkeys(
        ("dnf", "did-not-finish", "didnt-finish", "didn-t-finish", "unfinished", "dropped",
         "abandoned", "gave-up", "gave-up-on", "given-up"), "dropped"),
}  # fmt: skip
# Begun and not finished; that it rests is told by the tag.
_RESTING = dict.fromkeys(("paused", "on-hold", "on-pause"), "reading")
_NO_RATING = re.compile(r"0(?:[.,]0{1,6})?")


def claims(drop: Drop) -> bool:
    """A CSV whose header has an exclusive shelf, or whose rows are plainly Goodreads' without a header."""
    if not drop.name.casefold().endswith(sheets.SUFFIXES):
        return False
    return _sheet(drop) is not None or _is_headless(drop)


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per book. Raises BadData when workbook.toml names a shelf that does not exist."""
    shelves = {**_SHELVES, **_RESTING, **_own_shelves(settings)}
    sheet = _sheet(drop)
    if sheet is None:
        raise _refusal(drop)
    seen: set[tuple[str, ...]] = set()
    for row in sheet.rows():
        if isinstance(row, Problem):
            yield replace(row, value=masks.mail(row.value))
        else:
            yield from booklists.outcome(_Book(row, sheet, shelves=shelves), _SHELF, seen, _record)


def _sheet(drop: Drop) -> Sheet | None:
    sheet = sheets.find(drop, _COLUMNS, least=len(_NEEDED) + 1)
    if sheet and set(sheet.header) >= _NEEDED and set(sheet.header) & _TELLING:
        return sheet
    return None


def _is_headless(drop: Drop) -> bool:
    """Whether the first row is a book as only Goodreads writes it: its header was cut off."""
    lines = (f"{line}\n" for line in drop.head(sheets.SEARCHED_LINES))
    try:
        first = next((cells for cells in csv.reader(lines) if any(cells)), [])
    except csv.Error:
        return False
    return len(first) in _WIDTHS and all(cell.fullmatch(first[at]) for at, cell in _CELLS.items())


def _refusal(drop: Drop) -> Unreadable:
    if _is_headless(drop):
        return drop.refuse(
            "E-HEADER", "this is a Goodreads export without its first line, which names the columns",
            "Download the export again and leave its first line in place; it begins with"
            f" {','.join(_COLUMNS[:3])}", 1,
        )  # fmt: skip
    return drop.refuse(
        "E-HEADER", "the columns are none that Goodreads is known to write",
        f"Download the export again; it needs at least Title and {_SHELF}",
    )  # fmt: skip


def _own_shelves(settings: Settings) -> dict[str, str]:
    """What workbook.toml says about shelves of the person's own."""
    said, choices = (
        settings.option("goodreads", "shelves", {}),
        list(dict.fromkeys(_SHELVES.values())),
    )
    for name, choice in said.items():
        if choice not in choices:
            raise BadData(
                f"workbook.toml: [sources.goodreads] shelves: {name} must be one of {', '.join(choices)}"
            )
    return {_name(name): choice for name, choice in said.items()}


def _name(shelf: str) -> str:
    return tidy.slug(shelf).replace("_", "-")


@dataclass(frozen=True, slots=True)
class _Book(Listed):
    """One row of the export."""

    shelves: Mapping[str, str] = field(default_factory=dict)

    def day(self, column: str) -> str:
        """The day in a column as ISO text; one in another shape warns and gives nothing."""
        text = self.cells[column]
        try:
            return dates.read(text.replace("/", "-"), (dates.ISO_DAY,)) if text else ""
        except ValueError:
            self.warn(column, "W-DATE", "this is no day as Goodreads writes it",
                      "Download the export again and do not save it in a spreadsheet, or write it as"
                      " 2024/03/05; the cell is left empty")  # fmt: skip
            return ""

    def isbn(self) -> isbn.Isbn:
        """The ISBN-13, from whichever of the two columns is right."""
        found = isbn.find({column: self.cells[column] for column in ("ISBN13", "ISBN")})
        if found.column:
            self.warn(found.column, "W-ISBN", found.reason, found.fix)
        return found

    def shelf(self) -> str:
        """Where the book stands; a day it was read tells it for a shelf whose name does not."""
        name = _name(self.cells[_SHELF])
        if name in self.shelves:
            return self.shelves[name]
        if self.cells["Date Read"]:
            return "read"
        if name:
            self.warn(_SHELF, "W-ENUM", "it cannot be told from this shelf where the book stands",
                      "Say it in workbook.toml, such as [sources.goodreads] shelves = { NAME = \"to_read\" };"
                      " the cell is left empty and the shelf is kept as a tag")  # fmt: skip
        return ""

    def tags(self) -> list[str]:
        """The bookshelves; the exclusive one only if it says more than where the book stands."""
        own = self.cells[_SHELF]
        others = [tag.strip() for tag in masks.mail(self.cells["Bookshelves"]).split(",")]
        found = [tag for tag in others if tag and _name(tag) != _name(own)]
        return found if _name(own) in ("", *_SHELVES) else [*found, masks.mail(own)]

    def takeaway(self) -> str:
        """The private notes, then the review, as plain text."""
        texts = (isbn.plain(self.cells[column]) for column in ("Private Notes", "My Review"))
        return masks.mail("\n\n".join(text for text in texts if text))


def _key(book_id: str, found: isbn.Isbn) -> tuple[str, ...]:
    """The source's own identity; without one the table's key, title and author, tells books apart."""
    if book_id:
        return ("id", book_id)
    return ("isbn", found.number) if found.is_right else ()


def _record(book: _Book) -> Record:
    found = book.isbn()
    known = {"title": book.text("Title"), "author": book.text("Author"), "isbn13": found.number}
    shelf, read_on, rating = book.shelf(), book.day("Date Read"), book.cells["My Rating"]
    # The day on which a book was given up is not one on which it was finished.
    finished = "" if shelf == "dropped" else read_on
    values = {
        **known, "date": finished, "shelf": shelf, "added": book.day("Date Added"), "finished": finished,
        "rating": "" if _NO_RATING.fullmatch(rating) else rating, "takeaway": book.takeaway(),
    }  # fmt: skip
    told = {name: value or None for name, value in values.items()}
    return Record(
        "book", book.cells.line, {**told, "tags": book.tags()}, _key(book.cells["Book Id"], found)
    )
