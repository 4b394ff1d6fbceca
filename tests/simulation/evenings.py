"""Boundaries: whether energy on the next working day goes with a kept evening."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from careerkit import stats
from careerkit.measures.boundaries import GATES
from tests.simulation import naive, years
from tests.simulation.figures import Band, Result, Row, percent, share

TITLE = "Kept evenings and the next day"
QUESTION = "Does energy on the next working day go with a kept evening?"
NAIVE = "the mean after kept evenings is 0.3 away from the mean after broken ones."
OURS = "`within_groups`: the difference inside weeks, p at most 0.10 by permutation."
YEARS, SEED, EFFECT, DRAWS = 600, 106, 0.7, 400
# Kept and broken evenings: what an earlier trial of 120 years found; its own errors below.
FOUND = {(15, 15): 42, (40, 20): 76, (80, 40): 97}
ERRORS = {15: 4.5, 40: 4.0, 80: 1.5}


def _rows() -> Iterator[tuple[str, Row]]:
    for (kept, broken), power in FOUND.items():
        told = f"{kept} kept and {broken} broken: a difference is called"
        yield f"false {kept}", Row(f"nothing in it, {told}", ours=Band(high=10))
        yield f"found {kept}", Row(f"0.7 in it, {told}", ours=percent(power, 2 * ERRORS[kept]))


ROWS = dict(_rows())


def simulate(part: float = 1.0) -> Iterator[tuple[str, Result]]:
    """Without an effect and with one of 0.7 on the scale of -2 to 2."""
    n_years = max(20, round(YEARS * part))
    for kept, broken in FOUND:
        for name, effect in (("false", 0.0), ("found", EFFECT)):
            rng = np.random.default_rng([SEED, kept, round(10 * effect)])
            week, is_kept, energy = years.evenings(rng, n_years, kept, broken, effect)
            ours = [
                stats.within_groups(week, *year, draws=DRAWS, seed=SEED)[1] <= GATES["payoff_p"]
                for year in zip(is_kept, energy, strict=True)
            ]
            yield f"{name} {kept}", Result(share(naive.payoff(is_kept, energy)), share(ours))
