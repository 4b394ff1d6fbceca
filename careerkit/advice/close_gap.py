"""A gap to a role one aims at could be closed by a task that is there now."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import Advice, Kind, Look

TITLE = "A task of today could close a gap"
KIND = Kind.ACT
STEP = "goals"
VERSION = "1"
NUMBER = "gaps that a task of today could close: {:.0f}"
LIMITS: Mapping[str, float] = {"full_gap_gaps": 3}


def number(look: Look) -> float | None:
    """Gaps of the target roles that a current task could close."""
    return look.number("target_roles", "closable_gaps")


def close_gap(look: Look) -> Advice | None:
    """Speaks from one; the gap is full at three."""
    gaps = number(look)
    if not gaps:
        return None
    found = look.measures["target_roles"]
    return Advice(
        f"{gaps:.0f} skill{'s' * (gaps != 1)} that a role you aim at asks for could be practised in a task you have now: take one on purpose.",
        "Choose the cheapest gap in the section on next roles that a task of today could close, and log its next use with a level.",
        "When the role is a dream to keep, not a plan.",
        min(1.0, gaps / LIMITS["full_gap_gaps"]), gaps, found.n, found.status, look.said("target_roles", "could close"),
    )  # fmt: skip
