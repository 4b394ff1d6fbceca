"""What one learned: courses, certificates, events."""

from __future__ import annotations

from datetime import timedelta

from careerkit.importers.linkedin._row import STARTED, ArchiveRow, is_whole
from careerkit.reading import dates
from careerkit.records import Record, Skipped

WATCHED = ("Content Last Watched Date (if viewed)", "Content Last Watched Date")
COMPLETED = ("Content Completed At (if completed)", "Content Completed At")
NOTES = ("Notes taken on videos (if taken)", "Notes taken on videos")
_EVENT_TIMES = (dates.US_NAME_MOMENT,)
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


def course(row: ArchiveRow) -> Record | Skipped:
    """Learning of the form course, on the day it was last watched."""
    if not row.get(*WATCHED, *COMPLETED):
        return row.skipped("saved, never watched")
    values = {
        "date": row.day(*WATCHED, *COMPLETED), "title": row.needs("Content Title"),
        "form": "course", "provider": "LinkedIn Learning",
        "completed": True if row.get(*COMPLETED) else None,
        "detail": row.get(*NOTES),
    }  # fmt: skip
    return row.record("learning", values)


def certificate(row: ArchiveRow) -> Record:
    """Learning of the form certificate. LinkedIn mostly knows its month only, which no day is made of."""
    issued = row.period(*STARTED)
    whole = is_whole(issued)
    values = {
        "date": issued if whole else "", "title": row.needs("Name"), "form": "certificate",
        "provider": row.get("Authority"), "completed": True,
        "detail": f"issued {issued}" if issued and not whole else "",
    }  # fmt: skip
    return row.record("learning", values)


def event(row: ArchiveRow) -> Record | Skipped:
    """Learning of the form event, with hours from its start and end."""
    if row.get("Status").casefold() == "relinquished":
        return row.skipped("did not go")
    day, hours = _times(row)
    values = {"date": day, "title": row.needs("Event Name"), "form": "event", "hours": hours}
    return row.record("learning", values)


def _times(row: ArchiveRow) -> tuple[str, float | None]:
    """Day and hours of `Sep 23, 2022 12:00 PM - Sep 23, 2022 12:20 PM`."""
    text = row.get("Event Time")
    first, _, last = text.partition(" - ")
    try:
        start = dates.moment(first, _EVENT_TIMES) if text else None
        lasted = dates.moment(last, _EVENT_TIMES) - start if start and last else None
    except ValueError:
        row.warn(
            "W-DATE", "Event Time", "this is no pair of times as LinkedIn writes them",
            "Date and hours are left empty", text,
        )  # fmt: skip
        return "", None
    if lasted is not None and not timedelta() < lasted <= _DAY:
        row.warn(
            "W-RANGE", "Event Time", "the event lasts no time or more than a day",
            "Its hours are left empty", text,
        )  # fmt: skip
        lasted = None
    return start.date().isoformat() if start else "", round(lasted / _HOUR, 6) if lasted else None
