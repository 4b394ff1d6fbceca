"""The settings in a form: filled in with what the file says, written back with its comments, taken back whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerkit import localzone
from tests.forms import seat
from tests.forms.seat import new, problems, sample, save, undo

ALL = {
    "season": "Earn, sleep, look around", "connections": "0,5", "learning_hours": "12", "time_zone": "Asia/Tokyo",
    "week_starts": "sunday", "name": "Ada", "touch": "yes", "boundary": "yes",
}  # fmt: skip


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that says where it is."""
    monkeypatch.setattr(localzone, "of_machine", lambda: "Europe/Rome")


def test_it_shows_what_the_settings_say(tmp_path: Path) -> None:
    found = sample(tmp_path).open("season").values()
    assert found == {
        "season": "A small book, slowly, and home before the sandman", "connections": "2", "learning_hours": "10",
        "time_zone": "Europe/Berlin", "week_starts": "monday", "name": "Mara Lind", "touch": "yes", "boundary": "yes",
    }  # fmt: skip


def test_a_new_workbook_is_offered_the_zone_of_the_machine(tmp_path: Path) -> None:
    found = new(tmp_path)
    opened = found.open("season")
    assert opened.values()["time_zone"] == "Europe/Rome"
    save(opened, **opened.values())
    assert found.desk.workbook.settings.time_zone == "Europe/Rome"


def test_all_is_written_and_taken_back(tmp_path: Path) -> None:
    """Every field of a new workbook; its comments stay, and the undo restores it byte for byte."""
    found = new(tmp_path)
    before, opened = found.text("workbook.toml"), found.open("season")
    answer = save(opened, **ALL)
    assert answer["message"] == "Saved in workbook.toml."
    assert answer["values"] == ALL
    text, settings = found.text("workbook.toml"), found.desk.workbook.settings
    assert '# yours, such as "Europe/Berlin"' in text
    assert (settings.name, settings.time_zone, settings.week_starts) == (
        "Ada",
        "Asia/Tokyo",
        "sunday",
    )
    assert settings.complete == ("boundary", "touch")
    assert settings.targets == {"connections_per_week": 0.5, "learning_hours_per_month": 12.0}
    assert settings.season == {"2026": "Earn, sleep, look around"}
    assert found.open("season").form.values() == {**ALL, "connections": "0.5"}
    assert undo(opened)["values"] == ALL
    assert found.text("workbook.toml") == before


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    """The sample's name alone: one line of the file."""
    found = sample(tmp_path)
    opened, before = found.open("season"), found.text("workbook.toml")
    save(opened, **{**opened.values(), "name": "Mara L.", "connections": "2,0"})
    assert found.text("workbook.toml") == before.replace("Mara Lind", "Mara L.").replace(
        "connections_per_week = 2\n", "connections_per_week = 2\n"
    )


def test_nothing_new_is_said_to_be_so(tmp_path: Path) -> None:
    found = sample(tmp_path)
    opened, before = found.open("season"), found.text("workbook.toml")
    answer = save(opened, **opened.values())
    assert (answer["message"], answer["can_undo"]) == ("Nothing was different.", False)
    assert found.text("workbook.toml") == before


def test_an_intent_can_be_taken_out_and_ticks_off(tmp_path: Path) -> None:
    found = sample(tmp_path)
    opened = found.open("season")
    kept = {
        name: said
        for name, said in opened.values().items()
        if name not in ("season", "touch", "boundary")
    }
    assert save(opened, **kept)["op"] == "saved"
    settings = found.desk.workbook.settings
    assert (set(settings.season), settings.complete) == ({"2023", "2024"}, ())


def test_a_change_from_elsewhere_is_not_overwritten(tmp_path: Path) -> None:
    """Somebody edits the file while the form is open; made again, it shows that."""
    found = sample(tmp_path)
    opened = found.open("season")
    found.write("workbook.toml", found.text("workbook.toml").replace("Mara Lind", "Mara"))
    assert "changed meanwhile" in problems(opened, **opened.values())[""]
    assert opened.renewed() is not None
    assert save(opened, **{**opened.form.values(), "connections": "3"})["op"] == "saved"
    assert found.desk.workbook.settings.name == "Mara"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"season": "x" * 201}, "season"), ({"name": "a\nb"}, "name"), ({"connections": "0"}, "connections"),
        ({"connections": "-1"}, "connections"), ({"learning_hours": ""}, "learning_hours"),
        ({"time_zone": "Mars/Base"}, "time_zone"), ({"week_starts": "someday"}, "week_starts"), ({"touch": "no"}, "touch"),
        ({"name": "\u202eada"}, "name"),
    ],
)  # fmt: skip
def test_what_no_setting_takes_is_refused(
    tmp_path: Path, values: dict[str, str], field: str
) -> None:
    found = new(tmp_path)
    before = found.text("workbook.toml")
    assert set(problems(found.open("season"), **{**ALL, **values})) == {field}
    assert found.text("workbook.toml") == before


@pytest.mark.parametrize(
    "text", ['"]\n[consent.mentor]', '" # x', "'''", "\\u0041 \\", "日本 🙂", "=1+1"]
)
def test_any_words_stay_words(tmp_path: Path, text: str) -> None:
    """Quotation marks, a comment, an escape, other letters, a formula: never a setting of their own."""
    found = new(tmp_path)
    answer = save(found.open("season"), **{**ALL, "season": text})
    if "\n" in text:
        assert set(answer["problems"]) == {"season"}
    else:
        assert found.desk.workbook.settings.season == {"2026": text}
    assert found.desk.workbook.settings.consent == {"mentor": ()}


def test_it_is_printed_the_same_on_every_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = seat.printed(sample(tmp_path), monkeypatch, "season")
    for label in ("In a sentence of your own", "Your time zone", "Every meaningful contact"):
        assert label in shown
    assert "Asia/Tokyo" not in shown
