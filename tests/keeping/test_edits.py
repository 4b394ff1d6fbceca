"""What was written can be taken back byte for byte, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import capture, durable, workspace
from careerkit.capture import Draft
from careerkit.errors import BadData, CannotWrite, NotAllowed, UsageError
from careerkit.keeping import edits, registers, textfile
from careerkit.keeping.edits import Edit, Moved
from tests.conftest import TODAY, Builder

AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
OLD = "## 2026-01-14 Wed\n- did: The old line -1 2h #admin\n  its detail\n\nMy own text.\n"


def _log(workbook: Builder, text: str, day: date = TODAY) -> Edit:
    return capture.write(workbook.book, Draft("win", text, day), AT)


@pytest.mark.parametrize(
    "old",
    [
        OLD, OLD.rstrip("\n"), OLD.replace("\n", "\r\n"), OLD.replace("\n", "\r"), "\ufeff" + OLD, "My words\n\n\n",
        "## 2026-01-15 Thu\n- win: Before",
    ],
)  # fmt: skip
def test_a_journal_is_as_it_was(workbook: Builder, old: str) -> None:
    """Journals with all line ends, a mark, a torn last line, no heading: two lines are added, and both taken back at once."""
    path = workbook.write("journal/2026.md", old)
    added = [_log(workbook, "One"), _log(workbook, "Two")]
    assert edits.take_back(workbook.book, added) == ["journal/2026.md"]
    assert path.read_bytes() == old.encode()


PIECES = st.lists(
    st.sampled_from([
        b"## 2026-01-14 Wed", b"## 2026-01-15", b"# Notes", b"- win: One +1", b"  detail", b"- met: @lee", b"\n", b"\r\n", b"\r",
        b"\n\n", b" ", b"\t", b"\xff\xfe", b"\xef\xbb\xbf", "Größe \u2028".encode(), b"---", b"tags: x", b"```", b"text",
    ]),
    max_size=14,
).map(b"".join)  # fmt: skip


@given(PIECES, st.lists(st.sampled_from([TODAY, date(2026, 1, 14)]), min_size=1, max_size=3))
@settings(max_examples=300)
def test_any_journal_is_as_it_was(old: bytes, on: list[date]) -> None:
    """Any pieces of a journal with any line ends; up to three lines are added and taken back, the latest first."""
    with tempfile.TemporaryDirectory() as folder:
        workbook = Builder(Path(folder))
        path = workbook.write("journal/2026.md", old)
        try:
            done = [_log(workbook, "A win", day) for day in on]
        except BadData:
            # A code fence that never closes, or what looks like UTF-16.
            assert path.read_bytes() == old
            return
        for edit in reversed(done):
            edits.take_back(workbook.book, [edit])
        # Of a file with nothing in it but its mark nothing is left.
        assert path.exists() == (old.strip(b"\xef\xbb\xbf") != b"")
        assert not path.exists() or path.read_bytes() == old


def test_bytes_that_are_no_letters_stay(workbook: Builder) -> None:
    """A journal with a line that is not UTF-8: a line is added below it and taken back."""
    old = b"## 2026-01-14\n- win: \xff\xfe caf\xe9\n"
    path = workbook.write("journal/2026.md", old)
    edit = _log(workbook, "One")
    assert path.read_bytes().startswith(old)
    edits.take_back(workbook.book, [edit])
    assert path.read_bytes() == old


def test_a_file_that_was_made_is_gone_again(workbook: Builder) -> None:
    """The first line of a year."""
    edit = _log(workbook, "One")
    assert (edit.added, edit.removed) == (
        "## 2026-01-15 Thu\n- win: One [at:: 2026-01-15T09:30]\n", ""
    )  # fmt: skip
    edits.take_back(workbook.book, [edit])
    assert not (workbook.root / "journal" / "2026.md").exists()


def test_a_heading_stays_when_others_stand_below_it_by_then(workbook: Builder) -> None:
    """Two lines of one day; the first one, which brought the heading, is taken back, then the second."""
    path = workbook.write("journal/2026.md", OLD)
    first, second = _log(workbook, "One"), _log(workbook, "Two")
    edits.take_back(workbook.book, [first])
    assert path.read_text("utf-8") == (
        f"{OLD}\n## 2026-01-15 Thu\n- win: Two [at:: 2026-01-15T09:30]\n"
    )
    edits.take_back(workbook.book, [second])
    assert [line["text"] for line in workbook.cells("entry")] == ["The old line"]


def test_a_heading_goes_when_another_day_follows(workbook: Builder) -> None:
    """A line of today, then one of a day before, which has a heading of its own."""
    path = workbook.write("journal/2026.md", OLD)
    first, _ = _log(workbook, "One"), _log(workbook, "Two", date(2026, 1, 2))
    edits.take_back(workbook.book, [first])
    assert path.read_text("utf-8").startswith(OLD + "\n## 2026-01-02 Fri\n- win: Two")


def test_a_header_stays_when_rows_stand_below_it_by_then(workbook: Builder) -> None:
    """Two rows of a new register; the first one, which brought the header, is taken back."""
    first = registers.put(workbook.book, "goals", {"slug": "a"}, {"title": "A"})
    registers.put(workbook.book, "goals", {"slug": "b"}, {"title": "B"})
    assert first
    edits.take_back(workbook.book, [first])
    assert [row["slug"] for row in registers.rows(workbook.book, "goals")] == ["b"]
    assert [row["title"] for row in workbook.cells("goal")] == ["B"]


def test_the_same_line_many_times(workbook: Builder) -> None:
    """One line saved six times within a minute: each is taken back, the latest first."""
    path = workbook.write("journal/2026.md", OLD)
    states, done = [path.read_bytes()], []
    for _ in range(6):
        done.append(_log(workbook, "Again"))
        states.append(path.read_bytes())
    for edit in reversed(done):
        assert path.read_bytes() == states.pop()
        edits.take_back(workbook.book, [edit])
    assert path.read_bytes() == states.pop() == OLD.encode()


def test_the_same_line_on_two_days_is_told_apart(workbook: Builder) -> None:
    """The same words on two days; the person takes back the first."""
    path = workbook.write("journal/2026.md", OLD)
    first, _ = _log(workbook, "Again"), _log(workbook, "Again", date(2026, 1, 2))
    edits.take_back(workbook.book, [first])
    text = path.read_text("utf-8")
    assert "2026-01-15 Thu" not in text
    assert text.endswith("## 2026-01-02 Fri\n- win: Again [at:: 2026-01-15T09:30]\n")


def test_what_stands_before_it_may_change(workbook: Builder) -> None:
    """The person rewords the line above in an editor."""
    path = workbook.write("journal/2026.md", OLD)
    _log(workbook, "One")
    edit = _log(workbook, "Two")
    path.write_text(path.read_text("utf-8").replace("win: One", "win: The first"), "utf-8")
    edits.take_back(workbook.book, [edit])
    assert path.read_text("utf-8").endswith("- win: The first [at:: 2026-01-15T09:30]\n")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("win: Secret", "win: Secrets"),
        lambda text: text.replace("[at:: 2026-01-15T09:30]\n", "[at:: 2026-01-15T09:30] +2\n"),
        lambda text: text + "  a detail that belongs to it\n",
        lambda text: text.replace("- win: Secret", "  - win: Secret"),
        lambda text: text.replace("2026-01-15 Thu", "2026-01-15"),
    ],
)  # fmt: skip
def test_what_was_changed_by_hand_is_not_taken_back(
    workbook: Builder, change: Callable[[str], str]
) -> None:
    """Words, a token, a detail, an indent, the heading that came with it: nothing is changed, and the place is named."""
    path = workbook.write("journal/2026.md", OLD)
    edit = _log(workbook, "Secret")
    after = change(path.read_text("utf-8"))
    path.write_text(after, "utf-8")
    with pytest.raises(Moved, match=r"journal/2026\.md") as raised:
        edits.take_back(workbook.book, [edit])
    assert "Secret" not in str(raised.value)
    assert path.read_text("utf-8") == after


def test_a_line_is_named_where_it_is_known(workbook: Builder) -> None:
    """The line under the heading of line 7 was reworded; what was added began with the blank line 6."""
    path = workbook.write("journal/2026.md", OLD)
    edit = _log(workbook, "One")
    path.write_text(path.read_text("utf-8").replace("One", "Two"), "utf-8")
    with pytest.raises(Moved, match=r"^journal/2026\.md:6 has been changed since"):
        edits.take_back(workbook.book, [edit])


def test_a_file_that_is_gone(workbook: Builder) -> None:
    """The person deleted the file."""
    edit = _log(workbook, "One")
    (workbook.root / "journal" / "2026.md").unlink()
    with pytest.raises(Moved, match="is gone"):
        edits.take_back(workbook.book, [edit])
    assert not (workbook.root / "journal" / "2026.md").exists()


def test_all_or_none(workbook: Builder) -> None:
    """A line and a row; the line was reworded by hand, so that the row stays too."""
    row = registers.put(workbook.book, "people", {"slug": "dana"}, {"name": "Dana"})
    line = _log(workbook, "Met her")
    assert row
    path = workbook.root / "journal" / "2026.md"
    path.write_text(path.read_text("utf-8").replace("Met", "Saw"), "utf-8")
    before = workbook.snapshot()
    for both in ([row, line], [line, row]):
        with pytest.raises(Moved):
            edits.take_back(workbook.book, both)
    assert workbook.snapshot() == before


def test_a_disk_that_fails_in_between_leaves_all_as_it_was(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two files; the second of them cannot be written."""
    workbook.write("journal/2026.md", OLD)
    workbook.write("registers/people.csv", "slug,name\nlee,Lee\n")
    row = registers.put(workbook.book, "people", {"slug": "dana"}, {"name": "Dana"})
    line = _log(workbook, "Met her")
    assert row
    before, real, count = workbook.snapshot(), durable.write, [0]

    def write(path: Path, data: bytes) -> None:
        count[0] += 1
        if count[0] == 2:
            raise CannotWrite(str(path))
        real(path, data)

    monkeypatch.setattr(durable, "write", write)
    with pytest.raises(CannotWrite):
        edits.take_back(workbook.book, [row, line])
    assert count[0] == 3
    assert workbook.snapshot() == before


