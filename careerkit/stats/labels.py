"""What went with more or less energy: one rule over all labels of the entries, with its tests."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

Floats = np.ndarray[Any, np.dtype[np.float64]]
Integers = np.ndarray[Any, np.dtype[np.int64]]

NEIGHBOUR_WEEKS, LEAST_OTHERS = 2, 2
LEAST_ENTRIES, LEAST_WEEKS, SHRINKAGE = 8, 5, 8
# A rating in whole steps hides up to half a step to either side: a standard deviation of sqrt(1/12).
ROUNDING = math.sqrt(1 / 12)
LABEL_COLUMNS = ["n", "weeks", "difference", "shrunk", "se", "p", "q"]


def student_two_sided(t: float, df: int) -> float:
    """P(|T| >= |t|) of Student's t for whole degrees of freedom, exact.

    With theta = atan(|t| / sqrt df): 1 - A, where for even df A = sin theta (1 + 1/2 cos^2 + 1*3/(2*4)
    cos^4 + ...), up to cos^(df-2), and for odd df A = 2/pi (theta + sin theta (cos + 2/3 cos^3 +
    ...)), up to cos^(df-2). Both series, continued without end, have A = 1; so a p below one in a
    thousand is the sum of the terms that were left out, and never 0 by cancellation. Raises ValueError
    for df < 1; unknown t gives an unknown p. Source: Abramowitz and Stegun 1964, 26.7.3 and 26.7.4.
    """
    if df < 1 or df != int(df):
        raise ValueError(f"{df} is no number of degrees of freedom: whole, at least 1")
    if math.isnan(t) or math.isinf(t):
        return math.nan if math.isnan(t) else 0.0
    root = math.sqrt(df)
    sine, cosine = (side / math.hypot(t, root) for side in (abs(t), root))
    odd = df % 2 == 1
    scale, finite = (2 / math.pi, (df - 1) // 2) if odd else (1.0, df // 2)
    terms = _series(cosine, finite, odd=odd)
    angle = math.atan2(abs(t), root) if odd else 0.0
    p = 1 - scale * (angle + sine * float(terms.sum()))
    if p >= 1e-3:
        return min(p, 1.0)
    # Each further term is less than cos^2 of the one before: these hold all but 1e-17 of the rest.
    more = finite + 1 + (math.ceil(40 / -math.log(cosine**2)) if cosine**2 > 0 else 0)
    return scale * sine * float(_series(cosine, more, odd=odd)[finite:].sum())


def _series(cosine: float, n: int, *, odd: bool) -> Floats:
    """The first `n` terms of the series: 1, 1/2 c^2, 1*3/(2*4) c^4 ... or c, 2/3 c^3, 2*4/(3*5) c^5 ..."""
    k = 2.0 * np.arange(1, max(n, 1))
    steps = k / (k + 1) if odd else (k - 1) / k
    first = cosine if odd else 1.0
    return np.asarray(np.cumprod(np.r_[first, steps * cosine**2])[:n], dtype=float)


def benjamini_hochberg(p: Iterable[float]) -> Floats:
    """Adjusted values q, same order: q(i) = min over j >= i of p(j) m / j, at most 1; q <= 0.05 controls at 5 %.

    An unknown p stays unknown and is not counted in m. Source: Benjamini and Hochberg 1995.
    """
    values = np.asarray(list(p), dtype=float)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    steps = values[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted = np.full(len(values), np.nan)
    adjusted[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return adjusted


def label_effects(
    week: ArrayLike, energy: ArrayLike, labels: Sequence[Sequence[str]]
) -> pd.DataFrame:
    """How far entries with a label lie from other entries of the same weeks; all labels are one family.

    One week number, energy (-2..2, unknown left out) and list of labels per entry. For label a: r = e -
    mean(e of entries without a in the same week +- 2 weeks); an entry with fewer than 2 of those does
    not count. D = mean r. se = sqrt(G/(G-1) sum over the G weeks of (sum of r - D in it)^2) / n. Shown
    is D n/(n+8). p is two-sided from t = D/se with G-1 degrees of freedom; q is Benjamini-Hochberg over
    all labels with n >= 8 in >= 5 weeks. Labels below that have n, weeks and difference, but no p and q.

    se is at least sqrt(1/12 / n): ratings are rounded to whole steps, so eight equal ratings are not
    known without error; they hide the spread of half a step to either side. Without that floor equal
    ratings in every week have se = 0 and p = 0 however few they are.

    Indexed by label, in order: n, weeks, difference, shrunk, se, p, q. Source: fixed-window difference
    with cluster-robust error (Liang and Zeger 1986; G/(G-1) as in Stata), linear shrinkage.
    """
    weeks, energies, pairs, names = _pairs(week, energy, labels)
    cells = _cells(weeks, energies, pairs)
    usable = cells[cells["others"] >= LEAST_OTHERS]
    found = _differences(usable, len(names))
    found.index = pd.Index(names, dtype="str", name="label")
    enough = (found["n"] >= LEAST_ENTRIES) & (found["weeks"] >= LEAST_WEEKS)
    tested = found[enough]
    found.loc[enough, "p"] = [
        student_two_sided(difference / se, int(clusters) - 1)
        for difference, se, clusters in zip(
            tested["difference"], tested["se"], tested["weeks"], strict=True
        )
    ]
    found["q"] = benjamini_hochberg(found["p"])
    return found[LABEL_COLUMNS]


def _pairs(
    week: ArrayLike, energy: ArrayLike, labels: Sequence[Sequence[str]]
) -> tuple[Integers, Floats, pd.DataFrame, list[str]]:
    """Week and energy of the rated entries, one row (entry, label) for each of their labels, and the labels' names."""
    given = np.asarray(energy, float)
    rated = np.flatnonzero(~np.isnan(given))
    # Sorted, because sums of floats depend on their order.
    order = rated[np.lexsort((given[rated], np.asarray(week)[rated]))]
    every_entry = list(labels)
    own = [every_entry[i] for i in order]
    every = [label for few in own for label in few]
    names = sorted(set(every))
    place = {name: at for at, name in enumerate(names)}
    pairs = pd.DataFrame(
        {
            "entry": np.repeat(np.arange(len(own)), [len(few) for few in own]),
            "label": np.array([place[label] for label in every], dtype=np.int64),
        }
    ).drop_duplicates()
    return np.asarray(week, np.int64)[order], given[order], pairs, names


