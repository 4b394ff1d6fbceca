"""Whether values rise with time, and how fast."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

Floats = np.ndarray[Any, np.dtype[np.float64]]

LEAST_MONTHS, RISING_P, LEAST_RISE = 6, 0.10, 0.5


def kendall_trend(values: ArrayLike, *, draws: int = 2000, seed: int = 0) -> tuple[float, float]:
    """Kendall's tau-b of the values, in order, with time, and its one-sided p for a rise, by permutation.

    S = pairs that rise less pairs that fall; tau-b = S / sqrt(n0 (n0 - ties)), n0 = n(n-1)/2; p = (1 +
    draws with S as large) / (1 + draws). The same seed gives the same p. Unknown values are left out;
    where no two values differ there is no trend: (0, 1). Source: Kendall 1938, Mann 1945; Phipson and
    Smyth 2010 for p.
    """
    known = np.asarray(values, float)
    ranks = np.unique(known[~np.isnan(known)], return_inverse=True)[1].astype(np.int16)
    n, alike = len(ranks), np.bincount(ranks)
    pairs, tied = n * (n - 1) // 2, int((alike * (alike - 1) // 2).sum())
    if pairs == tied:
        return 0.0, 1.0
    found = int(_rises(ranks[:, None])[0])
    keys = np.random.default_rng(seed).random((n, draws))
    hits = int((_rises(ranks[np.argsort(keys, axis=0)]) >= found).sum())
    return found / math.sqrt(pairs * (pairs - tied)), (1 + hits) / (1 + draws)


def _rises(columns: Any) -> Any:
    """S of each column. Draws lie side by side, in two bytes: six times as fast as one draw a row."""
    found = np.zeros(columns.shape[1], dtype=np.int64)
    for at in range(1, len(columns)):
        found += np.sign(columns[at] - columns[:at]).sum(axis=0, dtype=np.int16)
    return found


class Rising(NamedTuple):
    """Whether a level rises (None: too few months to say), by how much, p and how many months it rests on."""

    is_rising: bool | None
    difference: float
    p: float
    months: int


def rising(month: ArrayLike, level: ArrayLike, *, seed: int = 0) -> Rising:
    """Whether a level rises over the months: one month number and one level per use, in any order.

    On the medians of the months that have one (single uses that resemble their neighbours would
    over-fire): rising = one-sided permutation p of Kendall's trend <= 0.10 and median of the last third
    less median of the first third >= 0.5. Under 6 months: None, with unknown difference and p. Source:
    Mann 1945; the medians and the half level from simulated years.
    """
    medians = _medians(np.asarray(month), np.asarray(level, float))
    n = len(medians)
    if n < LEAST_MONTHS:
        return Rising(None, float("nan"), float("nan"), n)
    third = n // 3
    difference = float(np.median(medians[-third:]) - np.median(medians[:third]))
    p = kendall_trend(medians, seed=seed)[1]
    return Rising(p <= RISING_P and difference >= LEAST_RISE, difference, p, n)


def _medians(month: Any, level: Floats) -> list[float]:
    known = ~np.isnan(level)
    month, level = month[known], level[known]
    order = np.argsort(month, kind="stable")
    edges = np.flatnonzero(np.diff(month[order])) + 1
    return [float(np.median(part)) for part in np.split(level[order], edges) if len(part)]


def theil_sen(x: ArrayLike, y: ArrayLike) -> float | None:
    """The median of the slopes between all pairs of points with different x; None where there is no such pair.

    Unknown points are left out. Source: Theil 1950, Sen 1968.
    """
    points = np.column_stack([np.asarray(x, float), np.asarray(y, float)])
    across, up = points[~np.isnan(points).any(axis=1)].T
    first, second = np.triu_indices(len(across), 1)
    run, rise = across[second] - across[first], up[second] - up[first]
    slopes = rise[run != 0] / run[run != 0]
    return float(np.median(slopes)) if len(slopes) else None
