"""The two states of one year that are compared: a review that was made, frozen tables, or the log as it is now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from careerkit import period, workspace
from careerkit.errors import UsageError
from careerkit.past import freeze, history
from careerkit.past.history import Past
from careerkit.refresh import refresh_if_stale
from careerkit.workbook import Year
from careerkit.workspace import Workbook

NOW = "now"
SHORTEST = 4
_YEAR = re.compile(r"(\d{4})(?:@([1-9]\d{0,3}))?")
_HEX = re.compile(r"[0-9a-f]{4,64}")


@dataclass(frozen=True)
class Side:
    """One state: a workbook, frozen or not, and the day up to which it is looked at.

    past: the review that was made from it, if the record has one.
    """

    book: Workbook
    number: int
    as_of: date
    past: Past | None = None

    @cached_property
    def year(self) -> Year:
        """Everything about the year as the owner sees it."""
        return Year(str(self.book.root), self.number, self.as_of.isoformat())

    @property
    def label(self) -> str:
        """How messages name it."""
        made = f"the review of {self.past.made_on}" if self.past else ""
        kept = f"frozen {self.book.root.name}" if self.book.is_frozen else NOW
        return f"{', '.join(filter(None, (made, kept)))}, as of {self.as_of}"


@dataclass(frozen=True)
class Asked:
    """What a person asks for: the workbook, the year (0: that of what they name) and today."""

    book: Workbook
    year: int
    today: date
    as_of: date | None = None

    @cached_property
    def home(self) -> Path:
        """Where the frozen tables and the record are."""
        return freeze.home(self.book)

    @cached_property
    def record(self) -> list[Past]:
        """The reviews made so far, oldest first."""
        return history.read(self.home)

    def states(self, year: int) -> list[Past]:
        """The different states of a year, newest first; copies for several readers are one."""
        made = [past for past in reversed(self.record) if past.year == year]
        return list({(past.frozen, past.as_of): past for past in reversed(made)}.values())[::-1]


def pair(asked: Asked, first: str, second: str) -> tuple[Side, Side]:
    """The two sides of a comparison; without names the last review of the year and the log as it is now.

    A name is `now`, a year (its last review), YEAR@N (its Nth latest state), the first characters of a frozen
    folder's name, or a folder. Raises UsageError that says what there is.
    """
    before = _past(asked, first) if first else _latest(asked)
    after = _past(asked, second) if second else NOW
    years = {side.year for side in (before, after) if isinstance(side, Past)}
    number = asked.year or (years.pop() if len(years) == 1 else 0)
    if not number:
        raise UsageError(
            "both must be of one year; say it with --year. Between two years a review itself compares"
            if years
            else "say which year with --year"
        )
    return _side(asked, before, number), _side(asked, after, number)


def _latest(asked: Asked) -> Past:
    year = asked.year or (asked.record[-1].year if asked.record else 0)
    states = asked.states(year)
    if not states:
        raise UsageError(
            f"no review of {year or 'any year'} is on record; make one with: careerkit review --year {year or 'YEAR'}"
        )
    return states[0]


def _past(asked: Asked, name: str) -> Past | Workbook | str:
    """What a name means: a review on record, a folder, or the log as it is now."""
    if name == NOW:
        return NOW
    by_year = _YEAR.fullmatch(name)
    if by_year:
        states, nth = asked.states(int(by_year[1])), int(by_year[2] or 1)
        if nth > len(states):
            raise UsageError(f"the record has {len(states)} states of {by_year[1]}, not {nth}")
        return states[nth - 1]
    found = [past for past in asked.record if _HEX.fullmatch(name) and past.frozen.startswith(name)]
    names = sorted({past.frozen for past in found})
    if len(names) > 1:
        raise UsageError(f"{name} begins the names of {len(names)}: {', '.join(names)}")
    if found:
        return ([past for past in found if past.year == asked.year] or found)[-1]
    if Path(name).expanduser().is_dir():
        return workspace.find(name)
    raise UsageError(
        f"{name!r} is neither now, a year such as 2024 or 2024@2, a frozen one on record, nor a folder;"
        f" on record: {_told(asked.record)}"
    )


def _told(record: Sequence[Past]) -> str:
    return ", ".join(dict.fromkeys(f"{past.year} ({past.frozen})" for past in record)) or "nothing"


def _side(asked: Asked, said: Past | Workbook | str, number: int) -> Side:
    if isinstance(said, Past):
        kept = Workbook(asked.home / freeze.FOLDER / said.frozen)
        if not kept.is_frozen:
            raise UsageError(f"the tables of the review of {said.made_on} are gone: {kept.root}")
        return _frozen(asked, kept, number, [said])
    book = asked.book if isinstance(said, str) else said
    if book.is_frozen:
        return _frozen(asked, book, number, history.read(book.root.parent.parent))
    refresh_if_stale(book, asked.today)
    return Side(book, number, asked.as_of or _end(asked, book, number))


def _frozen(asked: Asked, book: Workbook, number: int, record: Sequence[Past]) -> Side:
    """Frozen tables as of the day that the review of this year was made for, if there was one."""
    made = [past for past in record if (past.frozen, past.year) == (book.root.name, number)]
    as_of = made[-1].as_of if made else _end(asked, book, number)
    return Side(book, number, as_of, made[-1] if made else None)


def _end(asked: Asked, book: Workbook, number: int) -> date:
    return min(period.last_day(number, book.settings.year_start), asked.today)
