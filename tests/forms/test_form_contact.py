"""A contact is one line in the journal, and somebody new a row in the register of people: both or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from careerkit.errors import CannotWrite
from careerkit.keeping import registers
from tests.forms import seat

JOURNAL, PEOPLE = "journal/2026.md", "registers/people.csv"
DAY = "## 2026-01-15 Thu\n"
HEADER = "slug,name,org,title,relation,url,connected_on\n"
GOOD = {
    "people": "dana",
    "text": "Asked about her course",
    "meaningful": "yes",
    "date": "2026-01-15",
}


def test_a_contact_is_one_line(tmp_path: Path) -> None:
    """The least that is asked, in a new workbook; nobody comes into the register."""
    here = seat.new(tmp_path)
    assert seat.save(here.open("contact"), **GOOD)["message"] == f"Saved in {JOURNAL}."
    assert (
        here.text(JOURNAL) == f"{DAY}- met: Asked about her course [at:: 2026-01-15T09:30] @dana\n"
    )
    assert here.text(PEOPLE) == HEADER
    [row] = here.rows("touch")
    assert (row["person"], row["text"], bool(row["meaningful"])) == (
        "dana",
        "Asked about her course",
        True,
    )


def test_everything_filled_in_stands_in_its_column(tmp_path: Path) -> None:
    """Two people of whom the first is new, details on a second line, and all that may come of it."""
    here = seat.new(tmp_path)
    said = {
        **GOOD, "people": "@Lee Tan, dana", "text": "Asked for her plans\nShe was kind", "channel": "walk", "led_to": "advice",
        "follow_up": "2026-02-01", "energy": "-1", "hours": "0,5", "name": "Lee Tan-Ruiz", "relation": "teacher",
    }  # fmt: skip
    assert seat.save(here.open("contact"), **said)["message"] == f"Saved in {JOURNAL} and {PEOPLE}."
    [row] = here.rows("touch")
    wanted = {
        "person": "lee-tan", "text": "Asked for her plans", "detail": "She was kind", "channel": "walk", "led_to": "advice",
        "energy": -1, "hours": 0.5,
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert (list(row["people"]), str(row["follow_up"])[:10]) == (["lee-tan", "dana"], "2026-02-01")
    assert here.text(PEOPLE) == f"{HEADER}lee-tan,Lee Tan-Ruiz,,,teacher,,\n"


@pytest.mark.parametrize(("said", "known"), [("yes", True), ("no", False), ("", None)])
def test_whether_it_was_meaningful_may_be_left_open(
    tmp_path: Path, said: str, known: bool | None
) -> None:
    """Yes, no, and left open, which is no no: the review queue asks again."""
    here = seat.new(tmp_path)
    assert seat.save(here.open("contact"), **{**GOOD, "meaningful": said})["op"] == "saved"
    [row] = here.rows("touch")
    assert row["meaningful"] is known or row["meaningful"] == known


def test_both_edits_can_be_taken_back(tmp_path: Path) -> None:
    """A register with Windows line ends and a column of the person's own."""
    here = seat.new(tmp_path)
    here.write(PEOPLE, "slug;name;mine\r\nkim;Kim Ono;x\r\n")
    here.write(JOURNAL, f"{DAY}- did: One\n")
    before, filling = here.files(), here.open("contact")
    said = {**GOOD, "people": "lee", "name": "Lee Tan"}
    assert seat.save(filling, **said)["op"] == "saved"
    assert here.text(PEOPLE) == "slug;name;mine\r\nkim;Kim Ono;x\r\nlee;Lee Tan;\r\n"
    assert seat.undo(filling)["values"] == said
    assert here.files() == before


