"""Drops on their way in: copied, noted, read once; nothing is lost, nothing is read twice."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerkit import durable, ingest, limits, raw
from careerkit.errors import BadData, CannotWrite, UsageError
from careerkit.reading.drops import Drop
from careerkit.rebuild import Rebuilt
from careerkit.remember import answer
from careerkit.workspace import Workbook
from tests.conftest import TODAY, Builder

HEADER = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount ()\n"
PEOPLE = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def tracked(*days: int, email: str = "me@example.org", what: str = "Writing") -> str:
    """A Toggl export with one hour on each of these days of March 2024."""
    lines = [
        f"Me,{email},,Book,,{what},No,2024-03-{day:02},09:00:00,2024-03-{day:02},10:00:00,01:00:00,,\n"
        for day in days
    ]
    return HEADER + "".join(lines)


def people(*names: str, org: str = "Acme") -> str:
    """A LinkedIn file of connections."""
    return PEOPLE + "".join(
        f"{name},Lee,https://www.linkedin.com/in/{name.casefold()},,{org},Lead,02 Jan 2024\n"
        for name in names
    )


def _accounts(rebuilt: Rebuilt) -> dict[str, tuple[int, int, int, int, int]]:
    assert not rebuilt.unbalanced
    return {
        a.file: (a.rows_in, a.accepted, a.duplicate, a.retired, a.quarantined)
        for a in rebuilt.accounts
    }


def _state(workbook: Builder) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [row.cells for row in rows] for name, rows in workbook.rebuild().rows.items() if rows
    }


def test_a_drop_becomes_a_raw_file_and_a_line_in_the_manifest(workbook: Builder) -> None:
    """A Toggl export in the inbox; it stays there, and its bytes stand under their hash."""
    path = workbook.write("inbox/Toggl Märch (1).csv", tracked(4, 5))
    before = path.read_bytes()
    workbook.refresh()
    assert path.read_bytes() == before
    note = json.loads((workbook.root / "raw" / "manifest.jsonl").read_text("utf-8"))
    digest = Drop("", "", "", before).digest
    assert note == {
        "file": f"toggl/{digest[:12]}-toggl-märch-1.csv", "name": "Toggl Märch (1).csv",
        "sha256": digest, "size": len(before), "source": "toggl",
    }  # fmt: skip
    assert (workbook.root / "raw" / note["file"]).read_bytes() == before
    assert {row["file"] for row in workbook.cells("time")} == {f"raw/{note['file']}"}


def test_the_same_again_is_nothing_at_all(workbook: Builder) -> None:
    """Three ingests of the same inbox, then one after the inbox was emptied."""
    path = workbook.write("inbox/toggl.csv", tracked(4, 5))
    workbook.refresh()
    first, state = workbook.snapshot(), _state(workbook)
    for _ in range(2):
        workbook.refresh()
        assert workbook.snapshot() == first
    path.unlink()
    rebuilt = workbook.refresh()
    assert _state(workbook) == state
    assert [account.accepted for account in rebuilt.accounts] == [2]


def test_the_same_bytes_under_another_name_are_all_duplicates(workbook: Builder) -> None:
    """A browser's second download, first beside the original and then long after it."""
    workbook.write("inbox/toggl.csv", tracked(4, 5))
    workbook.write("inbox/toggl (1).csv", tracked(4, 5))
    assert sorted(_accounts(workbook.refresh()).values()) == [(2, 0, 2, 0, 0), (2, 2, 0, 0, 0)]
    assert len(workbook.cells("time")) == 2
    assert len((workbook.root / "raw" / "manifest.jsonl").read_text().splitlines()) == 1
    workbook.write("inbox/later.csv", tracked(4, 5))
    assert sorted(_accounts(workbook.refresh()).values()) == [
        (2, 0, 2, 0, 0), (2, 0, 2, 0, 0), (2, 2, 0, 0, 0),
    ]  # fmt: skip
    assert len((workbook.root / "raw" / "manifest.jsonl").read_text().splitlines()) == 1


