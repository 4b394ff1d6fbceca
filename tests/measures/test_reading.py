"""The reading list: begun, finished, left on purpose, kept and tried."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit.measure import Measure, Statement
from tests.measures.frames import days, run, year

PERIOD = year(2025, as_of="2025-06-30")


def book(title: str, shelf: str | None = "read", **other: Any) -> dict[str, Any]:
    return {"id": title, "title": title, "author": None, "shelf": shelf, **other}


def line(day: str, builds_on: str) -> dict[str, Any]:
    return {"id": f"e{day}", "date": day, "word": "did", "text": "x", "builds_on": builds_on}


def said(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [each for each in found.more if all(word in each.text for word in words)]
    return one


def test_numbers_by_hand() -> None:
    """Four begun in 2025, two of them and one begun in 2024 finished, one left on purpose; two takeaways, one reading."""
    books = [
        book("One Book", started="2025-01-02", finished="2025-02-02", takeaway="keep"),
        book("Two Books", started="2025-01-03", finished="2025-03-03"),
        book("Old Start", started="2024-12-01", finished="2025-01-05", takeaway="keep too"),
        book("Left Alone", "dropped", started="2025-04-04", takeaway="wrong month"),
        book("Still On", "reading", started="2025-05-05"),
        book("Long Ago", started="2023-01-01", finished="2023-02-01", takeaway="old"),
        book("Some Day", "to_read", added="2025-02-02"),
    ]
    found = run("reading", PERIOD, book=books)
    assert (found.status, found.n) == ("clear", 5)
    assert (
        found.statement
        == "Books begun: 4, finished: 3, 2 of them with a takeaway; left on purpose: 1."
    )
    assert found.values["reading_now"] == 1
    assert found.evidence == ("Left Alone", "Old Start", "One Book", "Still On", "Two Books")
    assert found.rows["text"].tolist() == ["Old Start: keep too", "One Book: keep", "Left Alone: wrong month"]  # fmt: skip
    assert found.rows["label"].tolist() == ["finished", "finished", "left on purpose"]
    assert list(found.rows.columns) == ["id", "date", "label", "text", "detail", "share"]


def test_two_lines_about_one_book_are_one_book() -> None:
    """A line of the journal, the register and an export, which is behind and names the series."""
    books = [
        book("Deep Work", id="r", author="Cal Newport", started="2025-01-02", finished="2025-02-02", takeaway="slow"),
        book("deep work!", id="j", date="2025-02-03", finished="2025-02-03", share=["mentor"]),
        book("Deep Work (Rules #1)", "reading", id="g", started="2025-01-04"),
    ]  # fmt: skip
    found = run("reading", PERIOD, book=books)
    assert (found.values["started"], found.values["finished"], found.values["reading_now"]) == (1, 1, 0)  # fmt: skip
    assert (found.rows["id"].tolist(), found.rows["share"].tolist()) == (["r"], [[]])
    assert f"{found.rows['date'].iloc[0]:%m-%d}" == "02-03", "the last end that is known"
    assert found.evidence == ("j", "g", "r")


def test_a_takeaway_is_shared_as_its_own_line_is() -> None:
    books = [book("A Book", finished="2025-02-02", takeaway="x", share=["mentor"])]
    assert run("reading", PERIOD, book=books).rows["share"].tolist() == [["mentor"]]


@pytest.mark.parametrize(
    ("said_on", "builds_on", "tried"),
    [
        ("2025-03-03", "So Good They", 1),
        ("2025-03-03", "ignore you, Cal Newport", 1),
        ("2025-03-03", "good", 0),
        ("2025-03-03", "so good they ignore", 0),
        ("2025-02-02", "so good", 1),
        ("2025-02-01", "so good", 0),
        ("2025-07-01", "so good", 0),
    ],
)
def test_a_book_is_tried_by_a_later_line_that_quotes_it(
    said_on: str, builds_on: str, tried: int
) -> None:
    """Finished on 2 February; a line before that day, or after the last day, does not count."""
    books = [book("So Good They Can't Ignore You", author="Cal Newport", finished="2025-02-02")]
    found = run("reading", PERIOD, book=books, entry=[line(said_on, builds_on)])
    assert (found.values["books_tried"], found.values["lines_that_try"]) == (tried, tried)


def test_a_book_of_an_earlier_year_may_be_tried_now() -> None:
    """Finished in 2023, quoted twice this year; one that is still being read does not count."""
    books = [book("Four Thousand Weeks", finished="2023-05-02"), book("Still On It", "reading", started="2025-01-01")]  # fmt: skip
    entry = [line(day, "thousand weeks") for day in days("2025-03-03", 2)]
    found = run("reading", PERIOD, book=books, entry=[*entry, line("2025-04-04", "still on it")])
    one = said(found, "build on")
    assert one.text == "Lines of this year that build on a book: 2, naming 1 book."
    assert (one.status, one.n, one.evidence) == ("clear", 2, ("e2025-03-03", "e2025-03-04"))


def test_no_line_says_so_is_no_claim() -> None:
    one = said(run("reading", PERIOD, book=[book("A Book", finished="2025-02-02")]), "does not mean")  # fmt: skip
    assert (one.status, "builds_on" in one.needs) == ("not_yet", True)


def test_a_tried_takeaway_says_so() -> None:
    books = [book("A Good Book", finished="2025-02-02", takeaway="x")]
    found = run("reading", PERIOD, book=books, entry=[line("2025-03-03", "good book")])
    assert found.rows["label"].tolist() == ["finished, tried later"]


def test_what_has_no_day_belongs_to_no_year() -> None:
    """Two read and one dropped without any day: counted apart, and no reading of this year."""
    books = [book("A B"), book("C D"), book("E F", "dropped"), book("G H", "to_read")]
    found = run("reading", PERIOD, book=books)
    assert (found.status, found.n, found.values["undated"]) == ("not_yet", 0, 3)
    assert said(found, "unknown day").evidence == ("A B", "C D", "E F")
    assert "indented" in found.needs


def test_days_after_the_last_one_are_not_known() -> None:
    """Finished in July: being read in June. Begun in July: not begun. Dropped in July: being read."""
    books = [
        book("A B", started="2025-05-01", finished="2025-07-02", takeaway="x"),
        book("C D", "reading", started="2025-07-02"),
        book("E F", "dropped", started="2025-06-01", finished="2025-07-02"),
        book("G H", finished="2025-07-02"),
        book("I J", date="2025-07-02"),
    ]
    found = run("reading", PERIOD, book=books)
    names = ("started", "finished", "left_on_purpose", "reading_now", "undated")
    assert [found.values[name] for name in names] == [2, 0, 0, 2, 0]
    assert found.rows.empty


def test_a_shelf_that_is_not_said_is_read_from_the_days() -> None:
    books = [book("A B", None, finished="2025-02-02"), book("C D", None, started="2025-02-02")]
    found = run("reading", PERIOD, book=books)
    assert (found.values["finished"], found.values["reading_now"]) == (1, 1)


def test_at_most_fifteen_takeaways_the_newest() -> None:
    books = [book(f"Book {day}", finished=day, takeaway="x") for day in days("2025-02-01", 20)]
    rows = run("reading", PERIOD, book=books).rows
    assert (len(rows), f"{rows['date'].iloc[0]:%m-%d}") == (15, "02-06")


def test_order_changes_nothing_and_titles_stay_in_the_rows() -> None:
    books = [book(f"xyzzy {day}", finished=day, takeaway="xyzzy") for day in days("2025-02-01", 9)]
    entry = [line(day, "xyzzy 2025") for day in days("2025-03-03", 3)]
    one = run("reading", PERIOD, book=books, entry=entry)
    other = run("reading", PERIOD, book=books[::-1], entry=entry[::-1])
    assert (one.values, one.evidence, one.more) == (other.values, other.evidence, other.more)
    assert one.rows.equals(other.rows)
    assert "xyzzy" not in "".join(each.text + each.needs for each in one.statements)
    assert "xyzzy" not in str(one.values)