def test_what_is_not_known_of_somebody_is_filled_in(tmp_path: Path) -> None:
    """A row with a name and without anything else, in the register already."""
    here = seat.new(tmp_path)
    here.write(PEOPLE, f"{HEADER}dana,Dana Wirth,,,,,\n")
    filling = here.open("contact")
    assert seat.save(filling, **GOOD, name="Dana Wirth", relation="colleague")["op"] == "saved"
    assert here.text(PEOPLE) == f"{HEADER}dana,Dana Wirth,,,colleague,,\n"
    before = here.text(PEOPLE)
    assert seat.save(filling, **GOOD, name="Dana Wirth")["message"] == f"Saved in {JOURNAL}."
    assert here.text(PEOPLE) == before


def test_a_full_name_that_is_known_is_the_same_person(tmp_path: Path) -> None:
    """A full name that one person of the register has, in other letters; and one that two have, who are not guessed at."""
    here = seat.new(tmp_path)
    rows = "dana,Dana Wirth,,,,,\nkim,Kim Ono,,,,,\nkim2,Kim Ono,,,,,\n"
    here.write(PEOPLE, f"{HEADER}{rows}")
    seat.save(here.open("contact"), **{**GOOD, "people": "dana wirth, Kim Ono"})
    [row] = here.rows("touch")
    assert list(row["people"]) == ["dana", "kim-ono"]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"people": ""}, ["people"]),
        ({"people": "@"}, ["people"]),
        ({"people": "12"}, ["people"]),
        ({"text": "for all !mentor"}, ["text"]),
        ({"text": "with @kim"}, ["text"]),
        ({"channel": "pigeon"}, ["channel"]),
        ({"meaningful": "perhaps"}, ["meaningful"]),
        ({"hours": "0"}, ["hours"]),
        ({"follow_up": "soon"}, ["follow_up"]),
        ({"people": "kim", "name": "Another Kim"}, ["name"]),
        ({"people": "Kim", "name": "Another", "relation": "boss"}, ["name", "relation"]),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_field(
    tmp_path: Path, said: dict[str, str], fields: list[str]
) -> None:
    """Nobody named, names of digits, words that work, choices that are none, a short name that another person has."""
    here = seat.new(tmp_path)
    here.write(PEOPLE, f"{HEADER}kim,Kim Ono,,,friend,,\n")
    before = here.files()
    assert list(seat.problems(here.open("contact"), **{**GOOD, **said})) == fields
    assert here.files() == before


def test_a_register_that_cannot_be_written_costs_no_half_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk between the journal and the register."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("contact")

    def full(*_: Any, **__: Any) -> None:
        raise CannotWrite

    monkeypatch.setattr(registers, "put", full)
    answer = seat.save(filling, **GOOD, name="Dana Wirth")
    assert (answer["op"], answer["can_undo"]) == ("refused", False)
    assert here.files() == before


@pytest.mark.parametrize("field", ["text", "name", "relation"])
def test_no_text_does_anything_but_stand_there(tmp_path: Path, field: str) -> None:
    """Texts with signs that mean something in each free field: one contact that nobody else may read, or none."""
    here = seat.new(tmp_path)
    for text in seat.hostile(here, "contact", field, **GOOD):
        [row] = here.rows("touch")
        assert (row["person"], list(row["people"]), list(row["share"])) == ("dana", ["dana"], [])
        assert here.desk.tables["touch"][["energy", "hours"]].isna().all(axis=None)
        if field == "text":
            assert row["text"] == seat.as_read(text)
        else:
            [person] = here.rows("person")
            assert person[field] == text.replace("\x00", "").replace("\ufeff", "")


def test_who_is_met_most_is_offered_first(tmp_path: Path) -> None:
    """A copy of a sample with three years of contacts."""
    here = seat.sample(tmp_path)
    offered = next(here.open("contact").form.fields()).suggest
    met = [who for row in here.rows("touch") for who in row["people"]]
    assert met.count(offered[0]) == max(map(met.count, set(met)))
    assert len(set(offered)) == len(offered) <= 100


def test_without_anybody_it_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch run in a copy of a sample: every label, and the line by hand."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "contact")
    assert all(found.label in shown for found in here.open("contact").form.fields())
    assert "- met: @dana" in shown
