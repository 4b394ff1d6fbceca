"""The trust strip: what is known of the year."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit.measure import Measure, Statement
from tests.measures.frames import days, run, year

MONDAYS = days("2025-01-06", 8, 7)


def test_numbers_by_hand() -> None:
    """Lines on the Mondays of weeks 1, 2, 5 and 8 from 6 January to Sunday 2 March: 4 of 8 weeks, silences of 2 and 2."""
    written = [MONDAYS[i] for i in (0, 1, 4, 7)]
    entry = [
        {"date": day, "word": "did", "text": "x", "energy": 1 if i else None}
        for i, day in enumerate(written)
    ]
    found = run("trust", year(2025, as_of="2025-03-02"), entry=entry)
    assert found.status == "clear"
    assert found.values["coverage"] == 0.5
    assert (found.values["active_weeks"], found.values["longest_silence_weeks"]) == (4, 2)
    assert found.values["completeness_energy"] == 0.75
    assert found.table["state"].tolist() == [
        "logged",
        "logged",
        "silent",
        "silent",
        "logged",
        "silent",
        "silent",
        "logged",
    ]
    assert found.table["entries"].sum() == found.n == 4


def test_recall_lag_and_late_share() -> None:
    """Lags of 0, 2 and 10 days are known, one is not: median 2, one third late."""
    rows = [
        ("2025-01-06", "2025-01-06"),
        ("2025-01-07", "2025-01-09"),
        ("2025-01-08", "2025-01-18"),
        ("2025-01-09", None),
    ]
    entry = [{"date": day, "recorded_at": seen, "word": "did", "text": "x"} for day, seen in rows]
    found = run("trust", entry=entry).values
    assert found["recall_lag_days"] == 2
    assert found["late_share"] == pytest.approx(1 / 3)


def test_recency_tilt_is_one_when_even_and_six_when_all_is_late() -> None:
    """From 6 January to 6 March are 60 days; the last sixth is the 10 days from 25 February."""
    period = year(2025, as_of="2025-03-06")
    even = [{"date": day, "word": "did", "text": "x"} for day in days("2025-01-06", 60)]
    found = run("trust", period, entry=even)
    assert found.values["recency_tilt"] == pytest.approx(1)
    assert "holds about as many lines as an even spread would" in said(found, "last sixth").text
    late = [{"date": "2025-01-06", "word": "did", "text": "x"}] + even[-10:] * 5
    found = run("trust", period, entry=late)
    assert found.values["recency_tilt"] == pytest.approx(6 * 50 / 51)
    assert "holds 5.9 times as many lines" in said(found, "last sixth").text


def test_imported_rows_are_told_apart() -> None:
    entry = [
        {"date": "2025-01-06", "word": "did", "text": "x", "source": source}
        for source in ("journal", "git")
    ]
    assert run("trust", entry=entry).values["imported_share"] == 0.5


def test_the_share_of_other_programs_is_of_all_lines() -> None:
    """One entry of one's own; a contact of a calendar is no sign of logging, and yet a line."""
    found = run(
        "trust",
        entry=[{"date": "2025-01-06", "word": "did", "text": "x", "source": "journal"}],
        touch=[{"date": "2025-01-07", "text": "x", "source": "ics"}],
    )
    one = said(found, "another program")
    assert one.text.startswith("Of 2 lines, 50% came from another program")
    assert (one.n, found.n) == (2, 1)


def test_a_pause_is_neither_silence_nor_a_week() -> None:
    entry = [{"date": day, "word": "did", "text": "x"} for day in ("2025-01-06", "2025-01-27")]
    period = year(2025, as_of="2025-02-02", pauses=[("2025-01-13", "2025-01-26")])
    found = run("trust", period, entry=entry)
    assert found.table["state"].tolist() == ["logged", "paused", "paused", "logged"]
    assert (found.values["coverage"], found.values["longest_silence_weeks"]) == (1, 0)
    assert found.statement.startswith("Lines in 2 of 2 weeks (100% of the days that count);")


