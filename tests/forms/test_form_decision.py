"""The yearly decision: one row a year, with last year's tripwire in sight."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat
from tests.forms.seat import problems, save, undo

DECISIONS = "registers/decisions.csv"
HEADER = "year,choice,reason,tripwire,tripwire_on,change_mind,fits\n"
LAST = "2025,Stay,I learn every week,The project goes to somebody else,2026-02-28,,family=6\n"
WHOLE = {
    "choice": "shape", "reason": "The work fits,\nthe weight does not", "tripwire": "No letter about the grade",
    "tripwire_on": "2026-06-30", "change_mind": "Another spring like this",
}  # fmt: skip
ROW = '2026,shape,"The work fits,\nthe weight does not",No letter about the grade,2026-06-30,Another spring like this,\n'


def test_a_decision_is_one_row(tmp_path: Path) -> None:
    """An empty workbook; a whole decision; it stays in the form; then undone."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("decision")
    answer = save(filling, **WHOLE)
    assert (answer["message"], answer["values"]) == ("Saved in registers/decisions.csv.", WHOLE)
    assert here.text(DECISIONS) == HEADER + ROW
    row = here.rows("decision")[0]
    assert (row["choice"], row["tripwire_on"].date().isoformat()) == ("shape", "2026-06-30")
    assert here.open("decision").values() == WHOLE
    assert undo(filling)["values"] == WHOLE
    assert here.files() == before


def test_last_years_decision_is_in_sight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision of last year with a tripwire; one of a later year does not count."""
    here = seat.new(tmp_path)
    here.write(DECISIONS, f"{HEADER}{LAST}2027,shift,,Other,,,\n")
    hint = "For 2025 you chose: stay. The tripwire to look at on 2026-02-28: “The project goes to somebody else”"
    fields = {field.name: field for field in here.open("decision").form.fields()}
    assert fields["reason"].hint.startswith(hint)
    shown = seat.printed(here, monkeypatch, "decision")
    assert hint in shown
    assert all(field.label in shown for field in fields.values())


def test_a_second_save_changes_the_row_of_the_year(tmp_path: Path) -> None:
    """The decision of this year is changed and the tripwire taken out; last year's row stays byte for byte."""
    here = seat.new(tmp_path)
    here.write(DECISIONS, HEADER + ROW.replace("this,", "this,family=5") + LAST)
    before, filling = here.files(), here.open("decision")
    save(filling, choice="shift", reason="I have had enough")
    assert here.text(DECISIONS) == f"{HEADER}2026,shift,I have had enough,,,,family=5\n{LAST}"
    assert undo(filling)["op"] == "undone"
    assert here.files() == before


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """The form saved as it was shown; the choice stands there in capitals."""
    here = seat.new(tmp_path)
    here.write(DECISIONS, HEADER + ROW)
    before, filling = here.files(), here.open("decision")
    assert save(filling, **filling.values())["message"] == "Nothing has changed."
    assert here.files() == before


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"choice": ""}, "choice"),
        ({"choice": "flee"}, "choice"),
        ({"reason": ""}, "reason"),
        ({"tripwire": ""}, "tripwire"),
        ({"tripwire_on": ""}, "tripwire_on"),
        ({"tripwire_on": "soon"}, "tripwire_on"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """The decision above with one thing wrong: nothing is written."""
    here = seat.new(tmp_path)
    before = here.files()
    assert list(problems(here.open("decision"), **{**WHOLE, **said})) == [field]
    assert here.files() == before


def test_a_second_window_overwrites_nothing_unseen(tmp_path: Path) -> None:
    """Two windows on an empty year, then two on a decided one."""
    here = seat.new(tmp_path)
    for choice in ("stay", "shape"):
        first, second = here.open("decision"), here.open("decision")
        save(first, **{**WHOLE, "choice": choice})
        after = here.files()
        assert "changed meanwhile" in problems(second, choice="shift", reason="So")[""]
        assert here.files() == after


def test_any_words_come_back(tmp_path: Path) -> None:
    """Words with the marks of a formula, a table and a page; next year they stand in the hint, as text."""
    here, text = seat.new(tmp_path), '=so "it", <b>&;\n\n# goes'
    save(here.open("decision"), **{**WHOLE, "reason": text, "tripwire": text, "change_mind": text})
    row = here.rows("decision")[0]
    assert [row[name] for name in ("reason", "tripwire", "change_mind")] == [text] * 3


def test_it_works_on_a_sample(tmp_path: Path) -> None:
    """A copy of a sample with a decision of its year: it is shown, and one cell of it changes."""
    here = seat.sample(tmp_path)
    before, filling = here.text(DECISIONS), here.open("decision")
    save(filling, **{**filling.values(), "tripwire_on": "2026-04-30"})
    assert here.text(DECISIONS) == before.replace("2026-03-31", "2026-04-30")


def test_one_window_may_save_again_at_once(tmp_path: Path) -> None:
    """One window, faster than the form is made anew; then undone, made anew, and saved once more."""
    here = seat.new(tmp_path)
    filling = here.open("decision")
    for choice in ("stay", "shape"):
        assert save(filling, choice=choice, reason="So")["op"] == "saved"
    assert undo(filling)["op"] == "undone"
    assert filling.renewed() is not None
    assert save(filling, choice="shift", reason="So")["op"] == "saved"
    assert here.text(DECISIONS) == f"{HEADER}2026,shift,So,,,,\n"
