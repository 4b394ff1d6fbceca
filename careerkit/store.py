"""Tables as Parquet files with a stamp of what they were made from; derived, so they may be deleted.

Those of a frozen folder are not: they are what a past review was made from, and are only read.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerkit import durable, ingest, quarantine, raw, seal, tables
from careerkit.errors import BadData
from careerkit.rebuild import Rebuilt, rebuild
from careerkit.rows import Row
from careerkit.version import VERSION
from careerkit.workspace import MARKER, Workbook

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

STAMP = "stamp.json"
_SAID = ("inputs", "digest", "sources", "codes")


def write(workbook: Workbook, rebuilt: Rebuilt, stamp: str) -> None:
    """Write every table and the quarantine; call it under the workbook's lock.

    The stamp is taken away first and written last, so that a kill in between never leaves a stamp that lies.
    """
    stamp_path = workbook.tables / STAMP
    durable.remove(stamp_path)
    for name, rows in rebuilt.rows.items():
        durable.write(workbook.tables / f"{name}.parquet", to_parquet(arrow(name, rows)))
    quarantine.write(workbook, rebuilt.problems)
    durable.write(stamp_path, _stamp(_summary(rebuilt, stamp)))


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
    """All tables of a workbook: from disk when they are fresh, else rebuilt in memory.

    Those of a frozen folder as they were frozen. Raises BadData when it is damaged.
    """
    found, said = read(workbook)
    frames = {name: frame(table) for name, table in found.items()}
    return Loaded(frames, said["sources"], said["codes"], said["digest"])


def read(workbook: Workbook) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    """The same as Arrow tables and what their stamp says, for who needs no pandas."""
    if workbook.is_frozen:
        return _frozen(workbook)
    stamp = inputs_stamp(workbook)
    found = _from_disk(workbook) if is_fresh(workbook, stamp) else None
    if found is not None:
        return found, _stamped(workbook)
    rebuilt = rebuild(workbook)
    made = {name: arrow(name, rows) for name, rows in rebuilt.rows.items()}
    return made, _summary(rebuilt, stamp)


def files(workbook: Workbook) -> dict[str, bytes]:
    """The tables and their stamp as the bytes of their files, by path in the workbook, all of one moment.

    As the last refresh wrote them; rebuilt in memory where it could write none. The stamp does not name the inputs, which
    may change without the tables.
    """
    written = _written(workbook)
    if written is None:
        rebuilt = rebuild(workbook)
        written = {
            _path(name): to_parquet(arrow(name, rows)) for name, rows in rebuilt.rows.items()
        }
        said = _summary(rebuilt, "")
    else:
        said = json.loads(written.pop(_path(STAMP)))
    return written | {_path(STAMP): _stamp({**said, "inputs": ""})}


def digest_of(written: Mapping[str, bytes]) -> str:
    """The digest over all rows of the tables that `files` gave."""
    return str(_checked(written[_path(STAMP)])["digest"])


def _written(workbook: Workbook) -> dict[str, bytes] | None:
    """The files as they stand on disk, if the stamp was there before and after, and the same: then nobody wrote between."""
    paths = {
        _path(name): workbook.tables / Path(_path(name)).name for name in (*tables.names(), STAMP)
    }
    try:
        before = (workbook.tables / STAMP).read_bytes()
        found = {path: file.read_bytes() for path, file in paths.items()}
    except OSError:
        return None
    return found if found[_path(STAMP)] == before and _stamped(workbook) else None


def _path(name: str) -> str:
    return f"tables/{name}" if name == STAMP else f"tables/{name}.parquet"


def _frozen(workbook: Workbook) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    """The tables of a frozen folder, in today's columns. Raises BadData: there is nothing to make them anew from."""
    import pyarrow as pa
    from pyarrow import parquet

    found = seal.opened(workbook)
    said = _checked(found.get(_path(STAMP), b""))
    try:
        read_in = {
            name: _today(name, parquet.ParquetFile(pa.BufferReader(found[_path(name)])).read())
            for name in tables.names()
            if _path(name) in found
        }
    except (OSError, pa.ArrowException):
        read_in = {}
    if not said or not read_in:
        raise BadData(f"{workbook.root}: its tables cannot be read; put it back from a backup")
    # A kind of record that an older careerkit did not know.
    return {name: read_in.get(name, arrow(name, [])) for name in tables.names()}, said


def _today(name: str, found: pa.Table) -> pa.Table:
    """A table that an older careerkit wrote, in today's columns: one that is new is empty, one that is gone is left out."""
    import pyarrow as pa

    schema = arrow(name, []).schema
    if found.schema.equals(schema):
        return found
    columns = [
        found[field.name].cast(field.type)
        if field.name in found.column_names
        else pa.array(_unknown(field.type) * len(found), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def _unknown(kind: pa.DataType) -> list[Any]:
    """One unknown cell; a list of which nothing is known is empty."""
    from pyarrow import types

    return [[]] if types.is_list(kind) else [None]


def _from_disk(workbook: Workbook) -> dict[str, pa.Table] | None:
    """The written tables; None when one is damaged, as they can be made again."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return {
            name: parquet.ParquetFile(workbook.tables / f"{name}.parquet").read()
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
        return _checked((workbook.tables / STAMP).read_bytes())
    except OSError:
        return {}


def _checked(stamp: bytes) -> dict[str, Any]:
    """What a stamp says; nothing when it is none."""
    try:
        found = json.loads(stamp)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and set(_SAID) <= set(found) else {}


def _stamp(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def to_parquet(table: pa.Table) -> bytes:
    """An Arrow table as the bytes of a Parquet file; equal tables give equal bytes."""
    from pyarrow import parquet

    buffer = io.BytesIO()
    parquet.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()
