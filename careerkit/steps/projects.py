"""Side projects as bets: what is to be found out, what it may cost, when it is decided."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from careerkit.steps import Log, Task, guess

TITLE = "Try side projects"
GUIDE = "07_try_side_projects"
ORDER = 7
TERMS = ["question", "budget_hours", "decide_on"]


def tasks(log: Log) -> Iterator[Task]:
    """A guess, a bet of the year with a question, a budget and a day, and none past its day that is undecided."""
    yield from guess(log, "projects")
    project = log.tables["project"]
    running = project["state"].fillna("running") == "running"
    own = project[running | _is_of_the_year(log, project)]
    whole = own[TERMS].notna().all(axis=1)
    how = (
        "give yours all three" if len(own) else "make a small one: what would you know afterwards?"
    )
    yield Task("bet with a question, a budget and a day of decision", int(whole.sum()), 1, how)
    late = int((running & (project["decide_on"] < pd.Timestamp(log.day))).sum())
    yield Task(
        "bets decided or not due yet" if len(project) > 1 else "bet decided or not due yet",
        len(project) - late, max(1, len(project)),
        "decide one: let it grow, keep it for joy, stop it with a lesson, or set a new day" if late
        else "the decision can wait until there is one",
    )  # fmt: skip


def _is_of_the_year(log: Log, project: pd.DataFrame) -> pd.Series[bool]:
    days = [log.is_in_year(project[name]) for name in ("started", "ended", "decide_on")]
    return days[0] | days[1] | days[2]
