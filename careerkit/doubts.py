"""What a row says that can hardly be meant: an end before its start, a goal that leads nowhere, an alias of two skills, a day to come.

Each is a warning beside the row, which stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from careerkit.problems import Problem
from careerkit.rows import Row

# What comes first and what comes after it, by table.
_SPANS = {
    "role": ("started", "ended"), "project": ("started", "ended"), "book": ("started", "finished"),
    "feedback": ("date", "action_due"), "goal": ("set_on", "due"), "pause": ("date", "until"),
}  # fmt: skip
_EXACT = {"y": 4, "m": 7}
# Somebody else's clock may be ahead of ours.
_TOMORROW = timedelta(days=1)


def doubts(rows: Iterable[Row]) -> list[Problem]:
    """One warning for each thing that can hardly be meant, whatever the day; the rows in the order of their files."""
    live = [row for row in rows if row.cells["status"] == "live"]
    return [*_backwards(live), *_lost(live), *_claimed_twice(live)]


def ahead(rows: Iterable[Row], today: date) -> list[Problem]:
    """One warning for each row of a day that is still to come; it is kept, and counts when its day has come."""
    return [
        _warn(
            row,
            "date",
            "W-FUTURE",
            "this day is still to come",
            "Correct the date, if it is one of the past",
        )
        for row in rows
        if row.cells.get("date") and row.cells["date"] > today + _TOMORROW
    ]


def _backwards(rows: list[Row]) -> Iterator[Problem]:
    for row in rows:
        before, after = _SPANS.get(row.table, ("", ""))
        first, last = row.cells.get(before), row.cells.get(after)
        if first and last and _said(row, after) < _said(row, before)[: len(_said(row, after))]:
            yield _warn(
                row, after, "W-RANGE", f"{after} is before {before}", "Correct one of the two"
            )


def _said(row: Row, column: str) -> str:
    """A day as exactly as it was written."""
    text: str = row.cells[column].isoformat()
    return text[: _EXACT.get(row.cells.get(f"{column}_precision") or "", 10)]


def _lost(rows: list[Row]) -> Iterator[Problem]:
    """Milestones of no goal, and goals that are milestones of themselves."""
    goals = {row.cells["slug"]: row for row in rows if row.table == "goal"}
    for slug, row in goals.items():
        parent, way = row.cells["parent"], [slug]
        while parent in goals and parent not in way:
            way.append(parent)
            parent = goals[parent].cells["parent"]
        if parent == slug:
            reason = "this goal is, in the end, a milestone of itself"
            yield _warn(row, "parent", "W-REF", reason, "Leave one parent empty")
        elif row.cells["parent"] and row.cells["parent"] not in goals:
            fix = "Write the slug of a goal of the register"
            yield _warn(row, "parent", "W-REF", "no goal has this name", fix)


def _claimed_twice(rows: list[Row]) -> Iterator[Problem]:
    held: dict[str, str] = {}
    for row in rows:
        for alias in row.cells["aliases"] if row.table == "skill" else ():
            if held.setdefault(alias, row.cells["slug"]) != row.cells["slug"]:
                reason = "an alias belongs to a skill above"
                yield _warn(row, "aliases", "W-REF", reason, "Leave it to one of the two")


def _warn(row: Row, column: str, code: str, reason: str, fix: str) -> Problem:
    cells: dict[str, Any] = row.cells
    where = cells["file"], cells["line"], column
    return Problem(*where, code, reason, fix, str(cells[column]), row.account.source)
