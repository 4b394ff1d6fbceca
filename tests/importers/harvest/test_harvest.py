"""Harvest: hours in every country's way, days after the account, names in place of addresses."""

from __future__ import annotations

import hashlib

import pytest

from careerkit.importers import harvest, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

HEADER = "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name\n"


def _drop(text: str, date_order: str = "") -> Drop:
    return Drop("h.csv", "inbox", "inbox/h.csv", text.encode(), date_order=date_order)


def _read(text: str) -> list[Row]:
    drop = _drop(text)
    assert recognise(drop) == ["harvest"]
    rows = list(harvest.read(drop, Settings()))
    assert drop.rows_in == len(rows)
    return rows


def _hours(*cells: str) -> list[float | str]:
    """Hours of entries, or why they are none."""
    lines = [f'2024-03-05,Harbour,Quay,Q1,Tally,,"{cell}",Yes,Mira,Okafor\n' for cell in cells]
    rows = _read(HEADER + "".join(lines))
    return [
        row.values["hours"] if isinstance(row, Record) else row.rule if isinstance(row, Skipped) else row.code
        for row in rows
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "hours"),
    [
        (["0.01", "1.5", "2"], [0.01, 1.5, 2.0]), (["0,01", "7,5"], [0.01, 7.5]),
        (["1:30", "0:15"], [1.5, 0.25]), (["1,250"], [1.25]), (["1.250"], [1.25]),
        # The first row says that a comma is decimal, so that a point is not.
        (["0,5", "2.000", "1,250"], [0.5, "E-RANGE", 1.25]), (["2.000,0", "24"], ["E-RANGE", 24.0]),
        (["0.5", "0,5", "1.250"], [0.5, 0.5, "E-NUMBER"]), (["0", "0,00"], ["zero length"] * 2),
        (["-1", "", "x", "1e1", "24,01"], ["E-NUMBER"] * 4 + ["E-RANGE"]),
    ],
)  # fmt: skip
def test_hours(cells: list[str], hours: list[float | str]) -> None:
    """Points, commas, clocks, three figures behind a mark, contradictions, nothing, and far too much."""
    assert _hours(*cells) == hours


def test_accounts_are_pseudonyms_of_names() -> None:
    """One person with and without an address, another one, an address alone, and nobody."""
    text = "Date,Project,Task,Hours,Billable?,First Name,Last Name,Email\n" + "".join(
        f"2024-03-05,Quay,Tally,1,Yes,{who}\n"
        for who in (
            "Mira,Okafor,",
            "mira,okafor,a@example.org",
            "Mira,Lind,",
            ",,b@example.org",
            ",,",
        )
    )
    accounts = [row.values["account"] for row in _read(text) if isinstance(row, Record)]
    assert accounts[0] == accounts[1] == hashlib.sha256(b"mira okafor").hexdigest()[:12]
    assert accounts[3] == hashlib.sha256(b"b@example.org").hexdigest()[:12]
    assert (accounts[4], len(set(accounts))) == ("", 4)


@pytest.mark.parametrize(
    ("days", "order", "found"),
    [
        (("26.01.2015", "05.02.2015"), "", ["2015-01-26", "2015-02-05"]),
        (("02/13/2024", "03/04/2024"), "", ["2024-02-13", "2024-03-04"]),
        (("03/04/2024", "03/04/2024"), "dmy", ["2024-04-03", "2024-04-03"]),
        (("2024-03-04", "2024-03-05"), "dmy", ["2024-03-04", "2024-03-05"]),
    ],
)
def test_days_follow_the_account(days: tuple[str, str], order: str, found: list[str]) -> None:
    """Days with points, with the month first, of two ways with an answer, and plain ones."""
    text = HEADER + "".join(f"{day},,Quay,,Tally,,1,Yes,Mira,Okafor\n" for day in days)
    rows = list(harvest.read(_drop(text, order), Settings()))
    assert [row.values["date"] for row in rows if isinstance(row, Record)] == found


def test_days_of_two_ways_are_a_question() -> None:
    """Two days of two ways."""
    text = HEADER + "03/04/2024,,Quay,,Tally,,1,Yes,Mira,Okafor\n" * 2
    with pytest.raises(Unreadable) as bad:
        _read(text)
    assert bad.value.problem.code == "E-DATE-AMBIGUOUS"
    assert "careerkit answer harvest date_order" in bad.value.problem.fix


@pytest.mark.parametrize("row", ["Total,,,,,,12.5,,,", ",,,,,Total:,12.5,,,", ",,,,,,12.5,,,"])
def test_total_rows_are_left_out(row: str) -> None:
    """A total under the date, one under another column, and a sum without a word."""
    rows = _read(HEADER + "2024-03-05,,Quay,,Tally,,1,Yes,Mira,Okafor\n" + row + "\n")
    assert isinstance(rows[0], Record)
    assert rows[1] == Skipped(3, "total row")


def test_a_task_may_be_called_total() -> None:
    """An entry with the word in its notes; one that lacks its day and says something else."""
    rows = _read(
        HEADER
        + "2024-03-05,,Quay,,Tally,Total,1,Yes,Mira,Okafor\n,,Quay,,Tally,,1,Yes,Mira,Okafor\n"
    )
    assert isinstance(rows[0], Record)
    assert rows[0].values["activity"] == "Total"
    assert isinstance(rows[1], Problem)
    assert rows[1].code == "E-DATE"


@pytest.mark.parametrize(
    "header",
    [
        "Date,Client,Project,Task,Notes,Hours", "Date,Hours,Project,Notes",
        "Date,Client,Project,Project Code,Category,Notes,Amount,Billable?",
        "User,Email,Project,Description,Start date,Start time,Duration",
        "Project,Task,Start Date,Duration (h)", "",
    ],
)  # fmt: skip
def test_other_files_are_not_claimed(header: str) -> None:
    """Lists of one's own, Harvest's expenses, Toggl, Clockify."""
    assert not harvest.claims(_drop(header + "\n1,2\n"))


def test_a_header_that_is_gone_is_said() -> None:
    """A file that was claimed once and is read without its header."""
    with pytest.raises(Unreadable) as bad:
        list(harvest.read(_drop("1,2,3\n"), Settings()))
    assert bad.value.problem.code == "E-HEADER"
