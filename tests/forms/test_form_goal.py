"""A goal with milestones, from the form into registers/goals.csv and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.forms import seat
from tests.forms.seat import problems, save, undo

HEADER = "slug,title,parent,why,measure,set_on,due,plan_share\n"
GOALS = "registers/goals.csv"
WHOLE = {
    "title": "Pass the project exam", "why": "It opens the form", "measure": "The certificate", "due": "2026-06-30",
    "share": "20", "milestone_1": "Read chapter one", "due_1": "2026-02-15", "milestone_2": "A mock exam",
    "due_2": "2026-04-30", "set_on": "2026-01-12",
}  # fmt: skip
ROWS = (
    "pass-the-project-exam,Pass the project exam,,It opens the form,The certificate,2026-01-12,2026-06-30,0.2\n"
    "read-chapter-one,Read chapter one,pass-the-project-exam,,,2026-01-12,2026-02-15,\n"
    "a-mock-exam,A mock exam,pass-the-project-exam,,,2026-01-12,2026-04-30,\n"
)


def _by_line(here: seat.Seat) -> list[dict[str, Any]]:
    return sorted(here.rows("goal"), key=lambda row: row["line"])


def test_a_goal_and_two_milestones_become_three_rows(tmp_path: Path) -> None:
    """An empty workbook; a goal of 20 percent with two milestones; then undone."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("goal")
    answer = save(filling, **WHOLE)
    assert (answer["op"], answer["message"]) == ("saved", "Saved in registers/goals.csv.")
    assert here.text(GOALS) == HEADER + ROWS
    goal, first, second = _by_line(here)
    assert (goal["slug"], goal["plan_share"], str(goal["due"].date())) == (
        "pass-the-project-exam", 0.2, "2026-06-30",
    )  # fmt: skip
    assert {first["parent"], second["parent"]} == {"pass-the-project-exam"}
    answer = undo(filling)
    assert (answer["op"], answer["values"]) == ("undone", WHOLE)
    assert here.files() == before


def test_a_first_step_is_a_line_that_names_the_goal(tmp_path: Path) -> None:
    """A goal with a title and a step, nothing else; undone, both files are as before."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("goal")
    answer = save(filling, title="Learn to say no", step="Asked who else could do it")
    assert answer["message"] == "Saved in registers/goals.csv and journal/2026.md."
    assert here.text(GOALS) == HEADER + "learn-to-say-no,Learn to say no,,,,2026-01-15,,\n"
    assert here.rows("entry")[0]["goal"] == "learn-to-say-no"
    assert here.rows("entry")[0]["text"] == "Asked who else could do it"
    assert undo(filling)["op"] == "undone"
    assert here.files() == before


def test_a_step_that_cannot_be_a_line_takes_the_goal_back(tmp_path: Path) -> None:
    """A step with a word that would share the line with a reader."""
    here = seat.new(tmp_path)
    before = here.files()
    found = problems(here.open("goal"), title="Learn to say no", step="Asked around !mentor")
    assert list(found) == ["step"]
    assert here.files() == before


def test_short_names_are_words_that_nobody_else_has(tmp_path: Path) -> None:
    """Titles that are taken, that are numbers, marks or a token of the journal, that are long, or Greek."""
    here = seat.new(tmp_path)
    long = "Become the one person in this house who is asked first about the plan"
    for title in ("Read more", "Read more", "2026!", "✱✱✱", "90min", long, "Μαθαίνω ελληνικά"):
        save(here.open("goal"), title=title, due="" if title != "Read more" else _next(here))
    slugs = [line.split(",")[0] for line in here.text(GOALS).splitlines()[1:]]
    assert slugs == [
        "read-more", "read-more-2", "goal-2026", "goal", "goal-90min", "become-the-one-person-in-this-house-who",
        "μαθαίνω-ελληνικά",
    ]  # fmt: skip
    assert sorted(row["slug"] for row in here.rows("goal")) == sorted(slugs)


def _next(here: seat.Seat) -> str:
    return "2026-03-01" if "read-more" not in here.text(GOALS) else "2026-09-01"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"share": "120"}, "share"),
        ({"due": "soon"}, "due"),
        ({"due": "2026-01-11"}, "due"),
        ({"due_1": ""}, "due_1"),
        ({"milestone_2": ""}, "milestone_2"),
        ({"due_2": "2026-07-01"}, "due_2"),
        ({"due_1": "2026-01-01"}, "due_1"),
        ({"set_on": "2026-01-16"}, "set_on"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    tmp_path: Path, changed: dict[str, str], field: str
) -> None:
    """The goal above with one thing wrong: nothing is written."""
    here = seat.new(tmp_path)
    before = here.files()
    assert field in problems(here.open("goal"), **{**WHOLE, **changed})
    assert here.files() == before


def test_the_same_goal_is_not_set_twice(tmp_path: Path) -> None:
    """The same goal saved again, in capitals."""
    here = seat.new(tmp_path)
    save(here.open("goal"), **WHOLE)
    again = problems(here.open("goal"), title="PASS THE PROJECT EXAM", due="2026-06-30")
    assert list(again) == ["title"]


@pytest.mark.parametrize(
    "text", ['=1+1, "so", it; goes', "<b>bold</b> [x](http://x.invalid)", "'quoted", "@home -> by now"]
)  # fmt: skip
def test_any_words_come_back_as_they_were_typed(tmp_path: Path, text: str) -> None:
    """Words that a spreadsheet, a page or the journal could take for something else, in every text."""
    here = seat.new(tmp_path)
    done = save(here.open("goal"), title=text, why=text, measure=text, milestone_1=text, due_1="2026-05-01")  # fmt: skip
    assert done["op"] == "saved"
    goal, milestone = _by_line(here)
    assert [goal["title"], goal["why"], goal["measure"], milestone["title"]] == [text] * 4


def test_a_sample_keeps_its_rows(tmp_path: Path) -> None:
    """A copy of a sample: the new row stands below all of theirs."""
    here = seat.sample(tmp_path)
    before = here.text(GOALS)
    save(here.open("goal"), title="Become a licensed adviser")
    added = here.text(GOALS).removeprefix(before)
    assert added == "become-a-licensed-adviser,Become a licensed adviser,,,,2026-01-15,,\n"


def test_it_is_printed_where_nobody_can_fill_it_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch run over an empty workbook: every label, and how it is done by hand."""
    here = seat.new(tmp_path)
    shown = seat.printed(here, monkeypatch, "goal")
    assert all(field.label in shown for field in here.open("goal").form.fields())
    assert "registers/goals.csv" in shown
