"""Which of the differences moved a measure: found out by taking them over one at a time, never guessed.

A measure is a function of what it names. So what it would say with one difference alone can be worked out, and
the differences that are named are enough to get from the one state to the other.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from careerkit import measure, registry
from careerkit.measure import Measure
from careerkit.past.diff import causes, records
from careerkit.past.diff.causes import Cause
from careerkit.past.diff.facts import moved
from careerkit.past.diff.sides import Side

Inputs = Mapping[str, Any]
# A difference in one input of a measure.
Reason = tuple[str, Cause]
_CALENDAR = ("year_starts", "week_starts")


class Why:
    """The differences between what the measures of two states are worked out from."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before, self.after = before.year._inputs, after.year._inputs
        tables = {
            name: causes.of_table(
                records.changes(name, frame, after.year.tables[name]),
                before,
                after.year.tables[name],
            )
            for name, frame in before.year.tables.items()
            if not frame.equals(after.year.tables[name])
        }
        settings = causes.of_settings(before, after)
        calendar = [cause for cause in settings if cause.detail.startswith(_CALENDAR)]
        own = causes.of_questionnaires(before, after)
        # By the name of the input. What else a measure may take is made of all of them.
        self.by_input: dict[str, list[Cause]] = {
            **{name: [] for name in after.year.tables}, **tables, "settings": settings,
            "period": [*causes.of_day(before, after), *tables.get("pause", ()), *calendar],
            "scores": [*tables.get("answer", ()), *own],
        }  # fmt: skip
        self.all = list(dict.fromkeys(c for found in self.by_input.values() for c in found))

    def of(self, name: str, before: Measure, after: Measure) -> tuple[Cause, ...]:
        """The differences that take a measure from the one state to the other."""
        function = getattr(registry.part("measures", name), name)
        wanted = inspect.signature(function).parameters
        every = [(one, cause) for one in wanted for cause in self.by_input.get(one, self.all)]
        chosen = self._moving(name, every, self.before, before)
        if not self._is_enough(name, chosen, after):
            # What moves it only together with others is found by taking it away again.
            chosen += [r for r in self._moving(name, every, self.after, after) if r not in chosen]
        if not self._is_enough(name, chosen, after):
            chosen = every
        return tuple(dict.fromkeys(cause for _, cause in chosen))

    def _moving(self, name: str, every: list[Reason], base: Inputs, known: Measure) -> list[Reason]:
        """Those that alone move a measure away from what it says of `base`; first whole inputs, then their parts."""
        names = list(dict.fromkeys(one for one, _ in every))
        inputs = [one for one in names if self._says_other(name, _of(one, every), base, known)]
        found: list[Reason] = []
        for one in inputs:
            parts = _of(one, every)
            is_one = len(parts) == 1
            moving = [
                part for part in parts if is_one or self._says_other(name, [part], base, known)
            ]
            found += moving or parts
        return found

    def _says_other(
        self, name: str, taken_over: list[Reason], base: Inputs, known: Measure
    ) -> bool:
        return bool(moved(known, measure.run(name, self._mixed(base, taken_over))))

    def _is_enough(self, name: str, chosen: list[Reason], after: Measure) -> bool:
        return not self._says_other(name, chosen, self.before, after)

    def _mixed(self, base: Inputs, taken_over: Iterable[Reason]) -> dict[str, Any]:
        """One state's inputs with some differences taken over from the other."""
        other = self.after if base is self.before else self.before
        mixed = dict(base)
        for one, cause in taken_over:
            mixed[one] = cause.applied(one, mixed[one], other[one])
        return mixed


def _of(one: str, every: Iterable[Reason]) -> list[Reason]:
    return [reason for reason in every if reason[0] == one]
