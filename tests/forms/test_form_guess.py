"""A guess is one line of answers/guesses.csv, under the year that is worked on; the first one stays what it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from careerkit import guesses
from careerkit.errors import UsageError
from tests.forms import seat

FILE = "answers/guesses.csv"
HEADER = "year,topic,guess,at\n"


def test_a_guess_is_one_line(tmp_path: Path) -> None:
    """A number with a comma, in a new workbook; it stays in the form."""
    here = seat.new(tmp_path)
    filling = here.open("guess", topic="connections_per_week")
    answer = seat.save(filling, guess="1,5")
    assert (answer["message"], answer["values"]) == (f"Saved in {FILE}.", {"guess": "1,5"})
    assert here.text(FILE) == f"{HEADER}2026,connections_per_week,1.5,2026-01-15T09:30:00Z\n"
    [row] = here.rows("guess")
    assert (row["year"], row["topic"], row["guess"]) == (2026, "connections_per_week", "1.5")
    assert guesses.topic("connections_per_week").number(row["guess"]) == 1.5


def test_a_second_guess_is_kept_and_the_first_one_counts(tmp_path: Path) -> None:
    """Two guesses of one year; the same one again is not written twice."""
    here = seat.new(tmp_path)
    seat.save(here.open("guess", topic="wins"), guess="30")
    filling = here.open("guess", topic="wins")
    [field] = filling.form.fields()
    assert (field.value, "You said 30" in field.hint) == ("30", True)
    assert list(seat.problems(filling, guess="30.0")) == ["guess"]
    here.at += timedelta(minutes=1)
    assert seat.save(filling, guess="40")["op"] == "saved"
    [field] = here.open("guess", topic="wins").form.fields()
    assert (field.value, "You said 30" in field.hint) == ("40", True)
    assert guesses.made(guesses.topic("wins"), here.desk.tables["guess"]) == {2026: ["30", "40"]}


def test_a_month_is_picked_by_its_name(tmp_path: Path) -> None:
    """The month with the most wins."""
    here = seat.new(tmp_path)
    filling = here.open("guess", topic="best_month")
    [field] = filling.form.fields()
    assert (field.kind, len(field.choices)) == ("pick", 12)
    seat.save(filling, guess="October")
    assert here.text(FILE) == f"{HEADER}2026,best_month,October,2026-01-15T09:30:00Z\n"
    assert here.open("guess", topic="best_month").values() == {"guess": "October"}


def test_words_are_said_one_after_the_other(tmp_path: Path) -> None:
    """Two things that give energy; the field is empty again, and both are shown as said."""
    here = seat.new(tmp_path)
    for words in ("client talks", "anything with a pencil"):
        here.at += timedelta(minutes=1)
        answer = seat.save(here.open("guess", topic="energiser"), guess=words)
        assert answer["values"] == {}
    [field] = here.open("guess", topic="energiser").form.fields()
    assert "client talks; anything with a pencil" in field.hint
    assert field.value == ""


@pytest.mark.parametrize("topic", guesses.topics())
def test_every_topic_can_be_guessed_and_taken_back(tmp_path: Path, topic: str) -> None:
    """A guess of the kind that the topic takes: it reads back as a number where it is one, and undo leaves no trace."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("guess", topic=topic)
    found = guesses.topic(topic)
    said = {"month": "May", "words": "a quiet desk"}.get(found.kind, "7")
    assert seat.save(filling, guess=said)["op"] == "saved"
    assert guesses.made(found, here.desk.tables["guess"]) == {2026: [said]}
    assert found.number(said) == {"month": 5, "words": None}.get(found.kind, 7)
    assert seat.undo(filling)["values"] == {"guess": said}
    assert here.files() == before


@pytest.mark.parametrize(
    ("topic", "guess"),
    [
        ("connections_per_week", ""),
        ("connections_per_week", "many"),
        ("connections_per_week", "51"),
        ("connections_per_week", "-1"),
        ("connections_per_week", "1.125"),
        ("energiser_share", "101"),
        ("best_month", "Octember"),
        ("energiser", ""),
        ("energiser", "x" * 501),
    ],
)
def test_what_is_no_guess_is_told_at_its_field(tmp_path: Path, topic: str, guess: str) -> None:
    """Nothing, words for a number, numbers out of bounds or that can be read two ways, no month, too much."""
    here = seat.new(tmp_path)
    before = here.files()
    assert list(seat.problems(here.open("guess", topic=topic), guess=guess)) == ["guess"]
    assert here.files() == before


def test_words_are_only_words(tmp_path: Path) -> None:
    """Texts with signs that mean something: one guess, as it was typed, or none."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("guess", topic="drainer")
    for text in seat.HOSTILE:
        answer = seat.save(filling, guess=text)
        if answer["op"] == "saved":
            [row] = here.rows("guess")
            assert row["guess"] == seat.as_read(text.strip("\ufeff"), lines=False)
            seat.undo(filling)
        assert here.files() == before


def test_the_guess_of_a_finished_year_stands_there(tmp_path: Path) -> None:
    """A copy of a sample, with guesses of three years under one topic: the one of 2025."""
    here = seat.sample(tmp_path)
    filling = here.open("guess", topic="connections_per_week")
    assert filling.values() == {"guess": "2.5"}
    seat.save(filling, guess="3")
    assert here.text(FILE).endswith("\n2025,connections_per_week,3,2026-01-15T09:30:00Z\n")


def test_an_unknown_topic_is_an_error_of_the_guide(tmp_path: Path) -> None:
    """A topic that nobody wrote down, and what may have been meant."""
    with pytest.raises(UsageError, match="connections_per_week"):
        seat.new(tmp_path).open("guess", topic="connections_a_week")


def test_without_anybody_it_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch run in a copy of a sample: the question, and the line by hand."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "guess", topic="wins")
    assert guesses.topic("wins").question in shown
    assert "2025,wins,2," in shown
