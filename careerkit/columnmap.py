"""A table that no importer knows, read through the person's own column map: `[sources.NAME]` in workbook.toml.

    [sources.training]
    table = "learning"
    columns = { date = "Completed on", title = "Course", hours = "Duration" }
    values = { form = "course" }

A map claims every file whose header has all of its columns. `maps` checks what the settings say, `propose` writes a map
from a header.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import Any

from careerkit import tidy
from careerkit.problems import Problem
from careerkit.reading import amounts, dates, masks, orders, sheets
from careerkit.reading.drops import Drop
from careerkit.reading.formulas import undefuse
from careerkit.reading.sheets import Cells, Sheet
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings
from careerkit.tables import Column, Table

COVERAGES = {"snapshot": Coverage.DROP, "window": Coverage.WINDOW, "union": Coverage.UNION}
_TOTALS = frozenset({"total", "totals", "sum", "summe", "gesamt", "totale", "suma"})
_SERIAL = re.compile(r"([2-5][0-9]{4})(?:\.[0-9]{1,12})?")
_ZONE_NOTE = re.compile(r"\s*\((?:GMT|UTC)[^()]{0,8}\)")
_SERIAL_DAY_0 = date(1899, 12, 30)


@dataclass(frozen=True)
class ColumnMap:
    """One column map, as an importer of its own."""

    name: str
    table: Table
    columns: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: str = "*"
    key: tuple[str, ...] = ()
    coverage: str = ""
    decimal: str = ""

    @property
    def PLACES(self) -> tuple[str, ...]:  # noqa: N802 - the interface of an importer
        """Exports lie in the inbox."""
        return ("inbox",)

    @property
    def COVERAGE(self) -> Coverage:  # noqa: N802 - the interface of an importer
        """A table with days replaces what it covers; one without is a snapshot."""
        return COVERAGES[self.coverage or ("window" if "date" in self.columns else "snapshot")]

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Every header that the map names."""
        return tuple(dict.fromkeys([*self.columns.values(), *self.key]))

    def claims(self, drop: Drop) -> bool:
        """A table whose name fits and whose header has all of our columns."""
        return (
            fnmatchcase(drop.name.casefold(), self.files.casefold())
            and self._sheet(drop) is not None
        )

    def read(self, drop: Drop, settings: Settings) -> Iterator[Row]:
        """One outcome per row of the table."""
        sheet = self._sheet(drop)
        if sheet is None:
            raise drop.refuse(
                "E-HEADER", f"the columns of [sources.{self.name}] are not all there",
                f"It names: {', '.join(self.headers)}",
            )  # fmt: skip
        readers = self._readers(sheet)
        for row in sheet.rows():
            if isinstance(row, Problem):
                yield row
            else:
                yield from self._outcome(row, sheet, readers)

    def _sheet(self, drop: Drop) -> Sheet | None:
        return sheets.find(drop, self.headers, least=len(self.headers))

    def _readers(self, sheet: Sheet) -> dict[str, Callable[[str], Any]]:
        """How the cells of each mapped column are read, decided from the whole column where it must be."""
        own = {name: self.table.column(name) for name in self.columns}
        days = [
            name for name, column in own.items() if column and column.kind in ("date", "moment")
        ]
        order = _order(sheet, [self.columns[name] for name in days], self.name)
        read: dict[str, Callable[[str], Any]] = {}
        for name, column in own.items():
            if name in days and column:
                read[name] = _day_reader(column, order)
            elif column and column.kind in ("number", "integer"):
                mark = self.decimal or _mark(sheet, self.columns[name])
                read[name] = _amount_reader(name, mark)
        return read

    def _outcome(
        self, row: Cells, sheet: Sheet, readers: Mapping[str, Callable[[str], Any]]
    ) -> Iterator[Row]:
        if row.is_blank:
            yield Skipped(row.line, "blank row")
            return
        if row.is_header:
            yield Skipped(row.line, "repeated header")
            return
        cells = {
            name: masks.pseudonym(row[header])
            if name == "account"
            else masks.mail(undefuse(row[header]))
            for name, header in self.columns.items()
        }
        if _is_total(row, sheet, cells):
            yield Skipped(row.line, "total row")
            return
        values: dict[str, Any] = dict(self.values)
        for name, said in cells.items():
            text = self.words.get(name, {}).get(said.casefold(), said)
            try:
                values[name] = readers[name](text) if text and name in readers else text
            except _TwoWays:
                yield Problem(
                    sheet.drop.path, row.line, self.columns[name], "W-NUMBER", "its comma or point can be read two ways",
                    f'Answer once: careerkit answer {self.name} decimal "," (or ".")', text,
                )  # fmt: skip
        # Of a key only a hash is kept, so an address may be one.
        key = tuple(row[header] for header in self.key)
        yield Record(
            self.table.name, row.line, _completed(self.table, values), key if any(key) else ()
        )


