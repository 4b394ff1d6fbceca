"""Goodreads: both widths, shelves of one's own, days, ISBNs, and a header that was cut off."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from careerkit import tidy
from careerkit.errors import BadData
from careerkit.importers import goodreads, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

NEW = (
    "Book Id,Title,Author,Author l-f,Additional Authors,ISBN,ISBN13,My Rating,Average Rating,Publisher,"
    "Binding,Number of Pages,Year Published,Original Publication Year,Date Read,Date Added,Bookshelves,"
    "Bookshelves with positions,Exclusive Shelf,My Review,Spoiler,Private Notes,Read Count,Owned Copies"
)
OLD = NEW.replace("Owned Copies", "Recommended For,Recommended By,Owned Copies,Original Purchase Date,"
                  "Original Purchase Location,Condition,Condition Description,BCID")  # fmt: skip
FIRST = (
    '7,Old Salt,Per Dahl,"Dahl, Per",,"=""0306406152""","=""9780306406157""",3,3.90,,Paperback,95,1998,,'
    "2024/03/09,2024/01/02,,,read,,,,1"
)
SMALL = "Book Id,Title,Author,My Rating,Date Read,Date Added,Bookshelves,Exclusive Shelf"


def _drop(text: str, name: str = "goodreads_library_export.csv") -> Drop:
    return Drop(name, "inbox", f"inbox/{name}", text.encode())


def _read(text: str, settings: Settings | None = None) -> list[Row]:
    drop = _drop(text)
    assert recognise(drop) == ["goodreads"]
    rows = list(goodreads.read(drop, settings or Settings()))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _records(rows: list[Row]) -> list[Record]:
    return [row for row in rows if isinstance(row, Record)]


def _codes(rows: list[Row]) -> list[str]:
    return [row.code for row in rows if isinstance(row, Problem)]


def _book(**cells: str) -> tuple[Any, list[str]]:
    """The values of one book with these cells, and the codes that came with it."""
    header, *rest = ["Book Id", "Title", "Exclusive Shelf"], *cells
    names = [*header, *(name for name in rest if name not in header)]
    known = {"Book Id": "1", "Title": "Old Salt", "Exclusive Shelf": "read", **cells}
    line = ",".join('"' + known[name].replace('"', '""') + '"' for name in names)
    rows = _read(f"{','.join(names)}\n{line}\n")
    return _records(rows)[0].values, _codes(rows)


@pytest.mark.parametrize(("header", "more"), [(NEW, ",0\n"), (OLD, ",,,0,,,,,\n")])
def test_both_widths_are_read(header: str, more: str) -> None:
    """One book with 24 and with 31 columns."""
    assert [len(line.split(",")) for line in (NEW, OLD)] == [24, 31]
    record = _records(_read(f"{header}\n{FIRST}{more}"))[0]
    cells, problems = tidy.row(record)
    assert cells is not None
    assert problems == []
    assert record.key == ("id", "7")
    assert (cells["date"], cells["finished"], cells["added"]) == (
        date(2024, 3, 9), date(2024, 3, 9), date(2024, 1, 2),
    )  # fmt: skip
    assert (cells["isbn13"], cells["rating"], cells["shelf"]) == ("9780306406157", 3.0, "read")


@pytest.mark.parametrize("rating", ["0", "0.0", "0,0", "", "0.00"])
def test_a_rating_of_zero_is_none(rating: str) -> None:
    """Goodreads writes 0 for a book that was not rated."""
    values, codes = _book(**{"My Rating": rating})
    assert values["rating"] is None
    assert codes == []


@pytest.mark.parametrize(
    ("shelf", "stands"),
    [
        ("read", "read"), ("to-read", "to_read"), ("currently-reading", "reading"),
        ("Currently Reading", "reading"), ("want_to_read", "to_read"), ("DNF", "dropped"),
        ("did-not-finish", "dropped"), ("dropped", "dropped"), ("abandoned", "dropped"),
    ],
)  # fmt: skip
def test_a_known_shelf_tells_where_the_book_stands(shelf: str, stands: str) -> None:
    """The three shelves of Goodreads, and names that many people give to a fourth."""
    values, codes = _book(**{"Exclusive Shelf": shelf, "Bookshelves": f"{shelf}, Sea Tales"})
    assert values["shelf"] == stands
    assert values["tags"] == ["Sea Tales"]
    assert codes == []


