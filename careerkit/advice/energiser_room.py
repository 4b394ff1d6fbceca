"""A clear energiser gets less than a tenth of the hours: add one block."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "What gives energy gets less than a tenth of the hours"
KIND = Kind.ACT
STEP = "assess"
VERSION = "1"
NUMBER = "{:.0%} of the hours give energy"
LIMITS: Mapping[str, float] = {"most_share": 0.10}


def number(look: Look) -> float | None:
    """Share of the year's known hours on clear energisers."""
    return look.number("energy", "energiser_hours_share")


def energiser_room(look: Look) -> Advice | None:
    """Speaks when there is a clear energiser with under a tenth of the hours; the gap is full when it has none."""
    share, energisers = number(look), look.number("energy", "clear_energisers")
    if share is None or not energisers or share >= LIMITS["most_share"]:
        return None
    found = look.measures["energy"]
    about, timed = (
        look.labels(drain=False, hours=""),
        int(look.number("energy", "hours_n") or found.n),
    )
    return Advice(
        f"What clearly gives energy got {share:.0%} of the hours: add one block of it to an ordinary week.",
        "Put one block of an hour into next week's calendar, and log how it went.",
        "When it gives energy just because it is rare.",
        1 - share / LIMITS["most_share"], share, timed, found.status, look.timed(about) or found.evidence, about,
    )  # fmt: skip
