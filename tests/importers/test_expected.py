"""Every sample file of every source gives exactly what stands in the `expected.json` beside it.

To see what a changed importer makes of the samples: read the difference that pytest shows.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from careerkit.importers import importers, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

HERE = Path(__file__).parent
SAMPLES = sorted(
    path
    for path in HERE.glob("*/sample/**/*")
    if path.is_file() and path.name not in {"expected.json", ".DS_Store"}
)
IMPORTERS = dict(importers())


def _drop(path: Path, source: str) -> Drop:
    return Drop(path.name, IMPORTERS[source].PLACES[0], path.name, path.read_bytes())


def _told(rows: list[Row]) -> dict[str, Any]:
    """Outcomes as JSON; what a problem says may be reworded, where and what it is may not."""
    return {
        "records": [_record(row) for row in rows if isinstance(row, Record)],
        "skipped": [asdict(row) for row in rows if isinstance(row, Skipped)],
        "problems": [
            {"code": row.code, "line": row.line, "column": row.column}
            for row in rows
            if isinstance(row, Problem)
        ],
    }


def _record(row: Record) -> dict[str, Any]:
    told = asdict(row)
    if not told.pop("draft"):
        return told
    return {**told, "draft": True}


def _outcomes(rows: list[Row]) -> int:
    return sum(not (isinstance(row, Problem) and row.is_warning) for row in rows)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_sample_gives_what_is_expected(path: Path) -> None:
    """A small invented file in the shape of a real export."""
    source = path.relative_to(HERE).parts[0]
    drop = _drop(path, source)
    assert recognise(drop) == [source]
    rows = list(IMPORTERS[source].read(drop, Settings()))
    assert drop.rows_in == _outcomes(rows)
    expected = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(_told(rows))) == expected[path.name]


def test_every_expectation_has_its_sample() -> None:
    """The names in all expected.json files."""
    for expected in HERE.glob("*/sample/expected.json"):
        names = {path.name for path in expected.parent.iterdir()} - {expected.name}
        assert names == set(json.loads(expected.read_text(encoding="utf-8")))
