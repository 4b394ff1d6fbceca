"""A verdict: what it says in words, what Jupyter shows of it, and for whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerkit import blocks
from careerkit.errors import NotAllowed, UsageError
from careerkit.step import Verdict
from careerkit.steps import Task, missing
from careerkit.workbook import Year
from tests.steps import books

ONE, FIVE = Task("guess", 1, 1, "say it"), Task("lines with an energy", 3, 5, "rate 2 more lines")
NONE, MANY = Task("open question", 0, 1, "write one down"), Task("people", 9, 2, "name one")


def verdict(*tasks: Task) -> Verdict:
    return Verdict("assess", "Assess your current role", tasks)


@pytest.mark.parametrize(
    ("tasks", "sentence"),
    [
        ((NONE,), "No open question yet; write one down. Fine to leave for now."),
        ((FIVE, NONE), "3 of 5 lines with an energy; rate 2 more lines. Fine to leave for now."),
        ((ONE, FIVE, NONE), "1 of 3 done. 3 of 5 lines with an energy; rate 2 more lines. Fine to leave for now."),
        ((ONE, NONE, MANY), "2 of 3 done. No open question yet; write one down. Fine to leave for now."),
        ((ONE, MANY), "All 2 done; nothing is missing here."),
    ],
)  # fmt: skip
def test_the_sentence_says_what_is_there_and_what_comes_next(
    tasks: tuple[Task, ...], sentence: str
) -> None:
    """None of one, some of five, one done, one left, all done."""
    assert verdict(*tasks).sentence == sentence


def test_done_and_next() -> None:
    """The first open task tells what comes next, also when a later one is done."""
    assert (verdict(ONE, FIVE, NONE).done, verdict(ONE, FIVE, NONE).next) == (False, "rate 2 more lines")  # fmt: skip
    assert (verdict(ONE, MANY).done, verdict(ONE, MANY).next) == (True, "")


def test_a_verdict_is_shown_once_as_one_table_for_the_owner() -> None:
    """The bundle that Jupyter asks for: our block, HTML and plain text of the same."""
    bundle = verdict(ONE, FIVE, NONE, MANY)._repr_mimebundle_()
    assert set(bundle) == {blocks.MIME, "text/html", "text/plain"}
    block = bundle[blocks.MIME]
    assert (block["kind"], block["audience"]) == ("table", ["owner"])
    assert block["columns"] == ["What", "There", "Next"]
    assert block["rows"] == [
        ["Guess", "yes", None],
        ["Lines with an energy", "3 of 5", "Rate 2 more lines"],
        ["Open question", "not yet", "Write one down"],
        ["People", "9", None],
    ]
    assert block["caption"].startswith("Assess your current role: 2 of 4 done. ")
    assert "3 of 5" in bundle["text/plain"]
    assert bundle["text/html"].startswith("<table><caption>Assess your current role")


def test_what_is_missing_is_counted_in_words() -> None:
    """None of five, four of five, all of two, one of two people."""
    assert missing(0, 5, "line") == "5 lines"
    assert missing(4, 5, "line") == "1 more line"
    assert missing(2, 2, "line") == "0 more lines"
    assert missing(0, 2, "person", "people") == "2 people"


def test_an_unknown_step_names_the_known_ones(tmp_path: Path) -> None:
    """`step("karma")`, refused before anything is read."""
    year = books.on(books.empty(tmp_path))
    with pytest.raises(UsageError, match="there are: assess, curiosity, feedback"):
        year.step("karma")


def test_steps_are_for_the_owner() -> None:
    """A mentor's view of a sample."""
    year = Year("sample:teller-to-adviser", 2025, audience="mentor")
    with pytest.raises(NotAllowed, match="for the owner alone"):
        year.step("assess")
    with pytest.raises(NotAllowed, match="for the owner alone"):
        year.reveal("wins")
