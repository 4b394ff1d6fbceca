"""Who is going cold: a silence longer than one and a half of one's own gaps."""

from __future__ import annotations

import math
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
    assert found.statement == "1 of 1 people with a rhythm has been silent for longer than usual."


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


def test_anybody_named_on_a_line_was_met() -> None:
    """Lee every ten days, then one line on 20 December that names eve first and lee second: no silence."""
    rows = [{"id": day, "date": day, "person": "lee", "text": "x"} for day in ("2025-11-11", "2025-11-21", "2025-12-01")]  # fmt: skip
    rows.append({"id": "n", "date": "2025-12-20", "person": "eve", "people": ["eve", "lee"], "text": "x"})  # fmt: skip
    found = going_cold(frame("touch", rows), PERIOD)
    assert found.values == {"people": 1, "cold": 0}
    assert found.evidence == ("n",)


def test_rows_carry_the_last_contact_and_it_rests_on_the_last_ones() -> None:
    """Lee has grown cold, mia has not: both last contacts are what the count rests on."""
    rows = [{"id": f"l{day}", "date": day, "person": "lee", "text": "x"} for day in ("2025-11-11", "2025-11-21", "2025-12-01")]  # fmt: skip
    rows += [{"id": f"m{day}", "date": day, "person": "mia", "text": "x"} for day in ("2025-12-09", "2025-12-19", "2025-12-29")]  # fmt: skip
    found = going_cold(frame("touch", rows), PERIOD)
    assert found.rows["id"].tolist() == ["l2025-12-01"]
    assert found.evidence == ("l2025-12-01", "m2025-12-29")


@pytest.mark.parametrize(("last", "people"), [("2023-12-31", 0), ("2024-01-01", 1)])
def test_after_two_years_a_chapter_is_closed(last: str, people: int) -> None:
    """Silent for 731 and for 730 days on 31 December 2025."""
    day = pd.Timestamp(last)
    days = [(day - pd.Timedelta(days=gap)).date().isoformat() for gap in (20, 10, 0)]
    assert (measured(*lee(*days)).values.get("people") or 0) == people


def test_only_more_silence_than_chance_stands_out() -> None:
    """Twelve of twelve cold: the lower end 12 / (12 + z^2) against 2^-1.5; one of twelve is less than expected."""
    cold = [(f"p{i}", day) for i in range(12) for day in ("2025-11-11", "2025-11-21", "2025-12-01")]
    low = 12 / (12 + 1.2815515655446004**2)
    expected = 2 * math.asin(math.sqrt(low)) - 2 * math.asin(math.sqrt(2**-1.5))
    assert measured(*cold).effect == pytest.approx(expected)
    warm = [(f"p{i}", day) for i in range(11) for day in ("2025-12-09", "2025-12-19", "2025-12-29")]
    assert measured(*warm, *lee("2025-11-11", "2025-11-21", "2025-12-01")).effect == 0


def test_seven_are_shown_the_longest_overdue_first() -> None:
    """Eight people every ten days, silent for 30 to 37 days."""
    rows = [
        (f"p{i}", (pd.Timestamp("2025-12-01") - pd.Timedelta(days=i + gap)).date().isoformat())
        for i in range(8)
        for gap in (20, 10, 0)
    ]
    found = measured(*rows)
    assert found.values["cold"] == 8
    assert found.rows["label"].tolist() == [f"@p{i}" for i in range(7, 0, -1)]
    assert found.statement == "8 of 8 people with a rhythm have been silent for longer than usual; the 7 longest overdue are shown."  # fmt: skip
    seven = measured(*rows[3:])
    assert seven.statement == "7 of 7 people with a rhythm have been silent for longer than usual."
