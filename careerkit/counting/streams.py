"""What of a log counts in which week: the ways of counting that measures share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from careerkit import stats
from careerkit.period import Period

WRITTEN = "journal"
Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


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


def named_weeks(starts: Sequence[date], year: int) -> str:
    """How weeks are named in a sentence, by their first days: `the week of 12 May`, with the year where it is not `year`."""
    days = [f"{day.day} {day:%B}" + f" {day.year}" * (day.year != year) for day in starts]
    listed = " and ".join(filter(None, [", ".join(days[:-1]), days[-1]]))
    return f"the week{'s' * (len(days) != 1)} of {listed}"


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


# ---- uses of skills ---------------------------------------------------------------------------------

TRAILING_DAYS, LEAST_USES, LEAST_MONTHS = 365, 3, 2
_CLASSES = np.array(["one_off", "repeat", "building"], dtype=object)
_LEVELS = 5


def skill_uses(entry: pd.DataFrame) -> pd.DataFrame:
    """One row per skill of an entry, sorted by skill and day; a line without a date is no use.

    entry (its index label), id, date, skill (categorical), hours, level (1 to 5), context, energy
    (-2 to 2), linked (names a goal or what it builds on).
    """
    skills = entry["skills"].tolist()
    position = np.repeat(np.arange(len(skills)), [len(some) for some in skills])
    flat = pd.Series(list(chain.from_iterable(skills)), dtype=object)
    code, names = pd.factorize(flat, sort=True)
    day = entry["date"].to_numpy("datetime64[D]")[position]
    order = np.lexsort((day, code))
    order = order[~np.isnat(day[order])]
    columns = ["id", "date", "hours", "level", "context", "energy"]
    found = entry[columns].take(position[order])
    linked = entry["goal"].notna() | entry["builds_on"].fillna("").str.strip().ne("")
    return found.assign(
        entry=found.index, skill=pd.Categorical.from_codes(code[order], pd.Index(names, dtype="str")),
        linked=linked.to_numpy(bool)[position[order]],
    ).reset_index(drop=True)  # fmt: skip


def classes(entry: pd.DataFrame) -> pd.Series[str]:
    """What each entry is for its best-qualifying skill: building, repeat or one_off; NaN without a skill.

    Earlier uses are those of the same skill on the 365 days before. one_off: fewer than 3 of them.
    building: at least 3, in at least 2 months, and one sign: the entry names a goal or what it
    builds on; its level is above the median of the rated earlier uses; or its context is none of
    those named in earlier uses (at least one names one). repeat: every other entry.
    """
    uses = skill_uses(entry)
    best = pd.Series(_class_ranks(uses)).groupby(uses["entry"].to_numpy()).max()
    named = pd.Series(_CLASSES[best.to_numpy(int)], best.index, dtype="str")
    return named.reindex(entry.index)


def _class_ranks(uses: pd.DataFrame) -> Ints:
    """0 one-off, 1 repeat, 2 building, for every use."""
    skill: Ints = uses["skill"].cat.codes.to_numpy().astype(np.int64)
    day = _days_from(uses)
    span = int(day.max(initial=0)) + 1
    begin, end = _window(skill * span + day)
    earlier = end - begin
    months = _distinct_before(skill, uses["date"], begin, end)
    sign = uses["linked"].to_numpy(bool) | _above_median(uses["level"], begin, end)
    sign |= _new_context(uses["context"], skill, day, begin, end)
    building = (earlier >= LEAST_USES) & (months >= LEAST_MONTHS) & sign
    return np.where(building, 2, (earlier >= LEAST_USES).astype(np.int64))


def _days_from(uses: pd.DataFrame) -> Ints:
    """Days as numbers that leave room for a whole window before the first."""
    day: Ints = uses["date"].to_numpy("datetime64[D]").astype(np.int64)
    return day - (day.min() if len(day) else 0) + TRAILING_DAYS


def _window(key: Ints) -> tuple[Ints, Ints]:
    """Where the uses of the 365 days before each use begin and end, in sorted keys of skill and day."""
    return np.searchsorted(key, key - TRAILING_DAYS), np.searchsorted(key, key)


def _distinct_before(skill: Ints, date: pd.Series[pd.Timestamp], begin: Ints, end: Ints) -> Ints:
    """How many calendar months the earlier uses lie in."""
    month = date.to_numpy("datetime64[M]").astype(np.int64)
    starts = np.diff(month, prepend=-1).astype(bool) | np.diff(skill, prepend=-1).astype(bool)
    number = np.cumsum(starts)
    last = number[np.maximum(end - 1, 0)]
    return np.where(end > begin, last - number[np.minimum(begin, len(number) - 1)] + 1, 0)


def _above_median(level: pd.Series[int], begin: Ints, end: Ints) -> Flags:
    """Whether a use's level is above the median of those known before; False where one of them is unknown."""
    own = level.to_numpy(float, na_value=np.nan)
    at = own[:, None] == np.arange(1, _LEVELS + 1)
    sums = np.vstack([np.zeros((1, _LEVELS), np.int64), np.cumsum(at, axis=0)])
    upto = np.cumsum(sums[end] - sums[begin], axis=1)
    n = upto[:, -1:]
    lower, upper = (1 + (upto >= half).argmax(axis=1) for half in ((n + 1) // 2, n // 2 + 1))
    above: Flags = (n[:, 0] > 0) & (own > (lower + upper) / 2)
    return above


def _new_context(context: pd.Series[str], skill: Ints, day: Ints, begin: Ints, end: Ints) -> Flags:
    """Whether a use names a context that none of the earlier uses names, where at least one names any."""
    code = pd.factorize(context)[0].astype(np.int64)
    known = code >= 0
    named = np.concatenate([[0], np.cumsum(known)])
    span = int(day.max(initial=0)) + 1
    key = (skill * (int(code.max(initial=0)) + 2) + code + 1) * span + day
    first, last = (np.searchsorted(np.sort(key), at) for at in (key - TRAILING_DAYS, key))
    new: Flags = known & (named[end] > named[begin]) & (first == last)
    return new


def quarters(period: Period) -> list[tuple[str, date, date]]:
    """The begun quarters of the known year, counted from its start: name such as 2025 Q1, first day, day after the last known one."""
    months = period.months()
    groups = [months[first : first + 3] for first in range(0, len(months), 3)]
    return [
        (f"{period.year} Q{number}", group[0][0], min(group[-1][1], period.last))
        for number, group in enumerate(groups, 1)
    ]


def quarter_hours(timed: pd.DataFrame, kinds: list[str], period: Period) -> pd.DataFrame:
    """Hours of each kind by quarter: quarter, kind, hours, of_hours, entries; quarters without hours are left out.

    timed: date, hours (known) and kind of each entry, sorted, since sums of floats depend on their order.
    """
    own = within(timed, period.start, period.last)
    names, starts, _ = zip(*quarters(period), strict=True)
    place = (
        np.searchsorted(
            np.array(starts, "datetime64[D]"), own["date"].to_numpy("datetime64[D]"), "right"
        )
        - 1
    )
    cell = place * len(kinds) + pd.Categorical(own["kind"], kinds).codes
    size = len(names) * len(kinds)
    hours = np.bincount(cell, own["hours"], size)
    total = np.repeat(hours.reshape(-1, len(kinds)).sum(axis=1), len(kinds))
    found = pd.DataFrame({
        "quarter": np.repeat(np.array(names, dtype=object), len(kinds)), "kind": kinds * len(names),
        "hours": hours, "of_hours": hours / np.where(total > 0, total, np.nan), "entries": np.bincount(cell, minlength=size),
    })  # fmt: skip
    return found[total > 0].astype({"quarter": "str"}).reset_index(drop=True)


@dataclass(frozen=True)
class Share:
    """The share of one kind in the hours of a span, with its 80 % interval; ids and weeks of all lines with hours."""

    share: float
    low: float
    high: float
    hours: float
    weeks: int
    ids: tuple[str, ...]

    @property
    def told(self) -> str:
        """The share in words."""
        return f"{self.share:.0%} of {self.hours:.0f} hours (80% interval {self.low:.0%} to {self.high:.0%})"


def share_of_hours(timed: pd.DataFrame, kind: str, span: Period) -> Share:
    """The share of a kind (id, date, week, hours, kind), drawn by whole weeks with the span's year as the seed; 0 to 1 of no hours."""
    own = within(timed, span.start, span.last)
    hours, part = own["hours"], own["hours"].where(own["kind"] == kind, 0.0)
    low, high = stats.share_interval(own["week"], part, hours, seed=span.year)
    total = float(hours.sum())
    share = float(part.sum()) / total if total else 0.0
    return Share(share, low, high, total, int(own["week"].nunique()), tuple(own["id"]))


def guesses(guess: pd.DataFrame, topics: Sequence[str], period: Period) -> pd.DataFrame:
    """What the person guessed or named for this year before the numbers were shown, at most 15, as single records.

    id, date (the day, or the year's first), label (the topic), text, detail (empty), share.
    """
    own = guess[guess["topic"].isin(list(topics)) & (guess["year"] == period.year)]
    own = own[own["at"].isna() | (own["at"] < pd.Timestamp(period.last))]
    own = own.sort_values(["at", "id"], kind="stable").head(15)
    days = own["at"].dt.normalize().fillna(pd.Timestamp(period.start))
    found = own[["id", "topic", "guess", "share"]].assign(date=days, detail="")
    found = found.rename(columns={"topic": "label", "guess": "text"}).reset_index(drop=True)
    return found[["id", "date", "label", "text", "detail", "share"]]
