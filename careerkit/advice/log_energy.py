"""Few entries carry an energy, so what gives and takes energy cannot be told."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look, log_more

TITLE = "Energy is rarely logged"
KIND = Kind.LOG
STEP = "assess"
VERSION = "1"
NUMBER = "{:.0%} of the entries carry an energy"
LIMITS: Mapping[str, float] = {"least_share": 0.6, "least_entries": 20}


def number(look: Look) -> float | None:
    """Share of the year's entries that carry it."""
    return look.number("trust", "completeness_energy")


def log_energy(look: Look) -> Advice | None:
    """Speaks while the analysis that needs it cannot speak and twenty entries are there; the gap is what is missing."""
    return log_more(
        look, number(look), "energy", LIMITS,
        "carry an energy from -2 to +2: three rated lines a week would show what gives and what takes energy.",
        "End the next line with +1 or -1, on the day it happens.",
        "When you would rather not rate your days.",
    )  # fmt: skip
