"""The year under review, its weeks, and which of them count.

Ranges are half-open, `[start, end)`, everywhere in careerkit; `as_of` is the first day that is
*not* yet known, printed as the day before it. Today is an argument: only the command line asks the clock.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from careerkit.errors import UsageError

FIRST_YEAR, LAST_YEAR = 1950, 2100
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """A declared break, `[start, end)`: it freezes targets and is neither a hit nor a miss."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from `start` (a Monday unless the workbook says otherwise).

    `eligible` is the share of its days, 0 to 1, that lie inside the year, on or after the
    stream's first entry, before `as_of` and outside every pause.
    """

    start: date
    eligible: float

    @property
    def end(self) -> date:
        """The first day after this week."""
        return self.start + 7 * DAY


@dataclass(frozen=True)
class Period:
    """One person's year: from `start`, known up to `as_of`, with its pauses."""

    year: int
    start: date
    end: date
    as_of: date
    pauses: tuple[Pause, ...] = ()
    first_weekday: int = 0

    @property
    def last(self) -> date:
        """The first day that is outside the year or not yet known."""
        return max(self.start, min(self.end, self.as_of))

    @property
    def is_finished(self) -> bool:
        """Whether the whole year is known."""
        return self.as_of >= self.end

    def earlier(self, years: int) -> Period:
        """The same days of an earlier year: same start, and known up to the same day of the year."""
        return replace(
            self, year=self.year - years, start=_years_back(self.start, years),
            end=_years_back(self.end, years), as_of=_years_back(self.last, years),
        )  # fmt: skip

    def week_of(self, day: date) -> date:
        """The first day of the week in which `day` lies."""
        return day - (day.weekday() - self.first_weekday) % 7 * DAY

    def eligible_days(self, start: date, end: date) -> int:
        """Days of `[start, end)` inside the known year and outside every pause."""
        first, last = max(start, self.start), min(end, self.last)
        days = (first + i * DAY for i in range((last - first).days))
        return sum(not self.is_paused(day) for day in days)

    def is_paused(self, day: date) -> bool:
        """Whether `day` lies in a declared pause."""
        return any(pause.start <= day < pause.end for pause in self.pauses)

    def weeks(self, first: date | None = None) -> list[Week]:
        """The weeks with at least one eligible day, from `first` (a stream's first entry) on."""
        begin = max(self.start, first) if first else self.start
        monday, found = self.week_of(begin), []
        while monday < self.last:
            days = self.eligible_days(max(begin, monday), monday + 7 * DAY)
            if days:
                found.append(Week(monday, days / 7))
            monday += 7 * DAY
        return found

    def months(self) -> list[tuple[date, date]]:
        """The months `[start, end)` that the known year has begun."""
        found, begin = [], self.start
        while begin < self.last:
            following = _add_month(begin)
            found.append((begin, following))
            begin = following
        return found


def make_period(
    year: int,
    *,
    as_of: date,
    starts: tuple[int, int] = (1, 1),
    first_weekday: int = 0,
    pauses: Iterable[Pause] = (),
) -> Period:
    """The year `year` as known at the end of the day `as_of`. Raises UsageError for an odd year."""
    check_year(year)
    month, day = starts
    return Period(
        year=year,
        start=_safe_date(year, month, day),
        end=_safe_date(year + 1, month, day),
        as_of=as_of + DAY,
        pauses=tuple(sorted(set(pauses), key=lambda pause: (pause.start, pause.end))),
        first_weekday=first_weekday,
    )


def last_day(year: int, starts: tuple[int, int] = (1, 1)) -> date:
    """The last day of a year: the default as-of date of a finished one."""
    check_year(year)
    return _safe_date(year + 1, *starts) - DAY


def check_year(year: int) -> None:
    """Raises UsageError when `year` cannot be a year of someone's working life."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(f"{year} is not a year between {FIRST_YEAR} and {LAST_YEAR}")


def parse_day(text: str) -> date:
    """An ISO day such as 2025-12-31, of a year that can be reviewed. Raises UsageError."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text!r} is not a day; write it as 2025-12-31") from None
    check_year(day.year)
    return day


def today() -> date:
    """The only place that asks the clock for the day; everything else takes it as an argument."""
    return now().date()


def stopwatch() -> float:
    """Seconds since some moment; only differences mean anything. For limits of time, never for data."""
    return time.monotonic()


def now() -> datetime:
    """The only place that asks the clock for the time, with the local zone."""
    return datetime.now(UTC).astimezone()


def _add_month(day: date) -> date:
    return _safe_date(day.year + day.month // 12, day.month % 12 + 1, day.day)


def _years_back(day: date, years: int) -> date:
    return _safe_date(day.year - years, day.month, day.day)


def _safe_date(year: int, month: int, day: int) -> date:
    """The day, or 28 February where a year has no 29th."""
    return date(year, month, 28 if (month, day) == (2, 29) else day)
