"""A detailed time report of Harvest as CSV: each row becomes one tracked interval, without a start.

Days and numbers follow the account: the order of days is decided for the file as a whole, and a
comma may be the decimal mark. Of the hours, those that were tracked count, not the rounded ones.
"""

from __future__ import annotations

from collections.abc import Iterator

from careerkit.reading import sheets, timesheets
from careerkit.reading.drops import Drop
from careerkit.reading.sheets import Sheet
from careerkit.records import Coverage, Row
from careerkit.settings import Settings

COVERAGE = Coverage.WINDOW
PLACES = ("inbox",)

_NEEDED = frozenset({"Date", "Hours", "Project", "Task"})
# A list of one's own may have a date, hours, a project and a task as well; these only Harvest has.
_TELLING = frozenset({
    "Project Code", "Hours Rounded", "Rounded Hours", "Billable?", "Invoiced?", "Approved?",
    "Employee?", "External Reference URL",
})  # fmt: skip
_COLUMNS = (
    *sorted(_NEEDED | _TELLING),
    "Client",
    "Notes",
    "First Name",
    "Last Name",
    "Email",
    "Employee",
)
_LAYOUT = timesheets.Layout(
    source="harvest",
    days=("Date",),
    clock="",
    durations=("Hours",),
    activities=("Notes", "Task"),
    tags=(),
    # The name stands in exports of every age, the address only in newer ones.
    people=(("First Name", "Last Name"), ("Employee",), ("Email",)),
)


def claims(drop: Drop) -> bool:
    """A table whose header has a date, hours, project and task, and a column that only Harvest has."""
    return drop.name.casefold().endswith(sheets.SUFFIXES) and _sheet(drop) is not None


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per time entry. Raises Unreadable."""
    sheet = _sheet(drop)
    if sheet is None:
        raise drop.refuse(
            "E-HEADER", "the columns are none that Harvest is known to write",
            "In Harvest open Reports, then Detailed time, and export that as CSV",
        )  # fmt: skip
    return timesheets.entries(sheet, _LAYOUT)


def _sheet(drop: Drop) -> Sheet | None:
    sheet = sheets.find(drop, _COLUMNS, least=len(_NEEDED) + 1)
    if sheet and set(sheet.header) >= _NEEDED and set(sheet.header) & _TELLING:
        return sheet
    return None
