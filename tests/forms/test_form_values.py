"""Values and their weights: a changed weight is a new row, and earlier ones stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat
from tests.forms.seat import problems, save, undo

VALUES = "registers/values.csv"
HEADER = "name,weight,set_on\n"
OLD = "family,9,2024-11-12\nlearning,8,2024-11-12\n"


def _seat(folder: Path) -> seat.Seat:
    here = seat.new(folder)
    here.write(VALUES, HEADER + OLD)
    return here


def test_two_values_become_two_rows(tmp_path: Path) -> None:
    """An empty workbook; two values; the form shows them again; then undone."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("values")
    values = {"value_1": "family", "weight_1": "9", "value_3": "being useful", "weight_3": "7,5"}
    answer = save(filling, **values)
    assert (answer["message"], answer["values"]) == ("Saved in registers/values.csv.", values)
    assert here.text(VALUES) == f"{HEADER}family,9,2026-01-15\nbeing useful,7.5,2026-01-15\n"
    assert sorted(row["weight"] for row in here.rows("value")) == [7.5, 9]
    assert here.open("values").form.values() == {
        "value_1": "family", "weight_1": "9", "value_2": "being useful", "weight_2": "7.5",
    }  # fmt: skip
    assert undo(filling)["values"] == values
    assert here.files() == before


def test_a_changed_weight_is_a_new_row(tmp_path: Path) -> None:
    """Family weighs less, learning as before in other letters, health is new; undone byte for byte."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("values")
    assert filling.values() == {"value_1": "family", "weight_1": "9", "value_2": "learning", "weight_2": "8"}  # fmt: skip
    values = {
        "value_1": "family", "weight_1": "7", "value_2": "Learning", "weight_2": "8.0", "value_3": "health", "weight_3": "8",
    }  # fmt: skip
    save(filling, **values)
    assert here.text(VALUES) == f"{HEADER}{OLD}family,7,2026-01-15\nhealth,8,2026-01-15\n"
    assert undo(filling)["op"] == "undone"
    assert here.files() == before


def test_what_is_put_right_on_the_same_day_stays_one_row(tmp_path: Path) -> None:
    """The weight of a value changed twice on one day."""
    here = _seat(tmp_path)
    for weight in ("5", "6"):
        save(here.open("values"), value_1="family", weight_1=weight, value_2="learning", weight_2="8")  # fmt: skip
    assert here.text(VALUES) == f"{HEADER}{OLD}family,6,2026-01-15\n"


@pytest.mark.parametrize("said", [{}, {"value_1": "family", "weight_1": "0"}])
def test_a_value_left_out_weighs_nothing_from_now_on(tmp_path: Path, said: dict[str, str]) -> None:
    """Family is left out, or gets 0; the form then shows learning alone, and family can come back."""
    here = _seat(tmp_path)
    save(here.open("values"), value_2="learning", weight_2="8", **said)
    assert here.text(VALUES) == f"{HEADER}{OLD}family,0,2026-01-15\n"
    assert here.open("values").form.values() == {"value_1": "learning", "weight_1": "8"}
    save(here.open("values"), value_1="learning", weight_1="8", value_2="family", weight_2="4")
    assert here.text(VALUES) == f"{HEADER}{OLD}family,4,2026-01-15\n"


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """The form saved as it was shown."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("values")
    assert save(filling, **filling.values())["message"] == "Nothing has changed."
    assert here.files() == before
    assert not filling.can_undo


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"value_3": "health"}, "weight_3"),
        ({"weight_3": "5"}, "value_3"),
        ({"value_3": "FAMILY", "weight_3": "5"}, "value_3"),
        ({"weight_1": "11"}, "weight_1"),
        ({"weight_1": "much"}, "weight_1"),
        ({"weight_1": "-1"}, "weight_1"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """Two values with something wrong in one of them or in a third: nothing is written."""
    here = _seat(tmp_path)
    before, filling = here.files(), here.open("values")
    assert list(problems(filling, **{**filling.values(), **said})) == [field]
    assert here.files() == before


def test_an_empty_form_is_not_saved(tmp_path: Path) -> None:
    """An empty workbook and nothing filled in."""
    assert list(problems(seat.new(tmp_path).open("values"))) == ["value_1"]


def test_a_second_window_overwrites_nothing_unseen(tmp_path: Path) -> None:
    """Two windows show the same weights; the first changes one."""
    here = _seat(tmp_path)
    first, second = here.open("values"), here.open("values")
    shown = first.values()
    save(first, **{**shown, "weight_1": "3"})
    after = here.files()
    assert "changed meanwhile" in problems(second, **{**shown, "weight_2": "3"})[""]
    assert here.files() == after


def test_any_words_come_back(tmp_path: Path) -> None:
    """A value with the marks of a formula, a table and a page."""
    here, text = seat.new(tmp_path), '-"peace", <b>&; quiet'
    save(here.open("values"), value_1=text, weight_1="1")
    assert [row["name"] for row in here.rows("value")] == [text]
    assert here.open("values").values() == {"value_1": text, "weight_1": "1"}


def test_more_than_nine_values_keep_their_weights(tmp_path: Path) -> None:
    """Ten values in the register: the first is not shown, and so is not taken for left out."""
    here = seat.new(tmp_path)
    rows = "".join(f"v{n},5,2025-01-0{n}\n" for n in range(1, 10)) + "v10,5,2025-01-10\n"
    here.write(VALUES, HEADER + rows)
    filling = here.open("values")
    assert filling.values()["value_1"] == "v2"
    save(filling, **{**filling.values(), "weight_1": "6"})
    assert here.text(VALUES) == f"{HEADER}{rows}v2,6,2026-01-15\n"


def test_a_finished_year_knows_what_was_weighed_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a sample whose weights add up to 100, worked on in January: the day is its last."""
    here = seat.sample(tmp_path)
    filling = here.open("values")
    save(filling, **{**filling.values(), "weight_1": "35"})
    assert here.text(VALUES).endswith("family,35,2025-12-31\n")
    shown = seat.printed(here, monkeypatch, "values")
    assert all(field.label in shown for field in filling.form.fields())
    assert "honesty" not in shown


def test_one_window_may_save_again_at_once(tmp_path: Path) -> None:
    """One window, faster than the form is made anew; then undone, made anew, and saved once more."""
    here = _seat(tmp_path)
    filling = here.open("values")
    for weight in ("3", "4"):
        assert save(filling, value_1="family", weight_1=weight)["op"] == "saved"
    assert here.text(VALUES) == f"{HEADER}{OLD}family,4,2026-01-15\nlearning,0,2026-01-15\n"
    assert undo(filling)["op"] == "undone"
    assert filling.renewed() is not None
    assert save(filling, value_1="family", weight_1="5")["op"] == "saved"
    assert here.text(VALUES) == f"{HEADER}{OLD}family,5,2026-01-15\nlearning,0,2026-01-15\n"
