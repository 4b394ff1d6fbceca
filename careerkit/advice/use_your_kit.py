"""A slump is on: do what ended the last ones."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import CONFIDENCE, Advice, Kind, Look

TITLE = "A slump is on"
KIND = Kind.ACT
STEP = "habits"
VERSION = "1"
NUMBER = "slumps now: {:.0f}"
LIMITS: Mapping[str, float] = {"gap": 1}


def number(look: Look) -> float | None:
    """1 while a slump is on, else 0."""
    found = look.measures["momentum"]
    return float(found.values.get("in_slump") == "yes") if found.status in CONFIDENCE else None


def use_your_kit(look: Look) -> Advice | None:
    """Speaks while the last known weeks are a slump."""
    if not number(look):
        return None
    found = look.measures["momentum"]
    recoveries = int(look.number("momentum", "recoveries") or 0)
    kit = (
        f"{recoveries} earlier one{'s' * (recoveries != 1)} ended; do this week what you did then"
        if recoveries
        else "do one small thing that moves, and log it"
    )
    return Advice(
        f"The last known weeks are a slump: {kit}.",
        "Read what the section on momentum lists from your own recoveries, and choose one thing for tomorrow.",
        "When it is rest; then declare a pause, and nothing counts.",
        float(LIMITS["gap"]), 1.0, found.n, found.status, look.said("momentum", "lie in a slump"),
    )  # fmt: skip
