"""From what the measures found to at most three actions, two things to keep doing and one to stop.

A rule is a file in `advice/`. It looks at the measures of one year and gives one piece of advice or nothing. Which
of them are told is decided here: priority = gap (0 to 1) x confidence (clear 1, hint 0.5) x value (1.5 when it serves a
stated goal). A rule that was rejected in two years is quiet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from careerkit import registry
from careerkit.counting.evidence import ids
from careerkit.counting.streams import within
from careerkit.measure import Measure, Status
from careerkit.period import Period

if TYPE_CHECKING:
    import pandas as pd

CONFIDENCE = {Status.CLEAR: 1.0, Status.HINT: 0.5}
SERVES_A_GOAL, HALF = 1.5, 0.5
MOST = {"act": 3, "keep": 2, "stop": 1}
MOST_LOG = 1
QUIET_AFTER = 2
CHECK_AFTER_DAYS = 90
STEPS = ("assess", "goals", "network", "feedback", "invest", "habits")


class Kind(StrEnum):
    """What a piece of advice asks for. `log` is an action, too: something to write down, so as to learn more."""

    ACT = "act"
    KEEP = "keep"
    STOP = "stop"
    LOG = "log"


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

    def timed(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The year's entries with hours that carry one of these tags or skills."""
        entry = within(self.tables["entry"], self.period.start, self.period.last)
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


@dataclass(frozen=True)
class Proposed:
    """One piece of advice with the rule it comes from, how much it matters and the day to look again."""

    rule: str
    title: str
    kind: Kind
    step: str
    version: str
    advice: Advice
    priority: float
    check_on: date


@dataclass(frozen=True)
class Audited:
    """One recommendation of an earlier review, what became of it, and its number then and now."""

    year: int
    rule: str
    title: str
    outcome: str
    helped: bool | None
    then: float | None
    now: float | None


@dataclass(frozen=True)
class Counsel:
    """All that a review says about what to do: the audit first, then what is proposed, then which rules are quiet."""

    audit: list[Audited] = field(default_factory=list)
    proposed: list[Proposed] = field(default_factory=list)
    quiet: list[str] = field(default_factory=list)


class Rule(Protocol):
    """The interface of one file in `advice/`; the function has the file's name."""

    TITLE: str
    KIND: Kind
    STEP: str
    VERSION: str
    LIMITS: Mapping[str, float]

    def number(self, look: Look) -> float | None:
        """The number that the rule looks at, also a year later; None while it is not known."""


def rules() -> list[tuple[str, Rule]]:
    """All rules with their names, sorted."""
    return [(name, cast(Rule, module)) for name, module in registry.parts("advice")]


def counsel(look: Look, ledger: pd.DataFrame) -> Counsel:
    """The audit of earlier advice and the advice of this year; the ledger's own year decides nothing."""
    earlier = ledger[ledger["year"] < look.period.year]
    quiet = quiet_rules(earlier)
    return Counsel(audit(look, earlier), choose(_all(look, quiet), look), quiet)


def quiet_rules(earlier: pd.DataFrame) -> list[str]:
    """Rules that were rejected in two years or more, sorted."""
    rejected = earlier[earlier["outcome"] == "rejected"].drop_duplicates(["year", "rule"])
    times = Counter(rejected["rule"])
    return sorted(rule for rule, count in times.items() if count >= QUIET_AFTER)


def audit(look: Look, earlier: pd.DataFrame) -> list[Audited]:
    """The latest earlier year with advice: what became of each piece, and its number then and now."""
    if earlier.empty:
        return []
    year = int(earlier["year"].max())
    known = dict(rules())
    told = earlier[earlier["year"] == year]
    return [
        _audited(year, str(rule), rows, known.get(str(rule)), look)
        for rule, rows in told.groupby("rule", sort=True)
    ]


def _audited(year: int, name: str, rows: pd.DataFrame, rule: Rule | None, look: Look) -> Audited:
    decided = [o for o in ("taken", "rejected") if (rows["outcome"] == o).any()]
    said = rows["helped"].dropna()
    numbers = rows["value"].dropna()
    # A rule that is gone keeps its name: what was advised stays on record.
    return Audited(
        year, name, rule.TITLE if rule else name.replace("_", " "),
        decided[-1] if decided else "open", bool(said.iloc[-1]) if len(said) else None,
        float(numbers.iloc[0]) if len(numbers) else None, rule.number(look) if rule else None,
    )  # fmt: skip


def _all(look: Look, quiet: Sequence[str]) -> Iterable[Proposed]:
    for name, rule in rules():
        if name in quiet:
            continue
        found: Advice | None = getattr(rule, name)(look)
        if found is not None:
            weight = found.gap * CONFIDENCE[found.status] * _worth(found, look)
            day = look.period.last + timedelta(days=CHECK_AFTER_DAYS)
            yield Proposed(name, rule.TITLE, rule.KIND, rule.STEP, rule.VERSION, found, weight, day)


def _worth(found: Advice, look: Look) -> float:
    """1.5 when at least half of the entries behind it serve a stated goal."""
    entry = look.tables["entry"]
    own = entry.loc[entry["id"].isin(found.evidence), "goal"]
    return SERVES_A_GOAL if len(own) and own.notna().mean() >= HALF else 1.0


def choose(every: Iterable[Proposed], look: Look) -> list[Proposed]:
    """At most three actions (one a step, one of them about logging), two to keep and one to stop, weightiest first."""
    taken: list[Proposed] = []
    for one in sorted(every, key=lambda p: (-p.priority, p.rule)):
        if one.priority > 0 and _has_room(one, taken):
            taken.append(one)
    order = {"act": 0, "keep": 1, "stop": 2}
    return sorted(taken, key=lambda p: (order[_group(p)], -p.priority, p.rule))


def _has_room(one: Proposed, taken: Sequence[Proposed]) -> bool:
    same = [other for other in taken if _group(other) == _group(one)]
    if len(same) >= MOST[_group(one)]:
        return False
    if one.kind is Kind.LOG and sum(other.kind is Kind.LOG for other in taken) >= MOST_LOG:
        return False
    return _group(one) != "act" or all(other.step != one.step for other in same)


def _group(one: Proposed) -> str:
    return "act" if one.kind is Kind.LOG else one.kind.value