EXPORTS = {
    "inbox/Toggl_2024-03-10.csv": tracked(1, 4, 5, 9),
    "inbox/Toggl_2024-03-20.csv": tracked(4, 8, 15),
    "inbox/Toggl_other_2024-03-15.csv": tracked(5, 6, email="you@example.org"),
    "inbox/Connections_2024-01-01.csv": people("Ada", "Bob"),
    "inbox/Connections_2025-01-01.csv": people("Bob", "Cem", org="Bolt"),
}


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    """Five overlapping exports with a date in their names, taken in one by one in 12 orders."""
    states = []
    for number, order in enumerate(itertools.islice(itertools.permutations(EXPORTS), 0, 120, 10)):
        workbook = Builder(tmp_path / str(number) / "me")
        for name in order:
            workbook.write(name, EXPORTS[name])
            _accounts(workbook.refresh())
        states.append(_state(workbook))
        for kind in states[-1].values():
            for cells in kind:
                del cells["recorded_at"]
    assert all(state == states[0] for state in states)
    times = states[0]["time"]
    # 1 is outside the newer window; 5 and 9 are inside it and not in it any more.
    mine = [cells["date"].day for cells in times if cells["account"] == times[0]["account"]]
    assert sorted(mine) == [1, 4, 8, 15]
    assert len(times) == 6
    assert {cells["slug"]: (cells["status"], cells["org"]) for cells in states[0]["person"]} == {
        "ada": ("retired", "Acme"), "bob": ("live", "Bolt"), "cem": ("live", "Bolt"),
    }  # fmt: skip


def test_the_newest_day_inside_decides_between_undated_names(workbook: Builder) -> None:
    """Two exports without a date in their names; the older one arrives later."""
    workbook.write("inbox/b.csv", tracked(4, 5, 20))
    workbook.refresh()
    workbook.write("inbox/a.csv", tracked(4, 5, 6))
    rebuilt = workbook.refresh()
    assert _accounts(rebuilt) == {"inbox/a.csv": (3, 0, 2, 1, 0), "inbox/b.csv": (3, 3, 0, 0, 0)}
    assert sorted(cells["date"].day for cells in workbook.cells("time")) == [4, 5, 20]


def test_entries_without_a_time_of_day_are_told_apart_by_their_day(workbook: Builder) -> None:
    """Exports whose owner left out the column Start time: a corrected week must not replace January."""

    def export(*days: str) -> str:
        rows = "".join(f"Writing,2024-{day},01:00:00\n" for day in days)
        return "Description,Start date,Duration\n" + rows

    workbook.write("inbox/Toggl_2024-12-31.csv", export("01-02", "01-03", "06-03", "06-05"))
    workbook.write("inbox/Toggl_2025-01-01.csv", export("06-03", "06-04"))
    workbook.refresh()
    days = [cells["date"].isoformat()[5:] for cells in workbook.cells("time")]
    assert days == ["01-02", "01-03", "06-03", "06-04", "06-05"]


@given(st.lists(st.lists(st.integers(1, 28), min_size=1, max_size=6), min_size=1, max_size=4))
@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_row_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, days: list[list[int]]
) -> None:
    """Any tracked days in up to four files, with repeats, taken in one by one."""
    workbook = Builder(tmp_path_factory.mktemp("any") / "me")
    for number, some in enumerate(days):
        workbook.write(f"inbox/{number}.csv", tracked(*some))
        rebuilt = workbook.refresh()
        assert not rebuilt.unbalanced
        assert sum(account.accepted for account in rebuilt.accounts) == rebuilt.counts["time"]
    everything = {day for some in days for day in some}
    assert {cells["date"].day for cells in workbook.cells("time")} <= everything


def test_an_unknown_file_is_reported_and_left(workbook: Builder) -> None:
    """A poem, a picture under a CSV's name and an empty file in the inbox, beside a good export."""
    given_files = {
        "inbox/poem.txt": b"Roses are red\n", "inbox/Connections.csv": b"\x89PNG\r\n\x1a\n\x00\x00",
        "inbox/empty.csv": b" \n", "inbox/toggl.csv": tracked(4).encode(),
    }  # fmt: skip
    for name, data in given_files.items():
        workbook.write(name, data)
    rebuilt = workbook.refresh()
    assert {problem.file: problem.code for problem in rebuilt.set_aside} == {
        "inbox/poem.txt": "E-UNKNOWN", "inbox/Connections.csv": "E-FORMAT", "inbox/empty.csv": "E-EMPTY",
    }  # fmt: skip
    assert workbook.snapshot("inbox") == given_files
    assert len(list((workbook.root / "raw").rglob("*.csv"))) == 1
    assert {a.file: a.source for a in rebuilt.accounts}["inbox/poem.txt"] == "unrecognised"
    assert rebuilt.counts["time"] == 1


