"""What notebooks use: one person's year, with its tables, scores, measures and charts, all on demand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from careerkit import advise, audience, blocks, chart, guesses, measure, pages, period
from careerkit.advise import Counsel
from careerkit.audience import Reader, project, reader
from careerkit.blocks import Block
from careerkit.errors import NotAllowed
from careerkit.look import Look, NoRecords
from careerkit.measure import Measure, Status
from careerkit.seen import Seen
from careerkit.step import Step
from careerkit.steps import Log

if TYPE_CHECKING:
    import pandas as pd

ADVICE = "advice"
# What a starter report says all the same: how much there is, and what went well.
ALWAYS = ("trust", "wins")


@dataclass(frozen=True)
class Year(Seen):
    """One person's year as one reader may see it.

    workbook: a folder, `sample:NAME`, or empty for the nearest one. year: a number such as 2025, or 0 for the latest one
    in the log (this one while the log is empty). as_of: an ISO day; empty means the end of a finished year, today in a running one. audience: owner, mentor, coach.
    Raises UsageError for a year without any record, when other years have some.
    """

    def opening(self) -> None:
        """The cover and the page in one minute; in a thin log the one thing to do next."""
        # The folder's name is not for others.
        name = self.book.name if self.reader.is_owner else self.book.settings.name or "Somebody"
        title = f"{name}: the year {self.year}"
        cover = pages.opening(
            title, self.as_of_day.isoformat(), self.reader,
            is_empty=not self.known_years, is_starter=self.is_starter,
        )  # fmt: skip
        brief = pages.brief(self.counsel, self.reader) if self._may_advise else []
        if not self.reader.is_owner:
            self._emit(cover + pages.two_minutes(name, self.titled, self._asked, self.reader, brief))  # fmt: skip
            return
        found = dict(self.measures())
        blocks.emit(
            cover
            + (pages.audit(self.counsel.audit, self.reader) if self._may_advise else [])
            + pages.summary(self.titled, self.reader)
            + pages.direction(found["position"], self.reader)
            + pages.targets(found, self.reader)
            + brief
        )

    @property
    def _asked(self) -> pd.DataFrame:
        """The year's questions that this reader may see."""
        every = audience.written(self.shown["question"], self.initials)
        return every[every["year"] == self.year]

    def _emit(self, found: Sequence[Block]) -> None:
        """Show what this reader's file lets through: kinds of blocks that it does not name stay."""
        kinds = self.reader.blocks | {"cover", "section"}
        blocks.emit(block for block in found if block.json["kind"] in kinds)

    def horizon(self) -> None:
        """One row per analysis: what it can say, and the cheapest way to make it speak."""
        self._emit(pages.horizon(self.titled, self.reader))

    def show(self, name: str, *, thin: bool = False) -> None:
        """One measure in the notebook and the report: heading, sentences, charts, single records.

        In a starter report only what is always shown speaks; the others show their records and claim nothing. thin: a
        guide asks, so that each says at least what it needs.
        """
        part = dict(measure.parts())[name]
        found = self.measure(name)
        if self.is_starter and name not in ALWAYS and not thin:
            self._emit(pages.starter_section(part, found, self.reader))
            return
        drawings = [chart.render(key, found.table) for key in self._charts(name, found)]
        self._emit(pages.section(part, found, self.reader, drawings, self._trace))

    @cached_property
    def _trace(self) -> Mapping[str, tuple[str, str, str]]:
        """What is known of every record by its id: its day, what it is, and where it stands."""
        return pages.trace(self.tables) if self.reader.is_owner else {}

    def _charts(self, name: str, found: Measure) -> list[str]:
        """The charts whose columns are all there: a reader's copy may have lost some, and nothing has no picture."""
        if found.table.empty or not found.n:
            return []
        fits = [key for key in chart.for_measure(name) if chart.columns(key) <= set(found.table)]
        return [k for k in fits if found.table[sorted(chart.columns(k))].notna().any(axis=None)]

    def recent(self, table: str, count: int = 5) -> None:
        """The last records of one table, in the person's own words."""
        frame = audience.written(self.shown[table], self.initials)
        self._emit(pages.recent(table, frame, count, self.reader))

    def next_step(self, name: str = "") -> None:
        """The one next step of an analysis; without a name, of the first one that needs something."""
        needing = [m for _, m in self.titled if m.needs and m.status is not Status.WITHHELD]
        found = self.measure(name) if name else next(iter(needing), None)
        self._emit(pages.next_step(found, self.reader))

    @cached_property
    def counsel(self) -> Counsel:
        """The audit of earlier advice and the advice of this year, from everything that this reader may see."""
        ledger = self.tables["advice"]
        if not self.reader.is_owner:
            seen = Look(self.measures(), NoRecords(), self.period)
            return advise.counsel_for_reader(seen, ledger)
        whole = {name: self.whole(name) for name, _ in measure.parts()}
        return advise.counsel(Look(whole, self.tables, self.period), ledger)

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
            self._emit(pages.advice(self.counsel, self.reader, self._trace, self.year))

    def step(self, name: str) -> Step:
        """One step of the guides: `step("assess").check()` says what is there and the next thing to do.

        Raises UsageError that lists the steps, NotAllowed for another reader than the owner.
        """
        self._for_the_owner()
        return Step(name, self._log)

    def reveal(self, topic: str) -> None:
        """A guess beside what the log says, this year and in earlier years with a guess.

        Raises UsageError for an unknown topic, NotAllowed for another reader than the owner.
        """
        self._for_the_owner()
        asked, now = guesses.topic(topic), self._by_now()
        guess, known = now.tables["guess"], {self.year, *now.known_years}
        found = {
            # What is shown of a year beside it is as of its own day.
            year: now._moment(year, self.as_of if year == self.year else "", loaded=now.loaded)
            for year in guesses.years(asked, guess, self.year)
        }
        says = {
            year: one.whole(asked.measure) if year in known else guesses.nothing(asked)
            for year, one in found.items()
        }
        blocks.emit(pages.reveal(guesses.compared(asked, guess, says)))

    def _for_the_owner(self) -> None:
        if not self.reader.is_owner:
            raise NotAllowed("steps and guesses are for the owner alone; leave out the audience")

    def _log(self) -> Log:
        now = self._by_now()
        return Log(now.tables, now.period, now.book.settings, lambda: now.scores)

    def _by_now(self) -> Year:
        """The year read anew, with all that is known today: what one says of a year is often written down after its end."""
        now = self._moment(self.year, self.as_of)
        if self.as_of:
            return now
        at = period.now()
        # A line may bear the day of the clock here or of the person's home, where it may be tomorrow already.
        day = max(at.date(), at.astimezone(ZoneInfo(now.book.settings.time_zone)).date())
        return self._moment(self.year, day.isoformat(), book=now.book)

    def _moment(self, year: int, as_of: str, **read: object) -> Year:
        """The same workbook in a year and on a day, also where nothing is logged; read: what need not be read again."""
        other = object.__new__(Year)
        vars(other).update(
            read, workbook=self.workbook, year=year, as_of=as_of, audience=self.audience
        )
        return other

    def appendix(self) -> None:
        """Thresholds, sources, rows set aside, and what each reader would get: for the owner only."""
        if not self.reader.is_owner:
            return
        parts = measure.parts()
        readers = [
            (other.title, part.TITLE, self._would_get(name, other))
            for other in (reader(one, self.book) for one in audience.names(self.book))
            for name, part in parts
            if not other.is_owner
        ]
        blocks.emit(
            pages.appendix(
                {part.TITLE: part.GATES for _, part in parts}
                | {rule.TITLE: rule.LIMITS for _, rule in advise.rules()},
                self.loaded.sources, self.loaded.codes, readers, self.loaded.digest,
                pages.definitions(), self.as_of_day.isoformat(),
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