def test_a_part_week_is_a_whole_one_among_weeks() -> None:
    """Lines on Wednesday 1 January and on Monday 13; the week of the 6th is silent: 5 + 7 of 19 days."""
    entry = [{"date": day, "word": "did", "text": "x"} for day in ("2025-01-01", "2025-01-13")]
    found = run("trust", year(2025, as_of="2025-01-19"), entry=entry)
    assert (found.values["eligible_weeks"], found.values["weeks"]) == (3, pytest.approx(19 / 7))
    assert found.statement.startswith("Lines in 2 of 3 weeks (63% of the days that count);")


def test_one_entry_is_enough_and_none_is_not() -> None:
    assert (
        run("trust", entry=[{"date": "2025-06-01", "word": "win", "text": "x"}]).status == "clear"
    )
    old = run("trust", entry=[{"date": "2024-06-01", "word": "win", "text": "x"}])
    assert (old.status, old.n) == ("not_yet", 0)
    assert set(old.table["state"]) == {"silent"}


def said(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [each for each in found.more if all(word in each.text for word in words)]
    return one


def lines(n: int, seen: int = 0, **other: Any) -> list[dict[str, Any]]:
    """`n` entries a day apart from 6 January, the first `seen` of them written down on the day after."""
    following = days("2025-01-07", n)
    return [
        {"date": day, "recorded_at": following[i] if i < seen else None, "word": "did", "text": "x", **other}
        for i, day in enumerate(days("2025-01-06", n))
    ]  # fmt: skip


def test_completeness_is_a_share_of_the_entries() -> None:
    """Of four entries one says an energy, two a skill, three hours."""
    rows = lines(4)
    rows[0] |= {"energy": 1}
    for row in rows[:2]:
        row["skills"] = ["a"]
    for row in rows[:3]:
        row["hours"] = 1.0
    one = said(run("trust", entry=rows), "not zero")
    assert (
        one.text
        == "Of 4 entries, 25% say an energy, 50% a skill, 75% hours; what is not said is unknown, not zero."
    )
    assert (one.status, one.n) == ("clear", 4)


@pytest.mark.parametrize(
    ("n", "seen", "status"),
    [(19, 19, "hint"), (20, 20, "clear"), (40, 20, "clear"), (42, 20, "hint"), (5, 0, "not_yet")],
)
def test_the_lag_needs_20_lines_and_half_of_all(n: int, seen: int, status: str) -> None:
    one = said(run("trust", entry=lines(n, seen)), "memory" if not seen else "alf of the lines")
    assert (one.status, one.n) == (status, seen)
    assert bool(one.needs) is (status != "clear")
    assert one.text.endswith("?") is (status == "hint")
    assert ("within 1 day," in one.text) is (seen > 0)


def test_what_another_program_wrote_is_not_from_memory() -> None:
    """Twenty lines of one's own on the next day, twenty of an export seen a year later."""
    export = [{**row, "recorded_at": "2025-12-31", "source": "git"} for row in lines(20)]
    found = run("trust", entry=[*lines(20, 20), *export])
    assert (found.values["recall_lag_days"], found.values["late_share"]) == (1, 0)
    assert said(found, "known day of writing").status == "clear"


@pytest.mark.parametrize(("n", "status"), [(19, "hint"), (20, "clear")])
def test_the_tilt_is_a_question_below_20_lines(n: int, status: str) -> None:
    one = said(run("trust", entry=lines(n)), "last sixth")
    assert (one.status, one.n, bool(one.needs)) == (status, n, status == "hint")


def test_a_year_of_contacts_alone_has_no_completeness() -> None:
    """No entry at all: what an entry carries cannot be told, and is not zero."""
    found = run("trust", touch=[{"date": "2025-01-06", "text": "x", "person": "a"}])
    assert found.values["completeness_energy"] is None
    assert not [each for each in found.more if "entries" in each.text]
    assert found.effect == 0
