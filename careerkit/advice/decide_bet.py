"""A side project runs on past the day on which it was to be decided."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.counting.evidence import ids
from careerkit.look import Advice, Kind, Look

TITLE = "A side project is past its decision date"
KIND = Kind.ACT
STEP = "invest"
VERSION = "1"
NUMBER = "projects past their day of decision: {:.0f}"
LIMITS: Mapping[str, float] = {"full_gap_bets": 2}


def number(look: Look) -> float | None:
    """Side projects that run on past their decision date."""
    return look.number("side_projects", "past_decision")


def decide_bet(look: Look) -> Advice | None:
    """Speaks from one; the gap is full at two."""
    late = number(look)
    if not late:
        return None
    found = look.measures["side_projects"]
    return Advice(
        f"{late:.0f} side project{'s' * (late != 1)} ran on past the day of decision: decide this week, grow, keep for joy or stop.",
        "Read the question it was to answer, and write the answer in one sentence.",
        "When the date was set for somebody else; then set a new one, once.",
        min(1.0, late / LIMITS["full_gap_bets"]), late, found.n, found.status, _late(look),
    )  # fmt: skip


def _late(look: Look) -> tuple[str, ...]:
    """The side projects that ran on, as their records; all records of the section where they cannot be told apart."""
    found, project = look.measures["side_projects"], look.tables["project"]
    if "past_decision_days" not in found.table:
        return found.evidence
    late = found.table.loc[(found.table["past_decision_days"] > 0).fillna(False), "slug"]
    return ids(project[project["slug"].isin(late)]) or found.evidence
