"""The energy rule and its tests: by hand, against scipy, and against the rule written out entry by entry."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from careerkit import stats

Entries = list[tuple[int, float, list[str]]]


def effects(entries: Entries) -> pd.DataFrame:
    weeks, energies, labels = zip(*entries, strict=True)
    return stats.label_effects(weeks, energies, labels)


# ---- Student's t and Benjamini-Hochberg --------------------------------------------------------------


@settings(deadline=None)
@given(st.floats(-60, 60), st.integers(1, 400))
def test_student_equals_scipy_far_into_the_tail(t: float, df: int) -> None:
    expected = 2 * scipy_stats.t.sf(abs(t), df)
    assert stats.student_two_sided(t, df) == pytest.approx(expected, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("df", [1, 2, 3, 4, 5, 30, 1040])
@pytest.mark.parametrize("t", [0.0, 1e-9, 0.3, 2.0, 4.9, 8.0, 40.0, 1e6])
def test_student_equals_scipy_at_both_parities(t: float, df: int) -> None:
    expected = 2 * scipy_stats.t.sf(t, df)
    assert stats.student_two_sided(t, df) == pytest.approx(expected, rel=1e-9, abs=1e-300)


def test_student_by_hand() -> None:
    """Df 1 is Cauchy: t = 1 is the angle 45 degrees, p = 1/2. df 2: A = t / sqrt(t^2 + 2) = 1/2 for t^2 = 2/3."""
    assert stats.student_two_sided(1, 1) == pytest.approx(0.5, abs=1e-15)
    assert stats.student_two_sided(-math.sqrt(2 / 3), 2) == pytest.approx(0.5, abs=1e-15)


def test_student_is_never_zero_by_cancellation() -> None:
    """1 - A would be 0 here; 1e160 squared is beyond any float."""
    assert 0 < stats.student_two_sided(40, 30) < 1e-26
    assert stats.student_two_sided(1e160, 1) == pytest.approx(2 / math.pi * 1e-160)
    assert stats.student_two_sided(math.inf, 3) == 0
    assert math.isnan(stats.student_two_sided(math.nan, 3))


@pytest.mark.parametrize("df", [0, -1, 2.5])
def test_student_needs_whole_degrees_of_freedom(df: Any) -> None:
    with pytest.raises(ValueError, match="degrees of freedom"):
        stats.student_two_sided(1, df)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_benjamini_hochberg_equals_scipy(p: list[float]) -> None:
    expected = scipy_stats.false_discovery_control(p, method="bh")
    assert stats.benjamini_hochberg(p) == pytest.approx(expected, abs=1e-12)


def test_benjamini_hochberg_does_not_count_the_unknown() -> None:
    """0.01 and 0.04 of two: 0.01 x 2/1 = 0.02, 0.04 x 2/2 = 0.04."""
    found = stats.benjamini_hochberg([0.04, math.nan, 0.01])
    assert found[[0, 2]] == pytest.approx([0.04, 0.02])
    assert math.isnan(found[1])
    assert len(stats.benjamini_hochberg([])) == 0


# ---- label effects: by hand --------------------------------------------------------------------------

APART = [0, 5, 10, 15, 20]


def by_hand() -> Entries:
    """Five weeks that do not see each other; in each, two plain entries of 0 and those with the label."""
    labelled = [(2, 0), (1, 1), (2, 2), (0,), (1,)]
    rows: Entries = []
    for week, energies in zip(APART, labelled, strict=True):
        rows += [(week, 0, []), (week, 0, [])]
        rows += [(week, energy, ["a"]) for energy in energies]
    return rows


def test_label_effects_by_hand() -> None:
    """D = 9/8; week sums less n D: -1/4, -1/4, 7/4, -9/8, -1/8; squares 4.46875, times 5/4; se = sqrt(5.5859375)/8.

    Shrunk 9/8 * 8/16; p from t = D/se with 4 degrees of freedom; alone in its family, so q = p.
    """
    found = effects(by_hand()).loc["a"]
    se = math.sqrt(5.5859375) / 8
    assert (found["n"], found["weeks"]) == (8, 5)
    assert found["difference"] == pytest.approx(1.125, abs=1e-12)
    assert found["shrunk"] == pytest.approx(0.5625, abs=1e-12)
    assert found["se"] == pytest.approx(se, abs=1e-12)
    assert found["p"] == pytest.approx(2 * scipy_stats.t.sf(1.125 / se, 4), abs=1e-9)
    assert found["q"] == found["p"]


def test_others_count_two_weeks_away_and_not_three() -> None:
    """The label in week 10; others of 2 in weeks 8 and 12, others of -2 in weeks 7 and 13: r = 1 - 2."""
    others = [(8, 2.0, []), (12, 2.0, []), (7, -2.0, []), (13, -2.0, [])]
    found = effects([(10, 1.0, ["a"]), *others]).loc["a"]
    assert (found["n"], found["difference"]) == (1, -1)


@pytest.mark.parametrize(("others", "n"), [(1, 0), (2, 1)])
def test_an_entry_needs_two_others_near_by(others: int, n: int) -> None:
    found = effects([(3, 1.0, ["a"]), *[(3, 0.0, ["b"])] * others]).loc["a"]
    assert found["n"] == n
    assert math.isnan(found["difference"]) == (n == 0)


def test_entries_with_the_label_are_no_measure_of_it() -> None:
    """Both entries with a and the two without in one week: each r is 2 - 0; the label on everything has no others."""
    found = effects([(1, 2.0, ["a", "all"]), (1, 2.0, ["a", "all"]), *[(1, 0.0, ["all"])] * 2])
    assert found.loc["a", "difference"] == 2
    assert found.loc["all", "n"] == 0


@pytest.mark.parametrize(
    ("weeks", "entries", "tested"), [(5, 8, True), (5, 7, False), (4, 8, False)]
)
def test_eight_entries_in_five_weeks_are_tested(weeks: int, entries: int, tested: bool) -> None:
    """Below that: n, weeks and difference, but neither p nor q, and no place in the family."""
    rows: Entries = [(i % weeks, 1.0 + i % 2, ["a"]) for i in range(entries)]
    rows += [(week, 0.0, []) for week in range(weeks) for _ in range(2)]
    found = effects(rows).loc["a"]
    assert (found["n"], found["weeks"]) == (entries, weeks)
    assert found["difference"] == pytest.approx(np.mean([1 + i % 2 for i in range(entries)]))
    assert (not math.isnan(found["p"]), not math.isnan(found["q"])) == (tested, tested)


def test_all_tested_labels_are_one_family() -> None:
    """Two labels of ten entries and one of three: the q of the smaller p is twice it, of the larger it itself."""
    rows: Entries = []
    for week in range(10):
        rows += [(week, 1.0 + week % 2, ["a"]), (week, float(week % 3 - 1), ["b"])]
        rows += [(week, 0.0, ["c"] if week < 3 else []), (week, 0.0, [])]
    found = effects(rows)
    one, two = sorted([found.loc["a", "p"], found.loc["b", "p"]])
    assert sorted(found["q"].dropna()) == pytest.approx([min(2 * one, two), two])
    assert found["q"].isna().tolist() == [False, False, True]


def test_equal_ratings_are_not_known_without_error() -> None:
    """Ten entries of 1 over five weeks, others 0: every residual is 1, and each hides sqrt(1/12) in its rounding.

    se = sqrt(1/120), t = sqrt 120 with 4 degrees of freedom: cos^2 = 1/31, A = sqrt(30/31)(1 + 1/62).
    """
    rows = [(week, 1.0, ["a"]) for week in APART for _ in range(2)]
    rows += [(week, 0.0, []) for week in APART for _ in range(2)]
    found = effects(rows).loc["a"]
    assert found["se"] == pytest.approx(math.sqrt(1 / 120), abs=1e-12)
    assert found["p"] == pytest.approx(1 - math.sqrt(30 / 31) * (1 + 1 / 62), abs=1e-12)
    assert 1e-4 < found["p"] < 1e-3


def test_no_difference_at_all_is_no_finding() -> None:
    """Everything is 0: the spread is 0 too, and p is 1."""
    rows = [(week, 0.0, labels) for week in APART for labels in (["a"], ["a"], [], [])]
    assert effects(rows).loc["a", ["difference", "p", "q"]].tolist() == [0, 1, 1]


def test_an_unrated_entry_and_a_label_said_twice_count_for_nothing() -> None:
    plain = effects(by_hand())
    more = [(week, math.nan, ["a", "b"]) for week in APART]
    twice = [(week, energy, labels * 2) for week, energy, labels in by_hand()]
    pd.testing.assert_frame_equal(effects([*by_hand(), *more]), plain)
    pd.testing.assert_frame_equal(effects(twice), plain)


def test_no_entries_no_labels() -> None:
    for found in (stats.label_effects([], [], []), effects([(1, 1.0, []), (2, 0.0, [])])):
        assert found.empty
        assert found.columns.tolist() == ["n", "weeks", "difference", "shrunk", "se", "p", "q"]


# ---- label effects: the rule written out -------------------------------------------------------------


def _entry_by_entry(entries: Entries, label: str) -> dict[str, float]:
    """The definition in words, one entry after the other, with scipy's t."""
    residuals: list[tuple[int, float]] = []
    for week, energy, labels in entries:
        near = [e for w, e, other in entries if label not in other and abs(w - week) <= 2]
        if label in labels and len(near) >= 2:
            residuals.append((week, energy - sum(near) / len(near)))
    n, weeks = len(residuals), sorted({week for week, _ in residuals})
    if n < 8 or len(weeks) < 5:
        return {"n": n, "weeks": len(weeks)}
    mean = sum(r for _, r in residuals) / n
    sums = [sum(r - mean for w, r in residuals if w == week) for week in weeks]
    se = math.sqrt(len(weeks) / (len(weeks) - 1) * sum(s * s for s in sums)) / n
    se = max(se, math.sqrt(1 / 12 / n))
    p = 2 * scipy_stats.t.sf(abs(mean / se), len(weeks) - 1)
    return {
        "n": n, "weeks": len(weeks), "difference": mean, "shrunk": mean * n / (n + 8), "se": se, "p": p,
    }  # fmt: skip


