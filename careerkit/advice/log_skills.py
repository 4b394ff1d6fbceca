"""Few entries name a skill, so whether the work adds up cannot be told."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.advise import Advice, Kind, Look
from careerkit.counting import streams
from careerkit.counting.evidence import ids
from careerkit.measure import Status

TITLE = "Skills are rarely named"
KIND = Kind.LOG
STEP = "assess"
VERSION = "1"
LIMITS: Mapping[str, float] = {"least_share": 0.5, "least_entries": 20}


def number(look: Look) -> float | None:
    """Share of the year's entries that carry it."""
    return look.number("trust", "completeness_skills")


def log_skills(look: Look) -> Advice | None:
    """Speaks while the analysis that needs it cannot speak and twenty entries are there; the gap is what is missing."""
    share = number(look)
    year = streams.within(look.tables["entry"], look.period.start, look.period.last)
    entries = len(year)
    silent = look.measures["adding_up"].status is Status.NOT_YET
    if (
        share is None
        or not silent
        or entries < LIMITS["least_entries"]
        or share >= LIMITS["least_share"]
    ):
        return None
    return Advice(
        f"{share:.0%} of {entries} entries carry a skill: a tag on the larger tasks would show whether the work adds up.",
        "Add one tag to the next line about work, such as #writing.",
        "When the work has no names you would use again.",
        1 - share / LIMITS["least_share"], share, entries, evidence=ids(year),
    )  # fmt: skip
