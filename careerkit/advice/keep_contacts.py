"""Most weeks have the contacts one aims at: keep that rhythm."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "The contacts keep their rhythm"
KIND = Kind.KEEP
STEP = "network"
VERSION = "1"
NUMBER = "{:.0%} of the weeks met the target"
LIMITS: Mapping[str, float] = {"least_low": 0.50}


def number(look: Look) -> float | None:
    """Share of the known weeks that met the target for contacts."""
    return look.number("connections", "cadence")


def keep_contacts(look: Look) -> Advice | None:
    """Speaks when even the lower end of the interval is at least one half; the gap is the share itself."""
    cadence, low = number(look), look.number("connections", "low")
    if cadence is None or low is None or low < LIMITS["least_low"]:
        return None
    found = look.measures["connections"]
    return Advice(
        f"{cadence:.0%} of the known weeks met your target for contacts: keep the rhythm.",
        "Keep the same two slots in the week.", "When the contacts have become a duty.",
        cadence, cadence, found.n, found.status, found.evidence,
    )  # fmt: skip
