"""Values that come in groups, such as evenings of a week: compared inside groups, drawn as whole groups."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from careerkit.stats.proportions import wilson


def within_groups(
    groups: ArrayLike,
    treated: ArrayLike,
    values: ArrayLike,
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


def block_interval(
    blocks: ArrayLike,
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    level: float = 0.8,
    draws: int = 1000,
    seed: int = 0,
) -> tuple[float, float]:
    """Bootstrap interval of sum(numerator) / sum(denominator), both at least 0, drawn by whole blocks (weeks).

    The percentiles (1 -+ level) / 2 of the ratio over draws of as many blocks as there are, with
    replacement; a draw without any denominator is left out. The same seed gives the same interval, in any
    order of the rows. With fewer than two blocks that have a denominator anything is possible: 0 to 1
    for a share (no numerator above its denominator), else 0 to infinity. Source: Efron and Tibshirani
    1993, chapter 8; blocks because lines of one week resemble each other.
    """
    above, below = np.asarray(numerator, float), np.asarray(denominator, float)
    block = np.unique(np.asarray(blocks), return_inverse=True)[1]
    order = np.lexsort((below, above, block))  # sums of floats depend on their order
    block, above, below = block[order], above[order], below[order]
    sums = np.column_stack([np.bincount(block, above), np.bincount(block, below)])
    if (sums[:, 1] > 0).sum() < 2:
        return 0.0, 1.0 if (above <= below).all() else math.inf
    n = len(sums)
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=draws) @ sums
    some = drawn[:, 1] > 0
    ratios = drawn[some, 0] / drawn[some, 1]
    low, high = np.quantile(ratios, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def share_interval(
    blocks: ArrayLike, part: ArrayLike, whole: ArrayLike, *, seed: int = 0
) -> tuple[float, float]:
    """The 80 % interval of sum(part) / sum(whole), drawn by whole blocks; Wilson's over the blocks where all have the same share.

    Where every block has the same share the draws never differ, which is no certainty: then the blocks count as
    that many cases. Source: `block_interval` and `wilson`.
    """
    low, high = block_interval(blocks, part, whole, seed=seed)
    if high != low:
        return low, high
    n = len(np.unique(np.asarray(blocks)))
    alike = float(np.asarray(part, float).sum() / np.asarray(whole, float).sum()) * n
    return wilson(min(alike, n), n)
