"""The habit of the journal: a win, a lesson, a look at the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from careerkit.counting.streams import iso_week
from careerkit.steps import Log, Task, guess

TITLE = "Keep a journal"
GUIDE = "06_keep_a_journal"
ORDER = 6
DAYS, WEEKS = 30, 2


def tasks(log: Log) -> Iterator[Task]:
    """A guess, a win and a lesson of the last 30 days, a check-in of one of the last two weeks; of a finished year any of it."""
    yield from guess(log, "journal")
    words = log.lately("entry", DAYS)["word"]
    when = "of this year" if log.period.is_finished else f"of the last {DAYS} days"
    wins, lessons = (int((words == word).sum()) for word in ("win", "lesson"))
    yield Task(f"win {when}", wins, 1, "write down one thing that went well, however small")
    yield Task(f"lesson {when}", lessons, 1, "write down one thing that you would do differently")
    checkin = log.tables["checkin"]
    done = checkin.loc[checkin["week"].isin(_weeks(log)), "week"].nunique()
    which = "this year" if log.period.is_finished else "this week or the last"
    yield Task(f"weekly check-in of {which}", done, 1, "take two minutes for the weekly check-in")


def _weeks(log: Log) -> set[str]:
    """The names of the weeks that count, such as 2025-W07."""
    if log.period.is_finished:
        return {iso_week(week.start) for week in log.period.weeks()}
    monday = log.period.week_of(log.day)
    return {iso_week(monday - timedelta(weeks=back)) for back in range(WEEKS)}
