"""Proportions, their intervals and their differences; all score intervals, none fails at 0 or 1."""

from __future__ import annotations

import math
from statistics import NormalDist


def wilson(hits: float, n: float, level: float = 0.8) -> tuple[float, float]:
    """Wilson score interval of a proportion; `n` may be fractional (partly paused weeks).

    (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). With n = 0 anything is possible: (0,
    1). Source: Wilson 1927; the interval recommended by Brown, Cai and DasGupta 2001 for small n.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} hits of {n} is not a proportion")
    if n == 0:
        return 0.0, 1.0
    z, p = NormalDist().inv_cdf((1 + level) / 2), hits / n
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def newcombe(
    hits1: float, n1: float, hits2: float, n2: float, level: float = 0.9
) -> tuple[float, float, float]:
    """Difference of two independent proportions, p2 - p1, with its hybrid score interval.

    With (l1, u1) and (l2, u2) the Wilson intervals of both: low = p2 - p1 - sqrt((p2 - l2)^2 + (u1
    - p1)^2), high = p2 - p1 + sqrt((u2 - p2)^2 + (p1 - l1)^2). Raises ValueError where one side has
    no cases. Source: Newcombe 1998, Statistics in Medicine 17, 873-890, method 10.
    """
    if n1 <= 0 or n2 <= 0:
        raise ValueError("a difference needs cases on both sides")
    (l1, u1), (l2, u2) = wilson(hits1, n1, level), wilson(hits2, n2, level)
    p1, p2 = hits1 / n1, hits2 / n2
    difference = p2 - p1
    low = difference - math.hypot(p2 - l2, u1 - p1)
    high = difference + math.hypot(u2 - p2, p1 - l1)
    return difference, low, high


def cohens_h(p1: float, p2: float) -> float:
    """Size of a difference of proportions: 2 asin(sqrt p2) - 2 asin(sqrt p1); positive where p2 is larger.

    0.2 is small, 0.5 medium, 0.8 large. Source: Cohen, Statistical Power Analysis, 1988, chapter 6.
    """
    return 2 * math.asin(math.sqrt(p2)) - 2 * math.asin(math.sqrt(p1))
