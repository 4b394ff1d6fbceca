"""Who reads a report, and what of a measure may reach them: default deny.

The owner gets everything. Any other reader gets a measure only if the reader's file names it, the
person's own workbook.toml agrees, and it rests on enough records; texts only from rows shared with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from careerkit import tables
from careerkit.initials import Initials
from careerkit.measure import Measure, Status
from careerkit.readers import EVERYONE, OWNER, Reader, names, reader

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "EVERYONE",
    "OWNER",
    "Reader",
    "names",
    "project",
    "projected",
    "reader",
    "shared_rows",
    "written",
]


def project(
    measure: Measure, who: Reader, consent: Sequence[str],
    quoted: pd.DataFrame | None = None, hidden: Initials | None = None,
) -> Measure:  # fmt: skip
    """What `who` may see of a measure: the whole, a narrowed copy, or one that is withheld with the reason.

    quoted: the single records that the same measure finds in the projected tables; without them no text leaves. Picked from
    the whole log, the choice among shared records would depend on private ones. hidden: writes initials for names.
    """
    if who.is_owner:
        return measure
    reason = _withheld_because(measure, who, consent)
    if reason:
        return Measure(Status.WITHHELD, 0, "Withheld.", reason, name=measure.name)
    rows = shared_rows(measure.table, who)
    columns = [name for name in who.columns[measure.name] if name in rows]
    values = {k: v for k, v in measure.values.items() if k in who.values[measure.name]}
    more = tuple(said for said in measure.more if said.n >= who.least)
    texts = measure.rows.iloc[:0] if quoted is None else shared_rows(quoted, who)
    # A table of single records may name people; one of aggregates has our own words, and somebody may be called like one of them.
    table = written(rows[columns], hidden) if "share" in rows else rows[columns]
    # The size of a finding is no number that the reader's file names, and an order by it would tell of it.
    return replace(
        measure, table=table, values=values, rows=written(texts, hidden), evidence=(), effect=0.0,
        more=tuple(replace(said, evidence=()) for said in more) if measure.name in who.more else (),
    )  # fmt: skip


def projected(name: str, frame: pd.DataFrame, who: Reader) -> pd.DataFrame:
    """A table as one reader may see it row by row: rows shared with them, and nothing but the named columns.

    What is not named is missing, so that the frame keeps its shape. A table that the reader's file does not name has no rows.
    Neither their order nor their ids say anything but what the rows say: an id also counts equal rows that are private.
    """
    if who.is_owner:
        return frame
    if name not in who.tables:
        return frame.iloc[:0]
    rows = shared_rows(frame, who).copy()
    kept = [column for column in map(str, rows.columns) if column in who.tables[name]]
    for column in map(str, rows.columns):
        if column not in (*kept, "id", "share"):
            nothing: Any = [[]] * len(rows) if tables.is_list(name, column) else rows[column].mask(rows["share"].notna())  # fmt: skip
            rows[column] = nothing
    said = [tuple(map(str, cells)) for cells in rows[kept].itertuples(index=False)]
    rows = rows.iloc[sorted(range(len(rows)), key=said.__getitem__)].reset_index(drop=True)
    rows["id"] = _series([f"{name} {number:06}" for number in range(len(rows))], rows["id"])
    rows["share"] = _series([[who.name] for _ in range(len(rows))], rows["share"])
    return rows


def _series(cells: list[Any], like: pd.Series[Any]) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(cells, like.index, dtype=like.dtype)


def written(table: pd.DataFrame, hidden: Initials | None) -> pd.DataFrame:
    """The table with every text in it as the reader gets it: names as initials."""
    if hidden is None:
        return table
    found = table.copy()
    for name in found.columns:
        cells = found[name].tolist()
        if any(isinstance(cell, str) for cell in cells):
            found[name] = [hidden.hide(cell) if isinstance(cell, str) else cell for cell in cells]
    return found


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
