"""Few entries name a skill, so whether the work adds up cannot be told."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look, log_more

TITLE = "Skills are rarely named"
KIND = Kind.LOG
STEP = "assess"
VERSION = "1"
NUMBER = "{:.0%} of the entries carry a skill"
LIMITS: Mapping[str, float] = {"least_share": 0.5, "least_entries": 20}


def number(look: Look) -> float | None:
    """Share of the year's entries that carry it."""
    return look.number("trust", "completeness_skills")


def log_skills(look: Look) -> Advice | None:
    """Speaks while the analysis that needs it cannot speak and twenty entries are there; the gap is what is missing."""
    return log_more(
        look, number(look), "adding_up", LIMITS,
        "carry a skill: a tag on the larger tasks would show whether the work adds up.",
        "Add one tag to the next line about work, such as #writing.",
        "When the work has no names you would use again.",
    )  # fmt: skip
