"""One person's year as one reader may see it: tables, scores and measures, all on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from careerkit import initials, measure, pages, period, store, workspace
from careerkit.asof import known
from careerkit.audience import Reader, project, projected, reader
from careerkit.errors import UsageError
from careerkit.initials import Initials
from careerkit.measure import Measure, Status
from careerkit.period import DAY, Pause, Period
from careerkit.settings import Settings

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Seen:
    """One person's year as one reader may see it.

    workbook: a folder, `sample:NAME`, or empty for the nearest one. year: a number such as 2025, or 0 for the latest one
    in the log (this one while the log is empty). as_of: an ISO day; empty means the end of a finished year, today in a running one. audience: owner, mentor, coach.
    Raises UsageError for a year without any record, when other years have some.
    """

    workbook: str = ""
    year: int = 0
    as_of: str = ""
    audience: str = "owner"

    def __post_init__(self) -> None:
        if not self.year:
            # A line with a year of the future, which may be a slip, does not decide what is opened.
            today = period.today().year
            latest = max((year for year in self.known_years if year <= today), default=today)
            object.__setattr__(self, "year", latest)
        period.check_year(self.year)
        _ = self.reader
        if self.known_years and self.year not in self.known_years:
            known = ", ".join(map(str, self.known_years))
            raise UsageError(f"no records in {self.year}; this workbook has {known}")

    @cached_property
    def book(self) -> workspace.Workbook:
        """The workbook's paths and settings."""
        return workspace.find(self.workbook or None)

    @cached_property
    def reader(self) -> Reader:
        """Who is to read this."""
        return reader(self.audience, self.book)

    @cached_property
    def loaded(self) -> store.Loaded:
        """All tables, whole, with their provenance."""
        return store.load(self.book)

    @cached_property
    def known_years(self) -> list[int]:
        """The person's years in which anything was logged; one that begins in April is named after that April."""
        streams = ("entry", "touch", "learning", "boundary", "feedback", "time", "book")
        days = {day for name in streams for day in self.loaded.frames[name]["date"].dropna()}
        begins = self.book.settings.year_start
        return sorted({day.year - ((day.month, day.day) < begins) for day in days})

    @cached_property
    def period(self) -> Period:
        """The year with its as-of date and declared pauses."""
        return self._period(self.tables["pause"])

    def _period(self, paused: pd.DataFrame) -> Period:
        settings = self.book.settings
        pauses = [
            Pause(begin.date(), until.date() + DAY)
            for begin, until in zip(paused["date"], paused["until"], strict=True)
        ]
        return period.make_period(
            self.year, as_of=self.as_of_day, starts=settings.year_start,
            first_weekday=settings.first_weekday, pauses=pauses,
        )  # fmt: skip

    @cached_property
    def as_of_day(self) -> date:
        """The last known day."""
        if self.as_of:
            return period.parse_day(self.as_of)
        return min(period.last_day(self.year, self.book.settings.year_start), period.today())

    @cached_property
    def tables(self) -> Mapping[str, pd.DataFrame]:
        """Every table as it was known on the as-of date, all years: what was written down later is hidden."""
        settings = self.book.settings
        return {
            name: known(name, frame, self.as_of_day, settings)
            for name, frame in self.loaded.frames.items()
        }

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The scores of every questionnaire sitting."""
        return self._scores(self.tables["answer"])

    def _scores(self, answers: pd.DataFrame) -> pd.DataFrame:
        from careerkit import assess

        found: pd.DataFrame = assess.scores(answers, assess.instruments(self.book.instruments))
        return found

    @cached_property
    def _inputs(self) -> dict[str, Any]:
        beside = {"period": self.period, "settings": self.book.settings, "scores": self.scores}
        return {**self.tables, **beside}

    @cached_property
    def _shown_inputs(self) -> dict[str, Any]:
        """The same from what this reader may see alone: also no pause, no answer and no setting of the person's."""
        answers, paused = self.shown["answer"], self.shown["pause"]
        scores = self._scores(answers) if len(answers) else self.scores.iloc[:0]
        beside = {"period": self._period(paused), "settings": Settings(), "scores": scores}
        return {**self.shown, **beside}

    @cached_property
    def shown(self) -> Mapping[str, pd.DataFrame]:
        """The tables as this reader may see them row by row; the owner's are whole."""
        return {name: projected(name, frame, self.reader) for name, frame in self.tables.items()}

    @cached_property
    def initials(self) -> Initials | None:
        """What takes the place of names in this reader's copy."""
        if self.reader.names == "full":
            return None
        people = self.loaded.frames["person"]
        names = zip(people["slug"], people["name"].fillna(""), strict=True)
        return initials.of(names, pages.texts(self.shown))

    @cached_property
    def _measured(self) -> dict[str, Measure]:
        return {}

    @property
    def consent(self) -> Sequence[str]:
        """The sections that the person lets this reader see."""
        return self.book.settings.consent.get(self.audience, ())

    def whole(self, name: str) -> Measure:
        """One measure as the owner sees it."""
        if name not in self._measured:
            self._measured[name] = measure.run(name, self._inputs)
        return self._measured[name]

    def measure(self, name: str) -> Measure:
        """One measure as this reader may see it; `withheld` where they may not."""
        if self.reader.is_owner:
            return self.whole(name)
        if name not in self.reader.columns or name not in self.consent:
            # What may not leave is not even worked out.
            return project(Measure(Status.WITHHELD, 0, "", name=name), self.reader, self.consent)
        # Which shared records are quoted is found in what is shared alone: private ones must not decide it.
        quoted = measure.run(name, self._shown_inputs).rows
        return project(self.whole(name), self.reader, self.consent, quoted, self.initials)

    def measures(self) -> dict[str, Measure]:
        """All measures, in the order of a review."""
        return {name: self.measure(name) for name, _ in measure.parts()}

    @property
    def is_starter(self) -> bool:
        """Whether the log is too thin for a full review: under a quarter of the weeks, or under eight weeks."""
        trust = self.whole("trust").values
        weeks, coverage = trust.get("active_weeks") or 0, trust.get("coverage") or 0.0
        return float(weeks) < 8 or float(coverage) < 0.25

    @cached_property
    def titled(self) -> list[tuple[str, Measure]]:
        """All measures by their titles, in the order of a review."""
        return [(part.TITLE, self.measure(name)) for name, part in measure.parts()]
