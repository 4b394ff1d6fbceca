"""What a section is made of, for the owner and for others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pandas as pd
import pytest

from careerkit import advise, blocks, measure, pages
from careerkit.advise import Audited, Counsel, Proposed
from careerkit.audience import Reader, reader
from careerkit.look import Advice, Kind
from careerkit.measure import Measure, Statement, Status
from careerkit.workbook import Year

OWNER = reader("owner")
MENTOR = Reader("mentor", "Mentor", 5, {"wins": ["month"]}, {"wins": []})
PART = cast(Any, SimpleNamespace(TITLE="Wins", QUESTION="What went well?"))
ROWS = pd.DataFrame(
    {
        "id": ["r1"],
        "date": pd.to_datetime(["2025-03-05"]),
        "label": ["win"],
        "text": ["Closed the pitch"],
        "detail": ["They liked the story"],
        "share": [["mentor"]],
    }
)
CLEAR = Measure(
    Status.CLEAR, 12, "12 wins.", rows=ROWS, name="wins", evidence=("r1", "gone"),
    more=(Statement("Is it 4?", Status.HINT, 4, "2 more"),),
)  # fmt: skip
TRACE = {"r1": ("2025-03-05", "win", "journal/2025.md:7")}


def kinds(found: list[Any]) -> list[str]:
    return [block.json["kind"] for block in found]


def test_a_section_is_heading_question_statement_and_records() -> None:
    """A clear measure with one record."""
    found = pages.section(PART, CLEAR, OWNER, [], TRACE)
    assert kinds(found) == ["section", "prose", "statement", "statement", "quote"]
    assert [block.json["n"] for block in found[2:4]] == [12, 4]
    assert (found[4].json["detail"], found[4].json["id"]) == ("They liked the story", "r1")


def test_every_sentence_tells_the_owner_its_records() -> None:
    """Two ids, of which one is known; more than are shown; none for a mentor."""
    found = pages.section(PART, CLEAR, OWNER, [], TRACE)
    assert found[2].json["records"] == [["2025-03-05", "win", "journal/2025.md:7", "r1"]]
    assert (found[2].json["rests_on"], found[3].json["records"]) == (1, [])
    many = {f"m{i}": ("2025-01-01", "did", "x:1") for i in range(20)}
    wide = Measure(Status.CLEAR, 20, "20.", name="wins", evidence=tuple(many))
    block = pages.section(PART, wide, OWNER, [], many)[2].json
    assert (len(block["records"]), block["rests_on"]) == (8, 20)
    for block in pages.section(PART, CLEAR, MENTOR, [], TRACE)[2:4]:
        assert (block.json["records"], block.json["rests_on"]) == ([], 0)


def test_a_starter_report_shows_records_and_claims_nothing() -> None:
    """With a record, without one, withheld."""
    assert kinds(pages.starter_section(PART, CLEAR, OWNER)) == ["section", "prose", "quote"]
    assert pages.starter_section(PART, Measure(Status.CLEAR, 3, "3."), OWNER) == []
    withheld = Measure(Status.WITHHELD, 0, "Withheld.", "no", rows=ROWS)
    assert pages.starter_section(PART, withheld, MENTOR) == []


def test_the_detail_below_a_line_is_for_the_owner_alone() -> None:
    """The same record for a mentor."""
    found = pages.section(PART, CLEAR, MENTOR, [], TRACE)
    assert (found[4].json["detail"], found[4].json["id"]) == ("", "")
    assert all(block.json["audience"] == ["mentor"] for block in found)


def test_what_is_withheld_is_said_to_the_owner_only() -> None:
    """A withheld measure in a mentor's notebook."""
    withheld = Measure(Status.WITHHELD, 0, "Withheld.", "no consent", name="wins")
    found = pages.section(PART, withheld, MENTOR, [], {})
    assert [block.json["audience"] for block in found] == [["owner"]]


def test_the_minute_holds_only_what_is_clear_and_at_most_five_sentences() -> None:
    """Seven clear measures of one size but one, a hint and one withheld: the largest first, then as in the review."""
    many = [(f"m{i}", Measure(Status.CLEAR, 9, f"Fact {i}.")) for i in range(6)]
    many.append(("m6", Measure(Status.CLEAR, 30, "Large.", effect=2.0)))
    hint = ("h", Measure(Status.HINT, 3, "Perhaps?", "more"))
    withheld = ("w", Measure(Status.WITHHELD, 0, "Withheld.", "no"))
    found = pages.summary([*many, hint, withheld], OWNER)
    assert found[1].json["text"].startswith("7 of 8 analyses can speak plainly.")
    said = [block.json["text"] for block in found[2:]]
    assert said == ["Large.", "Fact 0.", "Fact 1.", "Fact 2.", "Fact 3."]
    assert [block.json["n"] for block in found[2:]] == [30, 9, 9, 9, 9]
    assert {block.json["status"] for block in found[2:]} == {"clear"}


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


def test_the_three_dimensions_stand_side_by_side() -> None:
    """Scope said and done this year, motivation not known at all."""
    values = {"scope_said": 61.6, "scope_said_n": 4, "scope_done": 40.0, "scope_done_n": 33}
    (table,) = pages.direction(Measure(Status.CLEAR, 4, "x.", values=values), OWNER)
    assert table.json["rows"][0] == [
        "Scope",
        "62 (4 pulses)",
        None,
        "40 (33 entries)",
        None,
        "clear",
    ]
    assert table.json["rows"][1] == ["Motivation", *[None] * 4, "clear"]
    assert pages.direction(Measure(Status.NOT_YET, 0, "x.", "y"), OWNER) == []


