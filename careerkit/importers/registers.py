"""The person's own registers, `registers/*.csv` or `*.xlsx`: what exists, one table per file.

goals, people, projects, books, skills, roles, values, fits, decisions, advice, questions, annotations. Columns are
found by name in any order; a column that no table knows is kept in the file and reported. What `careerkit export`
wrote is read back: the apostrophe before a formula goes, and columns that careerkit fills in are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator

from careerkit.problems import Problem
from careerkit.reading import sheets
from careerkit.reading.drops import Drop
from careerkit.reading.formulas import undefuse
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings
from careerkit.tables import table

COVERAGE = Coverage.LIVING
PLACES = ("registers",)
TABLES = {
    "advice": "advice", "annotations": "annotation", "books": "book", "decisions": "decision", "fits": "fit",
    "goals": "goal",
    "people": "person", "projects": "project", "questions": "question", "roles": "role",
    "skills": "skill", "values": "value",
}  # fmt: skip
# Where a register says something in shorter words than the table's column.
_RENAMED = {"book": {"status": "shelf"}}
# Columns that careerkit fills in by itself; an exported table has them, and they are passed over.
_FILLED_IN = frozenset({"status", "source", "file", "line", "id", "recorded_at", "skills"})


def claims(drop: Drop) -> bool:
    """A table whose name is one of the registers."""
    stem, _, kind = drop.name.casefold().rpartition(".")
    return kind in ("csv", "tsv", "txt", "xlsx") and stem in TABLES


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One record per row. An unknown column is a warning, an unknown header sets the file aside."""
    name = TABLES[drop.name.casefold().rpartition(".")[0]]
    renamed = _RENAMED.get(name, {})
    ours = {c.name for c in table(name).all_columns}
    columns = {column for column in ours - _FILLED_IN if not column.endswith("_precision")} | set(
        renamed
    )
    sheet = sheets.find(drop, columns)
    if sheet is None:
        if drop.is_zip or drop.text.strip():
            raise drop.refuse(
                "E-HEADER", "no known column stands in the first lines",
                f"The first line names columns such as {', '.join(_shown(name))}",
            )  # fmt: skip
        return
    if not set(renamed.values()).isdisjoint(sheet.header):
        # The table's own name stands there too, as in an export; then the short word means something else.
        columns, renamed = columns - set(renamed), {}
    for unknown in [column for column in sheet.header if column and column not in columns | ours]:
        yield Problem(
            drop.path, sheet.header_line, unknown, "W-COLUMN", "the column is not known here",
            f"It stays in the file; known: {', '.join(_shown(name))}",
        )  # fmt: skip
    for row in sheet.rows():
        if isinstance(row, Problem):
            yield row
        elif row.is_blank:
            yield Skipped(row.line, "blank row")
        else:
            values = {
                renamed.get(key, key): undefuse(row[key]) for key in sheet.header if key in columns
            }
            yield Record(name, row.line, values)


def _shown(name: str) -> list[str]:
    return [column.name for column in table(name).columns]
