"""Few entries carry an energy, so what gives and takes energy cannot be told."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.advise import Advice, Kind, Look
from careerkit.counting import streams
from careerkit.counting.evidence import ids
from careerkit.measure import Status

TITLE = "Energy is rarely logged"
KIND = Kind.LOG
STEP = "assess"
VERSION = "1"
LIMITS: Mapping[str, float] = {"least_share": 0.6, "least_entries": 20}


def number(look: Look) -> float | None:
    """Share of the year's entries that carry it."""
    return look.number("trust", "completeness_energy")


def log_energy(look: Look) -> Advice | None:
    """Speaks while the analysis that needs it cannot speak and twenty entries are there; the gap is what is missing."""
    share = number(look)
    year = streams.within(look.tables["entry"], look.period.start, look.period.last)
    entries = len(year)
    silent = look.measures["energy"].status is Status.NOT_YET
    if (
        share is None
        or not silent
        or entries < LIMITS["least_entries"]
        or share >= LIMITS["least_share"]
    ):
        return None
    return Advice(
        f"{share:.0%} of {entries} entries carry an energy from -2 to +2: three rated lines a week would show what gives and what takes energy.",
        "End the next line with +1 or -1, on the day it happens.",
        "When you would rather not rate your days.",
        1 - share / LIMITS["least_share"], share, entries, evidence=ids(year),
    )  # fmt: skip
