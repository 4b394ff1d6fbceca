"""Energy: false calls of energisers and drainers, and strong effects found."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from careerkit import stats
from careerkit.measures.energy import GATES
from tests.simulation import naive, years
from tests.simulation.figures import Band, Result, Row, mean, percent, share
from tests.simulation.years import EnergyYears, Flags, Floats

TITLE = "Energisers and drainers"
QUESTION = "How often is an activity called an energiser or a drainer, and how often is that wrong?"
NAIVE = "three rated entries whose mean is 0.3 away from the mean of all entries make an energiser or a drainer."
OURS = "`label_effects`, and `clear` by the gates of the measure `energy`."
YEARS, SEED = 800, 101
# Entries of a case, and the weeks in which they lie: 300 entries are two years.
CASES = {40: 46, 80: 46, 150: 46, 300: 92, 400: 46}
# With 40 entries a year has one call in four: three times as many years, so that there are calls to judge.
TIMES_YEARS = {40: 3}
# Standard deviation of real effects; from which size on one is strong; below which size a call is wrong.
SPREAD, STRONG, NOTHING = 0.6, 0.5, 0.1
# What earlier trials of 400 to 800 years found, in percent.
NAIVE_FALSE, NAIVE_FOUND = {40: 91, 80: 99, 150: 99, 400: 94}, {40: 29, 80: 55, 150: 76, 400: 91}
NAIVE_WRONG = {40: 18, 80: 15, 150: 12, 400: 7}
FOUND, WRONG = {40: 3, 80: 13, 150: 27, 300: 56, 400: 64}, {40: 3, 80: 4, 150: 2, 300: 2, 400: 2}
# Two errors of those trials: at 40 entries there were some 200 calls in all.
WRONG_BY = {40: 4}
MOST_FALSE = 14


def _rows() -> Iterator[tuple[str, Row]]:
    for n, weeks in CASES.items():
        case = f"{n} entries in two years" if weeks > 52 else f"{n} entries a year"
        false, found, wrong = (
            percent(trial[n], 5) if n in trial else None
            for trial in (NAIVE_FALSE, NAIVE_FOUND, NAIVE_WRONG)
        )
        nothing, strong = (
            "no activity differs: years with a false call",
            "strong effects (0.5 or more) found",
        )
        yield f"false {n}", Row(f"{case}, {nothing}", naive=false, ours=Band(high=MOST_FALSE))
        yield f"found {n}", Row(f"{case}, {strong}", naive=found, ours=percent(FOUND[n], 4))
        most = percent(WRONG[n], WRONG_BY.get(n, 3))
        yield f"wrong {n}", Row(f"{case}, of all calls the wrong ones", naive=wrong, ours=most)


ROWS = dict(_rows())


def simulate(part: float = 1.0) -> Iterator[tuple[str, Result]]:
    """Every case on years in which no activity differs and on years in which all do, with sd 0.6."""
    for n in CASES:
        yield from simulate_case(n, max(20, round(YEARS * TIMES_YEARS.get(n, 1) * part)))


def simulate_case(n: int, n_years: int) -> Iterator[tuple[str, Result]]:
    """One case of `n` entries."""
    rng = np.random.default_rng([SEED, n])
    same = years.energy(rng, n_years, n, weeks=CASES[n])
    differs = years.energy(rng, n_years, n, weeks=CASES[n], effect_sd=SPREAD)
    rules = (naive.energy_calls, calls)
    called = [rule(differs) for rule in rules]
    yield f"false {n}", Result(*(share((rule(same) != 0).any(axis=1)) for rule in rules))
    yield f"found {n}", Result(*(mean(found(one, differs), 100) for one in called))
    yield f"wrong {n}", Result(*(share(wrong(one, differs)) for one in called))


def found(called: Floats, differs: EnergyYears) -> Floats:
    """By year, the share of strong effects that were called, in the right direction."""
    strong = np.abs(differs.truth) >= STRONG
    right = strong & (called == np.sign(differs.truth))
    return np.asarray(right.sum(axis=1) / np.maximum(1, strong.sum(axis=1)))


def wrong(called: Floats, differs: EnergyYears) -> Flags:
    """Of all calls, which are in the wrong direction or of an activity that hardly differs."""
    is_wrong = (called != np.sign(differs.truth)) | (np.abs(differs.truth) < NOTHING)
    return np.asarray(is_wrong[called != 0])


def calls(many: EnergyYears) -> Floats:
    """Careerkit's: +1 or -1 by year and activity, else 0."""
    called = np.zeros((len(many.week), years.ACTIVITIES))
    for row, week, activity, energy in zip(
        called, many.week, many.activity, many.energy, strict=True
    ):
        effects = stats.label_effects(week, energy, [(LABELS[a],) for a in activity])
        large = effects["shrunk"].abs() >= GATES["least_difference"]
        clear = effects[large & (effects["q"] <= GATES["clear_q"])]
        row[[LABELS.index(label) for label in clear.index]] = np.sign(clear["shrunk"])
    return called


# Names in the order of their numbers.
LABELS = [f"activity-{i:02d}" for i in range(years.ACTIVITIES)]
