"""Feedback: one piece of it, and a decision on every one that has had its time."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from careerkit.steps import Log, Task, guess

TITLE = "Seek feedback"
GUIDE = "04_seek_feedback"
ORDER = 4
# A week to think it over; until then no decision is missing.
DAYS_TO_THINK = 7


def tasks(log: Log) -> Iterator[Task]:
    """A guess, a piece of feedback of the year, and none older than a week that waits for an action or a reason against one."""
    yield from guess(log, "feedback")
    year = log.year("feedback")
    yield Task(
        "piece of feedback of this year", len(year), 1,
        "ask one person one small question, and write down what they say",
    )  # fmt: skip
    waiting = _waiting(year, pd.Timestamp(log.day))
    yield Task(
        "pieces decided or still new" if len(year) > 1 else "piece decided or still new",
        len(year) - waiting, max(1, len(year)),
        "choose an action with a day, or a reason against one" if waiting else "the decision can wait until there is one",
    )  # fmt: skip


def _waiting(year: pd.DataFrame, day: pd.Timestamp) -> int:
    """How many ask for something, are older than the days to think, and have neither an action nor a reason against one."""
    decided = year[["action", "action_done_on", "declined_because"]].notna().any(axis=1)
    asks = year["form"].isna() | (year["form"] == "advice")
    return int((asks & ~decided & ((day - year["date"]).dt.days > DAYS_TO_THINK)).sum())
