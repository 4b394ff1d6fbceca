"""One line logged is one line read back, exactly as it was meant; or nothing is written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careerkit import capture, durable, tidy, workspace
from careerkit.capture import Draft
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.notes.journal import WORDS, Line, parse
from careerkit.problems import Problem
from careerkit.reading.drops import Drop
from careerkit.workspace import Workbook
from tests.conftest import TODAY, Builder, Done

AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
OLD = (
    "## 2026-01-14 Wed\n- did: The old line -1 2h #admin\n  its detail\n\nMy own text, untouched.\n"
)


def _lines(path: Path) -> list[Line]:
    lines = Drop(path.name, "journal", path.name, path.read_bytes()).lines
    return [found for found in parse(lines, path.name) if isinstance(found, Line)]


def _log(workbook: Builder, word: str, text: str, **wanted: Any) -> Line:
    path, _ = capture.log(workbook.book, Draft(word, text, TODAY, **wanted), AT)
    return _lines(path)[-1]


def test_a_line_reads_back_as_it_was_meant(workbook: Builder, run: Callable[..., Done]) -> None:
    """The command careerkit log win "Closed the pitch" --energy 2 --hours 1.5 --tag persuasion, and every other option."""
    done = run(
        "log", "win", "Closed the pitch", "--energy", "2", "--hours", "1.5", "--tag", "persuasion",
        "--person", "Dana Ortiz", "--share", "mentor", "--star", "--workbook", workbook.root,
    )  # fmt: skip
    assert done.code == 0
    found = _lines(workbook.root / "journal" / "2026.md")[0]
    assert (found.word, found.text, found.day) == ("win", "Closed the pitch", TODAY)
    assert (found.energy, found.hours, found.starred) == (2, 1.5, True)
    assert (found.tags, found.people, found.share) == (["persuasion"], ["dana-ortiz"], ["mentor"])
    assert found.fields == {"at": "2026-01-15T09:30"}
    cells = workbook.cells("entry")[0]
    assert (cells["energy"], cells["hours"], cells["recorded_at"]) == (2, 1.5, TODAY)
    assert cells["skills"] == ["persuasion"]


def test_lines_of_one_day_share_a_heading(workbook: Builder) -> None:
    """Two lines of today, one of a day before, one of today again."""
    for day in (TODAY, TODAY, date(2026, 1, 3), TODAY):
        capture.log(workbook.book, Draft("did", "Something", day), AT)
    path = workbook.root / "journal" / "2026.md"
    assert [line.day for line in _lines(path)] == [TODAY, TODAY, date(2026, 1, 3), TODAY]
    headings = [line for line in path.read_text("utf-8").split("\n") if line.startswith("#")]
    assert headings == ["## 2026-01-15 Thu", "## 2026-01-03 Sat", "## 2026-01-15 Thu"]


def test_a_day_that_has_its_own_file_is_written_there(workbook: Builder) -> None:
    """A vault with a daily note of today, without a heading in it."""
    path = workbook.write("journal/2026-01-15.md", "Slept well")
    assert _log(workbook, "win", "A win").day == TODAY
    assert path.read_text("utf-8").startswith("Slept well\n- win: A win")


def test_the_persons_own_text_stays_byte_by_byte(workbook: Builder) -> None:
    """A journal with Windows line ends and a torn last line."""
    old = b"\xef\xbb\xbf## 2026-01-15\r\n- win: One\r\n\r\nMy t\xc3\xa4xt"
    path = workbook.write("journal/2026.md", old)
    _log(workbook, "win", "Two")
    assert path.read_bytes().startswith(old + b"\n- win: Two [at:: 2026-01-15T09:30]\n")
    assert workbook.rebuild().counts["entry"] == 2


def test_further_lines_become_private_detail(workbook: Builder) -> None:
    """A text of three lines, with an empty one and a heading among them."""
    found = _log(workbook, "win", "Closed it\n\n## 2020-01-01\nThey liked the story.", energy=2)
    assert (found.text, found.detail) == ("Closed it", "## 2020-01-01\nThey liked the story.")
    assert found.day == TODAY


@pytest.mark.parametrize(
    "text",
    [
        "One\n- win: Two", "One\n  * [x] lesson: Two", "One\n```", "One\n~~~~\ncode", "One\n- ```python",
        "-0\n- WIN:0", "[at:: 1999-01-01]", "", " \n ", "\x00\x07", "#tag", "+2", "2h", "[energy:: 2]", "x" * 5001,
    ],
)  # fmt: skip
def test_a_text_that_would_say_something_else_is_refused(workbook: Builder, text: str) -> None:
    """Second bullets, code fences that never close, nothing but tokens, nothing at all, a novel."""
    path = workbook.write("journal/2026.md", OLD)
    with pytest.raises(UsageError):
        _log(workbook, "win", text)
    assert path.read_text("utf-8") == OLD


@pytest.mark.parametrize(
    "text",
    [
        "## 2020-01-01", "- win: x", "win: x", "```print()```", "---", "Energy [energy:: -2] inline",
        "[energy:: -2", "(hours:: 9", "ends in -2", "ends in #tag @dana !public *", "C# at 1:30 for -20 %",
        "🎉 emoji 👩‍🚀", "\u202eright to left\u202c", "שלום עולם", "مرحبا ٢ ساعات", "Tab\tand\x0bvertical\u2028line",
        "NUL\x00inside", "a\ud800b", "Then [at:: 1999-01-01]", "<!-- x", "| a | b |", "https://x.org/@dana#top",
        "\\", "''\"", "{braces}", "%s", "e\u0301",
    ],
)  # fmt: skip
def test_a_hostile_text_is_still_one_line(workbook: Builder, text: str) -> None:
    """Headings, bullets, fences, fields, tokens, scripts and marks as the text of a line with options."""
    path = workbook.write("journal/2026.md", OLD)
    before = _lines(path)
    found = _log(workbook, "lesson", text, energy=1, hours=0.5)
    after = _lines(path)
    assert after[:-1] == before
    assert (found.word, found.day, found.energy, found.hours) == ("lesson", TODAY, 1, 0.5)
    assert found.fields["at"] == "2026-01-15T09:30"


ANY_TEXT = (
    st.text(max_size=80)
    | st.text("-+*#@![]():`~> \t\n0123456789hmin.winlesso", max_size=40)
    | st.lists(
        st.sampled_from(["- win: x", "```", "## 2020-01-01", "+2", "2h", "energy:: 2", "\n", "  "]),
        max_size=6,
    ).map("\n".join)
)
WORD = st.sampled_from(("win", "lesson", "did", "note", "try", "met", "learn"))
ENERGY = st.none() | st.integers(-2, 2)
HOURS = st.none() | st.integers(1, 2400).map(lambda n: n / 100)


@given(ANY_TEXT, WORD, ENERGY, HOURS)
@example("x\n```", "win", None, None)
@example("x", "win", None, 1.04)
@example("-0\n- WIN:0", "lesson", None, None)
@settings(deadline=None, max_examples=1000)
def test_any_text_is_one_line_or_refused(
    text: str, word: str, energy: int | None, hours: float | None
) -> None:
    """Any text with any energy and hours, between the lines of an old journal."""
    try:
        line = capture.compose(Draft(word, text, TODAY, energy, hours), AT)
    except UsageError:
        return
    next_one = "- win: The next one"
    journal = f"{OLD}## 2026-01-15 Thu\n{line}\n{next_one}\n".encode()
    outcomes = list(parse(Drop("2026.md", "journal", "2026.md", journal).lines, "2026.md"))
    old, found, following = [outcome for outcome in outcomes if isinstance(outcome, Line)]
    assert all(outcome.is_warning for outcome in outcomes if isinstance(outcome, Problem))
    assert (old.text, old.energy, old.hours, old.detail) == ("The old line", -1, 2, "its detail")
    assert (found.word, found.day, following.text) == (word, TODAY, "The next one")
    assert energy is None or found.energy == energy
    assert hours is None or abs((found.hours or 0) - hours) < 0.005


@given(ANY_TEXT, WORD)
@settings(deadline=None, max_examples=50)
def test_a_refused_text_writes_nothing_and_another_only_adds(text: str, word: str) -> None:
    """Any text, logged into a journal on disk."""
    with tempfile.TemporaryDirectory() as folder:
        workbook = Builder(Path(folder))
        path = workbook.write("journal/2026.md", OLD)
        try:
            _log(workbook, word, text)
        except UsageError:
            assert path.read_text("utf-8") == OLD
        else:
            assert path.read_text("utf-8").startswith(OLD + "\n## 2026-01-15 Thu\n- ")
            assert workbook.rebuild().found.files[0].account.rows_in == 2


@pytest.mark.parametrize("hours", [0.01, 0.04, 0.25, 1, 1.04, 1.06, 1.999, 7.77, 24])
def test_hours_are_what_was_given(workbook: Builder, hours: float) -> None:
    """Hours that are whole minutes, and hours that are not."""
    assert abs((_log(workbook, "did", "Work", hours=hours).hours or 0) - hours) < 0.005


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ({"hours": 0}, "not more than 0"), ({"hours": -1}, "not more than 0"),
        ({"hours": 24.5}, "at most 24"), ({"hours": float("nan")}, "nan hours"),
        ({"hours": float("inf")}, "inf hours"), ({"hours": 0.001}, "less than a minute"),
        ({"energy": 3}, "energy"), ({"tags": ["c++"]}, "tag 'c\\+\\+'"), ({"tags": ["1st"]}, "begin with a letter"),
        ({"tags": [""]}, "begin with a letter"), ({"people": ["\u202e"]}, "begin with a letter"),
        ({"share": ["ménto"]}, "audience"),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_written_is_refused(
    workbook: Builder, wanted: dict[str, Any], hint: str
) -> None:
    """Impossible hours and energies, names that the journal could not read back."""
    with pytest.raises(UsageError, match=hint):
        _log(workbook, "win", "A win", **wanted)
    assert not (workbook.root / "journal").exists()


@pytest.mark.parametrize(
    ("word", "text", "wanted"),
    [
        ("pause", "until next week", {}), ("done", "???", {}), ("read", "4/5", {}),
        ("win", "Two hours 2h", {"hours": 1.0}), ("kept", "tech-free evening", {"energy": 1}),
        ("read", "A book", {"hours": 2.0}), ("wim", "A win", {}), ("", "A win", {}),
    ],
)  # fmt: skip
def test_a_line_that_would_be_set_aside_is_refused(
    workbook: Builder, word: str, text: str, wanted: dict[str, Any]
) -> None:
    """A pause without a day, a milestone and a book without a name, options that would not be kept."""
    with pytest.raises(UsageError):
        _log(workbook, word, text, **wanted)
    assert not (workbook.root / "journal").exists()


_PLAIN = {
    "pause": "until 2026-02-01 parental leave",
    "read": "A book 4/5",
    "try": "my-blog first post",
}


@pytest.mark.parametrize("word", WORDS)
def test_every_word_can_be_logged(workbook: Builder, word: str) -> None:
    """One plain line of each of the fifteen words."""
    assert _log(workbook, word, _PLAIN.get(word, "enrol-pm-course @dana")).word == word
    rebuilt = workbook.rebuild()
    assert sum(rebuilt.counts.values()) == 1
    assert rebuilt.problems == []


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(9999, 12, 31)])
def test_a_day_of_no_working_life_is_refused(workbook: Builder, day: date) -> None:
    """Days that the tables would set aside."""
    with pytest.raises(UsageError, match="would be set aside"):
        capture.log(workbook.book, Draft("win", "A win", day), AT)


@pytest.mark.parametrize(
    ("old", "hint"),
    [
        ("## 2026-01-15\n- win: Ä\n".encode("utf-16"), "UTF-16"),
        ("## 2026-01-15\n- win: A\n".encode("utf-16-be"), "UTF-16"),
        (b"%PDF-1.7 \x00\x01", "not what its name says"),
        (b"## 2026-01-15\n- win: A\n```python\nprint()\n", "2026.md:3: a code fence opens here"),
        (b"## 2026-01-15\n  ~~~\n## 2026-01-16\n", "2026.md:2: a code fence opens here"),
    ],
)  # fmt: skip
def test_a_journal_in_which_the_line_would_not_count_is_refused(
    workbook: Builder, old: bytes, hint: str
) -> None:
    """A journal in UTF-16, a PDF of that name, a code fence that never closes."""
    path = workbook.write("journal/2026.md", old)
    with pytest.raises(BadData, match=hint):
        _log(workbook, "win", "A win")
    assert path.read_bytes() == old


def test_a_journal_in_a_named_encoding_takes_only_what_fits(workbook: Builder) -> None:
    """A cp1252 journal that workbook.toml names: a plain line is fine, one with an umlaut is refused."""
    workbook.write("workbook.toml", 'format = 1\n[sources.journal]\nencoding = "cp1252"\n')
    path = workbook.write("journal/2026.md", "## 2026-01-15\n- win: Übung\n".encode("cp1252"))
    _log(workbook, "win", "Plain")
    before = path.read_bytes()
    with pytest.raises(BadData, match="not UTF-8"):
        _log(workbook, "win", "Größer")
    assert path.read_bytes() == before
    assert {cells["text"] for cells in workbook.cells("entry")} == {"Übung", "Plain"}


def test_one_bad_byte_does_not_stop_the_log(workbook: Builder) -> None:
    """A UTF-8 journal with one line that is not: the next line can be added."""
    workbook.write("journal/2026.md", b"## 2026-01-15\n- win: \xff\xfe\n")
    _log(workbook, "win", "A win")
    assert workbook.rebuild().counts["entry"] == 1


def test_a_fence_that_closes_is_no_obstacle(workbook: Builder) -> None:
    """A journal with a code block, and a text with one."""
    workbook.write("journal/2026.md", "## 2026-01-15\n```\n- win: no\n```\n")
    _log(workbook, "win", "A win\n```\ncode\n```\nmore")
    assert [cells["text"] for cells in workbook.cells("entry")] == ["A win"]


@pytest.mark.parametrize("folder", ["gone", "other"])
def test_a_folder_that_is_no_workbook_stays_as_it_is(tmp_path: Path, folder: str) -> None:
    """A folder that is not there, and one with other things in it."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match=r"has no workbook\.toml"):
        capture.log(Workbook(tmp_path / folder), Draft("win", "A win", TODAY), AT)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_shipped_samples_are_only_for_reading(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sample inside an installed package."""
    monkeypatch.setattr(workspace, "PACKAGE", workbook.root.parent)
    with pytest.raises(NotAllowed):
        _log(workbook, "win", "A win")
    assert not (workbook.root / "journal").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_linked_journal_is_refused_as_it_would_not_be_read(
    workbook: Builder, tmp_path: Path
) -> None:
    """A year's file that is a link to a file elsewhere."""
    (tmp_path / "vault.md").write_text("")
    (workbook.root / "journal").mkdir()
    (workbook.root / "journal" / "2026.md").symlink_to(tmp_path / "vault.md")
    with pytest.raises(BadData, match="is a link"):
        _log(workbook, "win", "A win")
    assert (tmp_path / "vault.md").read_text() == ""


def test_while_another_one_writes_it_says_so(
    workbook: Builder, run: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log while the lock is taken: exit 75, and the journal is as it was."""
    monkeypatch.setitem(durable.locked.__wrapped__.__kwdefaults__, "wait", 0.05)
    with FileLock(workbook.root / ".careerkit.lock"):
        done = run("log", "win", "A win", "--workbook", workbook.root)
    assert (done.code, done.out) == (75, "")
    assert "try again" in done.err
    assert not (workbook.root / "journal").exists()


# ---- what a form writes ------------------------------------------------------------------------------


def _write(workbook: Builder, word: str, text: str, **wanted: Any) -> Line:
    edit = capture.write(workbook.book, Draft(word, text, TODAY, **wanted), AT)
    return _lines(workbook.root / edit.path)[-1]


def test_an_edit_holds_what_was_written(workbook: Builder) -> None:
    """A line under a new heading, then one under the same; then one in a day's own file."""
    path = workbook.write("journal/2026.md", OLD)
    first = capture.write(workbook.book, Draft("win", "One\nmore", TODAY), AT)
    second = capture.write(workbook.book, Draft("win", "Two", TODAY), AT)
    assert first.added == "\n## 2026-01-15 Thu\n- win: One [at:: 2026-01-15T09:30]\n  more\n"
    assert (first.path, first.removed) == ("journal/2026.md", "")
    assert OLD.endswith(first.before)
    assert second.added == "- win: Two [at:: 2026-01-15T09:30]\n"
    assert path.read_text("utf-8") == OLD + first.added + second.added
    workbook.write("journal/2026-01-15.md", "Slept well")
    third = capture.write(workbook.book, Draft("win", "Three", TODAY), AT)
    assert (third.path, third.before) == ("journal/2026-01-15.md", "Slept well")
    assert third.added == "\n- win: Three [at:: 2026-01-15T09:30]\n"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("ends in !mentor", "!mentor in the text would say who may read it"), ("for !public *", "!public in the text"),
        ("about #money", "#money in the text would be a tag"), ("with @lee today", "@lee in the text would name somebody"),
        ("worth +2", r"\+2 in the text|a number at its end"), ("took 1h30", "a number of hours"), ("the best *", r"\* in the text"),
        ("x [energy:: 2] y", "would make a field"), ("x\nreach:: team", "would make a field"), ("x\n- lesson: y", "bullets"),
        ("see [[Launch]]", "read as something else"), ("[at:: 1999-01-01] x", "read as something else"),
        ("x\nCLOCK: [2024]", "a further line of the text"),
    ],
)  # fmt: skip
def test_a_text_of_a_form_is_only_text(workbook: Builder, text: str, hint: str) -> None:
    """What `careerkit log` takes for tokens is refused, with or without options of the same kind; nothing is written."""
    options: dict[str, Any]
    for options in (
        {},
        {"energy": 1, "hours": 2, "tags": ["a"], "people": ["b"], "share": ["coach"]},
    ):
        with pytest.raises(UsageError, match=hint):
            _write(workbook, "win", text, **options)
    assert not (workbook.root / "journal").exists()


