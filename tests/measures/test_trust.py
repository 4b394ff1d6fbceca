"""The trust strip: what is known of the year."""

from __future__ import annotations

import pytest

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
    assert run("trust", period, entry=even).values["recency_tilt"] == pytest.approx(1)
    late = [{"date": "2025-01-06", "word": "did", "text": "x"}] + even[-10:] * 5
    assert run("trust", period, entry=late).values["recency_tilt"] == pytest.approx(6 * 50 / 51)


def test_imported_rows_are_told_apart() -> None:
    entry = [
        {"date": "2025-01-06", "word": "did", "text": "x", "source": source}
        for source in ("journal", "git")
    ]
    assert run("trust", entry=entry).values["imported_share"] == 0.5


def test_a_pause_is_neither_silence_nor_a_week() -> None:
    entry = [{"date": day, "word": "did", "text": "x"} for day in ("2025-01-06", "2025-01-27")]
    period = year(2025, as_of="2025-02-02", pauses=[("2025-01-13", "2025-01-26")])
    found = run("trust", period, entry=entry)
    assert found.table["state"].tolist() == ["logged", "paused", "paused", "logged"]
    assert (found.values["coverage"], found.values["longest_silence_weeks"]) == (1, 0)


def test_one_entry_is_enough_and_none_is_not() -> None:
    assert (
        run("trust", entry=[{"date": "2025-06-01", "word": "win", "text": "x"}]).status == "clear"
    )
    old = run("trust", entry=[{"date": "2024-06-01", "word": "win", "text": "x"}])
    assert (old.status, old.n) == ("not_yet", 0)
    assert set(old.table["state"]) == {"silent"}
