"""An action chosen from feedback has been open for more than 45 days."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "Feedback waits for its action"
KIND = Kind.ACT
STEP = "feedback"
VERSION = "1"
NUMBER = "actions waiting: {:.0f}"
LIMITS: Mapping[str, float] = {"full_gap_actions": 3}


def number(look: Look) -> float | None:
    """Actions from feedback that have been open for more than 45 days."""
    return look.number("feedback", "open_over_45_days")


def open_feedback(look: Look) -> Advice | None:
    """Speaks from one; the gap is full at three."""
    waiting = number(look)
    if not waiting:
        return None
    found = look.measures["feedback"]
    return Advice(
        f"{waiting:.0f} action{'s' * (waiting != 1)} from feedback {'have' if waiting != 1 else 'has'} been open for more than 45 days: do one, or decline it with a reason.",
        "Take the oldest one and do its first ten minutes today, or write down why not.",
        "When it waits for somebody else; then tell the giver so.",
        min(1.0, waiting / LIMITS["full_gap_actions"]), waiting, found.n, found.status, look.said("feedback", "more than 45 days"),
    )  # fmt: skip