def test_fields_come_out_in_their_columns(workbook: Builder) -> None:
    """Every field that an entry has, one with signs in it."""
    said = {
        "impact": "12 -> 7 days", "reach": "team", "lasts": "years", "chosen": "yes", "level": "4", "context": "bank",
        "goal": "PM course", "project": "blog", "role": "teller", "builds_on": "the course (2023), #1 +2 !mentor",
        "evidence": "minutes of 18 March",
    }  # fmt: skip
    found = _write(workbook, "win", "A win", fields=said)
    assert (found.text, found.share, found.energy) == ("A win", [], None)
    (cells,) = workbook.cells("entry")
    assert (cells["impact_before"], cells["impact_after"], cells["impact_unit"]) == (12, 7, "days")
    assert (cells["goal"], cells["level"], cells["chosen"]) == ("pm-course", 4, True)
    assert cells["builds_on"] == "the course (2023), #1 +2 !mentor"
    assert (cells["role"], cells["evidence"]) == ("teller", "minutes of 18 March")
    assert workbook.rebuild().problems == []


@pytest.mark.parametrize(
    ("word", "fields", "hint"),
    [
        ("win", {"raech": "team"}, "did you mean 'reach'"), ("win", {"at": "1999-01-01"}, "no field 'at'"),
        ("win", {"energy": "2"}, "no field 'energy'"), ("win", {"reach": "world"}, "reach: this is none of the known"),
        ("win", {"channel": "call"}, "'win' has no channel"), ("met", {"reach": "team"}, "'met' has no reach"),
        ("win", {"evidence": "a] !mentor [b"}, "square brackets would end it"), ("win", {"level": "9"}, "out of range"),
        ("win", {"evidence": "x" * 5001}, "evidence is longer"), ("feedback", {"due": "soon"}, "due: this is not a day"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_written_is_refused(
    workbook: Builder, word: str, fields: dict[str, str], hint: str
) -> None:
    """Unknown fields, those of other lines, values that are none, brackets that would end them early."""
    with pytest.raises(UsageError, match=hint):
        _write(workbook, word, "Words", fields=fields)
    assert not (workbook.root / "journal").exists()


def test_an_empty_field_is_not_written(workbook: Builder) -> None:
    """A field with nothing in it."""
    assert _write(workbook, "win", "A win", fields={"reach": " "}).fields == {
        "at": "2026-01-15T09:30"
    }


def test_a_refusal_names_the_field(workbook: Builder) -> None:
    """A tag that is none, beside a text that is fine."""
    with pytest.raises(capture.Unwritable) as raised:
        _write(workbook, "win", "A win", tags=["1st"])
    assert raised.value.field == "tags"


@given(ANY_TEXT, WORD, ENERGY, HOURS, st.sampled_from([[], ["mentor"]]))
@settings(max_examples=500)
def test_any_text_of_a_form_is_text_or_refused(
    text: str, word: str, energy: int | None, hours: float | None, share: list[str]
) -> None:
    """Any text between the lines of an old journal: it reads back word for word, for the readers that were named alone."""
    try:
        line = capture.compose(Draft(word, text, TODAY, energy, hours, share=share), AT, exact=True)
    except UsageError:
        return
    page = f"{OLD}## 2026-01-15 Thu\n{line}\n- win: The next one\n".encode()
    found = [one for one in parse(Drop("2026.md", "journal", "2026.md", page).lines, "2026.md") if isinstance(one, Line)][1]  # fmt: skip
    first, *rest = tidy.clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    assert found.text == " ".join(first.split())
    assert found.rest == [part.strip() for part in rest if part.strip()]
    assert (found.share, found.tags, found.people, found.starred) == (share, [], [], False)
    assert found.energy == energy
    assert (found.hours is None) == (hours is None)
