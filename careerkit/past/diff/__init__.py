"""Two states of one person's year, and why every number that is not the same has moved.

`sides` are the states, `facts` what stands on the page, `records` what differs in a table, `causes` what that means, `why`
which of it moved what, and `told` how it is said. Both states are worked out by the rules of today, so that only what was logged can differ; where a
review that was made said something else, the rule has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from careerkit import measure
from careerkit.audience import project, reader
from careerkit.past import rulebook
from careerkit.past.diff.causes import Cause
from careerkit.past.diff.facts import Moved, moved
from careerkit.past.diff.sides import Asked, Side, pair
from careerkit.past.diff.why import Why
from careerkit.version import VERSION

__all__ = ["Asked", "Diff", "Section", "Side", "compare", "pair"]

ADVICE = "advice"


@dataclass(frozen=True)
class Section:
    """One analysis that moved: what of it, and why. Without a reason there is a defect, which `told` says."""

    name: str
    title: str
    moved: tuple[Moved, ...]
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True)
class Diff:
    """All that differs between two states of a year.

    remade: what a review that was made said otherwise than its tables do by today's rules. hidden: records of the year, by
    table, that were written down after the day up to which the second state is looked at.
    """

    before: Side
    after: Side
    sections: tuple[Section, ...] = ()
    remade: tuple[Section, ...] = ()
    hidden: Mapping[str, int] = field(default_factory=dict)


def compare(before: Side, after: Side) -> Diff:
    """Everything that moved from one state to the other. Raises UsageError for a year without records, BadData."""
    why = Why(before, after)
    sections = [_section(name, part.TITLE, why, before, after) for name, part in measure.parts()]
    sections.append(_advice(before, after, why))
    remade = [*_remade(before), *_remade(after)]
    return Diff(before, after, tuple(s for s in sections if s.moved), tuple(remade), _hidden(after))


def _section(name: str, title: str, why: Why, before: Side, after: Side) -> Section:
    old, new = before.year.whole(name), after.year.whole(name)
    found = moved(old, new)
    return Section(name, title, tuple(found), why.of(name, old, new) if found else ())


def _advice(before: Side, after: Side, why: Why) -> Section:
    """What is advised, and the audit of earlier advice: made of all measures and of the tables."""
    old, new = (_counsel(side) for side in (before, after))
    found = [Moved(key, old.get(key, "not said"), new.get(key, "not said"))
             for key in sorted({*old, *new}) if old.get(key) != new.get(key)]  # fmt: skip
    return Section(ADVICE, "Next actions", tuple(found), tuple(why.all) if found else ())


def _counsel(side: Side) -> dict[str, str]:
    said = side.year.counsel
    found = {one.rule: f"{one.advice.text} (check on {one.check_on})" for one in said.proposed}
    found |= {
        f"audit, {one.year}, {one.rule}": f"{one.outcome}, {one.then} -> {one.now}"
        for one in said.audit
    }
    return found | {f"quiet, {rule}": "rejected twice" for rule in said.quiet}


def _remade(side: Side) -> list[Section]:
    """What the page of a review said otherwise than today's rules say of the same tables, and what changed in the rule."""
    past = side.past
    if past is None:
        return []
    who = reader(past.audience, side.book)
    consent = side.book.settings.consent.get(past.audience, ())
    today = rulebook.rules()
    found = []
    for name, part in measure.parts():
        was = [list(said) for said in past.said.get(name, ())]
        now = [
            [str(s.status), s.n, s.text]
            for s in project(side.year.whole(name), who, consent).statements
        ]
        if not was or was == now:
            continue
        rule = f"measures/{name}"
        told = rulebook.changed(past.rules.get(rule, {}), today.get(rule, {}))
        told += [f"careerkit {past.careerkit} -> {VERSION}"] if past.careerkit != VERSION else []
        cause = Cause("changed rule", detail="; ".join(told) or "what the rule calls")
        found.append(Section(name, part.TITLE, tuple(_sentences(was, now)), (cause,)))
    return found


def _sentences(was: Sequence[Sequence[Any]], now: Sequence[Sequence[Any]]) -> list[Moved]:
    told = [[f"[{s[0]}, n = {s[1]}] {s[2]}" for s in side] for side in (was, now)]
    most = max(map(len, told))
    lines = [[side[i] if i < len(side) else "not said" for i in range(most)] for side in told]
    return [Moved(f"sentence {i}", one, other)
            for i, (one, other) in enumerate(zip(*lines, strict=True), 1) if one != other]  # fmt: skip


def _hidden(side: Side) -> dict[str, int]:
    """Records that lie in the known part of the year and were written down after it, by table."""
    import pandas as pd

    period = side.year.period
    found = {}
    for name, frame in side.year.loaded.frames.items():
        inside = (frame["date"] >= pd.Timestamp(period.start)) & (
            frame["date"] < pd.Timestamp(period.last)
        )
        late = frame["recorded_at"] >= pd.Timestamp(period.as_of)
        if count := int((inside & late).sum()):
            found[name] = count
    return found
