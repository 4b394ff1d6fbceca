"""A library export of StoryGraph as CSV: each book becomes one book, with its status, days, rating and review.

Both the older export (Author, ISBN) and the newer one (Authors, ISBN/UID) are read. A book read more than
once has the days of its last reading. Moods, pace and content warnings are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from careerkit import tidy
from careerkit.problems import Problem
from careerkit.reading import booklists, dates, isbn, masks, sheets
from careerkit.reading.booklists import Listed
from careerkit.reading.drops import Drop
from careerkit.reading.sheets import Sheet
from careerkit.records import Coverage, Record, Row
from careerkit.settings import Settings

COVERAGE = Coverage.DROP
PLACES = ("inbox",)

_COLUMNS = (
    "Title", "Author", "Authors", "Contributors", "ISBN", "ISBN/UID", "Format", "Read Status", "Date Added",
    "Last Date Read", "Dates Read", "Read Count", "Moods", "Pace", "Character- or Plot-Driven?",
    "Strong Character Development?", "Loveable Characters?", "Diverse Characters?", "Flawed Characters?",
    "Star Rating", "Review", "Content Warnings", "Content Warning Description", "Tags", "Owned?",
)  # fmt: skip
_STATUS = "Read Status"
_NEEDED = frozenset({"Title", _STATUS})
_TELLING = frozenset({"ISBN/UID", "Last Date Read", "Dates Read"})
_SHELVES = {
    "to-read": "to_read", "currently-reading": "reading", "read": "read", "did-not-finish": "dropped",
    "paused": "reading",
}  # fmt: skip
# Begun and not finished; that it rests is told by the tag.
_RESTING = "paused"
_NO_RATING = re.compile(r"0(?:[.,]0{1,6})?")
_DAY = r"(?:[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
# One reading: 2023/01/02-2023/01/20, only its last day, or 2023/01/02- while it lasts.
_READING = re.compile(rf"(?:(?P<start>{_DAY}) ?[-–] ?)?(?P<end>{_DAY})|(?P<begun>{_DAY}) ?[-–]")
_BETWEEN_READINGS = re.compile(r"[,;|]")

# The first and the last day of one reading as ISO text; empty where it is not known.
_Days = tuple[str, str]


def claims(drop: Drop) -> bool:
    """A CSV whose header has a read status beside what only StoryGraph writes."""
    return drop.name.casefold().endswith(sheets.SUFFIXES) and _sheet(drop) is not None


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per book."""
    sheet = _sheet(drop)
    if sheet is None:
        raise drop.refuse(
            "E-HEADER", "the columns are none that StoryGraph is known to write",
            f"Download the export again; it needs at least Title, {_STATUS} and Last Date Read",
        )  # fmt: skip
    seen: set[tuple[str, ...]] = set()
    for row in sheet.rows():
        if isinstance(row, Problem):
            yield replace(row, value=masks.mail(row.value))
        else:
            yield from booklists.outcome(_Book(row, sheet), _STATUS, seen, _record)


def _sheet(drop: Drop) -> Sheet | None:
    sheet = sheets.find(drop, _COLUMNS, least=len(_NEEDED) + 1)
    if sheet is None or "Exclusive Shelf" in sheet.header:
        return None
    header = set(sheet.header)
    return sheet if header >= _NEEDED and header & _TELLING else None


def _day(text: str) -> str:
    """A day as ISO text. Raises ValueError."""
    return dates.read(text.replace("/", "-"), (dates.ISO_DAY,))


