"""One goal with a reason and a measure, in milestones with days, and a first step towards it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from careerkit.steps import Log, Task, guess, missing

TITLE = "Set goals"
GUIDE = "02_set_goals"
ORDER = 2
MILESTONES = 2


def tasks(log: Log) -> Iterator[Task]:
    """A guess, a goal of the year with why and measure, two milestones with a due day, a line that names it."""
    yield from guess(log, "goals")
    own = _of_the_year(log)
    whole = own["why"].notna() & own["measure"].notna()
    how = "give yours both" if len(own) else "set one for this year, with the day it is due"
    yield Task("goal of this year with a reason and a measure", int(whole.sum()), 1, how)
    goal = log.tables["goal"]
    parts = goal[goal["parent"].isin(own["slug"]) & goal["due"].notna()]
    yield Task(
        "milestones with a day", len(parts), MILESTONES,
        f"cut off {missing(len(parts), MILESTONES, 'milestone')} small enough to be done by a day",
    )  # fmt: skip
    slugs = {*own["slug"], *parts["slug"]}
    lines = sum(
        int(log.year(table)[column].isin(slugs).sum())
        for table, column in (("entry", "goal"), ("goal_event", "slug"))
    )
    yield Task(
        "line of this year that names the goal", lines, 1,
        "log one small step towards it, with [goal:: its-name]",
    )  # fmt: skip


def _of_the_year(log: Log) -> pd.DataFrame:
    """Goals, not milestones, that were set in the year, are due in it, or run through it."""
    goal = log.tables["goal"]
    goal = goal[goal["parent"].isna()]
    through = (goal["set_on"] < pd.Timestamp(log.period.start)) & (
        goal["due"] >= pd.Timestamp(log.period.end)
    )
    return goal[log.is_in_year(goal["set_on"]) | log.is_in_year(goal["due"]) | through]
