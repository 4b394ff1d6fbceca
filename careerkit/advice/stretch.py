"""Two quarters in which most hours repeat what was done before: ask for one stretch variant."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "Most hours repeat, two quarters running"
KIND = Kind.ACT
STEP = "assess"
VERSION = "1"
NUMBER = "{:.0%} of the hours repeated"
LIMITS: Mapping[str, float] = {"least_share": 0.60}


def number(look: Look) -> float | None:
    """The smaller share of repeated hours in the last two quarters."""
    last = look.number("adding_up", "repeat_last_quarter")
    before = look.number("adding_up", "repeat_quarter_before")
    return None if last is None or before is None else min(last, before)


def stretch(look: Look) -> Advice | None:
    """Speaks at three fifths in both of the last two quarters."""
    share = number(look)
    if share is None or share < LIMITS["least_share"]:
        return None
    found = look.measures["adding_up"]
    return Advice(
        f"At least {share:.0%} of the hours repeated earlier work in each of the last two quarters: ask for one stretch variant of it.",
        "Write down one task you repeat, and one way in which the next one could be harder, new or for somebody else.",
        "When this season is meant to be steady; then steady is what was asked for.",
        (share - LIMITS["least_share"]) / (1 - LIMITS["least_share"]) / 2 + 0.5,
        share, found.n, found.status, found.evidence,
    )  # fmt: skip
