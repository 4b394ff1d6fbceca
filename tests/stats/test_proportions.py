"""Proportions and their differences: scipy, and the worked examples of the paper that defines the interval."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from careerkit import stats

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(deadline=None)
@given(counts, st.sampled_from([0.5, 0.8, 0.9, 0.95]))
def test_wilson_equals_scipy(hits_and_n: tuple[int, int], level: float) -> None:
    hits, n = hits_and_n
    expected = scipy_stats.binomtest(hits, n).proportion_ci(level, method="wilson")
    assert stats.wilson(hits, n, level) == pytest.approx((expected.low, expected.high), abs=1e-9)


@settings(deadline=None)
@given(counts)
def test_wilson_holds_the_share_and_grows_with_the_hits(hits_and_n: tuple[int, int]) -> None:
    hits, n = hits_and_n
    low, high = stats.wilson(hits, n)
    assert 0 <= low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= high <= 1
    if hits < n:
        assert stats.wilson(hits + 1, n)[0] >= low
        assert stats.wilson(hits + 1, n)[1] >= high


def test_wilson_with_nothing_known_says_anything_is_possible() -> None:
    assert stats.wilson(0, 0) == (0.0, 1.0)


def test_wilson_takes_partly_paused_weeks() -> None:
    low, high = stats.wilson(2.5, 7.25)
    assert 0 < low < 2.5 / 7.25 < high < 1


@pytest.mark.parametrize(("hits", "n"), [(-1, 3), (4, 3)])
def test_wilson_refuses_what_is_no_proportion(hits: float, n: float) -> None:
    with pytest.raises(ValueError, match="not a proportion"):
        stats.wilson(hits, n)


# Newcombe 1998, table II, method 10, to four places; the rest of the digits from statsmodels 0.14,
# confint_proportions_2indep(method="newcomb"). Its difference is first less second: the sides are swapped here.
NEWCOMBE = [
    ((56, 70), (48, 80), (0.05243147240236498, 0.333872654036906)),
    ((9, 10), (3, 10), (0.17052272393450302, 0.8090179735354881)),
    ((6, 7), (2, 7), (0.0582279274823122, 0.8062496375242277)),
    ((5, 56), (0, 29), (-0.03813714790353688, 0.19256001385511162)),
    ((0, 10), (0, 20), (-0.16112515805281938, 0.2775327998628892)),
    ((0, 10), (0, 10), (-0.2775327998628892, 0.2775327998628892)),
    ((10, 10), (0, 20), (0.6790860371419147, 1.0)),
    ((10, 10), (0, 10), (0.6075093504305242, 1.0)),
]


@pytest.mark.parametrize(("one", "other", "expected"), NEWCOMBE)
def test_newcombe_equals_the_published_examples(
    one: tuple[int, int], other: tuple[int, int], expected: tuple[float, float]
) -> None:
    difference, low, high = stats.newcombe(*other, *one, level=0.95)
    assert difference == pytest.approx(one[0] / one[1] - other[0] / other[1], abs=1e-12)
    assert (low, high) == pytest.approx(expected, abs=1e-9)


def test_newcombe_to_the_four_places_that_were_printed() -> None:
    """56 of 70 against 48 of 80: from .0524 to .3339."""
    _, low, high = stats.newcombe(48, 80, 56, 70, 0.95)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_newcombe_at_90_percent_unless_told() -> None:
    """20 of 33, then 31 of 40; statsmodels with alpha = 0.1 for 20/33 less 31/40, turned round."""
    found = stats.newcombe(20, 33, 31, 40)
    expected = (31 / 40 - 20 / 33, -0.008320705873569673, 0.33724863130756233)
    assert found == pytest.approx(expected, abs=1e-9)


@settings(deadline=None)
@given(counts, counts)
def test_newcombe_turns_round_with_its_sides(one: tuple[int, int], other: tuple[int, int]) -> None:
    there, back = stats.newcombe(*one, *other), stats.newcombe(*other, *one)
    assert there == pytest.approx((-back[0], -back[2], -back[1]), abs=1e-12)
    assert there[1] <= there[0] <= there[2]


@pytest.mark.parametrize("cases", [(0, 0, 1, 2), (1, 2, 0, 0)])
def test_newcombe_needs_cases_on_both_sides(cases: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="both sides"):
        stats.newcombe(*cases)


def test_cohens_h_by_hand() -> None:
    """Asin sqrt 1 = pi/2, asin sqrt 1/2 = pi/4, asin 0 = 0: from half to all is pi/2, from all to none -pi."""
    assert stats.cohens_h(0.5, 1) == pytest.approx(1.5707963267948966)
    assert stats.cohens_h(1, 0) == pytest.approx(-3.141592653589793)
    assert stats.cohens_h(0.3, 0.3) == 0
