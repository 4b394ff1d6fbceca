"""What forms remember beside the data: private, small, and never in the way when it is damaged."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from careerkit import durable, workspace
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.keeping import drafts, undo
from careerkit.keeping.edits import Edit
from careerkit.keeping.undo import Done
from tests.conftest import Builder


def _done(text: str, number: int = 0) -> Done:
    edit = Edit("journal/2026.md", f"- win: {text}\n", "", "## x\n\udcff")
    return Done({"text": text, "n": str(number)}, (edit,), "Saved.")


def test_the_latest_save_is_the_first_to_go(workbook: Builder) -> None:
    """Three saves of one form and one of another, with bytes that are no letters."""
    for number in range(3):
        undo.remember(workbook.book, "entry", _done("Ünal 🎉", number))
    undo.remember(workbook.book, "goal-a", _done("other"))
    for number in (2, 1, 0):
        assert undo.last(workbook.book, "entry") == _done("Ünal 🎉", number)
        undo.forget_last(workbook.book, "entry")
    assert undo.last(workbook.book, "entry") is None
    assert undo.last(workbook.book, "goal-a") == _done("other")
    undo.forget_last(workbook.book, "entry")
    assert list(workbook.snapshot(".forms")) == [".forms/undo/goal-a.json"]


def test_at_most_fifty_and_a_mebibyte(workbook: Builder) -> None:
    """Sixty small saves; then large ones; then one that is too large by itself."""
    for number in range(60):
        undo.remember(workbook.book, "entry", _done("x", number))
    path = workbook.root / ".forms" / "undo" / "entry.json"
    kept = [one["values"]["n"] for one in json.loads(path.read_bytes())]
    assert kept == [str(number) for number in range(10, 60)]
    for number in range(6):
        undo.remember(workbook.book, "entry", _done("y" * 150_000, number))
    assert path.stat().st_size <= 2**20
    kept = [one["values"]["n"] for one in json.loads(path.read_bytes())]
    assert kept == ["3", "4", "5"]
    undo.remember(workbook.book, "entry", _done("z" * 2**20))
    # An older save must not be taken for it.
    assert undo.last(workbook.book, "entry") is None


def test_a_draft_is_kept_and_cleared(workbook: Builder) -> None:
    """Texts by field, kept twice, then cleared twice."""
    assert drafts.load(workbook.book, "entry") == {}
    drafts.save(workbook.book, "entry", {"text": "Half"})
    drafts.save(workbook.book, "entry", {"text": "Half a thought\n\ud800", "energy": "2"})
    assert drafts.load(workbook.book, "entry") == {
        "text": "Half a thought\n\ud800",
        "energy": "2",
    }
    drafts.clear(workbook.book, "entry")
    drafts.clear(workbook.book, "entry")
    assert drafts.load(workbook.book, "entry") == {}
    with pytest.raises(UsageError, match="too long"):
        drafts.save(workbook.book, "entry", {"text": "x" * 2**20})


@pytest.mark.skipif(os.name == "nt", reason="POSIX only")
def test_nobody_else_can_read_them(workbook: Builder) -> None:
    """The rights of files and folders."""
    drafts.save(workbook.book, "entry", {"text": "x"})
    undo.remember(workbook.book, "entry", _done("x"))
    top = workbook.root / ".forms"
    found = {
        path.relative_to(top).as_posix(): path.stat().st_mode & 0o777 for path in top.rglob("*")
    }
    assert found == {
        "drafts": 0o700, "undo": 0o700, "drafts/entry.json": 0o600, "undo/entry.json": 0o600
    }  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"null", b"[]", b"3", b'{"a": 3}', b"[[]]", b"\xff", b"[" * 100_000, b'[{"values": {}}]',
        b'[{"values": {}, "edits": [3], "message": ""}]', b'[{"values": {"a": 1}, "edits": [], "message": ""}]',
        b'[{"values": {}, "edits": [{"path": "x"}], "message": ""}]', b" " * (2**20 + 1) + b"{}",
        b'[{"values": {}, "edits": [{"path": "x", "added": "", "removed": "", "before": "", "more": ""}], "message": ""}]',
    ],
)  # fmt: skip
def test_a_damaged_file_counts_as_none(workbook: Builder, data: bytes) -> None:
    """Half of a file, other kinds of JSON, bytes that are no text, one that is too deep or too large: then a new one."""
    workbook.write(".forms/drafts/entry.json", data)
    workbook.write(".forms/undo/entry.json", data)
    assert drafts.load(workbook.book, "entry") == {}
    assert undo.last(workbook.book, "entry") is None
    undo.remember(workbook.book, "entry", _done("new"))
    drafts.save(workbook.book, "entry", {"text": "new"})
    assert undo.last(workbook.book, "entry") == _done("new")
    assert drafts.load(workbook.book, "entry") == {"text": "new"}


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", "x.json", "a" * 81, "é", "a\n"])
def test_a_name_is_plain(workbook: Builder, name: str) -> None:
    """Names that would lead elsewhere."""
    for use in (drafts.load, drafts.clear, undo.last, undo.forget_last):
        with pytest.raises(UsageError, match="small letters"):
            use(workbook.book, name)
    with pytest.raises(UsageError, match="small letters"):
        drafts.save(workbook.book, name, {})
    with pytest.raises(UsageError, match="small letters"):
        undo.remember(workbook.book, name, _done("x"))
    assert not (workbook.root / ".forms").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_no_link_is_followed(workbook: Builder, tmp_path: Path) -> None:
    """A folder of forms that is a link to a folder elsewhere."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "entry.json").write_text('{"a": "b"}')
    (workbook.root / ".forms").symlink_to(tmp_path)
    assert drafts.load(workbook.book, "entry") == {}
    drafts.clear(workbook.book, "entry")
    with pytest.raises(BadData, match="is a link"):
        drafts.save(workbook.book, "entry", {"a": "c"})
    assert (tmp_path / "drafts" / "entry.json").read_text() == '{"a": "b"}'


def test_nothing_is_written_where_nothing_may_be(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shipped sample, a frozen folder, a folder that is no workbook."""
    with monkeypatch.context() as patch:
        patch.setattr(workspace, "PACKAGE", workbook.root.parent)
        with pytest.raises(NotAllowed):
            drafts.save(workbook.book, "entry", {"a": "b"})
        with pytest.raises(NotAllowed):
            undo.remember(workbook.book, "entry", _done("x"))
    workbook.write(durable.FROZEN, "{}")
    with pytest.raises(NotAllowed):
        drafts.save(workbook.book, "entry", {"a": "b"})
    with pytest.raises(NotAllowed):
        undo.remember(workbook.book, "entry", _done("x"))
    (workbook.root / durable.FROZEN).unlink()
    (workbook.root / "workbook.toml").unlink()
    with pytest.raises(UsageError, match=r"has no workbook\.toml"):
        drafts.save(workbook.book, "entry", {"a": "b"})
    assert [path.name for path in workbook.root.iterdir()] == []


def test_it_is_no_data(workbook: Builder) -> None:
    """Files of forms that look like a journal and a register: nothing of them is read."""
    drafts.save(workbook.book, "entry", {"text": "- win: One"})
    workbook.write(".forms/drafts/goals.csv", "slug\na\n")
    rebuilt = workbook.rebuild()
    assert sum(rebuilt.counts.values()) == 0
    assert rebuilt.problems == []


def test_a_save_says_nothing_in_a_log() -> None:
    """How one is printed."""
    assert repr(_done("Secret")) == "Done(journal/2026.md)"
