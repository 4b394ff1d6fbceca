"""Most evenings were kept: keep what makes that work."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "The evenings stay free"
KIND = Kind.KEEP
STEP = "habits"
VERSION = "1"
NUMBER = "{:.0%} of the evenings kept"
LIMITS: Mapping[str, float] = {"least_low": 0.60}


def number(look: Look) -> float | None:
    """Share of the logged evenings that were kept."""
    return look.number("boundaries", "kept_rate")


def keep_evenings(look: Look) -> Advice | None:
    """Speaks when even the lower end of the interval is at least three fifths; the gap is the share itself."""
    kept, low = number(look), look.number("boundaries", "low")
    if kept is None or low is None or low < LIMITS["least_low"]:
        return None
    found = look.measures["boundaries"]
    return Advice(
        f"{kept:.0%} of the logged evenings were kept: keep what makes that work.",
        "Write down the one habit that keeps them free.", "When the evenings cost something you miss.",
        kept, kept, found.n, found.status, found.evidence,
    )  # fmt: skip
