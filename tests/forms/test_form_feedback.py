"""Feedback is one line in the journal, with an action, a reason against one, or a decision that is still to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat

JOURNAL = "journal/2026.md"
DAY = "## 2026-01-15 Thu\n"
GOOD = {
    "giver": "dana",
    "text": "Be briefer",
    "form": "advice",
    "date": "2026-01-15",
    "decision": "later",
}


@pytest.mark.parametrize(
    ("said", "line", "columns"),
    [
        ({}, "- feedback: Be briefer [at:: 2026-01-15T09:30] @dana", {"form": "advice"}),
        (
            {"decision": "act", "action": "Three points", "due": "2026-02-01"},
            "- feedback: Be briefer -> Three points by 2026-02-01 [at:: 2026-01-15T09:30] @dana",
            {"action": "Three points", "action_due": "2026-02-01"},
        ),
        (
            {"decision": "act", "action": "Three points"},
            "- feedback: Be briefer -> Three points [at:: 2026-01-15T09:30] @dana",
            {"action": "Three points"},
        ),
        (
            {"decision": "no", "reason": "They want it long"},
            "- feedback: Be briefer [at:: 2026-01-15T09:30] [declined:: They want it long] @dana",
            {"declined_because": "They want it long"},
        ),
        (
            {"form": "praise", "text": "Clear talk\nIn front of all", "tags": "talks"},
            "- feedback: Clear talk [at:: 2026-01-15T09:30] [form:: praise] @dana #talks\n  In front of all",
            {"form": "praise", "text": "Clear talk", "detail": "In front of all", "tags": ["talks"]},
        ),
    ],
    ids=["later", "act", "act some day", "no", "praise"],
)  # fmt: skip
def test_it_is_one_line(
    tmp_path: Path, said: dict[str, str], line: str, columns: dict[str, object]
) -> None:
    """Every decision there is, and praise with a theme and a second line."""
    here = seat.new(tmp_path)
    answer = seat.save(here.open("feedback"), **{**GOOD, **said})
    assert (answer["op"], here.text(JOURNAL)) == ("saved", f"{DAY}{line}\n")
    [row] = here.rows("feedback")
    assert (row["giver"], list(row["share"])) == ("dana", [])
    read = row | {"tags": list(row["tags"]), "action_due": str(row["action_due"])[:10]}
    assert {name: read[name] for name in columns} == columns


def test_a_save_can_be_taken_back(tmp_path: Path) -> None:
    """A journal that has a line of that day already."""
    here = seat.new(tmp_path)
    here.write(JOURNAL, f"{DAY}- did: One\n")
    before, filling = here.files(), here.open("feedback")
    assert seat.save(filling, **GOOD)["op"] == "saved"
    assert seat.undo(filling)["values"] == GOOD
    assert here.files() == before


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"giver": ""}, ["giver"]),
        ({"giver": "7"}, ["giver"]),
        ({"text": ""}, ["text"]),
        ({"text": "Be brief -> or else"}, ["text"]),
        ({"decision": ""}, ["decision"]),
        ({"decision": "act"}, ["action"]),
        ({"decision": "act", "action": "Three points by 2026-01-01"}, ["action"]),
        ({"decision": "no"}, ["reason"]),
        ({"decision": "no", "reason": "a [b] c"}, ["reason"]),
        ({"decision": "later", "action": "Three points", "due": "2026-02-01"}, ["action", "due"]),
        ({"decision": "act", "action": "Three points", "reason": "No time"}, ["reason"]),
        ({"form": "blame"}, ["form"]),
        ({"tags": "1"}, ["tags"]),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_field(
    tmp_path: Path, said: dict[str, str], fields: list[str]
) -> None:
    """Something that is missing, that would be read as something else, or that the decision has no place for."""
    here = seat.new(tmp_path)
    before = here.files()
    assert list(seat.problems(here.open("feedback"), **{**GOOD, **said})) == fields
    assert here.files() == before


@pytest.mark.parametrize(
    ("field", "column", "decided"),
    [
        ("text", "text", {}),
        ("action", "action", {"decision": "act"}),
        ("reason", "declined_because", {"decision": "no"}),
    ],
)
def test_no_text_does_anything_but_stand_there(
    tmp_path: Path, field: str, column: str, decided: dict[str, str]
) -> None:
    """Texts with signs that mean something in each free field: one piece that nobody else may read, or none."""
    here = seat.new(tmp_path)
    for text in seat.hostile(here, "feedback", field, **{**GOOD, **decided}):
        [row] = here.rows("feedback")
        assert (row["giver"], list(row["share"]), list(row["tags"])) == ("dana", [], [])
        assert here.desk.tables["feedback"]["action_due"].isna().all()
        assert row[column] == seat.as_read(text, lines=field == "text")


def test_who_gave_feedback_before_is_offered_first(tmp_path: Path) -> None:
    """A copy of a sample with many people, of whom some gave feedback."""
    here = seat.sample(tmp_path)
    offered = next(here.open("feedback").form.fields()).suggest
    assert offered[0] in {row["giver"] for row in here.rows("feedback")}
    assert len(set(offered)) == len(offered) <= 100


def test_without_anybody_it_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch run in a copy of a sample: every label, and the line by hand."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "feedback")
    assert all(found.label in shown for found in here.open("feedback").form.fields())
    assert "- feedback: @lee" in shown
