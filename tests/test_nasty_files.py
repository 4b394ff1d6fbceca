"""Nasty files from end to end: what lies in the folders of a workbook, in which encoding, as which table."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from careerkit import raw
from careerkit.errors import BadData
from careerkit.rebuild import Rebuilt
from tests.conftest import Builder

TOGGL = "User,Email,Project,Description,Start date,Start time,End date,End time,Duration,Tags\n"
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12345\n".format(
    "4d" * 32
)


def _hours(*days: int, what: str = "Tally") -> str:
    """A tracker's export with an hour on each of these days of March 2024."""
    rows = (
        f"Me,me@example.org,Quay,{what},2024-03-{day:02},09:00:00,2024-03-{day:02},10:00:00,01:00:00,\n"
        for day in days
    )
    return TOGGL + "".join(rows)


def _people(*names: str) -> str:
    return CONNECTIONS + "".join(f"{name},Lund,,,Quay,Lead,02 Jan 2024\n" for name in names)


def _zip(members: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _codes(rebuilt: Rebuilt) -> dict[str, str]:
    """What was said of each file; every row is accounted for."""
    assert rebuilt.unbalanced == []
    return {problem.file: problem.code for problem in rebuilt.problems}


def _quiet(rebuilt: Rebuilt) -> dict[str, int]:
    """The tables that have rows, where nothing at all was said."""
    assert _codes(rebuilt) == {}
    return {name: count for name, count in rebuilt.counts.items() if count}


@pytest.mark.parametrize("place", ["inbox/toggl.csv", "inbox/a.zip", "inbox/a.ics", "inbox/a.json"])
def test_a_file_without_a_byte_is_named(workbook: Builder, place: str) -> None:
    """A download of no bytes beside a good one, under the names of four kinds of exports."""
    workbook.write(place, b"")
    workbook.write("inbox/good.csv", _hours(4))
    rebuilt = workbook.refresh()
    assert _codes(rebuilt) == {place: "E-EMPTY"}
    assert rebuilt.counts["time"] == 1
    assert workbook.snapshot(place.rpartition("/")[0])[place] == b""


def test_a_header_alone_takes_nothing_back(workbook: Builder) -> None:
    """Exports with rows, then newer ones of the same sources that hold a header and nothing else."""
    workbook.write("inbox/toggl 2024-03-10.csv", _hours(4, 5))
    workbook.write("inbox/Connections 2024-03-10.csv", _people("Ada"))
    workbook.refresh()
    workbook.write("inbox/toggl 2024-04-10.csv", TOGGL)
    workbook.write("inbox/Connections 2024-04-10.csv", CONNECTIONS)
    rebuilt = workbook.refresh()
    assert {problem.code for problem in rebuilt.problems} == {"W-EMPTY"}
    assert {name: count for name, count in rebuilt.counts.items() if count} == {
        "person": 1,
        "time": 2,
    }
    assert rebuilt.unbalanced == []
    assert {cells["status"] for cells in workbook.cells("person")} == {"live"}


def test_a_second_download_adds_nobody(workbook: Builder) -> None:
    """`Connections.csv`, a browser's later `Connections (1).csv` with one person more, `(2)` with the same bytes."""
    workbook.write("inbox/Connections.csv", _people("Ada", "Bo"))
    later = _people("Ada", "Bo") + "Cem,Lund,,,Quay,Lead,05 Feb 2024\n"
    workbook.write("inbox/Connections (1).csv", later)
    workbook.write("inbox/Connections (2).csv", later)
    rebuilt = workbook.refresh()
    assert _quiet(rebuilt) == {"person": 3}
    assert sorted((a.rows_in, a.duplicate) for a in rebuilt.accounts) == [(2, 2), (3, 0), (3, 3)]


def test_archives_in_odd_shapes(workbook: Builder) -> None:
    """An archive inside an archive, a member that climbs out with a file manager's copy beside it, and a bomb."""
    inner = _zip({"Connections.csv": _people("Ada")})
    climbing = {"../../Connections.csv": _people("Bo"), "__MACOSX/._Connections.csv": b"\0\5"}
    workbook.write("inbox/a.zip", _zip({"Basic.zip": inner}))
    workbook.write("inbox/b.zip", _zip(climbing))
    workbook.write("inbox/c.zip", _zip({"Connections.csv": b"0" * 60 * 1024 * 1024}))
    rebuilt = workbook.refresh()
    assert _codes(rebuilt) == {"inbox/a.zip": "E-UNKNOWN", "inbox/c.zip": "E-ZIP"}
    assert [cells["name"] for cells in workbook.cells("person")] == ["Bo Lund"]
    assert not (workbook.root.parent / "Connections.csv").exists()
    assert not (workbook.root / "Connections.csv").exists()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_of_files_in_any_case_and_form(workbook: Builder, form: Any) -> None:
    """An export, a register, and a note whose names have capitals and accents, together and apart."""
    names = ("inbox/Übersicht Ä.CSV", "registers/GOALS.Csv", "journal/Århus 2024-03-05.MD")
    for name, text in zip(names, (_hours(4), "Slug,Title\nx,Y\n", "- win: x\n"), strict=True):
        workbook.write(unicodedata.normalize(form, name), text)
    assert _quiet(workbook.refresh()) == {"entry": 1, "goal": 1, "time": 1}
    assert [cells["date"].isoformat() for cells in workbook.cells("entry")] == ["2024-03-05"]
    before = workbook.snapshot()
    assert _quiet(workbook.refresh()) == {"entry": 1, "goal": 1, "time": 1}
    assert workbook.snapshot() == before


def test_litter_and_the_copies_of_sync_clients(workbook: Builder) -> None:
    """Lock files, Finder's and Jupyter's files beside an export, its conflicted copies, equal and not, and a note's."""
    for name in (".~lock.t.csv#", ".DS_Store", "._t.csv", ".ipynb_checkpoints/t-checkpoint.csv"):
        workbook.write(f"inbox/{name}", _hours(7))
        workbook.write(f"journal/{name}", "## 2024-03-07\n- win: no\n")
    workbook.write("inbox/t.csv", _hours(4, 5))
    workbook.write("inbox/t.sync-conflict-20240306-101112-ABCDEFG.csv", _hours(4, 5))
    workbook.write("inbox/t (conflicted copy).csv", _hours(5, 6))
    workbook.write("journal/2024.md", "## 2024-03-05\n- win: x\n")
    workbook.write("journal/2024.sync-conflict-20240306-101112.md", "## 2024-03-05\n- win: x\n")
    rebuilt = workbook.refresh()
    assert _codes(rebuilt) == {"journal/2024.sync-conflict-20240306-101112.md": "W-COPY"}
    assert len(rebuilt.accounts) == 5
    assert sorted(cells["date"].day for cells in workbook.cells("time")) == [4, 5, 6]
    assert [cells["text"] for cells in workbook.cells("entry")] == ["x"]


@pytest.mark.parametrize(
    "name",
    ["inbox/Connections.csv", "inbox/a.zip", "inbox/a.ics", "inbox/a.json", "inbox/a.xlsx",
     "journal/2024.md", "registers/goals.csv", "registers/goals.xlsx", "answers/compass.csv"],
)  # fmt: skip
def test_what_git_lfs_leaves_is_no_file(workbook: Builder, name: str) -> None:
    """The three lines that Git LFS leaves in place of a file that was not fetched: never an empty journal."""
    workbook.write(name, POINTER)
    rebuilt = workbook.refresh()
    assert _codes(rebuilt) == {name: "E-FORMAT"}
    assert "git lfs pull" in rebuilt.problems[0].fix
    assert "Git LFS" in rebuilt.problems[0].reason


def test_a_file_that_changes_while_it_is_read(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A download that goes on between the reading and the copy: refused once, then taken in whole."""
    workbook.write("inbox/t.csv", _hours(4))
    real = raw.take_in

    def meanwhile(*arguments: Any) -> list[str]:
        workbook.write("inbox/t.csv", _hours(4, 5))
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(raw, "take_in", meanwhile)
        with pytest.raises(BadData, match=r"inbox/t\.csv: changed while it was read"):
            workbook.refresh()
    assert workbook.snapshot("raw") == {}
    assert _quiet(workbook.refresh()) == {"time": 2}
    assert _quiet(workbook.refresh()) == {"time": 2}


def test_a_table_of_an_old_macintosh(workbook: Builder) -> None:
    """MacRoman and lines that end with a carriage return: asked about with its line, then read."""
    workbook.write("inbox/t.csv", _hours(4, what="Prüfung").replace("\n", "\r").encode("mac-roman"))
    rebuilt = workbook.rebuild()
    assert _codes(rebuilt) == {"inbox/t.csv": "E-ENCODING"}
    assert rebuilt.problems[0].line == 2
    workbook.write("workbook.toml", 'format = 1\n[sources.toggl]\nencoding = "mac-roman"\n')
    assert _quiet(workbook.rebuild()) == {"time": 1}
    assert workbook.cells("time")[0]["activity"] == "Prüfung"


def test_one_name_in_two_unicode_forms_is_one_person(workbook: Builder) -> None:
    """Åsa as one letter in the first export, as a letter and a ring in the second one."""
    for month, form in (("02", "NFC"), ("03", "NFD")):
        name = unicodedata.normalize(form, "Åsa")  # type: ignore[arg-type]
        workbook.write(f"inbox/Connections_2024-{month}-01.csv", _people(name))
    assert _quiet(workbook.refresh()) == {"person": 1}
    assert workbook.cells("person")[0]["name"] == "Åsa Lund"


def test_a_comma_at_the_end_of_every_line(workbook: Builder) -> None:
    """A header and rows that end with one comma too many, as a column without a name."""
    text = _hours(4, 5).replace("Tags\n", "Tags,\n").replace(",\n", ",,\n")
    workbook.write("inbox/t.csv", text)
    assert text.split("\n")[0].endswith("Tags,,")
    assert _quiet(workbook.rebuild()) == {"time": 2}


def test_quotes_and_backslashes_of_a_tracker(workbook: Builder) -> None:
    """Doubled quotation marks, a backslash before the last of them, a line end inside a cell."""
    workbook.write(
        "inbox/t.csv", _hours(4, what='"say ""hi"", \\ and ""\\"') + _hours(5)[len(TOGGL) :]
    )
    assert _quiet(workbook.rebuild()) == {"time": 2}
    assert [cells["activity"] for cells in workbook.cells("time")] == [
        'say "hi", \\ and "\\',
        "Tally",
    ]


def test_columns_in_another_language(workbook: Builder) -> None:
    """A tracker and a network in German: named with the way out; once told what columns mean, the first is read."""
    german = "Beschreibung,Startdatum,Dauer\nTally,2024-03-05,01:30\n"
    workbook.write("inbox/zeiten.csv", german)
    workbook.write("inbox/Connections.csv", "Vorname,Nachname,Verbunden am\nAda,Lund,02 Jan 2024\n")
    rebuilt = workbook.rebuild()
    assert _codes(rebuilt) == dict.fromkeys(
        ("inbox/Connections.csv", "inbox/zeiten.csv"), "E-UNKNOWN"
    )
    assert all("careerkit map inbox/" in problem.fix for problem in rebuilt.problems)
    columns = 'date = "Startdatum", activity = "Beschreibung", hours = "Dauer"'
    settings = f'format = 1\n[sources.zeiten]\ntable = "time"\ncolumns = {{ {columns} }}\n'
    workbook.write("workbook.toml", settings)
    assert _codes(workbook.rebuild()) == {"inbox/Connections.csv": "E-UNKNOWN"}
    assert [(cells["activity"], cells["hours"]) for cells in workbook.cells("time")] == [
        ("Tally", 1.5)
    ]


def test_a_title_that_is_a_formula_stays_a_text(workbook: Builder) -> None:
    """A wrapped ISBN and a title that a spreadsheet would run."""
    title = '=HYPERLINK(""http://example.org"",""x"")'
    workbook.write(
        "inbox/goodreads.csv",
        "Book Id,Title,Author,ISBN,ISBN13,My Rating,Date Read,Exclusive Shelf\n"
        f'7,"{title}",Ana,"=""0306406152""","=""9780306406157""",0,,to-read\n',
    )
    assert _quiet(workbook.rebuild()) == {"book": 1}
    (book,) = workbook.cells("book")
    assert (book["title"], book["isbn13"]) == (title.replace('""', '"'), "9780306406157")
