"""Year over year: chance called a change of a count, and real changes seen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from careerkit import stats
from careerkit.measures.year_over_year import GATES
from tests.simulation import naive, years
from tests.simulation.figures import Band, Result, Row, percent, share
from tests.simulation.years import LOGGED_WEEKS, Ints

TITLE = "Counts, year over year"
QUESTION = "How often is chance called a change of a count, and how often is a real one seen?"
NAIVE = "the total moved by 20 %."
OURS = "`rate_ratio` by the gates of `year_over_year`: the 90 % interval excludes 1, and the rate differs by 15 % or more."
YEARS, SEED, PHI = 4000, 103, 1.8
# By rate a week, what an earlier trial of 2,000 years found.
NAIVE_FALSE, FOUND = {1: 46, 2: 31, 4: 16}, {1: 49, 2: 73, 4: 94}


def _rows() -> Iterator[tuple[str, Row]]:
    for rate, plain in NAIVE_FALSE.items():
        nothing = f"nothing changed, {rate} a week: a change is claimed"
        more = f"half as much again, from {rate} a week: called a rise"
        yield f"false {rate}", Row(nothing, naive=percent(plain, 5), ours=Band(high=14))
        yield f"found {rate}", Row(more, ours=percent(FOUND[rate], 4))


ROWS = dict(_rows())


def simulate(part: float = 1.0) -> Iterator[tuple[str, Result]]:
    """Two years of 46 weeks with the same rate, and with half as much again in the second."""
    n_years = max(20, round(YEARS * part))
    for rate in NAIVE_FALSE:
        rng = np.random.default_rng([SEED, rate])
        before, same, more = (
            years.counts(rng, n_years, LOGGED_WEEKS, rate * k, PHI) for k in (1, 1, 1.5)
        )
        claimed, rose = claims(before, same), claims(before, more)
        up = naive.changed_by_a_fifth(before, more) & (more.sum(axis=1) > before.sum(axis=1))
        yield (
            f"false {rate}",
            Result(share(naive.changed_by_a_fifth(before, same)), share(claimed != 0)),
        )
        yield f"found {rate}", Result(share(up), share(rose > 0))


def claims(before: Ints, after: Ints) -> years.Floats:
    """Careerkit's: +1 or -1 where a change is called clear, else 0."""
    weeks = float(before.shape[1])
    found = np.zeros(len(before))
    for i, (old, new) in enumerate(zip(before, after, strict=True)):
        ratio = stats.rate_ratio(old, new, weeks, weeks, level=1 - GATES["chance"])
        moved, by = ratio.low > 1 or ratio.high < 1, ratio.ratio - 1
        found[i] = np.sign(by) * (moved and abs(by) >= GATES["least_change"])
    return found
