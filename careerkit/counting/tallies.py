"""The same span of several years, counted the same way: weekly counts, and cases of which some are hits.

A week that lies in two years counts in both, by the days it has in each. Frames in, numbers out; no status and no
sentence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from careerkit.period import Period

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]
Days = np.ndarray[Any, np.dtype[np.datetime64]]


@dataclass(frozen=True)
class Calendar:
    """The days of some spans, the newest first, which do not overlap; their weeks are numbered through."""

    spans: tuple[Period, ...]

    @cached_property
    def days(self) -> Days:
        """Every day of every span, in order."""
        each = [
            np.arange(np.datetime64(span.start), np.datetime64(span.last)) for span in self.spans
        ]
        return np.concatenate(each[::-1])

    @cached_property
    def span(self) -> Ints:
        """Which span each day lies in, by its place in `spans`."""
        sizes = [(span.last - span.start).days for span in self.spans]
        return np.repeat(np.arange(len(sizes)), sizes)[::-1]

    @cached_property
    def week(self) -> Ints:
        """The number of each day's week."""
        # Day 0 of the numbers was a Thursday, three days after a Monday.
        week = (self.days.astype(np.int64) + 3 - self.spans[0].first_weekday) // 7
        begins = (np.diff(week) != 0) | (np.diff(self.span) != 0)
        return np.concatenate([[0], np.cumsum(begins)]).astype(np.int64)

    @cached_property
    def span_of_week(self) -> Ints:
        """Which span each week lies in."""
        return self.span[np.flatnonzero(np.diff(self.week, prepend=-1))]

    @cached_property
    def is_open(self) -> Flags:
        """Whether each day lies outside every pause."""
        paused = np.zeros(len(self.days), dtype=bool)
        for pause in self.spans[0].pauses:
            begin, end = np.datetime64(pause.start), np.datetime64(pause.end)
            paused |= (self.days >= begin) & (self.days < end)
        return ~paused

    def place(self, dates: pd.Series[pd.Timestamp]) -> Ints:
        """Where each date stands in `days`; -1 where it lies in no span."""
        given = dates.to_numpy("datetime64[D]")
        at = np.minimum(np.searchsorted(self.days, given), len(self.days) - 1)
        return np.where(self.days[at] == given, at, -1)

    def eligible(self, first: date) -> Floats:
        """Per week, the share of its days on or after `first` and outside every pause."""
        counted = self.is_open & (self.days >= np.datetime64(first))
        return sums(self.week[counted], 1.0, len(self.span_of_week)) / 7


@dataclass(frozen=True)
class Known:
    """The weeks of a calendar in which a stream is known: from its first day on, logged or declared complete.

    eligible: share of each week's days that count; is_known: per week; coverage: known of all eligible
    days of each span, from the span's beginning, so that a stream which begins late covers less.
    """

    calendar: Calendar
    eligible: Floats
    is_known: Flags

    @cached_property
    def weeks(self) -> Floats:
        """Known eligible weeks of each span."""
        return self.per_span(np.where(self.is_known, self.eligible, 0.0))

    @cached_property
    def coverage(self) -> Floats:
        """Share of each span's eligible days that is known; 0 where all of it is paused."""
        whole = self.per_span(self.calendar.eligible(date.min))
        return np.where(whole > 0, self.weeks / np.where(whole > 0, whole, 1.0), 0.0)

    def per_span(self, amounts: Floats) -> Floats:
        """Amounts of weeks, added up per span."""
        return sums(self.calendar.span_of_week, amounts, len(self.calendar.spans))


@dataclass(frozen=True)
class Counts:
    """What was counted in the known weeks. rows: id, date, span and amount of each record counted."""

    known: Known
    weekly: Floats
    rows: pd.DataFrame

    def of(self, span: int) -> Floats:
        """The counts of the known weeks of one span, in order."""
        own = (self.known.calendar.span_of_week == span) & self.known.is_known
        return np.asarray(self.weekly[own], float)

    def rate(self, span: int, level: float = 0.8) -> tuple[float, float, float]:
        """Per known eligible week of one span, with its interval; unknown where no week is.

        log rate = log((s + 1/2) / weeks), squared error phi / (s + 1/2) with phi = variance / mean of the
        weekly counts, at least 1: half of `stats.rate_ratio`.
        """
        weekly, weeks = self.of(span), float(self.known.weeks[span])
        if not len(weekly):
            return math.nan, math.nan, math.nan
        total, mean = float(weekly.sum()), float(weekly.mean())
        phi = max(1.0, float(weekly.var(ddof=1)) / mean) if len(weekly) > 1 and mean else 1.0
        half = NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(phi / (total + 0.5))
        low, high = ((total + 0.5) * math.exp(side) / weeks for side in (-half, half))
        return total / weeks, min(total / weeks, low), high


@dataclass(frozen=True)
class Cases:
    """Cases and how many of them are hits, per span. rows: id, date and span of each record."""

    hits: Floats
    n: Floats
    rows: pd.DataFrame


def known(
    calendar: Calendar, days: pd.Series[pd.Timestamp], first: date, *, is_complete: bool = False
) -> Known:
    """Where a stream is known that begins on `first`; `days` are those with a line."""
    place = calendar.place(days)
    place = place[(place >= 0) & (days >= pd.Timestamp(first)).to_numpy()]
    logged = sums(calendar.week[place], 1.0, len(calendar.span_of_week)) > 0
    eligible = calendar.eligible(first)
    return Known(calendar, eligible, (eligible > 0) & (logged | is_complete))


def count(stream: Known, rows: pd.DataFrame, amount: str = "", once: Sequence[str] = ()) -> Counts:
    """Rows (id, date) per known week, or the sum of a column; `once` names what counts once a week."""
    place = stream.calendar.place(rows["date"])
    week = stream.calendar.week[place]
    inside = (place >= 0) & stream.is_known[week]
    found = rows.loc[inside].assign(
        week=week[inside], span=stream.calendar.span_of_week[week[inside]]
    )
    found = found.drop_duplicates(["week", *once]) if once else found
    found = found.assign(amount=found[amount].astype(float) if amount else 1.0)
    weekly = sums(found["week"], found["amount"], len(stream.is_known))
    return Counts(stream, weekly, found[["id", "date", "span", "amount"]])


def cases(calendar: Calendar, rows: pd.DataFrame, hit: pd.Series[bool]) -> Cases:
    """Rows (id, date) of all spans, each a case, and which of them are hits."""
    place = calendar.place(rows["date"])
    inside = place >= 0
    span = calendar.span[place[inside]]
    size = len(calendar.spans)
    hits = sums(span, hit.to_numpy(bool)[inside], size)
    return Cases(hits, sums(span, 1.0, size), rows.loc[inside, ["id", "date"]].assign(span=span))


def sums(place: Any, amount: Any, size: int) -> Floats:
    """Amounts, or one amount for all, added up by place."""
    at = np.asarray(place, np.int64)
    found = np.bincount(at, np.broadcast_to(np.asarray(amount, float), at.shape), size)
    return np.asarray(found, float)
