"""Every row set aside, as CSV for a spreadsheet: derived, one file per source."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable

from careerkit import durable
from careerkit.problems import COLUMNS, Problem
from careerkit.reading.formulas import defuse
from careerkit.workspace import Workbook


def write(workbook: Workbook, problems: Iterable[Problem]) -> None:
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
