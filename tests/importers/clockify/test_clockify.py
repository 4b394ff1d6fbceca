"""Clockify: columns that come and go, days and clocks after the profile, breaks, reports that sum up."""

from __future__ import annotations

import pytest

from careerkit.importers import clockify, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

HEADER = (
    "Project,Client,Description,Task,User,Email,Tags,Type,Start Date,Start Time,End Date,End Time,"
    "Duration (h),Duration (decimal)\n"
)


def _drop(text: str, date_order: str = "") -> Drop:
    return Drop("r.csv", "inbox", "inbox/r.csv", text.encode(), date_order=date_order)


def _read(text: str, date_order: str = "") -> list[Row]:
    drop = _drop(text, date_order)
    assert recognise(drop) == ["clockify"]
    rows = list(clockify.read(drop, Settings()))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _entry(**cells: str) -> list[Row]:
    """The outcome of one entry of 90 minutes on 5 March, with these cells in place of the usual."""
    usual = {
        "Project": "Quay", "Description": "Tally", "Email": "a@example.org", "Type": "Regular",
        "Start Date": "2024-03-05", "Start Time": "09:00:00 AM", "End Date": "2024-03-05",
        "End Time": "10:30:00 AM", "Duration (h)": "01:30:00", "Duration (decimal)": "1.50",
    }  # fmt: skip
    names = HEADER.strip().split(",")
    row = {**dict.fromkeys(names, ""), **usual, **cells}
    return _read(HEADER + ",".join(f'"{row[name]}"' for name in names) + "\n")


@pytest.mark.parametrize(
    ("clock", "start"),
    [
        ("10:23:52 AM", "10:23:52"), ("10:23 PM", "22:23:00"), ("12:05 AM", "00:05:00"),
        ("12:05 PM", "12:05:00"), ("15:00", "15:00:00"), ("9:05", "09:05:00"),
        ("09:00:00", "09:00:00"), ("10:23:52\u202fAM", "10:23:52"), ("", None), ("24:00", None),
        ("13:00 PM", None), ("9", None),
    ],
)  # fmt: skip
def test_clocks(clock: str, start: str | None) -> None:
    """Twelve and twenty-four hours, with and without seconds, noon and midnight, none, and no such time."""
    rows = _entry(**{"Start Time": clock})
    record = rows[-1]
    assert isinstance(record, Record)
    assert record.values["start"] == (start and f"2024-03-05T{start}")
    assert [row.code for row in rows if isinstance(row, Problem)] == ["W-DATE"] * bool(
        clock and not start
    )


@pytest.mark.parametrize(
    ("clock", "decimal", "hours"),
    [
        ("01:30:00", "0.00", 1.5), ("1:30", "9.99", 1.5), ("0:13", "", 0.216667), ("", "0.22", 0.22),
        ("", "0,25", 0.25), ("1.5", "", 1.5), ("24:00:00", "", 24.0),
    ],
)  # fmt: skip
def test_the_clock_of_a_duration_comes_first(clock: str, decimal: str, hours: float) -> None:
    """A duration with and without seconds, and only as a decimal."""
    record = _entry(**{"Duration (h)": clock, "Duration (decimal)": decimal})[0]
    assert isinstance(record, Record)
    assert record.values["hours"] == hours


@pytest.mark.parametrize(
    ("duration", "outcome"),
    [
        ("00:00:00", "zero length"), ("0:00", "zero length"), ("24:00:01", "E-RANGE"),
        ("-01:00:00", "E-NUMBER"), ("", "E-NUMBER"), ("01:75:00", "E-NUMBER"), ("١:00", "E-NUMBER"),
    ],
)  # fmt: skip
def test_durations_that_are_no_entry(duration: str, outcome: str) -> None:
    """No length, longer than a day, negative, none, no such minute, other digits."""
    found = _entry(**{"Duration (h)": duration, "Duration (decimal)": ""})[0]
    assert outcome == (found.rule if isinstance(found, Skipped) else getattr(found, "code", ""))


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("Break", "break"), ("BREAK", "break"), ("Time off", "time off"), ("Holiday", "time off")],
)
def test_what_is_no_work_is_left_out(kind: str, rule: str) -> None:
    """A break in two spellings, a day off, a public holiday."""
    assert _entry(Type=kind) == [Skipped(2, rule)]


def test_a_break_is_a_break_even_where_it_is_damaged() -> None:
    """A break without a duration and on no day."""
    assert _entry(**{"Type": "Break", "Duration (h)": "", "Start Date": "n/a"}) == [
        Skipped(2, "break")
    ]


