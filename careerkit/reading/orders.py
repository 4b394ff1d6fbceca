"""Decides whether days in figures, such as 03/04/2024, are written day first or month first.

One order holds for all columns that are weighed together. Evidence, the strongest first: a day that
exists in one order only (13/02/2024), a weekday beside it, columns that run through time in one order
only, intervals that are short in one order only, what is known from elsewhere; else it is a question.

Days with a year of four digits in front need no decision and may stand between the others. Two digits
of a year stand last, except where a column would make less sense so; then that is a question too. A
day that exists in no order (13/15/2024) says nothing: its row is set aside later. So is `24:00`, which
is no time of the day it is written beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from careerkit.problems import Problem
from careerkit.reading import dates
from careerkit.reading.drops import Drop
from careerkit.reading.sheets import Sheet

# An interval of a time tracker that is longer than this is read in the wrong order.
LONGEST_DAYS = 7
# So many different days in a row are no chance.
LEAST_DAYS = 5

_OWN = {"dmy": dates.DAY_FIRST, "mdy": dates.MONTH_FIRST, "ymd": dates.SHORT_YEAR_FIRST}
_PLAIN = (dates.YEAR_FIRST, dates.DAY_NAMED, dates.NAME_DAY)
_SHAPES = {order: (own, *_PLAIN) for order, own in _OWN.items()}
_WORDS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
_COUNTS = {2: "two", 3: "three"}
_FIGURES = "0123456789"
# No day is longer, and what is remembered stays small.
_LONGEST = 80
_PART = re.compile("[0-9]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the cells say: the order (empty: not known), whether they prove it, else what is wrong."""

    order: str = ""
    proven: bool = False
    code: str = ""
    reason: str = ""
    fix: str = ""
    line: int = 0


def shapes(order: str) -> tuple[re.Pattern[str], ...]:
    """The shapes, for `dates.read` and `dates.moment`, of days in this order: dmy, mdy or ymd.

    Marks are / . and -, years have four or two digits, a clock of 12 or 24 hours may follow, and a
    weekday stand in front. Days that say their order themselves are among them.
    """
    return _SHAPES[order]


def decide(sheet: Sheet, columns: Sequence[str], source: str) -> str:
    """The order of the days in these columns: dmy, mdy or ymd; two columns are start and end.

    Reads the rows once, and counts none of them. Raises Unreadable with E-DATE-MIXED or
    E-DATE-AMBIGUOUS.
    """
    drop = sheet.drop
    before = drop.rows_in
    try:
        verdict = decide_cells(_cells(sheet, columns), columns, source, drop.date_order)
    finally:
        drop.rows_in = before
    return settle(drop, verdict)


def settle(drop: Drop, verdict: Verdict) -> str:
    """The order of a verdict, noted in the drop when it is proven. Raises Unreadable when there is none."""
    if verdict.code:
        raise drop.refuse(verdict.code, verdict.reason, verdict.fix, verdict.line)
    if verdict.proven:
        drop.proven_order = verdict.order
    return verdict.order


def decide_cells(
    rows: Iterable[tuple[int, Sequence[str]]],
    columns: Sequence[str],
    source: str,
    hint: str = "",
    longest_days: int = LONGEST_DAYS,
) -> Verdict:
    """The same for rows from anywhere: their line and their cells, one for each of `columns`.

    With two columns, the second is the end of what begins in the first; `longest_days` = 0 says that
    it may be any number of days later. `hint` is the order known from elsewhere.
    """
    weighed = [_Column(name) for name in columns]
    span = _Span(longest_days)
    before: Sequence[str] = ()
    for line, cells in rows:
        if cells != before:
            before = cells
            found = [_readings(_day_part(cell)) for cell in cells]
            for column, readings in zip(weighed, found, strict=True):
                column.add(line, readings)
            if len(found) == 2:
                span.add(*found)
    return _verdict(weighed, span, source, hint)