def _invented(seed: int, n: int, weeks: int, most: int) -> Entries:
    """Entries with up to `most` of seven labels, some much more frequent than others, moods that drift by week."""
    random = np.random.default_rng(seed)
    mood = np.cumsum(random.normal(0, 0.3, weeks))
    share = 1 / np.arange(1, 8)
    rows: Entries = []
    for _ in range(n):
        week = int(random.integers(weeks))
        labels = random.choice(list("abcdefg"), random.integers(1, most + 1), p=share / share.sum())
        energy = float(np.clip(np.round(mood[week] + random.normal(0, 0.9)), -2, 2))
        rows.append((week, energy, [str(label) for label in labels]))
    return rows


@pytest.mark.parametrize("most", [1, 3])
@pytest.mark.parametrize(
    ("seed", "n", "weeks"), [(1, 40, 46), (2, 90, 30), (3, 150, 46), (4, 12, 6)]
)
def test_label_effects_equal_the_rule_entry_by_entry(
    seed: int, n: int, weeks: int, most: int
) -> None:
    entries = _invented(seed, n, weeks, most)
    found = effects(entries)
    assert found.index.tolist() == sorted({label for _, _, labels in entries for label in labels})
    for label, row in found.iterrows():
        expected = _entry_by_entry(entries, str(label))
        assert row[list(expected)].to_dict() == pytest.approx(expected, abs=1e-9), label
        assert math.isnan(row["p"]) == ("p" not in expected)
    tested = found["p"].dropna()
    expected_q = scipy_stats.false_discovery_control(tested) if len(tested) else []
    assert found["q"].dropna().to_numpy() == pytest.approx(expected_q, abs=1e-9)


def test_label_effects_do_not_see_the_order() -> None:
    entries = _invented(5, 120, 40, 3)
    order = np.random.default_rng(6).permutation(len(entries))
    pd.testing.assert_frame_equal(
        effects([entries[i] for i in order]), effects(entries), check_exact=True
    )


@settings(deadline=None, max_examples=25)
@given(st.integers(-3000, 3000))
def test_week_numbers_may_begin_anywhere(first: int) -> None:
    moved = [(week + first, energy, labels) for week, energy, labels in by_hand()]
    pd.testing.assert_frame_equal(effects(moved), effects(by_hand()))


def test_labels_are_data() -> None:
    """Empty, with a quote, with a zero byte, in another script: names like any other."""
    names = ["", "a'b", "x\0y", "名", "difference"]
    rows: list[tuple[int, float, Sequence[str]]] = [(1, 1.0, [name]) for name in names]
    assert effects(rows).index.tolist() == sorted(names)  # type: ignore[arg-type]
