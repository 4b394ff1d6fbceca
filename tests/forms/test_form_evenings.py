"""The last seven evenings of a boundary: each is one line in the journal, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from careerkit import capture, period
from careerkit.capture import Draft
from careerkit.errors import CannotWrite
from careerkit.keeping.edits import Edit
from careerkit.workspace import Workbook
from tests.forms import seat

JOURNAL = "journal/2026.md"
NAMES = [f"evening-2026-01-{day:02}" for day in range(9, 16)]
AT = "[at:: 2026-01-15T09:30]"


def test_a_new_person_names_a_boundary_and_marks_evenings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new workbook: a first name is offered, seven days up to today, of which three are marked; the step is done with them."""
    here = seat.new(tmp_path)
    filling = here.open("evenings")
    assert [found.name for found in filling.form.fields()] == ["name", *NAMES]
    assert [found.label for found in filling.form.fields()][-1] == "Thursday, 2026-01-15"
    assert filling.values() == {"name": "tech-free evening"}
    said = {"name": "No mail", NAMES[6]: "kept", NAMES[0]: "broke", NAMES[5]: "kept"}
    answer = seat.save(filling, **said)
    assert (answer["message"], answer["values"]) == (f"Saved in {JOURNAL}.", said)
    assert here.text(JOURNAL) == (
        f"## 2026-01-09 Fri\n- broke: No mail {AT}\n\n## 2026-01-14 Wed\n- kept: No mail {AT}\n\n"
        f"## 2026-01-15 Thu\n- kept: No mail {AT}\n"
    )
    rows = here.rows("boundary")
    assert [(row["name"], bool(row["kept"])) for row in rows] == [
        ("no mail", False),
        ("no mail", True),
        ("no mail", True),
    ]
    monkeypatch.setattr(period, "now", lambda: seat.AT)
    tasks = seat.Seat(here.root).desk.view.step("harmony").check().tasks
    assert [task.is_done for task in tasks] == [False, True, True]


def test_what_was_said_stands_there(tmp_path: Path) -> None:
    """Two boundaries; the one that is named most, with its evenings of the week, and the other by the word of a guide."""
    here = seat.new(tmp_path)
    here.write(
        JOURNAL,
        "## 2026-01-05 Mon\n- kept: lunch walk\n\n## 2026-01-12 Mon\n- broke: Lunch walk\n- kept: no mail\n",
    )
    assert here.open("evenings").values() == {"name": "lunch walk", NAMES[3]: "broke"}
    assert here.open("evenings", boundary="no mail").values() == {
        "name": "no mail",
        NAMES[3]: "kept",
    }


def test_all_evenings_of_a_save_are_taken_back(tmp_path: Path) -> None:
    """Five evenings in two years, in files of which one is there already."""
    here = seat.new(tmp_path)
    here.at = datetime.fromisoformat("2026-01-03T21:00+00:00")
    here.write("journal/2025.md", "## 2025-12-30 Tue\n- kept: lunch walk\n")
    here.write(JOURNAL, "## 2026-01-02 Fri\n- did: One\n")
    before, filling = here.files(), here.open("evenings")
    days = ("2025-12-28", "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03")
    said = {"name": "no mail", **{f"evening-{day}": "kept" for day in days}}
    assert seat.save(filling, **said)["message"] == "Saved in journal/2025.md and journal/2026.md."
    assert len(here.rows("boundary")) == 6
    assert seat.undo(filling)["values"] == said
    assert here.files() == before


def test_what_was_said_is_not_said_twice(tmp_path: Path) -> None:
    """The same evening saved again, at once and after the form was made anew; then one more beside it."""
    here = seat.new(tmp_path)
    filling = here.open("evenings")
    said = {"name": "no mail", NAMES[6]: "kept"}
    seat.save(filling, **said)
    before = here.files()
    for _ in range(2):
        assert list(seat.problems(filling, **said)) == [NAMES[0]]
        filling.renewed()
    assert here.files() == before
    assert seat.save(filling, **said, **{NAMES[5]: "broke"})["op"] == "saved"
    assert [bool(row["kept"]) for row in here.rows("boundary")] == [False, True]


def test_no_evening_is_both_kept_and_broken(tmp_path: Path) -> None:
    """An evening that is kept already is called broken; of another boundary it can be."""
    here = seat.new(tmp_path)
    filling = here.open("evenings")
    seat.save(filling, **{"name": "no mail", NAMES[6]: "kept"})
    before = here.files()
    wrong = seat.problems(filling, **{"name": "No  Mail", NAMES[6]: "broke", NAMES[5]: "kept"})
    assert list(wrong) == [NAMES[6]]
    assert "journal/2026.md" in wrong[NAMES[6]]
    assert here.files() == before
    assert seat.save(filling, **{"name": "lunch walk", NAMES[6]: "broke"})["op"] == "saved"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, NAMES[0]),
        ({"name": "", NAMES[1]: "kept"}, "name"),
        ({"name": "no mail !mentor", NAMES[1]: "kept"}, "name"),
        ({NAMES[1]: "perhaps"}, NAMES[1]),
        ({"evening-2020-01-01": "kept"}, ""),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """No evening, no name, a name that would be a reader, no choice, an evening that is not asked about."""
    here = seat.new(tmp_path)
    before = here.files()
    assert list(seat.problems(here.open("evenings"), **{"name": "no mail", **said})) == [field]
    assert here.files() == before


def test_a_file_that_cannot_be_written_costs_no_half_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full at the third of three evenings."""
    here = seat.new(tmp_path)
    before, write = here.files(), capture.write

    def full(workbook: Workbook, draft: Draft, at: datetime) -> Edit:
        if draft.day.day == 15:
            raise CannotWrite
        return write(workbook, draft, at)

    monkeypatch.setattr(capture, "write", full)
    answer = seat.save(here.open("evenings"), name="no mail", **dict.fromkeys(NAMES[4:], "kept"))
    assert (answer["op"], answer["can_undo"]) == ("refused", False)
    assert here.files() == before


def test_past_midnight_no_choice_moves_to_another_evening(tmp_path: Path) -> None:
    """A form that was opened before midnight and is made anew after it: every day keeps its own field."""
    here = seat.new(tmp_path)
    filling = here.open("evenings")
    here.at += timedelta(days=1)
    filling.renewed()
    assert [found.name for found in filling.form.fields()] == [
        "name",
        *NAMES[1:],
        "evening-2026-01-16",
    ]


def test_no_name_does_anything_but_stand_there(tmp_path: Path) -> None:
    """Texts with signs that mean something: one boundary by that name that nobody else may read, or none."""
    here = seat.new(tmp_path)
    for text in seat.hostile(here, "evenings", "name", **{NAMES[2]: "kept"}):
        [row] = here.rows("boundary")
        assert (row["name"], list(row["share"])) == (seat.as_read(text, lines=False).casefold(), [])


def test_a_finished_year_asks_about_its_last_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a sample: every label in a batch run, whatever today is."""
    here = seat.sample(tmp_path)
    shown, asked = (
        seat.printed(here, monkeypatch, "evenings"),
        list(here.open("evenings").form.fields()),
    )
    assert [found.name for found in asked[1:]] == [
        f"evening-2025-12-{day}" for day in range(25, 32)
    ]
    assert all(found.label in shown for found in asked)
