"""Spreadsheets all the way into the tables: registers, a column map, LinkedIn and a tracker saved again as XLSX."""

from __future__ import annotations

from datetime import date

import pytest

from careerkit import propose
from tests import xlsx
from tests.conftest import Builder

SERIAL = 45356  # 5 March 2024


def test_a_register_may_be_a_spreadsheet(workbook: Builder) -> None:
    """Goals with real days, and a title that is a formula's text; a second row whose formula was never worked out."""
    head = xlsx.row(1, xlsx.text("A1", "slug"), xlsx.text("B1", "title"), xlsx.text("C1", "due"))
    good = xlsx.row(
        2,
        xlsx.text("A2", "lead"),
        xlsx.text("B2", "Lead a team"),
        xlsx.number("C2", SERIAL, xlsx.DAY),
    )
    bad = xlsx.row(
        3, xlsx.text("A3", "plan"), '<c r="B3"><f>A3</f></c>', xlsx.number("C3", SERIAL, xlsx.DAY)
    )
    workbook.write("registers/goals.xlsx", xlsx.book({"Goals": head + good + bad}))
    rebuilt = workbook.rebuild()
    assert [(r.cells["slug"], r.cells["title"], r.cells["due"]) for r in rebuilt.rows["goal"]] == [
        ("lead", "Lead a team", date(2024, 3, 5))
    ]
    assert [(problem.code, problem.line) for problem in rebuilt.problems] == [("E-FORMULA", 3)]
    assert rebuilt.unbalanced == []


def test_a_column_map_reads_a_spreadsheet(workbook: Builder) -> None:
    """A course list: proposed from its header, days and hours as the spreadsheet holds them, no order asked."""
    head = xlsx.row(
        1, xlsx.text("A1", "Course"), xlsx.text("B1", "Completed on"), xlsx.text("C1", "Hours")
    )
    line = xlsx.row(
        2, xlsx.text("A2", "Python"), xlsx.number("B2", SERIAL, xlsx.DAY), xlsx.number("C2", "1.5")
    )
    path = workbook.write("inbox/courses.xlsx", xlsx.book({"List": head + line}))
    found = propose.propose(workbook.book, path)
    assert found.map.table.name == "learning"
    workbook.write("workbook.toml", "format = 1\n" + found.toml())
    assert [(c["title"], c["date"], c["hours"]) for c in workbook.cells("learning")] == [
        ("Python", date(2024, 3, 5), 1.5)
    ]


@pytest.mark.parametrize(
    ("name", "lines", "source", "table"),
    [
        ("Connections.xlsx", [["First Name", "Last Name", "URL", "Company", "Position", "Connected On"],
                              ["Ada", "Example", "https://www.linkedin.com/in/ada", "Acme", "Clerk", "05 Mar 2024"]], "linkedin", "person"),
        ("toggl.xlsx", [["Email", "Project", "Description", "Start date", "Start time", "Duration"],
                        ["a@example.org", "Quay", "Tally", "2024-03-05", "09:00:00", "01:00:00"]], "toggl", "time"),
        ("books.xlsx", [["Book Id", "Title", "Author", "ISBN", "ISBN13", "My Rating", "Date Read", "Date Added", "Bookshelves",
                         "Exclusive Shelf", "My Review", "Private Notes"],
                        ["1", "Deep Work", "Cal", "", "", "4", "2024/03/05", "2024/03/01", "", "read", "", ""]], "goodreads", "book"),
    ],
)  # fmt: skip
def test_an_export_saved_again_as_a_spreadsheet(
    workbook: Builder, name: str, lines: list[list[str]], source: str, table: str
) -> None:
    """The columns are the same, so the source is."""
    workbook.write(f"inbox/{name}", xlsx.book({"Sheet1": xlsx.table(*lines)}))
    rebuilt = workbook.refresh()
    assert [(a.source, a.rows_in, a.accepted) for a in rebuilt.accounts] == [(source, 1, 1)]
    assert rebuilt.counts[table] == 1
    assert [problem.code for problem in rebuilt.problems] == []
