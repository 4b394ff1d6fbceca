"""Proposes a column map for a table from its header, and shows the first rows as they would be read."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from careerkit import raw, registry, terminal, tidy
from careerkit.columnmap import ColumnMap
from careerkit.errors import BadData, UsageError
from careerkit.importers import importers
from careerkit.problems import Problem
from careerkit.reading import sheets
from careerkit.reading.decoding import GUESSES
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record
from careerkit.tables import table
from careerkit.workspace import PACKAGE, Workbook

SHOWN = 10
_NONE: Mapping[str, str] = MappingProxyType({})
_WIDEST = 28
_NOT_WORD = re.compile(r"[\W_]+")
_EXACT, _PART, _NEEDED = 3, 2, 4


@dataclass(frozen=True)
class Proposal:
    """A column map, the rows it gives, and what was wrong; `left` are headers that nothing of ours is made of."""

    map: ColumnMap
    left: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    problems: Sequence[Problem]
    rows_in: int
    answers: Mapping[str, str]

    @property
    def said(self) -> dict[str, Any]:
        """The map as it stands in workbook.toml."""
        said: dict[str, Any] = {"table": self.map.table.name, "columns": dict(self.map.columns)}
        if self.map.values:
            said["values"] = dict(self.map.values)
        return {**said, **self.answers}

    def toml(self) -> str:
        """The same as text."""
        import tomlkit

        document = tomlkit.document()
        own = tomlkit.table()
        for key, value in self.said.items():
            own[key] = _inline(value) if isinstance(value, dict) else value
        document["sources"] = {self.map.name: own}
        return tomlkit.dumps(document).strip()

    def shown(self) -> list[str]:
        """The first rows as a table of text, one line each, under the names of our columns."""
        names = [*self.map.columns, *self.map.values]
        lines = [names, *([_cell(row[name]) for name in names] for row in self.rows)]
        widths = [max(len(line[at]) for line in lines) for at in range(len(names))]
        return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
                for line in lines]  # fmt: skip


def propose(
    workbook: Workbook,
    path: Path,
    name: str = "",
    into: str = "",
    answers: Mapping[str, str] = _NONE,
) -> Proposal:
    """A map for the table in a file. `into` names the table of ours, else the one that fits best.

    answers: what is known of the file already, by the keys `encoding`, `date_order` and `decimal`.

    Raises UsageError when the file is no table or nothing of ours fits, BadData when it cannot be read.
    """
    if not path.is_file():
        raise UsageError(f"{path} is not a file")
    if into and into not in registry.names("tables"):
        raise UsageError(f"{into!r} is not a table; one of: {', '.join(_words())}")
    drop = _drop(workbook, path)
    drop.encoding = answers.get("encoding", "")
    try:
        best = max(
            (_fit(drop, kind) for kind in ([into] if into else _words())), key=lambda fit: fit[0]
        )
    except Unreadable as bad:
        raise BadData(bad.problem.one_line()) from None
    _, kind, columns, header = best
    if not columns:
        raise UsageError(
            f"{path.name}: no column has a name that careerkit knows; write the map by hand (docs/sources/columns.md)"
        )
    source = _name(name or path.stem, workbook)
    found = ColumnMap(
        source, table(kind), columns, _constants(kind, columns), decimal=answers.get("decimal", "")
    )
    left = tuple(cell for cell in header if cell and cell not in columns.values())
    return _tried(found, left, drop, workbook, answers)


def told(found: Proposal) -> Iterator[str]:
    """A proposal in lines: the map, the first rows as they would be read, what was wrong, what is left over."""
    yield from found.toml().splitlines()
    yield ""
    yield from found.shown()
    yield f"{found.rows_in} rows in the file; · is empty"
    if found.left:
        yield terminal.line(f"not read: {', '.join(found.left)}")
    yield from (problem.one_line() for problem in found.problems[:SHOWN])
    if len(found.problems) > SHOWN:
        yield f"and {len(found.problems) - SHOWN} more like these"


def _drop(workbook: Workbook, path: Path) -> Drop:
    inside = path.resolve().is_relative_to(workbook.root)
    return (
        raw.load(workbook, path.resolve(), "inbox")
        if inside
        else Drop(path.name, "inbox", path.name, path.read_bytes())
    )


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = tomllib.loads(
        (PACKAGE / "columns.toml").read_text("utf-8")
    )
    return found


def _fit(drop: Drop, kind: str) -> tuple[int, str, dict[str, str], tuple[str, ...]]:
    """How well a table of ours fits, the columns that do, and the header as written."""
    words = _words().get(kind) or {column.name: [column.name] for column in table(kind).columns}
    header = _header(drop)
    columns: dict[str, str] = {}
    score = 0
    for name, known in words.items():
        free = [cell for cell in header if cell and cell not in columns.values()]
        points, cell = max(
            ((_likeness(cell, known), cell) for cell in free), default=(0, ""), key=lambda p: p[0]
        )
        if points:
            columns[name] = cell
            score += points
    needed = [c.name for c in table(kind).columns if c.required and c.name not in ("slug", "word")]
    missing = [name for name in needed if name not in columns]
    return score - _NEEDED * len(missing), kind, {} if missing else columns, header


def _header(drop: Drop) -> tuple[str, ...]:
    """The header as it is written; empty when no line holds a word that we know."""
    known = {word for kind in _words().values() for words in kind.values() for word in words}
    sheet = sheets.find(drop, known)
    if sheet is None:
        return ()
    if drop.is_zip:
        return sheet.header
    line = drop.head(sheet.header_line)[-1]
    return tuple(cell.strip() for cell in next(csv.reader([line], delimiter=sheet.delimiter)))


def _likeness(cell: str, known: Sequence[str]) -> int:
    """How much a header is one of these words; words that stand first weigh a little more."""
    plain = _NOT_WORD.sub(" ", cell.casefold()).strip()
    if plain in known:
        return _EXACT * 10 - known.index(plain)
    inside = [at for at, word in enumerate(known) if f" {word} " in f" {plain} "]
    return _PART * 10 - inside[0] if inside else 0


def _constants(kind: str, columns: Mapping[str, str]) -> dict[str, str]:
    return {"word": "did"} if kind == "entry" and "word" not in columns else {}


def _name(wanted: str, workbook: Workbook) -> str:
    """A source name that is free: letters, digits and `-`, without the date of the export."""
    plain = re.sub(r"[0-9a-f]{32}|[0-9]{4}-[0-9]{2}-[0-9]{2}|_all$|\([0-9]+\)", "", wanted)
    slug = (
        tidy.slug(plain).replace(".", "-").replace("/", "-").replace("_", "-").strip("-") or "table"
    )
    taken = {*dict(importers()), *workbook.settings.sources}
    return slug if slug not in taken else f"{slug}-table"


def _tried(
    found: ColumnMap,
    left: tuple[str, ...],
    drop: Drop,
    workbook: Workbook,
    answers: Mapping[str, str],
) -> Proposal:
    rows: list[Mapping[str, Any]] = []
    problems: list[Problem] = []
    drop.date_order = answers.get("date_order", "") or workbook.settings.date_order
    try:
        for outcome in found.read(drop, workbook.settings):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            elif isinstance(outcome, Record) and (len(rows) < SHOWN or not problems):
                cells, wrong = tidy.row(outcome)
                problems += [problem.at(drop.path, found.name) for problem in wrong]
                rows += [cells] if cells is not None and len(rows) < SHOWN else []
    except Unreadable as bad:
        problems.append(_with_options(bad.problem))
    return Proposal(found, left, rows, problems, drop.rows_in, answers)


def _with_options(problem: Problem) -> Problem:
    """What is answered by another command once a source is there is tried out by an option before."""
    if problem.code == "E-ENCODING":
        return replace(problem, fix=f"Try --encoding {' or --encoding '.join(GUESSES)}")
    if problem.code == "E-DATE-AMBIGUOUS":
        return replace(problem, fix="Try --date-order dmy or --date-order mdy")
    return problem


def _inline(value: Mapping[str, Any]) -> Any:
    import tomlkit

    own = tomlkit.inline_table()
    own.update(dict(value))
    return own


def _cell(value: Any) -> str:
    if value is None or value == []:
        return "·"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"
