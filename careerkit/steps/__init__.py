"""One step of the guides per file. To add a step, add a file with the four names below.

- `TITLE` is its name, `GUIDE` the notebook that leads through it, `ORDER` its place.
- `tasks(log)` tells in order what the step asks for, each as a `Task`: how many are there, how many are enough, what to do next.

A task can be done within one sitting, by hand or in a form, in an empty workbook as in one of three years. It is told in our
own words and numbers alone, and it never scolds: a step may be left for another time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from careerkit import guesses
from careerkit.counting.streams import within
from careerkit.period import DAY, Period
from careerkit.settings import Settings

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a step asks for.

    text: what is counted, as it stands behind `3 of 5` or behind `no`: `lines with an energy`, `guess`. next: what to do, as
    it stands after a semicolon, without a full stop.
    """

    text: str
    have: int
    wanted: int
    next: str

    @property
    def is_done(self) -> bool:
        """Whether there are enough."""
        return self.have >= self.wanted


@dataclass(frozen=True)
class Log:
    """What a step may look at: all that is known by now, and the year that is worked on.

    tables: every table, all years. scores: makes the scores of every sitting.
    """

    tables: Mapping[str, pd.DataFrame]
    period: Period
    settings: Settings
    scores: Callable[[], pd.DataFrame]

    @property
    def day(self) -> date:
        """The last known day of the year: today in a running one."""
        return self.period.last - DAY

    def year(self, table: str) -> pd.DataFrame:
        """The dated rows of the year."""
        return within(self.tables[table], self.period.start, self.period.last)

    def of_year(self, table: str) -> pd.DataFrame:
        """The rows that name the year: guesses, decisions, fits, questions."""
        found = self.tables[table]
        return found[found["year"] == self.period.year]

    def lately(self, table: str, days: int) -> pd.DataFrame:
        """The rows of the last so many days; in a finished year those of the whole year."""
        if self.period.is_finished:
            return self.year(table)
        return within(self.tables[table], self.period.last - timedelta(days), self.period.last)

    def is_in_year(self, days: pd.Series[pd.Timestamp]) -> pd.Series[bool]:
        """Whether days lie in the year, also those still to come; an unknown day does not."""
        import pandas as pd

        return (days >= pd.Timestamp(self.period.start)) & (days < pd.Timestamp(self.period.end))


def guess(log: Log, step: str) -> Iterator[Task]:
    """The first task of every step that has something to guess: any one of its topics will do."""
    topics = guesses.of_step(step)
    asked = {name for topic in topics for name in (topic.key, *topic.also)}
    have = int(log.of_year("guess")["topic"].isin(asked).sum())
    yield Task("guess of this year", have, 1, "write one down before you look at the numbers")


def missing(have: int, wanted: int, one: str, many: str = "") -> str:
    """How many are missing: `5 lines` of none, `1 more line` where there are some."""
    n = max(0, wanted - have)
    return f"{n} {'more ' if have else ''}{one if n == 1 else many or one + 's'}"
