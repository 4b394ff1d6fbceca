"""Synthetic years of which the truth is known, many at a time; every generator gets its own random numbers.

Nothing here knows a rule: neither the naive ones nor careerkit's. Arrays have one row per year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Rng = np.random.Generator

ACTIVITIES, LOGGED_WEEKS = 12, 46


def autoregressive(rng: Rng, shape: tuple[int, int], sd: float, rho: float) -> Floats:
    """Stationary AR(1) along the second axis: standard deviation `sd`, correlation of neighbours `rho`."""
    steps = rng.normal(0, sd, shape)
    steps[:, 1:] *= np.sqrt(1 - rho**2)
    for i in range(1, shape[1]):
        steps[:, i] += rho * steps[:, i - 1]
    return steps


def rounded(values: Floats, low: float, high: float) -> Floats:
    """As a person would rate it: whole numbers between two ends."""
    return np.clip(np.round(values), low, high)


# ---- energy ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EnergyYears:
    """Rated entries: week and activity of each, its energy -2..2, and what each activity truly adds."""

    week: Ints
    activity: Ints
    energy: Floats
    effect: Floats

    def __iter__(self) -> Iterator[tuple[Ints, Ints, Floats, Floats]]:
        """One year after the other: week, activity, energy, difference of each activity from its year's mean."""
        return zip(self.week, self.activity, self.energy, self.truth, strict=True)

    @property
    def truth(self) -> Floats:
        """What each activity adds, less the mean over the year's entries."""
        usual = np.take_along_axis(self.effect, self.activity, axis=1).mean(axis=1, keepdims=True)
        return np.asarray(self.effect - usual)