def test_an_own_shelf_is_never_lost() -> None:
    """A shelf named `reference`: without a day, with a day, and with a day in another shape."""
    values, codes = _book(**{"Exclusive Shelf": "reference", "Bookshelves": "reference"})
    assert (values["shelf"], values["tags"], codes) == (None, ["reference"], ["W-ENUM"])
    values, codes = _book(**{"Exclusive Shelf": "reference", "Date Read": "2024/03/09"})
    assert (values["shelf"], values["tags"], codes) == ("read", ["reference"], [])
    values, codes = _book(**{"Exclusive Shelf": "reference", "Date Read": "09/03/2024"})
    assert (values["shelf"], values["tags"], codes) == ("read", ["reference"], ["W-DATE"])


def test_no_shelf_at_all() -> None:
    """An empty exclusive shelf, with other cells behind it: with a day the book was read, without nobody knows."""
    values, codes = _book(**{"Exclusive Shelf": "", "Date Read": "2024/03/09", "Owned Copies": "0"})
    assert (values["shelf"], values["tags"], codes) == ("read", [], [])
    values, codes = _book(**{"Exclusive Shelf": "", "Owned Copies": "0"})
    assert (values["shelf"], values["tags"], codes) == (None, [], [])


def test_a_book_at_rest_is_begun_and_keeps_the_word() -> None:
    """A shelf named `on-hold`."""
    values, codes = _book(**{"Exclusive Shelf": "on-hold"})
    assert (values["shelf"], values["tags"], codes) == ("reading", ["on-hold"], [])


def test_the_person_says_what_an_own_shelf_means() -> None:
    """`Some Day` means to read, and `dnf` means that it will be gone on with."""
    said = {"goodreads": {"shelves": {"Some Day": "to_read", "dnf": "reading"}}}
    text = f"{SMALL}\n1,A,B,0,,2024/01/02,,some-day\n2,C,B,0,,2024/01/02,,dnf\n"
    rows = _read(text, Settings(sources=said))
    assert [record.values["shelf"] for record in _records(rows)] == ["to_read", "reading"]
    assert _records(rows)[0].values["tags"] == ["some-day"]
    assert _codes(rows) == []


@pytest.mark.parametrize("choice", ["later", 1, ["read"]])
def test_a_meaning_that_does_not_exist_is_wrong_use(choice: object) -> None:
    """A word, a number and a list where one of four words should stand."""
    settings = Settings(sources={"goodreads": {"shelves": {"some-day": choice}}})
    with pytest.raises(BadData, match="some-day must be one of to_read, reading, read, dropped"):
        _read(f"{SMALL}\n1,A,B,0,,,,read\n", settings)


def test_a_book_that_was_given_up_was_not_finished() -> None:
    """`dnf` with a day: Goodreads has one column for both."""
    values, codes = _book(**{"Exclusive Shelf": "dnf", "Date Read": "2024/03/09"})
    assert (values["date"], values["finished"], codes) == (None, None, [])


def test_read_without_a_day_is_normal() -> None:
    """A book on the shelf `read`, the day empty; the day it was added is none of finishing."""
    values, codes = _book(**{"Date Read": "", "Date Added": "2011/10/08"})
    assert (values["shelf"], values["date"], values["finished"]) == ("read", None, None)
    assert (values["added"], codes) == ("2011-10-08", [])


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024/03/09", "2024-03-09"), ("2024-03-09", "2024-03-09"), ("2016/2/5", "2016-02-05")],
)
def test_days_begin_with_the_year(text: str, day: str) -> None:
    """As Goodreads writes them, as ISO, and without zeros."""
    values, codes = _book(**{"Date Read": text})
    assert (values["finished"], codes) == (day, [])


@pytest.mark.parametrize(
    "text",
    ["20/10/2020", "10/20/2020", "09.03.2024", "2024/02/30", "2024/00/00", "2019", "2019/05", "43894",
     "9999/01/01", "٢٠٢٤/٠٣/٠٩", "yesterday"],
)  # fmt: skip
def test_any_other_day_costs_only_itself(text: str) -> None:
    """What spreadsheets make of days, days that do not exist, a year, a month, a serial number."""
    values, codes = _book(**{"Date Read": text})
    assert (values["title"], values["finished"], codes) == ("Old Salt", None, ["W-DATE"])


