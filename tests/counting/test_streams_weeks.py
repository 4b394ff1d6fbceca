"""Weeks of a year and what counts in them, by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from careerkit.counting import streams
from tests.measures.frames import days, frame, year


def test_within_is_half_open_and_leaves_undated_rows_out() -> None:
    table = frame(
        "learning", [{"date": day} for day in ("2025-01-01", "2025-12-31", "2026-01-01", None)]
    )
    assert len(streams.within(table, date(2025, 1, 1), date(2026, 1, 1))) == 2


def test_weeks_count_eligible_days_and_name_silence() -> None:
    """2025 from Wednesday 8 January, as of Sunday 26: weeks of 6 (5 of 7 days), 13 (paused) and 20 January."""
    period = year(2025, as_of="2025-01-26", pauses=[("2025-01-13", "2025-01-19")])
    lines = pd.Series(pd.to_datetime(["2025-01-08", "2025-01-08", "2024-12-31"]))
    table = streams.weeks(period, date(2025, 1, 8), lines)
    assert table["week"].dt.day.tolist() == [6, 13, 20]
    assert table["eligible"].tolist() == pytest.approx([5 / 7, 0, 1])
    assert table["lines"].tolist() == [2, 0, 0]
    assert table["logged"].tolist() == [True, False, False]


def test_no_week_before_the_first_or_after_the_last_known_day() -> None:
    assert streams.weeks(year(2025), date(2026, 1, 1), pd.Series(dtype="datetime64[us]")).empty


def test_an_imported_listening_history_is_no_sign_of_logging() -> None:
    written, imported = {"date": "2025-01-01"}, {"date": "2025-01-02", "source": "spotify"}
    found = streams.logged_days(
        frame("entry", [imported]),
        frame("touch"),
        frame("learning", [written, imported]),
        frame("boundary"),
    )
    assert sorted(found.dt.day) == [1, 2]


@pytest.mark.parametrize(
    ("start", "name"), [(date(2024, 12, 30), "2025-W01"), (date(2024, 12, 29), "2025-W01")]
)
def test_a_week_is_named_by_its_fourth_day(start: date, name: str) -> None:
    assert streams.iso_week(start) == name


def test_days_are_what_the_builder_says() -> None:
    assert days("2025-01-01", 3, 7) == ["2025-01-01", "2025-01-08", "2025-01-15"]


def test_weeks_are_named_by_their_first_days() -> None:
    """One; several; the first week of a year that begins in the one before."""
    assert streams.named_weeks([date(2025, 5, 12)], 2025) == "the week of 12 May"
    three = [date(2024, 12, 30), date(2025, 5, 12), date(2025, 9, 1)]
    assert streams.named_weeks(three, 2025) == (
        "the weeks of 30 December 2024, 12 May and 1 September"
    )


def test_the_share_of_a_kind_in_the_hours_of_a_span() -> None:
    """Two weeks of 2025 with 1 of 4 and 3 of 4 hours; a line of 2024 stands outside."""
    timed = pd.DataFrame({
        "id": list("abcde"), "week": [1, 1, 2, 2, 0], "hours": [1.0, 3.0, 3.0, 1.0, 9.0], "kind": list("xyxyx"),
        "date": pd.to_datetime(["2025-01-06", "2025-01-07", "2025-01-13", "2025-01-14", "2024-12-01"]),
    })  # fmt: skip
    found = streams.share_of_hours(timed, "x", year())
    assert (found.share, found.hours, found.weeks, found.ids) == (0.5, 8, 2, ("a", "b", "c", "d"))
    assert (found.low, found.high) == (0.25, 0.75)
    assert found.told == "50% of 8 hours (80% interval 25% to 75%)"
    assert streams.share_of_hours(timed, "x", year(2020)).hours == 0
