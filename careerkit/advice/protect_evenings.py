"""Fewer than three fifths of the evenings were kept, and kept ones clearly paid: protect two a week."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "Kept evenings pay, and few are kept"
KIND = Kind.ACT
STEP = "habits"
VERSION = "1"
NUMBER = "{:.0%} of the evenings kept"
LIMITS: Mapping[str, float] = {"least_kept": 0.60}


def number(look: Look) -> float | None:
    """Share of the logged evenings that were kept."""
    return look.number("boundaries", "kept_rate")


def protect_evenings(look: Look) -> Advice | None:
    """Speaks only where higher energy clearly went with kept evenings."""
    kept, payoff = number(look), look.number("boundaries", "payoff")
    found = look.measures["boundaries"]
    pays = found.values.get("payoff_state") == "seen" and payoff is not None and payoff > 0
    if kept is None or not pays or kept >= LIMITS["least_kept"]:
        return None
    return Advice(
        f"{kept:.0%} of the logged evenings were kept, and kept ones went with more energy on the next day: protect two evenings a week.",
        "Choose the two weekdays on which it is easiest, and tell the people who would call.",
        "When the evenings are broken by something you want more than rest.",
        1 - kept / LIMITS["least_kept"] / 2, kept, found.n, found.status, found.evidence,
    )  # fmt: skip