@dataclass(frozen=True, slots=True)
class _Book(Listed):
    """One row of the export."""

    def column(self, newer: str, older: str) -> str:
        """The name that a column has in this export."""
        return newer if newer in self.sheet.header else older

    def day(self, column: str) -> str:
        """The day in a column as ISO text; one in another shape warns and gives nothing."""
        text = self.cells[column]
        try:
            return _day(text) if text else ""
        except ValueError:
            self.no_day(column)
            return ""

    def no_day(self, column: str) -> None:
        """Warn of a day in no known shape."""
        self.warn(column, "W-DATE", "this is no day as StoryGraph writes it",
                  "Download the export again and do not save it in a spreadsheet, or write it as"
                  " 2024/03/05; the day is left empty")  # fmt: skip

    def readings(self, last: str) -> list[_Days]:
        """Every reading in the list of days; those in no known shape warn once.

        One that cannot be read may be the last of all, so that only `last`, if known, tells which was.
        """
        found, is_bad = [], False
        for part in _BETWEEN_READINGS.split(self.cells["Dates Read"]):
            try:
                found += _reading(" ".join(part.split()))
            except ValueError:
                is_bad = True
        if is_bad:
            self.no_day("Dates Read")
        return found if last or not is_bad else []

    def isbn(self) -> isbn.Isbn:
        """The ISBN-13; the same column may hold an identity of StoryGraph's own, which is none."""
        column = self.column("ISBN/UID", "ISBN")
        found = isbn.find({column: self.cells[column]})
        if found.column:
            self.warn(column, "W-ISBN", found.reason, found.fix)
        return found

    def shelf(self) -> str:
        """Where the book stands; a day it was read tells it for a status that does not."""
        status = tidy.slug(self.cells[_STATUS])
        if status in _SHELVES:
            return _SHELVES[status]
        if self.cells["Last Date Read"] or self.cells["Dates Read"]:
            return "read"
        # A book that is only owned or tagged has no status, and nothing is wrong with it.
        if status:
            self.warn(_STATUS, "W-ENUM", "this is no status that StoryGraph is known to write",
                      f"One of: {', '.join(_SHELVES)}; the cell is left empty and the status is kept as a tag")  # fmt: skip
        return ""

    def tags(self) -> list[str]:
        """The person's tags, and the status if it says more than where the book stands."""
        status = masks.mail(self.cells[_STATUS])
        found = [tag.strip() for tag in masks.mail(self.cells["Tags"]).split(",") if tag.strip()]
        is_plain = tidy.slug(status) in ("", *_SHELVES) and tidy.slug(status) != _RESTING
        return found if is_plain else [*found, status]


def _reading(text: str) -> list[_Days]:
    """The days of one reading, none for an empty text. Raises ValueError."""
    if not text:
        return []
    match = _READING.fullmatch(text)
    if match is None:
        raise ValueError("the days of this reading are in no known shape")
    start, end = match["start"] or match["begun"], match["end"]
    return [(_day(start) if start else "", _day(end) if end else "")]


def _key(uid: str, found: isbn.Isbn) -> tuple[str, ...]:
    """The source's own identity; without one the table's key, title and author, tells books apart."""
    if found.is_right:
        return ("isbn", found.number)
    # Many numbers are rounded to the same one, which then tells no book from another.
    return ("uid", uid) if uid and not isbn.is_rounded(isbn.bare(uid)) else ()


def _record(book: _Book) -> Record:
    found = book.isbn()
    author = book.text(book.column("Authors", "Author"))
    known = {"title": book.text("Title"), "author": author, "isbn13": found.number}
    shelf, rating = book.shelf(), book.cells["Star Rating"]
    started, finished = _days(book, shelf)
    values = {
        **known, "date": finished, "shelf": shelf, "added": book.day("Date Added"), "started": started,
        "finished": finished, "rating": "" if _NO_RATING.fullmatch(rating) else rating,
        "takeaway": masks.mail(isbn.plain(book.cells["Review"])),
    }  # fmt: skip
    told = {name: value or None for name, value in values.items()}
    key = _key(book.cells[book.column("ISBN/UID", "ISBN")], found)
    return Record("book", book.cells.line, {**told, "tags": book.tags()}, key)


def _days(book: _Book, shelf: str) -> _Days:
    """The first and the last day of the last reading; a book that was given up was never finished."""
    last = book.day("Last Date Read")
    readings = book.readings(last)
    finished = last or max((end for _, end in readings), default="")
    started = max((start for start, end in readings if end == finished), default="")
    begun = max((start for start, end in readings if not end), default="")
    if shelf == "reading" and begun:
        return begun, finished
    if finished and started > finished:
        book.warn("Dates Read", "W-DATE", "the reading ends before it begins",
                  "Correct the days on StoryGraph; the first day is left empty")  # fmt: skip
        started = ""
    return started, "" if shelf == "dropped" else finished
