"""What a section is made of, for the owner and for others."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from careerkit import pages
from careerkit.audience import Reader, reader
from careerkit.measure import Measure, Status

OWNER = reader("owner")
MENTOR = Reader("mentor", "Mentor", 5, {"wins": ["month"]}, {"wins": []})
PART = cast(Any, SimpleNamespace(TITLE="Wins", QUESTION="What went well?"))
ROWS = pd.DataFrame(
    {
        "date": pd.to_datetime(["2025-03-05"]),
        "label": ["win"],
        "text": ["Closed the pitch"],
        "detail": ["They liked the story"],
        "share": [["mentor"]],
    }
)
CLEAR = Measure(Status.CLEAR, 12, "12 wins.", rows=ROWS, name="wins")


def kinds(found: list[Any]) -> list[str]:
    return [block.json["kind"] for block in found]


def test_a_section_is_heading_question_statement_and_records() -> None:
    """A clear measure with one record."""
    found = pages.section(PART, CLEAR, OWNER, [])
    assert kinds(found) == ["section", "prose", "statement", "quote"]
    assert found[2].json["n"] == 12
    assert found[3].json["detail"] == "They liked the story"


def test_the_detail_below_a_line_is_for_the_owner_alone() -> None:
    """The same record for a mentor."""
    found = pages.section(PART, CLEAR, MENTOR, [])
    assert found[3].json["detail"] == ""
    assert all(block.json["audience"] == ["mentor"] for block in found)


def test_what_is_withheld_is_said_to_the_owner_only() -> None:
    """A withheld measure in a mentor's notebook."""
    withheld = Measure(Status.WITHHELD, 0, "Withheld.", "no consent", name="wins")
    found = pages.section(PART, withheld, MENTOR, [])
    assert [block.json["audience"] for block in found] == [["owner"]]


def test_the_minute_holds_only_what_is_clear_and_at_most_five_sentences() -> None:
    """Seven clear measures, a hint and one withheld."""
    many = [(f"m{i}", Measure(Status.CLEAR, 9, f"Fact {i}.")) for i in range(7)]
    hint = ("h", Measure(Status.HINT, 3, "Perhaps?", "more"))
    withheld = ("w", Measure(Status.WITHHELD, 0, "Withheld.", "no"))
    found = pages.summary([*many, hint, withheld], OWNER)
    assert found[1].json["text"].startswith("7 of 8 analyses can speak plainly.")
    assert found[2].json["text"].count("\n") == 4
    assert "Perhaps" not in found[2].json["text"]


def test_nothing_shared_is_said_so() -> None:
    """Everything is withheld: one sentence instead of an empty page."""
    found = pages.summary([("w", Measure(Status.WITHHELD, 0, "Withheld.", "no"))], MENTOR)
    assert kinds(found) == ["prose"]
    assert "has not shared" in found[0].json["text"]


def test_the_horizon_has_a_row_for_every_analysis_that_is_not_withheld() -> None:
    """Clear, not yet, withheld."""
    not_yet = Measure(Status.NOT_YET, 2, "Too few.", "6 more weeks")
    withheld = Measure(Status.WITHHELD, 0, "Withheld.", "no")
    found = pages.horizon([("A", CLEAR), ("B", not_yet), ("C", withheld)], OWNER)
    assert found[1].json["rows"] == [["A", "clear", 12, None], ["B", "not yet", 2, "6 more weeks"]]


@pytest.mark.parametrize(
    ("empty", "starter", "words"),
    [(True, True, "nothing in this log yet"), (False, True, "starter report"), (False, False, "")],
)
def test_a_thin_log_is_told_the_one_thing_to_do(empty: bool, starter: bool, words: str) -> None:
    """No line at all, a few weeks, a full year."""
    found = pages.opening("Ada", "2025-12-31", OWNER, is_empty=empty, is_starter=starter)
    assert kinds(found)[0] == "cover"
    assert words in "".join(block.plain for block in found[1:])
    assert len(found) == (2 if words else 1)


def test_the_next_step_is_what_is_missing() -> None:
    """With a need, without one, without a measure."""
    needing = Measure(Status.NOT_YET, 0, "x", "Log one line.")
    assert "Log one line." in pages.next_step(needing, OWNER)[0].json["text"]
    assert "Nothing is missing" in pages.next_step(CLEAR, OWNER)[0].json["text"]
    assert "Nothing is missing" in pages.next_step(None, OWNER)[0].json["text"]


def test_recent_records_come_newest_first() -> None:
    """Two books and one without a date."""
    books = pd.DataFrame(
        {
            "date": pd.to_datetime(["2025-01-01", "2025-02-01", None]),
            "line": [1, 2, 3],
            "title": ["First", "Second", "Undated"],
            "shelf": ["read", None, "read"],
            "detail": [None, None, None],
        }
    )
    found = pages.recent("book", books, 5, OWNER)
    assert [block.json["text"] for block in found] == ["Second", "First"]
    assert found[0].json["label"] == "book"
