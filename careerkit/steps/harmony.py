"""Boundaries: one by name, and the evenings on which it was kept or not."""

from __future__ import annotations

from collections.abc import Iterator

from careerkit.steps import Log, Task, guess, missing

TITLE = "Keep harmony"
GUIDE = "08_keep_harmony"
ORDER = 8
DAYS, EVENINGS = 14, 3


def tasks(log: Log) -> Iterator[Task]:
    """A guess, a boundary of the year, three marked evenings of the last 14 days; of a finished year any three."""
    yield from guess(log, "harmony")
    names = log.year("boundary")["name"].nunique()
    yield Task(
        "boundary by name", names, 1, "name one that matters to you, such as: tech-free evening"
    )
    marked = log.lately("boundary", DAYS).dropna(subset="kept")["date"].nunique()
    when = "this year" if log.period.is_finished else f"the last {DAYS} days"
    yield Task(
        f"marked evenings of {when}", marked, EVENINGS,
        f"mark {missing(marked, EVENINGS, 'evening')} as kept or broke; both are worth knowing",
    )  # fmt: skip
