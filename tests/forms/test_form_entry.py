"""The journal entry: what is filled in is one line, which reads back as it was meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.forms import seat

JOURNAL = "journal/2026.md"
DAY = "## 2026-01-15 Thu\n"


def test_a_win_is_one_line(tmp_path: Path) -> None:
    """The least that is asked, in a new workbook."""
    here = seat.new(tmp_path)
    answer = seat.save(here.open("entry"), word="win", text="Closed the pitch", date="2026-01-15")
    assert (answer["op"], answer["message"]) == ("saved", f"Saved in {JOURNAL}.")
    assert here.text(JOURNAL) == f"{DAY}- win: Closed the pitch [at:: 2026-01-15T09:30]\n"
    assert answer["values"] == {"word": "win", "date": "2026-01-15"}


def test_everything_filled_in_stands_in_its_column(tmp_path: Path) -> None:
    """A step of a side project with every field, two lines of text, a comma in the hours."""
    here = seat.new(tmp_path)
    said = {
        "word": "try", "text": "Printed the first letters\nOn the good paper", "energy": "2", "date": "2026-01-14", "hours": "1,5",
        "tags": "writing, #layout", "people": "@dana, Lee Tan", "project": "letters", "goal": "exam", "starred": "yes",
        "impact": "12 -> 7 days", "reach": "team", "lasts": "weeks", "chosen": "no", "level": "3", "context": "bank",
        "builds_on": "The course in print", "evidence": "The red folder",
    }  # fmt: skip
    assert seat.save(here.open("entry"), **said)["op"] == "saved"
    [row] = here.rows("entry")
    wanted = {
        "word": "try", "text": "Printed the first letters", "detail": "On the good paper", "hours": 1.5, "energy": 2, "starred": True,
        "project": "letters", "goal": "exam", "impact_before": 12, "impact_after": 7, "impact_unit": "days", "reach": "team",
        "lasts": "weeks", "chosen": False, "level": 3, "context": "bank", "builds_on": "The course in print",
        "evidence": "The red folder",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert list(row["tags"]) == ["writing", "layout"]
    assert list(row["people"]) == ["dana", "lee-tan"]
    assert list(row["share"]) == []
    assert row["date"].date() == date(2026, 1, 14)


def test_a_save_can_be_taken_back(tmp_path: Path) -> None:
    """A journal with words of the person's own, one entry saved and taken back: not a byte has changed, the text is there."""
    here = seat.new(tmp_path)
    here.write(JOURNAL, "My year.\r\n\r\n## 2026-01-02 Fri\r\n- did: One\r\n")
    before, filling = here.files(), here.open("entry")
    seat.save(filling, word="did", text="Two", date="2026-01-15", hours="2")
    answer = seat.undo(filling)
    assert here.files() == before
    assert answer["values"] == {"word": "did", "text": "Two", "date": "2026-01-15", "hours": "2"}
    assert here.open("entry").values()["text"] == "Two"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": ""}, "text"),
        ({"date": "2026-02-30"}, "date"),
        ({"hours": "25"}, "hours"),
        ({"energy": "3"}, "energy"),
        ({"word": "gain"}, "word"),
        ({"tags": "12"}, "tags"),
        ({"people": "12"}, "people"),
        ({"evidence": "folder [3]"}, "evidence"),
        ({"word": "try"}, "project"),
        ({"text": "Closed it +2"}, "text"),
    ],
)  # fmt: skip
def test_what_cannot_be_saved_is_told_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """One thing wrong in an entry that is right otherwise; nothing is written."""
    here = seat.new(tmp_path)
    before = here.files()
    good = {"word": "win", "text": "Closed the pitch", "date": "2026-01-15"}
    assert list(seat.problems(here.open("entry"), **{**good, **said})) == [field]
    assert here.files() == before


@pytest.mark.parametrize("name", ["text", "evidence"])
def test_no_text_does_anything_but_stand_there(tmp_path: Path, name: str) -> None:
    """Texts with signs that mean something, in a text of several lines and in one of one line: one entry that nobody else may read, or none."""
    here = seat.new(tmp_path)
    good = {"word": "win", "text": "Closed", "date": "2026-01-15"}
    for text in seat.hostile(here, "entry", name, **good):
        [row] = here.rows("entry")
        nothing = (row["share"], row["tags"], row["people"])
        assert (row["word"], [list(found) for found in nothing]) == ("win", [[], [], []])
        assert here.desk.tables["entry"][["energy", "hours"]].isna().all(axis=None)
        assert row[name] == seat.as_read(text, lines=name == "text")


def test_two_kinds_have_drafts_of_their_own(tmp_path: Path) -> None:
    """Half a win and half a lesson, in two cells of one guide."""
    here = seat.new(tmp_path)
    win, lesson = here.open("entry", word="win"), here.open("entry", word="lesson")
    win.draft({"word": "win", "text": "Half a win"})
    lesson.draft({"word": "lesson", "text": "Half a lesson"})
    assert here.open("entry", word="win").values()["text"] == "Half a win"
    assert here.open("entry", word="lesson").values()["text"] == "Half a lesson"


def test_known_names_are_offered(tmp_path: Path) -> None:
    """A copy of a sample with goals and projects."""
    here = seat.sample(tmp_path)
    offered = {found.name: found.suggest for found in here.open("entry").form.fields()}
    assert "parents-evening" in offered["project"]
    assert offered["goal"]


def test_without_anybody_it_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch run in a copy of a sample: every label, and the line by hand."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "entry")
    for found in here.open("entry").form.fields():
        assert found.label in shown
    assert "careerkit log win" in shown
