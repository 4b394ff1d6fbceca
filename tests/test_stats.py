"""The estimators, against scipy where it has them, against hand-made numbers where it has not."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from careerkit import stats, streams
from tests.measures.frames import days, frame, year

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
cases = st.lists(st.tuples(st.integers(-40, 200), st.booleans()), min_size=1, max_size=40)


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


@pytest.mark.parametrize(
    ("counted", "expected"),
    [([2, 2, 2], 1.0), ([0, 0, 12], 3.0), ([1, 5], 8 / 3), ([], 1.0), ([4], 1.0), ([0, 0], 1.0)],
)
def test_dispersion_is_variance_over_mean_between_1_and_3(
    counted: list[float], expected: float
) -> None:
    assert stats.dispersion(counted) == pytest.approx(expected)


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


def test_within_is_half_open_and_leaves_undated_rows_out() -> None:
    table = frame(
        "learning", [{"date": day} for day in ("2025-01-01", "2025-12-31", "2026-01-01", None)]
    )
    assert len(streams.within(table, date(2025, 1, 1), date(2026, 1, 1))) == 2


def test_weeks_count_eligible_days_and_name_silence() -> None:
    """2025 from Wednesday 8 January, as of Sunday 26: weeks of 6 (5 of 7 days), 13 (paused) and 20 January."""
    period = year(2025, as_of="2025-01-26", pauses=[("2025-01-13", "2025-01-19")])
    lines = pd.Series(pd.to_datetime(["2025-01-08", "2025-01-08", "2024-12-31"]))
    table = streams.weeks(period, date(2025, 1, 8), lines)
    assert table["week"].dt.day.tolist() == [6, 13, 20]
    assert table["eligible"].tolist() == pytest.approx([5 / 7, 0, 1])
    assert table["lines"].tolist() == [2, 0, 0]
    assert table["logged"].tolist() == [True, False, False]


def test_no_week_before_the_first_or_after_the_last_known_day() -> None:
    assert streams.weeks(year(2025), date(2026, 1, 1), pd.Series(dtype="datetime64[us]")).empty


def test_an_imported_listening_history_is_no_sign_of_logging() -> None:
    written, imported = {"date": "2025-01-01"}, {"date": "2025-01-02", "source": "spotify"}
    found = streams.logged_days(
        frame("entry", [imported]),
        frame("touch"),
        frame("learning", [written, imported]),
        frame("boundary"),
    )
    assert sorted(found.dt.day) == [1, 2]


@pytest.mark.parametrize(
    ("start", "name"), [(date(2024, 12, 30), "2025-W01"), (date(2024, 12, 29), "2025-W01")]
)
def test_a_week_is_named_by_its_fourth_day(start: date, name: str) -> None:
    assert streams.iso_week(start) == name


def _year_of_moves(moves: list[int], **other: object) -> pd.DataFrame:
    return stats.slump(pd.DataFrame({"moves": moves, "eligible": 1.0, "logged": True, **other}))


def test_slump_by_hand() -> None:
    """26 weeks of 4 moves, then weeks of 1: S = 16, 13, 10, 7, 4, 4; b = 16 at first; phi = 1.

    With S = 7 in the fourth low week, z = 2(sqrt 7.375 - sqrt 16.375) / sqrt(1 + 4/26) = -2.479; with S = 4 it is lower.
    """
    found = _year_of_moves([4] * 30 + [1] * 6)
    fourth = found.iloc[33]
    assert (fourth["S"], fourth["b"], fourth["phi"]) == (4, 16, 1)
    third = found.iloc[32]
    expected = 2 * (7.375**0.5 - 16.375**0.5) / (1 + 4 / 26) ** 0.5
    assert (third["S"], third["z"]) == (7, pytest.approx(expected))
    assert found["state"].tolist()[30:] == ["steady", "steady", *["slump"] * 4]


def test_a_slump_ends_with_the_first_of_two_recovered_weeks() -> None:
    """S climbs back over 0.8 b = 12.8 in the third week of 5 and stays: that week is steady again."""
    found = _year_of_moves([4] * 30 + [1] * 4 + [5] * 6)
    state = found["state"].tolist()
    assert state[32:36] == ["slump"] * 4
    assert found["S"].tolist()[36] == 16
    assert state[36:] == ["steady"] * 4


def test_one_low_week_is_no_slump() -> None:
    found = _year_of_moves([4] * 30 + [0, 0, 1, 9, 9])
    assert "slump" not in set(found["state"].dropna())


def test_no_judgement_before_12_baseline_weeks_and_8_expected_moves() -> None:
    found = _year_of_moves([4] * 20)
    assert found["state"].isna().tolist() == [True] * 15 + [False] * 5
    assert _year_of_moves([1, 2] * 20)["state"].isna().all(), "6 moves in four weeks are too few"


def test_under_half_logged_is_silence_and_never_a_slump() -> None:
    logged = [True] * 30 + [False] * 8
    found = _year_of_moves([4] * 30 + [0] * 8, logged=logged)
    assert found["state"].tolist()[32:] == ["silence"] * 6
    assert found["state"].isna().tolist()[30:32] == [True, True]


def test_a_pause_is_a_break() -> None:
    found = _year_of_moves(
        [4] * 30 + [0] * 2, eligible=[1.0] * 30 + [0.0] * 2, logged=[True] * 30 + [False] * 2
    )
    assert found["state"].tolist()[30:] == ["break", "break"]


def test_a_slump_with_steady_energy_is_quiet_but_well() -> None:
    low = _year_of_moves([4] * 30 + [1] * 6, energy_sum=[2.0] * 36, energy_n=[2] * 36)
    assert low["state"].tolist()[32:] == ["quiet_well"] * 4
    worse = _year_of_moves(
        [4] * 30 + [1] * 6, energy_sum=[2.0] * 30 + [-2.0] * 6, energy_n=[2] * 36
    )
    assert worse["state"].tolist()[34:] == ["slump"] * 2


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 9), min_size=36, max_size=60))
def test_the_slump_rule_is_deterministic_and_keeps_its_states(moves: list[int]) -> None:
    one, two = _year_of_moves(moves), _year_of_moves(moves)
    pd.testing.assert_frame_equal(one, two)
    assert set(one["state"].dropna()) <= {"steady", "slump"}


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 40), st.lists(st.integers(0, 9), min_size=36, max_size=44))
def test_a_silent_fortnight_and_a_pause_give_the_same_sums(at: int, moves: list[int]) -> None:
    """Unknown weeks are skipped, not counted as zero: S, b and z elsewhere do not see which of both it was."""
    at = min(at, len(moves) - 2)
    gap = [i in (at, at + 1) for i in range(len(moves))]
    empty = [0 if hole else n for n, hole in zip(moves, gap, strict=True)]
    logged = [not hole for hole in gap]
    silent = _year_of_moves(empty, logged=logged)
    paused = _year_of_moves(empty, logged=logged, eligible=[0.0 if hole else 1.0 for hole in gap])
    columns = ["S", "b", "phi", "z"]
    pd.testing.assert_frame_equal(silent[columns], paused[columns])
    assert silent.loc[logged, "state"].equals(paused.loc[logged, "state"])


def test_false_alarms_stay_rare() -> None:
    """Design, section 7: at 3 moves a week without any change, about 0.13 false slumps a year."""
    rng = np.random.default_rng(5)
    runs = [
        _year_of_moves(rng.poisson(3, 78).tolist())["state"].fillna("").tolist()[26:]
        for _ in range(60)
    ]
    alarms = sum(a != "slump" and b == "slump" for run in runs for a, b in pairwise(run))
    assert alarms / len(runs) <= 0.3


def test_days_are_what_the_builder_says() -> None:
    assert days("2025-01-01", 3, 7) == ["2025-01-01", "2025-01-08", "2025-01-15"]
