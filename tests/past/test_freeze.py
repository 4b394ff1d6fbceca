"""What a review was made from is kept: whole or not at all, once, unchanged, and only for reading."""

from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pandas.testing import assert_frame_equal
from pyarrow import parquet

from careerkit import accept, capture, durable, remember, seal, store, tables, workspace
from careerkit.errors import BadData, CannotWrite, NotAllowed
from careerkit.past import freeze
from careerkit.rebuild import rebuild
from careerkit.refresh import refresh, refresh_if_stale
from careerkit.workspace import MARKER, Workbook
from tests.conftest import TODAY, Builder

JOURNAL = """## 2024-03-04 Mon
- win: Closed it +2 1h30 #persuasion #acme
- did: Expense reports
- met: @dana tea
"""
OWN = '[instrument]\nid = "mine"\n'


@pytest.fixture
def filled(workbook: Builder) -> Builder:
    """A workbook with a journal, a name and a questionnaire of its own in a folder below."""
    workbook.write(MARKER, 'format = 1\nname = "Ada"\n')
    workbook.write("journal/2024.md", JOURNAL)
    workbook.write("instruments/coach/mine.toml", OWN)
    return workbook


def frozen(workbook: Builder) -> Workbook:
    return freeze.freeze(workbook.book, TODAY, freeze.home(workbook.book))


def test_the_frozen_folder_is_a_workbook_with_the_same_tables(filled: Builder) -> None:
    """Every table, its account, its codes and its digest; settings and questionnaires byte for byte."""
    kept = frozen(filled)
    live, past = store.load(filled.book), store.load(kept)
    assert kept.root.parent == filled.root / "reports" / "frozen"
    assert workspace.find(kept.root).is_frozen
    assert not filled.book.is_frozen
    assert (live.digest, live.sources, live.codes) == (past.digest, past.sources, past.codes)
    for name in tables.names():
        assert_frame_equal(live.frames[name], past.frames[name])
    assert (kept.root / MARKER).read_bytes() == (filled.root / MARKER).read_bytes()
    assert (kept.root / "instruments/coach/mine.toml").read_text() == OWN
    said = kept.frozen
    assert kept.root.name == said["digest"][:16]
    assert said["tables"] == live.digest


def test_the_same_state_is_kept_once_and_another_one_beside_it(filled: Builder) -> None:
    """Frozen twice; then a line more; then the line taken away again. A file that is no input changes nothing."""
    first = frozen(filled)
    before = filled.snapshot("reports")
    filled.write("notes.txt", "not read")
    filled.write("journal/a.png", b"an attachment")
    assert frozen(filled) == first
    assert filled.snapshot("reports") == before
    filled.write("journal/2024.md", JOURNAL + "- win: More\n")
    assert frozen(filled) != first
    filled.write("journal/2024.md", JOURNAL)
    assert frozen(filled) == first
    assert len(list((filled.root / "reports" / "frozen").iterdir())) == 2


def test_whatever_becomes_of_the_log_the_past_stays(filled: Builder) -> None:
    """The journal is emptied and another name set: the frozen workbook has its rows and its name."""
    kept = frozen(filled)
    filled.write("journal/2024.md", "")
    filled.write(MARKER, 'format = 1\nname = "Eve"\n')
    filled.refresh()
    assert len(store.load(filled.book).frames["entry"]) == 0
    past = Workbook(kept.root)
    assert len(store.load(past).frames["entry"]) == 2
    assert past.name == "Ada"


def test_a_workbook_without_a_name_keeps_that_of_its_folder(workbook: Builder) -> None:
    """The folder is called `me`; so is the person in a review of the frozen tables."""
    workbook.write("journal/2024.md", JOURNAL)
    assert Workbook(frozen(workbook).root).name == "me"


def test_a_folder_without_settings_gets_the_least_there_is(workbook: Builder) -> None:
    """No workbook.toml: the frozen one says its format, and has the defaults."""
    workbook.write("journal/2024.md", JOURNAL)
    (workbook.root / MARKER).unlink()
    kept = frozen(workbook)
    assert (kept.root / MARKER).read_text() == "format = 1\n"
    assert kept.settings == workbook.book.settings


