"""Momentum: false alarms in steady years, and how soon a real slump is seen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from careerkit import stats
from tests.simulation import naive, years
from tests.simulation.figures import Band, Result, Row, mean, middle, near, percent, share
from tests.simulation.years import Flags, Floats, Ints

TITLE = "Momentum and slumps"
QUESTION = "How often does a steady year raise an alarm, and how soon is a real slump seen?"
NAIVE = "three weeks in a row with at most half of the usual number of moves."
OURS = (
    "`slump`, the rule of the measure `momentum`: the last four weeks against the 26 before them."
)
YEARS, SEED = 600, 102
BEFORE, WEEKS = 26, 52
# A fall to 30 % in weeks 24 to 31 of the year counts as seen when the alarm comes before week 36.
FALL_FROM, FALL_WEEKS, FALL_TO, SEEN_BEFORE = 24, 8, 0.3, 36
Case = tuple[float, int]
# Moves a week and variance over mean; what earlier trials of 300 years found.
NAIVE_ALARMS: dict[Case, float] = {(1.5, 2): 1.4, (3, 1): 0.27, (3, 2): 1.04}
# Their own errors are 0.06, 0.03 and 0.06.
NAIVE_BY: dict[Case, float] = {(1.5, 2): 0.15, (3, 1): 0.1, (3, 2): 0.1}
FOUND: dict[Case, float] = {(3, 1): 79, (3, 2): 59, (6, 1): 98, (6, 2): 82}
CASES: tuple[Case, ...] = ((1.5, 2), *FOUND)
MOST_ALARMS = 0.25


def _rows() -> Iterator[tuple[str, Row]]:
    for case in CASES:
        told, most = _told(*case), Band(high=MOST_ALARMS)
        theirs = near(NAIVE_ALARMS[case], NAIVE_BY[case]) if case in NAIVE_ALARMS else None
        yield f"false {told}", Row(f"{told}, steady: false alarms a year", "", theirs, most)
        if case in FOUND:
            fall = f"{told}, eight weeks at 30 %"
            yield f"found {told}", Row(f"{fall}: seen", ours=percent(FOUND[case], 5))
            yield f"week {told}", Row(f"{fall}: week of the alarm", "", ours=Band(4, 5))


def _told(rate: float, phi: int) -> str:
    return f"{rate:g} moves a week, variance {phi} x mean"


ROWS = dict(_rows())


def simulate(part: float = 1.0) -> Iterator[tuple[str, Result]]:
    """Every case: steady years and years with one fall, half a steady year before each."""
    for rate, phi in CASES:
        yield from simulate_case(rate, phi, max(20, round(YEARS * part)))


def simulate_case(rate: float, phi: int, n_years: int) -> Iterator[tuple[str, Result]]:
    """One case: moves a week, and variance over mean."""
    told = _told(rate, phi)
    rng = np.random.default_rng([SEED, round(10 * rate), phi])
    steady, fallen = made(rng, n_years, rate, phi)
    rules = (naive.slump_alarms, alarms)
    yield f"false {told}", Result(*(mean(rule(steady)[:, BEFORE:].sum(axis=1)) for rule in rules))
    if (rate, phi) in FOUND:
        seen = [in_time(rule(fallen)[:, BEFORE:]) for rule in rules]
        yield f"found {told}", Result(*(share(np.any(one, axis=1)) for one in seen))
        yield f"week {told}", Result(*(middle(_week(one)) for one in seen))


def made(rng: years.Rng, n_years: int, rate: float, phi: int) -> tuple[Ints, Ints]:
    """Steady years and years with a fall: half a year before, then 52 weeks."""
    fall = (BEFORE + FALL_FROM, FALL_WEEKS, FALL_TO)
    weeks = BEFORE + WEEKS
    steady = years.counts(rng, n_years, weeks, rate, phi)
    return steady, years.counts(rng, n_years, weeks, rate, phi, fall=fall)


def in_time(alarms_of_the_year: Flags) -> Flags:
    """The alarms of the weeks in which a fall counts as seen."""
    return alarms_of_the_year[:, FALL_FROM:SEEN_BEFORE]


def _week(seen: Flags) -> Floats:
    """The week of the fall, from 1, in which it was first seen, over the years in which it was."""
    return np.asarray(seen[seen.any(axis=1)].argmax(axis=1) + 1.0)


def alarms(counts: Ints) -> Flags:
    """Careerkit's: the weeks in which the second of two low weeks makes a slump known, in logs without a gap."""
    return np.stack([known_in(is_slump(moves)) for moves in counts])


def is_slump(moves: Ints) -> Flags:
    """The weeks that lie in a slump."""
    weeks = pd.DataFrame({"moves": moves, "eligible": 1.0, "logged": True})
    state = stats.slump(weeks)["state"]
    return np.asarray((state == "slump").fillna(False), dtype=bool)


def known_in(slump: Flags) -> Flags:
    """A slump is dated back to the first of its two low weeks; nobody can know of it before the second."""
    starts = slump & ~np.r_[False, slump[:-1]]
    return np.asarray(np.r_[False, starts[:-1]])
