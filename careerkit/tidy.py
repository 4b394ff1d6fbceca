"""One record to one typed row: every cell is parsed strictly, checked, or set aside with a reason.

A bad optional cell becomes empty with a warning; a bad or missing required cell sets the row aside.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache, lru_cache, partial
from typing import Any

from careerkit.problems import Problem
from careerkit.records import Record
from careerkit.tables import Column, table

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
MAX_SLUG = 80

_NUMBER = re.compile(r"[-+−]?[0-9]{1,15}(?:[.,][0-9]{1,15})?$")
# [0-9] and not \d, which holds the digits of every script.
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?$")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_NOT_SLUG = re.compile(r"[^\w./+-]+")
_FLAGS = {
    **dict.fromkeys(("yes", "y", "true", "1", "x"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
_EMPTY = frozenset({"", "-", "–"})
_MISSING = ("E-MISSING", "nothing stands here, but it is needed", "Fill it in")
_REMEMBERED = 4096
_BY_VALUE = frozenset({str, int, float, bool, date})


class BadCell(ValueError):
    """A cell that does not hold what its column says; carries code, reason and fix."""

    def __init__(self, code: str, reason: str, fix: str) -> None:
        super().__init__(code)
        self.code, self.reason, self.fix = code, reason, fix


def row(record: Record) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Type a record's cells.

    Returns the row (None when it is set aside) and what was wrong with it; file and source of the
    problems are filled in by the caller.
    """
    plan = _plan(record.table)
    cells, problems, values = plan.empty(), [], record.values
    readers = plan.read
    for name, value in values.items():
        if value is None or value == "" or name not in readers:
            continue
        try:
            cells[name] = readers[name](value)
        except BadCell as bad:
            problem = Problem("", record.line, name, bad.code, bad.reason, bad.fix, str(value))
            if name in plan.required:
                return None, [problem]
            problems.append(_as_warning(problem))
    for name in plan.required:
        if cells[name] is None:
            return None, [Problem("", record.line, name, *_MISSING)]
    if problems:
        problems.sort(key=lambda problem: plan.order[problem.column])
    for name in plan.partial:
        if cells[name] is not None:
            cells[f"{name}_precision"] = precision(values[name])
    return cells, problems


class _Plan:
    """How the rows of one table are typed, worked out once: a million rows have few distinct days."""

    def __init__(self, name: str) -> None:
        own = table(name)
        self.columns = {column.name: column for column in own.all_columns}
        self.order = {name: place for place, name in enumerate(self.columns)}
        self.required = [name for name, column in self.columns.items() if column.required]
        self.partial = [column.name for column in own.columns if column.partial]
        self.lists = [name for name, column in self.columns.items() if column.kind == "list"]
        self._nothing: dict[str, Any] = dict.fromkeys(self.columns)
        self.read = {name: _reader(column) for name, column in self.columns.items()}

    def empty(self) -> dict[str, Any]:
        """A row in which nothing is known; every list is its own."""
        cells = self._nothing.copy()
        for name in self.lists:
            cells[name] = []
        return cells


@cache
def _plan(name: str) -> _Plan:
    return _Plan(name)


def _reader(column: Column) -> Callable[[Any], Any]:
    """The reader of one column's cells; what repeats itself is read once."""
    if column.kind == "list":
        return _list
    if column.kind == "text":
        return lambda value: clean(value) or None if value.__class__ is str else cell(column, value)
    remembered = lru_cache(maxsize=_REMEMBERED, typed=True)(partial(cell, column))
    # Only what is compared by its value: a list, which has no hash, is read anew each time.
    return lambda value: remembered(value) if value.__class__ in _BY_VALUE else cell(column, value)


def _as_warning(problem: Problem) -> Problem:
    code = problem.code.replace("E-", "W-", 1)
    fix = f"{problem.fix}; the cell is left empty"
    return Problem("", problem.line, problem.column, code, problem.reason, fix, problem.value)


def cell(column: Column, value: Any) -> Any:
    """One typed cell; None (or an empty list) when there is nothing. Raises BadCell."""
    if column.kind == "list":
        return _list(value)
    if isinstance(value, str):
        value = clean(value)
        if value in _EMPTY and column.kind != "text":
            value = None
    if value is None or value == "":
        if column.required:
            raise BadCell(*_MISSING)
        return None
    read = _READERS[column.kind](column, value)
    _check_range(column, read)
    return read


