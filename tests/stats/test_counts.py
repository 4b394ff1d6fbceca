"""Counts per week, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from careerkit import stats


@pytest.mark.parametrize(
    ("counted", "expected"),
    [([2, 2, 2], 1.0), ([0, 0, 12], 3.0), ([1, 5], 8 / 3), ([], 1.0), ([4], 1.0), ([0, 0], 1.0)],
)
def test_dispersion_is_variance_over_mean_between_1_and_3(
    counted: list[float], expected: float
) -> None:
    assert stats.dispersion(counted) == pytest.approx(expected)


def test_rate_ratio_by_hand() -> None:
    """10 weeks of 1, then 10 weeks of 2: (20.5/10) / (10.5/10); even counts, so phi = 1.

    Squared error 1/10.5 + 1/20.5 = 0.144018583; at 90 % z = 1.6448536: the factor is exp(1.6448536 * 0.3794978).
    """
    found = stats.rate_ratio([1] * 10, [2] * 10, 10, 10)
    assert found.ratio == pytest.approx(20.5 / 10.5, abs=1e-12)
    assert found.phi == 1
    factor = math.exp(1.6448536269514722 * math.sqrt(1 / 10.5 + 1 / 20.5))
    assert found[1:3] == pytest.approx((20.5 / 10.5 / factor, 20.5 / 10.5 * factor), abs=1e-9)


def test_rate_ratio_widens_with_uneven_weeks() -> None:
    """0 and 4 in turn, ten weeks each: variance 40/9 within each, mean 2, so phi = 20/9."""
    found = stats.rate_ratio([0, 4] * 5, [0, 4] * 5, 10, 10)
    assert found.phi == pytest.approx(20 / 9)
    assert found.ratio == pytest.approx(1)
    half = 1.6448536269514722 * math.sqrt(20 / 9 * 2 / 20.5)
    assert math.log(found.high) == pytest.approx(half, abs=1e-9)
    assert math.log(found.low) == pytest.approx(-half, abs=1e-9)


def test_rate_ratio_pools_spans_of_different_length() -> None:
    """(0, 4) has squares 8, (1, 1, 7) has 24: 32 over 3 free weeks, over the common mean 13/5."""
    found = stats.rate_ratio([0, 4], [1, 1, 7], 2, 2.5)
    assert found.phi == pytest.approx(32 / 3 / (13 / 5))
    assert found.ratio == pytest.approx((9.5 / 2.5) / (4.5 / 2))


def test_rate_ratio_of_nothing_is_one_and_wide() -> None:
    """No count on either side: (0.5 / 4) / (0.5 / 4) = 1, squared error 4."""
    found = stats.rate_ratio([0] * 4, [0] * 4, 4, 4)
    assert (found.ratio, found.phi) == (1, 1)
    assert found.high == pytest.approx(math.exp(1.6448536269514722 * 2))


@pytest.mark.parametrize("weeks", [(0, 1), (1, 0)])
def test_rate_ratio_needs_eligible_weeks(weeks: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="eligible weeks"):
        stats.rate_ratio([1], [1], *weeks)


def test_rate_ratio_rarely_speaks_without_a_change() -> None:
    """Uneven weeks (variance 1.8 times the mean) at 2 a week: the 90 % interval misses 1 in about 10 years of 100."""
    random = np.random.default_rng(7)
    p = 1 / 1.8
    years = random.negative_binomial(2 * p / (1 - p), p, size=(600, 2, 46))
    found = [stats.rate_ratio(one, two, 46, 46) for one, two in years]
    share = sum(not ratio.low <= 1 <= ratio.high for ratio in found) / len(found)
    assert 0.06 <= share <= 0.14
