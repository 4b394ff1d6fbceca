"""The axis of a chart of weeks: one name for every month of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any


def month_axis(weeks: Iterable[Any], **axis: Any) -> Any:
    """An axis that names each month from that of the first week's last day to that of the last week's first day.

    weeks: days, or days as ISO text. A first week that begins in December names January, and so does one that begins on the 3rd.
    """
    import altair

    days = sorted(date.fromisoformat(str(week)[:10]) for week in weeks)
    starts = []
    if days:
        first, last = days[0] + timedelta(days=6), days[-1]
        count = 12 * (last.year - first.year) + last.month - first.month
        months = [first.month - 1 + step for step in range(count + 1)]
        starts = [
            altair.DateTime(year=first.year + month // 12, month=month % 12 + 1, date=1, utc=True)
            for month in months
        ]
    return altair.Axis(format="%b", values=starts, title=None, labelFlush=False, **axis)
