"""Intervals: whether they hold the truth as often as they promise."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from careerkit import stats
from tests.simulation import naive, years
from tests.simulation.figures import Band, Estimate, Result, Row, percent, share
from tests.simulation.years import LOGGED_WEEKS, Flags, Floats, Ints

TITLE = "Do the intervals hold what they promise?"
QUESTION = "Does an interval that promises 80 % hold the truth in 80 of 100 years?"
NAIVE = (
    "the textbook intervals: p -+ z sqrt(p (1 - p) / n) for shares, counts as if they were Poisson."
)
OURS = "`wilson`, `newcombe`, `rate_ratio` and `block_interval`."
YEARS, SEED = 4000, 108
# Eligible weeks: a quarter, half a year, a year.
WEEKS = (12, 26, 46)
Z80, Z90 = 1.2815515655446004, 1.6448536269514722
RATES, TRUE_RATIO, PHI = (1, 4), 1.5, 1.8
BLOCK_YEARS, BLOCK_DRAWS = 1000, 400
STEPS = 10


def _rows() -> Iterator[tuple[str, Row]]:
    for n in WEEKS:
        worst = f"a share of {n} weeks, the worst of ten steps from 5 to 95 %: 80 %"
        yield f"wilson {n}", Row(f"a share of {n} weeks: 80 %", ours=percent(80, 3))
        yield f"worst {n}", Row(worst, ours=Band(low=70))
        yield (
            f"newcombe {n}",
            Row(f"a difference of two shares of {n} weeks: 90 %", ours=percent(90, 3)),
        )
    for rate in RATES:
        ratio = f"a ratio of the counts of two years, from {rate} a week: 90 %"
        yield f"ratio {rate}", Row(ratio, ours=percent(90, 3))
    yield "blocks", Row("a share of hours, weeks independent: 80 %", ours=percent(80, 6))
    yield "blocks in spells", Row("a share of hours, weeks in spells (rho 0.6): 80 %")


ROWS = dict(_rows())


def simulate(part: float = 1.0) -> Iterator[tuple[str, Result]]:
    """Shares drawn evenly from 5 to 95 %, rates that rise by half."""
    n_years = max(20, round(YEARS * part))
    for n in WEEKS:
        yield from _shares(n, n_years)
    for rate in RATES:
        yield f"ratio {rate}", _ratio(rate, n_years)
    for name, rho in (("blocks", 0.0), ("blocks in spells", 0.6)):
        yield name, _blocks(rho, max(20, round(BLOCK_YEARS * part)))


def _shares(n: int, n_years: int) -> Iterator[tuple[str, Result]]:
    rng = np.random.default_rng([SEED, n])
    p, q = rng.uniform(0.05, 0.95, (2, n_years))
    step = np.floor((p - 0.05) / 0.09).astype(np.int64)
    hits, others = rng.binomial(n, p), rng.binomial(n, q)
    ours = np.array([stats.wilson(int(k), n, 0.8) for k in hits])
    held = _within(p, ours[:, 0], ours[:, 1])
    plain = _within(p, *naive.wald(hits, n, Z80))
    yield f"wilson {n}", Result(share(plain), share(held))
    yield f"worst {n}", Result(_worst(step, plain), _worst(step, held))
    both = np.array(
        [stats.newcombe(int(a), n, int(b), n, 0.9)[1:] for a, b in zip(hits, others, strict=True)]
    )
    difference = (others - hits) / n
    spread = Z90 * np.sqrt((hits * (n - hits) + others * (n - others)) / n**3)
    textbook = _within(q - p, difference - spread, difference + spread)
    yield f"newcombe {n}", Result(share(textbook), share(_within(q - p, both[:, 0], both[:, 1])))


def _within(truth: Floats, low: Floats, high: Floats) -> Flags:
    return (low <= truth) & (truth <= high)


def _worst(step: Ints, held: Flags) -> Estimate:
    """The lowest of the ten shares; it is lower than the truth by chance, which makes the check a little too hard."""
    return min((share(held[step == i]) for i in range(STEPS)), key=lambda found: found.value)


def _ratio(rate: int, n_years: int) -> Result:
    rng = np.random.default_rng([SEED, 1000 + rate])
    before = years.counts(rng, n_years, LOGGED_WEEKS, rate, PHI)
    after = years.counts(rng, n_years, LOGGED_WEEKS, rate * TRUE_RATIO, PHI)
    found = [
        stats.rate_ratio(old, new, LOGGED_WEEKS, LOGGED_WEEKS, level=0.9)
        for old, new in zip(before, after, strict=True)
    ]
    held = [ratio.low <= TRUE_RATIO <= ratio.high for ratio in found]
    totals = np.maximum(1, before.sum(axis=1)), np.maximum(1, after.sum(axis=1))
    off = np.abs(np.log(totals[1] / totals[0]) - math.log(TRUE_RATIO))
    return Result(share(off <= Z90 * np.sqrt(1 / totals[0] + 1 / totals[1])), share(held))


def _blocks(rho: float, n_years: int) -> Result:
    """Shares of hours by weeks: the naive interval takes every hour for a throw of its own."""
    made = years.hours(
        np.random.default_rng([SEED, 2000 + round(10 * rho)]), n_years, LOGGED_WEEKS, rho
    )
    week, held, plain = np.arange(LOGGED_WEEKS), [], []
    for spent, all_hours in zip(made.spent, made.all_hours, strict=True):
        low, high = stats.block_interval(
            week, spent, all_hours, level=0.8, draws=BLOCK_DRAWS, seed=SEED
        )
        held.append(low <= made.truth <= high)
        low, high = stats.wilson(float(spent.sum()), float(all_hours.sum()), 0.8)
        plain.append(low <= made.truth <= high)
    return Result(share(plain), share(held))