def test_the_order_of_days_is_decided_by_all_rows() -> None:
    """A first day of two ways, and the 13th of a month in the second row's end."""
    text = "Project,Start Date,End Date,Duration (h)\n"
    rows = "Quay,03/04/2024,03/04/2024,01:00:00\nQuay,12/04/2024,13/04/2024,02:00:00\n"
    drop = _drop(text + rows, date_order="mdy")
    found = [
        row.values["date"] for row in clockify.read(drop, Settings()) if isinstance(row, Record)
    ]
    assert found == ["2024-04-03", "2024-04-12"]
    assert drop.proven_order == "dmy"
    assert drop.rows_in == 2


def test_an_entry_into_the_next_day_decides() -> None:
    """From 3 to 4 of a month; read the other way, it would last thirty days."""
    text = "Project,Start Date,End Date,Duration (h)\nQuay,03/04/2024,03/05/2024,06:00:00\n"
    record = _read(text)[0]
    assert isinstance(record, Record)
    assert record.values["date"] == "2024-03-04"


def test_days_of_two_ways_are_a_question() -> None:
    """One day; the same with an answer."""
    text = "Project,Start Date,End Date,Duration (h)\nQuay,03/04/2024,03/04/2024,01:00:00\n"
    with pytest.raises(Unreadable) as bad:
        _read(text)
    assert bad.value.problem.code == "E-DATE-AMBIGUOUS"
    assert "3 April 2024 (dmy) or 4 March 2024 (mdy)" in bad.value.problem.reason
    record = _read(text, date_order="dmy")[0]
    assert isinstance(record, Record)
    assert record.values["date"] == "2024-04-03"


def test_days_that_contradict_each_other_are_refused() -> None:
    """The 13th of February in both orders."""
    text = "Project,Start Date,Duration (h)\nQuay,13/02/2024,01:00:00\nQuay,02/13/2024,01:00:00\n"
    with pytest.raises(Unreadable) as bad:
        _read(text)
    assert bad.value.problem.code == "E-DATE-MIXED"
    assert bad.value.problem.line == 3


def test_a_row_may_be_shorter_than_the_header() -> None:
    """A row that ends after its duration, and one that is longer."""
    row = "Quay,,Tally,,,a@example.org,,,2024-03-05,09:00,2024-03-05,10:00,01:00:00"
    rows = _read(f"{HEADER}{row}\n{row},1.00,a@example.org\n")
    assert isinstance(rows[0], Record)
    assert isinstance(rows[1], Problem)
    assert rows[1].code == "E-RAGGED"
    assert "@" not in repr(rows)


@pytest.mark.parametrize("name", ["Task", "Activity"])
def test_a_task_may_be_called_an_activity(name: str) -> None:
    """An entry that only its task describes."""
    record = _read(f"{name},Start Date,Duration (h)\nTally,2024-03-05,01:00:00\n")[0]
    assert isinstance(record, Record)
    assert record.values["activity"] == "Tally"
    assert (record.values["project"], record.values["account"]) == (None, "")


@pytest.mark.parametrize(
    "header",
    [
        "Project,Client,Description,Time (h),Time (decimal),Amount (USD)",
        "Date,Task,Project,Client,Description,Time (h),Time (decimal)",
    ],
)
def test_reports_that_sum_up_are_refused_by_name(header: str) -> None:
    """A summary by project, and one by day."""
    drop = _drop(header + "\n2024-03-05,b,c,d,e,f,g\n")
    assert recognise(drop) == ["clockify"]
    with pytest.raises(Unreadable) as bad:
        list(clockify.read(drop, Settings()))
    assert bad.value.problem.code == "E-HEADER"
    assert "sums up" in bad.value.problem.reason
    assert "Detailed" in bad.value.problem.fix


@pytest.mark.parametrize(
    "header",
    [
        "User,Email,Project,Description,Start date,Start time,Duration",
        "Date,Client,Project,Task,Notes,Hours", "Subject,Start Date,Start Time,End Date,End Time",
        "Start Date,Duration", "Duration (h),Duration (decimal)", "Time (h),Task", "",
    ],
)  # fmt: skip
def test_other_files_are_not_claimed(header: str) -> None:
    """Toggl, Harvest, a calendar, and tables that say too little."""
    assert not clockify.claims(_drop(header + "\n1,2\n"))


def test_a_header_that_is_gone_is_said() -> None:
    """A file that was claimed once and is read without its header."""
    with pytest.raises(Unreadable) as bad:
        list(clockify.read(_drop("1,2,3\n"), Settings()))
    assert bad.value.problem.code == "E-HEADER"
    assert "sums up" not in bad.value.problem.reason
