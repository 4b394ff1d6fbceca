"""What a rule of advice may look at, and what it says: the interface of the files in `advice/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, cast

import numpy as np

from careerkit.counting.evidence import ids
from careerkit.counting.streams import within
from careerkit.measure import Measure, Status
from careerkit.period import Period

if TYPE_CHECKING:
    import pandas as pd

CONFIDENCE = {Status.CLEAR: 1.0, Status.HINT: 0.5}


class Kind(StrEnum):
    """What a piece of advice asks for. `log` is an action, too: something to write down, so as to learn more."""

    ACT = "act"
    KEEP = "keep"
    STOP = "stop"
    LOG = "log"


class Unseen(LookupError):
    """A rule looks at single records, and this reader sees numbers only."""


class NoRecords(Mapping[str, "pd.DataFrame"]):
    """The tables of a reader who sees numbers only: asking for one raises Unseen."""

    def __getitem__(self, name: str) -> pd.DataFrame:
        raise Unseen(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True)
class Look:
    """What a rule may look at: one year's measures by name, the tables they came from, and the year."""

    measures: Mapping[str, Measure]
    tables: Mapping[str, pd.DataFrame]
    period: Period

    def number(self, measure: str, value: str) -> float | None:
        """One value of a measure that speaks, clearly or as a hint; None when it does not, or has no such number."""
        found = self.measures[measure]
        number = found.values.get(value)
        known = isinstance(number, int | float) and not isinstance(number, bool)
        return float(cast(float, number)) if known and found.status in CONFIDENCE else None

    def said(self, measure: str, words: str) -> tuple[str, ...]:
        """The records behind the one sentence of a section that has these words; those of the section if none has."""
        found = self.measures[measure]
        named = (said.evidence for said in found.statements if words in said.text)
        return next(named, found.evidence)

    def labels(self, *, drain: bool, hours: str) -> tuple[str, ...]:
        """The tags and skills that clearly drain, or clearly give energy, sorted; those known to have none of these hours are left out.

        hours: a column of the table of the section on energy.
        """
        table = self.measures["energy"].table
        if not {"label", "status", "shrunk"} <= set(table):
            return ()
        found = table[(table["status"] == Status.CLEAR) & ((table["shrunk"] < 0) == drain)]
        if hours in found:
            found = found[found[hours] > 0]
        return tuple(sorted(map(str, found["label"])))

    def timed(self, labels: Iterable[str], since: date | None = None) -> tuple[str, ...]:
        """The entries with hours of the year, or of the part of it from a day on, that carry one of these tags or skills."""
        if not self.tables:
            return ()
        entry = within(self.tables["entry"], since or self.period.start, self.period.last)
        entry, wanted = entry[entry["hours"].notna()], set(labels)
        carry = [
            not wanted.isdisjoint((*tags, *skills))
            for tags, skills in zip(entry["tags"], entry["skills"], strict=True)
        ]
        return ids(entry[np.asarray(carry, dtype=bool)])


@dataclass(frozen=True)
class Advice:
    """What one rule has to say.

    text: one sentence with its numbers and no text of the log. unless: when it is wrong. gap: how far things are from
    where the rule would be silent, 0 to 1. value: the number the rule looked at; n: records behind it; evidence: their
    ids. about: names from the log (tags, slugs), for the owner alone.
    """

    text: str
    first_step: str
    unless: str
    gap: float
    value: float
    n: int
    status: Status = Status.CLEAR
    evidence: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def log_more(
    look: Look, share: float | None, needed_by: str, limits: Mapping[str, float],
    says: str, first_step: str, unless: str,
) -> Advice | None:  # fmt: skip
    """Advice to fill in a field that few of the year's entries carry, while the section that needs it cannot speak.

    It speaks from `least_entries` entries on, below `least_share` of them; the gap is what is missing.
    """
    year = within(look.tables["entry"], look.period.start, look.period.last)
    silent = look.measures[needed_by].status is Status.NOT_YET
    if share is None or not silent or len(year) < limits["least_entries"]:
        return None
    if share >= limits["least_share"]:
        return None
    return Advice(
        f"{share:.0%} of {len(year)} entries {says}", first_step, unless,
        1 - share / limits["least_share"], share, len(year), evidence=ids(year),
    )  # fmt: skip
