"""The exports of time trackers: each row is one entry with a day, a duration and an account.

A tracker says how its columns are called; all else is the same for all of them. Days and durations
are worked out once and remembered: a million rows have few different ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter

from careerkit.problems import Problem
from careerkit.reading import amounts, dates, masks, orders
from careerkit.reading.sheets import Cells, Sheet
from careerkit.records import Record, Row, Skipped

MOST_HOURS = 24
_REMEMBERED, _FEW = 16384, 4096
_TOTALS = frozenset({"total", "totals", "grand total", "subtotal"})
_PLAIN = (dates.ISO_DAY, dates.YEAR_FIRST)
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}(?: ?h)?")
_BOTH = "both"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a tracker calls its columns; of several for one thing, the first that is not empty counts.

    `days` begins with the day of the entry; the others only help to tell the order of days. A person
    is named by all columns of one of the groups in `people`. `hours` reads a duration with a decimal
    mark, and raises ValueError; `left_out` names the rule that leaves a row out, or nothing.
    """

    source: str
    days: tuple[str, ...]
    clock: str
    durations: tuple[str, ...]
    activities: tuple[str, ...]
    tags: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]
    hours: Callable[[str, str], float] = amounts.hours
    left_out: Callable[[Cells], str] | None = None


def entries(sheet: Sheet, layout: Layout) -> Iterator[Row]:
    """One outcome per row: an entry, a row left out by a rule, or a problem. Raises Unreadable."""
    layout = _present(sheet, layout)
    days, hours = _Days(sheet, layout), _Hours(sheet, layout)
    left_out, member = layout.left_out, sheet.member
    # Nothing in this loop that a million rows would notice: cells by place, all at once.
    places = _places(sheet, layout)
    fetch, is_whole, blanks = itemgetter(*places), -1 not in places, [""] * (len(sheet.header) + 1)
    for row in sheet.rows():
        if isinstance(row, Problem):
            yield replace(row, value=_masked(row.value))
            continue
        values = row.values
        try:
            cells = fetch(values if is_whole else (*values, ""))
        except IndexError:
            cells = fetch((*values, *blanks))
        day, clock, length, activity, project, client, tags, person = cells
        day, length = days[day], hours[length]
        if length < 0:
            length = hours[_first(row, layout.durations)]
        if not day or not 0 < length <= MOST_HOURS or (left_out and left_out(row)):
            yield _no_entry(row, sheet, layout, length)
            continue
        start = _start(day, clock) if clock else None
        if clock and start is None and clock.strip():
            yield Problem(
                sheet.drop.path, row.line, layout.clock, "W-DATE", "this is no time of day",
                "Write it as 18:30:00; the cell is left empty", clock.strip(),
            )  # fmt: skip
        activity = activity.strip() or _first(row, layout.activities[1:])
        yield Record("time", row.line, {
            "date": day, "start": start, "hours": length,
            "activity": (_masked(activity) if "@" in activity else activity) or None,
            "project": _project(project, client), "tags": _tags(tags),
            "account": _account(person) or _account(_person(row, layout.people)),
        }, (), member)  # fmt: skip


def _present(sheet: Sheet, layout: Layout) -> Layout:
    """The layout without the columns that this sheet does not have."""
    there = set(sheet.header).__contains__
    groups = (tuple(filter(there, names)) for names in layout.people)
    return replace(
        layout,
        activities=tuple(filter(there, layout.activities)),
        tags=tuple(filter(there, layout.tags)),
        people=tuple(filter(None, groups)),
    )


def _places(sheet: Sheet, layout: Layout) -> list[int]:
    """Where the first column of each kind stands that the sheet has; -1, behind all cells, for none."""
    alone = [names[0] for names in layout.people[:1] if len(names) == 1]
    kinds = (
        layout.days[:1], (layout.clock,), layout.durations, layout.activities, ("Project",),
        ("Client",), layout.tags, alone,
    )  # fmt: skip
    header = sheet.header
    return [next((header.index(name) for name in kind if name in header), -1) for kind in kinds]


def _masked(text: str) -> str:
    return masks.mail(text)


def _first(row: Cells, names: tuple[str, ...]) -> str:
    return next((cell for name in names if (cell := row[name])), "")


def _person(row: Cells, people: tuple[tuple[str, ...], ...]) -> str:
    """The first group of columns that names somebody, such as a first and a last name."""
    named = (" ".join(cell for name in names if (cell := row[name])) for names in people)
    return next(filter(None, named), "")


