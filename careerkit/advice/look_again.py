"""A value fits three points worse than last year: take an hour for the question of fit."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.counting.evidence import ids
from careerkit.look import Advice, Kind, Look

TITLE = "A value fits worse than last year"
KIND = Kind.ACT
STEP = "assess"
VERSION = "1"
NUMBER = "values fallen by three points or more: {:.0f}"
LIMITS: Mapping[str, float] = {"full_gap_values": 2}


def number(look: Look) -> float | None:
    """Values whose fit fell by three points or more."""
    return look.number("role_fit", "falls")


def look_again(look: Look) -> Advice | None:
    """Speaks from one such value; the gap is full at two."""
    falls = number(look)
    if not falls:
        return None
    found = look.measures["role_fit"]
    return Advice(
        f"{falls:.0f} of your values fit{'s' * (falls == 1)} at least three points worse than last year: take an hour for the question whether the role still fits.",
        "Put an hour into the calendar, and read the entries for and against that value before it.",
        "When the year was an exception that everybody knew to be one.",
        min(1.0, falls / LIMITS["full_gap_values"]), falls, found.n, found.status, _fallen(look),
    )  # fmt: skip


def _fallen(look: Look) -> tuple[str, ...]:
    """The fits of the values that fell, as their records; all records of the section where they have none of their own."""
    found, fit = look.measures["role_fit"], look.tables["fit"]
    if "change" not in found.table:
        return found.evidence
    fallen = found.table.loc[(found.table["change"] <= -3).fillna(False), "value"]
    mine = (fit["year"] == look.period.year) & fit["value"].isin(fallen)
    return ids(fit[mine.fillna(False)]) or found.evidence
