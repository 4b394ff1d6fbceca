"""Frames as measures get them, made from a few dict rows: every column there, unknown where nothing was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from careerkit import tables
from careerkit.measure import Measure
from careerkit.measure import run as run_measure
from careerkit.period import Pause, Period, make_period
from careerkit.settings import Settings

_DTYPES = {
    "date": "datetime64[us]",
    "moment": "datetime64[us]",
    "number": "float64",
    "integer": "Int64",
    "flag": "boolean",
}
Rows = Iterable[Mapping[str, Any]]


def frame(name: str, rows: Rows = ()) -> pd.DataFrame:
    """One table with all its columns and types."""
    columns = tables.table(name).all_columns
    made: dict[str, pd.Series[Any]] = {}
    given = list(rows)
    for column in columns:
        if column.kind == "list":
            made[column.name] = pd.Series(
                [list(row.get(column.name, [])) for row in given], dtype=object
            )
        else:
            values = [row.get(column.name) for row in given]
            made[column.name] = pd.Series(values, dtype=_DTYPES.get(column.kind, "str"))
    return pd.DataFrame(made)


def year(number: int = 2025, *, as_of: str = "", pauses: Iterable[tuple[str, str]] = ()) -> Period:
    """A year; pauses are first and last day."""
    breaks = [
        Pause(date.fromisoformat(a), date.fromordinal(date.fromisoformat(b).toordinal() + 1))
        for a, b in pauses
    ]
    last = date.fromisoformat(as_of) if as_of else date(number, 12, 31)
    return make_period(number, as_of=last, pauses=breaks)


def days(start: str, n: int, step: int = 1) -> list[str]:
    """`n` ISO days from `start`, `step` apart."""
    first = date.fromisoformat(start).toordinal()
    return [date.fromordinal(first + i * step).isoformat() for i in range(n)]


def run(
    name: str, period: Period | None = None, settings: Settings | None = None, **rows: Any
) -> Measure:
    """One measure on tables given as dict rows; tables not named are empty. `scores` is passed as it is."""
    made = {table: frame(table, rows.get(table, ())) for table in tables.names()}
    inputs: dict[str, Any] = {
        **made,
        "period": period or year(),
        "settings": settings or Settings(),
    }
    inputs["scores"] = rows.get("scores", no_scores())
    found = run_measure(name, inputs)
    assert found.status != "failed", found
    return found


def no_scores() -> pd.DataFrame:
    """What a person without any sitting has."""
    from careerkit import assess

    return assess.scores(frame("answer"), {})
