"""What two reading lists have in common: rows that are none, rows cut off, books listed twice."""

from __future__ import annotations

from careerkit.problems import Problem
from careerkit.reading import booklists, sheets
from careerkit.reading.booklists import Listed
from careerkit.reading.drops import Drop
from careerkit.records import Record, Row, Skipped


def _read(text: str) -> list[Row]:
    drop = Drop("x.csv", "inbox", "inbox/x.csv", text.encode())
    sheet = sheets.find(drop, ("Title", "Author", "Shelf"))
    assert sheet is not None
    seen: set[tuple[str, ...]] = set()

    def record(book: Listed) -> Record:
        return Record(
            "book", book.cells.line, {"title": book.text("Title"), "author": book.text("Author")}
        )

    rows = [row for row in sheet.rows() if not isinstance(row, Problem)]
    return [
        found
        for row in rows
        for found in booklists.outcome(Listed(row, sheet), "Shelf", seen, record)
    ]


def test_rows_that_are_no_books() -> None:
    """A blank row, the header once more, a row that was cut off."""
    rows = _read("Title,Author,Shelf\n,,\ntitle,AUTHOR,shelf\nDeep Work,Cal\n")
    assert [row.rule for row in rows if isinstance(row, Skipped)] == [
        "blank row",
        "repeated header",
    ]
    assert [(row.code, row.column) for row in rows if isinstance(row, Problem)] == [
        ("E-RAGGED", "Shelf")
    ]


def test_a_book_listed_twice_counts_once() -> None:
    """The same title and author in another case; the same title by somebody else is another book."""
    rows = _read(
        "Title,Author,Shelf\nDeep  Work,Cal,read\ndeep work,CAL,read\nDeep Work,ada@example.org,read\n"
    )
    assert [row.values["author"] for row in rows if isinstance(row, Record)] == ["Cal", "(address)"]
    assert [(type(row).__name__, getattr(row, "code", getattr(row, "rule", ""))) for row in rows[1:3]] == [
        ("Problem", "W-DOUBLE"), ("Skipped", "listed twice"),
    ]  # fmt: skip
