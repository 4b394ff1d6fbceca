"""A problem says where, what and what next, and keeps the value to itself."""

from __future__ import annotations

from careerkit.errors import (
    BadData,
    CannotWrite,
    CareerkitError,
    Locked,
    NotAllowed,
    SomeFailed,
    UsageError,
)
from careerkit.problems import Problem
from careerkit.records import Account

BAD = Problem(
    "journal/2024.md", 7, "hours", "E-RANGE", "too much", "Write less", "30 with the boss"
)


def test_it_is_said_in_one_line_without_the_value() -> None:
    """A row with a value that nobody else may read; one without a line; one without a column."""
    assert BAD.one_line() == "journal/2024.md:7 [hours]: E-RANGE too much. Write less"
    whole = Problem("inbox/a.csv", 0, "", "E-UNKNOWN", "no importer knows this file", "Take it out")
    assert whole.one_line() == "inbox/a.csv: E-UNKNOWN no importer knows this file. Take it out"


def test_machines_get_everything_but_the_value() -> None:
    """The same problem as JSON."""
    assert BAD.public() == {
        "file": "journal/2024.md", "line": 7, "column": "hours", "code": "E-RANGE",
        "reason": "too much", "fix": "Write less",
    }  # fmt: skip


def test_a_warning_keeps_its_row() -> None:
    """One code of each kind."""
    assert not BAD.is_warning
    assert Problem("f", 1, "", "W-TORN", "r", "f").is_warning


def test_its_place_can_be_filled_in_later() -> None:
    """A problem found by someone who does not know the file."""
    found = BAD.at("registers/goals.csv", "registers")
    assert (found.file, found.source, found.line) == ("registers/goals.csv", "registers", 7)
    assert BAD.file == "journal/2024.md"


def test_an_account_adds_up_or_says_so() -> None:
    """Ten rows, of which nine went somewhere; then the tenth does, too."""
    account = Account("f.csv", "toggl", rows_in=10, accepted=5, duplicate=1, retired=1, ignored=2)
    assert not account.holds
    assert "10 rows != 5 accepted" in account.one_line()
    account.quarantined = 1
    assert account.holds
    assert account.one_line() == (
        "f.csv (toggl): 10 rows = 5 accepted + 1 duplicate + 1 retired + 1 set aside + 2 ignored"
    )
    assert set(account.public()) == {
        "file", "source", "rows_in", "accepted", "duplicate", "retired", "quarantined", "ignored",
        "rules", "new", "changed", "missed",
    }  # fmt: skip


def test_every_error_has_its_documented_exit_code() -> None:
    """The kinds of errors; one without a message says its docstring."""
    codes = {
        kind: kind.exit_code
        for kind in (SomeFailed, UsageError, BadData, CannotWrite, Locked, NotAllowed)
    }
    assert list(codes.values()) == [1, 2, 65, 73, 75, 77]
    assert str(Locked()) == "Another careerkit is writing here; try again in a moment."
    assert str(CareerkitError("so")) == "so"
