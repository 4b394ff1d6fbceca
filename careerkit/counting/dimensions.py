"""The three dimensions between job work and career: what the pulse says of each in a year, and what the log shows.

Counted here, told in the section on the position. Frames in, numbers out; no status and no sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import pandas as pd

from careerkit import assess, stats
from careerkit.counting import streams
from careerkit.period import Period

PULSE = "pulse"
# The words at 0 and at 100, as in the pulse.
POLES = {
    "scope": ("one thing at a time", "building up over time"),
    "motivation": ("work for the living it gives", "work for its own sake"),
    "impact": ("done when it is done", "leaves a mark"),
}
LEAST_MARKED, LEAST_WEEKS, LEAST_SHARE = 30, 8, 0.5
MONTHS_OF_HISTORY = 6
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Done:
    """What the log shows of one dimension in one span, line by marked line.

    ids: of the lines. weeks: their weeks, as numbers. hours, counted: of each line, all and those that
    count. marked_share: of all logged hours, 0 to 1. seed: of the draws of its interval, the year of the span.
    """

    ids: tuple[str, ...] = ()
    weeks: Sequence[int] = ()
    hours: Sequence[float] = ()
    counted: Sequence[float] = ()
    marked_share: float = 0.0
    seed: int = 0

    @property
    def n(self) -> int:
        """How many entries are marked."""
        return len(self.hours)

    @property
    def value(self) -> float | None:
        """0 (job work) to 100 (career), once 30 marked entries in 8 weeks hold half of the logged hours."""
        if self.n < LEAST_MARKED or self.marked_share < LEAST_SHARE:
            return None
        if len(set(self.weeks)) < LEAST_WEEKS:
            return None
        return 100 * sum(self.counted) / sum(self.hours)

    @property
    def interval(self) -> tuple[float, float]:
        """The 80 % interval of the value, drawn by whole weeks with the year as the seed, as of what adds up."""
        low, high = stats.share_interval(self.weeks, self.counted, self.hours, seed=self.seed)
        return 100 * low, 100 * high


@dataclass(frozen=True)
class Dimension:
    """One dimension: the mean pulse of a span and of the same days a year before, the log of both, and the answers' ids."""

    name: str
    now: Row | None
    before: Row | None
    done: Done
    done_before: Done
    answers: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its name, as it stands in a sentence."""
        return self.name.capitalize()

    @property
    def said(self) -> float | None:
        """The mean of the span's pulses, 0 to 100."""
        return float(self.now["pomp"]) if self.now else None

    @property
    def gap(self) -> float | None:
        """Said less done in whole points, as both are printed; None unless both are known and said lies outside the interval of done."""
        if self.said is None or self.done.value is None:
            return None
        low, high = self.done.interval
        if round(low) <= round(self.said) <= round(high):
            return None
        return float(round(self.said) - round(self.done.value))

    @cached_property
    def judged(self) -> assess.Judgement | None:
        """What may be told of the change in what is said; None when one side is missing."""
        return assess.judge(self.now, self.before) if self.now and self.before else None


def dimensions(
    entry: pd.DataFrame, answer: pd.DataFrame, scores: pd.DataFrame, period: Period
) -> list[Dimension]:  # fmt: skip
    """Scope, motivation and impact of a year, beside the same days of the year before."""
    earlier = period.earlier(1)
    said, said_before = (_said(scores, span) for span in (period, earlier))
    marks = _marks(entry, earlier, period)
    answers = _answers(answer, scores, period)
    return [
        Dimension(
            name, said.get(name), said_before.get(name),
            _done(marks, name, period), _done(marks, name, earlier), answers,
        )
        for name in POLES
    ]  # fmt: skip


def _said(scores: pd.DataFrame, span: Period) -> dict[str, Row]:
    means = assess.mean_of_sittings(scores, PULSE, span.start, span.last)
    return {row["score"]: row for row in means.to_dict("records")}


def _answers(answer: pd.DataFrame, scores: pd.DataFrame, span: Period) -> tuple[str, ...]:
    """The ids of the answers of the span's finished pulses."""
    taken = assess.sittings(scores, PULSE, span.start, span.last)["administration"]
    own = answer[(answer["instrument"] == PULSE) & answer["administration"].isin(set(taken))]
    return tuple(own.sort_values(["at", "id"])["id"].dropna())


_COLUMNS = [
    "id", "date", "hours", "skills", "level", "context", "energy", "goal", "builds_on", "chosen",
    "reach", "lasts", "impact", "impact_before", "impact_after",
]  # fmt: skip


def _marks(entry: pd.DataFrame, first: Period, last: Period) -> pd.DataFrame:
    """Entries with hours of both spans: for each dimension whether they say something of it, and whether they count."""
    start = first.start - timedelta(days=streams.TRAILING_DAYS)
    recent = streams.within(entry[_COLUMNS], start, last.last)
    begun = entry.loc[entry["skills"].str.len() > 0, "date"].min()
    found = streams.within(recent, first.start, last.last)
    found = found[found["hours"] > 0].sort_values(["date", "id"], kind="stable")
    uses = _classes(recent, begun).reindex(found.index)
    outcome = found[["impact", "impact_before", "impact_after"]].notna().any(axis=1)
    others = found["reach"].isin(["team", "organisation", "beyond"])
    week = streams.week_of(found["date"], last)
    return pd.DataFrame({
        "id": found["id"], "date": found["date"], "hours": found["hours"], "week": week.astype("int64"),
        "scope_marked": uses.notna(),
        "scope": uses == "building",
        "motivation_marked": found["chosen"].notna(),
        "motivation": found["chosen"].fillna(False).astype(bool),
        "impact_marked": found["reach"].notna() & found["lasts"].notna(),
        "impact": outcome & others & found["lasts"].isin(["months", "years"]),
    })  # fmt: skip


def _classes(recent: pd.DataFrame, begun: pd.Timestamp) -> pd.Series[str]:
    """What each entry is for its skill; unknown in the first six months with a skill, when all looks one-off."""
    if pd.isna(begun):
        return pd.Series(index=recent.index, dtype="str")
    warm = recent["date"] >= begun + pd.DateOffset(months=MONTHS_OF_HISTORY)
    return streams.classes(recent).where(warm)


def _done(marks: pd.DataFrame, name: str, span: Period) -> Done:
    known = streams.within(marks, span.start, span.last)
    own = known[known[f"{name}_marked"]]
    if own.empty:
        return Done()
    hours = own["hours"].to_numpy()
    counted = hours * own[name].to_numpy()
    return Done(
        tuple(own["id"].dropna()), own["week"].tolist(), hours.tolist(), counted.tolist(),
        float(hours.sum() / known["hours"].sum()), span.year,
    )  # fmt: skip
