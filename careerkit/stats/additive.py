"""How much each of several labels goes with, when all are set beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from careerkit.stats.labels import NEIGHBOUR_WEEKS, SHRINKAGE

Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


def additive_effects(week: Sequence[int], energy: Sequence[float], carries: Flags) -> Floats:
    """The part of each label in an additive ridge fit of energy, one coefficient per column of `carries`.

    carries: one row per entry, one column per label. Energy and columns are set against their means in
    the same week +- 2 weeks; b = (X'X + 8 I)^-1 X'y. The penalty of 8 shrinks a label that comes alone
    about as n/(n+8) does. Energies must be known. Source: Hoerl and Kennard 1970.
    """
    every = np.column_stack([np.asarray(energy, float), carries.astype(float)])
    centred = every - _near(np.asarray(week, np.int64), every)
    y, x = centred[:, 0], centred[:, 1:]
    found = np.linalg.solve(x.T @ x + SHRINKAGE * np.eye(x.shape[1]), x.T @ y)
    return np.asarray(found, dtype=np.float64)


def inseparable(carries: Flags, part: Floats, *, together: float, apart: float) -> Flags:
    """Whether two labels are hard to separate: a square of flags, one row and one column per label.

    At least `together` of the entries with the rarer one carry both, and their parts in the additive
    fit have opposite signs and lie at least `apart` from each other.
    """
    both, n = carries.T.astype(float) @ carries, carries.sum(axis=0)
    is_near = both >= together * np.minimum.outer(n, n)
    is_opposite = np.multiply.outer(part, part) < 0
    found: Flags = is_near & is_opposite & (np.abs(np.subtract.outer(part, part)) >= apart)
    return found


def _near(week: Any, every: Floats) -> Floats:
    """The mean of each column over the entries of the weeks around each entry."""
    at = week - (week.min() if len(week) else 0)
    span = int(at.max(initial=0)) + 1
    order = np.argsort(at, kind="stable")
    weeks, starts = np.unique(at[order], return_index=True)
    sums = np.zeros((span + 1, every.shape[1] + 1))
    if len(weeks):
        counted = np.column_stack([every, np.ones(len(every))])[order]
        sums[weeks + 1] = np.add.reduceat(counted, starts, axis=0)
    running = sums.cumsum(axis=0)
    first, last = np.maximum(at - NEIGHBOUR_WEEKS, 0), np.minimum(at + NEIGHBOUR_WEEKS + 1, span)
    near = running[last] - running[first]
    means: Floats = near[:, :-1] / np.maximum(near[:, -1:], 1)
    return means
