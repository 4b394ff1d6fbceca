"""Quantiles and the interval of a median, against numpy and the binomial distribution."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from careerkit import stats


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.floats(0, 1))
def test_quantile_equals_numpy_and_leaves_unknowns_out(values: list[float], q: float) -> None:
    assert stats.quantile([*values, float("nan")], q) == pytest.approx(
        float(np.quantile(values, q))
    )


def test_quantile_of_nothing_is_unknown() -> None:
    assert stats.median([]) is None
    assert stats.median([float("nan")]) is None


@given(st.integers(0, 60), st.sampled_from([0.5, 0.8, 0.95]))
def test_median_interval_is_the_narrowest_that_holds(n: int, level: float) -> None:
    found = stats.median_interval(range(n), level)
    coverage = [1 - 2 * scipy_stats.binom.cdf(k - 1, n, 0.5) for k in range(1, n // 2 + 1)]
    good = [k for k, share in enumerate(coverage, 1) if share >= level - 1e-12]
    assert found == ((good[-1] - 1, n - good[-1]) if good else None)


def test_every_kind_of_unknown_is_left_out() -> None:
    """Of 1, 3 and three unknowns the middle is 2; a list, a column and a nullable column say the same.

    Of 1, 2, 2, 2, 3 the extremes hold the median at 15/16, the next pair at 10/16: at 80 % from 1 to 3.
    """
    values = [1, None, 3, float("nan"), pd.NA]
    assert stats.median(values) == 2
    assert stats.median(pd.Series(values, dtype="Float64")) == 2
    assert stats.median(pd.Series([1.0, np.nan, 3.0])) == 2
    assert stats.median_interval([*values, 2, 2, 2]) == (1, 3)
