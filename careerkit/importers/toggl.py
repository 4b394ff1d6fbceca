"""A detailed report of Toggl Track as CSV: each time entry becomes one tracked interval.

Columns are selectable in Toggl, and both `End` and `Stop` occur. Hours come from the duration, which
stays true across daylight saving; the clock has no zone. Entries of no length are left out. The
e-mail address only tells two accounts apart: a pseudonym of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from careerkit.reading import amounts, sheets, timesheets
from careerkit.reading.drops import Drop
from careerkit.reading.sheets import Sheet
from careerkit.records import Coverage, Row
from careerkit.settings import Settings

COVERAGE = Coverage.WINDOW
PLACES = ("inbox",)

_COLUMNS = (
    "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date",
    "Start time", "End date", "End time", "Stop date", "Stop time", "Duration", "Tags",
)  # fmt: skip
# Clockify writes `Duration (h)`; a start and a bare duration are Toggl's.
_NEEDED = frozenset({"Start date", "Duration"})
_TELLING = frozenset({"Description", "Project", "Start time"})
# 01:30:00; 18:25 min and 12 sec, as the classic format has it; 1.5, 1,5 and 1.5 h. A bare 1:30 is none.
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9]):([0-5][0-9])")
_CLASSIC = re.compile(r"([0-5]?[0-9]):([0-5][0-9]) min|([0-5]?[0-9]) sec")
_DECIMAL = re.compile(r"([0-9]{1,4}[.,][0-9]{1,6})(?: ?h)?")


def _hours(text: str, mark: str) -> float:
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds = map(int, match.groups())
        return round((hours * 3600 + minutes * 60 + seconds) / 3600, 6)
    if match := _CLASSIC.fullmatch(text):
        minutes, seconds, alone = (int(part or 0) for part in match.groups())
        return round((minutes * 60 + seconds + alone) / 3600, 6)
    if match := _DECIMAL.fullmatch(text):
        return amounts.number(match[1], mark)
    raise ValueError("the duration is in no known shape")


_LAYOUT = timesheets.Layout(
    source="toggl",
    days=("Start date", "End date", "Stop date"),
    clock="Start time",
    durations=("Duration",),
    activities=("Description", "Task"),
    tags=("Tags",),
    people=(("Email",), ("User",)),
    hours=_hours,
)


def claims(drop: Drop) -> bool:
    """A table whose header has a start date, a duration and something that was done."""
    return drop.name.casefold().endswith(sheets.SUFFIXES) and _sheet(drop) is not None


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per time entry. Raises Unreadable."""
    sheet = _sheet(drop)
    if sheet is None:
        raise drop.refuse(
            "E-HEADER", "the columns are none that Toggl is known to write",
            "Export the detailed report as CSV, with start date and duration",
        )  # fmt: skip
    return timesheets.entries(sheet, _LAYOUT)


def _sheet(drop: Drop) -> Sheet | None:
    sheet = sheets.find(drop, _COLUMNS, least=len(_NEEDED) + 1)
    if sheet and set(sheet.header) >= _NEEDED and set(sheet.header) & _TELLING:
        return sheet
    return None
