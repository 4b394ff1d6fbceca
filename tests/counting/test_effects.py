"""How far an interval lies from one half."""

from __future__ import annotations

import math

import pytest

from careerkit.counting import effects


@pytest.mark.parametrize(
    ("low", "high", "end"), [(0.75, 0.9, 0.75), (0.1, 0.25, 0.25), (0.4, 0.6, 0.5), (0.5, 1.0, 0.5)]
)
def test_the_nearer_end_counts(low: float, high: float, end: float) -> None:
    """Cohen's h is |2 asin sqrt(p) - 2 asin sqrt(1/2)|; for 3/4 and for 1/4 that is pi / 6."""
    expected = abs(2 * math.asin(math.sqrt(end)) - math.pi / 2)
    assert effects.beyond(low, high) == pytest.approx(expected)
    assert effects.beyond(0.75, 0.9) == pytest.approx(math.pi / 6)


def test_another_reference() -> None:
    """From 0 to 1/4 is 2 asin(1/2) = pi / 3."""
    assert effects.beyond(0.25, 0.5, 0.0) == pytest.approx(math.pi / 3)


def test_what_is_not_known_is_no_finding() -> None:
    assert effects.beyond(None, None) == 0
    assert effects.beyond(0.8, None) == 0


def test_a_z_and_a_t_become_the_correlation_that_they_amount_to() -> None:
    """Z 3 from 36 records is a half; t 3 with 16 degrees of freedom is 3/5; nothing known is 0; never above 1."""
    assert effects.of_z(-3, 36) == pytest.approx(0.5)
    assert effects.of_t(-3, 16) == pytest.approx(0.6)
    assert effects.of_z(50, 4) == 1
    assert effects.of_z(math.nan, 4) == effects.of_z(1, 0) == effects.of_t(math.nan, 3) == 0
    assert effects.of_t(2, 0) == 0


@pytest.mark.parametrize(
    ("hits", "n", "hits_before", "n_before", "expected"),
    [
        (40, 52, 20, 52, True),
        (40, 52, 26, 52, False),  # half is not fewer than half
        (28, 52, 10, 52, False),  # 28 of 52: the interval holds one half
        (60, 100, 49, 100, False),  # the difference may be chance
        (5, 5, 0, 12, False),  # too few
        (6, 6, 0, 12, True),
        (6, 6, 0, 0, False),
    ],
)
def test_most_now_and_not_before(
    hits: int, n: int, hits_before: int, n_before: int, expected: bool
) -> None:
    assert effects.is_newly_most(hits, n, hits_before, n_before) is expected
