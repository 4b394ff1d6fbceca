"""Trends: against scipy, against every order there is, and the rule of a rising level from both sides."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from careerkit import stats

values = st.lists(st.integers(1, 6), min_size=2, max_size=25)
points = st.lists(
    st.tuples(st.integers(0, 12), st.floats(-100, 100, allow_subnormal=False)),
    min_size=2,
    max_size=20,
)


@settings(deadline=None)
@given(values)
def test_kendall_tau_equals_scipy(found: list[int]) -> None:
    expected = scipy_stats.kendalltau(range(len(found)), found).statistic
    tau, _ = stats.kendall_trend(found, draws=10)
    assert tau == pytest.approx(0 if math.isnan(expected) else expected, abs=1e-9)


@pytest.mark.parametrize(
    "order", [(1, 2, 3, 4, 5, 6), (1, 1, 2, 3, 2, 3), (3, 1, 2, 2, 1, 3), (5, 4, 3, 2, 1, 0)]
)
def test_kendall_p_is_the_share_of_orders_that_rise_as_much(order: tuple[int, ...]) -> None:
    """All 720 orders of six values, counted; 20,000 draws come within 0.015 of it."""

    def rises(row: tuple[int, ...]) -> int:
        return sum((b > a) - (b < a) for i, a in enumerate(row) for b in row[i + 1 :])

    every = [rises(row) for row in permutations(order)]
    share = sum(s >= rises(order) for s in every) / len(every)
    assert stats.kendall_trend(order, draws=20_000)[1] == pytest.approx(share, abs=0.015)


def test_kendall_p_is_seeded_and_never_zero() -> None:
    rise = list(range(30))
    assert stats.kendall_trend(rise, draws=99) == (1, 0.01)
    mixed = [3, 1, 4, 1, 5, 2, 6, 5]
    assert stats.kendall_trend(mixed, seed=4) == stats.kendall_trend(mixed, seed=4)
    assert stats.kendall_trend(mixed, seed=4)[1] != stats.kendall_trend(mixed, seed=5)[1]


@pytest.mark.parametrize("none", [[], [1.0], [2.0, 2.0, 2.0], [math.nan, 1.0]])
def test_where_nothing_differs_there_is_no_trend(none: list[float]) -> None:
    assert stats.kendall_trend(none) == (0, 1)


def test_unknown_values_are_left_out_of_a_trend() -> None:
    assert stats.kendall_trend([1, math.nan, 3, 2]) == stats.kendall_trend([1, 3, 2])


def test_rising_by_hand() -> None:
    """Six months, two uses each: medians 1.5, 2, 2, 3, 3, 3.5. Last third 3.25 less first third 1.75 is 1.5.

    S = 13 of 15 pairs, two tied. Of the 720 orders those with S = 13, the most there is, are 2 x 2: p near 4/720.
    """
    month = [i for i in range(6) for _ in range(2)]
    found = stats.rising(month, [1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4])
    assert (found.is_rising, found.months) == (True, 6)
    assert found.difference == 1.5
    assert found.p == pytest.approx(4 / 720, abs=0.006)


@pytest.mark.parametrize("months", [5, 6])
def test_six_months_with_a_level_are_needed(months: int) -> None:
    """A month without a known level is none."""
    found = stats.rising([*range(months), 99], [*range(months), math.nan])
    assert found.months == months
    assert (found.is_rising is None) == (months < 6)
    assert math.isnan(found.p) == (months < 6)


@pytest.mark.parametrize(("rise", "is_rising"), [(0.5, True), (0.4, False)])
def test_a_rise_of_half_a_level_is_needed(rise: float, is_rising: bool) -> None:
    """Nine months, the thirds at 2, in between and 2 + rise: the trend is as clear in both."""
    levels = [2.0] * 3 + [2 + rise / 2] * 3 + [2 + rise] * 3
    found = stats.rising(range(9), levels)
    assert (found.p <= 0.10, found.is_rising) == (True, is_rising)


def test_a_rise_that_chance_makes_is_none() -> None:
    """2 2 4 1 3 3: the last third is higher by one, but S = 3 of 6 months: p far above 0.10."""
    found = stats.rising(range(6), [2, 2, 4, 1, 3, 3])
    assert found.difference == 1
    assert found.p > 0.10
    assert found.is_rising is False


def test_a_fall_is_not_rising() -> None:
    assert stats.rising(range(8), [5, 5, 4, 4, 3, 3, 2, 2]).is_rising is False


def test_one_long_month_weighs_as_one() -> None:
    """Forty uses in one month are one median: the answer is that of one use a month."""
    short = stats.rising(range(8), [1, 2, 2, 3, 3, 3, 4, 4])
    month = [0] * 40 + list(range(1, 8))
    assert stats.rising(month, [1] * 40 + [2, 2, 3, 3, 3, 4, 4]) == short


def test_rising_does_not_see_the_order() -> None:
    random = np.random.default_rng(1)
    month, level = random.integers(0, 12, 60), random.integers(1, 6, 60).astype(float)
    order = random.permutation(60)
    assert stats.rising(month[order], level[order]) == stats.rising(month, level)


def test_a_level_that_stays_seldom_rises() -> None:
    """Uses that resemble the one before (0.3), 30 in a year, without any rise: at most 12 of 100 years."""
    random = np.random.default_rng(9)
    hits = 0
    for seed in range(150):
        month = np.sort(random.integers(0, 12, 30))
        noise = random.normal(0, 0.7 * math.sqrt(1 - 0.09), 30)
        for i in range(1, 30):
            noise[i] += 0.3 * noise[i - 1]
        level = np.clip(np.round(2.2 + noise), 1, 5)
        hits += stats.rising(month, level, seed=seed).is_rising is True
    assert hits / 150 <= 0.12


@settings(deadline=None)
@given(points)
def test_theil_sen_equals_scipy(rows: list[tuple[int, float]]) -> None:
    x, y = [float(a) for a, _ in rows], [b for _, b in rows]
    if len(set(x)) == 1:
        assert stats.theil_sen(x, y) is None
        return
    with np.errstate(invalid="ignore"):  # of its interval, which is not asked for
        expected = scipy_stats.theilslopes(y, x).slope
    assert stats.theil_sen(x, y) == pytest.approx(expected, abs=1e-9)


def test_theil_sen_by_hand() -> None:
    """2021 10, 2022 12, 2023 11: slopes 2, 0.5 and -1; the middle one is 0.5. A year that is not known is left out."""
    assert stats.theil_sen([2021, 2022, 2023], [10, 12, 11]) == 0.5
    assert stats.theil_sen([2021, 2022, 2024, 2023], [10, 12, math.nan, 11]) == 0.5
    assert stats.theil_sen([], []) is None
    assert stats.theil_sen([1], [1]) is None
