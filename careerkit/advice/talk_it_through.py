"""What is said and what is done lie far apart on one dimension: talk it through."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.advise import Advice, Kind, Look

TITLE = "Said and done lie far apart"
KIND = Kind.ACT
STEP = "assess"
VERSION = "1"
LIMITS: Mapping[str, float] = {"least_gap": 25}


def number(look: Look) -> float | None:
    """The widest gap between said and done, in points of 100."""
    gaps = [look.number("position", f"{name}_gap") for name in ("scope", "motivation", "impact")]
    known = [abs(gap) for gap in gaps if gap is not None]
    return max(known) if known else None


def talk_it_through(look: Look) -> Advice | None:
    """Speaks from 25 points; the gap is full at 50."""
    gap = number(look)
    if gap is None or gap < LIMITS["least_gap"]:
        return None
    found = look.measures["position"]
    return Advice(
        f"What you say and what the log shows lie {gap:.0f} of 100 points apart on one dimension: talk it through with your mentor.",
        "Choose one entry that surprised you, and ask what somebody else sees in it.",
        "When the log leaves out the part of the work you were thinking of.",
        min(1.0, gap / 2 / LIMITS["least_gap"]), gap, found.n, found.status, found.evidence,
    )  # fmt: skip
