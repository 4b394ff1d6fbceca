"""Learning is one line in the journal, and where it will be used a second one: both or none."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from careerkit import capture, period
from careerkit.capture import Draft
from careerkit.errors import CannotWrite
from careerkit.keeping.edits import Edit
from careerkit.workspace import Workbook
from tests.forms import seat

JOURNAL = "journal/2026.md"
DAY = "## 2026-01-15 Thu\n"
GOOD = {"title": "Invented Careers", "date": "2026-01-15"}


def test_learning_is_one_line(tmp_path: Path) -> None:
    """The least that is asked, in a new workbook."""
    here = seat.new(tmp_path)
    assert seat.save(here.open("learning"), **GOOD)["message"] == f"Saved in {JOURNAL}."
    assert here.text(JOURNAL) == f"{DAY}- learn: Invented Careers [at:: 2026-01-15T09:30]\n"
    [row] = here.rows("learning")
    assert row["title"] == "Invented Careers"
    assert (
        here.desk.tables["learning"][["hours", "energy", "completed", "form"]].isna().all(axis=None)
    )


def test_where_it_is_used_is_a_second_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every field, and a use that the step of the guide counts."""
    here = seat.new(tmp_path)
    said = {
        **GOOD, "form": "podcast", "hours": "0,75", "tags": "negotiation, #public-speaking", "use": "The talk in May",
        "provider": "The radio", "energy": "1", "completed": "yes",
    }  # fmt: skip
    assert seat.save(here.open("learning"), **said)["op"] == "saved"
    assert here.text(JOURNAL) == (
        f"{DAY}- learn: podcast Invented Careers [at:: 2026-01-15T09:30] [provider:: The radio] [completed:: yes] +1 45min"
        " #negotiation #public-speaking\n"
        "- note: The talk in May [at:: 2026-01-15T09:30] [builds_on:: Invented Careers] #negotiation #public-speaking\n"
    )
    [row] = here.rows("learning")
    wanted = {"title": "Invented Careers", "form": "podcast", "hours": 0.75, "provider": "The radio", "energy": 1, "completed": True}  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    [use] = here.rows("entry")
    assert (use["word"], use["text"], use["builds_on"]) == (
        "note",
        "The talk in May",
        "Invented Careers",
    )
    monkeypatch.setattr(period, "now", lambda: seat.AT)
    tasks = seat.Seat(here.root).desk.view.step("invest").check().tasks
    assert [task.is_done for task in tasks] == [False, True, True]


def test_both_lines_are_taken_back(tmp_path: Path) -> None:
    """A journal with a last line that has no end."""
    here = seat.new(tmp_path)
    here.write(JOURNAL, f"{DAY}- did: One")
    before, filling = here.files(), here.open("learning")
    said = {**GOOD, "use": "The talk in May"}
    assert seat.save(filling, **said)["op"] == "saved"
    assert len(here.rows("entry")) == 2
    assert seat.undo(filling)["values"] == said
    assert here.files() == before


@pytest.mark.parametrize("title", ["Course in print", "podcast", "Deep Water 4/5", "How to get +2", '"Now" or never', "Über #alles"])  # fmt: skip
def test_a_title_is_read_as_it_was_typed(tmp_path: Path, title: str) -> None:
    """Titles that begin with a kind of learning, end like a token, or hold quotation marks; or they are refused."""
    here = seat.new(tmp_path)
    answer = seat.save(here.open("learning"), **{**GOOD, "title": title})
    if answer["op"] == "saved":
        [row] = here.rows("learning")
        assert (row["title"], list(row["tags"])) == (title, [])
        assert here.desk.tables["learning"][["form", "energy"]].isna().all(axis=None)
    else:
        assert list(answer["problems"]) == ["title"]
        assert here.text(JOURNAL) == ""


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "title"),
        ({"form": "rumour"}, "form"),
        ({"hours": "30"}, "hours"),
        ({"tags": "7"}, "tags"),
        ({"tags": "7", "use": "The talk"}, "tags"),
        ({"use": "The talk !mentor"}, "use"),
        ({"title": "Part [two]", "use": "The talk"}, "title"),
        ({"provider": "the [one]"}, "provider"),
        ({"completed": "no"}, "completed"),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """Something missing, out of bounds or with signs that mean something, in either line; nothing is written."""
    here = seat.new(tmp_path)
    before = here.files()
    assert list(seat.problems(here.open("learning"), **{**GOOD, **said})) == [field]
    assert here.files() == before


def test_a_second_line_that_cannot_be_written_costs_no_half_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full after the first line."""
    here = seat.new(tmp_path)
    before, write = here.files(), capture.write

    def full(workbook: Workbook, draft: Draft, at: datetime) -> Edit:
        if draft.word == "note":
            raise CannotWrite
        return write(workbook, draft, at)

    monkeypatch.setattr(capture, "write", full)
    answer = seat.save(here.open("learning"), **GOOD, use="The talk in May")
    assert (answer["op"], answer["can_undo"]) == ("refused", False)
    assert here.files() == before


@pytest.mark.parametrize("field", ["title", "use", "provider"])
def test_no_text_does_anything_but_stand_there(tmp_path: Path, field: str) -> None:
    """Texts with signs that mean something in each free field: what was typed and no more, or nothing."""
    here = seat.new(tmp_path)
    for text in seat.hostile(here, "learning", field, **GOOD):
        [row] = here.rows("learning")
        said = {"title": row["title"], "provider": row["provider"]}
        said |= {"use": here.rows("entry")[0]["text"]} if field == "use" else {}
        quoted = text.strip('"') if field == "title" else text
        assert said[field] == seat.as_read(quoted, lines=field == "use")
        assert (list(row["share"]), list(row["tags"])) == ([], [])
        assert here.desk.tables["learning"][["energy", "hours"]].isna().all(axis=None)


def test_without_anybody_it_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch run in a copy of a sample: every label, and the line by hand; what was learned from before is offered."""
    here = seat.sample(tmp_path)
    shown, form = seat.printed(here, monkeypatch, "learning"), here.open("learning").form
    assert all(found.label in shown for found in form.fields())
    assert "- learn: podcast" in shown
    assert next(form.fields()).suggest
