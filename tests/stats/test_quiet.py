"""Runs and slumps, by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import stats


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


@pytest.mark.parametrize(
    ("flags", "longest"),
    [([], 0), ([False], 0), ([True, True, False, True], 2), ([False, True, True, True], 3)],
)
def test_the_longest_run(flags: list[bool], longest: int) -> None:
    assert stats.longest_run(flags) == longest


def _sums_one_by_one(table: pd.DataFrame) -> pd.DataFrame:
    """S, b, phi and z of every logged week by the words of the definition, week by week."""
    known = table[(table["eligible"] > 0) & table["logged"]]
    moves, eligible = known["moves"].to_list(), known["eligible"].to_list()
    rows = []
    for end in range(1, len(moves) + 1):
        cut = max(0, end - 4)
        before, share = moves[max(0, cut - 26) : cut], eligible[max(0, cut - 26) : cut]
        s = sum(moves[cut:end]) if end >= 4 else np.nan
        b = phi = z = np.nan
        if len(before) >= 12:
            b = sum(before) / sum(share) * sum(eligible[cut:end])
            phi = stats.dispersion(before)
            z = 2 * ((s + 3 / 8) ** 0.5 - (b + 3 / 8) ** 0.5) / (phi * (1 + 4 / len(before))) ** 0.5
        rows.append((s, b, phi, z))
    return pd.DataFrame(rows, index=known.index, columns=["S", "b", "phi", "z"], dtype=float)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from([0, 3 / 7, 5 / 7, 1, 1, 1]), st.booleans()),
        max_size=60,
    )
)
def test_running_sums_equal_the_words(weeks: list[tuple[int, float, bool]]) -> None:
    """Weeks with pauses, parts and gaps: the sums at once are those of one week after the other."""
    table = pd.DataFrame(weeks, columns=["moves", "eligible", "logged"])
    table["logged"] = table["logged"].astype(bool)
    expected = _sums_one_by_one(table).reindex(table.index)
    found = stats.slump(table)[["S", "b", "phi", "z"]]
    pd.testing.assert_frame_equal(found, expected, check_exact=False, rtol=1e-9, atol=1e-9)


def test_a_limit_met_in_sevenths_is_met() -> None:
    """Weeks of 5/7 with 2 moves each expect 2 * 4 = 8 moves, the least: judged, although sevenths have no last digit."""
    found = _year_of_moves([2] * 30, eligible=[5 / 7] * 30)
    assert found["b"].dropna().to_list() == pytest.approx([8] * 15)
    assert found["state"].isna().tolist() == [True] * 15 + [False] * 15


def test_energy_counts_only_with_four_ratings() -> None:
    """Three ratings in the last four weeks are no mean: a slump, not quiet but well."""
    few = _year_of_moves(
        [4] * 30 + [1] * 6,
        energy_sum=[2.0] * 30 + [1.0] * 6,
        energy_n=[2] * 30 + [1, 1, 0, 1, 0, 1],
    )
    assert few["state"].tolist()[34:] == ["slump"] * 2


def test_no_weeks_are_no_states() -> None:
    found = stats.slump(pd.DataFrame({"moves": [], "eligible": [], "logged": []}))
    assert found.empty
    assert "state" in found
