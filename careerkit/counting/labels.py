"""Entries with their labels, which of those stand out in energy, and which cannot be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from careerkit import skills, stats
from careerkit.counting import streams
from careerkit.period import Period
from careerkit.stats.additive import additive_effects, inseparable
from careerkit.stats.quantiles import shrunk_interval

CLEAR, HINT, NOT_YET = "clear", "hint", "not_yet"
Pairs = list[tuple[str, str, tuple[str, ...]]]


def labelled(
    entry: pd.DataFrame, skill: pd.DataFrame, period: Period, *, months: int
) -> pd.DataFrame:
    """The entries of the last months up to the as-of day, by date and id.

    id, date, week (a number), energy (-2 to 2), hours, skills, labels (see `skills.labels`), is_now (of this year).
    """
    start = pd.Timestamp(period.last) - pd.DateOffset(months=months)
    found = streams.within(entry, start.date(), period.last)
    found = found.sort_values(["date", "id"], kind="stable").reset_index(drop=True)
    week = streams.week_of(found["date"], period).to_numpy("datetime64[D]").astype(np.int64) // 7
    return found[["id", "date", "hours", "skills"]].assign(
        week=week, energy=found["energy"].astype("float64"),
        labels=pd.Series(skills.labels(found, skill), found.index, dtype=object),
        is_now=found["date"] >= pd.Timestamp(period.start),
    )  # fmt: skip


def judged(rated: pd.DataFrame, *, q: float, p: float, least: float) -> pd.DataFrame:
    """`stats.label_effects` of rated entries, with kind (activity, skill), low and high (80 %), status and same_sign.

    clear: adjusted q and a shown difference of at least `least`; hint: unadjusted p and the same size.
    same_sign: whether this year alone points the same way; unknown where it has nothing to compare.
    """
    found, now = _effects(rated), _effects(rated[rated["is_now"]])
    known = set(chain.from_iterable(rated["skills"]))
    large = found["shrunk"].abs() >= least
    low, high = shrunk_interval(found["n"], found["weeks"], found["shrunk"], found["se"])
    alone = now["difference"].where(now["n"] > 0).reindex(found.index)
    same = (np.sign(alone) == np.sign(found["difference"])).astype("boolean")
    return found.assign(
        kind=["skill" if label in known else "activity" for label in found.index],
        status=np.select([large & (found["q"] <= q), large & (found["p"] <= p)], [CLEAR, HINT], NOT_YET),
        low=low, high=high, same_sign=same.mask(alone.isna() | found["p"].isna()),
    )  # fmt: skip


def _effects(rated: pd.DataFrame) -> pd.DataFrame:
    columns = (rated[name].to_list() for name in ("week", "energy", "labels"))
    return stats.label_effects(*columns)


def carry(entries: pd.DataFrame, found: pd.DataFrame, status: str) -> Any:
    """Which entries carry a label of that status: one flag each."""
    labels = set(found.index[found["status"] == status])
    return np.array([not labels.isdisjoint(some) for some in entries["labels"]], dtype=bool)


def hard_to_separate(rated: pd.DataFrame, found: pd.DataFrame, gates: Mapping[str, float]) -> Pairs:
    """Activity, skill and ids of the entries with both, where one of them stands out and `stats.additive.inseparable` holds.

    gates: nearly_always_together, the share of the rarer one's entries; least_difference of their parts.
    """
    tested = found[found["p"].notna()]
    stands = (tested["status"] != NOT_YET).to_numpy()
    if not stands.any():
        return []
    carries = _carries(rated, tested)
    part = additive_effects(rated["week"].to_list(), rated["energy"].to_list(), carries)
    near = inseparable(
        carries, part, together=gates["nearly_always_together"], apart=gates["least_difference"]
    )
    is_skill = (tested["kind"] == "skill").to_numpy()
    pairs = near & np.logical_or.outer(stands, stands) & np.logical_and.outer(~is_skill, is_skill)
    return [
        (tested.index[a], tested.index[s], tuple(rated["id"][carries[:, a] & carries[:, s]]))
        for a, s in np.argwhere(pairs)
    ]


def _carries(rated: pd.DataFrame, tested: pd.DataFrame) -> Any:
    """One row of flags per entry, one column per tested label."""
    place = {label: i for i, label in enumerate(tested.index)}
    found = np.zeros((len(rated), len(place)), dtype=bool)
    for row, labels in enumerate(rated["labels"]):
        found[row, [place[label] for label in labels if label in place]] = True
    return found
