"""What is said and what is done lie far apart on one dimension: talk it through."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "Said and done lie far apart"
KIND = Kind.ACT
STEP = "assess"
VERSION = "1"
NUMBER = "{:.0f} of 100 points apart"
LIMITS: Mapping[str, float] = {"least_gap": 25}


def number(look: Look) -> float | None:
    """The widest gap between said and done, in points of 100."""
    return max(_gaps(look).values(), default=None)


def talk_it_through(look: Look) -> Advice | None:
    """Speaks from 25 points; the gap is full at 50."""
    gap = number(look)
    if gap is None or gap < LIMITS["least_gap"]:
        return None
    found, gaps = look.measures["position"], _gaps(look)
    widest = max(gaps, key=lambda name: gaps[name])
    return Advice(
        f"What you say and what the log shows lie {gap:.0f} of 100 points apart on one dimension: talk it through with your mentor.",
        "Choose one entry that surprised you, and ask what somebody else sees in it.",
        "When the log leaves out the part of the work you were thinking of.",
        min(1.0, gap / 2 / LIMITS["least_gap"]), gap, found.n, found.status, look.said("position", f"{widest.capitalize()}: said stands"),
    )  # fmt: skip


def _gaps(look: Look) -> dict[str, float]:
    """How far said and done lie apart, for every dimension of which both are known."""
    names = ("scope", "motivation", "impact")
    gaps = {name: look.number("position", f"{name}_gap") for name in names}
    return {name: abs(gap) for name, gap in gaps.items() if gap is not None}