def test_a_file_that_two_importers_claim_is_read_by_none(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that two formats recognise."""
    workbook.write("inbox/x.csv", tracked(4))
    monkeypatch.setattr(ingest, "recognise", lambda drop, among: ["linkedin", "toggl"])
    problems = workbook.rebuild().set_aside
    assert [(p.code, p.reason) for p in problems] == [
        ("E-CLAIMED", "linkedin and toggl both claim this file")
    ]


def test_litter_and_links_are_not_taken_in(workbook: Builder, tmp_path: Path) -> None:
    """Checkpoints, lock files of Office, Finder's files, and a link to an export elsewhere."""
    for name in (".DS_Store", "~$x.xlsx", ".ipynb_checkpoints/toggl.csv", "x.csv.tmp"):
        workbook.write(f"inbox/{name}", tracked(4))
    (tmp_path / "toggl.csv").write_text(tracked(4))
    if os.name != "nt":
        (workbook.root / "inbox" / "toggl.csv").symlink_to(tmp_path / "toggl.csv")
    rebuilt = workbook.refresh()
    assert (rebuilt.accounts, rebuilt.problems) == ([], [])
    assert (
        not list((workbook.root / "raw").rglob("*")) if (workbook.root / "raw").exists() else True
    )


def test_empty_living_files_are_fine(workbook: Builder) -> None:
    """A journal, a register and a sheet of answers without a byte in them."""
    for name in ("journal/2024.md", "registers/goals.csv", "answers/compass.csv"):
        workbook.write(name, b"")
    rebuilt = workbook.rebuild()
    assert rebuilt.problems == []
    assert set(_accounts(rebuilt).values()) == {(0, 0, 0, 0, 0)}


@pytest.mark.parametrize("how", ["gone", "changed", "empty", "folder"])
def test_a_raw_file_that_is_not_what_it_was_is_an_error(workbook: Builder, how: str) -> None:
    """A raw file that was deleted, edited, emptied, or became a folder; its row is not simply missing."""
    workbook.write("inbox/toggl.csv", tracked(4, 5))
    workbook.refresh()
    (workbook.root / "inbox" / "toggl.csv").unlink()
    raw = next((workbook.root / "raw" / "toggl").iterdir())
    if how in ("changed", "empty"):
        raw.write_bytes(b"" if how == "empty" else raw.read_bytes() + b"x")
    else:
        raw.unlink()
    if how == "folder":
        raw.mkdir()
    tables = workbook.snapshot("tables")
    with pytest.raises(BadData, match=r"is gone|has changed"):
        workbook.refresh()
    assert workbook.snapshot("tables") == tables


def test_a_raw_file_that_came_back_is_read_again(workbook: Builder) -> None:
    """A raw file that was deleted while the export still lies in the inbox."""
    workbook.write("inbox/toggl.csv", tracked(4, 5))
    workbook.refresh()
    raw = next((workbook.root / "raw" / "toggl").iterdir())
    data = raw.read_bytes()
    raw.unlink()
    with pytest.raises(BadData, match=r"put it back from a backup"):
        workbook.rebuild()
    raw.write_bytes(data)
    assert len(workbook.cells("time")) == 2


def _note(**changes: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda note: {**note, **changes}


@pytest.mark.parametrize(
    "change",
    [
        _note(file="../../../etc/hostname"), _note(file="/etc/hostname"), _note(file=5), _note(source="fitbit"),
        _note(sha256=None), lambda note: {}, lambda note: [1], _note(file="toggl"), _note(name=["x"]),
    ],
)  # fmt: skip
def test_a_manifest_that_was_tampered_with_is_an_error(
    workbook: Builder, change: Callable[[dict[str, Any]], Any]
) -> None:
    """Notes that point out of the workbook, lack a field, name no known source, or are no note at all."""
    workbook.write("inbox/toggl.csv", tracked(4))
    workbook.refresh()
    path = workbook.root / "raw" / "manifest.jsonl"
    path.write_text(json.dumps(change(json.loads(path.read_text()))) + "\n")
    (workbook.root / "inbox" / "toggl.csv").unlink()
    with pytest.raises(BadData):
        workbook.rebuild()


@pytest.mark.parametrize("name", ["manifest.jsonl", "seen.jsonl"])
def test_a_torn_last_line_was_never_acknowledged(workbook: Builder, name: str) -> None:
    """A manifest and a memory whose last line a kill cut off; then the next export arrives."""
    workbook.write("inbox/a.csv", tracked(4))
    workbook.refresh()
    path = workbook.root / "raw" / name
    whole = path.read_bytes()
    path.write_bytes(whole + whole.splitlines(keepends=True)[0][:30])
    assert len(workbook.cells("time")) == 1
    workbook.write("inbox/b.csv", tracked(5, email="you@example.org"))
    workbook.refresh()
    assert len(workbook.cells("time")) == 2
    (workbook.root / "inbox" / "a.csv").unlink()
    (workbook.root / "inbox" / "b.csv").unlink()
    assert len(workbook.cells("time")) == 2
    assert path.read_bytes().startswith(whole)


@pytest.mark.parametrize("name", ["manifest.jsonl", "seen.jsonl"])
@pytest.mark.parametrize(
    "line", [b'{"id": "x",}\n', b"\xff\xfe}\n", b'{"id": "x", "source": "y", "seen": "soon"}\n']
)
def test_a_damaged_line_is_an_error(workbook: Builder, name: str, line: bytes) -> None:
    """A whole line that is no JSON, or whose day is none."""
    workbook.write("inbox/a.csv", tracked(4))
    workbook.refresh()
    path = workbook.root / "raw" / name
    path.write_bytes(line + path.read_bytes())
    with pytest.raises(BadData, match=name):
        workbook.rebuild()


@pytest.mark.parametrize("nth", range(1, 30))
def test_an_ingest_may_die_anywhere(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """The Nth write of an ingest fails, between copy, note, memory, tables and stamp; it is run again."""
    workbook.write("inbox/a.csv", tracked(4, 5))
    workbook.write("journal/2024.md", "## 2024-03-04\n- win: One\n- kept: x\n- broke: x\n")
    asked = [0]

    def dying(name: str) -> Callable[[Path, bytes], None]:
        real: Callable[[Path, bytes], None] = getattr(durable, name)

        def write(path: Path, data: bytes) -> None:
            asked[0] += 1
            if asked[0] == nth:
                raise CannotWrite("full")
            real(path, data)

        return write

    with monkeypatch.context() as patch:
        for name in ("write", "append"):
            patch.setattr(durable, name, dying(name))
        try:
            workbook.refresh()
        except CannotWrite:
            assert not (workbook.root / "tables" / "stamp.json").exists()
    workbook.refresh()
    whole = Builder(workbook.root.parent / "whole" / "me")
    for name, data in (*workbook.snapshot("inbox").items(), *workbook.snapshot("journal").items()):
        whole.write(name, data)
    whole.refresh()
    assert workbook.snapshot() == whole.snapshot()


def test_what_stood_there_from_the_beginning_is_not_late(workbook: Builder) -> None:
    """A journal of two lines; a third added later; a first export later still, then one more row."""
    journal = "## 2024-03-04\n- win: One\n- met: @dana tea\n"
    workbook.write("journal/2024.md", journal)
    workbook.refresh(date(2026, 1, 1))
    workbook.write(
        "journal/2024.md", journal + "- win: Two\n- win: Three [at:: 2024-03-05T10:00]\n"
    )
    workbook.refresh(date(2026, 1, 8))
    workbook.write("inbox/a.csv", tracked(4))
    workbook.refresh(date(2026, 1, 9))
    workbook.write("inbox/b.csv", tracked(4, 5))
    workbook.refresh(date(2026, 1, 10))
    workbook.refresh(TODAY)
    assert {cells["text"]: cells["recorded_at"] for cells in workbook.cells("entry")} == {
        "One": None, "Two": date(2026, 1, 8), "Three": date(2024, 3, 5),
    }  # fmt: skip
    assert [cells["recorded_at"] for cells in workbook.cells("touch")] == [None]
    assert [cells["recorded_at"] for cells in workbook.cells("time")] == [None, date(2026, 1, 10)]
    lines = (workbook.root / "raw" / "seen.jsonl").read_text("utf-8").splitlines()
    seen = [json.loads(line) for line in lines]
    assert len(seen) == len({note["id"] for note in seen}) == 6


def test_a_kill_in_a_first_ingest_makes_nothing_late(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill that would leave half of what is appended; the ingest is run again the next day."""
    workbook.write("journal/2024.md", "## 2024-03-04\n- win: One\n- win: Two\n- win: Three\n")

    def half(path: Path, data: bytes) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data[: len(data) // 2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, contextlib.suppress(KeyboardInterrupt):
        patch.setattr(durable, "append", half)
        workbook.refresh(date(2026, 1, 1))
    workbook.refresh(date(2026, 1, 2))
    assert [cells["recorded_at"] for cells in workbook.cells("entry")] == [None] * 3


def test_the_day_is_in_the_tables_of_the_same_run(workbook: Builder) -> None:
    """A line that is new today: the rows handed back and a rebuild say the same."""
    workbook.write("journal/2024.md", "## 2024-03-04\n- win: One\n")
    workbook.refresh(date(2026, 1, 1))
    workbook.write("journal/2024.md", "## 2024-03-04\n- win: One\n- win: Two\n")
    rebuilt = workbook.refresh(date(2026, 1, 8))
    days = {row.cells["text"]: row.cells["recorded_at"] for row in rebuilt.rows["entry"]}
    assert days == {"One": None, "Two": date(2026, 1, 8)}


def test_an_edit_during_an_ingest_is_seen_the_next_time(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line is added by hand after the journal was read and before the tables are stamped."""
    from careerkit import store
    from careerkit.refresh import refresh_if_stale

    journal = "## 2024-03-04\n- win: One\n"
    workbook.write("journal/2024.md", journal)
    real = raw.note_seen

    def meanwhile(*arguments: Any) -> None:
        workbook.write("journal/2024.md", journal + "- win: Two\n")
        real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(raw, "note_seen", meanwhile)
        workbook.refresh()
    assert not store.is_fresh(workbook.book, store.inputs_stamp(workbook.book))
    refresh_if_stale(workbook.book, TODAY)
    assert store.is_fresh(workbook.book, store.inputs_stamp(workbook.book))
    assert len(store.load(workbook.book).frames["entry"]) == 2


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """A missing folder, a folder with other things, and a folder with nothing but a journal."""
    with pytest.raises(UsageError, match=r"has no workbook\.toml"):
        ingest.harvest(Workbook(tmp_path / "gone"))
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("x")
    with pytest.raises(UsageError, match=r"has no workbook\.toml"):
        ingest.harvest(Workbook(tmp_path / "letters"))
    (tmp_path / "letters" / "journal").mkdir()
    (tmp_path / "letters" / "journal" / "2024.md").write_text("## 2024-03-04\n- win: One\n")
    assert len(ingest.harvest(Workbook(tmp_path / "letters")).files) == 1


@pytest.mark.parametrize(
    "name", ["../../x.csv", "C:\\x.csv", ".csv", "...", "a", "\u202e.csv", "x" * 300 + ".csv", "報" * 84 + ".csv", "a/b.zip", "a." + "b" * 200]
)  # fmt: skip
def test_a_raw_name_is_a_plain_file_name(name: str) -> None:
    """Names that are paths, hidden, endless or made of marks."""
    found = raw.raw_name(Drop(name, "inbox", name, b"x"))
    assert found.startswith("2d711642b726-")
    assert not set(found) & set('/\\:*?"<>| \u202e')
    assert len(found.encode()) < 200
    assert Path(found).name == found


def test_a_source_keeps_its_encoding_from_the_settings(workbook: Builder) -> None:
    """A cp1252 register: refused until workbook.toml names its encoding."""
    workbook.write("registers/goals.csv", "slug,title\nlead,Führen\n".encode("cp1252"))
    assert [problem.code for problem in workbook.rebuild().set_aside] == ["E-ENCODING"]
    workbook.write("workbook.toml", 'format = 1\n[sources.registers]\nencoding = "cp1252"\n')
    assert [cells["title"] for cells in workbook.cells("goal")] == ["Führen"]
    workbook.write("workbook.toml", "format = 1\n[sources.registers]\nencoding = 5\n")
    with pytest.raises(BadData, match=r"\[sources.registers\] encoding: must be a text in quotes"):
        workbook.rebuild()


def test_a_second_copy_of_a_note_counts_only_for_what_is_new_in_it(workbook: Builder) -> None:
    """A sync client's copy with one line of its own; and two equal lines in one note, which stay two."""
    workbook.write("journal/2025-03-05.md", "- win: Pitch\n- did: Reports\n- did: Reports\n")
    workbook.write(
        "journal/2025-03-05 (conflicted copy).md", "- win: Pitch\n- did: Reports\n- win: Late one\n"
    )
    rebuilt = workbook.rebuild()
    assert sorted(row.cells["text"] for row in rebuilt.rows["entry"]) == [
        "Late one",
        "Pitch",
        "Reports",
        "Reports",
    ]
    assert [(problem.code, problem.file) for problem in rebuilt.problems] == [
        ("W-COPY", "journal/2025-03-05 (conflicted copy).md")
    ]
    assert [account.rules for account in rebuilt.accounts] == [{"in the original too": 2}, {}]
    assert rebuilt.unbalanced == []


@pytest.mark.parametrize("name", ["photo.PNG", "board.canvas", "app.css"])
def test_what_a_vault_holds_besides_notes_is_passed_over(workbook: Builder, name: str) -> None:
    """A picture, a canvas, a theme; a spreadsheet in the same place is said to be unknown."""
    workbook.write(f"journal/attached/{name}", b"\x89PNG\r\n\x1a\n" + bytes(40))
    assert workbook.rebuild().problems == []
    workbook.write("journal/list.csv", "a,b\n1,2\n")
    assert [problem.code for problem in workbook.rebuild().problems] == ["E-UNKNOWN"]


def test_a_second_download_counts_as_the_newer_one(workbook: Builder) -> None:
    """`Connections.csv` and `Connections (1).csv` with the same newest day; only the second one has Cem."""
    head = "First Name,Last Name,URL,Company,Position,Connected On\n"
    people = [
        f"{name},X,https://www.linkedin.com/in/{name},,,02 Jan 2024\n"
        for name in ("ada", "bo", "cem")
    ]
    workbook.write("inbox/Connections (1).csv", head + "".join(people))
    workbook.write("inbox/Connections.csv", head + "".join(people[:2]))
    rebuilt = workbook.rebuild()
    assert [row.cells["status"] for row in rebuilt.rows["person"]] == ["live"] * 3
    assert [(a.file, a.accepted, a.duplicate) for a in rebuilt.accounts] == [
        ("inbox/Connections (1).csv", 3, 0), ("inbox/Connections.csv", 0, 2),
    ]  # fmt: skip


def test_letters_are_asked_about_with_both_readings(workbook: Builder) -> None:
    """An export in cp1252: the two readings stand side by side in the quarantine, no private word in the message; answered once."""
    text = "Email,Project,Description,Start date,Start time,Duration\na@example.org,Quay,Führung,2024-03-05,09:00:00,01:00:00\n"
    workbook.write("inbox/t.csv", text.encode("cp1252"))
    problem = workbook.refresh().problems[0]
    assert (problem.code, problem.line) == ("E-ENCODING", 2)
    assert "careerkit answer toggl encoding cp1252 (or mac_roman)" in problem.fix
    assert "hrung" not in problem.one_line()
    aside = (workbook.root / "quarantine/toggl.csv").read_text("utf-8")
    assert "cp1252: a@example.org,Quay,Führung" in aside
    assert "mac_roman: a@example.org,Quay,F¸hrung" in aside
    answer(workbook.book, "toggl", "encoding", "cp1252")
    assert [cells["activity"] for cells in workbook.cells("time")] == ["Führung"]


def test_a_file_that_takes_too_long_is_refused(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two thousand rows, and a limit that has passed before the first of them; with the real limit all are taken in."""
    head = "Email,Project,Description,Start date,Start time,Duration\n"
    rows = (
        f"a@example.org,Quay,Tally {n},2024-03-{n % 28 + 1:02},09:00:00,00:01:00\n"
        for n in range(2000)
    )
    workbook.write("inbox/t.csv", head + "".join(rows))
    assert workbook.rebuild().counts["time"] == 2000
    monkeypatch.setattr(limits, "MAX_SECONDS", -1)
    rebuilt = workbook.rebuild()
    assert [problem.code for problem in rebuilt.problems] == ["E-TIME"]
    assert rebuilt.counts["time"] == 0
    assert rebuilt.unbalanced == []
