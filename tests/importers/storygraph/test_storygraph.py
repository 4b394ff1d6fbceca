"""StoryGraph: two headers, statuses, quarters of stars, and lists of days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from careerkit import tidy
from careerkit.importers import recognise, storygraph
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

NEW = (
    "Title,Authors,Contributors,ISBN/UID,Format,Read Status,Date Added,Last Date Read,Dates Read,Read Count,"
    "Moods,Pace,Character- or Plot-Driven?,Strong Character Development?,Loveable Characters?,"
    "Diverse Characters?,Flawed Characters?,Star Rating,Review,Content Warnings,"
    "Content Warning Description,Tags,Owned?"
)
OLD = NEW.replace("Authors", "Author").replace("ISBN/UID", "ISBN")


def _drop(text: str, name: str = "export.csv") -> Drop:
    return Drop(name, "inbox", f"inbox/{name}", text.encode())


def _read(text: str) -> list[Row]:
    drop = _drop(text)
    assert recognise(drop) == ["storygraph"]
    rows = list(storygraph.read(drop, Settings()))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _records(rows: list[Row]) -> list[Record]:
    return [row for row in rows if isinstance(row, Record)]


def _codes(rows: list[Row]) -> list[str]:
    return [row.code for row in rows if isinstance(row, Problem)]


def _line(**cells: str) -> str:
    known = {
        "Title": "Old Salt",
        "Authors": "Per Dahl",
        "Read Status": "read",
        "Owned?": "No",
        **cells,
    }
    return ",".join('"' + known.get(name, "").replace('"', '""') + '"' for name in NEW.split(","))


def _book(**cells: str) -> tuple[Any, list[str]]:
    """The values of one book with these cells, and the codes that came with it."""
    rows = _read(f"{NEW}\n{_line(**cells)}\n")
    return _records(rows)[0].values, _codes(rows)


@pytest.mark.parametrize("header", [NEW, OLD])
def test_both_headers_are_read(header: str) -> None:
    """The same book under Authors and ISBN/UID, and under Author and ISBN as in 2021."""
    line = _line(
        **{"ISBN/UID": "0306406152", "Last Date Read": "2024/03/09", "Star Rating": "4.25"}
    )
    rows = _read(f"{header}\n{line}\n")
    record = _records(rows)[0]
    cells, problems = tidy.row(record)
    assert cells is not None
    assert (_codes(rows), problems) == ([], [])
    assert record.key == ("isbn", "9780306406157")
    assert (cells["author"], cells["isbn13"]) == ("Per Dahl", "9780306406157")
    assert (cells["date"], cells["finished"], cells["rating"]) == (
        date(2024, 3, 9), date(2024, 3, 9), 4.25,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("4.25", 4.25),
        ("0.25", 0.25),
        ("5.0", 5.0),
        ("3,75", 3.75),
        ("", None),
        ("0", None),
        ("0.0", None),
    ],
)
def test_stars_come_in_quarters(text: str, rating: float | None) -> None:
    """Quarters, with point and with comma; none and zero are unknown."""
    rows = _read(f"{NEW}\n{_line(**{'Star Rating': text})}\n")
    cells, problems = tidy.row(_records(rows)[0])
    assert cells is not None
    assert (cells["rating"], problems) == (rating, [])


@pytest.mark.parametrize(
    ("status", "shelf", "tags"),
    [
        ("read", "read", []), ("to-read", "to_read", []), ("currently-reading", "reading", []),
        ("Did Not Finish", "dropped", []), ("paused", "reading", ["paused"]), ("", None, []),
    ],
)  # fmt: skip
def test_a_status_tells_where_the_book_stands(
    status: str, shelf: str | None, tags: list[str]
) -> None:
    """All statuses; a book that is only owned or tagged has none."""
    values, codes = _book(**{"Read Status": status})
    assert (values["shelf"], values["tags"], codes) == (shelf, tags, [])


def test_an_unknown_status_is_never_lost() -> None:
    """`lent` without a day, with one, and with a list of them."""
    values, codes = _book(**{"Read Status": "lent", "Tags": "sea"})
    assert (values["shelf"], values["tags"], codes) == (None, ["sea", "lent"], ["W-ENUM"])
    for column in ("Last Date Read", "Dates Read"):
        values, codes = _book(**{"Read Status": "lent", column: "2024/03/09"})
        assert (values["shelf"], values["tags"], codes) == ("read", ["lent"], [])


@pytest.mark.parametrize(
    ("last", "list_", "started", "finished"),
    [
        ("2024/03/09", "2024/03/01-2024/03/09", "2024-03-01", "2024-03-09"),
        # The newest first, and the oldest first.
        ("2022/11/28", "2022/10/29-2022/11/28, 2021/09/14", "2022-10-29", "2022-11-28"),
        ("", "2023/01/02-2023/01/20, 2024/03/01-2024/03/09", "2024-03-01", "2024-03-09"),
        # One day is the last of a reading; the first is not known.
        ("2024/03/09", "2024/03/09", None, "2024-03-09"),
        ("", "2024/03/09, 2023/01/02-2023/01/20", None, "2024-03-09"),
        ("2024/03/09", "", None, "2024-03-09"),
        ("", "", None, None),
        # The list does not hold the last day: whose first day it is, nobody knows.
        ("2024/03/09", "2023/01/02-2023/01/20", None, "2024-03-09"),
        ("2024-03-09", "2024-03-01-2024-03-09", "2024-03-01", "2024-03-09"),
        ("", "2024/03/01 – 2024/03/09", "2024-03-01", "2024-03-09"),
        ("", "2024/03/01-2024/03/09; 2023/01/02", "2024-03-01", "2024-03-09"),
    ],
)
def test_the_last_reading_counts(
    last: str, list_: str, started: str | None, finished: str | None
) -> None:
    """One reading, several in either order, one day, days in ISO."""
    values, codes = _book(**{"Last Date Read": last, "Dates Read": list_})
    assert (values["started"], values["finished"], values["date"]) == (started, finished, finished)
    assert codes == []


def test_a_reading_that_lasts_has_begun() -> None:
    """A first day and nothing after it; then the same after an earlier reading."""
    reading = {"Read Status": "currently-reading"}
    values, codes = _book(**reading, **{"Dates Read": "2024/03/01-"})
    assert (values["started"], values["finished"], codes) == ("2024-03-01", None, [])
    values, codes = _book(**reading, **{"Dates Read": "2024/03/01-, 2020/01/02-2020/02/03"})
    assert (values["started"], values["finished"], codes) == ("2024-03-01", "2020-02-03", [])
    values, codes = _book(**{"Dates Read": "2024/03/01-"})
    assert (values["started"], values["finished"], codes) == ("2024-03-01", None, [])


def test_a_book_that_was_given_up_was_not_finished() -> None:
    """A first and a last day of a book that was not finished."""
    values, codes = _book(**{"Read Status": "did-not-finish", "Last Date Read": "2024/03/09",
                             "Dates Read": "2024/03/01-2024/03/09"})  # fmt: skip
    assert (values["started"], values["finished"], values["date"]) == ("2024-03-01", None, None)
    assert codes == []


def test_a_reading_that_ends_before_it_begins() -> None:
    """The days of a reading in the wrong order."""
    values, codes = _book(**{"Dates Read": "2024/03/09-2024/03/01"})
    assert (values["started"], values["finished"], codes) == (None, "2024-03-01", ["W-DATE"])


@pytest.mark.parametrize(
    "text",
    ["20/10/2020", "2021", "2021/03", "2024/02/30", "2024/02/30-2024/03/01", "March 5, 2024",
     "2024/03/01-2024/03/09-2024/03/10", "-", "-2024/03/09"],
)  # fmt: skip
def test_days_in_another_shape_cost_only_themselves(text: str) -> None:
    """What spreadsheets make of days, a year, a month, days that do not exist, three in a row."""
    values, codes = _book(**{"Dates Read": text, "Date Added": "2020/01/02"})
    assert (values["started"], values["finished"], values["added"]) == (None, None, "2020-01-02")
    assert codes == ["W-DATE"]


def test_a_bad_day_in_a_list_makes_the_last_unknown() -> None:
    """2012 is known and 2014 is only a year: the last reading is not that of 2012."""
    list_ = "2014, 2012/01/02-2012/02/01"
    values, codes = _book(**{"Dates Read": list_})
    assert (values["started"], values["finished"], codes) == (None, None, ["W-DATE"])
    values, codes = _book(**{"Dates Read": list_, "Last Date Read": "2012/02/01"})
    assert (values["started"], values["finished"]) == ("2012-01-02", "2012-02-01")
    assert codes == ["W-DATE"]


def test_who_a_book_is() -> None:
    """An ISBN of either length, a hash, a seller's number, a wrong ISBN, a rounded number, nothing."""
    uids = ["0306406152", "5f2b9c1e-0d7a", "B0ABCDEF12", "9780306406158", "9.78031E+12", ""]
    rows = _read(
        "\n".join([NEW, *(_line(**{"ISBN/UID": uid, "Title": uid or "x"}) for uid in uids)])
    )
    assert [record.key for record in _records(rows)] == [
        ("isbn", "9780306406157"), ("uid", "5f2b9c1e-0d7a"), ("uid", "B0ABCDEF12"),
        ("uid", "9780306406158"), (), (),
    ]  # fmt: skip
    assert [record.values["isbn13"] for record in _records(rows)] == [
        "9780306406157", None, None, "9780306406158", None, None,
    ]  # fmt: skip
    assert _codes(rows) == ["W-ISBN", "W-ISBN"]


