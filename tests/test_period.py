"""The year, its weeks, and which of them count."""

from __future__ import annotations

import itertools
from datetime import UTC, date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import period
from careerkit.errors import UsageError
from careerkit.period import DAY, Pause, Period, make_period

DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))


def _finished(year: int, *pauses: Pause) -> Period:
    return make_period(year, as_of=date(year + 1, 6, 1), pauses=pauses)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    pauses = [
        Pause(start, start + timedelta(days=draw(st.integers(-3, 60))))
        for start in draw(st.lists(DAYS, max_size=4))
    ]
    return make_period(
        draw(st.integers(2023, 2026)),
        as_of=draw(DAYS),
        starts=(draw(st.integers(1, 12)), draw(st.integers(1, 28))),
        first_weekday=draw(st.integers(0, 6)),
        pauses=pauses,
    )


def test_a_leap_year_has_366_days() -> None:
    """2024, over and done with, without pauses."""
    year = _finished(2024)
    assert (year.start, year.end) == (date(2024, 1, 1), date(2025, 1, 1))
    assert year.eligible_days(year.start, year.end) == 366
    assert year.eligible_days(date(2024, 2, 29), date(2024, 3, 1)) == 1


def test_ranges_are_half_open() -> None:
    """New Year's Eve and New Year's Day of a year that is known until New Year's Eve."""
    year = make_period(2025, as_of=date(2025, 12, 31))
    assert year.last == year.end == date(2026, 1, 1)
    assert year.is_finished
    assert year.eligible_days(date(2025, 12, 31), date(2026, 1, 5)) == 1
    assert year.eligible_days(date(2026, 1, 1), date(2026, 1, 5)) == 0


def test_a_running_year_is_known_until_the_end_of_its_as_of_day() -> None:
    """2025 on Wednesday 15 January: two whole weeks but for their holidays, and three days."""
    year = make_period(2025, as_of=date(2025, 1, 15))
    assert not year.is_finished
    assert year.eligible_days(year.start, year.end) == 15
    assert [(week.start, round(week.eligible * 7)) for week in year.weeks()] == [
        (date(2024, 12, 30), 5), (date(2025, 1, 6), 7), (date(2025, 1, 13), 3),
    ]  # fmt: skip
    assert year.months() == [(date(2025, 1, 1), date(2025, 2, 1))]


def test_a_year_that_has_not_begun_has_no_weeks() -> None:
    """2026, seen from the middle of 2025."""
    year = make_period(2026, as_of=date(2025, 6, 1))
    assert year.last == year.start
    assert year.weeks() == []
    assert year.months() == []
    assert year.eligible_days(year.start, year.end) == 0


def test_iso_weeks_at_the_turn_of_the_year() -> None:
    """30 December 2024 belongs to week 1 of 2025; 1 January 2021 to week 53 of 2020."""
    assert _finished(2025).weeks()[0].start == date(2024, 12, 30)
    assert date(2024, 12, 30).isocalendar().week == 1
    first = _finished(2021).weeks()[0]
    assert (first.start, first.end) == (date(2020, 12, 28), date(2021, 1, 4))
    assert first.start.isocalendar().week == 53
    assert first.eligible == 3 / 7
    assert len(_finished(2020).weeks()) == 53


def test_a_week_that_begins_on_sunday() -> None:
    """Wednesday 5 March 2025, for someone whose week starts on Sunday."""
    year = make_period(2025, as_of=date(2025, 12, 31), first_weekday=6)
    assert year.week_of(date(2025, 3, 5)) == date(2025, 3, 2)
    assert year.week_of(date(2025, 3, 2)) == date(2025, 3, 2)


def test_a_year_that_starts_in_april() -> None:
    """The year 2024 from 6 April, known whole: it holds no 29 February, and twelve months."""
    year = make_period(2024, as_of=date(2025, 4, 5), starts=(4, 6))
    assert (year.start, year.end) == (date(2024, 4, 6), date(2025, 4, 6))
    assert year.is_finished
    assert year.eligible_days(year.start, year.end) == 365
    months = year.months()
    assert len(months) == 12
    assert months[0] == (date(2024, 4, 6), date(2024, 5, 6))
    assert months[-1][1] == year.end
    assert period.last_day(2024, (4, 6)) == date(2025, 4, 5)


