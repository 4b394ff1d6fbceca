"""Goals: the usual delay while the latest milestones are open, and the planning multiplier."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from careerkit import stats
from tests.simulation import naive, years
from tests.simulation.figures import Band, Result, Row, middle, near, share

TITLE = "Milestones: delay and planning"
QUESTION = "How late is a milestone usually, while the latest are still open, and what do a few closed ones say of the next?"
NAIVE = "the median delay of the milestones that are done; planned against actual time of the last one alone."
OURS = (
    "`km_median` over done and open ones; the `median` of all closed ones, with `median_interval`."
)
YEARS, SEED, EACH, LEAST_CLOSED = 2000, 104, 10, 3
# Mean of the exponential delay: the median is that times ln 2, less 15 days.
SCALES = (90, 150)
TRUTHS = {scale: scale * math.log(2) - 15 for scale in SCALES}
MULTIPLIER, CLOSED = 1.5, (5, 12)
SPANS = {5: (near(1.1, 0.05), near(2.1, 0.05))}


def _rows() -> Iterator[tuple[str, Row]]:
    for scale, truth in TRUTHS.items():
        told, no_median = f"truly {truth:.0f} days", "so many are open that no median is named"
        # Closed ones alone are 30 to 50 % off; the estimate may be 20 % off.
        theirs, ours = (
            Band(round(truth * low), round(truth * high)) for low, high in ((0.5, 0.7), (0.8, 1.2))
        )
        yield f"delay {scale}", Row(f"median delay, {told}", "days", theirs, ours)
        yield f"open {scale}", Row(f"{no_median}, {told}")
    for n in CLOSED:
        told = f"a true multiplier of 1.5, {n} closed"
        low, high = SPANS.get(n, (None, None))
        yield f"low {n}", Row(f"{told}: one year in ten below", "", ours=low)
        yield f"high {n}", Row(f"{told}: one year in ten above", "", ours=high)
        yield f"holds {n}", Row(f"{told}: the 80 % interval holds it", ours=Band(low=80))


ROWS = dict(_rows())


def simulate(part: float = 1.0) -> Iterator[tuple[str, Result]]:
    """Ten milestones a year; multipliers from 5 and from 12 closed ones."""
    n_years = max(20, round(YEARS * part))
    for scale in SCALES:
        yield from _delay(scale, n_years)
    for n in CLOSED:
        yield from _multiplier(n, n_years)


def _delay(scale: int, n_years: int) -> Iterator[tuple[str, Result]]:
    made = years.milestones(np.random.default_rng([SEED, scale]), n_years, EACH, scale)
    enough = made.closed.sum(axis=1) >= LEAST_CLOSED
    days, closed = made.days[enough], made.closed[enough]
    medians = [stats.km_median(*year) for year in zip(days, closed, strict=True)]
    # A median that is not reached yet is later than any that is.
    ours = np.array([math.inf if found is None else found for found in medians])
    yield f"delay {scale}", Result(middle(naive.closed_only_median(days, closed)), middle(ours))
    yield f"open {scale}", Result(None, share(np.isinf(ours)))


def _multiplier(n: int, n_years: int) -> Iterator[tuple[str, Result]]:
    made = years.durations(np.random.default_rng([SEED, n]), n_years, n, MULTIPLIER)
    last, ours = made[:, -1], np.array([stats.median(year) for year in made], float)
    held = [_holds(stats.median_interval(year)) for year in made]
    yield f"low {n}", Result(middle(last, 0.1), middle(ours, 0.1))
    yield f"high {n}", Result(middle(last, 0.9), middle(ours, 0.9))
    yield f"holds {n}", Result(None, share(held))


def _holds(interval: tuple[float, float] | None) -> bool:
    return interval is not None and interval[0] <= MULTIPLIER <= interval[1]