def test_a_column_on_which_later_rows_rest_stays(workbook: Builder) -> None:
    """A save added a column, a later one filled it for another row: the first cannot be taken back, the second can."""
    old = b"slug,title\na,A\nb,B\n"
    path = workbook.write("registers/goals.csv", old)
    first = registers.put(workbook.book, "goals", {"slug": "a"}, {"why": "x"})
    second = registers.put(workbook.book, "goals", {"slug": "b"}, {"why": "y"})
    assert first
    assert second
    assert path.read_bytes() == b"slug,title,why\na,A,x\nb,B,y\n"
    with pytest.raises(Moved, match="rests on it"):
        edits.take_back(workbook.book, [first])
    edits.take_back(workbook.book, [first, second])
    assert path.read_bytes() == old


@pytest.mark.parametrize(
    "path", ["../x", "/etc/passwd", "", ".forms/undo/x.json", "a/../b", "a\\b", "C:x", "a//b", "a/"]
)
def test_a_path_that_leads_elsewhere(workbook: Builder, path: str) -> None:
    """What a damaged note may name."""
    with pytest.raises(UsageError, match="file of the workbook"):
        edits.take_back(workbook.book, [Edit(path, "x", "")])


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_no_link_is_followed(workbook: Builder, tmp_path: Path) -> None:
    """A journal that is a link to a folder elsewhere."""
    (tmp_path / "2026.md").write_text("x\n")
    (workbook.root / "journal").symlink_to(tmp_path)
    with pytest.raises(BadData, match="is a link"):
        edits.take_back(workbook.book, [Edit("journal/2026.md", "x\n", "")])
    assert (tmp_path / "2026.md").read_text() == "x\n"