def test_joined_exports_give_each_book_once() -> None:
    """The same export twice in one file; editions with an identity of their own stay two."""
    text = f"{NEW}\n{_line()}\n{_line(**{'ISBN/UID': 'aa'})}\n{_line(**{'ISBN/UID': 'bb'})}\n"
    rows = _read(text + text)
    assert len(_records(rows)) == 3
    assert [row.rule for row in rows if isinstance(row, Skipped)] == [
        "repeated header", "listed twice", "listed twice", "listed twice",
    ]  # fmt: skip
    assert _codes(rows) == ["W-DOUBLE"] * 3


def test_a_review_is_plain_text_without_addresses() -> None:
    """A review in blocks, with a link and an address."""
    values, _ = _book(Review='<div>One.</div><div><a href="mailto:a@example.org">a@example.org</a></div>',
                      Tags="a@example.org, sea")  # fmt: skip
    assert values["takeaway"] == "One.\n(address)"
    assert values["tags"] == ["(address)", "sea"]


def test_moods_and_warnings_are_not_read() -> None:
    """Cells about the book's feeling and about what may hurt."""
    values, _ = _book(Moods="dark", Pace="slow", **{"Content Warnings": "Grief", "Owned?": "Yes"})
    assert "dark" not in repr(values)
    assert "Grief" not in repr(values)