def test_the_three_targets_are_told_with_how_many_are_known() -> None:
    """Contacts clear, learning a hint, milestones not yet."""
    found = {
        "connections": Measure(Status.CLEAR, 40, "x.", values={"weeks_met": 20.4, "weeks": 40.0}),
        "learning": Measure(Status.HINT, 9, "x?", "y", values={"months_met": 2, "months": 3}),
        "goals": Measure(Status.NOT_YET, 0, "x.", "y", values={"on_time": 0, "milestones": 0}),
    }
    (table,) = pages.targets(found, OWNER)
    assert [row[1:] for row in table.json["rows"]] == [
        ["20 of 40 weeks", "clear", 40], ["2 of 3 months", "hint", 9],
    ]  # fmt: skip
    assert (
        pages.targets({**found, "connections": found["goals"], "learning": found["goals"]}, OWNER)
        == []
    )


ACTION = Proposed(
    "two_names", "Contacts fall short", Kind.ACT, "network", "1",
    Advice("30% of the weeks.", "Write two names.", "it is a holiday.", 0.4, 0.3, 40,
           evidence=("r1",), about=("secret",)), 0.4, date(2026, 4, 1),
)  # fmt: skip


def test_an_action_prints_rule_numbers_evidence_step_date_and_counter_case() -> None:
    """One piece of advice, for the owner; last year's stands before it."""
    past = Audited(2024, "stretch", "Most hours repeat", "taken", True, 0.7, 0.5)
    found = pages.advice(Counsel([past], [ACTION], ["stretch"]), OWNER, TRACE, 2025)
    assert kinds(found) == ["section", "action", "prose", "prose"]
    action = found[1].json
    assert (action["title"], action["n"], action["status"]) == ("Do", 40, "clear")
    assert action["records"] == [["2025-03-05", "win", "journal/2025.md:7", "r1"]]
    assert dict(action["facts"]) == {
        "Rule": "Contacts fall short (two_names, version 1)", "First step": "Write two names.",
        "Look again on": "2026-04-01", "Counter-case": "it is a holiday.", "About": "secret",
    }  # fmt: skip
    assert found[3].json["text"].endswith("twice: Most hours repeat, two quarters running.")


def test_the_audit_is_for_the_owner_alone() -> None:
    """One piece of advice that was taken and helped; none at all."""
    past = Audited(2024, "stretch", "Most hours repeat", "taken", True, 0.7, 0.5, "70% repeat", "50% repeat")  # fmt: skip
    found = pages.audit([past], OWNER)
    assert kinds(found) == ["section", "statement", "table"]
    assert found[1].json["text"] == "1 of 1 pieces of advice of 2024 was taken."
    assert found[2].json["rows"] == [
        ["Most hours repeat", "taken", "yes", "70% repeat", "50% repeat"]
    ]
    assert pages.audit([past], MENTOR) == pages.audit([], OWNER) == []


def test_a_mentor_sees_no_records_no_names_and_no_ledger_of_advice() -> None:
    found = pages.advice(Counsel([], [ACTION], ["stretch"]), MENTOR, TRACE, 2025)
    assert kinds(found) == ["section", "action"]
    assert found[1].json["records"] == []
    assert "secret" not in str(found[1].json)
    few = replace(ACTION, advice=replace(ACTION.advice, n=4))
    assert kinds(pages.advice(Counsel([], [few], []), MENTOR, TRACE, 2025)) == ["section", "prose"]


def test_nothing_to_advise_is_said_so() -> None:
    found = pages.advice(Counsel(), OWNER, {}, 2025)
    assert kinds(found) == ["section", "prose", "prose"]
    assert "No advice from before 2025" in found[1].json["text"]
    assert "go on as you do" in found[2].json["text"]


def test_the_first_page_has_the_actions_in_brief() -> None:
    """An action for the owner; none for a reader when it rests on too few; none when there is nothing to do."""
    (table,) = pages.brief(Counsel([], [ACTION, replace(ACTION, kind=Kind.KEEP)], []), OWNER)
    assert table.json["rows"] == [["Contacts fall short", "Write two names.", "clear", 40]]
    few = replace(ACTION, advice=replace(ACTION.advice, n=4))
    assert pages.brief(Counsel([], [few], []), MENTOR) == []
    assert pages.brief(Counsel(), OWNER) == []


def test_a_starter_report_has_one_action() -> None:
    assert kinds(pages.starter(OWNER)) == ["section", "action"]


def test_the_composites_of_the_compass_stand_in_a_table_for_the_owner() -> None:
    """Trajectory with a year before it, meaning without one, sustain not scored."""
    values = {
        "trajectory": 66.4, "trajectory_before": 46.0, "trajectory_threshold": 18.53,
        "trajectory_verdict": "up", "meaning": 50.0, "sustain": None,
    }  # fmt: skip
    (table,) = pages.composites(values)
    assert table.json["audience"] == ["owner"]
    assert table.json["rows"] == [
        ["Trajectory", 66, 46, 19, "up"], ["Meaning", 50, None, None, "not told"],
    ]  # fmt: skip
    assert pages.composites({}) == []


def test_the_thresholds_of_the_appendix_are_the_constants_of_the_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every threshold of every analysis stands there once, with the number that the code has."""
    emitted: list[Any] = []
    monkeypatch.setattr(blocks, "emit", emitted.extend)
    Year("sample:admin-to-coordinator", 2025).appendix()
    (table,) = [one.json for one in emitted if "Threshold" in one.json.get("columns", ())]
    expected = [
        [part.TITLE, gate.replace("_", " "), number]
        for _, part in measure.parts()
        for gate, number in part.GATES.items()
    ]
    expected += [
        [rule.TITLE, limit.replace("_", " "), number]
        for _, rule in advise.rules()
        for limit, number in rule.LIMITS.items()
    ]
    assert table["rows"] == expected
    assert len(expected) > 80
