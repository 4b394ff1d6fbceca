"""Tables as Parquet files with a stamp of what they were made from; derived, so they may be deleted."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerkit import durable, ingest, raw, tables
from careerkit.problems import COLUMNS, Problem
from careerkit.reading.formulas import defuse
from careerkit.rebuild import Rebuilt, rebuild
from careerkit.rows import Row
from careerkit.version import VERSION
from careerkit.workspace import MARKER, Workbook

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

STAMP = "stamp.json"


def write(workbook: Workbook, rebuilt: Rebuilt, stamp: str) -> None:
    """Write every table and the quarantine; call it under the workbook's lock.

    The stamp is taken away first and written last, so that a kill in between never leaves a stamp that lies.
    """
    stamp_path = workbook.tables / STAMP
    durable.remove(stamp_path)
    for name, rows in rebuilt.rows.items():
        durable.write(workbook.tables / f"{name}.parquet", to_parquet(arrow(name, rows)))
    _write_quarantine(workbook, rebuilt.problems)
    durable.write(
        stamp_path, json.dumps(_summary(rebuilt, stamp), ensure_ascii=False).encode() + b"\n"
    )


def is_fresh(workbook: Workbook, stamp: str) -> bool:
    """Whether the tables on disk were made from exactly these inputs, and are all there."""
    made = all((workbook.tables / f"{name}.parquet").is_file() for name in tables.names())
    return made and _stamped(workbook).get("inputs") == stamp


def inputs_stamp(workbook: Workbook, given: str = "") -> str:
    """A hash over every byte that the tables depend on, and over this version of careerkit.

    given: what `given_stamp` said earlier, if the tables were made from the files as they were then.
    """
    kept = [workbook.raw / raw.MANIFEST, workbook.raw / raw.SEEN]
    first = f"careerkit {VERSION}\n{given or given_stamp(workbook)}\n"
    return _hash(workbook, first, kept)


def given_stamp(workbook: Workbook) -> str:
    """A hash over the files that are the person's own to write, which may change at any moment."""
    living = [path for place in (*ingest.LIVING, "inbox") for path in workbook.files(place)]
    return _hash(workbook, "", [workbook.root / MARKER, *living])


def _hash(workbook: Workbook, first: str, paths: list[Path]) -> str:
    state = hashlib.sha256(first.encode())
    for path in paths:
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            state.update(f"{workbook.relative(path)}\t{digest}\n".encode())
    return state.hexdigest()


def arrow(name: str, rows: list[Row]) -> pa.Table:
    """The rows of one table as an Arrow table with its declared types, also when there are none."""
    import pyarrow as pa

    types = {
        "date": pa.date32(), "moment": pa.timestamp("us"), "number": pa.float64(),
        "integer": pa.int64(), "flag": pa.bool_(), "list": pa.list_(pa.string()),
    }  # fmt: skip
    columns = tables.table(name).all_columns
    schema = pa.schema([(c.name, types.get(c.kind, pa.string())) for c in columns])
    return pa.table(
        {c.name: pa.array([row.cells.get(c.name) for row in rows], schema.field(c.name).type)
         for c in columns},
        schema=schema,
    )  # fmt: skip


def frame(table: pa.Table) -> pd.DataFrame:
    """An Arrow table as pandas: unknown stays unknown (no integer turns into a float)."""
    import pandas as pd
    import pyarrow as pa

    nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    found: pd.DataFrame = table.to_pandas(types_mapper=nullable.get, date_as_object=False)
    return found


@dataclass(frozen=True)
class Loaded:
    """A workbook's tables as pandas, and where they came from.

    `sources`: one account per file. `codes`: how often each problem code occurred. `digest`: a hash over all rows, the
    same before and after exports move from the inbox to raw/.
    """

    frames: Mapping[str, pd.DataFrame]
    sources: list[dict[str, Any]]
    codes: Mapping[str, int]
    digest: str


def load(workbook: Workbook) -> Loaded:
    """All tables of a workbook: from disk when they are fresh, else rebuilt in memory."""
    stamp = inputs_stamp(workbook)
    found = _stamped(workbook)
    frames = _from_disk(workbook) if is_fresh(workbook, stamp) else None
    if frames is None:
        rebuilt = rebuild(workbook)
        found = _summary(rebuilt, stamp)
        frames = {name: frame(arrow(name, rows)) for name, rows in rebuilt.rows.items()}
    return Loaded(frames, found["sources"], found["codes"], found["digest"])


def _from_disk(workbook: Workbook) -> dict[str, pd.DataFrame] | None:
    """The written tables; None when one is damaged, as they can be made again."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return {
            name: frame(parquet.ParquetFile(workbook.tables / f"{name}.parquet").read())
            for name in tables.names()
        }
    except (OSError, pa.ArrowException):
        return None


def _summary(rebuilt: Rebuilt, stamp: str) -> dict[str, Any]:
    codes = Counter(problem.code for problem in rebuilt.problems)
    sources = [account.public() for account in rebuilt.accounts]
    return {
        "inputs": stamp, "digest": _digest(rebuilt), "sources": sources,
        "codes": dict(sorted(codes.items())),
    }  # fmt: skip


def _digest(rebuilt: Rebuilt) -> str:
    state = hashlib.sha256()
    for name, rows in rebuilt.rows.items():
        for row in rows:
            cells = json.dumps([name, row.cells], sort_keys=True, default=str)
            state.update(cells.encode("utf-8", "surrogatepass"))
    return state.hexdigest()


def _stamped(workbook: Workbook) -> dict[str, Any]:
    try:
        found = json.loads((workbook.tables / STAMP).read_bytes())
    except (OSError, ValueError):
        return {}
    is_whole = isinstance(found, dict) and {"inputs", "digest", "sources", "codes"} <= set(found)
    return found if is_whole else {}


def to_parquet(table: pa.Table) -> bytes:
    """An Arrow table as the bytes of a Parquet file; equal tables give equal bytes."""
    from pyarrow import parquet

    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _write_quarantine(workbook: Workbook, problems: list[Problem]) -> None:
    """One CSV per source with every row set aside; the file of a source that is clean again goes."""
    by_source: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if not problem.is_warning:
            by_source[problem.source or "workbook"].append(problem)
    if workbook.quarantine.is_dir():
        for old in workbook.quarantine.glob("*.csv"):
            if old.stem not in by_source:
                durable.remove(old)
    for source, found in by_source.items():
        durable.write(workbook.quarantine / f"{source}.csv", _csv(found))


def _csv(problems: list[Problem]) -> bytes:
    text = io.StringIO()
    # CRLF, so that a lone carriage return in a value is quoted and does not end its line.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for problem in problems:
        cells = (getattr(problem, column) for column in COLUMNS)
        writer.writerow([defuse(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode()
