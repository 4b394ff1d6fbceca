"""Roles that one aims at, `targets/*.toml`: a title, and for every skill its importance and level.

A skill is a `[[skill]]` with `slug`, `importance` (1 nice to have to 5 essential) and, where it matters, `level`
(1 followed, 2 on my own, 3 adapted, 4 led, 5 taught).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from careerkit.limits import MAX_SETTINGS
from careerkit.problems import Problem
from careerkit.reading.drops import Drop
from careerkit.records import Coverage, Record, Row
from careerkit.settings import Settings, near
from careerkit.tidy import slug

COVERAGE = Coverage.LIVING
PLACES = ("targets",)
_KNOWN = ("title", "skill")
_OF_A_SKILL = ("slug", "importance", "level")


def claims(drop: Drop) -> bool:
    """Any TOML file in the folder of target roles."""
    return drop.name.casefold().endswith(".toml")


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One record per `[[skill]]`; an unknown key is a warning, what is no TOML sets the file aside."""
    if drop.size > MAX_SETTINGS:
        raise drop.refuse("E-SIZE", "the file is too large for a role", "Keep only its skills")
    try:
        found = tomllib.loads(drop.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise drop.refuse("E-FORMAT", f"not valid TOML: {error}", "Correct it there") from None
    yield from _unknown(drop, found, _KNOWN, 1)
    skills = found.get("skill", [])
    if not isinstance(skills, list) or not all(isinstance(skill, dict) for skill in skills):
        raise drop.refuse("E-FORMAT", "its skills are no list", "Begin every skill with [[skill]]")
    if not skills:
        yield Problem(
            drop.path, 1, "", "W-EMPTY", "the role asks for no skill",
            "Add one: [[skill]] with slug, importance and level",
        )  # fmt: skip
    lines = [number for number, line in drop.lines if (line or "").strip() == "[[skill]]"]
    role = slug(drop.name.rpartition(".")[0])
    for i, skill in enumerate(skills):
        drop.rows_in += 1
        line = lines[i] if len(lines) == len(skills) else 1
        yield from _unknown(drop, skill, _OF_A_SKILL, line)
        values = {"slug": role, "title": found.get("title"), "skill": skill.get("slug")}
        values |= {name: skill.get(name) for name in ("importance", "level")}
        yield Record("target", line, {name: _cell(value) for name, value in values.items()})


def _unknown(
    drop: Drop, table: Mapping[str, Any], known: tuple[str, ...], line: int
) -> Iterator[Problem]:
    for key in table:
        if key not in known:
            yield Problem(
                drop.path, line, "", "W-COLUMN", "a key of the file is not known here",
                f"It stays in the file{near(key, known)}",
            )  # fmt: skip


def _cell(value: object) -> object:
    """Numbers and texts as they are; anything else as text, which its column will refuse."""
    return value if value is None or isinstance(value, str | int | float) else str(value)
