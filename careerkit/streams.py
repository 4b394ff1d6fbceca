"""What of a log counts in which week: the ways of counting that measures share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from careerkit.period import Period

WRITTEN = "journal"


def within(table: pd.DataFrame, start: date, end: date) -> pd.DataFrame:
    """Rows whose `date` lies in `[start, end)`; a row without a date lies in no period."""
    day = table["date"]
    return table[(day >= pd.Timestamp(start)) & (day < pd.Timestamp(end))]


def is_written(table: pd.DataFrame) -> pd.Series[bool]:
    """Whether a row was written by the person, not taken from another program's export."""
    return table["source"].isna() | (table["source"] == WRITTEN)


def logged_days(
    entry: pd.DataFrame, touch: pd.DataFrame, learning: pd.DataFrame, boundary: pd.DataFrame
) -> pd.Series[pd.Timestamp]:
    """The days on which the person logged something, all years, once per line.

    Entries and boundaries count from any source. Contacts and learning count when written: a
    calendar or a listening history says nothing about whether the person was keeping the log that
    week.
    """
    lines = [entry["date"], boundary["date"]]
    lines += [table.loc[is_written(table), "date"] for table in (touch, learning)]
    return pd.concat([days.astype("datetime64[us]") for days in lines], ignore_index=True).dropna()


def first_day(days: pd.Series[pd.Timestamp]) -> date | None:
    """The earliest of some days, as a civil day; None when there is none."""
    earliest = days.min()
    return None if pd.isna(earliest) else earliest.date()


def week_of(days: pd.Series[pd.Timestamp], period: Period) -> pd.Series[pd.Timestamp]:
    """The first day of the week of each day."""
    offset = (days.dt.day_of_week - period.first_weekday) % 7
    return days.astype("datetime64[us]") - pd.to_timedelta(offset, unit="D")


def iso_week(start: date) -> str:
    """How a week is named, such as 2025-W07: by its fourth day, so that Sunday starts agree."""
    year, week, _ = (start + timedelta(days=3)).isocalendar()
    return f"{year}-W{week:02d}"


def weeks(period: Period, first: date, days: pd.Series[pd.Timestamp]) -> pd.DataFrame:
    """Every week of the known year from `first` on: week, eligible (0 when paused), lines, logged.

    eligible = share of its days that are in the year, after `first`, known and not paused. lines =
    how many of `days` fall in it. A week that is eligible and not logged is unknown, not idle.
    """
    begin = max(period.start, first)
    rows = list(_calendar(period, begin))
    table = pd.DataFrame(rows, columns=["week", "eligible"])
    table["week"] = table["week"].astype("datetime64[us]")
    inside = days[(days >= pd.Timestamp(begin)) & (days < pd.Timestamp(period.last))]
    lines = week_of(inside, period).value_counts()
    table["lines"] = table["week"].map(lines).fillna(0).astype(int)
    table["logged"] = table["lines"] > 0
    return table


def _calendar(period: Period, begin: date) -> Iterator[tuple[pd.Timestamp, float]]:
    start = period.week_of(begin)
    while begin < period.last and start < period.last:
        following = start + timedelta(days=7)
        yield pd.Timestamp(start), period.eligible_days(max(begin, start), following) / 7
        start = following
