"""Writes roles, skills, projects and certificates as a JSON Resume, which many programs make a CV of.

Nothing else of a workbook goes into it; addresses for mail in a text are blanked. What JSON Resume
has no word for (care and breaks, what a role is meant to lead to, budgets of projects) stays at home.
Four names beside the standard's own keep what would be lost: `form` of a gig, `summary` of a study,
`group` of a skill and, as its `level`, careerkit's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from careerkit.reading import masks

Row = Mapping[str, Any]

VERSION = "v1.0.0"
LEVELS = {1: "followed", 2: "on my own", 3: "adapted", 4: "led", 5: "taught"}
# Which section the forms of a role go to; care and breaks go to none.
SECTIONS = {"job": "work", "gig": "work", "volunteer": "volunteer", "study": "education"}

_ORG = {"work": "name", "volunteer": "organization", "education": "institution"}
_TITLE = {"work": "position", "volunteer": "position", "education": "area"}
_ISSUED = re.compile(r"issued ([0-9]{4}(?:-[0-9]{2})?)")
# Bounded, so that a text of 200 kB without an address costs no more than reading it.
_LENGTHS = {"y": 4, "m": 7, "d": 10}


def to_resume(
    roles: Iterable[Row], skills: Iterable[Row], projects: Iterable[Row], learning: Iterable[Row]
) -> dict[str, Any]:
    """A JSON Resume of the rows of four tables; newest first, and the same rows give the same bytes.

    Rows that an export no longer holds are left out; so are certificates that are not known to be
    completed, and whatever has no name. A role of unknown form counts as work.
    """
    made: dict[str, list[dict[str, Any]]] = {
        "work": [], "volunteer": [], "education": [],
        "skills": [_skill(row) for row in _live(skills)],
        "projects": [_project(row) for row in _live(projects)],
        "certificates": [_certificate(row) for row in _live(learning) if _is_certificate(row)],
    }  # fmt: skip
    for row in _live(roles):
        section = SECTIONS.get(_text(row, "form") or "job")
        if section:
            made[section].append(_role(row, section))
    sections = {name: _sorted(items) for name, items in made.items()}
    return {
        **{name: items for name, items in sections.items() if items},
        "meta": {"version": VERSION},
    }


def _live(rows: Iterable[Row]) -> Iterable[Row]:
    return (row for row in rows if row.get("status") != "retired")


def _role(row: Row, section: str) -> dict[str, Any]:
    return _filled({
        _ORG[section]: _text(row, "org"), _TITLE[section]: _text(row, "title"),
        "startDate": _day(row, "started"), "endDate": _day(row, "ended"),
        "summary": _text(row, "summary"), "form": "gig" if row.get("form") == "gig" else "",
    })  # fmt: skip


def _skill(row: Row) -> dict[str, Any]:
    level = LEVELS.get(row.get("level", 0), "")
    return _filled({"name": _text(row, "name"), "level": level, "group": _text(row, "group")})


def _project(row: Row) -> dict[str, Any]:
    return _filled({
        "name": _text(row, "title"), "description": _text(row, "question"),
        "startDate": _day(row, "started"), "endDate": _day(row, "ended"),
        "keywords": [str(tag) for tag in _list(row, "tags")],
    })  # fmt: skip


def _is_certificate(row: Row) -> bool:
    return row.get("form") == "certificate" and row.get("completed") is True


def _certificate(row: Row) -> dict[str, Any]:
    # The table knows whole days only; an import leaves what it knows of the month in the detail.
    issued = _ISSUED.fullmatch(_text(row, "detail"))
    return _filled({
        "name": _text(row, "title"), "issuer": _text(row, "provider"),
        "date": _day(row, "date") or (issued[1] if issued else ""),
    })  # fmt: skip


def _sorted(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Items that have a name, the last begun first, those without a date last, equals by name."""
    named = [
        item
        for item in items
        if item.keys() & {"name", "organization", "institution", "position", "area"}
    ]
    named.sort(key=repr)
    return sorted(
        named, key=lambda item: item.get("startDate") or item.get("date") or "", reverse=True
    )


def _filled(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value}


def _text(row: Row, name: str) -> str:
    found = row.get(name)
    return masks.mail(found).strip() if isinstance(found, str) else ""


def _list(row: Row, name: str) -> list[Any]:
    found = row.get(name)
    return [] if found is None or isinstance(found, str | float) else list(found)


def _day(row: Row, name: str) -> str:
    """A day, month or year, as exactly as it is known."""
    found = row.get(name)
    # What pandas has for a missing day is a day that is not equal to itself.
    if not isinstance(found, date) or found != found:  # noqa: PLR0124
        return ""
    return found.isoformat()[: _LENGTHS.get(str(row.get(f"{name}_precision")), 10)]
