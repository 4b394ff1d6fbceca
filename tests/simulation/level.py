"""Skills: levels that stand still and seem to rise, and real rises seen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from careerkit import stats
from tests.simulation import years
from tests.simulation.figures import Band, Result, Row, percent, share

TITLE = "Is a skill rising?"
QUESTION = (
    "How often does a level that stands still seem to rise, and how often is a real rise seen?"
)
NAIVE = "Kendall's trend test on every rated use, p at most 0.10."
OURS = "`rising`: the same test on monthly medians, and half a level between the first and the last third."
YEARS, SEED, RISE = 800, 105, 1.0
# By uses a year, what an earlier trial of 250 years found; its own error is 3 points.
FOUND, NAIVE_FALSE = {12: 41, 20: 43, 40: 64}, {40: percent(18, 5)}


def _rows() -> Iterator[tuple[str, Row]]:
    for uses, power in FOUND.items():
        still = f"the level stands still, {uses} uses a year: called rising"
        up = f"one level up over the year, {uses} uses: called rising"
        yield f"false {uses}", Row(still, naive=NAIVE_FALSE.get(uses), ours=Band(high=12))
        yield f"found {uses}", Row(up, ours=percent(power, 8))


ROWS = dict(_rows())


def simulate(part: float = 1.0) -> Iterator[tuple[str, Result]]:
    """A level that stays and one that rises by a whole step, at 12, 20 and 40 uses a year."""
    n_years = max(20, round(YEARS * part))
    for uses in FOUND:
        for name, rise in (("false", 0.0), ("found", RISE)):
            month, level = years.levels(
                np.random.default_rng([SEED, uses, round(rise)]), n_years, uses, rise
            )
            plain = [stats.kendall_trend(year, draws=300, seed=SEED)[1] <= 0.1 for year in level]
            ours = [
                bool(stats.rising(*year, seed=SEED).is_rising)
                for year in zip(month, level, strict=True)
            ]
            yield f"{name} {uses}", Result(share(plain), share(ours))
