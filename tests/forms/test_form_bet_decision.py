"""How a bet ends, or goes on: one row of registers/projects.csv changes, and nothing else of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat
from tests.forms.seat import problems, save, undo

PROJECTS = "registers/projects.csv"
HEADER = "slug,title,question,budget_hours,decide_on,yes_if,started,ended,state,learned,mine\n"
LETTERS = "letters,Money letters,Do people read print?,12,2026-01-10,,2025-10-01,{ended},{state},{learned},x\n"
OTHERS = 'garden,"A garden, small",,5,,,2025-05-01,,lapsed,,\nchoir,Choir,,,2025-12-31,,,,kept for joy,Yes,\n'


def _letters(ended: str = "", state: str = "", learned: str = "") -> str:
    return LETTERS.format(ended=ended, state=state, learned=learned)


def _seat(folder: Path, learned: str = "") -> seat.Seat:
    here = seat.new(folder)
    here.write(PROJECTS, HEADER + OTHERS + _letters(state="running", learned=learned))
    return here


def test_what_is_open_is_offered_with_its_day(tmp_path: Path) -> None:
    """One running, one lapsed without a day, one decided."""
    which = next(iter(_seat(tmp_path).open("bet_decision").form.fields()))
    assert which.kind == "choice"
    assert list(which.choices) == [
        ("letters", "Money letters, to be decided on 2026-01-10"),
        ("garden", "A garden, small, to be decided on no day yet (lapsed)"),
    ]


def test_one_stopped_with_a_lesson_changes_three_cells(tmp_path: Path) -> None:
    """Stopped on a day, with a lesson; the form then offers one less; undone byte for byte."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("bet_decision")
    values = {"which": "letters", "state": "stopped with lesson", "learned": "Ask first", "ended": "2026-01-14"}  # fmt: skip
    assert save(filling, **values)["message"] == "Saved in registers/projects.csv."
    changed = _letters("2026-01-14", "stopped with lesson", "Ask first")
    assert here.text(PROJECTS) == HEADER + OTHERS + changed
    row = next(row for row in here.rows("project") if row["slug"] == "letters")
    assert (row["state"], row["learned"]) == ("stopped with lesson", "Ask first")
    assert [slug for slug, _ in next(iter(here.open("bet_decision").form.fields())).choices] == ["garden"]  # fmt: skip
    assert undo(filling)["values"] == values
    assert here.files() == before


def test_one_that_goes_on_gets_a_new_day(tmp_path: Path) -> None:
    """A lapsed bet runs again until April."""
    here = _seat(tmp_path)
    save(here.open("bet_decision"), which="garden", state="running", new_day="2026-04-01", ended="2026-01-15")  # fmt: skip
    assert 'garden,"A garden, small",,5,2026-04-01,,2025-05-01,,running,,\n' in here.text(PROJECTS)


def test_what_was_learned_before_stays(tmp_path: Path) -> None:
    """A running bet that has taught something already; without a day it was decided today."""
    here = _seat(tmp_path, learned="Print is slow")
    save(here.open("bet_decision"), which="letters", state="grew", learned="People keep them")
    assert _letters("2026-01-15", "grew", "Print is slow; People keep them") in here.text(PROJECTS)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"which": "choir"}, "which"),
        ({"which": ""}, "which"),
        ({"state": "lapsed"}, "state"),
        ({"state": ""}, "state"),
        ({"ended": "2026-01-16"}, "ended"),
        ({"new_day": "2026-04-01"}, "new_day"),
        ({"state": "running"}, "new_day"),
        ({"state": "running", "new_day": "2026-01-15"}, "new_day"),
        ({"state": "stopped with lesson", "learned": ""}, "learned"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """A bet that grew, with one thing wrong: nothing is written."""
    here = _seat(tmp_path)
    before = here.files()
    values = {"which": "letters", "state": "grew", "ended": "2026-01-14", **said}
    assert list(problems(here.open("bet_decision"), **values)) == [field]
    assert here.files() == before


def test_a_second_window_overwrites_nothing_unseen(tmp_path: Path) -> None:
    """Two windows show the same bet; the first stops it, the second lets it grow."""
    here = _seat(tmp_path)
    first, second = here.open("bet_decision"), here.open("bet_decision")
    save(first, which="letters", state="stopped with lesson", learned="Ask first")
    after = here.files()
    assert "changed meanwhile" in problems(second, which="letters", state="grew")["which"]
    assert here.files() == after


def test_without_a_bet_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty workbook, and its printed form."""
    here = seat.new(tmp_path)
    shown = seat.printed(here, monkeypatch, "bet_decision")
    assert all(field.label in shown for field in here.open("bet_decision").form.fields())
    assert "No bet is open just now" in shown


def test_it_works_on_a_sample(tmp_path: Path) -> None:
    """A copy of a sample, where one bet is running: only its row changes."""
    here = seat.sample(tmp_path)
    before = here.text(PROJECTS).splitlines()
    save(
        here.open("bet_decision"), which="parents-evening", state="kept for joy", learned="So be it"
    )
    after = here.text(PROJECTS).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert changed[0][1].endswith(
        "2026-01-15,kept for joy,Three things and never thirteen; So be it"
    )
