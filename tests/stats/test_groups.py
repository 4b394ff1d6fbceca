"""What comes in groups: by hand, and against the bootstrap of scipy."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats as scipy_stats

from careerkit import stats


def test_within_groups_by_hand_and_by_seed() -> None:
    """Two weeks, kept 2 above broken in one and 0 in the other, one of each: the mean difference is 1."""
    found, p = stats.within_groups([1, 1, 2, 2], [True, False, True, False], [3, 1, 5, 5], seed=3)
    assert found == pytest.approx(1.0)
    assert (
        p == stats.within_groups([1, 1, 2, 2], [True, False, True, False], [3, 1, 5, 5], seed=3)[1]
    )
    assert p == pytest.approx(1.0), "either labelling of the first week gives 1 in size"


def test_within_groups_does_not_see_differences_between_groups() -> None:
    groups, kept = [1] * 4 + [2] * 4, [True, True, True, False, False, False, False, True]
    found, _ = stats.within_groups(groups, kept, [9.0] * 4 + [1.0] * 4)
    assert found == pytest.approx(0.0)


def test_within_groups_finds_a_large_effect() -> None:
    kept = [True, False, True, False] * 10
    values = [2.0 * k + 0.1 * (i % 3) for i, k in enumerate(kept)]
    assert stats.within_groups([i // 4 for i in range(40)], kept, values)[1] < 0.01


def test_within_groups_needs_both_kinds_somewhere() -> None:
    with pytest.raises(ValueError, match="both kinds"):
        stats.within_groups([1, 2], [True, False], [1.0, 2.0])


def test_block_interval_equals_the_bootstrap_of_scipy() -> None:
    """Thirty weeks; scipy draws whole weeks too, with other random numbers: within 0.01."""
    random = np.random.default_rng(2)
    below = random.integers(1, 9, 30).astype(float)
    above = random.binomial(below.astype(int), 0.4).astype(float)

    def ratio(a: np.ndarray, b: np.ndarray, axis: int) -> np.ndarray:
        return a.sum(axis=axis) / b.sum(axis=axis)

    expected = scipy_stats.bootstrap(
        (above, below), ratio, paired=True, confidence_level=0.8, n_resamples=20_000,
        method="percentile", rng=np.random.default_rng(3),
    ).confidence_interval  # fmt: skip
    found = stats.block_interval(range(30), above, below, draws=20_000, seed=1)
    assert found == pytest.approx((expected.low, expected.high), abs=0.01)


def test_blocks_are_drawn_whole() -> None:
    """Two weeks, one all building, one none, ten lines each: a draw is 0, 1/2 or 1; line by line it would be near 1/2."""
    blocks, above = [1] * 10 + [2] * 10, [1.0] * 10 + [0.0] * 10
    assert stats.block_interval(blocks, above, [1.0] * 20, level=0.9) == (0, 1)


def test_block_interval_is_the_same_in_any_order_and_for_the_same_seed() -> None:
    random = np.random.default_rng(4)
    blocks = random.integers(0, 20, 200)
    above, below = random.random(200), 1 + random.random(200)
    order = random.permutation(200)
    one = stats.block_interval(blocks, above, below, seed=9)
    assert one == stats.block_interval(blocks[order], above[order], below[order], seed=9)
    assert one != stats.block_interval(blocks, above, below, seed=8)
    assert one[0] <= above.sum() / below.sum() <= one[1]


def test_fewer_than_two_blocks_say_nothing() -> None:
    """Empty; one week; two weeks of which one has no hours. A ratio that can pass 1 has no upper end."""
    assert stats.block_interval([], [], []) == (0, 1)
    assert stats.block_interval([3, 3], [1, 0], [1, 2]) == (0, 1)
    assert stats.block_interval([3, 4], [1, 0], [2, 0]) == (0, 1)
    assert stats.block_interval([3, 3], [5, 0], [1, 2]) == (0, math.inf)


def test_a_draw_without_hours_is_left_out() -> None:
    """Three weeks, one without hours: a draw of that one alone has no ratio; the others all have 1/2."""
    found = stats.block_interval([1, 2, 3], [1, 2, 0], [2, 4, 0], draws=500)
    assert found == pytest.approx((0.5, 0.5))


def test_the_interval_of_a_share_is_no_certainty_where_all_blocks_agree() -> None:
    """Three blocks with one half each: Wilson's of 1.5 of 3. Where they differ it is that of the draws."""
    alike = stats.share_interval([1, 2, 3], [1, 2, 3], [2, 4, 6])
    assert alike == pytest.approx(stats.wilson(1.5, 3))
    blocks, part = [1, 1, 2, 3, 4], [1.0, 0.0, 2.0, 0.0, 1.0]
    assert stats.share_interval(blocks, part, [2.0] * 5, seed=7) == stats.block_interval(
        blocks, part, [2.0] * 5, seed=7
    )
    assert stats.share_interval([], [], []) == (0, 1)
