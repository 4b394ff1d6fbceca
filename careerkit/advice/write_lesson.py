"""No lesson has been written down for eight weeks."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.counting.evidence import ids
from careerkit.look import Advice, Kind, Look

TITLE = "No lesson for eight weeks"
KIND = Kind.ACT
STEP = "habits"
VERSION = "1"
NUMBER = "weeks since the last lesson: {:.0f}"
LIMITS: Mapping[str, float] = {"least_weeks": 8, "full_gap_weeks": 16}


def number(look: Look) -> float | None:
    """Weeks since the last lesson."""
    return look.number("momentum", "weeks_since_lesson")


def write_lesson(look: Look) -> Advice | None:
    """Speaks from eight weeks; the gap is full at sixteen."""
    weeks = number(look)
    if weeks is None or weeks < LIMITS["least_weeks"]:
        return None
    found = look.measures["momentum"]
    return Advice(
        f"No lesson has been logged for {weeks:.0f} weeks: write one down, however small.",
        "Look at last week's lines, and finish this sentence: next time I would ...",
        "When the weeks were quiet on purpose.",
        min(1.0, weeks / LIMITS["full_gap_weeks"]), weeks, found.n, found.status,
        _last(look),
    )  # fmt: skip


def _last(look: Look) -> tuple[str, ...]:
    """The last lesson, if there ever was one."""
    entry = look.tables["entry"]
    return ids(entry[entry["word"] == "lesson"])[-1:]
