"""A detailed report of Toggl Track as CSV: each time entry becomes one tracked interval.

Columns are selectable in Toggl, and both `End` and `Stop` occur. Hours come from the duration, which
stays true across daylight saving; the clock has no zone. Entries of no length are left out. The
e-mail address only tells two accounts apart: a pseudonym of it is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from careerkit import dates, sheets
from careerkit.drops import Drop
from careerkit.problems import Problem
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings
from careerkit.sheets import Cells, Sheet

COVERAGE = Coverage.WINDOW
PLACES = ("inbox",)

_COLUMNS = (
    "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date",
    "Start time", "End date", "End time", "Stop date", "Stop time", "Duration", "Tags",
)  # fmt: skip
# Clockify writes `Duration (h)`; a start and a bare duration are Toggl's.
_NEEDED = frozenset({"Start date", "Duration"})
_TELLING = frozenset({"Description", "Project", "Start time"})
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])")
_DECIMAL = re.compile(r"[0-9]{1,4}[.,][0-9]{1,6}")
# Bounded, so that a cell of 200 kB without an address costs no more than reading it.
_MAIL = re.compile(r"[^\s,;|\"'<>()@]{1,64}@[^\s,;|\"'<>()@]{1,250}\.[^\s,;|\"'<>()@]{1,60}")
_MOST_HOURS = 24


def claims(drop: Drop) -> bool:
    """A CSV whose header has a start date, a duration and something that was done."""
    return drop.name.casefold().endswith((".csv", ".tsv", ".txt")) and _sheet(drop) is not None


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per time entry."""
    sheet = _sheet(drop)
    if sheet is None:
        raise drop.refuse(
            "E-HEADER", "the columns are none that Toggl is known to write",
            "Export the detailed report as CSV, with start date and duration",
        )  # fmt: skip
    for row in sheet.rows():
        if isinstance(row, Problem):
            yield replace(row, value=_MAIL.sub("(address)", row.value))
        elif row.is_blank:
            yield Skipped(row.line, "blank row")
        elif all(row[name].casefold() == name.casefold() for name in sheet.header):
            yield Skipped(row.line, "repeated header")
        else:
            yield from _entry(row, drop.path)


def _sheet(drop: Drop) -> Sheet | None:
    sheet = sheets.find(drop, _COLUMNS, least=len(_NEEDED) + 1)
    if sheet and set(sheet.header) >= _NEEDED and set(sheet.header) & _TELLING:
        return sheet
    return None


def _entry(row: Cells, path: str) -> Iterator[Row]:
    """A tracked interval; a bad start time only costs itself, a bad day or duration the row."""
    hours = _hours(row["Duration"])
    if hours is None:
        yield Problem(path, row.line, "Duration", "E-NUMBER", "this is no duration",
                      "Write it as 01:30:00 or 1.5", row["Duration"])  # fmt: skip
        return
    if hours == 0:
        yield Skipped(row.line, "zero length")
        return
    if hours > _MOST_HOURS:
        yield Problem(path, row.line, "Duration", "E-RANGE", "the entry is longer than a day",
                      "Correct it in Toggl and export again", row["Duration"])  # fmt: skip
        return
    try:
        day = dates.read(row["Start date"], (dates.ISO_DAY,))
    except ValueError:
        yield Problem(path, row.line, "Start date", "E-DATE", "this is no day as Toggl writes it",
                      "Write it as 2024-03-05", row["Start date"])  # fmt: skip
        return
    start = _start(day, row["Start time"])
    if row["Start time"] and start is None:
        yield Problem(path, row.line, "Start time", "W-DATE", "this is no time of day",
                      "Write it as 18:30:00; the cell is left empty", row["Start time"])  # fmt: skip
    yield Record("time", row.line, {
        "date": day, "start": start, "hours": hours,
        "activity": row["Description"] or row["Task"] or None, "project": _project(row),
        "tags": [tag.strip() for tag in row["Tags"].split(",") if tag.strip()],
        "account": _account(row["Email"] or row["User"]),
    })  # fmt: skip


def _hours(text: str) -> float | None:
    """Hours of `01:30:00`, `1.5` or `1,5`; None for anything else."""
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds = map(int, match.groups())
        return round((hours * 3600 + minutes * 60 + seconds) / 3600, 6)
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    return None


def _start(day: str, time: str) -> str | None:
    try:
        return dates.moment(f"{day} {time}", (dates.CLOCK_MOMENT,)).isoformat()
    except ValueError:
        return None


def _project(row: Cells) -> str | None:
    project, client = row["Project"], row["Client"]
    return f"{project} ({client})" if project and client else project or client or None


def _account(who: str) -> str:
    return hashlib.sha256(who.lower().encode()).hexdigest()[:12] if who else ""
