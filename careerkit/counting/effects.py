"""How large a finding is, in standard units: what orders the first page of a review.

A share is told as Cohen's h, a z or t as the correlation r that it amounts to: both are about 0.1 to 0.2 for a small
finding and 0.5 to 0.8 for a large one, whatever the number of records (Cohen 1988; Rosenthal 1991).
"""

from __future__ import annotations

import math

from careerkit import stats

LEAST_CASES = 6


def beyond(low: object, high: object, reference: float = 0.5) -> float:
    """How far an interval of a proportion lies from a reference, as Cohen's h of its nearer end; 0 if it holds it.

    The nearer end and not the estimate, so that three of three do not outshine forty of fifty. An interval
    that is not known (None) is no finding: 0.
    """
    if not isinstance(low, float) or not isinstance(high, float):
        return 0.0
    return abs(stats.cohens_h(reference, min(max(reference, low), high)))


def of_z(z: float, n: float) -> float:
    """The correlation that a z from n records amounts to, z / sqrt(n), 0 to 1; 0 where nothing is known."""
    return 0.0 if math.isnan(z) or n <= 0 else min(1.0, abs(z) / math.sqrt(n))


def of_t(t: float, df: float) -> float:
    """The correlation that a t amounts to, sqrt(t^2 / (t^2 + df)), 0 to 1; 0 where nothing is known."""
    return 0.0 if math.isnan(t) or df <= 0 else math.sqrt(t * t / (t * t + df))


def is_newly_most(hits: float, n: float, hits_before: float, n_before: float) -> bool:
    """Whether most cases are hits now, fewer than half were before, and neither is chance alone.

    The 80 % Wilson interval of now lies above one half, and Newcombe's 90 % interval of the difference above 0; of
    fewer than 6 cases on one side nothing is told.
    """
    if min(n, n_before) < LEAST_CASES or hits_before >= n_before / 2:
        return False
    return stats.wilson(hits, n)[0] > 0.5 and stats.newcombe(hits_before, n_before, hits, n)[1] > 0
