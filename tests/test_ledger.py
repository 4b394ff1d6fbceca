"""The ledger of advice: lines are only added, and what becomes of advice is noted beside it."""

from __future__ import annotations

from datetime import date

import pytest

from careerkit import ledger
from careerkit.advise import Proposed
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.look import Advice, Kind
from careerkit.workspace import sample
from tests.conftest import Builder

FOUND = Proposed(
    "two_names", "Contacts fall short", Kind.ACT, "network", "1",
    Advice("30% of the weeks.", "Write two names.", "never", 0.4, 0.3, 40, evidence=("a", "b")), 0.4,
    date(2026, 4, 1),
)  # fmt: skip


def test_kept_advice_reads_back_as_it_was(workbook: Builder) -> None:
    """One piece of advice into an empty workbook, then its row."""
    assert ledger.keep(workbook.book, 2025, [FOUND], []) == ["two_names"]
    (row,) = workbook.cells("advice")
    assert (row["year"], row["rule"], row["outcome"], row["value"]) == (
        2025,
        "two_names",
        "open",
        0.3,
    )
    assert (row["evidence"], row["check_on"]) == ("a;b", date(2026, 4, 1))


def test_advice_that_stands_there_is_not_kept_twice(workbook: Builder) -> None:
    ledger.keep(workbook.book, 2025, [FOUND], [])
    before = workbook.snapshot("registers")
    assert ledger.keep(workbook.book, 2025, [FOUND], ["two_names"]) == []
    assert workbook.snapshot("registers") == before


def test_an_outcome_is_added_and_the_first_line_stays(workbook: Builder) -> None:
    ledger.keep(workbook.book, 2025, [FOUND], [])
    first = workbook.snapshot("registers")["registers/advice.csv"]
    ledger.settle(workbook.book, 2025, "two_names", "taken", ["two_names"], helped=True)
    assert workbook.snapshot("registers")["registers/advice.csv"].startswith(first)
    assert [(r["outcome"], r["helped"]) for r in workbook.cells("advice")] in (
        [("open", None), ("taken", True)], [("taken", True), ("open", None)],
    )  # fmt: skip


def test_a_rule_that_was_not_advised_is_told_with_what_was(workbook: Builder) -> None:
    """A typing error; then an empty ledger."""
    with pytest.raises(UsageError, match="two_names"):
        ledger.settle(workbook.book, 2025, "two_name", "taken", ["two_names"], helped=None)
    with pytest.raises(UsageError, match="careerkit advice keep --year 2025"):
        ledger.settle(workbook.book, 2025, "two_names", "taken", [], helped=None)


@pytest.mark.parametrize("header", ["a;b;c", "rule,text"])
def test_a_register_without_the_columns_is_left_alone(workbook: Builder, header: str) -> None:
    """Another delimiter, a missing column."""
    path = workbook.write("registers/advice.csv", f"{header}\n")
    with pytest.raises(BadData, match="nothing was written"):
        ledger.keep(workbook.book, 2025, [FOUND], [])
    assert path.read_text("utf-8") == f"{header}\n"


def test_a_spreadsheet_cannot_be_added_to(workbook: Builder) -> None:
    workbook.write("registers/advice.xlsx", b"PK")
    with pytest.raises(BadData, match="save it as CSV"):
        ledger.keep(workbook.book, 2025, [FOUND], [])


def test_own_columns_and_their_order_stay(workbook: Builder) -> None:
    """A register with columns in another order and one of the person's own."""
    workbook.write("registers/advice.csv", "outcome,rule,mine,year\nopen,stretch,x,2024\n")
    ledger.keep(workbook.book, 2025, [FOUND], [])
    text = workbook.snapshot("registers")["registers/advice.csv"].decode()
    assert text.splitlines()[2] == "open,two_names,,2025"


def test_the_shipped_samples_are_only_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("careerkit.workspace.is_shipped", lambda _: True)
    with pytest.raises(NotAllowed):
        ledger.keep(sample("teller-to-adviser"), 2025, [FOUND], [])


def test_the_commands_show_keep_and_settle(workbook: Builder, run: object) -> None:
    """A log in which contacts fall short of their target in most weeks."""
    days = [date.fromordinal(date(2025, 1, 6).toordinal() + 7 * i) for i in range(40)]
    lines = "".join(f"## {day}\n- win: closed number {i} +1\n" for i, day in enumerate(days))
    workbook.write("journal/2025.md", f"## 2025-01-03\n- met: @ann talked\n{lines}")
    done = run("advice", "show", workbook.root, "--year", "2025")  # type: ignore[operator]
    assert (done.code, "two_names" in done.out) == (0, True)
    kept = run("advice", "keep", workbook.root, "--year", "2025")  # type: ignore[operator]
    assert "two_names" in kept.out
    noted = run("advice", "rejected", "two_names", "--workbook", workbook.root, "--year", "2025")  # type: ignore[operator]
    assert noted.code == 0
    assert {row["outcome"] for row in workbook.cells("advice") if row["rule"] == "two_names"} == {
        "open", "rejected",
    }  # fmt: skip
    bad = run("advice", "taken", "nothing", "--workbook", workbook.root, "--year", "2025")  # type: ignore[operator]
    assert (bad.code, "nothing" in bad.err) == (2, True)
