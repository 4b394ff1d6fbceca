"""What cannot be true together: evenings both kept and broken, days of more than 24 hours. Both sides are set aside."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from careerkit.problems import Problem
from careerkit.rows import Row

LONGEST_DAY = 24


def without_contradictions(rows: list[Row], problems: list[Problem]) -> list[Row]:
    """Set aside what cannot be true together: evenings both kept and broken, days of more than 24 hours."""
    impossible = {**_both_kept_and_broken(rows), **_longer_than_a_day(rows)}
    for row in rows:
        if row.id in impossible:
            row.account.accepted -= 1
            row.account.quarantined += 1
            problems.append(impossible[row.id])
    return [row for row in rows if row.id not in impossible]


def _both_kept_and_broken(rows: list[Row]) -> dict[str, Problem]:
    said: dict[tuple[date, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.table == "boundary":
            said[row.cells["date"], row.cells["name"]].append(row)
    reason = "this boundary is both kept and broken on that day"
    return {
        row.id: _set_aside(row, "kept", "E-CONFLICT", reason, "Keep one of the two lines")
        for evening in said.values()
        if len({row.cells["kept"] for row in evening}) > 1
        for row in evening
    }


def _longer_than_a_day(rows: list[Row]) -> dict[str, Problem]:
    days: dict[tuple[str, Any, date], list[Row]] = defaultdict(list)
    for row in rows:
        # A retired interval was replaced by others; counting both would make a day too long.
        if row.table == "time" and row.cells["status"] == "live":
            days[row.account.source, row.cells["account"], row.cells["date"]].append(row)
    reason = f"this day has more than {LONGEST_DAY} hours in all"
    return {
        row.id: _set_aside(
            row, "hours", "E-RANGE", reason, "Correct it in the tracker, export again"
        )
        for day in days.values()
        if sum(row.cells["hours"] for row in day) > LONGEST_DAY
        for row in day
    }


def _set_aside(row: Row, column: str, code: str, reason: str, fix: str) -> Problem:
    cells = row.cells
    value = str(cells.get("name") or cells[column])
    return Problem(
        cells["file"], cells["line"], column, code, reason, fix, value, row.account.source
    )
