"""A clear drainer takes a tenth of the hours or more: trade, bound or automate it."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.advise import Advice, Kind, Look
from careerkit.measure import Measure

TITLE = "What drains takes a tenth of the hours or more"
KIND = Kind.ACT
STEP = "assess"
VERSION = "1"
LIMITS: Mapping[str, float] = {"least_share": 0.10, "full_gap_share": 0.30}


def number(look: Look) -> float | None:
    """Share of the year's known hours on clear drainers."""
    return look.number("energy", "drainer_hours_share")


def drainer_hours(look: Look) -> Advice | None:
    """Speaks at a tenth of the hours; the gap is full at three tenths."""
    share = number(look)
    if share is None or share < LIMITS["least_share"]:
        return None
    found = look.measures["energy"]
    about, timed = _labels(found), int(look.number("energy", "hours_n") or found.n)
    return Advice(
        f"{share:.0%} of the hours with a tag went to what clearly drains: trade, bound or automate one part of it.",
        "Pick the one task of it that comes most often, and ask for one week without it, or for a fixed half hour.",
        "When the draining part is what somebody you care for needs from you, or it is about to end anyway.",
        min(1.0, share / LIMITS["full_gap_share"]), share, timed, found.status, look.timed(about), about,
    )  # fmt: skip


def _labels(found: Measure) -> tuple[str, ...]:
    table = found.table
    if not {"label", "status", "shrunk"} <= set(table):
        return ()
    drains = (table["status"] == "clear") & (table["shrunk"] < 0)
    return tuple(sorted(map(str, table.loc[drains, "label"])))