def _cells(week: Integers, energy: Floats, pairs: pd.DataFrame) -> pd.DataFrame:
    """One row for each label and week: n, sum of energy, others near by and their mean.

    The entries without a label are all entries less those with it. Cells lie on one line, label after label,
    with a gap of the window's width between labels, so that one cumulative sum serves them all.
    """
    entry, label = pairs["entry"].to_numpy(), pairs["label"].to_numpy()
    start, span = _span(week)
    at = week - start + NEIGHBOUR_WEEKS
    line = label * span + at[entry]
    key, cell = np.unique(line, return_inverse=True)
    n, total = np.bincount(cell, minlength=len(key)), np.bincount(cell, energy[entry], len(key))
    all_n, all_total = np.bincount(at, minlength=span), np.bincount(at, energy, span)
    others = _near(np.arange(span), all_n, key % span) - _near(key, n, key)
    rest = _near(np.arange(span), all_total, key % span) - _near(key, total, key)
    return pd.DataFrame(
        {
            "label": key // span,
            "n": n,
            "total": total,
            "others": others,
            "usual": rest / np.maximum(others, 1),
        }
    )


def _span(week: Integers) -> tuple[int, int]:
    """The first week and how many places a label needs: its weeks and the window on both sides."""
    if not len(week):
        return 0, 1
    return int(week.min()), int(week.max() - week.min()) + 1 + 2 * NEIGHBOUR_WEEKS


def _near(key: Integers, amount: Any, at: Integers) -> Any:
    """Sum of `amount` over the sorted keys within the window around each place."""
    running = np.concatenate([[0], np.cumsum(amount)])
    first = np.searchsorted(key, at - NEIGHBOUR_WEEKS, "left")
    return running[np.searchsorted(key, at + NEIGHBOUR_WEEKS, "right")] - running[first]


def _differences(cells: pd.DataFrame, labels: int) -> pd.DataFrame:
    """n, weeks, difference, shrunk, se and an unknown p of every label, from its usable cells."""
    label, n_cell = cells["label"].to_numpy(), cells["n"].to_numpy()
    residual = (cells["total"] - n_cell * cells["usual"]).to_numpy()
    n = np.bincount(label, n_cell, labels)
    weeks = np.bincount(label, minlength=labels)
    difference = np.bincount(label, residual, labels) / np.where(n, n, np.nan)
    squares = np.bincount(label, (residual - n_cell * difference[label]) ** 2, labels)
    correction = weeks / np.where(weeks > 1, weeks - 1, np.nan)
    with np.errstate(divide="ignore"):
        se = np.fmax(np.sqrt(correction * squares) / n, ROUNDING / np.sqrt(n))
    return pd.DataFrame(
        {
            "n": n.astype(np.int64),
            "weeks": weeks,
            "difference": difference,
            "shrunk": difference * n / (n + SHRINKAGE),
            "se": np.where(weeks > 1, se, np.nan),
            "p": np.nan,
        }
    )
