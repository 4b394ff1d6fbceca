"""What a question asks for and what a simulation found: plain values, with the error that chance leaves in them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tests.simulation.years import Flags, Floats, Ints


@dataclass(frozen=True)
class Band:
    """From `low` to `high`, both included."""

    low: float = -math.inf
    high: float = math.inf

    def holds(self, value: float) -> bool:
        """Whether a value lies inside."""
        return self.low <= value <= self.high

    def told(self) -> str:
        """As it stands on the page."""
        if math.isinf(self.low):
            return f"at most {self.high:g}"
        if math.isinf(self.high):
            return f"at least {self.low:g}"
        return f"{self.low:g} to {self.high:g}"


def near(value: float, by: float) -> Band:
    """A band around a value, from 0 up."""
    return Band(max(0.0, round(value - by, 6)), round(value + by, 6))


def percent(value: float, by: float) -> Band:
    """A band around a percentage."""
    return Band(max(0.0, value - by), min(100.0, value + by))


@dataclass(frozen=True)
class Estimate:
    """A figure in the unit of its row, and its simulation error: the standard error over the simulated years."""

    value: float
    error: float

    @property
    def rounded(self) -> float:
        """To the digits that are told: what is asked for is asked of these."""
        return float(self._short)

    @property
    def _short(self) -> str:
        digits = 0 if self.value >= 19.95 else 1 if self.value >= 2.95 else 2
        return f"{self.value:.{digits}f}"

    def told(self, unit: str = "") -> str:
        """Two digits that count, and the error in brackets: `9.7 % (0.9)`."""
        value = f"{self._short} {unit}".strip()
        return f"{value} ({self.error:.{1 if self.error >= 0.095 else 2}f})"


def share(flags: Flags | Sequence[bool]) -> Estimate:
    """How many of some, in percent. The error is that of (hits + 1) / (n + 2), which is never zero."""
    hits, n = int(np.sum(flags)), len(flags)
    p = (hits + 1) / (n + 2)
    return Estimate(100 * hits / max(n, 1), 100 * math.sqrt(p * (1 - p) / (n + 2)))


def mean(values: Floats | Ints, times: float = 1.0) -> Estimate:
    """The mean over years, times a factor."""
    found = times * np.asarray(values, float)
    return Estimate(float(found.mean()), float(found.std(ddof=1)) / math.sqrt(len(found)))


def middle(values: Floats, q: float = 0.5) -> Estimate:
    """A quantile over years; the error from the order statistics one standard deviation of rank to each side."""
    reach = math.sqrt(q * (1 - q) / len(values))
    at = np.clip([q - reach, q, q + reach], 0, 1)
    # By rank, not between ranks: a value may be infinite.
    low, found, high = (float(value) for value in np.quantile(values, at, method="nearest"))
    return Estimate(found, (high - low) / 2)


NOTHING_ASKED = "shown as it is"


@dataclass(frozen=True)
class Row:
    """One line of the table: what is counted, in which unit, and what is asked of the two rules.

    naive: what the naive rule must give, so that the years are as hard as they should be. ours: what careerkit
    must give. A row that asks nothing shows a limit.
    """

    question: str
    unit: str = "%"
    naive: Band | None = None
    ours: Band | None = None

    @property
    def asked(self) -> str:
        """Both bands in words."""
        parts = [("naive", self.naive), ("careerkit", self.ours)]
        unit = f" {self.unit}".rstrip()
        return (
            "; ".join(f"{name} {band.told()}{unit}" for name, band in parts if band)
            or NOTHING_ASKED
        )


@dataclass(frozen=True)
class Result:
    """What both rules gave on the same years; None where a rule has no answer to give."""

    naive: Estimate | None = None
    ours: Estimate | None = None


def misses(row: Row, result: Result) -> list[str]:
    """What is asked and not given, in words."""
    pairs = [("naive", row.naive, result.naive), ("careerkit", row.ours, result.ours)]
    return [
        f"{row.question}: {name} {found.told(row.unit) if found else 'nothing'}, asked for {band.told()}"
        for name, band, found in pairs
        if band and (found is None or not band.holds(found.rounded))
    ]
