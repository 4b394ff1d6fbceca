"""The same span of several years: its days and weeks, what is known of them, and what is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from careerkit import stats
from careerkit.counting import streams, tallies
from careerkit.period import Period
from tests.measures.frames import days, frame, year


def calendar(period: Period, *back: int) -> tallies.Calendar:
    return tallies.Calendar((period, *(period.earlier(years) for years in back)))


def dates(*given: str) -> pd.Series[Any]:
    return pd.Series(pd.to_datetime(list(given))).astype("datetime64[us]")


@pytest.mark.parametrize("first_weekday", [0, 6])
@pytest.mark.parametrize("begin", ["2025-01-01", "2025-03-05"])
def test_weeks_are_those_of_every_other_section(first_weekday: int, begin: str) -> None:
    """Eligible share and order, with a pause over parts of two weeks, beside `streams.weeks`."""
    from dataclasses import replace

    period = replace(year(2025, as_of="2025-09-10", pauses=[("2025-04-03", "2025-04-14")]), first_weekday=first_weekday)  # fmt: skip
    first = date.fromisoformat(begin)
    lines = dates("2025-02-03", "2025-03-06", "2025-04-15", "2025-09-10", "2025-09-11")
    expected = streams.weeks(period, first, lines)
    both = calendar(period, 1)
    found = tallies.known(both, lines, first)
    own = both.span_of_week == 0
    assert found.eligible[own][-len(expected) :].tolist() == pytest.approx(expected["eligible"].tolist())  # fmt: skip
    assert not found.eligible[own][: -len(expected)].any()
    known = expected["logged"] & (expected["eligible"] > 0)
    assert found.is_known[own][-len(expected) :].tolist() == known.tolist()
    assert found.weeks[0] == pytest.approx(expected.loc[known, "eligible"].sum())


def test_spans_are_the_same_days_of_their_years() -> None:
    """1 January to the end of February: 59 days, 60 in 2024; 2024 begins with a week, 2025 within one; nine weeks each."""
    found = calendar(year(2025, as_of="2025-02-28"), 1)
    assert [len(found.days), (found.span == 0).sum(), (found.span == 1).sum()] == [119, 59, 60]
    assert found.days[0] == np.datetime64("2024-01-01")
    assert found.days[-1] == np.datetime64("2025-02-28")
    assert found.span_of_week.tolist() == [1] * 9 + [0] * 9


def test_coverage_counts_from_the_beginning_of_the_span() -> None:
    """As of 28 January 2025, a Tuesday: 28 days; the stream begins on Monday 13th, with lines in the weeks from then and from the 27th (two days)."""
    found = tallies.known(calendar(year(2025, as_of="2025-01-28")), dates("2025-01-13", "2025-01-28"), date(2025, 1, 13))  # fmt: skip
    assert found.weeks.tolist() == pytest.approx([9 / 7])
    assert found.coverage.tolist() == pytest.approx([9 / 28])
    complete = tallies.known(found.calendar, dates("2025-01-13"), date(2025, 1, 13), is_complete=True)  # fmt: skip
    assert complete.coverage.tolist() == pytest.approx([16 / 28])


def test_a_span_that_is_all_pause_has_no_coverage() -> None:
    period = year(2025, as_of="2025-01-12", pauses=[("2025-01-01", "2025-01-12")])
    found = tallies.known(calendar(period), dates("2025-01-06"), date(2025, 1, 1))
    assert (found.weeks.tolist(), found.coverage.tolist()) == ([0], [0])


def test_counts_leave_out_what_lies_in_unknown_weeks() -> None:
    """Two wins in a known week, one in a week before the stream begins; hours are added up; who is met twice a week counts once."""
    spans = calendar(year(2025, as_of="2025-02-02"))
    stream = tallies.known(spans, dates("2025-01-13", "2025-01-20"), date(2025, 1, 13))
    rows = frame(
        "learning",
        [
            {"id": str(i), "date": day, "title": "x", "hours": hours, "provider": who}
            for i, (day, hours, who) in enumerate(
                [("2025-01-07", 9, "a"), ("2025-01-13", 2, "a"), ("2025-01-14", 3, "a"), ("2025-01-20", 1, "b")]
            )
        ],
    )  # fmt: skip
    assert tallies.count(stream, rows).of(0).tolist() == [2, 1]
    assert tallies.count(stream, rows, "hours").of(0).tolist() == [5, 1]
    assert tallies.count(stream, rows, once=["provider"]).of(0).tolist() == [1, 1]
    assert tallies.count(stream, rows).rows["id"].tolist() == ["1", "2", "3"]


def test_a_week_between_two_years_counts_in_both_by_its_days() -> None:
    """The week of 30 December 2024: two days and a win in 2024, five and two wins in 2025."""
    spans = calendar(year(2025), 1)
    days_ = dates("2024-12-31", "2025-01-01", "2025-01-05")
    stream = tallies.known(spans, days_, date(2024, 12, 30))
    rows = pd.DataFrame({"id": ["a", "b", "c"], "date": days_})
    found = tallies.count(stream, rows)
    assert (found.of(1).tolist(), found.of(0).tolist()) == ([1], [2])
    assert stream.weeks.tolist() == pytest.approx([5 / 7, 2 / 7])


def test_the_interval_of_a_rate_is_half_of_that_of_a_ratio() -> None:
    """Weeks of 0, 4, 0, 4, ...: mean 2, variance 4.8 for n = 6, phi 2.4; log error sqrt(2.4 / 12.5)."""
    spans = calendar(year(2025))
    weeks = days("2025-01-06", 6, 7)
    stream = tallies.known(spans, dates(*weeks), date(2025, 1, 6))
    wins = dates(*(day for week in weeks[1::2] for day in days(week, 4)))
    found = tallies.count(stream, pd.DataFrame({"id": wins.astype(str), "date": wins}))
    rate, low, high = found.rate(0)
    half = 1.2815515655446004 * (2.4 / 12.5) ** 0.5
    assert (rate, low, high) == pytest.approx((2, 12.5 / 6 / np.exp(half), 12.5 / 6 * np.exp(half)))
    assert np.isnan(tallies.count(tallies.known(spans, dates(), date.max), frame("entry")).rate(0)).all()  # fmt: skip
    both = stats.rate_ratio(found.of(0).tolist(), found.of(0).tolist(), 6, 6, level=0.8)
    assert np.log(both.high) == pytest.approx(half * 2**0.5)


def test_cases_are_told_apart_by_span() -> None:
    rows = pd.DataFrame({"id": list("abcd"), "date": dates("2024-05-01", "2025-05-01", "2025-05-02", "2023-01-01")})  # fmt: skip
    found = tallies.cases(calendar(year(2025), 1), rows, pd.Series([True, True, False, True]))
    assert (found.hits.tolist(), found.n.tolist()) == ([1, 1], [2, 1])
    assert found.rows["id"].tolist() == ["a", "b", "c"]
