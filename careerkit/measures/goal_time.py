"""Time on goals: the share of the hours that was planned for a goal, and the share it got."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from careerkit import stats
from careerkit.counting import evidence, streams
from careerkit.measure import Measure, Status
from careerkit.period import DAY, Period

TITLE = "Time on goals"
QUESTION = "Did the goals get the time that was planned for them?"
ORDER = 75
GATES: Mapping[str, float] = {"entries_with_hours": 30, "hours_that_name_a_goal": 0.5}
_COLUMNS = {
    "goal": "str", "planned": "float64", "spent": "float64", "hours": "float64", "entries": "int64",
    "share": "object",
}  # fmt: skip


def goal_time(
    goal: pd.DataFrame, goal_event: pd.DataFrame, entry: pd.DataFrame, period: Period
) -> Measure:
    """Hours of entries that name a goal or one of its milestones / hours of all entries, while the goal was open.

    A goal counts if it has a planned share (0 to 1) and was open in this year: from the day it was set to the day it, or the
    last of its milestones, was done or dropped. A line without a goal may have served one all the same, so the share is
    a lower bound, and a question unless half of the hours name a goal. n = entries with hours. Gate: 30 of them.
    Effect: Cohen's h between planned and spent, of the goal where it is largest.
    """
    timed = streams.within(entry, period.start, period.last)
    timed = timed[timed["hours"].notna()]
    planned = goal[goal["parent"].isna() & goal["plan_share"].notna()]
    planned = planned.drop_duplicates("slug").sort_values("slug")
    rows = [_row(each, goal, goal_event, timed, period) for each in planned.to_dict("records")]
    table = pd.DataFrame([row for row in rows if row], columns=list(_COLUMNS)).astype(_COLUMNS)
    if table.empty:
        text = "No goal with a planned share of the time was open while hours were logged."
        return Measure(Status.NOT_YET, 0, text, _FIRST_STEP, table)
    named = float(timed.loc[timed["goal"].notna(), "hours"].sum() / timed["hours"].sum())
    short = int((table["spent"] < table["planned"] / 2).sum())
    values = {"goals": len(table), "under_half": short, "hours_named_share": named}
    needs = _needs(len(timed), named)
    status = Status.HINT if needs else Status.CLEAR
    return Measure(
        status, len(timed), _statement(table, short, needs), needs, table, values,
        evidence=_found(set(table["goal"]), goal, timed), effect=_effect(table),
    )  # fmt: skip


def _found(slugs: set[str], goal: pd.DataFrame, timed: pd.DataFrame) -> tuple[str, ...]:
    """The goals, their milestones, and the lines with hours that name one of them."""
    own = goal[goal["slug"].isin(slugs) | goal["parent"].isin(slugs)]
    return evidence.ids(own, timed[timed["goal"].isin(set(own["slug"]))])


def _effect(table: pd.DataFrame) -> float:
    shares = zip(table["planned"], table["spent"], strict=True)
    return max(abs(stats.cohens_h(planned, spent)) for planned, spent in shares)


def _needs(entries: int, named: float) -> str:
    wanted = GATES["hours_that_name_a_goal"]
    found = []
    if entries < GATES["entries_with_hours"]:
        found.append(f"{int(GATES['entries_with_hours']) - entries} more entries with hours.")
    if named < wanted:
        found.append(
            f"Name the goal on more lines with [goal:: its-name]: {named:.0%} of the hours name one, {wanted:.0%} would do."
        )
    return " ".join(found)


_FIRST_STEP = (
    "Give one goal a plan_share (0.2 is a fifth of the time) in registers/goals.csv, and log hours and"
    " [goal:: its-name] with one line a day for a week."
)


def _row(
    each: Mapping[Any, Any],
    goal: pd.DataFrame,
    events: pd.DataFrame,
    timed: pd.DataFrame,
    period: Period,
) -> tuple[object, ...] | None:
    """One goal's planned and spent share; None when it was not open, or no hours are known while it was."""
    slug = each["slug"]
    own = {slug, *goal.loc[goal["parent"] == slug, "slug"]}
    closed = _closed_on(slug, own - {slug}, events)
    start = timed["date"].min() if pd.isna(each["set_on"]) else each["set_on"]
    end = pd.Timestamp(period.last) if pd.isna(closed) else closed + pd.Timedelta(DAY)
    during = timed[(timed["date"] >= start) & (timed["date"] < end)]
    if during.empty:
        return None
    mine = during[during["goal"].isin(own)]
    hours = float(mine["hours"].sum())
    spent = hours / float(during["hours"].sum())
    return slug, float(each["plan_share"]), spent, hours, len(mine), list(each["share"])


def _closed_on(slug: str, milestones: set[str], events: pd.DataFrame) -> Any:
    """The day a goal was closed, by itself or with its last milestone; NaT while it is open."""
    ended = events[events["event"].isin(["done", "drop"])].groupby("slug")["date"].max()
    if slug in ended.index:
        return ended[slug]
    is_over = bool(milestones) and milestones <= set(ended.index)
    return ended[sorted(milestones)].max() if is_over else pd.NaT


def _statement(table: pd.DataFrame, short: int, needs: str) -> str:
    gap = (table["planned"] - table["spent"]).sort_values(ascending=False, kind="stable")
    widest = table.loc[gap.index[0]]
    shares = f"{widest['planned']:.0%} planned, at least {widest['spent']:.0%} spent"
    if needs:
        return f"Did {short} of {len(table)} goals really get less than half of the time planned for them (the widest gap: {shares})?"
    text = f"{short} of {len(table)} goals got less than half of the time planned for them"
    return f"{text}; the widest gap: {shares}."
