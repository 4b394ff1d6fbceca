"""Less than two fifths of the learning shows in the work: use what is there before learning more."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "Learning waits to be used"
KIND = Kind.STOP
STEP = "invest"
VERSION = "1"
NUMBER = "{:.0%} of the learning hours showed in the work"
LIMITS: Mapping[str, float] = {"least_conversion": 0.40}


def number(look: Look) -> float | None:
    """Share of the learning hours older than 60 days whose skill was used within 60 days."""
    return look.number("learning_used", "conversion")


def apply_first(look: Look) -> Advice | None:
    """Speaks below two fifths; the gap is how far below."""
    conversion = number(look)
    if conversion is None or conversion >= LIMITS["least_conversion"]:
        return None
    found = look.measures["learning_used"]
    return Advice(
        f"{conversion:.0%} of the learning hours showed in the work within 60 days: start nothing new until one of them has been used.",
        "Choose the one course or book you liked best, and one task of this month in which it could be tried.",
        "When you learn for the joy of it, or for a role that is still ahead.",
        1 - conversion / LIMITS["least_conversion"], conversion, found.n, found.status, found.evidence,
    )  # fmt: skip
