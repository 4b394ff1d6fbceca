"""What of a table was known on a day: rows that came later are hidden, and cells that tell of later are empty.

A row is later if any of its days is: the day it happened, the day it was written down, or the column that says when it came to
be. A row that only names a year counts as known from that year on. What was changed later in a row without a day of its own
cannot be told from what always stood there; the frozen tables of a review keep that.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from careerkit.period import DAY
from careerkit.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

# Besides its date and the day it was written down, the column that says when a row came to be.
DAYS = {
    "goal": "set_on", "person": "connected_on", "value": "set_on", "book": "added", "project": "started",
    "role": "started",
}  # fmt: skip
# The same as a point in time, in UTC.
MOMENTS = {"answer": "at", "guess": "at", "reply": "received_at"}
YEARS = frozenset({"advice", "decision", "fit", "guess", "question"})
WEEKS = {"checkin": "week"}
# A day on which something more was known of a row, and the columns that tell of it. Days of plans are no such days.
LATER = {
    ("feedback", "action_done_on"): (),
    ("feedback", "told_on"): (),
    ("annotation", "action_done_on"): (),
    ("annotation", "told_on"): (),
    ("touch", "followed_up_on"): (),
    ("project", "ended"): ("state", "learned"),
    ("role", "ended"): ("ended_precision",),
    ("skill", "level_on"): ("level",),
}


def known(name: str, frame: pd.DataFrame, day: date, settings: Settings) -> pd.DataFrame:
    """The rows of a table that were known at the end of `day`, with the cells that were."""
    import pandas as pd

    limit = pd.Timestamp(day + DAY)
    hidden = _later(frame["date"], limit) | _later(frame["recorded_at"], limit)
    if name in DAYS:
        hidden |= _later(frame[DAYS[name]], limit)
    if name in MOMENTS:
        at_home = limit.tz_localize(
            ZoneInfo(settings.time_zone), nonexistent="shift_forward", ambiguous=True
        )
        hidden |= _later(frame[MOMENTS[name]], at_home.tz_convert("UTC").tz_localize(None))
    if name in YEARS:
        undated = (
            frame["recorded_at"].isna() & frame.get(MOMENTS.get(name, ""), frame["date"]).isna()
        )
        year = day.year - ((day.month, day.day) < settings.year_start)
        hidden |= undated & (frame["year"] > year).fillna(False).astype(bool)
    if name in WEEKS:
        monday = pd.to_datetime(frame[WEEKS[name]] + "-1", format="%G-W%V-%u", errors="coerce")
        hidden |= _later(monday, limit)
    return _as_it_was(name, frame[~hidden].reset_index(drop=True), limit)


def _later(column: pd.Series[Any], limit: pd.Timestamp) -> pd.Series[bool]:
    """Unknown is not later."""
    return column.notna() & (column >= limit)


def _as_it_was(name: str, frame: pd.DataFrame, limit: pd.Timestamp) -> pd.DataFrame:
    for (table, column), others in LATER.items():
        if table == name:
            later = _later(frame[column], limit)
            if later.any():
                frame = frame.assign(**{key: frame[key].mask(later) for key in (column, *others)})
    return frame
