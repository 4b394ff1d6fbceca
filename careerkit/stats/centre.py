"""The middle of some values and how well it is known; unknown values are left out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

Floats = np.ndarray[Any, np.dtype[np.float64]]


def quantile(values: Iterable[float], q: float) -> float | None:
    """The q-quantile by linear interpolation (Hyndman and Fan type 7); unknowns left out; None if empty."""
    known = _known(values)
    return float(np.quantile(known, q)) if len(known) else None


def median(values: Iterable[float]) -> float | None:
    """The middle value; unknowns left out; None if there is none."""
    return quantile(values, 0.5)


def median_interval(values: Iterable[float], level: float = 0.8) -> tuple[float, float] | None:
    """Distribution-free interval of a median: the narrowest pair x(k), x(n+1-k) that holds `level`.

    P(X(k) < m < X(n+1-k)) = 1 - 2 P(Bin(n, 1/2) <= k-1). None when even the extremes do not hold
    it. Source: Conover, Practical Nonparametric Statistics, sign-test interval.
    """
    known = np.sort(_known(values))
    n, found = len(known), None
    tail = 0.0
    for k in range(1, n // 2 + 1):
        tail += math.comb(n, k - 1) / 2**n
        if 1 - 2 * tail < level:
            break
        found = (float(known[k - 1]), float(known[n - k]))
    return found


def _known(values: Iterable[float]) -> Floats:
    numbers = pd.Series(list(values), dtype="Float64").dropna()
    return np.asarray(numbers, dtype=float)
