"""A skill that gives energy and is used in two places or more has no goal: make it one."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.look import CONFIDENCE, Advice, Kind, Look

TITLE = "An energising skill serves no goal"
KIND = Kind.ACT
STEP = "goals"
VERSION = "1"
NUMBER = "skills without a goal: {:.0f}"
LIMITS: Mapping[str, float] = {"least_contexts": 2}


def number(look: Look) -> float | None:
    """How many clearly energising skills, used in two contexts or more, serve no goal."""
    found = look.measures["energy"]
    return float(len(_free(look))) if found.status in CONFIDENCE else None


def skill_as_goal(look: Look) -> Advice | None:
    """Speaks for the clear ones alone; the gap is full at two of them."""
    free = _free(look)
    if not free:
        return None
    found = look.measures["energy"]
    plural = "s" * (len(free) != 1)
    return Advice(
        f"{len(free)} skill{plural} that clearly give{'s' * (len(free) == 1)} energy, used in two places or more, serve{'s' * (len(free) == 1)} no goal: make one a goal.",
        "Write one row into registers/goals.csv, with one milestone that could be done in a month.",
        "When it gives energy because nothing hangs on it; then leave it free.",
        min(1.0, len(free) / 2), float(len(free)), found.n, found.status, found.evidence, tuple(free),
    )  # fmt: skip


def _free(look: Look) -> list[str]:
    """Slugs of the skills that the rule is about, sorted."""
    table = look.measures["energy"].table
    if not {"label", "kind", "status", "shrunk"} <= set(table):
        return []
    gives = (table["status"] == "clear") & (table["shrunk"] > 0) & (table["kind"] == "skill")
    uses = look.tables["entry"][["skills", "context", "goal"]].explode("skills")
    uses = uses[uses["skills"].isin(list(table.loc[gives, "label"]))]
    by_skill = uses.groupby("skills")
    free = (by_skill["context"].nunique() >= LIMITS["least_contexts"]) & (
        by_skill["goal"].count() == 0
    )
    return sorted(map(str, free.index[free]))
