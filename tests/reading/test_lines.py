"""The lines of a text in batches: none lost, none twice, however the pieces are cut."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerkit import limits
from careerkit.reading.lines import Lines


def _numbered(lines: Lines) -> list[tuple[int, str]]:
    """All lines with their numbers, read batch by batch."""
    found = []
    while lines.batch or lines.more(0):
        found += list(enumerate(lines.batch, lines.number))
        lines.drop(len(lines.batch))
    return found


@given(st.lists(st.text("ab\n", max_size=8)), st.integers(0, 4))
@example(["\n", "", "\n"], 1)
def test_pieces_make_lines(pieces: list[str], skipped: int) -> None:
    """Any pieces of letters and line ends, with some lines left out at the top."""
    text = "".join(pieces)
    expected = list(enumerate(text.splitlines(keepends=True), 1))[skipped:]
    assert _numbered(Lines(iter(pieces), skipped)) == expected


def test_a_record_gets_more_lines_each_time() -> None:
    """A hundred pieces of one line; two lines are done, the third goes on."""
    lines = Lines((f"{n}\n" for n in range(1, 101)), 0)
    sizes = []
    while lines.more(0):
        sizes.append(len(lines.batch))
    assert sizes == [1, 3, 7, 15, 31, 63, 100]
    assert (lines.number, lines.batch[0]) == (1, "1\n")
    lines.drop(2)
    assert (lines.number, lines.batch[0]) == (3, "3\n")


def test_a_record_beyond_the_limit_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of ten letters where fifteen may belong together."""
    monkeypatch.setattr(limits, "MAX_ROW", 15)
    lines = Lines(iter(["123456789\n"] * 9), 0)
    assert lines.more(0)
    assert lines.more(0)
    assert not lines.more(0)
    assert lines.more(2)


def test_a_line_beyond_the_limit_is_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of forty letters in pieces of ten, where fifteen may stand on one; the next line is whole."""
    monkeypatch.setattr(limits, "MAX_ROW", 15)
    found = _numbered(Lines(iter(["0123456789"] * 4 + ["\nok\n"]), 0))
    assert [number for number, _ in found] == [1, 2]
    assert len(found[0][1]) > limits.MAX_CELL
    assert found[1][1] == "ok\n"


@pytest.mark.parametrize(
    ("text", "odd"),
    [("plain\n", False), ("é\n", False), ("e\u0301\n", True), ("a\x00b\n", True), ("é\x00\n", True), ("“a”\n", True)],
)  # fmt: skip
def test_what_needs_a_second_look(text: str, odd: bool) -> None:
    """Letters that are composed and that are not, zero bytes, typographic quotation marks."""
    lines = Lines(iter([text]), 0)
    assert lines.more(0)
    assert lines.is_odd is odd


def test_marks_at_the_beginning_of_a_line_are_left_out() -> None:
    """Byte-order marks of files that were put one behind another, and one inside a line."""
    found = _numbered(Lines(iter(["\ufeffa\n\ufeffb\n", "\ufeffc\nd\ufeff\n"]), 0))
    assert [line for _, line in found] == ["a\n", "b\n", "c\n", "d\ufeff\n"]
