"""tables = f(raw, journal, registers, answers, settings): a pure function, rebuilt whole.

No mutable database: deleting `tables/` loses nothing, and two runs give identical bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from careerkit import ingest, raw, skills, tables
from careerkit.annotate import annotate
from careerkit.doubts import doubts
from careerkit.problems import Problem
from careerkit.records import Account
from careerkit.rows import Row
from careerkit.settle import settle
from careerkit.workspace import Workbook


@dataclass(frozen=True)
class Rebuilt:
    """A workbook's typed rows by table, sorted by key, with everything that was found on the way.

    `waiting` are drafts that count only once the person has accepted them.
    """

    rows: dict[str, list[Row]]
    problems: list[Problem]
    accounts: list[Account]
    found: ingest.Harvest
    waiting: list[Row]

    @property
    def set_aside(self) -> list[Problem]:
        """The problems that cost a row or a file."""
        return [problem for problem in self.problems if not problem.is_warning]

    @property
    def unbalanced(self) -> list[Account]:
        """Files whose rows do not add up: a defect of an importer, never of the data."""
        return [account for account in self.accounts if not account.holds]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {name: len(rows) for name, rows in self.rows.items()}


def rebuild(workbook: Workbook, *, accept_shrink: bool = False) -> Rebuilt:
    """Build all tables of a workbook in memory; nothing is written.

    accept_shrink: the person agrees that fresh exports take away more than a fifth of what they speak of.
    """
    found = ingest.harvest(workbook)
    settled, conflicts = settle(found.files, accept_shrink=accept_shrink)
    standing, waiting, unclear = annotate(settled)
    own = ((r.cells["slug"], r.cells["aliases"]) for r in standing if r.table == "skill")
    index = skills.spellings(own)
    for row in standing:
        row.cells["id"] = row.id
        row.cells["skills"] = _skills(row.cells["tags"], index)
    fill_recorded_at(workbook, standing)
    by_table: dict[str, list[Row]] = {name: [] for name in tables.names()}
    for row in standing:
        by_table[row.table].append(row)
    for rows in by_table.values():
        rows.sort(key=_order)
    accounts = [file.account for file in found.files] + found.copies + found.unknown
    return Rebuilt(
        by_table,
        sorted([*found.problems, *conflicts, *unclear, *doubts(standing)]),
        sorted(accounts, key=lambda account: account.file),
        found,
        sorted(waiting, key=_order),
    )


def fill_recorded_at(workbook: Workbook, rows: Iterable[Row]) -> None:
    """Where a row does not say itself when it was written down: the day the workbook first saw it."""
    seen = raw.first_seen(workbook)
    for row in rows:
        if row.cells.get("recorded_at") is None:
            row.cells["recorded_at"] = seen.get(row.id)


def _order(row: Row) -> tuple[str, str]:
    day: date | None = row.cells.get("date")
    return (day.isoformat() if day else "", row.id)


def _skills(tags: Iterable[str], index: dict[str, str]) -> list[str]:
    return list(dict.fromkeys(index[tag] for tag in tags if tag in index))
