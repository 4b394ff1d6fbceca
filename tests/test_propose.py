"""A column map is proposed from the header, shown on ten rows, and written only when the person says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from careerkit import propose
from careerkit.errors import UsageError
from tests.conftest import Builder, Done

Run = Callable[..., Done]
PLATFORM = "Course name,Completion date,Duration,Platform,Certificate no\n"


@pytest.mark.parametrize(
    ("header", "kind", "columns"),
    [
        (PLATFORM, "learning",
         {"title": "Course name", "date": "Completion date", "hours": "Duration", "provider": "Platform"}),
        ("Name,Date,Tags,Done,Energy\n", "entry", {"date": "Date", "text": "Name", "energy": "Energy", "tags": "Tags"}),
        ("Datum;Beschreibung;Stunden\n", "entry", {"date": "Datum", "text": "Beschreibung", "hours": "Stunden"}),
        ("Book title,Author,Date read,My rating\n", "book",
         {"title": "Book title", "author": "Author", "finished": "Date read", "rating": "My rating"}),
        ("Full name,Company,Job title,Met on\n", "person",
         {"name": "Full name", "org": "Company", "title": "Job title", "connected_on": "Met on"}),
    ],
)  # fmt: skip
def test_the_table_that_fits_best_is_proposed(
    workbook: Builder, header: str, kind: str, columns: dict[str, str]
) -> None:
    """Headers of a course platform, a notebook, a German sheet, a reading list, an address list."""
    path = workbook.write("inbox/export.csv", header)
    found = propose.propose(workbook.book, path)
    assert (found.map.table.name, dict(found.map.columns)) == (kind, columns)


def test_the_first_ten_rows_are_shown_as_they_would_be_read(workbook: Builder) -> None:
    """Twelve courses; one has no duration, which is shown as empty."""
    rows = "".join(
        f"Course {n},2024-03-{n:02},{'' if n == 2 else '1:30'},HR,x\n" for n in range(1, 13)
    )
    path = workbook.write("inbox/export.csv", PLATFORM + rows)
    lines = list(propose.told(propose.propose(workbook.book, path)))
    assert lines[0] == "[sources.export]"
    shown = lines[lines.index("") + 1 :]
    assert shown[0].split() == ["title", "date", "hours", "provider"]
    assert shown[1].split() == ["Course", "1", "2024-03-01", "1.5", "HR"]
    assert shown[2].split() == ["Course", "2", "2024-03-02", "·", "HR"]
    assert shown[11] == "12 rows in the file; · is empty"
    assert shown[12] == "not read: Certificate no"


def test_the_command_writes_the_map_and_ingest_uses_it(workbook: Builder, run: Run) -> None:
    """Unknown at first, with the way out in the message; proposed; saved; read."""
    path = workbook.write(
        "inbox/Trainings 2024-05-01.csv", PLATFORM + "Python,2024-03-05,2h,HR,x\n"
    )
    unknown = run("check", workbook.root)
    assert "careerkit map inbox/Trainings 2024-05-01.csv" in unknown.err
    before = (workbook.root / "workbook.toml").read_bytes()
    assert run("map", path, "--workbook", workbook.root).code == 0
    assert (workbook.root / "workbook.toml").read_bytes() == before
    assert run("map", path, "--save", "--workbook", workbook.root).code == 0
    assert "[sources.trainings]" in (workbook.root / "workbook.toml").read_text("utf-8")
    done = run("ingest", workbook.root)
    assert "taken in: inbox/Trainings 2024-05-01.csv as trainings: 1 new, 0 changed" in done.out
    assert [(cells["title"], cells["hours"]) for cells in workbook.cells("learning")] == [
        ("Python", 2.0)
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "x,y\n1,2\n", "no column has a name that careerkit knows"),
        ("none.csv", None, "is not a file"),
    ],
)
def test_what_cannot_be_proposed_says_why(
    workbook: Builder, name: str, content: str | None, said: str
) -> None:
    """Columns that mean nothing to us; no file at all."""
    path: Path = workbook.root / "inbox" / name
    if content is not None:
        workbook.write(f"inbox/{name}", content)
    with pytest.raises(UsageError, match=said):
        propose.propose(workbook.book, path)


def test_an_unknown_table_is_refused_by_name(workbook: Builder) -> None:
    """--table lerning."""
    path = workbook.write("inbox/a.csv", PLATFORM)
    with pytest.raises(UsageError, match="'lerning' is not a table"):
        propose.propose(workbook.book, path, into="lerning")


def test_a_name_that_is_taken_is_not_used_twice(workbook: Builder) -> None:
    """A file called toggl.csv, which is no Toggl report."""
    path = workbook.write("inbox/toggl.csv", PLATFORM)
    assert propose.propose(workbook.book, path).map.name == "toggl-table"


def test_an_encoding_is_tried_out_before_it_is_kept(workbook: Builder, run: Run) -> None:
    """A sheet in cp1252 with days that can be read two ways: asked, then shown with the answers, then saved with them."""
    path = workbook.write(
        "inbox/kurse.csv", "Kurs;Datum;Stunden\nFührung;03/04/2024;1,5\n".encode("cp1252")
    )
    asked = run("map", path, "--table", "learning", "--workbook", workbook.root).out
    assert (
        "E-ENCODING the text is not UTF-8. Try --encoding cp1252 or --encoding mac_roman" in asked
    )
    options = [
        "--table",
        "learning",
        "--encoding",
        "cp1252",
        "--date-order",
        "dmy",
        "--workbook",
        workbook.root,
    ]
    shown = run("map", path, *options).out
    assert "Führung" in shown
    assert "2024-04-03" in shown
    assert run("map", path, "--save", *options).code == 0
    assert [(cells["title"], cells["hours"]) for cells in workbook.cells("learning")] == [
        ("Führung", 1.5)
    ]
