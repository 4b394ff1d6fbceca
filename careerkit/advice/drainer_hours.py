"""A clear drainer took a tenth of the hours of the last two quarters or more: trade, bound or automate it."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.counting import streams
from careerkit.look import Advice, Kind, Look

TITLE = "What drains takes a tenth of the hours or more"
KIND = Kind.ACT
STEP = "assess"
VERSION = "2"
NUMBER = "{:.0%} of the hours drain"
LIMITS: Mapping[str, float] = {"least_share": 0.10, "full_gap_share": 0.30}


def number(look: Look) -> float | None:
    """Share of the known hours of the year's last two quarters on clear drainers."""
    return look.number("energy", "drainer_hours_share_late")


def drainer_hours(look: Look) -> Advice | None:
    """Speaks at a tenth of these hours, and names what had some of them; the gap is full at three tenths."""
    share = number(look)
    if share is None or share < LIMITS["least_share"]:
        return None
    found = look.measures["energy"]
    late = streams.quarters(look.period)[-2:]
    about = look.labels(drain=True, hours="hours_late")
    timed = int(look.number("energy", "hours_n_late") or found.n)
    when = "the last two quarters" if len(late) > 1 else "this quarter"
    return Advice(
        f"{share:.0%} of the hours with a tag in {when} went to what clearly drains: trade, bound or automate one part of it.",
        "Pick the one task of it that comes most often, and ask for one week without it, or for a fixed half hour.",
        "When the draining part is what somebody you care for needs from you, or it is about to end anyway.",
        min(1.0, share / LIMITS["full_gap_share"]), share, timed, found.status, look.timed(about, late[0][1]), about,
    )  # fmt: skip
