"""Time on goals: the share of the hours that was planned for a goal, and the share it got."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from careerkit import stats
from careerkit.counting import evidence, streams
from careerkit.measure import Measure, Statement, Status
from careerkit.period import DAY, Period

TITLE = "Time on goals"
QUESTION = "Do the hours name the goals that they were planned for?"
ORDER = 75
GATES: Mapping[str, float] = {
    "entries_with_hours": 30, "hours_that_name_a_goal": 0.5, "hours_that_name_a_goal_for_a_question": 0.1,
}  # fmt: skip
VERSION = "2"
_COLUMNS = {
    "goal": "str", "planned": "float64", "spent": "float64", "hours": "float64", "entries": "int64",
    "share": "object",
}  # fmt: skip
_INNER = {"named": "float64", "lines": "object"}


def goal_time(
    goal: pd.DataFrame, goal_event: pd.DataFrame, entry: pd.DataFrame, period: Period
) -> Measure:
    """Hours of entries that name a goal or one of its milestones / hours of all entries, in the goal's window.

    A goal counts if it has a planned share (0 to 1) and a window in this year: from the day it was set to the day it, or
    the last of its milestones, was done or dropped, or to the last day planned for it, whichever comes first: past that
    day no time is planned. A line without a goal may have served one all the same, so the share named is a lower bound.
    A goal is judged if half of the hours in its window name some goal; n = entries with hours in the windows judged.
    Gates: 30 of these entries; below them, or with no goal judged, a question about all; not even that while less than
    a tenth of the year's hours name a goal. Effect: Cohen's h between planned and named, of the goal told of where it
    is largest.
    """
    timed = streams.within(entry, period.start, period.last)
    timed = timed[timed["hours"].notna()]
    planned = goal[goal["parent"].isna() & goal["plan_share"].notna()]
    planned = planned.drop_duplicates("slug").sort_values("slug")
    known = goal_event[goal_event["date"] < pd.Timestamp(period.last)]
    rows = [_row(each, goal, known, timed, period) for each in planned.to_dict("records")]
    columns = {**_COLUMNS, **_INNER}
    every = pd.DataFrame([row for row in rows if row], columns=list(columns)).astype(columns)
    if every.empty:
        text = "No goal with a planned share of the time had its time while hours were logged."
        return Measure(Status.NOT_YET, 0, text, _FIRST_STEP, every[list(_COLUMNS)])
    named = float(timed.loc[timed["goal"].notna(), "hours"].sum() / timed["hours"].sum())
    values: Values = {"goals": len(every), "hours_named_share": named}
    if named < GATES["hours_that_name_a_goal_for_a_question"]:
        text = f"{_percent(named)} of the hours name a goal, too few to set beside the plan."
        none, ids = every.head(0)[list(_COLUMNS)], _found(set(every["goal"]), goal, timed)
        return Measure(
            Status.NOT_YET, _n(every), text, _name_more(named), none, values, evidence=ids
        )
    judged = every[every["named"] >= GATES["hours_that_name_a_goal"]]
    is_clear = _n(judged) >= GATES["entries_with_hours"]
    told = judged if is_clear else every
    rest = every.drop(told.index)
    values |= {"goals_judged": len(judged), "under_half": _short(told)}
    return Measure(
        Status.CLEAR if is_clear else Status.HINT, _n(told), _statement(told, is_clear=is_clear),
        "" if is_clear else _needs(_n(told), named), every[list(_COLUMNS)], values,
        evidence=_found(set(told["goal"]), goal, timed), effect=_effect(told),
        more=tuple(_rest_told(rest, named)),
    )  # fmt: skip


Values = dict[str, float | int | str | None]


def _n(goals: pd.DataFrame) -> int:
    """How many entries with hours lie in the windows of some goals, each once."""
    return len(set().union(*goals["lines"]))


def _short(goals: pd.DataFrame) -> int:
    return int((goals["spent"] < goals["planned"] / 2).sum())


def _found(slugs: set[str], goal: pd.DataFrame, timed: pd.DataFrame) -> tuple[str, ...]:
    """The goals, their milestones, and the lines with hours that name one of them."""
    own = goal[goal["slug"].isin(slugs) | goal["parent"].isin(slugs)]
    return evidence.ids(own, timed[timed["goal"].isin(set(own["slug"]))])


def _effect(table: pd.DataFrame) -> float:
    shares = zip(table["planned"], table["spent"], strict=True)
    return max(abs(stats.cohens_h(planned, spent)) for planned, spent in shares)


def _needs(entries: int, named: float) -> str:
    found = []
    if entries < GATES["entries_with_hours"]:
        found.append(f"{int(GATES['entries_with_hours']) - entries} more entries with hours.")
    return " ".join([*found, _name_more(named)])


def _percent(share: float) -> str:
    """A share in whole percent; one below the limit for a question never reads as the limit itself."""
    limit = GATES["hours_that_name_a_goal_for_a_question"]
    return f"{min(round(100 * share), round(100 * limit) - 1) if share < limit else round(100 * share)}%"


def _name_more(named: float) -> str:
    return (
        f"The goal on more lines, as [goal:: its-name]: {_percent(named)} of the year's hours name one; "
        f"{GATES['hours_that_name_a_goal']:.0%} in the time of a goal would do."
    )


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
    """One goal's planned and named share; None when its window holds no known hours."""
    slug = each["slug"]
    own = {slug, *goal.loc[goal["parent"] == slug, "slug"]}
    start = timed["date"].min() if pd.isna(each["set_on"]) else each["set_on"]
    ends = [_closed_on(slug, own - {slug}, events), _planned_until(each, events)]
    end = min([day for day in ends if pd.notna(day)], default=pd.Timestamp(period.last - DAY))
    during = timed[(timed["date"] >= start) & (timed["date"] <= end)]
    total = float(during["hours"].sum())
    if not total:
        return None
    mine, some = during[during["goal"].isin(own)], during[during["goal"].notna()]
    hours, named = (float(lines["hours"].sum()) for lines in (mine, some))
    planned = float(each["plan_share"])
    return (
        slug, planned, hours / total, hours, len(mine), list(each["share"]),
        named / total, tuple(during.index),
    )  # fmt: skip


