"""Runs measures: tables, scores and a period in; a tidy table and a status out.

A measure is a function named like its file. It asks for what it needs by argument name: a table
(`entry`, `touch`, ...), `period`, `settings`, `scores`. It never reads a file and never knows today.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, cast

from careerkit import registry
from careerkit.errors import CareerkitError

if TYPE_CHECKING:
    import pandas as pd


def _no_rows() -> pd.DataFrame:
    # pandas costs most of a second; whoever makes a measure has it already, whoever only names one does not.
    import pandas as pd

    return pd.DataFrame()


class Status(StrEnum):
    """How far a statement may be believed; one closed set everywhere."""

    CLEAR = "clear"
    HINT = "hint"
    NOT_YET = "not_yet"
    NOT_COMPARABLE = "not_comparable"
    WITHHELD = "withheld"
    FAILED = "failed"


ABOUT = ("", "changed", "stuck")
"""What a sentence may be about: nothing in particular, a change since an earlier time, a place where somebody is stuck."""


@dataclass(frozen=True)
class Statement:
    """One sentence of a section: numbers and no text of the log, with what it rests on.

    evidence: ids of the records. needs: for anything but `clear`, what is missing.
    about: one of `ABOUT`, where the sentence says that something changed or where somebody is stuck; only with `clear` or `hint`.
    """

    text: str
    status: Status
    n: int
    needs: str = ""
    evidence: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True)
class Measure:
    """What one measure found.

    statement: one sentence with numbers and no text of the log. n: records it rests on; evidence: their ids.
    needs: for anything but `clear`, what is missing or why, and the cheapest way to close it.
    more: further sentences of the section, each with a status and an n of its own.
    effect: the size of the headline finding in standard units (|z|, Cohen's h, ...), 0 when nothing stands out.
    about: what the first sentence is about, as in `Statement`.
    table: the tidy frame that charts draw; aggregates, or rows with a `share` column. values: the numbers by name.
    rows: single records worth showing (columns id, date, label, text, detail, share); private by default.
    """

    status: Status
    n: int
    statement: str
    needs: str = ""
    table: pd.DataFrame = field(default_factory=_no_rows)
    values: Mapping[str, float | int | str | None] = field(default_factory=dict)
    rows: pd.DataFrame = field(default_factory=_no_rows)
    name: str = ""
    evidence: tuple[str, ...] = ()
    more: tuple[Statement, ...] = ()
    effect: float = 0.0
    about: str = ""

    @property
    def headline(self) -> Statement:
        """The first sentence of the section, in the form of the others."""
        return Statement(self.statement, self.status, self.n, self.needs, self.evidence, self.about)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every sentence of the section, the headline first."""
        return (self.headline, *self.more)


class Part(Protocol):
    """The interface of one file in `measures/`; the function has the file's name."""

    __name__: str
    TITLE: str
    QUESTION: str
    ORDER: int
    GATES: Mapping[str, float]


def parts() -> list[tuple[str, Part]]:
    """All measures with their names, in the order in which a review shows them."""
    found = [(name, cast(Part, module)) for name, module in registry.parts("measures")]
    return sorted(found, key=lambda pair: (pair[1].ORDER, pair[0]))


def run(name: str, inputs: Mapping[str, Any]) -> Measure:
    """Compute one measure from `inputs` by argument name.

    A measure that breaks becomes one with the status `failed`: the rest of the review goes on.
    """
    module = registry.part("measures", name)
    function: Callable[..., Measure] = getattr(module, name)
    wanted = inspect.signature(function).parameters
    try:
        found = function(**{argument: inputs[argument] for argument in wanted})
    except CareerkitError:
        raise
    except Exception as error:  # noqa: BLE001 - one broken section must not take the review with it
        return failed(name, error)
    return replace(found, name=name, more=tuple(_traced(said, found) for said in found.more))


def _traced(said: Statement, found: Measure) -> Statement:
    """A sentence that names no records of its own rests on those of its section."""
    own = said.evidence or not said.n
    return said if own else replace(said, evidence=found.evidence)


def failed(name: str, error: Exception) -> Measure:
    """A measure that could not be computed: says which and what kind of error, never a value."""
    return Measure(
        Status.FAILED,
        0,
        f"This section could not be computed ({type(error).__name__}).",
        needs="Please report it; the rest of the review is not affected.",
        name=name,
    )
