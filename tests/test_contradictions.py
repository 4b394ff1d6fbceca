"""What cannot be true together is set aside on both sides, and the account still adds up."""

from __future__ import annotations

from datetime import date
from typing import Any

from careerkit.contradictions import without_contradictions
from careerkit.problems import Problem
from careerkit.records import Account
from careerkit.rows import Row

DAY = date(2025, 3, 5)


def row(table: str, whose: Account, id_: str, **cells: Any) -> Row:
    """One accepted row."""
    whose.rows_in += 1
    whose.accepted += 1
    return Row(
        table, {"file": "x", "line": 3, "status": "live", "date": DAY, **cells}, whose, id=id_
    )


def left(rows: list[Row]) -> tuple[list[str], list[str]]:
    """The ids that stand, and the codes of what was found."""
    problems: list[Problem] = []
    standing = without_contradictions(rows, problems)
    assert all(row.account.holds for row in rows)
    return [row.id for row in standing], [problem.code for problem in problems]


def test_an_evening_both_kept_and_broken() -> None:
    """Two lines on one evening that contradict each other; another evening and another boundary stay."""
    account = Account("journal/2025.md", "journal")
    rows = [
        row("boundary", account, "a", name="tech-free", kept=True),
        row("boundary", account, "b", name="tech-free", kept=False),
        row("boundary", account, "c", name="no mail", kept=False),
        row("boundary", account, "d", name="tech-free", kept=True),
    ]
    rows[3].cells["date"] = date(2025, 3, 6)
    assert left(rows) == (["c", "d"], ["E-CONFLICT", "E-CONFLICT"])
    assert account.quarantined == 2


def test_a_day_of_more_than_24_hours() -> None:
    """25 hours in one tracker; the same hours over two accounts, or partly retired, are fine."""
    account = Account("t.csv", "toggl")
    rows = [row("time", account, str(n), account="me", hours=5.0) for n in range(5)]
    assert left(rows) == ([], ["E-RANGE"] * 5)
    account = Account("t.csv", "toggl")
    rows = [row("time", account, str(n), account=f"me{n % 2}", hours=5.0) for n in range(5)]
    assert left(rows) == (["0", "1", "2", "3", "4"], [])
    account = Account("t.csv", "toggl")
    rows = [row("time", account, str(n), account="me", hours=5.0) for n in range(4)]
    gone = row("time", Account("u.csv", "toggl"), "gone", account="me", hours=5.0)
    gone.cells["status"] = "retired"
    gone.account.accepted, gone.account.retired = 0, 1
    assert left([*rows, gone]) == (["0", "1", "2", "3", "gone"], [])
