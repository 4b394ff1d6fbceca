"""The review queue: what waits, the answers in the register, and that they survive the next export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from careerkit import accept
from careerkit.errors import BadData, UsageError
from tests.conftest import Builder, Done

Run = Callable[..., Done]
# Contacts from a spreadsheet: nobody but the person knows whether they were meaningful.
MAP = """format = 1
[sources.meetings]
table = "touch"
columns = { date = "When", person = "Who", text = "About" }
"""
SHEET = "When,Who,About\n2025-03-05,lee,budget\n2025-03-06,ada,=1+1\n"


@pytest.fixture
def meetings(workbook: Builder) -> Builder:
    """A workbook with two imported contacts, taken in."""
    workbook.write("workbook.toml", MAP)
    workbook.write("inbox/meetings.csv", SHEET)
    workbook.refresh()
    return workbook


def test_imported_contacts_wait(meetings: Builder) -> None:
    """Two contacts; of their meaning nothing is known."""
    waiting = accept.queue(meetings.rebuild())
    assert [(item.question, item.source, item.text) for item in waiting] == [
        ("meaningful", "meetings", "budget"), ("meaningful", "meetings", "=1+1"),
    ]  # fmt: skip
    assert [cells["meaningful"] for cells in meetings.cells("touch")] == [None, None]


def test_a_yes_is_kept_in_the_register_and_survives_the_next_export(meetings: Builder) -> None:
    """Yes to the first; then the same sheet again with a third row and with its rows the other way round."""
    first = accept.queue(meetings.rebuild())[0]
    assert accept.decide(meetings.book, [first.id[:8]], yes=True) == [first]
    text = (meetings.root / "registers/annotations.csv").read_text("utf-8")
    assert text.splitlines() == [",".join(accept.HEADER), f"{first.id},budget,,yes,,,,,"]
    meetings.write(
        "inbox/meetings (1).csv",
        "When,Who,About\n2025-03-07,bo,plan\n2025-03-06,ada,=1+1\n2025-03-05,lee,budget\n",
    )
    meetings.refresh()
    assert {cells["text"]: cells["meaningful"] for cells in meetings.cells("touch")} == {
        "budget": True, "=1+1": None, "plan": None,
    }  # fmt: skip


def test_what_a_row_said_is_no_formula_in_the_register(meetings: Builder) -> None:
    """No to everything; the second text begins with an equals sign."""
    accept.decide(meetings.book, [], yes=False, everything=True)
    text = (meetings.root / "registers/annotations.csv").read_text("utf-8")
    assert ",'=1+1,,no," in text
    assert accept.queue(meetings.rebuild()) == []
    assert [cells["meaningful"] for cells in meetings.cells("touch")] == [False, False]


def test_lines_are_added_to_a_register_of_ones_own(meetings: Builder) -> None:
    """Columns in another order, one of ours missing, a line of the person's own already there."""
    first, second = accept.queue(meetings.rebuild())
    meetings.write("registers/annotations.csv", f"meaningful,of,accept,energy\nyes,{second.id},,2")
    accept.decide(meetings.book, [first.id], yes=True)
    assert (meetings.root / "registers/annotations.csv").read_text("utf-8").splitlines() == [
        "meaningful,of,accept,energy", f"yes,{second.id},,2", f"yes,{first.id},,",
    ]  # fmt: skip
    assert [(cells["meaningful"], cells["energy"]) for cells in meetings.cells("touch")] == [
        (True, None),
        (True, 2),
    ]


@pytest.mark.parametrize(
    "register", ["a,b,c\n1,2,3\n", "of;accept;meaningful\n", "of,energy\nx,1\n"]
)
def test_a_register_that_cannot_take_the_line_stays_as_it_is(
    meetings: Builder, register: str
) -> None:
    """Other columns, semicolons, no column for the answer."""
    first = accept.queue(meetings.rebuild())[0]
    path = meetings.write("registers/annotations.csv", register)
    with pytest.raises(BadData, match="nothing was written"):
        accept.decide(meetings.book, [first.id], yes=True)
    assert path.read_text("utf-8") == register


