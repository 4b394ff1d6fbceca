"""What each journal word becomes, from the line to the typed row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import tidy
from careerkit.importers import journal, recognise
from careerkit.notes.journal import WORDS, count
from careerkit.problems import Problem
from careerkit.reading.drops import Drop
from careerkit.records import Record
from careerkit.settings import Settings

DAY = date(2024, 3, 5)


def _read(text: str | bytes, name: str = "2024.md") -> tuple[list[Record], list[Problem], Drop]:
    data = text.encode() if isinstance(text, str) else text
    drop = Drop(name, "journal", f"journal/{name}", data)
    outcomes = list(journal.read(drop, Settings()))
    records = [outcome for outcome in outcomes if isinstance(outcome, Record)]
    return records, [outcome for outcome in outcomes if isinstance(outcome, Problem)], drop


def _cells(line: str) -> tuple[str, dict[str, Any]]:
    records, problems, _ = _read(f"## 2024-03-05 Tue\n{line}\n")
    assert problems == []
    cells, warnings = tidy.row(records[0])
    assert cells is not None
    assert warnings == []
    return records[0].table, cells


@pytest.mark.parametrize(
    ("line", "table", "wanted"),
    [
        ("- win: Closed the pitch with Acme @dana.ortiz +2 1h30 #persuasion *\n  They liked it.", "entry", {
            "word": "win", "text": "Closed the pitch with Acme", "energy": 2, "hours": 1.5, "starred": True,
            "people": ["dana.ortiz"], "tags": ["persuasion"], "detail": "They liked it.", "date": DAY,
        }),
        ("- did: Expense reports −2 1,5h #admin !mentor", "entry", {"energy": -2, "hours": 1.5, "share": ["mentor"]}),
        ("- lesson: Ask first [reach:: team] [lasts:: months] [chosen:: yes] [level:: 3] [energy:: 1]", "entry", {
            "reach": "team", "lasts": "months", "chosen": True, "level": 3, "energy": 1, "text": "Ask first",
        }),
        ("- win: Faster [impact:: 12 -> 7,5 days]", "entry", {
            "impact": "12 -> 7,5 days", "impact_before": 12.0, "impact_after": 7.5, "impact_unit": "days",
        }),
        ("- win: Grew [impact:: 3 new clients]", "entry", {
            "impact_before": None, "impact_after": 3.0, "impact_unit": "new clients",
        }),
        ("- win: Calm [impact:: fewer calls]", "entry", {"impact": "fewer calls", "impact_after": None}),
        ("- note: Just this\n  goal:: lead", "entry", {"goal": "lead", "energy": None, "hours": None, "starred": False}),
        ("- try: travel-blog first post out 3h +1", "entry", {"project": "travel-blog", "hours": 3.0}),
        ("- met: @dana.ortiz coffee, she runs a project office", "touch", {
            "person": "dana.ortiz", "channel": "coffee", "meaningful": True, "people": ["dana.ortiz"],
        }),
        ("- met: @lee at the fair [meaningful:: no] [channel:: fair]", "touch", {"meaningful": False, "channel": "fair"}),
        ('- learn: podcast "Invented Careers" 45min #negotiation', "learning", {
            "form": "podcast", "title": "Invented Careers", "hours": 0.75, "tags": ["negotiation"],
        }),
        ("- learn: Estimating for beginners", "learning", {"form": None, "title": "Estimating for beginners", "hours": None}),
        ("- learn: Course", "learning", {"form": None, "title": "Course"}),
        ('- learn: podcast "Small Roads" episode 3', "learning", {"form": "podcast", "title": '"Small Roads" episode 3'}),
        ('- learn: "One" and "Two"', "learning", {"title": '"One" and "Two"'}),
        ("- read: So Good They Can't Ignore You 4/5", "book", {
            "title": "So Good They Can't Ignore You", "rating": 4.0, "shelf": "read", "finished": DAY,
        }),
        ("- feedback: @lee be briefer -> three-bullet rule by 2024-03-20", "feedback", {
            "giver": "lee", "text": "@lee be briefer", "action": "three-bullet rule", "action_due": date(2024, 3, 20),
            "form": "advice",
        }),
        ("- feedback: Great talk [form:: praise] [declined:: no time]", "feedback", {
            "form": "praise", "giver": None, "action": None, "declined_because": "no time",
        }),
        ("- kept: Tech-free Evening", "boundary", {"name": "tech-free evening", "kept": True}),
        ("- broke: tech-free evening", "boundary", {"name": "tech-free evening", "kept": False}),
        ("- done: enrol-pm-course", "goal_event", {"slug": "enrol-pm-course", "event": "done", "due": None, "reason": None}),
        ("- replan: portfolio-site by 2024-09-30 because the exam moved", "goal_event", {
            "slug": "portfolio-site", "event": "replan", "due": date(2024, 9, 30), "reason": "the exam moved",
        }),
        ("- drop: portfolio-site no longer needed", "goal_event", {"event": "drop", "reason": "no longer needed"}),
        ("- pause: until 2024-04-02 parental leave", "pause", {"until": date(2024, 4, 2), "reason": "parental leave"}),
        ("- pause: 2024-04-02", "pause", {"until": date(2024, 4, 2), "reason": None}),
        ("- win: x [at:: 2024-03-06T18:30]", "entry", {"recorded_at": date(2024, 3, 6)}),
    ],
)  # fmt: skip
def test_what_a_line_becomes(line: str, table: str, wanted: dict[str, Any]) -> None:
    """One line of each word, as in the documentation, and its variants."""
    found, cells = _cells(line)
    assert found == table
    assert {name: cells[name] for name in wanted} == wanted


@pytest.mark.parametrize("word", WORDS)
def test_every_word_becomes_something(word: str) -> None:
    """The shortest sensible line of each of the fifteen words."""
    text = "2024-04-02" if word == "pause" else "something"
    assert _cells(f"- {word}: {text}")[1]["date"] == DAY


def test_only_text_files_of_the_journal_are_claimed() -> None:
    """Markdown and text in the journal folder; a picture there, a text elsewhere."""
    for name, place, sources in (
        ("2024.md", "journal", ["journal"]), ("NOTES.TXT", "journal", ["journal"]), ("a.markdown", "journal", ["journal"]),
        ("a.png", "journal", []), ("2024.md", "registers", []),
    ):  # fmt: skip
        assert recognise(Drop(name, place, name, b"- win: x\n")) == sources


def test_a_torn_last_line_is_read_with_a_warning() -> None:
    """A last line without a line end; a last line of one's own text without one."""
    records, problems, _ = _read("## 2024-03-05\n- win: Closed the pi")
    assert [record.values["text"] for record in records] == ["Closed the pi"]
    assert [(p.code, p.line) for p in problems] == [("W-TORN", 2)]
    assert _read("## 2024-03-05\n- win: x\nMy text")[1] == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_journal_in_utf_16_is_read_with_a_warning(encoding: str) -> None:
    """A journal saved by an old editor."""
    records, problems, _ = _read("## 2024-03-05\n- win: Größe\n".encode(encoding))
    assert [record.values["text"] for record in records] == ["Größe"]
    assert [problem.code for problem in problems] == ["W-ENCODING"]