def test_frozen_once_more_it_is_its_own(filled: Builder, tmp_path: Path) -> None:
    """A review of a frozen workbook keeps nothing new."""
    kept = frozen(filled)
    assert freeze.freeze(kept, TODAY, tmp_path / "else") == kept
    assert not (tmp_path / "else").exists()


@pytest.mark.skipif(os.name == "nt", reason="POSIX only")
def test_it_is_for_its_owner_only(filled: Builder) -> None:
    """The frozen tables are the whole log: folders 0700, files 0600."""
    kept = frozen(filled)
    for path in kept.root.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600)


def test_where_it_is_kept(filled: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the workbook's own reports, whatever --out says; for a sample in the package, where its reports go."""
    assert freeze.home(filled.book, tmp_path / "shared") == filled.root / "reports"
    monkeypatch.setattr(workspace, "is_shipped", lambda book: True)
    assert freeze.home(filled.book, tmp_path / "shared") == tmp_path / "shared"


# ---- only for reading --------------------------------------------------------------------------------


def _log(book: Workbook) -> None:
    capture.log(
        book, capture.Draft("win", "Late", date(2026, 1, 1)), datetime(2026, 1, 1, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    "write",
    [
        _log,
        lambda book: refresh(book, TODAY),
        lambda book: accept.decide(book, ["abcd"], yes=True),
        lambda book: remember.answer(book, "clockify", "date_order", "dmy"),
        rebuild,
    ],
    ids=["log", "ingest", "accept", "answer", "read"],
)
def test_nobody_writes_into_it_or_reads_more_than_its_tables(filled: Builder, write: Any) -> None:
    """Every way in is refused, and not one byte changes; reading files that are not there gives no empty answer."""
    kept = frozen(filled)
    before = filled.snapshot("reports")
    with pytest.raises(NotAllowed, match="a past review was made from, and only for reading"):
        write(kept)
    assert filled.snapshot("reports") == before


@pytest.mark.parametrize("command", [("ingest",), ("check",), ("log", "win", "Late", "--workbook")])
def test_a_command_says_so(filled: Builder, run: Any, command: tuple[str, ...]) -> None:
    """Careerkit ingest, check and log on a frozen folder: exit code 77, one line."""
    done = run(*command, frozen(filled).root)
    assert done.code == 77
    assert done.err.startswith("careerkit: ")
    assert done.err.count("\n") == 1


def test_bringing_it_up_to_date_is_nothing(filled: Builder) -> None:
    """What a review and a notebook do first."""
    kept = frozen(filled)
    before = filled.snapshot("reports")
    refresh_if_stale(kept, TODAY)
    assert filled.snapshot("reports") == before


# ---- damaged -----------------------------------------------------------------------------------------


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _resealed(kept: Workbook, **said: Any) -> None:
    """A frozen.json whose own digest is right."""
    found = {**json.loads((kept.root / durable.FROZEN).read_text()), **said}
    found["digest"] = seal._digest(found)
    (kept.root / durable.FROZEN).write_text(json.dumps(found))


DAMAGES = {
    "a table is gone": lambda root: (root / "tables/entry.parquet").unlink(),
    "a bit of a table": lambda root: _flip(root / "tables/entry.parquet"),
    "the stamp": lambda root: (root / "tables/stamp.json").write_text("{}"),
    "the settings": lambda root: (root / MARKER).write_text('format = 1\nname = "Eve"\n'),
    "a questionnaire is gone": lambda root: (root / "instruments/coach/mine.toml").unlink(),
    "another questionnaire": lambda root: (root / "instruments/b.toml").write_text(OWN),
    "no JSON": lambda root: (root / durable.FROZEN).write_text("{"),
    "a list": lambda root: (root / durable.FROZEN).write_text("[]"),
    "nothing said": lambda root: (root / durable.FROZEN).write_text("{}"),
    "the name": lambda root: (root / durable.FROZEN).write_text(
        (root / durable.FROZEN).read_text().replace('"Ada"', '"Eve"')
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_refused_and_never_made_up(filled: Builder, damage: Any) -> None:
    """A file gone, changed by one bit, added; frozen.json torn, empty or edited."""
    root = frozen(filled).root
    damage(root)
    with pytest.raises(BadData, match=r"backup|take it out"):
        store.load(Workbook(root))


@pytest.mark.parametrize("damage", list(DAMAGES.values())[:5], ids=list(DAMAGES)[:5])
def test_the_next_review_of_the_same_state_mends_it(filled: Builder, damage: Any) -> None:
    """While the log is as it was, its bytes are known."""
    kept = frozen(filled)
    before = filled.snapshot("reports")
    damage(kept.root)
    assert frozen(filled).root == kept.root
    assert filled.snapshot("reports") == before


def test_a_newer_form_is_refused_by_name(filled: Builder) -> None:
    """Format 2 of a careerkit to come."""
    kept = frozen(filled)
    _resealed(kept, format=2, careerkit="9.9.9")
    with pytest.raises(BadData, match=r"newer careerkit \(9\.9\.9\)"):
        store.load(Workbook(kept.root))


def test_what_an_older_careerkit_froze_is_read_in_todays_columns(filled: Builder) -> None:
    """A folder without the table `fit`, and a table `touch` without three newer columns and with one that is gone."""
    kept = frozen(filled)
    (kept.root / "tables/fit.parquet").unlink()
    path = kept.root / "tables/touch.parquet"
    old = parquet.ParquetFile(path).read().drop_columns(["follow_up", "people", "energy"])
    old = old.append_column("mood", pa.array(["fine"] * len(old)))
    path.write_bytes(store.to_parquet(old))
    files = {name for name in kept.frozen["files"] if "fit" not in name}
    _, sealed = seal.seal({f: (kept.root / f).read_bytes() for f in files}, "Ada", "x")
    (kept.root / durable.FROZEN).write_bytes(sealed)
    found = store.load(Workbook(kept.root)).frames
    live = store.load(filled.book).frames
    assert_frame_equal(found["fit"], live["fit"])
    assert list(found["touch"]) == list(live["touch"])
    assert dict(found["touch"].dtypes) == dict(live["touch"].dtypes)
    assert found["touch"]["text"].tolist() == ["@dana tea"]
    assert list(found["touch"]["people"].iloc[0]) == []
    assert found["touch"]["follow_up"].isna().all()


# ---- whole or not at all -----------------------------------------------------------------------------


def test_a_full_disk_leaves_nothing_that_looks_whole(
    filled: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fails at each of the writes in turn: never a folder, never a half one; afterwards it works."""
    filled.refresh()
    place = filled.root / "reports" / "frozen"
    real, count = os.fsync, [0]

    def fsync(handle: int) -> None:
        count[0] -= 1
        if not count[0]:
            raise OSError(28, "No space left on device")
        real(handle)

    for fail_at in (1, 2, len(tables.names()), len(tables.names()) + 3):
        count[0] = fail_at
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fsync)
            with pytest.raises(CannotWrite, match="No space left"):
                frozen(filled)
        assert not list(place.iterdir())
    store.load(frozen(filled))


def test_two_at_once_keep_one(filled: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process makes the same folder just before ours is renamed: one stands, whole, and nothing beside it."""
    place = filled.root / "reports" / "frozen"
    rename = Path.rename

    def late(path: Path, target: Path) -> Path:
        shutil.copytree(path, target)
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", late)
        kept = frozen(filled)
    assert list(place.iterdir()) == [kept.root]
    assert len(store.load(kept).frames["entry"]) == 2


def test_what_is_taken_from_disk_is_of_one_moment(
    filled: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables without a stamp, as a writer leaves them for a moment: what is kept is worked out anew and is whole."""
    kept = frozen(filled)
    (filled.root / "tables" / "stamp.json").unlink()
    (filled.root / "tables" / "entry.parquet").write_bytes(b"half")
    files = store.files(filled.book)
    assert files["tables/entry.parquet"] == (kept.root / "tables/entry.parquet").read_bytes()
    assert files["tables/stamp.json"] == (kept.root / "tables/stamp.json").read_bytes()