def clean(text: str) -> str:
    """Text without control characters, NFC, trimmed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _CONTROL.sub("", unicodedata.normalize("NFC", text)).strip()


@lru_cache(maxsize=_REMEMBERED)
def slug(text: str) -> str:
    """A short lower-case name: letters of any script, digits and `-_./+`; empty if nothing is left."""
    plain = unicodedata.normalize("NFKC", clean(text)).casefold()
    return _NOT_SLUG.sub("-", plain).strip("-./")[:MAX_SLUG]


def precision(value: Any) -> str:
    """Whether a partial date names a day (d), a month (m) or only a year (y)."""
    match = _PARTIAL.match(clean(value)) if isinstance(value, str) else None
    return "d" if match is None else "m" if match[2] else "y"


def _list(value: Any) -> list[str]:
    parts = re.split(r"[;,]", value) if isinstance(value, str) else value or []
    return list(dict.fromkeys(found for part in parts if (found := slug(str(part)))))


def _text(column: Column, value: Any) -> str:
    return str(value)


def _slug(column: Column, value: Any) -> str:
    found = slug(str(value))
    if not found:
        raise BadCell("E-SLUG", "no letter or digit stands in this name", "Use letters and digits")
    return found


def _date(column: Column, value: Any) -> date:
    found = value.date() if isinstance(value, datetime) else value
    return _in_range(found if isinstance(found, date) else _written_day(column, str(value)))


def _in_range(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadCell("E-DATE", "the year is not between 1900 and 2100", "Correct the year")
    return day


def _written_day(column: Column, text: str) -> date:
    partial = _PARTIAL.match(text) if column.partial else None
    try:
        if partial:
            return date(int(partial[1]), int(partial[2] or 1), 1)
        return _moment(column, text).date() if len(text) > 10 else _iso_day(text)
    except ValueError:
        raise BadCell("E-DATE", "this is not a day that exists", "Write it as 2024-03-05") from None


def _iso_day(text: str) -> date:
    if not _ISO_DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _moment(column: Column, value: Any) -> datetime:
    """A point in time; one with a zone is kept in UTC, one without as it stands."""
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        fix = "Write it as 2024-03-05T18:30:00Z"
        raise BadCell("E-DATE", "this is not a date and time", fix) from None
    _in_range(found.date())
    # A day is the writer's own day, so only real moments are moved to UTC.
    if column.kind == "moment" and found.tzinfo is not None:
        found = found.astimezone(UTC)
    return found.replace(tzinfo=None)


def _number(column: Column, value: Any) -> float:
    text = str(value)
    if isinstance(value, float) and math.isfinite(value):
        return value
    if not _NUMBER.match(text):
        raise BadCell("E-NUMBER", "this is not a number", "Write it as 1.5")
    return float(text.replace(",", ".").replace("−", "-"))


def _integer(column: Column, value: Any) -> int:
    number = _number(column, value)
    if number != int(number):
        raise BadCell("E-NUMBER", "this is not a whole number", "Write it without a fraction")
    return int(number)


def _flag(column: Column, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    found = _FLAGS.get(str(value).casefold())
    if found is None:
        raise BadCell("E-ENUM", "this is neither yes nor no", "Write yes or no")
    return found


def _choice(column: Column, value: Any) -> str:
    text = re.sub(r"[\s_-]+", " ", str(value)).casefold()
    for choice in column.choices:
        if text == choice.replace("_", " "):
            return choice
    near = difflib.get_close_matches(text, column.choices, 1, 0.6)
    fix = f"Did you mean {near[0]!r}?" if near else f"One of: {', '.join(column.choices)}"
    raise BadCell("E-ENUM", "this is none of the known choices", fix)


def _check_range(column: Column, value: Any) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return
    low, high = column.low, column.high
    too_low = low is not None and (value <= low if column.above else value < low)
    if too_low or (high is not None and value > high):
        least = f"above {low:g}" if column.above else f"at least {low:g}" if low is not None else ""
        most = f"at most {high:g}" if high is not None else ""
        wanted = " and ".join(part for part in (least, most) if part)
        raise BadCell("E-RANGE", "the number is out of range", f"It must be {wanted}")


_READERS: dict[str, Callable[[Column, Any], Any]] = {
    "text": _text,
    "slug": _slug,
    "date": _date,
    "moment": _moment,
    "number": _number,
    "integer": _integer,
    "flag": _flag,
    "choice": _choice,
}
