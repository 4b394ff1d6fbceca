"""The additive fit, and what is hard to separate."""

from __future__ import annotations

import numpy as np
import pytest

from careerkit.stats.additive import additive_effects, inseparable


def test_one_label_by_hand() -> None:
    """One week: energy 1, 1, 0, 0 and the label on the first two.

    Both centred: y = x = .5, .5, -.5, -.5, so x'x = x'y = 1 and b = 1 / (1 + 8).
    """
    found = additive_effects([5, 5, 5, 5], [1, 1, 0, 0], np.array([[1], [1], [0], [0]], dtype=bool))
    assert found == pytest.approx([1 / 9])


def test_it_is_ridge_regression_on_values_set_against_the_weeks_around() -> None:
    """200 random entries in 30 weeks, some of them empty: the same as centring row by row and solving the normal equations."""
    rng = np.random.default_rng(1)
    week = rng.choice([*range(10), *range(15, 30)], 200) + 2000
    carries, energy = rng.random((200, 4)) < 0.3, rng.integers(-2, 3, 200)
    every = np.column_stack([energy, carries]).astype(float)
    centred = np.array(
        [row - every[np.abs(week - at) <= 2].mean(0) for row, at in zip(every, week, strict=True)]
    )
    y, x = centred[:, 0], centred[:, 1:]
    augmented = np.vstack([x, np.sqrt(8) * np.eye(4)])
    expected = np.linalg.lstsq(augmented, np.concatenate([y, np.zeros(4)]), rcond=None)[0]
    assert additive_effects(list(week), list(energy), carries) == pytest.approx(expected, abs=1e-9)


def test_nothing_gives_nothing() -> None:
    assert len(additive_effects([], [], np.zeros((0, 0), dtype=bool))) == 0


@pytest.mark.parametrize(
    ("part", "alone", "expected"),
    [
        ([-0.3, 0.3], 0, True),
        ([0.3, 0.3], 0, False),  # the same way
        ([-0.1, 0.1], 0, False),  # too near each other
        ([-0.3, 0.3], 1, True),  # 4 of the rarer one's 5 carry both: just 80 %
        ([-0.3, 0.3], 2, False),  # 4 of 6
    ],
)
def test_hard_to_separate(part: list[float], alone: int, expected: bool) -> None:
    """Four entries with both labels, `alone` with the first only, twenty with the second only."""
    carries = np.array([[1, 1]] * 4 + [[1, 0]] * alone + [[0, 1]] * 20, dtype=bool)
    found = inseparable(carries, np.array(part), together=0.8, apart=0.25)
    assert (bool(found[0, 1]), bool(found[1, 0])) == (expected, expected)
    assert not found.diagonal().any()
