"""Who is going cold: a silence longer than one and a half of one's own gaps."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from careerkit.measure import Measure, Status
from careerkit.measures.going_cold import going_cold
from careerkit.period import make_period
from tests.measures.frames import frame

PERIOD = make_period(2025, as_of=date(2025, 12, 31))


def measured(*contacts: tuple[str, str]) -> Measure:
    rows = [{"date": day, "person": who, "text": "coffee"} for who, day in contacts]
    return going_cold(frame("touch", rows), PERIOD)


def lee(*days: str) -> list[tuple[str, str]]:
    return [("lee", day) for day in days]


def test_a_silence_longer_than_usual_is_cold() -> None:
    """Lee every ten days until 1 December, then 30 days of nothing: 30 > 15."""
    found = measured(*lee("2025-11-11", "2025-11-21", "2025-12-01"))
    assert found.status is Status.CLEAR
    assert found.values == {"people": 1, "cold": 1}
    assert found.rows["text"].tolist() == ["usually every 10 days, silent for 30"]
    assert found.rows["label"].tolist() == ["@lee"]


def test_a_slow_rhythm_is_no_silence() -> None:
    """Lee every sixty days, the last time thirty days ago."""
    found = measured(*lee("2025-08-03", "2025-10-02", "2025-12-01"))
    assert found.values == {"people": 1, "cold": 0}


@pytest.mark.parametrize(("last", "cold"), [("2025-12-16", 0), ("2025-12-15", 1)])
def test_the_border_is_one_and_a_half_gaps(last: str, cold: int) -> None:
    """Every ten days; silent for 15 days, which is not longer, and for 16."""
    day = pd.Timestamp(last)
    days = [(day - pd.Timedelta(days=gap)).date().isoformat() for gap in (20, 10, 0)]
    assert measured(*lee(*days)).values["cold"] == cold


def test_two_contacts_make_no_rhythm() -> None:
    """One below the gate: not yet, with the way to close it."""
    found = measured(*lee("2025-01-01", "2025-02-01"))
    assert found.status is Status.NOT_YET
    assert found.needs


def test_two_contacts_on_one_day_are_one() -> None:
    """Three lines on two days."""
    assert measured(*lee("2025-01-01", "2025-01-01", "2025-02-01")).status is Status.NOT_YET


def test_an_empty_log_is_not_yet() -> None:
    """No contact at all."""
    assert measured().status is Status.NOT_YET


def test_what_comes_later_is_not_known() -> None:
    """A contact in the next year does not end this year's silence."""
    found = measured(*lee("2025-11-11", "2025-11-21", "2025-12-01", "2026-01-05"))
    assert found.values["cold"] == 1


def test_no_name_reaches_the_statement_and_nobody_else_gets_the_rows() -> None:
    """Names stand in the rows alone, and those are shared with nobody."""
    found = measured(*lee("2025-11-11", "2025-11-21", "2025-12-01"))
    assert "lee" not in found.statement + found.needs
    assert found.rows["share"].tolist() == [[]]
    assert found.table.empty