class _Days(dict[str, str]):
    """ISO days of date cells, empty for what is none; their order is decided when the first needs it."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        super().__init__()
        self.sheet, self.source, self.order = sheet, layout.source, ""
        self.columns = [name for name in layout.days if name in sheet.header]

    def __missing__(self, text: str) -> str:
        try:
            day = self._read(text.strip())
        except ValueError:
            return ""
        if len(self) < _REMEMBERED:
            self[text] = day
        return day

    def _read(self, text: str) -> str:
        if not text:
            raise ValueError("the cell is empty")
        try:
            return dates.read(text, _PLAIN)
        except ValueError:
            self.order = self.order or orders.decide(self.sheet, self.columns, self.source)
            return dates.read(text, orders.shapes(self.order))


class _Hours(dict[str, float]):
    """Hours of duration cells, below zero for what is none."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        super().__init__()
        self.sheet, self.names, self.read = sheet, layout.durations, layout.hours
        self.mark: str | None = None

    def __missing__(self, text: str) -> float:
        plain = text.strip()
        try:
            hours = self.read(plain, self._mark(plain))
        except ValueError:
            return -1.0
        if len(self) < _REMEMBERED:
            self[text] = hours
        return hours

    def _mark(self, text: str) -> str:
        """The decimal mark of `1,250`: what other rows prove, else its own, for no entry lasts 1,250 hours."""
        two_ways = _TWO_WAYS.fullmatch(text)
        if not two_ways:
            return ""
        if self.mark is None:
            self.mark = self._proven_mark()
        if self.mark == _BOTH:
            raise ValueError("other rows prove both marks")
        return self.mark or two_ways[1]

    def _proven_mark(self) -> str:
        drop = self.sheet.drop
        before = drop.rows_in
        rows = (row for row in self.sheet.rows() if not isinstance(row, Problem))
        try:
            return amounts.decimal_mark(row[name] for row in rows for name in self.names)
        except ValueError:
            return _BOTH
        finally:
            drop.rows_in = before


def _no_entry(row: Cells, sheet: Sheet, layout: Layout, hours: float) -> Skipped | Problem:
    """Why a row is no entry."""
    rule = _rule(row, sheet, layout, hours)
    if rule:
        return Skipped(row.line, rule)
    name = next((name for name in layout.durations if row[name]), layout.durations[0])
    if hours < 0:
        told = (name, "E-NUMBER", "this is no duration", "Write it as 01:30:00 or 1.5")
    elif hours > MOST_HOURS:
        told = (name, "E-RANGE", "the entry is longer than a day", "Correct it, and export again")
    else:
        name = layout.days[0]
        told = (name, "E-DATE", "this is no day that exists", "Write it as 2024-03-05")
    return Problem(sheet.drop.path, row.line, *told, row[name])


def _rule(row: Cells, sheet: Sheet, layout: Layout, hours: float) -> str:
    if row.is_blank:
        return "blank row"
    if row.is_header:
        return "repeated header"
    day = row[layout.days[0]].casefold()
    if (not day or day.rstrip(" :") in _TOTALS) and _is_total(row, sheet):
        return "total row"
    if layout.left_out and (rule := layout.left_out(row)):
        return rule
    return "zero length" if hours == 0 else ""


def _is_total(row: Cells, sheet: Sheet) -> bool:
    """Whether a row begins with such a word, or holds nothing but figures."""
    cells = [cell for name in sheet.header if (cell := row[name])]
    return cells[0].casefold().rstrip(" :") in _TOTALS or not any(map(str.isalpha, "".join(cells)))


def _start(day: str, clock: str) -> str | None:
    try:
        return f"{day}T{dates.clock(clock)}"
    except ValueError:
        return None


@lru_cache(_FEW)
def _project(project: str, client: str) -> str | None:
    project, client = _masked(project.strip()), _masked(client.strip())
    return f"{project} ({client})" if project and client else project or client or None


@lru_cache(_FEW)
def _tags(text: str) -> tuple[str, ...]:
    return tuple(tag.strip() for tag in _masked(text).split(",") if tag.strip()) if text else ()


@lru_cache(_FEW)
def _account(who: str) -> str:
    """A pseudonym, by which two accounts are told apart."""
    return masks.pseudonym(who)
