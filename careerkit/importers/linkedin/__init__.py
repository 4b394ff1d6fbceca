"""A LinkedIn data archive, as the whole zip or as single CSV files out of it.

Connections become people; Positions and Education roles; Skills skills; Learning, Certifications and
Events learning; endorsements and recommendations received feedback; Projects projects. No other
member is ever opened, and e-mail addresses are read by nobody. Each file is known by its header,
wherever it stands: LinkedIn changed names, columns, preambles and dates over the years, and
spreadsheets changed them again.

`_members` is the table of what is read: a column that was renamed is one more word there. What a row becomes
stands in `_people`, `_career` and `_learning`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from careerkit import identity
from careerkit.importers.linkedin._members import MEMBERS, Member
from careerkit.importers.linkedin._row import WRITTEN, ArchiveRow, SetAside, hide_mail, is_written
from careerkit.problems import Problem
from careerkit.reading import orders, sheets
from careerkit.reading.archives import file_name
from careerkit.reading.drops import Drop, Unreadable
from careerkit.reading.sheets import Sheet
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings

COVERAGE = Coverage.KEEP
PLACES = ("inbox",)
PAIR = identity.pair


def _plain(name: str) -> str:
    """A member's name without case; in old archives a space stands where newer ones have `_`."""
    return name.casefold().replace("_", " ")


_NAMES = frozenset(_plain(member.name) for member in MEMBERS)


def claims(drop: Drop) -> bool:
    """A zip with a member, or a table, whose header is one of ours. A name alone is never enough."""
    if _is_table(drop):
        return _recognised(drop) is not None
    return drop.is_zip and any(_is_ours(member) for member in drop.members(_is_member))


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per row; a member that cannot be read is set aside alone and counts as one row."""
    zone = ZoneInfo(settings.time_zone)
    if _is_table(drop):
        yield from _read(drop, zone)
        return
    for member in drop.members(_is_member):
        try:
            yield from _read(member, zone)
        except Unreadable as bad:
            member.rows_in += 1
            yield bad.problem
        drop.rows_in += member.rows_in


def _is_table(drop: Drop) -> bool:
    return drop.name.casefold().endswith(sheets.SUFFIXES)


def _is_member(path: str) -> bool:
    return _plain(file_name(path)) in _NAMES


def _is_ours(member: Drop) -> bool:
    try:
        return _recognised(member) is not None
    except Unreadable:
        return False


def _recognised(drop: Drop) -> tuple[Member, Sheet] | None:
    name = drop.name.casefold()
    for member in MEMBERS:
        sheet = sheets.find(drop, member.columns) if member.word in name else None
        if sheet and member.fits({column for column in sheet.header if column}):
            return member, sheet
    return None


def _read(drop: Drop, zone: ZoneInfo) -> Iterator[Row]:
    found = _recognised(drop)
    if found is None:
        if drop.text.strip():
            raise drop.refuse(
                "E-HEADER", "the columns are none that LinkedIn is known to write",
                "Download the archive again, or take this file out",
            )  # fmt: skip
        return
    member, sheet = found
    shapes = _shapes(member, sheet)
    seen: set[tuple[str, ...]] = set()
    for cells in sheet.rows():
        if isinstance(cells, Problem):
            yield replace(cells, value=hide_mail(cells.value))
        else:
            row = ArchiveRow(cells, sheet, member.name, zone, shapes)
            outcome = _outcome(member, row, seen)
            yield from row.warnings
            yield outcome


def _shapes(member: Member, sheet: Sheet) -> tuple[re.Pattern[str], ...]:
    """The shapes of this file's dates: those that are plain, and days in figures in the order they prove.

    Raises Unreadable when such days can be read in two ways.
    """
    if not member.day:
        return WRITTEN
    drop, before = sheet.drop, sheet.drop.rows_in
    try:
        verdict = orders.decide_cells(
            _in_figures(sheet, member.day), (member.day,), "linkedin", drop.date_order
        )
    finally:
        drop.rows_in = before
    return (*WRITTEN, *orders.shapes(orders.settle(drop, verdict)))


def _in_figures(sheet: Sheet, column: str) -> Iterator[tuple[int, tuple[str]]]:
    for row in sheet.rows():
        if not isinstance(row, Problem) and row[column] and not is_written(row[column]):
            yield row.line, (row[column],)


def _outcome(member: Member, row: ArchiveRow, seen: set[tuple[str, ...]]) -> Row:
    """What became of one row; of somebody with an address only the first row of a file counts."""
    try:
        outcome = _left_out(row) or member.read(row)
    except SetAside as aside:
        return aside.problem
    if isinstance(outcome, Record) and outcome.key[:1] == ("url",):
        if outcome.key in seen:
            return row.skipped("listed twice")
        seen.add(outcome.key)
    return outcome


def _left_out(row: ArchiveRow) -> Skipped | None:
    """Rows that no member's reader needs to see."""
    if row.cells.is_blank:
        return row.skipped("blank row")
    if row.cells.is_header:
        return row.skipped("repeated header")
    return None
