"""The few named estimators that measures share; nothing here reads a file or knows today.

Written out where scipy or statsmodels have the same: importing those costs one to four seconds at
every kernel start, and what is needed of them is a few lines each. The tests hold each against
scipy to 1e-9.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

Floats = np.ndarray[Any, np.dtype[np.float64]]


# ---- proportions, medians, counts -------------------------------------------------------------------


def wilson(hits: float, n: float, level: float = 0.8) -> tuple[float, float]:
    """Wilson score interval of a proportion; `n` may be fractional (partly paused weeks).

    (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). With n = 0 anything is possible: (0,
    1). Source: Wilson 1927; the interval recommended by Brown, Cai and DasGupta 2001 for small n.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} hits of {n} is not a proportion")
    if n == 0:
        return 0.0, 1.0
    z, p = NormalDist().inv_cdf((1 + level) / 2), hits / n
    scale = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / scale
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def quantile(values: Iterable[float], q: float) -> float | None:
    """The q-quantile by linear interpolation (Hyndman and Fan type 7); unknowns left out; None if empty."""
    known = np.asarray([value for value in values if not pd.isna(value)], dtype=float)
    return float(np.quantile(known, q)) if len(known) else None


def median(values: Iterable[float]) -> float | None:
    """The middle value; unknowns left out; None if there is none."""
    return quantile(values, 0.5)