# ---- cells -------------------------------------------------------------------------------------------


class _TwoWays(ValueError):
    """A number that could be one of two."""


def _order(sheet: Sheet, headers: Sequence[str], source: str) -> str:
    """The order of the days in all these columns: what one of them proves holds for the others."""
    drop, rows_in = sheet.drop, sheet.drop.rows_in
    verdicts = [
        orders.decide_cells(_column(sheet, [header]), [header], source, drop.date_order) for header in headers
    ]  # fmt: skip
    drop.rows_in = rows_in
    proven = [verdict for verdict in verdicts if verdict.proven]
    for verdict in proven or verdicts:
        orders.settle(drop, verdict)
    return (proven or verdicts or [orders.Verdict("ymd")])[0].order


def _column(sheet: Sheet, headers: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    for row in sheet.rows():
        if not isinstance(row, Problem):
            yield row.line, [_plain_day(row[header]) for header in headers]


def _mark(sheet: Sheet, header: str) -> str:
    """The decimal mark of a column; empty when its cells prove none, or two."""
    rows_in = sheet.drop.rows_in
    try:
        return amounts.decimal_mark(cells[0] for _, cells in _column(sheet, [header]))
    except ValueError:
        return ""
    finally:
        sheet.drop.rows_in = rows_in


def _plain_day(text: str) -> str:
    """The first of a range, without the zone in brackets that some programs write behind a time."""
    return _ZONE_NOTE.sub("", text.partition("→")[0]).strip()


def _day_reader(column: Column, order: str) -> Callable[[str], str]:
    shapes = orders.shapes(order)
    if column.partial:
        shapes = (*shapes, dates.NAME_YEAR, dates.YEAR)

    @lru_cache(4096)
    def read(text: str) -> str:
        plain = _plain_day(text)
        if match := _SERIAL.fullmatch(plain):
            return (_SERIAL_DAY_0 + timedelta(days=int(match[1]))).isoformat()
        try:
            return dates.read(plain, shapes)
        except ValueError:
            # As it stands, so that the message is about what the person wrote.
            return text

    return read


def _amount_reader(name: str, mark: str) -> Callable[[str], float | str]:
    reader = amounts.hours if name == "hours" else amounts.number

    def read(text: str) -> float | str:
        try:
            return reader(text, mark)
        except ValueError:
            if not mark and ("," in text or "." in text):
                raise _TwoWays from None
            return text

    return read


def _is_total(row: Cells, sheet: Sheet, cells: Mapping[str, str]) -> bool:
    """A last line that sums up: its first filled cell says so, and it has no day."""
    if cells.get("date", "").rstrip(":").casefold() not in ("", *_TOTALS):
        return False
    first = next((text for name in sheet.header if (text := row[name])), "")
    return first.rstrip(":").casefold() in _TOTALS


def _completed(kind: Table, values: dict[str, Any]) -> dict[str, Any]:
    """What a table needs and a map may leave out: a short name made of the long one, the plainest journal word."""
    if kind.name == "entry":
        values["word"] = values.get("word") or "note"
    if kind.column("slug") and not values.get("slug"):
        parts = (values.get(name) for name in ("org", "name", "title"))
        values["slug"] = tidy.slug(" ".join(str(part) for part in parts if part)) or None
    return values