def test_a_download_that_broke_off() -> None:
    """The last row ends before its status."""
    rows = _read(f"{NEW}\n{_line()}\nHalf a ti")
    assert _codes(rows) == ["E-RAGGED"]
    assert len(_records(rows)) == 1


def test_a_title_that_is_missing_sets_the_row_aside() -> None:
    """Two books without a title are two rows, and neither is a copy of the other."""
    rows = _read(f"{NEW}\n{_line(Title='')}\n{_line(Title='')}\n")
    assert [tidy.row(record)[1][0].code for record in _records(rows)] == ["E-MISSING", "E-MISSING"]


@pytest.mark.parametrize(
    "header",
    [
        "Book Id,Title,Author,My Rating,Date Read,Exclusive Shelf",
        NEW + ",Exclusive Shelf",
        "Title,Author,ISBN,Status,Rating,Date Started,Date Finished",
        "Title,Read Status,Rating",
        "",
    ],
)
def test_other_files_are_not_claimed(header: str) -> None:
    """Goodreads, a mixture of both, Hardcover, and a table that says too little."""
    assert not storygraph.claims(_drop(header + "\n1,2\n"))


def test_a_name_alone_claims_nothing() -> None:
    """An export under the extension of a note."""
    assert not storygraph.claims(_drop(f"{NEW}\n{_line()}\n", "storygraph.md"))


def test_a_header_that_is_gone_is_said() -> None:
    """A file that was claimed once and is read without its header."""
    with pytest.raises(Unreadable) as bad:
        list(storygraph.read(_drop("1,2,3\n"), Settings()))
    assert bad.value.problem.code == "E-HEADER"


def test_a_header_alone_gives_nothing() -> None:
    """An export of an empty library."""
    assert _read(NEW + "\n") == []
