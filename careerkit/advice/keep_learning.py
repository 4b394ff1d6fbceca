"""Most months met the target for learning: keep the slot."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "Learning keeps its slot"
KIND = Kind.KEEP
STEP = "invest"
VERSION = "1"
NUMBER = "{:.0%} of the months met the target"
LIMITS: Mapping[str, float] = {"least_share": 0.75, "least_months": 6}


def number(look: Look) -> float | None:
    """Share of the finished months that met the target for learning."""
    met, months = look.number("learning", "months_met"), look.number("learning", "months")
    return met / months if met is not None and months else None


def keep_learning(look: Look) -> Advice | None:
    """Speaks from three quarters of at least six months; the gap is the share itself."""
    share, months = number(look), look.number("learning", "months") or 0
    if share is None or months < LIMITS["least_months"] or share < LIMITS["least_share"]:
        return None
    found = look.measures["learning"]
    return Advice(
        f"{share:.0%} of {months:.0f} finished months met your target for learning: keep the slot.",
        "Keep the same hour of the week.", "When hours have become the aim, and use has not.",
        share, share, found.n, found.status, found.evidence,
    )  # fmt: skip
