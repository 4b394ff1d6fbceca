"""Stretches of weeks: the longest run, and the rule that tells a slump from silence, a break and a quiet good time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

WINDOW, BASELINE, LEAST_BASELINE, LEAST_EXPECTED = 4, 26, 12, 8.0
LOW, RECOVERED, Z_LOW, LEAST_LOGGED, NO_WORSE = 0.6, 0.8, -2.3, 0.5, 0.25
LEAST_RATED = 4
_MOST_PHI = 3.0
# Eligible weeks are sevenths: their sums may miss a limit that they meet by the last bit.
_LAST_BIT = 1e-9


def longest_run(flags: Iterable[bool]) -> int:
    """The longest stretch of true values."""
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


def slump(table: pd.DataFrame) -> pd.DataFrame:
    """The momentum rule over weeks in order (columns moves, eligible, logged; optional energy_sum, energy_n).

    S = moves of the last 4 logged weeks; b = what the rate of the up to 26 logged weeks before them
    expects there; phi = dispersion of those; z = 2(sqrt(S+3/8) - sqrt(b+3/8)) / sqrt(phi(1 + 4/m)),
    m = baseline weeks. A slump starts with S <= 0.6 b and z <= -2.3 in two weeks running, at least
    half of the last 4 eligible weeks logged and b >= 8; it ends with S >= 0.8 b in two weeks
    running. Adds S, b, phi, z, baseline_weeks and state: break (paused), silence (under half
    logged), slump, quiet_well (a slump with energy at most 0.25 below its baseline), steady, or NA
    while b cannot be judged. A week without a log is skipped, not zero. Source: variance-stabilised
    counts (Anscombe 1948); thresholds from simulated years.
    """
    found = table.reset_index(drop=True)
    eligible, logged = found["eligible"].to_numpy(float) > 0, found["logged"].to_numpy(bool)
    covered, known = _covered(eligible, logged), np.flatnonzero(eligible & logged)
    judged = _against_baseline(found.iloc[known])
    for name in ("S", "b", "phi", "z", "baseline_weeks"):
        values = np.full(len(found), np.nan)
        values[known] = judged[name]
        found[name] = values
    found["state"] = pd.Series(_states(judged, eligible, covered, known), dtype="string")
    return found


def _states(
    judged: Mapping[str, Floats], eligible: Flags, covered: Flags, known: Any
) -> list[str | None]:
    """The state of each week; the later a line stands here, the more it counts."""
    s, b = judged["S"], judged["b"]
    can_judge = b >= LEAST_EXPECTED - _LAST_BIT
    low = can_judge & (s <= LOW * b + _LAST_BIT) & (judged["z"] <= Z_LOW)
    spell = _spells(low & covered[known], s >= RECOVERED * b - _LAST_BIT)
    state = np.full(len(eligible), None, dtype=object)
    state[known[can_judge]] = "steady"
    state[known[spell]] = "slump"
    state[known[spell & (judged["energy"] >= -NO_WORSE)]] = "quiet_well"
    state[eligible & ~covered] = "silence"
    state[~eligible] = "break"
    return list(state)


def _covered(eligible: Flags, logged: Flags) -> Flags:
    """Whether at least half of the last 4 eligible weeks up to each eligible week were logged; False in others."""
    at = np.flatnonzero(eligible)
    end = np.arange(1, len(at) + 1)
    start = np.maximum(end - WINDOW, 0)
    covered = np.zeros(len(eligible), dtype=bool)
    covered[at] = _between(logged[at], start, end) >= LEAST_LOGGED * (end - start)
    return covered


def _against_baseline(known: pd.DataFrame) -> dict[str, Floats]:
    """S, b, phi, z, number of baseline weeks and energy against its baseline, of every logged week."""
    moves, eligible = known["moves"].to_numpy(float), known["eligible"].to_numpy(float)
    end = np.arange(1, len(known) + 1)
    cut = np.maximum(end - WINDOW, 0)
    start = np.maximum(cut - BASELINE, 0)
    m = cut - start
    s, before = _between(moves, cut, end), _between(moves, start, cut)
    with np.errstate(divide="ignore", invalid="ignore"):
        b = before / _between(eligible, start, cut) * _between(eligible, cut, end)
        phi = _dispersions(before, _between(moves**2, start, cut), m)
        z = 2 * (np.sqrt(s + 3 / 8) - np.sqrt(b + 3 / 8)) / np.sqrt(phi * (1 + WINDOW / m))
    total, n = (np.nan_to_num(_numbers(known, name)) for name in ("energy_sum", "energy_n"))
    energy = _means(total, n, cut, end) - _means(total, n, start, cut)
    judged = {"b": b, "phi": phi, "z": z, "energy": energy}
    found = {name: np.where(m < LEAST_BASELINE, np.nan, what) for name, what in judged.items()}
    return found | {"S": np.where(end < WINDOW, np.nan, s), "baseline_weeks": m.astype(float)}


def _between(amount: Any, start: Any, end: Any) -> Floats:
    """Sum of `amount[start:end]` for each pair, from one running sum."""
    running = np.concatenate([[0.0], np.cumsum(amount, dtype=float)])
    return np.asarray(running[end] - running[start], dtype=float)


def _dispersions(total: Floats, squares: Floats, n: Any) -> Floats:
    """Variance (n-1) over mean of each baseline, clipped to 1..3: `counts.dispersion`, for all weeks at once."""
    phi = (squares - total**2 / n) / (n - 1) / (total / n)
    return np.clip(np.where(total > 0, phi, 1.0), 1.0, _MOST_PHI)


def _means(total: Floats, n: Floats, start: Any, end: Any) -> Floats:
    """Mean rating of each stretch; unknown where it has fewer than 4."""
    rated = _between(n, start, end)
    return _between(total, start, end) / np.where(rated >= LEAST_RATED, rated, np.nan)


def _numbers(table: pd.DataFrame, name: str) -> Floats:
    return table[name].to_numpy(float) if name in table else np.zeros(len(table))


def _spells(low: Flags, recovered: Flags) -> Flags:
    """Which weeks lie in a slump: from the first of two low weeks to before the first of two recovered ones."""
    inside, spell = False, np.zeros(len(low), dtype=bool)
    for i in range(len(low)):
        if not inside and i and low[i - 1] and low[i]:
            inside, spell[i - 1] = True, True
        elif inside and recovered[i - 1] and recovered[i]:
            inside, spell[i - 1] = False, False
        spell[i] = inside
    return spell