def _closed_on(slug: str, milestones: set[str], events: pd.DataFrame) -> Any:
    """The day a goal was closed, by itself or with its last milestone; NaT while it is open."""
    ended = events[events["event"].isin(["done", "drop"])].groupby("slug")["date"].max()
    if slug in ended.index:
        return ended[slug]
    is_over = bool(milestones) and milestones <= set(ended.index)
    return ended[sorted(milestones)].max() if is_over else pd.NaT


def _planned_until(each: Mapping[Any, Any], events: pd.DataFrame) -> Any:
    """The last day that was ever planned for a goal; NaT where none was."""
    again = events.loc[(events["slug"] == each["slug"]) & events["due"].notna(), "due"]
    return pd.Series([each["due"], *again]).max()


def _statement(goals: pd.DataFrame, *, is_clear: bool) -> str:
    short, n = _short(goals), len(goals)
    gap = (goals["planned"] - goals["spent"]).sort_values(ascending=False, kind="stable")
    widest = goals.loc[gap.index[0]]
    shares = f"the widest gap: {widest['planned']:.0%} planned, {widest['spent']:.0%} named"
    amount = "less than half" if short else "at least half"
    who = f"{short} of {n} goals" if short else f"each of {n} goals"
    who = "the one goal with a planned share" if n == 1 else who
    verb, them = ("are", "them") if short > 1 else ("is", "it")
    if is_clear:
        return f"{who[0].upper()}{who[1:]} {verb} named on {amount} of the hours planned for {them}; {shares}."
    return f"{verb.capitalize()} {who} really named on {amount} of the hours planned for {them} ({shares})?"


def _rest_told(rest: pd.DataFrame, named: float) -> Iterator[Statement]:
    """The goals that cannot be judged, where others can."""
    if len(rest):
        n = len(rest)
        text = f"Of {n} more goal{'s' * (n != 1)} it cannot be told: less than half of the hours in {'their' if n > 1 else 'its'} time name any goal."
        yield Statement(text, Status.NOT_YET, _n(rest), _name_more(named))
