"""A book on the list, in hand, read or put down: one row of registers/books.csv, new or changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerkit.form import Field
from tests.forms import seat
from tests.forms.seat import problems, save, undo

BOOKS = "registers/books.csv"
HEADER = "title,author,isbn13,status,added,started,finished,rating,takeaway\n"
READ = "Quiet,Susan Cain,,read,2025-01-02,2025-01-05,2025-02-01,4,A quiet first minute\n"
HAND = "Range,David Epstein,123,reading,2025-11-01,2025-11-20,,,\n"
LIST = "Deep Work,,,to_read,,,,,\n"


def _seat(folder: Path) -> seat.Seat:
    here = seat.new(folder)
    here.write(BOOKS, HEADER + READ + HAND + LIST)
    return here


def _which(here: seat.Seat) -> Field:
    return next(iter(here.open("book").form.fields()))


def _id(here: seat.Seat, title: str) -> str:
    return next(name for name, label in _which(here).choices if label.startswith(title))


def test_a_new_book_is_one_row(tmp_path: Path) -> None:
    """An empty workbook; a book that was read last week; then undone."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("book")
    values = {
        "title": "Quiet", "author": "Susan Cain", "status": "read", "started": "2026-01-02", "finished": "2026-01-10",
        "rating": "4,5", "takeaway": "A quiet first minute",
    }  # fmt: skip
    assert save(filling, **values)["message"] == "Saved in registers/books.csv."
    row = "Quiet,Susan Cain,,read,2026-01-02,2026-01-02,2026-01-10,4.5,A quiet first minute\n"
    assert here.text(BOOKS) == HEADER + row
    book = here.rows("book")[0]
    assert (book["shelf"], book["rating"], book["takeaway"]) == ("read", 4.5, "A quiet first minute")  # fmt: skip
    assert undo(filling)["values"] == values
    assert here.files() == before


def test_what_is_in_hand_is_offered_first(tmp_path: Path) -> None:
    """A book that was read, one in hand, one on the list."""
    labels = [label for _, label in _which(_seat(tmp_path)).choices]
    assert labels == [
        "Range, David Epstein (reading)", "Deep Work (want to read)", "Quiet, Susan Cain (read)",
    ]  # fmt: skip


def test_a_known_book_changes_only_where_something_is_said(tmp_path: Path) -> None:
    """The book in hand is put down on purpose; undone byte for byte."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("book")
    save(filling, which=_id(here, "Range"), status="dropped", finished="2026-01-12")
    row = "Range,David Epstein,123,dropped,2025-11-01,2025-11-20,2026-01-12,,\n"
    assert here.text(BOOKS) == HEADER + READ + row + LIST
    assert undo(filling)["op"] == "undone"
    assert here.files() == before


def test_a_title_that_is_on_the_list_means_that_book(tmp_path: Path) -> None:
    """A known title in small letters, with the author that the list lacks; a takeaway more for another."""
    here = _seat(tmp_path)
    save(here.open("book"), title="deep  work", author="Cal Newport", status="reading")
    assert "Deep Work,Cal Newport,,reading,,,,,\n" in here.text(BOOKS)
    save(here.open("book"), title="Quiet", takeaway="Listen; then speak")
    assert "4,A quiet first minute; Listen; then speak\n" in here.text(BOOKS)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "title"),
        ({"which": "nonsense"}, "which"),
        ({"status": ""}, "status"),
        ({"status": "burnt"}, "status"),
        ({"rating": "6"}, "rating"),
        ({"finished": "2026-01-01"}, "finished"),
        ({"finished": "2026-01-16"}, "finished"),
        ({"started": "2026-01-16", "finished": ""}, "started"),
        ({"status": "to_read", "started": ""}, "finished"),
        ({"status": "reading"}, "finished"),
        ({"title": "Quiet", "status": "", "started": "", "finished": ""}, "status"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """A book that was read, with one thing wrong: nothing is written."""
    here = _seat(tmp_path)
    before = here.files()
    values = {"title": "New", "status": "read", "started": "2026-01-02", "finished": "2026-01-10"}
    assert list(problems(here.open("book"), **{**values, **said})) == [field]
    assert here.files() == before


def test_one_of_the_list_and_another_one_cannot_both_be_meant(tmp_path: Path) -> None:
    """A book chosen, and a title; then a title that two books bear."""
    here = _seat(tmp_path)
    chosen = _id(here, "Range")
    assert list(problems(here.open("book"), which=chosen, title="Quiet")) == ["title"]
    here.write(BOOKS, HEADER + READ + "Quiet,Somebody Else,,to_read,,,,,\n")
    assert list(problems(here.open("book"), title="Quiet", status="read")) == ["which"]


def test_a_second_window_overwrites_nothing_unseen(tmp_path: Path) -> None:
    """Two windows show the same list; both change one book, both add another."""
    here = _seat(tmp_path)
    first, second, chosen = here.open("book"), here.open("book"), _id(here, "Range")
    save(first, which=chosen, status="read")
    assert "changed meanwhile" in problems(second, which=chosen, status="dropped")["which"]
    save(first, title="New", author="A", status="read")
    assert "changed meanwhile" in problems(second, title="New", author="A", status="reading")["title"]  # fmt: skip


def test_any_words_come_back(tmp_path: Path) -> None:
    """Words of many lines, marks and formulas."""
    here = seat.new(tmp_path)
    text = '=1+1; "so",\nand\n\nthen <i>x</i>'
    save(here.open("book"), title="@Home, alone", status="read", takeaway=text)
    book = here.rows("book")[0]
    assert (book["title"], book["takeaway"]) == ("@Home, alone", text)
    assert save(here.open("book"), which=_id(here, "@Home"), rating="3")["op"] == "saved"
    assert here.rows("book")[0]["rating"] == 3


def test_it_is_printed_and_works_on_a_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a sample: every label; one of its books gets another rating, and no other line changes."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "book")
    assert all(field.label in shown for field in here.open("book").form.fields())
    before = here.text(BOOKS).splitlines()
    save(here.open("book"), which=_id(here, "Mindset"), rating="5")
    after = here.text(BOOKS).splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        'Mindset,Carol S. Dweck,9780345472328,read,2023-03-02,2023-04-20,2023-05-26,5,"Not yet is a place, one can live there"'
    ]


def test_one_window_may_save_again_at_once(tmp_path: Path) -> None:
    """One window, faster than the form is made anew: a new book, its rating, two takeaways."""
    here = seat.new(tmp_path)
    filling = here.open("book")
    save(filling, title="Quiet", status="read")
    for said in ({"rating": "4"}, {"takeaway": "Wait"}, {"takeaway": "Then speak"}):
        assert save(filling, title="Quiet", **said)["op"] == "saved"
    assert here.text(BOOKS) == f"{HEADER}Quiet,,,read,2026-01-15,,,4,Wait; Then speak\n"