def energy(
    rng: Rng, years: int, entries: int, *, weeks: int = LOGGED_WEEKS, effect_sd: float = 0.0
) -> EnergyYears:
    """Entries of 12 activities, the k-th 1/k as frequent as the first, four in ten in spells of three weeks.

    Energy = 0.3 + mood of the week (AR(1), rho 0.6, sd 0.45) + effect of the activity + noise (sd 0.9),
    rounded to -2..2. `effect_sd` 0: no activity differs from another.
    """
    popularity = 1 / np.arange(1, ACTIVITIES + 1)
    popularity /= popularity.sum()
    week = np.sort(rng.integers(0, weeks, (years, entries)), axis=1)
    activity = rng.choice(ACTIVITIES, (years, entries), p=popularity)
    spell = rng.choice(ACTIVITIES, (years, weeks // 3 + 2), p=popularity)
    in_spell = rng.random((years, entries)) < 0.4
    activity = np.where(in_spell, np.take_along_axis(spell, week // 3, axis=1), activity)
    effect = rng.normal(0, effect_sd, (years, ACTIVITIES))
    mood = np.take_along_axis(autoregressive(rng, (years, weeks), 0.45, 0.6), week, axis=1)
    felt = 0.3 + mood + np.take_along_axis(effect, activity, axis=1)
    rated = rounded(felt + rng.normal(0, 0.9, (years, entries)), -2, 2)
    return EnergyYears(week, activity, rated, effect)


# ---- counts ------------------------------------------------------------------------------------------


def counts(
    rng: Rng,
    years: int,
    weeks: int,
    rate: float,
    phi: float,
    *,
    fall: tuple[int, int, float] | None = None,
) -> Ints:
    """Weekly counts with mean `rate` and variance `phi` times the mean: Poisson at 1, else negative binomial.

    `fall` = first week, number of weeks, and what remains of the rate in them.
    """
    mean = np.full(weeks, float(rate))
    if fall is not None:
        first, length, remains = fall
        mean[first : first + length] *= remains
    if phi <= 1:
        return rng.poisson(mean, (years, weeks))
    return rng.negative_binomial(mean / (phi - 1), 1 / phi, (years, weeks))


@dataclass(frozen=True)
class Hours:
    """Hours a week and those of one kind, by year and week; and the share of that kind in the long run."""

    spent: Floats
    all_hours: Floats
    truth: float


def hours(rng: Rng, years: int, weeks: int, rho: float) -> Hours:
    """About three hours a week (Poisson, at least one), each of one kind with a chance that differs from week to week.

    The log-odds of that chance are AR(1) around 0 with sd 1 and correlation `rho`, so that half of all hours are of it.
    """
    all_hours = np.maximum(1, rng.poisson(3, (years, weeks)))
    odds = np.exp(autoregressive(rng, (years, weeks), 1.0, rho))
    spent = rng.binomial(all_hours, odds / (1 + odds))
    return Hours(spent.astype(float), all_hours.astype(float), 0.5)


# ---- milestones --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Milestones:
    """Days since due until done or until the year's last day, which of them are done, and which were due."""

    days: Floats
    closed: Flags
    due: Flags


def milestones(rng: Rng, years: int, each: int, scale: float) -> Milestones:
    """Due on any day from the 20th to the 355th; done after an exponential delay of mean `scale`, less 15 days.

    The true median delay is scale ln 2 - 15. Known up to day 365: the late ones of autumn are still open.
    """
    due = rng.uniform(20, 355, (years, each))
    slip = rng.exponential(scale, (years, each)) - 15
    closed = due + slip <= 365
    return Milestones(np.where(closed, slip, 365 - due), closed, due <= 365)


def durations(rng: Rng, years: int, closed: int, multiplier: float) -> Floats:
    """Actual over planned duration of closed milestones: log-normal around `multiplier`, sd of the logarithm 0.5."""
    return np.exp(rng.normal(np.log(multiplier), 0.5, (years, closed)))


# ---- levels ------------------------------------------------------------------------------------------


def levels(rng: Rng, years: int, uses: int, rise: float) -> tuple[Ints, Floats]:
    """Month (0-11, in order) and level 1-5 of each use of one skill that rises by `rise` from 2.2 over the year.

    Tasks come in kinds: what is asked for is AR(1) with rho 0.3 and sd 0.7 from use to use.
    """
    month = np.sort(rng.integers(0, 12, (years, uses)), axis=1)
    asked = autoregressive(rng, (years, uses), 0.7, 0.3)
    return month, rounded(2.2 + rise * month / 11 + asked, 1, 5)


# ---- evenings ----------------------------------------------------------------------------------------


def evenings(
    rng: Rng, years: int, kept: int, broken: int, effect: float
) -> tuple[Ints, Flags, Floats]:
    """Week, kept or not, and energy -2..2 of the next working day, four planned evenings a week.

    Mood of the week AR(1), rho 0.6, sd 0.45; noise 0.8; a kept evening adds `effect`. Week is the same for all years.
    """
    n = kept + broken
    week = np.arange(n) // 4
    is_kept = rng.permuted(np.tile(np.arange(n) < kept, (years, 1)), axis=1)
    mood = autoregressive(rng, (years, int(week[-1]) + 1), 0.45, 0.6)[:, week]
    return (
        week,
        is_kept,
        rounded(0.2 + mood + effect * is_kept + rng.normal(0, 0.8, (years, n)), -2, 2),
    )


# ---- answers -----------------------------------------------------------------------------------------

LOADING = np.sqrt(0.42)
CUTS = np.array([-1.3, -0.45, 0.35, 1.25])


def standing(rng: Rng, people: int, scores: int, correlation: float = 0.55) -> Floats:
    """Where people truly stand on some dimensions that go together: standard normal."""
    shared, own = rng.standard_normal((people, 1)), rng.standard_normal((people, scores))
    return np.asarray(np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own)


def answers(rng: Rng, truth: Floats, items: int, mood_sd: float = 0.0) -> Ints:
    """One sitting, answers 1-5 by person, dimension and item; items of a dimension correlate about 0.39.

    Latent response = 0.65 x (truth + mood) + noise, cut at four points. `mood_sd`, in the unit of the
    truth, is a mood of the day that all answers of one sitting share.
    """
    felt = truth + mood_sd * rng.standard_normal((len(truth), 1))
    noise = rng.standard_normal((*truth.shape, items))
    latent = LOADING * felt[:, :, None] + np.sqrt(1 - LOADING**2) * noise
    return np.asarray(1 + np.searchsorted(CUTS, latent))