@pytest.mark.parametrize(
    ("name", "said"), [("ffffffff", "nothing that waits"), ("a", "names several")]
)
def test_an_id_that_names_nothing_or_too_much(meetings: Builder, name: str, said: str) -> None:
    """A wrong id, and one of a single letter."""
    with pytest.raises(UsageError, match=said):
        accept.decide(meetings.book, [name], yes=True)


def test_the_command_lists_and_decides(meetings: Builder, run: Run) -> None:
    """List, say yes to all of one source, list again; the same once more changes nothing."""
    listed = run("accept", "--workbook", meetings.root)
    assert listed.code == 0
    assert listed.out.splitlines()[-1] == "2 waiting; say yes with: careerkit accept ID ..."
    assert (
        "accepted: 0"
        in run("accept", "--all", "--source", "gitlog", "--workbook", meetings.root).out
    )
    assert (
        "accepted: 2"
        in run("accept", "--all", "--source", "meetings", "--workbook", meetings.root).out
    )
    assert run("accept", "--workbook", meetings.root).out == "0 waiting\n"
    assert "accepted: 0" in run("accept", "--all", "--workbook", meetings.root).out


def test_a_span_of_days_narrows_the_queue(meetings: Builder, run: Run) -> None:
    """Two contacts on two days: each span, and both."""
    for since, until, texts in (
        ("2025-03-06", "", ["=1+1"]),
        ("", "2025-03-05", ["budget"]),
        ("2025-03-05", "2025-03-06", ["budget", "=1+1"]),
    ):
        options = [
            word
            for name, day in (("--since", since), ("--until", until))
            if day
            for word in (name, day)
        ]
        listed = run("accept", *options, "--workbook", meetings.root)
        assert [
            line.rpartition("  ")[2].split()[-1] for line in listed.out.splitlines()[:-1]
        ] == texts
    assert (
        "accepted: 1"
        in run("accept", "--all", "--since", "2025-03-06", "--workbook", meetings.root).out
    )
    assert "1 waiting" in run("accept", "--workbook", meetings.root).out


def test_a_long_queue_is_cut_on_the_screen_only(workbook: Builder, run: Run) -> None:
    """150 contacts."""
    workbook.write("workbook.toml", MAP)
    rows = "".join(f"2025-03-{n % 28 + 1:02},p{n},t{n}\n" for n in range(150))
    workbook.write("inbox/meetings.csv", "When,Who,About\n" + rows)
    lines = run("accept", "--workbook", workbook.root).out.splitlines()
    assert len(lines) == 102
    assert lines[-2].startswith("and 50 more")
    assert lines[-1].startswith("150 waiting")


LOG = Path(__file__).parent / "importers/gitlog/sample/harbour-map 2025-01-02.gitlog"


def test_commits_wait_and_count_as_what_the_person_says(workbook: Builder, run: Run) -> None:
    """A log of git: none of its commits counts; then one is a win, another something done, a third is rejected."""
    workbook.write("workbook.toml", 'format = 1\n[sources.gitlog]\nauthors = "mira@example.org"\n')
    workbook.write("inbox/map.gitlog", LOG.read_bytes())
    rebuilt = workbook.refresh()
    drafts = accept.queue(rebuilt)
    assert len(drafts) >= 3
    assert {item.question for item in drafts} == {"draft"}
    assert rebuilt.counts["entry"] == 0
    assert rebuilt.unbalanced == []
    first, second, third = drafts[:3]
    for item, options in ((first, ["--as", "win"]), (second, []), (third, ["--reject"])):
        assert run("accept", item.id, *options, "--workbook", workbook.root).code == 0
    assert sorted(cells["word"] for cells in workbook.cells("entry")) == ["did", "win"]
    assert len(accept.queue(workbook.rebuild())) == len(drafts) - 3
    assert workbook.rebuild().unbalanced == []


def test_a_register_without_a_place_for_the_word(meetings: Builder) -> None:
    """A register of one's own that lacks the column."""
    first = accept.queue(meetings.rebuild())[0]
    meetings.write("registers/annotations.csv", "of,accept,meaningful\n")
    with pytest.raises(BadData, match="has no column word"):
        accept.decide(meetings.book, [first.id], yes=True, word="win")
