"""Every table back as files: CSV that a spreadsheet opens without running anything, or a JSON Resume.

A text cell that would be a formula gets an apostrophe in front; reading it back takes it away again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from careerkit import durable, resume, tables, workspace
from careerkit.reading.formulas import defuse
from careerkit.rebuild import rebuild
from careerkit.rows import Row
from careerkit.tables import Column
from careerkit.workspace import Workbook

_LENGTHS = {"y": 4, "m": 7}


def export_csv(workbook: Workbook, out: Path | None = None) -> list[Path]:
    """Write one CSV per table, into `out` or the folder of reports; an empty table has its header. Returns the files."""
    folder = workspace.reports_folder(workbook, out) / ("" if out else "tables")
    made = []
    for name, rows in rebuild(workbook).rows.items():
        path = folder / f"{name}.csv"
        durable.write(path, to_csv(tables.table(name).all_columns, rows))
        made.append(path)
    return made


def export_resume(workbook: Workbook, out: Path | None = None) -> Path:
    """Write roles, skills, projects and certificates as a JSON Resume. Returns the file."""
    rows = {name: [row.cells for row in found] for name, found in rebuild(workbook).rows.items()}
    made = resume.to_resume(rows["role"], rows["skill"], rows["project"], rows["learning"])
    path = workspace.reports_folder(workbook, out) / "resume.json"
    durable.write(path, json.dumps(made, ensure_ascii=False, indent=2).encode() + b"\n")
    return path


def to_csv(columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """The rows of one table as CSV with a header; unknown is an empty cell, a list is joined by `;`."""
    text = io.StringIO()
    # CRLF is what the format says, and the only line end that makes a lone carriage return a quoted cell.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for row in rows:
        writer.writerow([_cell(_as_known(column, row)) for column in columns])
    return text.getvalue().encode("utf-8", "replace")


def _as_known(column: Column, row: Row) -> Any:
    """A cell; of a day that is known only as a month or a year, that month or year."""
    value = row.cells.get(column.name)
    if not column.partial or value is None:
        return value
    return value.isoformat()[: _LENGTHS.get(row.cells[f"{column.name}_precision"], 10)]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return defuse("; ".join(value))
    if isinstance(value, str):
        return defuse(value)
    return value.isoformat() if hasattr(value, "isoformat") else f"{value!r}"
