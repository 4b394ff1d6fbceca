"""Forward moves, week by week, and the recoveries from slumps with what went with each.

Counted here, told in the section on momentum. Frames in, frames out; no status and no sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
import pandas as pd

from careerkit import stats
from careerkit.counting import streams
from careerkit.period import DAY, Period

# What of a week can go with a recovery; wins and milestones are rather what a recovery is.
KIT = ("contact", "learning", "lesson", "try", "pause")


@dataclass(frozen=True)
class Recovery:
    """The end of a slump: its first recovered week, the weeks whose moves ended it, the kinds that grew, and which came first.

    weeks: the four logged weeks up to `week`, whose sum is back at 0.8 of the usual one. grew: the kinds of
    `KIT` with more moves a week in these than in the weeks of the slump before them, or a declared pause.
    came_first: those of the earliest day of these weeks with one; several when they share it.
    """

    week: pd.Timestamp
    weeks: tuple[pd.Timestamp, ...]
    grew: tuple[str, ...]
    came_first: tuple[str, ...]


def moves(
    entry: pd.DataFrame, touch: pd.DataFrame, learning: pd.DataFrame,
    goal: pd.DataFrame, goal_event: pd.DataFrame, feedback: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    """Every forward move (kind, date, id), sorted: at most one a day of each kind, so that logging in bulk adds nothing.

    Kinds: win, lesson, try (a step of a side project), milestone, feedback (acted on), learning,
    contact (meaningful).
    """
    milestones = set(goal.loc[goal["parent"].notna(), "slug"])
    reached = goal_event[(goal_event["event"] == "done") & goal_event["slug"].isin(milestones)]
    acted = feedback.assign(date=feedback["action_done_on"])
    kinds = {word: entry[entry["word"] == word] for word in ("win", "lesson", "try")}
    kinds |= {"milestone": reached, "feedback": acted, "learning": learning}
    kinds["contact"] = touch[touch["meaningful"].fillna(False).astype(bool)]
    parts = [
        pd.DataFrame({"kind": kind, "date": rows["date"].astype("datetime64[us]"), "id": rows["id"]})
        for kind, rows in kinds.items()
    ]  # fmt: skip
    found = pd.concat(parts, ignore_index=True).dropna(subset="date")
    found = found.sort_values(["date", "kind", "id"], kind="stable")
    return found.drop_duplicates(["date", "kind"]).reset_index(drop=True)


def weeks(
    moved: pd.DataFrame, entry: pd.DataFrame, days: pd.Series[pd.Timestamp], period: Period
) -> pd.DataFrame:
    """Every week from the first logged one to the end of the known year, as `stats.slump` judges it.

    days: those on which something was logged; there must be one before `period.last`.
    """
    first = streams.first_day(days) or period.start
    history = replace(period, start=min(first, period.start))
    table = streams.weeks(history, first, days)
    known = streams.within(moved, history.start, history.last)
    counts = streams.week_of(known["date"], history).value_counts()
    table["moves"] = table["week"].map(counts).fillna(0).astype(int)
    return stats.slump(_with_energy(table, entry, history))


def _with_energy(table: pd.DataFrame, entry: pd.DataFrame, history: Period) -> pd.DataFrame:
    rated = entry.dropna(subset=["energy", "date"])
    by_week = rated["energy"].astype(float).groupby(streams.week_of(rated["date"], history))
    total, n = table["week"].map(by_week.sum()), table["week"].map(by_week.size())
    return table.assign(energy_sum=total.fillna(0.0), energy_n=n.fillna(0))


def spells(judged: pd.DataFrame) -> list[pd.DataFrame]:
    """The slumps: runs of slump and quiet-but-well weeks with at least one slump week; each with the steady week after it, if any."""
    known = judged[judged["state"].isin(["slump", "quiet_well", "steady"])]
    low = known["state"].ne("steady").astype(bool)
    number = (low & ~low.shift(fill_value=False)).cumsum()
    after = ~low & low.shift(fill_value=False)
    return [
        spell
        for _, spell in known[low | after].groupby(number[low | after])
        if (spell["state"] == "slump").any()
    ]


def recoveries(judged: pd.DataFrame, moved: pd.DataFrame, period: Period) -> list[Recovery]:
    """Every slump that ended, of all known years, in time."""
    ended = [spell["week"] for spell in spells(judged) if spell["state"].iloc[-1] == "steady"]
    if not ended:
        return []
    logged = judged.loc[judged["logged"] & (judged["eligible"] > 0), "week"].reset_index(drop=True)
    place = pd.Series(logged.index, logged)
    own = moved[moved["kind"].isin(KIT)]
    own = own.assign(week=streams.week_of(own["date"], period))
    counts = pd.crosstab(own["week"], own["kind"])
    counts = counts.reindex(index=logged, columns=list(KIT), fill_value=0)
    return [
        _recovery(counts, own, int(place[week.iloc[0]]), int(place[week.iloc[-1]]), period)
        for week in ended
    ]


def _recovery(
    counts: pd.DataFrame, moved: pd.DataFrame, begin: int, end: int, period: Period
) -> Recovery:
    """One recovery from the places of the slump's first and of the first recovered week among the logged ones."""
    back = stats.WINDOW - 1
    # The first low sum is of the weeks up to it, as the first recovered one is of those up to that.
    slump, turn = counts.iloc[max(0, begin - back) : end - back], counts.iloc[end - back : end + 1]
    more = turn.mean() > slump.mean()
    since, until = turn.index[0], turn.index[-1] + pd.Timedelta(7 * DAY)
    rests = [p.start for p in period.pauses if p.start < until.date() and p.end > since.date()]
    steps = moved[moved["week"].isin(turn.index)]
    earliest = min([*steps["date"], *map(pd.Timestamp, rests)], default=since)
    first = {*steps.loc[steps["date"] == earliest, "kind"]}
    first |= {"pause"} if any(pd.Timestamp(day) <= earliest for day in rests) else set()
    grew = tuple(kind for kind in KIT if more[kind] or (kind == "pause" and rests))
    return Recovery(turn.index[-1], tuple(turn.index), grew, tuple(k for k in KIT if k in first))


def usual(judged: pd.DataFrame, level: float = 0.8) -> pd.DataFrame:
    """The range (low, high) in which a sum of four weeks falls with this chance while nothing changes.

    ((sqrt(b + 3/8) -+ z sqrt(phi (1 + 4/m)) / 2)^2 - 3/8, at least 0, from the columns of `stats.slump`.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    half = z * np.sqrt(judged["phi"] * (1 + stats.WINDOW / judged["baseline_weeks"])) / 2
    root = np.sqrt(judged["b"] + 3 / 8)
    low, high = ((np.maximum(root + side, 0) ** 2 - 3 / 8).clip(lower=0) for side in (-half, half))
    return pd.DataFrame({"low": low, "high": high})