def median_interval(values: Iterable[float], level: float = 0.8) -> tuple[float, float] | None:
    """Distribution-free interval of a median: the narrowest pair x(k), x(n+1-k) that holds `level`.

    P(X(k) < m < X(n+1-k)) = 1 - 2 P(Bin(n, 1/2) <= k-1). None when even the extremes do not hold
    it. Source: Conover, Practical Nonparametric Statistics, sign-test interval.
    """
    known = sorted(value for value in values if not pd.isna(value))
    n, found = len(known), None
    tail = 0.0
    for k in range(1, n // 2 + 1):
        tail += math.comb(n, k - 1) / 2**n
        if 1 - 2 * tail >= level:
            found = (known[k - 1], known[n - k])
    return found


def dispersion(counts: Sequence[float]) -> float:
    """How much more than Poisson the counts vary: variance (n-1) / mean, clipped to 1..3.

    Source: quasi-Poisson; the cap keeps one burst from hiding every slump.
    """
    if len(counts) < 2 or (mean := float(np.mean(counts))) <= 0:
        return 1.0
    return float(np.clip(np.var(counts, ddof=1) / mean, 1.0, 3.0))


# ---- time to an event --------------------------------------------------------------------------------


def kaplan_meier(times: Sequence[float], closed: Sequence[bool]) -> pd.DataFrame:
    """Product-limit estimate: S(t) = prod over t_i <= t of (1 - d_i / n_i); open ones leave after their time.

    One row per distinct time: time, at_risk, closed, survival. Times may be negative (early).
    Source: Kaplan and Meier 1958.
    """
    cases = pd.DataFrame({"time": np.asarray(times, float), "closed": np.asarray(closed, bool)})
    table = cases.groupby("time")["closed"].agg(["size", "sum"]).sort_index().reset_index()
    left = table["size"].cumsum().shift(fill_value=0)
    at_risk = len(cases) - left
    survival = (1 - table["sum"] / at_risk).cumprod()
    return pd.DataFrame(
        {"time": table["time"], "at_risk": at_risk, "closed": table["sum"], "survival": survival}
    )


def km_median(times: Sequence[float], closed: Sequence[bool]) -> float | None:
    """The first time at which at most half are still open; None while it is not reached."""
    table = kaplan_meier(times, closed)
    reached = table.loc[table["survival"] <= 0.5 + 1e-12, "time"]
    return float(reached.iloc[0]) if len(reached) else None


# ---- difference --------------------------------------------------------------------------------------


def within_groups(
    groups: Sequence[int],
    treated: Sequence[bool],
    values: Sequence[float],
    *,
    draws: int = 2000,
    seed: int = 0,
) -> tuple[float, float]:
    """Mean within-group difference, treated minus not, and its two-sided permutation p.

    b = sum (t - t_g)(y - y_g) / sum (t - t_g)^2 with group means t_g, y_g; labels are shuffled
    inside groups only, p = (1 + hits) / (1 + draws). The same seed gives the same p. Source:
    Phipson and Smyth 2010 (permutation p-values are never zero).
    """
    order = np.argsort(np.asarray(groups), kind="stable")
    group = np.unique(np.asarray(groups)[order], return_inverse=True)[1]
    label, value = np.asarray(treated, float)[order], np.asarray(values, float)[order]
    size = np.bincount(group)
    rest = value - (np.bincount(group, value) / size)[group]
    centred = label - (np.bincount(group, label) / size)[group]
    spread = float((centred**2).sum())
    if spread == 0:
        raise ValueError("no group has both kinds")
    keys = np.random.default_rng(seed).random((draws, len(label)))
    shuffled = centred[np.argsort(group + keys, axis=1)]
    found = float(centred @ rest) / spread
    hits = int((np.abs(shuffled @ rest / spread) >= abs(found) - 1e-12).sum())
    return found, (1 + hits) / (1 + draws)


# ---- runs --------------------------------------------------------------------------------------------


def longest_run(flags: Iterable[bool]) -> int:
    """The longest stretch of true values."""
    longest = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest


# ---- momentum ----------------------------------------------------------------------------------------

WINDOW, BASELINE, LEAST_BASELINE, LEAST_EXPECTED = 4, 26, 12, 8.0
LOW, RECOVERED, Z_LOW, LEAST_LOGGED, NO_WORSE = 0.6, 0.8, -2.3, 0.5, 0.25


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
    eligible = found["eligible"] > 0
    share = (
        found["logged"].where(eligible).dropna().astype(float).rolling(WINDOW, min_periods=1).mean()
    )
    covered = share.reindex(found.index).fillna(0) >= LEAST_LOGGED
    known = found[eligible & found["logged"]]
    judged = pd.DataFrame(list(_against_baseline(known)), known.index, _JUDGED, dtype=float)
    low = (
        (judged["S"] <= LOW * judged["b"])
        & (judged["z"] <= Z_LOW)
        & (judged["b"] >= LEAST_EXPECTED)
    )
    spell = _spells(list(low & covered[known.index]), list(judged["S"] >= RECOVERED * judged["b"]))
    found = found.join(judged[_JUDGED[:-1]])
    found["state"] = pd.Series(pd.NA, found.index, dtype="string")
    can_judge = judged.index[judged["b"] >= LEAST_EXPECTED]
    found.loc[can_judge, "state"] = "steady"
    found.loc[known.index[spell], "state"] = "slump"
    found.loc[known.index[spell & (judged["energy"] >= -NO_WORSE)], "state"] = "quiet_well"
    found.loc[eligible & ~covered, "state"] = "silence"
    found.loc[~eligible, "state"] = "break"
    return found


_JUDGED = ["S", "b", "phi", "z", "baseline_weeks", "energy"]
LEAST_RATED = 4


def _against_baseline(known: pd.DataFrame) -> Iterator[tuple[float, ...]]:
    """S, b, phi, z, number of baseline weeks and energy against its baseline, of every logged week."""
    moves, eligible = known["moves"].to_numpy(float), known["eligible"].to_numpy(float)
    rated, n_rated = (_numbers(known, name) for name in ("energy_sum", "energy_n"))
    for end in range(1, len(known) + 1):
        window, before = (
            slice(max(0, end - WINDOW), end),
            slice(max(0, end - WINDOW - BASELINE), max(0, end - WINDOW)),
        )
        s, m = float(moves[window].sum()), max(0, end - WINDOW) - before.start
        if m < LEAST_BASELINE:
            yield s if end >= WINDOW else math.nan, math.nan, math.nan, math.nan, m, math.nan
            continue
        b = float(moves[before].sum() / eligible[before].sum() * eligible[window].sum())
        phi = dispersion(list(moves[before]))
        z = 2 * (math.sqrt(s + 3 / 8) - math.sqrt(b + 3 / 8)) / math.sqrt(phi * (1 + WINDOW / m))
        now, usual = (_mean_energy(rated[part], n_rated[part]) for part in (window, before))
        yield s, b, phi, z, m, now - usual


def _numbers(table: pd.DataFrame, name: str) -> Floats:
    return table[name].to_numpy(float) if name in table else np.zeros(len(table))


def _mean_energy(total: Floats, n: Floats) -> float:
    return float(total.sum() / n.sum()) if n.sum() >= LEAST_RATED else math.nan


def _spells(low: Sequence[bool], recovered: Sequence[bool]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which weeks lie in a slump: from the first of two low weeks to before the first of two recovered ones."""
    inside, spell = False, np.zeros(len(low), dtype=bool)
    for i in range(len(low)):
        if not inside and i and low[i - 1] and low[i]:
            inside, spell[i - 1] = True, True
        elif inside and recovered[i - 1] and recovered[i]:
            inside, spell[i - 1] = False, False
        spell[i] = inside
    return spell
