"""A side project as a bet, from the form into registers/projects.csv and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat
from tests.forms.seat import problems, save, undo

HEADER = "slug,title,question,budget_hours,decide_on,yes_if,started,ended,state,learned\n"
PROJECTS = "registers/projects.csv"
BET = {
    "title": "Money letters", "question": "Do people read print?", "budget": "12,5", "decide_on": "2026-04-01",
    "yes_if": "ten are taken", "started": "2026-01-10",
}  # fmt: skip


def test_a_bet_is_one_row(tmp_path: Path) -> None:
    """An empty workbook; a running bet of twelve and a half hours; then undone."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("bet")
    assert save(filling, **BET)["message"] == "Saved in registers/projects.csv."
    row = "money-letters,Money letters,Do people read print?,12.5,2026-04-01,ten are taken,2026-01-10,,running,\n"
    assert here.text(PROJECTS) == HEADER + row
    project = here.rows("project")[0]
    assert (project["slug"], project["budget_hours"], project["state"]) == ("money-letters", 12.5, "running")  # fmt: skip
    assert undo(filling)["values"] == BET
    assert here.files() == before


def test_one_that_has_not_begun_has_no_state(tmp_path: Path) -> None:
    """A bet for later, with a short name that the journal uses already."""
    here = seat.new(tmp_path)
    here.write("journal/2026.md", "## 2026-01-10 Sat\n- try: letters wrote the first page 1h\n")
    filling = here.open("bet")
    name = next(field for field in filling.form.fields() if field.name == "name")
    assert name.suggest == ["letters"]
    save(filling, **{**BET, "started": "", "name": "Letters"})
    assert here.text(PROJECTS).endswith(
        "letters,Money letters,Do people read print?,12.5,2026-04-01,ten are taken,,,,\n"
    )
    assert next(f for f in here.open("bet").form.fields() if f.name == "name").suggest == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "title"),
        ({"question": ""}, "question"),
        ({"budget": ""}, "budget"),
        ({"budget": "-1"}, "budget"),
        ({"budget": "many"}, "budget"),
        ({"decide_on": ""}, "decide_on"),
        ({"decide_on": "2026-01-10"}, "decide_on"),
        ({"decide_on": "2026-01-15", "started": ""}, "decide_on"),
        ({"started": "2026-01-16"}, "started"),
        ({"title": "2026"}, "title"),
        ({"title": "!!!"}, "title"),
        ({"name": "7"}, "name"),
        ({"title": "HELP hour", "name": ""}, "title"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """The bet above with one thing wrong, beside a bet named help-hour: nothing is written."""
    here = seat.new(tmp_path)
    here.write(PROJECTS, f"{HEADER}help-hour,Help hour,,,,,,,,\n")
    before = here.files()
    assert list(problems(here.open("bet"), **{**BET, **said})) == [field]
    assert here.files() == before


def test_any_words_come_back(tmp_path: Path) -> None:
    """Words that a spreadsheet or a page could take for something else."""
    here = seat.new(tmp_path)
    text = 'So =cmd|x, "well"; <script>1</script>'
    save(here.open("bet"), **{**BET, "title": text, "question": text, "yes_if": f"-{text}"})
    row = here.rows("project")[0]
    assert (row["title"], row["question"], row["yes_if"]) == (text, text, f"-{text}")


def test_it_is_printed_for_a_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch run over a copy of a sample: every label."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "bet")
    assert all(field.label in shown for field in here.open("bet").form.fields())
    save(here.open("bet"), **BET)
    assert len(here.rows("project")) > 1
