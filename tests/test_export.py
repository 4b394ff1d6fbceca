"""Every table back as files: safe in a spreadsheet, and the same when read again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from careerkit import export, tables
from careerkit.records import Account
from careerkit.rows import Row
from tests.conftest import Builder, Done

Run = Callable[..., Done]
# As spreadsheets are attacked: https is no part of it, and every one begins with a sign that starts a formula.
FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("x")',
    "'=1+1",
    "''@x",
)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def book(title: str) -> bytes:
    cells = {"title": title, "share": [], "tags": [], "line": 3, "rating": 4.5, "shelf": "read"}
    return export.to_csv(
        tables.table("book").all_columns, [Row("book", cells, Account("x", "registers"))]
    )


def test_no_cell_is_a_formula() -> None:
    """Nine attacks in a title."""
    for attack in FORMULAS:
        cell = rows_of(book(attack))[0]["title"]
        assert cell == "'" + attack
        assert cell[0] == "'"


def test_unknown_is_empty_and_numbers_are_exact() -> None:
    """A book without an author, rated 4.5."""
    row = rows_of(book("Deep Work"))[0]
    assert (row["author"], row["rating"], row["line"], row["shelf"]) == ("", "4.5", "3", "read")


def test_a_register_comes_back_as_it_was(workbook: Builder) -> None:
    """Books with formulas, quotes, several lines and commas in them: exported, put back as the register, rebuilt."""
    titles = [*FORMULAS[:4], 'a "quoted" one', "two\nlines", "a; b, c"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["title", "author", "status", "rating", "tags"])
    writer.writerows([title, "Ada", "read", "4", "x; y"] for title in titles)
    workbook.write("registers/books.csv", text.getvalue())
    before = workbook.cells("book")
    assert len(before) == len(titles)
    export.export_csv(workbook.book, workbook.root / "out")
    workbook.write(
        "registers/books.csv",
        (workbook.root / "out/book.csv").read_bytes(),
    )
    after = workbook.cells("book")
    place = {"file", "line", "recorded_at"}
    assert [{k: v for k, v in cells.items() if k not in place} for cells in after] == [
        {k: v for k, v in cells.items() if k not in place} for cells in before
    ]
    assert workbook.rebuild().problems == []


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30))
def test_any_text_is_no_formula_and_one_cell(text: str) -> None:
    """Any printable text as a title."""
    cell = rows_of(book(text))[0]["title"]
    assert not cell.startswith(("=", "+", "-", "@"))
    assert cell.removeprefix("'") in (text, text.removeprefix("'"))


def test_a_month_stays_a_month(workbook: Builder) -> None:
    """A role that began in a month and ended in a year, exported and put back as the register."""
    text = "slug,title,started,ended\nteller,Teller,2017-11,2019\n"
    workbook.write("registers/roles.csv", text)
    export.export_csv(workbook.book, workbook.root / "out")
    workbook.write("registers/roles.csv", (workbook.root / "out/role.csv").read_bytes())
    role = workbook.cells("role")[0]
    assert (str(role["started"]), role["started_precision"]) == ("2017-11-01", "m")
    assert (str(role["ended"]), role["ended_precision"]) == ("2019-01-01", "y")
    assert workbook.rebuild().problems == []


def test_the_command_writes_every_table(workbook: Builder, run: Run) -> None:
    """One journal line and one role: every table, the empty ones with their header, and a resume beside them."""
    workbook.write("journal/2025.md", "## 2025-03-05\n- win: Pitch +1\n")
    workbook.write(
        "registers/roles.csv", "slug,title,org,form,started\nteller,Teller,Acme,job,2017-11\n"
    )
    done = run("export", workbook.root, "--csv", "--resume", "--out", workbook.root / "out")
    assert done.code == 0
    made = sorted(path.name for path in (workbook.root / "out").iterdir())
    assert made == sorted([*(f"{name}.csv" for name in tables.names()), "resume.json"])
    tables_ = [path for path in (workbook.root / "out").iterdir() if path.suffix == ".csv"]
    filled = {path.name for path in tables_ if len(path.read_bytes().splitlines()) > 1}
    assert filled == {"entry.csv", "role.csv"}
    work = json.loads((workbook.root / "out/resume.json").read_text("utf-8"))["work"]
    assert [(job["name"], job["position"], job["startDate"]) for job in work] == [
        ("Acme", "Teller", "2017-11")
    ]
