"""Answers to questionnaires, guesses and check-ins, `answers/*.csv`: long, append-only, one line each.

The header tells which: a file with `instrument` and `item` holds answers, one with `topic` and `guess`
guesses, one with `week` and `field` weekly check-ins.
"""

from __future__ import annotations

from collections.abc import Iterator

from careerkit.problems import Problem
from careerkit.reading import sheets
from careerkit.reading.drops import Drop
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings

COVERAGE = Coverage.LIVING
PLACES = ("answers",)
_COLUMNS = {
    "answer": (
        "instrument", "version", "fingerprint", "administration", "occasion", "item", "value",
        "status", "at", "lang", "mode",
    ),
    "guess": ("year", "topic", "guess", "at"),
    "checkin": ("week", "item", "field", "value"),
}  # fmt: skip
_NEEDED = {
    "answer": {"instrument", "item"},
    "guess": {"topic", "guess"},
    "checkin": {"week", "field"},
}


def claims(drop: Drop) -> bool:
    """Any CSV in the answers folder."""
    return drop.name.casefold().endswith(".csv")


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One record per line; answers keep the raw value as it was clicked."""
    kind, sheet = _kind(drop)
    if sheet is None:
        if drop.text.strip():
            raise drop.refuse(
                "E-HEADER", "the header is none of the three known ones",
                "Start it with: " + ",".join(_COLUMNS["answer"]),
            )  # fmt: skip
        return
    for row in sheet.rows():
        if isinstance(row, Problem):
            yield row
        elif row.is_blank:
            yield Skipped(row.line, "blank row")
        else:
            values = {name: row[name] for name in _COLUMNS[kind]}
            if kind == "answer":
                values["answered"] = values.pop("status")
            yield Record(kind, row.line, values)


def _kind(drop: Drop) -> tuple[str, sheets.Sheet | None]:
    for kind, needed in _NEEDED.items():
        sheet = sheets.find(drop, _COLUMNS[kind], least=2)
        if sheet and needed <= set(sheet.header):
            return kind, sheet
    return "", None
