"""Counts per week: how uneven they are, and whether one span has more of them than another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike


def dispersion(counts: Sequence[float]) -> float:
    """How much more than Poisson the counts vary: variance (n-1) / mean, clipped to 1..3.

    Source: quasi-Poisson; the cap keeps one burst from hiding every slump.
    """
    if len(counts) < 2 or (mean := float(np.mean(counts))) <= 0:
        return 1.0
    return float(np.clip(np.var(counts, ddof=1) / mean, 1.0, 3.0))


class RateRatio(NamedTuple):
    """How many times as often as before, with its interval and the dispersion (1 = Poisson) behind it."""

    ratio: float
    low: float
    high: float
    phi: float


def rate_ratio(
    before: ArrayLike,
    after: ArrayLike,
    exposure_before: float,
    exposure_after: float,
    level: float = 0.9,
) -> RateRatio:
    """Ratio of two weekly rates, after over before; `before` and `after` are weekly counts.

    log ratio = log((s2 + 1/2) / e2) - log((s1 + 1/2) / e1) with sums s and exposures e (eligible
    weeks, in part too); its squared error = phi (1/(s1 + 1/2) + 1/(s2 + 1/2)); phi = pooled
    variance / pooled mean of the weekly counts, at least 1. Raises ValueError for an exposure that is
    not positive. Source: quasi-Poisson with the half-count correction of Haldane and Anscombe.
    """
    if exposure_before <= 0 or exposure_after <= 0:
        raise ValueError("a rate needs eligible weeks on both sides")
    first, second = float(np.sum(before)), float(np.sum(after))
    phi = _pooled_dispersion(before, after)
    centre = math.log((second + 0.5) / exposure_after) - math.log((first + 0.5) / exposure_before)
    half = NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(
        phi * (1 / (first + 0.5) + 1 / (second + 0.5))
    )
    return RateRatio(math.exp(centre), math.exp(centre - half), math.exp(centre + half), phi)


def _pooled_dispersion(*groups: ArrayLike) -> float:
    """Variance around each group's own mean, over the common mean; at least 1, and 1 where it is unknown."""
    counts = [np.asarray(group, float) for group in groups]
    free = sum(max(len(group) - 1, 0) for group in counts)
    total = sum(float(group.sum()) for group in counts)
    if not free or total <= 0:
        return 1.0
    squares = sum(float(((group - group.mean()) ** 2).sum()) for group in counts if len(group))
    return max(1.0, squares / free / (total / sum(map(len, counts))))
