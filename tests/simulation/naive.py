"""The rules that everybody would write first; each question is put to one of them on the very same years."""

from __future__ import annotations

import numpy as np

from tests.simulation.years import ACTIVITIES, EnergyYears, Flags, Floats, Ints


def energy_calls(years: EnergyYears) -> Floats:
    """Three entries whose mean is 0.3 off the mean of the year: +1 or -1 by year and activity, else 0."""
    n_years = len(years.week)
    cell = (np.arange(n_years)[:, None] * ACTIVITIES + years.activity).ravel()
    size = np.bincount(cell, minlength=n_years * ACTIVITIES)
    total = np.bincount(cell, years.energy.ravel(), minlength=n_years * ACTIVITIES)
    shape = (n_years, ACTIVITIES)
    mean = (total / np.maximum(size, 1)).reshape(shape)
    off = mean - years.energy.mean(axis=1, keepdims=True)
    return np.where((size.reshape(shape) >= 3) & (np.abs(off) >= 0.3), np.sign(off), 0.0)


def slump_alarms(counts: Ints) -> Flags:
    """Three weeks in a row with at most half of the mean of the up to 26 weeks before; quiet for 8 weeks after."""
    n_years, weeks = counts.shape
    alarms, run = np.zeros(counts.shape, dtype=bool), np.zeros(n_years, dtype=int)
    last = np.full(n_years, -99)
    for week in range(8, weeks):
        usual = counts[:, max(0, week - 26) : week].mean(axis=1)
        run = np.where(counts[:, week] <= usual / 2, run + 1, 0)
        alarms[:, week] = (run == 3) & (week - last > 8)
        last = np.where(alarms[:, week], week, last)
    return alarms


def changed_by_a_fifth(before: Ints, after: Ints) -> Flags:
    """The year's total is at least 20 % above or below last year's."""
    old, new = before.sum(axis=1), after.sum(axis=1)
    return np.asarray(5 * np.abs(new - old) >= np.maximum(1, old))


def closed_only_median(days: Floats, closed: Flags) -> Floats:
    """The median delay of what is done; what is still open is left out."""
    return np.nanmedian(np.where(closed, days, np.nan), axis=1)


def payoff(kept: Flags, energy: Floats) -> Flags:
    """Next-day energy after kept evenings is on average at least 0.3 away from that after broken ones."""
    n = kept.sum(axis=1)
    with_, without = (
        (energy * kept).sum(axis=1) / n,
        (energy * ~kept).sum(axis=1) / (~kept).sum(axis=1),
    )
    return np.asarray(np.abs(with_ - without) >= 0.3)


def wald(hits: Ints, n: int, z: float) -> tuple[Floats, Floats]:
    """The textbook interval of a proportion, p -+ z sqrt(p (1 - p) / n)."""
    p = hits / n
    half = z * np.sqrt(p * (1 - p) / n)
    return p - half, p + half


def moved_by_ten(before: Floats, after: Floats) -> Flags:
    """A score of 0 to 100 moved by 10 points."""
    return np.abs(after - before) >= 10
