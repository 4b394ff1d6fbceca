"""Tables on disk: derived, typed, the same bytes every time, and never trusted when they are stale."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from careerkit import durable, store, tables
from careerkit.errors import CannotWrite
from careerkit.refresh import refresh_if_stale
from careerkit.store import Loaded
from careerkit.workspace import Workbook, sample, sample_names
from tests.conftest import TODAY, Builder

JOURNAL = """## 2024-03-04 Mon
- win: Closed it +2 1h30 #persuasion #acme
- did: Expense reports
- met: @dana tea
- kept: no mail
"""
REGISTER = "slug,title,started,hours_per_week\njob,Lead,2022-11,38.5\nold,Clerk,2017,\n"


@pytest.fixture
def filled(workbook: Builder) -> Builder:
    """A workbook with a journal and a register, taken in."""
    workbook.write("journal/2024.md", JOURNAL)
    workbook.write("registers/roles.csv", REGISTER)
    workbook.refresh()
    return workbook


def _same(one: Loaded, two: Loaded) -> None:
    assert (one.digest, one.sources, one.codes) == (two.digest, two.sources, two.codes)
    assert set(one.frames) == set(two.frames) == set(tables.names())
    for name, frame in one.frames.items():
        assert_frame_equal(frame, two.frames[name])


def test_two_runs_give_the_same_bytes(filled: Builder, tmp_path: Path) -> None:
    """The same files in two folders, one of them taken in twice."""
    other = Builder(tmp_path / "other" / "me")
    other.write("journal/2024.md", JOURNAL)
    other.write("registers/roles.csv", REGISTER)
    other.refresh()
    shutil.rmtree(other.root / "tables")
    other.refresh()
    assert other.snapshot() == filled.snapshot()
    assert len(filled.snapshot("tables")) == len(tables.names()) + 1


def test_every_sample_is_the_same_twice() -> None:
    """All shipped samples, read two times in memory; every row accounted for."""
    for name in sample_names():
        book = sample(name)
        _same(store.load(Workbook(book.root)), store.load(Workbook(book.root)))


def test_deleted_tables_lose_nothing(filled: Builder) -> None:
    """The folder tables/ is deleted: loading and ingesting give what they gave."""
    before, kept = filled.snapshot(), store.load(filled.book)
    shutil.rmtree(filled.root / "tables")
    _same(store.load(filled.book), kept)
    filled.refresh()
    assert filled.snapshot() == before


@pytest.mark.parametrize("name", ["entry.parquet", "stamp.json"])
@pytest.mark.parametrize("data", [None, b"", b"PAR1 broken PAR1", b"[]", b'{"inputs": 1}'])
def test_a_damaged_table_is_made_again(filled: Builder, name: str, data: bytes | None) -> None:
    """One table, or the stamp, that is gone, empty or damaged."""
    kept = store.load(filled.book)
    path = filled.root / "tables" / name
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    _same(store.load(filled.book), kept)


def test_types_are_those_of_the_tables(filled: Builder) -> None:
    """Numbers, flags, lists and days, known and unknown, from disk."""
    entry = store.load(filled.book).frames["entry"].sort_values("line")
    assert str(entry["energy"].dtype) == "Int64"
    assert str(entry["starred"].dtype) == "boolean"
    assert entry["date"].dt.year.tolist() == [2024, 2024]
    assert entry["hours"].isna().tolist() == [False, True]
    assert entry["energy"].isna().tolist() == [False, True]
    assert list(entry["tags"].iloc[0]) == ["persuasion", "acme"]
    assert list(entry["skills"].iloc[0]) == ["persuasion"]
    role = store.load(filled.book).frames["role"].set_index("slug")
    assert role["started_precision"].to_dict() == {"job": "m", "old": "y"}
    assert role["hours_per_week"].isna().to_dict() == {"job": False, "old": True}


def test_empty_tables_have_their_columns_and_types(workbook: Builder) -> None:
    """A workbook without a single record, from memory and from disk."""
    in_memory = store.load(workbook.book)
    workbook.refresh()
    from_disk = store.load(workbook.book)
    for name in tables.names():
        assert list(from_disk.frames[name]) == [c.name for c in tables.table(name).all_columns]
        assert_frame_equal(in_memory.frames[name], from_disk.frames[name])
    assert str(from_disk.frames["entry"]["energy"].dtype) == "Int64"


def test_memory_and_disk_agree(filled: Builder) -> None:
    """The same workbook before and after its tables are written."""
    from_disk = store.load(filled.book)
    shutil.rmtree(filled.root / "tables")
    _same(store.load(filled.book), from_disk)


def test_a_folder_named_like_a_partition_adds_no_column(tmp_path: Path) -> None:
    """A workbook in a folder called `who=me`."""
    workbook = Builder(tmp_path / "who=me")
    workbook.write("journal/2024.md", JOURNAL)
    workbook.refresh()
    assert "who" not in store.load(workbook.book).frames["entry"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("journal/2024.md", JOURNAL + "- win: More\n"), ("journal/2025.md", ""), ("registers/goals.csv", "slug\na\n"),
        ("workbook.toml", 'format = 1\nname = "Ada"\n'), ("inbox/x.csv", "x"), ("answers/a.csv", "x"),
    ],
)  # fmt: skip
def test_any_changed_input_makes_the_tables_stale(filled: Builder, name: str, text: str) -> None:
    """A changed or new journal, register, setting, drop or sheet of answers."""
    stamp = store.inputs_stamp(filled.book)
    assert store.is_fresh(filled.book, stamp)
    filled.write(name, text)
    assert store.inputs_stamp(filled.book) != stamp
    assert not store.is_fresh(filled.book, store.inputs_stamp(filled.book))
    refresh_if_stale(filled.book, TODAY)
    assert store.is_fresh(filled.book, store.inputs_stamp(filled.book))


def test_nothing_is_written_when_nothing_changed(
    filled: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fresh workbook is brought up to date."""
    monkeypatch.setattr(durable, "locked", None)
    refresh_if_stale(filled.book, TODAY)


