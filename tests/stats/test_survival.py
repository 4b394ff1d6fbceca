"""Time to an event, against scipy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from careerkit import stats

cases = st.lists(st.tuples(st.integers(-40, 200), st.booleans()), min_size=1, max_size=40)


@settings(deadline=None)
@given(cases)
def test_kaplan_meier_equals_scipy(rows: list[tuple[int, bool]]) -> None:
    times, closed = [float(t) for t, _ in rows], [c for _, c in rows]
    done = [t for t, c in rows if c]
    still = [t for t, c in rows if not c]
    data = scipy_stats.CensoredData(uncensored=done, right=still)
    expected = scipy_stats.ecdf(data).sf
    table = stats.kaplan_meier(times, closed)
    assert table["survival"].tolist() == pytest.approx(expected.evaluate(table["time"]), abs=1e-9)
    assert table["survival"].is_monotonic_decreasing


def test_km_median_by_hand() -> None:
    """Slips 10, 20 closed, 30 open, 40 closed: S = 3/4, 2/4 at 20, so the median is 20."""
    assert stats.km_median([10, 20, 30, 40], [True, True, False, True]) == 20


def test_km_median_is_unknown_when_most_are_open() -> None:
    assert stats.km_median([10, 20, 30], [True, False, False]) is None
    assert stats.km_median([], []) is None


def test_kaplan_meier_by_hand() -> None:
    """Closed at 5 and 5, open at 5, closed at 8: S = 1/2 at 5 (2 of 4), then 0 at 8 (1 of 1)."""
    table = stats.kaplan_meier([5, 8, 5, 5], [True, True, False, True])
    assert table["time"].tolist() == [5, 8]
    assert table["at_risk"].tolist() == [4, 1]
    assert table["closed"].tolist() == [2, 1]
    assert table["survival"].tolist() == [0.5, 0]


@settings(deadline=None, max_examples=25)
@given(cases)
def test_kaplan_meier_does_not_see_the_order(rows: list[tuple[int, bool]]) -> None:
    one = stats.kaplan_meier(*map(list, zip(*rows, strict=True)))
    two = stats.kaplan_meier(*map(list, zip(*rows[::-1], strict=True)))
    assert one.equals(two)