def test_a_year_that_starts_on_a_leap_day_starts_the_day_before() -> None:
    """29 February as the first day, in a leap year and after one."""
    assert make_period(2024, as_of=date(2025, 1, 1), starts=(2, 29)).start == date(2024, 2, 28)
    assert make_period(2023, as_of=date(2025, 1, 1), starts=(2, 29)).start == date(2023, 2, 28)


def test_pauses_freeze_days_and_whole_weeks_vanish() -> None:
    """A pause from Monday to Sunday, another that shares its last two days, and one outside the year."""
    year = _finished(
        2025,
        Pause(date(2025, 3, 3), date(2025, 3, 10)),
        Pause(date(2025, 3, 8), date(2025, 3, 12)),
        Pause(date(2024, 12, 24), date(2025, 1, 2)),
    )
    eligible = {week.start: round(week.eligible * 7) for week in year.weeks()}
    assert date(2025, 3, 3) not in eligible
    assert eligible[date(2025, 3, 10)] == 5
    assert eligible[date(2024, 12, 30)] == 4
    assert year.is_paused(date(2025, 3, 9))
    assert not year.is_paused(date(2025, 3, 12))
    assert year.eligible_days(year.start, year.end) == 365 - 9 - 1


def test_weeks_begin_with_a_streams_first_entry() -> None:
    """A stream whose first entry is on Thursday 6 March, one from years ago, one from after the year."""
    year = _finished(2025)
    first = year.weeks(date(2025, 3, 6))[0]
    assert (first.start, round(first.eligible * 7)) == (date(2025, 3, 3), 4)
    assert year.weeks(date(2019, 1, 1)) == year.weeks()
    assert year.weeks(date(2026, 2, 1)) == []


@given(periods(), st.none() | DAYS)
@settings(deadline=None, max_examples=150)
def test_the_weeks_share_out_exactly_the_eligible_days(year: Period, first: date | None) -> None:
    """Any year start, week start, as-of day, pauses and first entry."""
    weeks = year.weeks(first)
    begin = max(year.start, first) if first else year.start
    assert sum(round(7 * week.eligible) for week in weeks) == year.eligible_days(begin, year.end)
    assert all(0 < week.eligible <= 1 for week in weeks)
    assert all(week.start.weekday() == year.first_weekday for week in weeks)
    assert [week.start for week in weeks] == sorted({week.start for week in weeks})
    counted = sum(
        year.start <= day < year.last and not year.is_paused(day)
        for day in (begin + i * DAY for i in range(max(0, (year.end - begin).days)))
    )
    assert counted == year.eligible_days(begin, year.end)


@given(periods())
@settings(deadline=None, max_examples=100)
def test_the_months_cover_the_known_year_once(year: Period) -> None:
    """Any year: each month begins where the one before ends."""
    months = year.months()
    assert all(a[1] == b[0] for a, b in itertools.pairwise(months))
    if months:
        assert months[0][0] == year.start
        assert months[-1][0] < year.last <= months[-1][1]


def test_equal_pauses_count_once_and_are_sorted() -> None:
    """The same pause twice, after a later one."""
    early, late = (
        Pause(date(2025, 2, 1), date(2025, 2, 3)),
        Pause(date(2025, 5, 1), date(2025, 5, 2)),
    )
    assert _finished(2025, late, early, early).pauses == (early, late)


@pytest.mark.parametrize("year", [0, -1, 1949, 2101, 20255])
def test_an_odd_year_is_refused(year: int) -> None:
    """Years of no one's working life."""
    for attempt in (
        lambda: make_period(year, as_of=date(2025, 1, 1)),
        lambda: period.last_day(year),
    ):
        with pytest.raises(UsageError, match="not a year between"):
            attempt()


@pytest.mark.parametrize(
    "text", ["", "now", "2025", "2025-02-30", "05.03.2025", "2025-3-5", "٢٠٢٥-٠٣-٠٥", "0001-01-01", "9999-12-31"]
)  # fmt: skip
def test_a_text_that_is_no_day_is_refused(text: str) -> None:
    """Words, partial and impossible days, other digits, days far outside anyone's life."""
    with pytest.raises(UsageError):
        period.parse_day(text)


def test_a_day_is_read_as_iso() -> None:
    """2025-12-31 with spaces around it."""
    assert period.parse_day(" 2025-12-31 ") == date(2025, 12, 31)


def test_the_clock_has_a_zone() -> None:
    """Now, in the machine's own zone, and its day."""
    assert period.now().tzinfo is not None
    assert abs((period.today() - period.now().astimezone(UTC).date()).days) <= 1
