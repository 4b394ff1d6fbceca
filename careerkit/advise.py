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
from typing import TYPE_CHECKING, Protocol, cast

from careerkit import registry
from careerkit.look import CONFIDENCE, Advice, Kind, Look, Unseen

if TYPE_CHECKING:
    import pandas as pd

SERVES_A_GOAL, HALF = 1.5, 0.5
MOST = {"act": 3, "keep": 2, "stop": 1}
MOST_LOG = 1
QUIET_AFTER = 2
CHECK_AFTER_DAYS = 90
STEPS = ("assess", "goals", "network", "feedback", "invest", "habits")


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
    """One recommendation of an earlier review, what became of it, and its number then and now, also in words."""

    year: int
    rule: str
    title: str
    outcome: str
    helped: bool | None
    then: float | None
    now: float | None
    then_said: str | None = None
    now_said: str | None = None


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
    NUMBER: str
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


def counsel_for_reader(look: Look, ledger: pd.DataFrame) -> Counsel:
    """The advice of this year as far as another reader's numbers carry it, without the audit.

    look: the reader's measures and no records. What the person turned down stays quiet here, too.
    """
    quiet = quiet_rules(ledger[ledger["year"] < look.period.year])
    return Counsel([], choose(_all(look, quiet), look), quiet)


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
    then, now = (
        float(numbers.iloc[0]) if len(numbers) else None,
        rule.number(look) if rule else None,
    )
    # A rule that is gone keeps its name: what was advised stays on record.
    return Audited(
        year, name, rule.TITLE if rule else name.replace("_", " "),
        decided[-1] if decided else "open", bool(said.iloc[-1]) if len(said) else None,
        then, now, _in_words(rule, then, _version(rows)), _in_words(rule, now),
    )  # fmt: skip


def _version(rows: pd.DataFrame) -> str:
    known = rows["rule_version"].dropna()
    return str(known.iloc[0]) if len(known) else ""


def _in_words(rule: Rule | None, number: float | None, version: str = "") -> str | None:
    """The number as the rule says it; with the version that counted it where that is not today's."""
    if rule is None or number is None:
        return None
    by = f" (by version {version})" if version not in ("", rule.VERSION) else ""
    return f"{rule.NUMBER.format(number)}{by}"


def _all(look: Look, quiet: Sequence[str]) -> Iterable[Proposed]:
    for name, rule in rules():
        if name in quiet:
            continue
        found = _advice(name, rule, look)
        if found is not None:
            weight = found.gap * CONFIDENCE[found.status] * _worth(found, look)
            day = look.period.last + timedelta(days=CHECK_AFTER_DAYS)
            yield Proposed(name, rule.TITLE, rule.KIND, rule.STEP, rule.VERSION, found, weight, day)


def _advice(name: str, rule: Rule, look: Look) -> Advice | None:
    """What one rule says; a rule that needs records says nothing to who sees none."""
    try:
        found: Advice | None = getattr(rule, name)(look)
    except Unseen:
        return None
    return found


def _worth(found: Advice, look: Look) -> float:
    """1.5 when at least half of the entries behind it serve a stated goal."""
    if not look.tables:
        return 1.0
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