def test_one_line_that_is_no_text_is_set_aside_alone() -> None:
    """Three lines, of which the second holds a byte that is no UTF-8."""
    records, problems, drop = _read(b"## 2024-03-05\n- win: one\n- win: tw\xf6\n- win: three\n")
    assert [record.values["text"] for record in records] == ["one", "three"]
    assert [(p.code, p.line, p.value) for p in problems] == [("E-ENCODING", 3, "")]
    assert drop.rows_in == 3


@given(
    st.binary(max_size=200)
    | st.lists(
        st.sampled_from(["## 2024-03-05", "## 5.3.24", "- win: x", "- wim: y", "  - met: @a", "```", "---", "- pause:",
                         "- done: ??", "- read: 4/5", "\xa0", "- win:", "* [x] did:: y +3", "  more", "# 2024"]),
        max_size=12,
    ).map(lambda lines: "\n".join(lines).encode())
)  # fmt: skip
@settings(deadline=None, max_examples=200)
def test_every_line_becomes_a_record_or_a_problem(data: bytes) -> None:
    """Any bytes and any mix of lines that are still text: what is counted is what comes out."""
    drop = Drop("2024.md", "journal", "journal/2024.md", data)
    try:
        drop.refuse_binary()
        drop.lines  # noqa: B018
    except Exception:  # noqa: BLE001
        return
    outcomes = list(journal.read(drop, Settings()))
    gone = [o for o in outcomes if isinstance(o, Problem) and not o.is_warning]
    records = [outcome for outcome in outcomes if isinstance(outcome, Record)]
    assert drop.rows_in == count(drop.lines) == len(records) + len(gone)
    for record in records:
        tidy.row(record)
