"""Plans take half as long again as planned: cut scope, or move the date now."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look
from careerkit.measure import Status

TITLE = "Plans take half as long again"
KIND = Kind.ACT
STEP = "goals"
VERSION = "1"
NUMBER = "{:.2f} times as long"
LIMITS: Mapping[str, float] = {"least_multiplier": 1.5, "full_gap_multiplier": 2.5}


def number(look: Look) -> float | None:
    """The planning multiplier: actual over planned duration, the median of the closed milestones."""
    return look.number("goals", "multiplier")


def plan_smaller(look: Look) -> Advice | None:
    """Speaks from 1.5; a question while fewer than twelve milestones are closed."""
    multiplier = number(look)
    if multiplier is None or multiplier < LIMITS["least_multiplier"]:
        return None
    found = look.measures["goals"]
    closed = int(look.number("goals", "multiplier_n") or 0)
    sure = found.values.get("forecast") == "yes"
    return Advice(
        f"Your plans took {multiplier:.1f} times as long as planned: cut the scope of the next one, or move its date now.",
        "Take the next open milestone, and write down what it would be if it had to be done in half the time.",
        "When the dates were wishes on purpose, and nobody relied on them.",
        min(1.0, (multiplier - 1) / (LIMITS["full_gap_multiplier"] - 1)), multiplier, closed,
        Status.CLEAR if sure else Status.HINT, found.evidence,
    )  # fmt: skip
