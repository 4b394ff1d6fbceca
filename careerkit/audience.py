"""Who reads a report, and what of a measure may reach them: default deny.

The owner gets everything. Any other reader gets a measure only if the reader's file names it, the
person's own workbook.toml agrees, and it rests on enough records; texts only from rows shared with them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from careerkit.errors import UsageError
from careerkit.measure import Measure, Status
from careerkit.workspace import PACKAGE

if TYPE_CHECKING:
    import pandas as pd

OWNER = "owner"
EVERYONE = "public"


@dataclass(frozen=True)
class Reader:
    """One reader: what may leave for them, by measure."""

    name: str
    title: str
    least: int = 0
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    more: frozenset[str] = frozenset()
    advice: bool = False

    @property
    def is_owner(self) -> bool:
        """The person themselves."""
        return self.name == OWNER


@cache
def names() -> tuple[str, ...]:
    """All readers: the owner, then those with a file, sorted."""
    files = sorted(path.stem for path in (PACKAGE / "audiences").glob("*.toml"))
    return (OWNER, *files)


@cache
def reader(name: str) -> Reader:
    """One reader by name. Raises UsageError that lists them."""
    if name == OWNER:
        return Reader(OWNER, "Yourself")
    if name not in names():
        raise UsageError(f"no audience {name!r}; there are: {', '.join(names())}")
    found = tomllib.loads((PACKAGE / "audiences" / f"{name}.toml").read_text("utf-8"))
    measures: dict[str, dict[str, list[str]]] = found.get("measures", {})
    return Reader(
        name,
        found["title"],
        found["least"],
        {measure: rule.get("columns", []) for measure, rule in measures.items()},
        {measure: rule.get("values", []) for measure, rule in measures.items()},
        frozenset(measure for measure, rule in measures.items() if rule.get("more", False)),
        bool(found.get("advice", False)),
    )


def project(measure: Measure, who: Reader, consent: Sequence[str]) -> Measure:
    """What `who` may see of a measure: the whole, a narrowed copy, or one that is withheld with the reason."""
    if who.is_owner:
        return measure
    reason = _withheld_because(measure, who, consent)
    if reason:
        return Measure(Status.WITHHELD, 0, "Withheld.", reason, name=measure.name)
    rows = shared_rows(measure.table, who)
    columns = [name for name in who.columns[measure.name] if name in rows]
    values = {k: v for k, v in measure.values.items() if k in who.values[measure.name]}
    more = tuple(said for said in measure.more if said.n >= who.least)
    return replace(
        measure, table=rows[columns], values=values, rows=shared_rows(measure.rows, who), evidence=(),
        more=tuple(replace(said, evidence=()) for said in more) if measure.name in who.more else (),
    )  # fmt: skip


def _withheld_because(measure: Measure, who: Reader, consent: Sequence[str]) -> str:
    if measure.name not in who.columns:
        return f"it is never part of what a {who.name} gets"
    if measure.name not in consent:
        return f"[consent.{who.name}] in workbook.toml does not name it"
    if measure.status is Status.FAILED:
        return "it could not be computed"
    if measure.n < who.least:
        return f"it rests on fewer than {who.least} records"
    return ""


def shared_rows(rows: pd.DataFrame, who: Reader) -> pd.DataFrame:
    """The rows of single records that are shared with `who`; a frame of aggregates is kept whole."""
    if who.is_owner or "share" not in rows:
        return rows
    import numpy as np

    open_to = {who.name, EVERYONE}
    kept = [bool(open_to & set(share)) for share in rows["share"]]
    # As a series: an empty list would select no columns instead of no rows.
    return rows.loc[np.asarray(kept, dtype=bool)]
