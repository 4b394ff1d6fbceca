"""How far the scores of a questionnaire repeat: alpha, omega, the error of a score, own repeatability.

`items` is one row per person and one column per item, keyed in one direction (reversed items turned already),
NaN where nothing was answered. Which rows a figure rests on is a rule with a name, to be shown beside it:
"complete" takes the rows without a gap, "pairwise" takes for each pair of items the rows that have both. The
same answers give different figures by these two.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

Floats = np.ndarray[Any, np.dtype[np.float64]]
Rule = Literal["complete", "pairwise"]
Formula = Literal["loadings", "uniquenesses"]

# 1.96 sqrt 2: a difference of two readings beyond this many standard errors is not chance at 95 %.
REAL_DIFFERENCE = 2.77
_SETTLED, _MOST_ROUNDS = 1e-14, 20_000


def alpha(items: Any, rule: Rule = "complete") -> float:
    """Cronbach's alpha: k/(k-1) (1 - sum of item variances / sum of all covariances).

    Unknown (NaN) where the total does not vary or fewer than two rows count. Not clipped: a forgotten
    reversal shows as a low or negative alpha. Raises ValueError for fewer than two items or an unknown
    rule. Source: Cronbach 1951.
    """
    return _alpha(_covariances(items, rule, least=2))


def _alpha(covariances: Floats) -> float:
    k, total = len(covariances), float(covariances.sum())
    if not total > 0:
        return math.nan
    return k / (k - 1) * (1 - float(np.trace(covariances)) / total)


def alpha_interval(
    items: Any, *, level: float = 0.95, draws: int = 2000, seed: int = 0
) -> tuple[float, float]:
    """Percentile bootstrap interval of alpha over the complete rows; unknown for fewer than two of them.

    The same seed gives the same interval in any order of the rows; a draw whose total does not vary is
    left out. How many people it takes before it may be shown is up to who asks. Source: Efron and
    Tibshirani 1993, chapter 13.
    """
    rows = _complete(_matrix(items, least=2))
    n = len(rows)
    if n < 2:
        return math.nan, math.nan
    rows = rows - rows.mean(axis=0)
    found = np.concatenate(
        [_alphas(rows, weights) for weights in _draws(n, draws, np.random.default_rng(seed))]
    )
    found = found[np.isfinite(found)]
    if not len(found):
        return math.nan, math.nan
    low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _draws(n: int, draws: int, random: np.random.Generator) -> Any:
    """How often each row is in each draw, a few draws at a time: a large cohort must not fill the memory."""
    step = max(1, 2_000_000 // n)
    for first in range(0, draws, step):
        yield random.multinomial(n, np.full(n, 1 / n), size=min(step, draws - first))


def _alphas(rows: Floats, weights: Any) -> Floats:
    n, k = rows.shape
    total = rows.sum(axis=1)
    variances = (weights @ rows**2 / n - (weights @ rows / n) ** 2).sum(axis=1)
    of_total = weights @ total**2 / n - (weights @ total / n) ** 2
    # A draw of one person over and over has no variance but what rounding leaves.
    of_total = np.where(of_total > 1e-12, of_total, np.nan)
    return np.asarray(k / (k - 1) * (1 - variances / of_total))


def omega_total(items: Any, formula: Formula = "loadings", rule: Rule = "complete") -> float:
    """McDonald's omega total of one factor, on correlations, by one of its two formulas.

    With loadings l and R the sum of all correlations, "loadings": (sum l)^2 / R, and "uniquenesses": 1 -
    sum(1 - l^2) / R, which R's psych prints; they agree only where one factor fits exactly. Three items
    need no search: l1^2 = r12 r13 / r23 and so on. More are fitted by minimum residual: in turn l_i = sum
    r_ij l_j / sum l_j^2 over j != i, until nothing moves. Unknown (NaN) where there is no proper
    solution (a loading beyond 1, an item that does not vary). Raises ValueError for fewer than three items.
    Source: McDonald 1999; Harman and Jones 1966 for minimum residual.
    """
    if formula not in ("loadings", "uniquenesses"):
        raise ValueError(f"{formula!r} is not loadings or uniquenesses")
    correlations = np.asarray(_counted(items, rule, least=3).corr(), dtype=float)
    if np.isnan(correlations).any():
        return math.nan
    loadings = _three(correlations) if len(correlations) == 3 else _minimum_residual(correlations)
    total = float(correlations.sum())
    if np.isnan(loadings).any() or not total > 0:
        return math.nan
    if formula == "loadings":
        return float(loadings.sum() ** 2) / total
    return 1 - float((1 - loadings**2).sum()) / total


def _three(r: Floats) -> Floats:
    """The loadings that reproduce three correlations exactly; unknown where none do."""
    a, b, c = r[0, 1], r[0, 2], r[1, 2]
    if not a * b * c > 0:
        return np.full(3, np.nan)
    loadings = np.sqrt([a * b / c, a * c / b, b * c / a]) * np.sign([1.0, a, b])
    return loadings if np.abs(loadings).max() <= 1 else np.full(3, np.nan)


def _minimum_residual(r: Floats) -> Floats:
    """Loadings with the least squared residuals outside the diagonal; unknown where one would pass 1."""
    size, direction = np.linalg.eigh(r)
    loadings = np.sqrt(size[-1]) * direction[:, -1]
    outside = r - np.diag(np.diag(r))
    for _ in range(_MOST_ROUNDS):
        before = loadings.copy()
        for i in range(len(r)):
            rest = float(loadings @ loadings) - loadings[i] ** 2
            loadings[i] = outside[i] @ loadings / rest if rest > 0 else np.nan
        if not np.abs(loadings - before).max() > _SETTLED:
            break
    return loadings if np.abs(loadings).max() <= 1 else np.full(len(r), np.nan)


def item_rest(items: Any, rule: Rule = "complete") -> Floats:
    """Correlation of each item with the sum of the others, in the order of the columns.

    From covariances c: (sum_j c_ij - c_ii) / sqrt(c_ii (sum c - 2 sum_j c_ij + c_ii)). A negative one is a
    sign of an item keyed the wrong way. Unknown (NaN) where one side does not vary. Source: Nunnally and
    Bernstein 1994 (corrected item-total correlation).
    """
    c = _covariances(items, rule, least=2)
    own, with_all = np.diag(c), c.sum(axis=1)
    rest = c.sum() - 2 * with_all + own
    product = np.where((own > 0) & (rest > 0), own * rest, np.nan)
    return np.asarray((with_all - own) / np.sqrt(product))


def stratified_alpha(items: Any, strata: Sequence[Hashable], rule: Rule = "complete") -> float:
    """Reliability of a sum over several scales: 1 - sum over scales of var_i (1 - alpha_i) / var_total.

    `strata` names the scale of each column; every item weighs the same. Alpha over all items would count
    what the scales do not share as error. Raises ValueError for a scale of one item, whose alpha is not
    known. Source: Cronbach, Schoenemann and McKie 1965.
    """
    c = _covariances(items, rule, least=2)
    if len(strata) != len(c):
        raise ValueError(f"{len(strata)} strata for {len(c)} items")
    error = 0.0
    for name in dict.fromkeys(strata):
        at = [i for i, other in enumerate(strata) if other == name]
        if len(at) < 2:
            raise ValueError(f"scale {name!r} has one item: its alpha is not known")
        part = c[np.ix_(at, at)]
        # var (1 - alpha), also where the scale's sum does not vary and alpha is unknown
        error += float(part.sum()) - len(at) / (len(at) - 1) * float(part.sum() - np.trace(part))
    total = float(c.sum())
    return 1 - error / total if total > 0 else math.nan


def standard_error(sd: float, reliability: float) -> float:
    """Standard error of measurement, in units of the score: sd sqrt(1 - r).

    About two repeated scores in three lie within one of it. Raises ValueError for an r outside 0..1 or a
    negative sd. Source: Lord and Novick 1968.
    """
    if not 0 <= reliability <= 1 or not sd >= 0:
        raise ValueError(f"sd {sd} and reliability {reliability}: needs sd >= 0 and 0 <= r <= 1")
    return sd * math.sqrt(1 - reliability)


class Repeatability(NamedTuple):
    """Spread of one score between sittings close together: pairs it rests on, s_w and the smallest real difference."""

    pairs: int
    within: float
    smallest_real_difference: float


def repeatability(pairs: Any) -> Repeatability | None:
    """Own repeatability from retakes: s_w = sqrt(mean(d^2) / 2), smallest real difference 2.77 s_w.

    `pairs` has two columns, first and second sitting; pairs with a gap are left out; None where none is
    left. Needs no norms. Source: Bland and Altman 1996, BMJ 313, 744; 2.77 = 1.96 sqrt 2.
    """
    both = np.asarray(pairs, dtype=float).reshape(-1, 2)
    difference = both[:, 1] - both[:, 0]
    difference = difference[~np.isnan(difference)]
    if not len(difference):
        return None
    within = math.sqrt(math.fsum(difference**2) / len(difference) / 2)
    return Repeatability(len(difference), within, REAL_DIFFERENCE * within)


def _matrix(items: Any, least: int) -> Floats:
    """The answers as numbers, rows sorted so that their order changes no bit of a sum."""
    table = np.asarray(pd.DataFrame(items).astype(float), dtype=float)
    if table.shape[1] < least:
        raise ValueError(f"{table.shape[1]} items: at least {least} are needed")
    return np.asarray(table[np.lexsort(table.T)])


def _complete(table: Floats) -> Floats:
    return table[~np.isnan(table).any(axis=1)]


def _covariances(items: Any, rule: Rule, least: int) -> Floats:
    return np.asarray(_counted(items, rule, least).cov(), dtype=float)


def _counted(items: Any, rule: Rule, least: int) -> pd.DataFrame:
    """The rows that count by the rule, all unknown if fewer than two do; pandas goes on pair by pair."""
    if rule not in ("complete", "pairwise"):
        raise ValueError(f"{rule!r} is not complete or pairwise")
    table = _matrix(items, least)
    table = _complete(table) if rule == "complete" else table
    return pd.DataFrame(table if len(table) > 1 else np.full((2, table.shape[1]), np.nan))
