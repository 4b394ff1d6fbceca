"""Quantiles of Student's t, and the interval of a shrunk mean, against scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats as scipy_stats

from careerkit.stats.quantiles import shrunk_interval, student_quantile


@pytest.mark.parametrize("q", [0.1, 0.25, 0.5, 0.75, 0.9])
def test_student_quantile(q: float) -> None:
    df = np.array([4, 5, 7, 10, 19, 51, 103, 5000])
    assert student_quantile(q, df) == pytest.approx(scipy_stats.t.ppf(q, df), abs=1e-3)


def test_no_degrees_of_freedom_are_unknown() -> None:
    assert [math.isnan(value) for value in student_quantile(0.9, [0, 1, 4])] == [True, False, False]


def test_a_shrunk_interval_by_hand() -> None:
    """Eight values in 6 clusters, shown 0.5, se 0.4: half = t(0.9, 5) x 0.4 x sqrt(8/16) = 1.4759 x 0.4 x 0.70711."""
    low, high = shrunk_interval([8], [6], [0.5], [0.4])
    assert (low[0], high[0]) == pytest.approx((0.5 - 0.41745, 0.5 + 0.41745), abs=1e-3)
