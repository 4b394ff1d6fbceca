"""Two fifths of the hours or more build on earlier work: keep choosing such work."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "The work adds up"
KIND = Kind.KEEP
STEP = "assess"
VERSION = "1"
NUMBER = "{:.0%} of the hours built on earlier work"
LIMITS: Mapping[str, float] = {"least_share": 0.40}


def number(look: Look) -> float | None:
    """Share of the skill-tagged hours that built on earlier work."""
    return look.number("adding_up", "building_share")


def keep_building(look: Look) -> Advice | None:
    """Speaks from two fifths; the gap is the share itself."""
    share = number(look)
    if share is None or share < LIMITS["least_share"]:
        return None
    found = look.measures["adding_up"]
    return Advice(
        f"{share:.0%} of the hours with a skill built on earlier work: keep choosing such work.",
        "Before the next task, ask what it could build on.", "When what it builds towards is no longer where you want to go.",
        share, share, found.n, found.status, found.evidence,
    )  # fmt: skip
