"""What notebooks use: one person's year, with its tables, scores, measures and charts, all on demand."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from careerkit import advise, audience, blocks, chart, measure, pages, period, store, workspace
from careerkit.advise import Counsel
from careerkit.asof import known
from careerkit.audience import Reader, project, reader, shared_rows
from careerkit.errors import UsageError
from careerkit.measure import Measure, Status
from careerkit.period import DAY, Pause, Period

if TYPE_CHECKING:
    import pandas as pd

ADVICE = "advice"
# What a starter report says all the same: how much there is, and what went well.
ALWAYS = ("trust", "wins")


@dataclass(frozen=True)
class Year:
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
        return reader(self.audience)

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
        settings = self.book.settings
        pauses = [
            Pause(begin.date(), until.date() + DAY)
            for begin, until in zip(
                *(self.tables["pause"][c] for c in ("date", "until")), strict=True
            )
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
        from careerkit import assess

        known = assess.instruments(self.book.instruments)
        found: pd.DataFrame = assess.scores(self.tables["answer"], known)
        return found

    @cached_property
    def _inputs(self) -> dict[str, Any]:
        return {
            **self.tables,
            "period": self.period,
            "settings": self.book.settings,
            "scores": self.scores,
        }

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
        return project(self.whole(name), self.reader, self.consent)

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
    def _titled(self) -> list[tuple[str, Measure]]:
        return [(part.TITLE, self.measure(name)) for name, part in measure.parts()]

    def opening(self) -> None:
        """The cover and the page in one minute; in a thin log the one thing to do next."""
        title = f"{self.book.name}: the year {self.year}"
        cover = pages.opening(
            title, self.as_of_day.isoformat(), self.reader,
            is_empty=not self.known_years, is_starter=self.is_starter,
        )  # fmt: skip
        found = {
            name: self.measure(name) for name in ("position", "connections", "learning", "goals")
        }
        blocks.emit(
            cover
            + (pages.audit(self.counsel.audit, self.reader) if self._may_advise else [])
            + pages.summary(self._titled, self.reader)
            + pages.direction(found["position"], self.reader)
            + pages.targets(found, self.reader)
            + (pages.brief(self.counsel, self.reader) if self._may_advise else [])
        )

    def horizon(self) -> None:
        """One row per analysis: what it can say, and the cheapest way to make it speak."""
        blocks.emit(pages.horizon(self._titled, self.reader))

    def show(self, name: str) -> None:
        """One measure in the notebook and the report: heading, sentences, charts, single records.

        In a starter report only what is always shown speaks; the others show their records and claim nothing.
        """
        part = dict(measure.parts())[name]
        found = self.measure(name)
        if self.is_starter and name not in ALWAYS:
            blocks.emit(pages.starter_section(part, found, self.reader))
            return
        drawings = [chart.render(key, found.table) for key in self._charts(name, found)]
        blocks.emit(pages.section(part, found, self.reader, drawings, self._trace))

    @cached_property
    def _trace(self) -> Mapping[str, tuple[str, str, str]]:
        """What is known of every record by its id: its day, what it is, and where it stands."""
        return trace(self.tables) if self.reader.is_owner else {}

    def _charts(self, name: str, found: Measure) -> list[str]:
        """The charts whose columns are all there: a reader's copy may have lost some, and nothing has no picture."""
        if found.table.empty or not found.n:
            return []
        fits = [key for key in chart.for_measure(name) if chart.columns(key) <= set(found.table)]
        return [k for k in fits if found.table[sorted(chart.columns(k))].notna().any(axis=None)]

    def recent(self, table: str, count: int = 5) -> None:
        """The last records of one table, in the person's own words."""
        frame = shared_rows(self.tables[table], self.reader)
        blocks.emit(pages.recent(table, frame, count, self.reader))

    def next_step(self, name: str = "") -> None:
        """The one next step of an analysis; without a name, of the first one that needs something."""
        needing = [m for _, m in self._titled if m.needs and m.status is not Status.WITHHELD]
        found = self.measure(name) if name else next(iter(needing), None)
        blocks.emit(pages.next_step(found, self.reader))

    @cached_property
    def counsel(self) -> Counsel:
        """The audit of earlier advice and the advice of this year, from everything that the owner sees."""
        whole = {name: self.whole(name) for name, _ in measure.parts()}
        return advise.counsel(advise.Look(whole, self.tables, self.period), self.tables["advice"])

    @property
    def _may_advise(self) -> bool:
        """Whether this reader may see what to do next, and the log carries any advice."""
        agreed = self.reader.is_owner or (self.reader.advice and ADVICE in self.consent)
        return agreed and not self.is_starter

    def advice(self) -> None:
        """What became of earlier advice, then at most three actions, two things to keep and one to stop."""
        if self.is_starter and self.reader.is_owner:
            blocks.emit(pages.starter(self.reader))
        elif self._may_advise:
            blocks.emit(pages.advice(self.counsel, self.reader, self._trace, self.year))

    def appendix(self) -> None:
        """Thresholds, sources, rows set aside, and what each reader would get: for the owner only."""
        if not self.reader.is_owner:
            return
        parts = measure.parts()
        readers = [
            (other.title, part.TITLE, self._would_get(name, other))
            for other in map(reader, audience.names())
            for name, part in parts
            if not other.is_owner
        ]
        blocks.emit(
            pages.appendix(
                {part.TITLE: part.GATES for _, part in parts}
                | {rule.TITLE: rule.LIMITS for _, rule in advise.rules()},
                self.loaded.sources, self.loaded.codes, readers, self.loaded.digest,
                _definitions(), self.as_of_day.isoformat(),
            )
            + pages.composites(self.whole("compass").values)
        )  # fmt: skip

    def _would_get(self, name: str, other: Reader) -> str:
        consent = self.book.settings.consent.get(other.name, ())
        found = project(self.whole(name), other, consent)
        return f"no: {found.needs}" if found.status is Status.WITHHELD else "yes"

    def finish(self) -> None:
        """The end-of-notebook token: without it a run does not count as done."""
        blocks.emit([pages.end(self.year, self.as_of, self.audience, self.loaded.digest)])


def trace(tables: Mapping[str, pd.DataFrame]) -> dict[str, tuple[str, str, str]]:
    """Every record by its id: its day as text, its journal word or table, and its file and line."""
    found: dict[str, tuple[str, str, str]] = {}
    for name, frame in tables.items():
        days = frame["date"].dt.strftime("%Y-%m-%d").fillna("")
        words = frame["word"] if "word" in frame else [name] * len(frame)
        places = (
            frame["file"].fillna("").str.cat(frame["line"].astype("string").fillna(""), sep=":")
        )
        found.update(zip(frame["id"], zip(days, words, places, strict=True), strict=True))
    return found


def _definitions() -> list[tuple[str, str, str]]:
    """Every analysis and every rule of advice: its title, its version, and the first paragraph of its definition."""
    found = [
        (part.TITLE, getattr(part, "VERSION", "1"), _first_paragraph(getattr(part, name)))
        for name, part in measure.parts()
    ]
    return found + [
        (rule.TITLE, rule.VERSION, _first_paragraph(rule)) for _, rule in advise.rules()
    ]


def _first_paragraph(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