def _cells(sheet: Sheet, columns: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    for row in sheet.rows():
        if not isinstance(row, Problem):
            yield row.line, [row[name] for name in columns]


@dataclass(frozen=True, slots=True)
class _Readings:
    """What one day in figures is in each order in which it exists; or a day that is plain."""

    text: str = ""
    fit: Mapping[str, date] = field(default_factory=dict)
    weekday: int | None = None
    plain: bool = False


def _day_part(cell: str) -> str:
    """A cell without its clock, so that few different texts are left."""
    head, colon, _ = cell.partition(":")
    if not colon or len(cell) > _LONGEST:
        return cell.strip()[:_LONGEST]
    return head.rstrip(_FIGURES).rstrip(" ,T\u00a0\u202f").removesuffix(" at").strip()


@lru_cache(8192)
def _readings(text: str) -> _Readings:
    text = " ".join(text.split())
    match = dates.DAY_FIRST.fullmatch(text)
    if match is None:
        return _Readings(plain=any(_day(text, shape) for shape in _PLAIN))
    figures = text[match.start("day") :]
    fit = {order: day for order, shape in _OWN.items() if (day := _day(figures, shape))}
    return _Readings(figures, fit, dates.weekday(match["weekday"] or ""))


def _day(text: str, shape: re.Pattern[str]) -> date | None:
    try:
        return date.fromisoformat(dates.read(text, (shape,)))
    except ValueError:
        return None


class _Run:
    """The ways through time in which the days of one column run, read in one order: none, up, down."""

    def __init__(self) -> None:
        self.last: date | None = None
        self.days, self.ways = 0, {"up", "down"}

    def add(self, day: date) -> None:
        if self.last != day:
            if self.last:
                self.ways &= {"up" if self.last < day else "down"}
            self.days, self.last = self.days + 1, day


class _Span:
    """The orders in which an interval ends before it begins, or goes on for too long."""

    def __init__(self, longest_days: int) -> None:
        self.longest = longest_days
        self.broken: set[str] = set()

    def add(self, start: _Readings, end: _Readings) -> None:
        for order, first in start.fit.items():
            if order in end.fit:
                days = (end.fit[order] - first).days
                if days < 0 or 0 < self.longest < days:
                    self.broken.add(order)


class _Column:
    """What one column says; of its cells only the first of each kind is kept."""

    def __init__(self, name: str) -> None:
        self.name = name
        # By order: the first line that exists in no other, and the first whose weekday fits no other.
        self.only: dict[str, int] = {}
        self.by_weekday: dict[str, int] = {}
        self.runs = {order: _Run() for order in _OWN}
        self.example: _Readings | None = None
        self.short: _Readings | None = None
        self.seen = self.plain = self.years_last = False
        self.firsts: set[str] = set()
        self.lasts: set[str] = set()

    def add(self, line: int, readings: _Readings) -> None:
        fit = readings.fit
        self.plain, self.seen = self.plain or readings.plain, self.seen or bool(fit)
        for order, day in fit.items():
            self.runs[order].add(day)
        told = [order for order, day in fit.items() if day.weekday() == readings.weekday]
        if len(told) == 1:
            self.by_weekday.setdefault(told[0], line)
        usual = [order for order in fit if order != "ymd"] or list(fit)
        if len(usual) == 1:
            self.only.setdefault(usual[0], line)
        elif usual and fit["dmy"] != fit["mdy"]:
            self.example = self.example or readings
        if fit:
            self._add_year(readings)

    def _add_year(self, readings: _Readings) -> None:
        self.years_last = self.years_last or "ymd" not in readings.fit
        if not self.years_last:
            self.short = self.short or readings
            parts = _PART.findall(readings.text)
            self.firsts.add(parts[0])
            self.lasts.add(parts[-1])

    @property
    def may_be_year_first(self) -> bool:
        """Two digits of a year in front: they change less from row to row than a day would."""
        return not self.years_last and ("ymd" in self.only or len(self.lasts) > len(self.firsts))


def _verdict(columns: Sequence[_Column], span: _Span, source: str, hint: str) -> Verdict:
    used = [column for column in columns if column.seen]
    if not used:
        plain = any(column.plain for column in columns)
        return Verdict("ymd" if plain else hint or "ymd")
    left = _left(used)
    if not left:
        return _mixed([(column.name, column.only) for column in used], ("dmy", "mdy"))
    if len(left) == 1:
        return Verdict(left[0], proven=True)
    by_weekday = {order for column in used for order in column.by_weekday if order in left}
    if len(by_weekday) > 1:
        return _mixed([(column.name, column.by_weekday) for column in used], sorted(by_weekday)[:2])
    for told in (by_weekday, _straight(used, left), set(left) - span.broken):
        if len(told) == 1:
            return Verdict(min(told), proven=True)
    return _unproven(used, left, source, hint)


def _left(columns: Sequence[_Column]) -> list[str]:
    """The orders in which every day exists that exists at all."""
    only = {order for column in columns for order in column.only}
    year_first = all(column.may_be_year_first for column in columns)
    if year_first and "ymd" in only:
        return ["ymd"]
    usual = [order for order in ("dmy", "mdy") if only - {"ymd"} <= {order}]
    return [*usual, "ymd"] if year_first else usual


def _straight(columns: Sequence[_Column], left: Sequence[str]) -> set[str]:
    told: set[str] = set()
    for column in columns:
        straight = [order for order in left if column.runs[order].ways]
        if len(straight) == 1 and column.runs[straight[0]].days >= LEAST_DAYS:
            told.add(straight[0])
    return told


def _unproven(columns: Sequence[_Column], left: Sequence[str], source: str, hint: str) -> Verdict:
    if hint in left:
        return Verdict(hint)
    for column in columns:
        example = column.short if "ymd" in left else column.example
        if example:
            ways = [f"{dates.spoken(example.fit[order])} ({order})" for order in left]
            return Verdict(
                code="E-DATE-AMBIGUOUS",
                reason=f"the days in {column.name!r} can be read in {_COUNTS[len(ways)]} ways:"
                f" {example.text} is {' or '.join(ways)}",
                fix=f"Answer once: careerkit answer {source} date_order {left[0]}"
                f" (or {' or '.join(left[1:])})",
            )
    # Days such as 05/05/2024 are the same in every order.
    return Verdict(left[0])


def _mixed(kinds: Sequence[tuple[str, Mapping[str, int]]], orders: Sequence[str]) -> Verdict:
    """Two lines that contradict each other, each the first of its order."""
    firsts = [
        (*min((lines[order], name) for name, lines in kinds if order in lines), order)
        for order in orders
    ]
    (first, name, order), (line, other, opposite) = sorted(firsts)
    return Verdict(
        code="E-DATE-MIXED",
        reason=f"line {first} of {name!r} can only be {_WORDS[order]} ({order}), line {line} of"
        f" {other!r} only {_WORDS[opposite]} ({opposite})",
        fix="Correct the one that is wrong, or export again with days as 2024-03-05",
        line=line,
    )
