"""The middle slope of each thing that is counted over several years, and whether chance would make one like it.

Frames in, numbers out; no status and no sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from careerkit import stats


@dataclass(frozen=True)
class Slope:
    """The middle slope a year of one thing over its comparable years, and its two-sided p where it may be claimed."""

    years: int
    slope: float
    p: float | None


def slopes(table: pd.DataFrame, least: float, for_claim: float) -> dict[str, Slope]:
    """By `what`: the slope over the comparable years of a table with what, year, value and comparable.

    From `least` years on (Theil and Sen); p (permutations, Kendall) from `for_claim` years on.
    """
    found = {}
    for what, rows in table[table["comparable"]].groupby("what", sort=False):
        years, values = rows["year"].to_list(), rows["value"].to_list()
        slope = stats.theil_sen(years, values)
        if slope is not None and len(rows) >= least:
            p = _p(values) if len(rows) >= for_claim else None
            found[str(what)] = Slope(len(rows), slope, p)
    return found


def _p(values: Sequence[float]) -> float:
    turns = (values, [-value for value in values])
    return min(1.0, 2 * min(stats.kendall_trend(turn)[1] for turn in turns))


def beside(table: pd.DataFrame, found: dict[str, Slope]) -> pd.Series[float]:
    """The slopes in the row of each thing's last year; the other rows have none."""
    last = ~table["what"].duplicated(keep="last")
    slope = table["what"].map({what: one.slope for what, one in found.items()})
    return slope.astype("float64").where(last)
