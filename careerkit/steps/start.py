"""The workbook is one's own: where one lives, what the year is meant for, a first line."""

from __future__ import annotations

from collections.abc import Iterator

from careerkit.counting.streams import is_written
from careerkit.settings import Settings
from careerkit.steps import Log, Task

TITLE = "Start here"
GUIDE = "00_start_here"
ORDER = 0
STREAMS = ("entry", "touch", "learning", "boundary", "feedback", "book")


def tasks(log: Log) -> Iterator[Task]:
    """A time zone, a season of intent, one line of the journal.

    `UTC` is what a new workbook has; who lives by it writes Etc/UTC.
    """
    year, settings = log.period.year, log.settings
    zone = settings.time_zone != Settings().time_zone
    yield Task(
        "time zone of your own", int(zone), 1,
        'write yours into workbook.toml, such as time_zone = "Europe/Berlin"; "Etc/UTC" if it is UTC',
    )  # fmt: skip
    season = settings.season.get(str(year), "").strip()
    yield Task(
        f"intent for the season of {year}", int(bool(season)), 1,
        f'say in a few words what {year} is for, in workbook.toml under [season]: "{year}" = "..."',
    )  # fmt: skip
    lines = sum(int(is_written(log.year(name)).sum()) for name in STREAMS)
    yield Task("line in the journal", lines, 1, "write one about today, a win or a lesson")