def test_what_is_no_input_changes_nothing(filled: Builder) -> None:
    """A report, a notebook, litter and a file beside the folders."""
    stamp = store.inputs_stamp(filled.book)
    for name in ("reports/2024.html", "notebooks/a.ipynb", "journal/.DS_Store", "notes.txt"):
        filled.write(name, "x")
    assert store.inputs_stamp(filled.book) == stamp


def _quarantine(workbook: Builder) -> dict[str, list[dict[str, str]]]:
    return {
        path.stem: list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        for path in sorted((workbook.root / "quarantine").glob("*.csv"))
    }


def test_what_is_set_aside_stands_in_the_quarantine_until_it_is_mended(filled: Builder) -> None:
    """A line with an impossible day and a role without a name; then both are mended."""
    filled.write("journal/2024.md", JOURNAL + "## 2024-02-30\n- win: When was this? +1\n")
    filled.write("registers/roles.csv", REGISTER + ",Nobody,,\n")
    filled.refresh()
    found = _quarantine(filled)
    assert set(found) == {"journal", "registers"}
    assert found["journal"] == [{
        "file": "journal/2024.md", "line": "7", "column": "", "value": "'- win: When was this? +1", "code": "E-NODAY",
        "reason": "the heading in line 6 names a day that does not exist",
        "fix": "Write a heading such as ## 2024-03-05 above it",
    }]  # fmt: skip
    filled.write("registers/roles.csv", REGISTER)
    filled.refresh()
    assert set(_quarantine(filled)) == {"journal"}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_the_quarantine_holds_no_formula(workbook: Builder, sign: str) -> None:
    """A guess whose year is a formula, once for every sign that begins one."""
    cell = f'"{sign}HYPERLINK(""http://x"")"'
    workbook.write("answers/guesses.csv", f"year,topic,guess\n{cell},hours,70\n")
    workbook.refresh()
    value = _quarantine(workbook)["answers"][0]["value"]
    assert not value.startswith(("=", "+", "-", "@", "\t"))


def test_a_write_that_fails_leaves_no_stamp_that_lies(
    filled: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full at the third table; the workbook still loads what is true."""
    filled.write("journal/2024.md", JOURNAL + "- win: More\n")
    real, asked = durable.write, [0]

    def write(path: Path, data: bytes) -> None:
        if path.suffix == ".parquet":
            asked[0] += 1
            if asked[0] == 3:
                raise CannotWrite("full")
        real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "write", write)
        with pytest.raises(CannotWrite):
            filled.refresh()
    assert not (filled.root / "tables" / "stamp.json").exists()
    assert len(store.load(filled.book).frames["entry"]) == 3


def test_sources_and_codes_come_with_the_tables(filled: Builder) -> None:
    """One warning and one row set aside, from memory and from disk."""
    filled.write("journal/2024.md", JOURNAL + "- wim: x\n## 2024-02-30\n- win: x\n")
    in_memory = store.load(filled.book)
    filled.refresh()
    from_disk = store.load(filled.book)
    assert in_memory.codes == from_disk.codes == {"E-NODAY": 1, "W-DATE": 1, "W-WORD": 1}
    assert [source["file"] for source in from_disk.sources] == [
        "journal/2024.md",
        "registers/roles.csv",
    ]
    assert isinstance(from_disk.frames["entry"], pd.DataFrame)
