"""What comes of open feedback is laid over its line by its id: decided, done, told."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerkit.filling import Filling
from tests.forms import seat

REGISTER = "registers/annotations.csv"
JOURNAL = """## 2023-12-01 Fri
- feedback: @old too long ago

## 2025-11-01 Sat
- feedback: @lee be briefer -> three bullets by 2025-12-01
- feedback: @kim well done [form:: praise]
- feedback: @pat be louder [declined:: I am not]

## 2025-12-01 Mon
- feedback: @dana ask sooner
- feedback: @ann call me -> a call on Fridays [done:: 2025-12-05] [told:: 2025-12-08]
- feedback: @max write less -> one page [done:: 2025-12-20]

## 2026-01-02 Fri
- did: Something else
"""


def _seat(folder: Path) -> seat.Seat:
    here = seat.new(folder)
    here.write("journal/2025.md", JOURNAL)
    return here


def _fields(filling: Filling, legend: str) -> dict[str, str]:
    """The names of the fields of one piece, by column."""
    [group] = [one for one in filling.form.groups if legend in one.legend]
    return {found.name.rpartition("-")[0]: found.name for found in group.fields}


def test_what_is_open_is_asked_one_group_each(tmp_path: Path) -> None:
    """Seven pieces: undecided first, then chosen, then done or declined and not told; praise, the old and the told are not asked."""
    form = _seat(tmp_path).open("feedback_next").form
    assert [group.legend for group in form.groups] == [
        "dana, 2025-12-01: ask sooner",
        "lee, 2025-11-01: be briefer",
        "max, 2025-12-01: write less",
        "pat, 2025-11-01: be louder",
    ]
    columns = [[found.name.rpartition("-")[0] for found in group.fields] for group in form.groups]
    assert columns == [
        ["action", "action_due", "declined_because"],
        ["action_done_on", "action_due", "declined_because"],
        ["told_on"],
        ["told_on"],
    ]
    [plan, *_] = form.groups[1].fields
    assert plan.hint == "You chose: three bullets, by 2025-12-01."


def test_several_pieces_are_saved_at_once(tmp_path: Path) -> None:
    """One decided, one done, one told; one is left open. Then what was done is to be told."""
    here = _seat(tmp_path)
    filling = here.open("feedback_next")
    dana, lee, pat = (_fields(filling, name) for name in ("dana", "lee", "pat"))
    said = {
        dana["action"]: "Ask on Mondays", dana["action_due"]: "2026-02-01", lee["action_done_on"]: "2026-01-10",
        pat["told_on"]: "2026-01-15",
    }  # fmt: skip
    assert seat.save(filling, **said)["message"] == f"Saved in {REGISTER}."
    assert len(here.text(REGISTER).splitlines()) == 4
    rows = {row["giver"]: row for row in here.rows("feedback")}
    assert (rows["dana"]["action"], str(rows["dana"]["action_due"])[:10]) == (
        "Ask on Mondays",
        "2026-02-01",
    )
    assert str(rows["lee"]["action_done_on"])[:10] == "2026-01-10"
    assert str(rows["pat"]["told_on"])[:10] == "2026-01-15"
    filling.renewed()
    assert [group.legend.partition(",")[0] for group in filling.form.groups] == [
        "dana",
        "max",
        "lee",
    ]
    assert list(_fields(filling, "lee")) == ["told_on"]


def test_a_save_can_be_taken_back(tmp_path: Path) -> None:
    """A register with an answer of the person's own, and columns that nobody knows."""
    here = _seat(tmp_path)
    here.write(REGISTER, "of;mine;accept\r\n0123456789abcdef;x;yes\r\n")
    before, filling = here.files(), here.open("feedback_next")
    said = {_fields(filling, "dana")["declined_because"]: "Not my way; yet"}
    assert seat.save(filling, **said)["op"] == "saved"
    assert seat.undo(filling)["values"] == said
    assert here.files() == before
    assert filling.values() == said


@pytest.mark.parametrize(
    ("who", "said", "field"),
    [
        ("dana", {"action": "Ask", "declined_because": "No"}, "declined_because"),
        ("dana", {"action_due": "2026-02-01"}, "action"),
        ("lee", {"action_done_on": "2026-01-01", "action_due": "2026-02-01"}, "action_due"),
        ("lee", {"action_done_on": "2026-01-01", "declined_because": "No"}, "declined_because"),
        ("lee", {"action_done_on": "2026-01-16"}, "action_done_on"),
        ("lee", {"action_done_on": "2025-10-31"}, "action_done_on"),
        ("max", {"told_on": "2026-13-01"}, "told_on"),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(
    tmp_path: Path, who: str, said: dict[str, str], field: str
) -> None:
    """Both a yes and a no, a day without an action, days to come and days before, no day at all."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("feedback_next")
    names = _fields(filling, who)
    wrong = seat.problems(filling, **{names[column]: text for column, text in said.items()})
    assert list(wrong) == [names[field]]
    assert here.files() == before


def test_nothing_filled_in_is_said(tmp_path: Path) -> None:
    """An empty form that is saved."""
    here = _seat(tmp_path)
    assert seat.problems(here.open("feedback_next")) == {"": "nothing is filled in yet"}
    assert here.text(REGISTER) == ""


def test_a_second_tab_does_not_write_over_the_first(tmp_path: Path) -> None:
    """Two tabs with the same piece; what the second one showed is not so any more."""
    here = _seat(tmp_path)
    first, second = here.open("feedback_next"), here.open("feedback_next")
    names = _fields(first, "dana")
    seat.save(first, **{names["action"]: "Ask on Mondays"})
    before = here.files()
    assert "changed meanwhile" in seat.problems(second, **{names["declined_because"]: "No"})[""]
    assert here.files() == before


@pytest.mark.parametrize("column", ["action", "declined_because"])
def test_no_text_does_anything_but_stand_there(tmp_path: Path, column: str) -> None:
    """Texts with signs that mean something in each free field: one cell, as it was typed, or none."""
    here = _seat(tmp_path)
    name = _fields(here.open("feedback_next"), "dana")[column]
    for text in seat.hostile(here, "feedback_next", name):
        [row] = [one for one in here.rows("feedback") if one["giver"] == "dana"]
        assert (row[column], list(row["share"])) == (
            text.replace("\x00", "").replace("\ufeff", ""),
            [],
        )


def test_nothing_open_is_said(tmp_path: Path) -> None:
    """A new workbook."""
    form = seat.new(tmp_path).open("feedback_next").form
    assert (list(form.fields()), "Nothing waits" in form.intro) == ([], True)


def test_six_at_most_and_one_without_a_giver(tmp_path: Path) -> None:
    """Eight undecided pieces of which nobody wrote down the giver; nobody can be told of those that are done."""
    here = seat.new(tmp_path)
    here.write("journal/2026.md", "## 2026-01-02 Fri\n" + "".join(f"- feedback: piece {n}\n" for n in range(8)) + "- feedback: done one -> x [done:: 2026-01-03]\n")  # fmt: skip
    form = here.open("feedback_next").form
    assert len(form.groups) == 6
    assert all(group.legend.startswith("2026-01-02: piece") for group in form.groups)


def test_without_anybody_it_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A finished year of a sample: every label, and how to write it by hand."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "feedback_next")
    asked = list(here.open("feedback_next").form.fields())
    assert asked
    assert all(found.label in shown for found in asked)
