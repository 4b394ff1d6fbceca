"""No pulse was taken this year, so said and done cannot be set side by side."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.counting import streams
from careerkit.counting.evidence import ids
from careerkit.look import Advice, Kind, Look

TITLE = "No pulse was taken"
KIND = Kind.LOG
STEP = "assess"
VERSION = "1"
NUMBER = "pulses taken: {:.0f}"
LIMITS: Mapping[str, float] = {"gap": 0.5, "least_entries": 20}


def number(look: Look) -> float | None:
    """Pulses finished in the year."""
    counts = [
        look.measures["position"].values.get(f"{name}_said_n")
        for name in ("scope", "motivation", "impact")
    ]
    known = [int(count) for count in counts if isinstance(count, int | float)]
    return float(max(known, default=0))


def take_pulse(look: Look) -> Advice | None:
    """Speaks when the year has at least twenty entries and no finished pulse."""
    year = streams.within(look.tables["entry"], look.period.start, look.period.last)
    entries = len(year)
    if number(look) or entries < LIMITS["least_entries"]:
        return None
    return Advice(
        "No pulse was taken this year: twelve statements, two minutes, four times a year, would show what you say beside what you do.",
        "careerkit assess take pulse", "When you would rather let the log speak alone.",
        float(LIMITS["gap"]), 0.0, entries, evidence=ids(year),
    )  # fmt: skip