def test_a_file_that_a_spreadsheet_saved_again() -> None:
    """Semicolons, a byte-order mark, days as 20/10/2020, decimal commas, rounded ISBNs."""
    rows = _read(
        "\ufeffBook Id;Title;Author;ISBN;ISBN13;My Rating;Date Read;Exclusive Shelf\r\n"
        "7;Die Brücke;Ana Weiß;306406152;9,78031E+12;4,5;20/10/2020;read\r\n"
        "8;Kein Ende;Ana Weiß;;9,78031E+12;0;;to-read\r\n"
    )
    first, second = _records(rows)
    assert _codes(rows) == ["W-DATE", "W-ISBN"]
    assert first.values["isbn13"] == "9780306406157"
    assert second.values["isbn13"] is None
    cells, problems = tidy.row(first)
    assert cells is not None
    assert (cells["rating"], problems) == (4.5, [])


def test_a_wrong_check_digit_only_warns() -> None:
    """An ISBN-13 whose last digit is 8 and not 7, and an ISBN-10 whose last digit is 3 and not 2."""
    values, codes = _book(ISBN13='="9780306406158"')
    assert (values["isbn13"], codes) == ("9780306406158", ["W-ISBN"])
    values, codes = _book(ISBN='="0306406153"')
    assert (values["isbn13"], codes) == (None, ["W-ISBN"])


def test_who_a_book_is() -> None:
    """With a Book Id, without one but with a right ISBN, with a wrong one, with neither."""
    rows = _read(
        "Book Id,Title,Author,ISBN,ISBN13,My Rating,Exclusive Shelf\n"
        "5,A,B,0306406152,,0,read\n,A,B,0306406152,,0,read\n,C,B,,9780306406158,0,read\n,D,B,,,0,read\n"
    )
    keys = [record.key for record in _records(rows)]
    assert keys == [("id", "5"), ("isbn", "9780306406157"), (), ()]


def test_joined_exports_give_each_book_once() -> None:
    """The same export twice in one file; one Book Id with two titles stays two."""
    text = f"{SMALL}\n1,A,B,0,,,,read\n2,C,B,0,,,,read\n"
    rows = _read(text + text + "2,Another,B,0,,,,read\n")
    assert [record.values["title"] for record in _records(rows)] == ["A", "C", "Another"]
    assert [row.rule for row in rows if isinstance(row, Skipped)] == [
        "repeated header", "listed twice", "listed twice",
    ]  # fmt: skip
    assert _codes(rows) == ["W-DOUBLE", "W-DOUBLE"]


def test_notes_and_review_become_one_text() -> None:
    """Breaks, emphasis, entities; the notes come first."""
    values, _ = _book(**{"My Review": "Slow.<br/><br/>Then <b>good</b> &amp; kind.",
                         "Private Notes": "See p. 9<br/>"})  # fmt: skip
    assert values["takeaway"] == "See p. 9\n\nSlow.\n\nThen good & kind."


def test_no_mail_address_reaches_a_row() -> None:
    """In a title, a shelf, a review, as an entity, and in a row that is set aside."""
    text = (
        f"{SMALL},My Review\n1,a@example.org,a@example.org,0,,,a@example.org,a@example.org,"
        '"<a href=""mailto:a@example.org"">a@example.org</a> a&#64;example.org"\n'
        "2,A,B,0,,,,read,,a@example.org\n"
    )
    rows = _read(text)
    record = _records(rows)[0]
    assert "@" not in repr(record)
    assert record.values["takeaway"] == "(address) (address)"
    aside = [row for row in rows if isinstance(row, Problem) and not row.is_warning]
    assert [row.code for row in aside] == ["E-RAGGED"]
    assert "@" not in aside[0].value


def test_a_title_that_is_missing_sets_the_row_aside() -> None:
    """Two books without a title are two rows, and neither is a copy of the other."""
    rows = _read(f"{SMALL}\n,,,0,,,,read\n,,,0,,,,read\n")
    told = [tidy.row(record)[1][0].code for record in _records(rows)]
    assert told == ["E-MISSING", "E-MISSING"]


