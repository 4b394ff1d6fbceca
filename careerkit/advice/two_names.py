"""Clearly fewer than half of the weeks have the contacts one aims at: name two people."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "Contacts fall short in most weeks"
KIND = Kind.ACT
STEP = "network"
VERSION = "2"
NUMBER = "{:.0%} of the weeks met the target"
LIMITS: Mapping[str, float] = {"most_high": 0.50}


def number(look: Look) -> float | None:
    """Share of the known weeks that met the target for contacts."""
    return look.number("connections", "cadence")


def two_names(look: Look) -> Advice | None:
    """Speaks when even the upper end of the interval is below one half; the gap is how far below the share is."""
    cadence, high = number(look), look.number("connections", "high")
    if cadence is None or high is None or high >= LIMITS["most_high"]:
        return None
    found = look.measures["connections"]
    return Advice(
        f"{cadence:.0%} of the known weeks met your target for contacts: choose two people for the coming week.",
        "Write two names into next Monday's line of the journal, and one sentence on what you would ask or give.",
        "When the target is not yours; then set another one in workbook.toml.",
        1 - cadence / LIMITS["most_high"], cadence, found.n, found.status, found.evidence,
    )  # fmt: skip
