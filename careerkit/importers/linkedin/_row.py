"""One row of a member of the archive, and what every reader of one needs: cells, dates, problems, outcomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from careerkit import tidy
from careerkit.problems import Problem
from careerkit.reading import dates, masks
from careerkit.reading.sheets import Cells, Sheet
from careerkit.records import Record, Skipped

STARTED, ENDED = ("Started On", "Start Date"), ("Finished On", "End Date")
# LinkedIn's own dates, and those of spreadsheets that are plain; several of them may stand in one column.
WRITTEN = (
    dates.DAY_NAME_YEAR, dates.DAY_NAME_YY, dates.DAY_NAME_YEAR_DASHED, dates.US_MOMENT,
    dates.ISO_DAY, dates.UTC_MOMENT, dates.UTC_SLASH_MOMENT, dates.NAME_YEAR, dates.YEAR,
    dates.YEAR_FIRST, dates.DAY_NAMED, dates.NAME_DAY,
)  # fmt: skip
_NOTHING = frozenset({"", "n/a"})


class SetAside(Exception):
    """The row cannot be used; carries its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """One row, with what its reader needs to say where it stands, and its warnings so far."""

    cells: Cells
    sheet: Sheet
    member: str
    zone: ZoneInfo
    shapes: tuple[re.Pattern[str], ...] = WRITTEN
    warnings: list[Problem] = field(default_factory=list)

    def get(self, *names: str) -> str:
        """The first of these cells that holds anything; LinkedIn writes N/A for nothing."""
        cells = (self.cells[name] for name in names)
        return next((cell for cell in cells if cell.casefold() not in _NOTHING), "")

    def needs(self, *names: str) -> str:
        """A cell without which the row says nothing. Raises SetAside."""
        text = self.get(*names)
        if not text:
            raise SetAside(self.problem("E-EMPTY", names[0], "nothing stands here", "Fill it in"))
        return text

    def lacks(self, column: str, status: str) -> bool:
        """Whether the file has this column of states and the row is in another one."""
        return column in self.sheet.header and self.get(column).casefold() != status

    def period(self, *names: str, needed: bool = False) -> str:
        """The day, month or year in these columns as ISO text; a bad one warns and gives nothing.

        Raises SetAside when it is needed.
        """
        text = self.get(*names)
        try:
            found = dates.read(text, self.shapes, self.zone) if text else ""
        except ValueError:
            return self._no_date(names[0], "this is no date as LinkedIn writes it", text, needed)
        if needed and not found:
            return self._no_date(names[0], "the date is missing", text, needed)
        return found

    def day(self, *names: str, needed: bool = False) -> str:
        """The whole day in these columns as ISO text; a month alone is none, and none is made of it.

        Raises SetAside when it is needed.
        """
        found = self.period(*names, needed=needed)
        if found and not is_whole(found):
            return self._no_date(names[0], "a month or a year is no day", self.get(*names), needed)
        return found

    def _no_date(self, column: str, reason: str, text: str, needed: bool) -> str:
        if needed:
            raise SetAside(self.problem("E-DATE", column, reason, "Write it as 2024-03-05", text))
        self.warn("W-DATE", column, reason, "Write it as 2024-03-05; the cell is left empty", text)
        return ""

    def warn(self, code: str, column: str, reason: str, fix: str, value: str = "") -> None:
        """Note something that costs a cell, not the row."""
        self.warnings.append(self.problem(code, column, reason, fix, value))

    def problem(self, code: str, column: str, reason: str, fix: str, value: str = "") -> Problem:
        """A problem of this row."""
        return Problem(self.sheet.drop.path, self.cells.line, column, code, reason, fix, value)

    def record(self, table: str, values: dict[str, Any], key: tuple[str, ...] = ()) -> Record:
        """The row's record; empty text is nothing."""
        kept = {name: None if value == "" else value for name, value in values.items()}
        return Record(table, self.cells.line, kept, key, self.member)

    def skipped(self, rule: str) -> Skipped:
        """The row, left out by a rule."""
        return Skipped(self.cells.line, rule)


def is_whole(day: str) -> bool:
    """Whether a partial date names a day."""
    return len(day) == len("2024-03-05")


def is_written(text: str) -> bool:
    """Whether a text is a date that can be read in one way only."""
    try:
        return bool(dates.read(text, WRITTEN))
    except ValueError:
        return False


def hide_mail(text: str, instead: str = "(address)") -> str:
    """A text with something else where an e-mail address stood."""
    return masks.mail(text, instead)


def slug(text: str) -> str:
    """A short name; C, C++ and C# are three things, and a slug has no #."""
    return tidy.slug(text.replace("#", "-sharp"))
