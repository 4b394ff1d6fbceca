"""A detailed report of Clockify as CSV: each time entry becomes one tracked interval.

Columns vanish when a feature is off, and a task may be called an activity. Days and clocks follow
the profile: the order of days is decided for the file as a whole. Hours come from the duration,
which stays true across midnight and daylight saving. A break and a day off are no work.
"""

from __future__ import annotations

from collections.abc import Iterator

from careerkit.reading import sheets, timesheets
from careerkit.reading.drops import Drop
from careerkit.reading.sheets import Cells, Sheet
from careerkit.records import Coverage, Row
from careerkit.settings import Settings

COVERAGE = Coverage.WINDOW
PLACES = ("inbox",)

_COLUMNS = (
    "Project", "Client", "Description", "Task", "Activity", "User", "Email", "Tags", "Tag", "Type",
    "Billable", "Start Date", "Start Time", "End Date", "End Time", "Duration (h)",
    "Duration (decimal)", "Time (h)", "Time (decimal)",
)  # fmt: skip
_DURATIONS = ("Duration (h)", "Duration (decimal)")
# Only reports that sum up call a duration `Time`.
_SUMS = frozenset({"Time (h)", "Time (decimal)"})
_NO_WORK = {"break": "break", "time off": "time off", "time_off": "time off", "holiday": "time off"}


def _left_out(row: Cells) -> str:
    return _NO_WORK.get(row["Type"].casefold(), "")


_LAYOUT = timesheets.Layout(
    source="clockify",
    days=("Start Date", "End Date"),
    clock="Start Time",
    durations=_DURATIONS,
    activities=("Description", "Task", "Activity"),
    tags=("Tags", "Tag"),
    people=(("Email",), ("User",)),
    left_out=_left_out,
)


def claims(drop: Drop) -> bool:
    """A table whose header has a start date and a duration, or the sums, as only Clockify calls them."""
    return drop.name.casefold().endswith(sheets.SUFFIXES) and _sheet(drop) is not None


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per time entry. Raises Unreadable."""
    sheet = _sheet(drop)
    if sheet is None or "Start Date" not in sheet.header:
        what = (
            "this report sums up"
            if sheet
            else "the columns are none that Clockify is known to write"
        )
        raise drop.refuse(
            "E-HEADER", what,
            "In Clockify open Reports, then Detailed, and export that as CSV, with start and duration",
        )  # fmt: skip
    return timesheets.entries(sheet, _LAYOUT)


def _sheet(drop: Drop) -> Sheet | None:
    sheet = sheets.find(drop, _COLUMNS, least=2)
    if sheet is None:
        return None
    header = set(sheet.header)
    entries = "Start Date" in header and not header.isdisjoint(_DURATIONS)
    return sheet if entries or header >= _SUMS else None