def test_strange_titles_stay_text() -> None:
    """A missing value, a number, a formula, an emoji, quotation marks."""
    titles = ["Null", "NA", "007", "1e5", "=HYPERLINK(1)", "🐋 tale", 'Say "When"', "1984"]
    for title in titles:
        assert _book(Title=title)[0]["title"] == title


def test_a_download_that_broke_off() -> None:
    """The last row ends in its title, then in its review."""
    rows = _read(f"{NEW}\n{FIRST},0\n8,Half a ti")
    assert _codes(rows) == ["E-RAGGED"]
    assert len(_records(rows)) == 1
    rows = _read(f'{NEW}\n{FIRST},0\n8,B,C,,,,,0,,,,,,,,,,,read,"It begins\nand')
    assert "E-QUOTE" in _codes(rows)
    assert len(_records(rows)) == 1


def test_a_review_over_many_lines_counts_as_one_row() -> None:
    """A line end and a blank line inside a cell; the next book begins on line 5."""
    rows = _read(f'{SMALL},My Review\n1,A,B,0,,,,read,"one\n\ntwo"\n2,C,B,0,,,,read,\n')
    assert [record.line for record in _records(rows)] == [2, 5]
    assert _records(rows)[0].values["takeaway"] == "one\n\ntwo"


@pytest.mark.parametrize("more", [",0\n", ",,,0,,,,,\n"])
def test_a_header_that_was_cut_off_is_refused_by_name(more: str) -> None:
    """An export of either width that begins with its first book."""
    drop = _drop(FIRST + more + FIRST + more)
    assert recognise(drop) == ["goodreads"]
    with pytest.raises(Unreadable) as bad:
        list(goodreads.read(drop, Settings()))
    assert bad.value.problem.code == "E-HEADER"
    assert "Goodreads" in bad.value.problem.reason
    assert "Book Id,Title,Author" in bad.value.problem.fix
    assert drop.rows_in == 0


@pytest.mark.parametrize(
    "text",
    [
        FIRST + "\n",
        FIRST.replace("2024/01/02", "02/01/2024") + ",0\n",
        FIRST.replace('"=""0306406152"""', "0306406152") + ",0\n",
        FIRST.replace("7,Old", "x7,Old") + ",0\n",
        FIRST.replace(",3.90,", ",7.90,") + ",0\n",
        FIRST.replace(",3,3.90", ",6,3.90") + ",0\n",
    ],
)
def test_what_only_resembles_a_headless_export_is_nobodys(text: str) -> None:
    """A cell too few, another day, a bare ISBN, an id that is no number, ratings beyond five stars."""
    assert not goodreads.claims(_drop(text))


@pytest.mark.parametrize(
    "header",
    [
        "Book Id,Title,Author,Author l-f,ISBN,ISBN13,Average Rating,Number of Pages",
        "Title,Authors,Contributors,ISBN/UID,Format,Read Status,Date Added,Last Date Read,Dates Read",
        "Book Id,Title,Primary Author,Rating,Review,Date Read,ISBN",
        "title,author,shelf,finished,rating",
        "Exclusive Shelf,Title",
        "",
    ],
)
def test_other_files_are_not_claimed(header: str) -> None:
    """A list without shelves, StoryGraph, LibraryThing, a register, and a table that says too little."""
    assert not goodreads.claims(_drop(header + "\n1,2\n"))


def test_a_name_alone_claims_nothing() -> None:
    """Goodreads' name on something else, and another extension on an export."""
    assert not goodreads.claims(_drop("a,b\n1,2\n"))
    assert not goodreads.claims(_drop(f"{NEW}\n{FIRST},0\n", "notes.md"))


def test_a_header_that_is_gone_is_said() -> None:
    """A file that was claimed once and is read without its header."""
    with pytest.raises(Unreadable) as bad:
        list(goodreads.read(_drop("1,2,3\n"), Settings()))
    assert bad.value.problem.code == "E-HEADER"


def test_a_header_alone_gives_nothing() -> None:
    """An export of an empty library."""
    assert _read(NEW + "\n") == []
