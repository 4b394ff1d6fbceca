"""The weeks of a synthetic life: which are open, which are pauses or silences, where a slump lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random

from careerkit.synthetic import phrases
from careerkit.synthetic.person import Person
from careerkit.synthetic.planting import Plant

WEEK = timedelta(weeks=1)
SLUMP_WEEKS = 8
# A baseline of half a year before it and an end inside the year.
_SLUMP_FROM, _SLUMP_TO = 27, 40


@dataclass(frozen=True, slots=True)
class Break:
    """A declared pause from `start` up to and including `until`."""

    start: date
    until: date
    reason: str


@dataclass
class Calendar:
    """All weeks (by their Monday) from the first to the last year; closed ones hold no line."""

    first: int
    last: int
    slump: date | None = None
    closed: set[date] = field(default_factory=set)
    breaks: list[Break] = field(default_factory=list)

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.first, 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return date(self.last, 12, 31)

    @property
    def weeks(self) -> list[date]:
        """The Mondays of all weeks, closed or not."""
        begin = monday(self.start)
        return [begin + n * WEEK for n in range((self.end - begin).days // 7 + 1)]

    def holds(self, day: date) -> bool:
        """Whether the day lies in the years written."""
        return self.first <= day.year <= self.last

    def is_slump(self, week: date) -> bool:
        """Whether the week with this Monday belongs to the planted slump."""
        return self.slump is not None and self.slump <= week < self.slump + SLUMP_WEEKS * WEEK

    def is_open(self, day: date) -> bool:
        """Whether a line may stand on that day."""
        return self.holds(day) and monday(day) not in self.closed

    def open_day(self, day: date, after: date) -> date:
        """The nearest day after `after` in a week that is not closed.

        Earlier or later as it comes, so that moving a day out of a holiday adds no delay on average.
        """
        near = (day + sign * timedelta(n) for n in count() for sign in (-1, 1))
        return next(d for d in near if d > after and monday(d) not in self.closed)

    def close(self, begin: date, weeks: int, reason: str) -> None:
        """Close some weeks, with a reason as a declared pause; not twice, and not around a slump."""
        wanted = [begin + n * WEEK for n in range(weeks)]
        if any(week in self.closed or self._is_near_slump(week) for week in wanted):
            return
        self.closed.update(wanted)
        start, until = max(begin, self.start), min(begin + weeks * WEEK - timedelta(1), self.end)
        if reason and start <= until:
            self.breaks.append(Break(start, until, reason))

    def _is_near_slump(self, week: date) -> bool:
        if self.slump is None:
            return False
        return self.slump - 4 * WEEK <= week < self.slump + (SLUMP_WEEKS + 4) * WEEK


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(day.weekday())


def make_calendar(first: int, last: int, plant: Plant, person: Person) -> Calendar:
    """The weeks of one person; with planted rates every closed week is a declared pause."""
    rng, calendar = person.streams["calendar"], Calendar(first, last)
    weeks_in = rng.randint(_SLUMP_FROM, _SLUMP_TO)
    if plant.slump is not None:
        calendar.slump = monday(date(plant.slump, 1, 7)) + weeks_in * WEEK
    declares = 1.0 if plant.is_steady else person.habits.declares
    for year in range(first, last + 1):
        for begin, weeks, reason in _holidays(year, rng):
            calendar.close(begin, weeks, reason if rng.random() < declares else "")
        for begin, weeks in _silences(year, person.habits.entries, rng):
            if not plant.is_steady:
                calendar.close(begin, weeks, "")
    return calendar


def _holidays(year: int, rng: Random) -> list[tuple[date, int, str]]:
    summer = monday(date(year, 1, 7)) + rng.randint(24, 33) * WEEK
    spring = monday(date(year, 1, 7)) + rng.randint(11, 17) * WEEK
    found = [
        (summer, rng.randint(1, 3), rng.choice(phrases.PAUSES)),
        (monday(date(year, 12, 24)), rng.randint(1, 2), "end of the year"),
    ]
    if rng.random() < 0.5:
        found.append((spring, 1, rng.choice(phrases.PAUSES)))
    if rng.random() < 0.06:
        found.append((spring + WEEK, rng.randint(4, 14), rng.choice(phrases.LONG_PAUSES)))
    return found


def _silences(year: int, pace: float, rng: Random) -> list[tuple[date, int]]:
    """Weeks in which somebody simply does not write; more of them when little is written anyway."""
    begin = monday(date(year, 1, 7))
    count = rng.randint(0, 1 if pace > 2 else 3)
    return [(begin + rng.randint(0, 50) * WEEK, rng.randint(2, 6)) for _ in range(count)]