def test_a_sample_is_only_for_reading(workbook: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sample inside an installed package."""
    edit = _log(workbook, "One")
    monkeypatch.setattr(workspace, "PACKAGE", workbook.root.parent)
    with pytest.raises(NotAllowed):
        edits.take_back(workbook.book, [edit])


@pytest.mark.parametrize(
    ("old", "new", "added", "removed"),
    [
        ("a\nb\nc\n", "a\nB\nc\n", "B\n", "b\n"), ("a\nb", "a\nb\nc\n", "b\nc\n", "b"),
        ("a\nb\nc\n", "a\nc\n", "a\n", "a\nb\n"), ("a\nb\n", "b\n", "b\n", "a\nb\n"), ("a\n", "", "", "a\n"),
        ("a\na\na\n", "a\na\n", "a\n", "a\na\n"), ("a\r\nb\r", "a\r\nb\n", "b\n", "b\r"),
    ],
)  # fmt: skip
def test_the_fewest_whole_lines(
    workbook: Builder, old: str, new: str, added: str, removed: str
) -> None:
    """Lines changed, added, taken out, an end mended: what the edit holds, and back."""
    path = workbook.write("notes.txt", old)
    edit = edits.rewrite(textfile.load(workbook.book, "notes.txt"), new)
    assert (edit.added, edit.removed) == (added, removed)
    assert path.read_bytes() == new.encode()
    edits.take_back(workbook.book, [edit])
    assert path.read_bytes() == old.encode()


def test_an_edit_says_nothing_in_a_log() -> None:
    """How one is printed."""
    assert repr(Edit("journal/2026.md", "- win: Secret\n", "")) == "Edit(journal/2026.md)"


def test_several_are_written_together_or_not_at_all(workbook: Builder) -> None:
    """Two lines and a row that is refused: the lines are taken back, and what was there stays; without the row both stand."""
    path = workbook.write("journal/2026.md", OLD)

    def two_and_a_bad_one() -> None:
        with edits.together(workbook.book) as done:
            done.append(_log(workbook, "One"))
            done.append(_log(workbook, "Two"))
            done.append(registers.add(workbook.book, "values", [{"nonsense": "x"}]))

    with pytest.raises(UsageError):
        two_and_a_bad_one()
    assert path.read_bytes() == OLD.encode()
    with edits.together(workbook.book) as done:
        done.append(_log(workbook, "One"))
    assert b"- win: One" in path.read_bytes()
