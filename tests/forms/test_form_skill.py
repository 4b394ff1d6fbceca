"""A skill and its level, from the form into registers/skills.csv and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat
from tests.forms.seat import problems, save, undo

SKILLS = "registers/skills.csv"
HEADER = "slug,name,aliases,group,level,level_on,uri\n"
OWN = "client-talks,Client talks,client-talk;talks,people,3,2025-11-20,x\n"


def test_a_skill_is_one_row(tmp_path: Path) -> None:
    """An empty workbook; a skill of a level and a kind; then undone."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("skill")
    values = {"name": "Client talks", "level": "3", "group": "people", "level_on": "2026-01-10"}
    assert save(filling, **values)["message"] == "Saved in registers/skills.csv."
    assert here.text(SKILLS) == f"{HEADER}client-talks,Client talks,,people,3,2026-01-10,\n"
    assert here.rows("skill")[0]["level"] == 3
    assert undo(filling)["values"] == values
    assert here.files() == before


@pytest.mark.parametrize("name", ["Client talks", "client-talks", "Talks", "CLIENT TALK"])
def test_a_known_skill_changes_its_level(tmp_path: Path, name: str) -> None:
    """A known skill by its name, its short name, another spelling; without a day it is today's level."""
    here = seat.new(tmp_path)
    here.write(SKILLS, HEADER + OWN)
    filling = here.open("skill")
    save(filling, name=name, level="4")
    assert here.text(SKILLS) == HEADER + OWN.replace("3,2025-11-20", "4,2026-01-15")
    assert undo(filling)["op"] == "undone"
    assert here.text(SKILLS) == HEADER + OWN


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "2026"}, "name"),
        ({"name": "?!"}, "name"),
        ({"level": ""}, "level"),
        ({"level": "6"}, "level"),
        ({"level_on": "2026-01-16"}, "level_on"),
        ({"level_on": "2025-11-19"}, "level_on"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """A known skill with one thing wrong, such as a day before the level that stands there: nothing is written."""
    here = seat.new(tmp_path)
    here.write(SKILLS, HEADER + OWN)
    before = here.files()
    assert list(problems(here.open("skill"), **{"name": "Talks", "level": "4", **said})) == [field]
    assert here.files() == before


def test_any_words_come_back(tmp_path: Path) -> None:
    """A skill and a kind with the marks of a formula, a table and a page."""
    here, text = seat.new(tmp_path), '=so "it", <b>&; goes'
    save(here.open("skill"), name=text, level="1", group=text)
    row = here.rows("skill")[0]
    assert (row["name"], row["group"]) == (text, text)


def test_it_is_printed_and_suggests_what_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a sample: every label; its skills and kinds of skills are suggested."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "skill")
    fields = {field.name: field for field in here.open("skill").form.fields()}
    assert all(field.label in shown for field in fields.values())
    assert "Client talks" in fields["name"].suggest
    assert {"people", "method"} <= set(fields["group"].suggest)
