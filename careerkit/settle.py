"""Which rows stand: identity, duplicates, newer exports, contradictions. Nothing is lost on the way.

Every row of every file ends as accepted, duplicate, retired, set aside or ignored.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from careerkit.problems import Problem
from careerkit.records import Account, Coverage
from careerkit.tables import table

Cells = dict[str, Any]
LONGEST_DAY = 24


@dataclass(slots=True)
class Row:
    """One typed row on its way: its table, its cells, the account of the file it came from."""

    table: str
    cells: Cells
    account: Account
    key: tuple[str, ...] = ()
    member: str = ""
    id: str = ""


@dataclass(slots=True)
class File:
    """The typed rows of one file of one source. `newest` orders exports; living files have none."""

    account: Account
    coverage: Coverage
    rows: list[Row] = field(default_factory=list)
    newest: tuple[str, str, int] = ("", "", 0)


def settle(files: Iterable[File]) -> tuple[list[Row], list[Problem]]:
    """The rows that stand, and what was found on the way; the files' accounts are completed."""
    by_source: dict[str, list[File]] = defaultdict(list)
    for file in files:
        by_source[file.account.source].append(file)
    rows: list[Row] = []
    problems: list[Problem] = []
    for source in sorted(by_source):
        found = by_source[source]
        if found[0].coverage is Coverage.LIVING:
            rows += _once(_identified(row for file in found for row in file.rows), problems)
        else:
            rows += _exports(sorted(found, key=lambda file: file.newest))
    return _without_conflicts(rows, problems), problems


def _identified(rows: Iterable[Row]) -> list[Row]:
    """Give every row its id: a hash of source, table and key, with an ordinal among equals."""
    equals: Counter[str] = Counter()
    found = []
    for row in rows:
        kind = table(row.table)
        key = row.key or tuple(_plain(row.cells[name]) for name in kind.key)
        named = json.dumps([row.account.source, row.table, *key], ensure_ascii=False)
        ordinal = equals[named] if kind.repeats or row.key else 0
        equals[named] += 1
        text = f"{named}#{ordinal}" if ordinal else named
        row.id = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
        found.append(row)
    return found


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(str(value).split()).casefold()


def _once(rows: Iterable[Row], problems: list[Problem]) -> list[Row]:
    """The first row of each id; a second one is a duplicate and is reported."""
    standing: dict[str, Row] = {}
    for row in rows:
        if row.id not in standing:
            standing[row.id] = row
            row.account.accepted += 1
            continue
        row.account.duplicate += 1
        problems.append(
            Problem(
                row.cells["file"], row.cells["line"], table(row.table).key[0], "W-DOUBLE",
                "the same thing stands earlier", "The first one counts; delete one of them",
                source=row.account.source,
            )
        )  # fmt: skip
    return list(standing.values())


def _exports(files: list[File]) -> list[Row]:
    """Fold exports from the oldest to the newest: the newest row of each id wins."""
    standing: dict[str, Row] = {}
    for file in files:
        fresh = {row.id: row for row in _first_of_each(_identified(file.rows))}
        for old in _replaced(standing, fresh):
            _uncount(old)
            old.account.duplicate += 1
        for gone in _gone(file.coverage, standing, fresh):
            _uncount(gone)
            gone.account.retired += 1
            if file.coverage is Coverage.KEEP:
                gone.cells["status"] = "retired"
            else:
                del standing[gone.id]
        standing.update(fresh)
    return list(standing.values())


def _first_of_each(rows: list[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            row.account.duplicate += 1
            continue
        seen.add(row.id)
        row.account.accepted += 1
        yield row


def _uncount(row: Row) -> None:
    if row.cells["status"] == "retired":
        row.account.retired -= 1
    else:
        row.account.accepted -= 1


def _replaced(standing: dict[str, Row], fresh: dict[str, Row]) -> list[Row]:
    return [standing[key] for key in fresh if key in standing]


def _gone(coverage: Coverage, standing: dict[str, Row], fresh: dict[str, Row]) -> list[Row]:
    """Rows of older exports that the new one should hold and does not."""
    if coverage is Coverage.UNION:
        return []
    missing = [row for key, row in standing.items() if key not in fresh]
    missing = [row for row in missing if row.cells["status"] != "retired"]
    if coverage is Coverage.WINDOW:
        windows = _windows(fresh.values())
        return [row for row in missing if _inside(row, windows)]
    members = {row.member for row in fresh.values()}
    return [row for row in missing if row.member in members]


def _windows(rows: Iterable[Row]) -> dict[str, tuple[date, date]]:
    days: dict[str, list[date]] = defaultdict(list)
    for row in rows:
        if row.cells.get("date"):
            days[row.cells.get("account") or ""].append(row.cells["date"])
    return {account: (min(found), max(found)) for account, found in days.items()}


def _inside(row: Row, windows: dict[str, tuple[date, date]]) -> bool:
    window, day = windows.get(row.cells.get("account") or ""), row.cells.get("date")
    if window is None or day is None:
        return False
    return bool(window[0] <= day <= window[1])


def _without_conflicts(rows: list[Row], problems: list[Problem]) -> list[Row]:
    """Set aside what cannot be true together: evenings both kept and broken, days of more than 24 hours."""
    impossible = {**_both_kept_and_broken(rows), **_longer_than_a_day(rows)}
    for row in rows:
        if row.id in impossible:
            row.account.accepted -= 1
            row.account.quarantined += 1
            problems.append(impossible[row.id])
    return [row for row in rows if row.id not in impossible]


def _both_kept_and_broken(rows: list[Row]) -> dict[str, Problem]:
    said: dict[tuple[date, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.table == "boundary":
            said[row.cells["date"], row.cells["name"]].append(row)
    reason = "this boundary is both kept and broken on that day"
    return {
        row.id: _set_aside(row, "kept", "E-CONFLICT", reason, "Keep one of the two lines")
        for evening in said.values()
        if len({row.cells["kept"] for row in evening}) > 1
        for row in evening
    }


def _longer_than_a_day(rows: list[Row]) -> dict[str, Problem]:
    days: dict[tuple[str, Any, date], list[Row]] = defaultdict(list)
    for row in rows:
        # A retired interval was replaced by others; counting both would make a day too long.
        if row.table == "time" and row.cells["status"] == "live":
            days[row.account.source, row.cells["account"], row.cells["date"]].append(row)
    reason = f"this day has more than {LONGEST_DAY} hours in all"
    return {
        row.id: _set_aside(
            row, "hours", "E-RANGE", reason, "Correct it in the tracker, export again"
        )
        for day in days.values()
        if sum(row.cells["hours"] for row in day) > LONGEST_DAY
        for row in day
    }


def _set_aside(row: Row, column: str, code: str, reason: str, fix: str) -> Problem:
    cells = row.cells
    value = str(cells.get("name") or cells[column])
    return Problem(
        cells["file"], cells["line"], column, code, reason, fix, value, row.account.source
    )
