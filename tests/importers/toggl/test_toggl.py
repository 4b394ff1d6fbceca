"""Toggl: selectable columns, durations, and whose tracker it is."""

from __future__ import annotations

import hashlib

import pytest

from careerkit.importers import recognise, toggl
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

HEADER = (
    "Email,Client,Project,Description,Start date,Start time,Stop date,Stop time,Duration,Tags\n"
)


def _drop(text: str) -> Drop:
    return Drop("report.csv", "inbox", "inbox/report.csv", text.encode())


def _read(text: str) -> list[Row]:
    drop = _drop(text)
    assert recognise(drop) == ["toggl"]
    rows = list(toggl.read(drop, Settings()))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _of(duration: str) -> Row:
    """The outcome of one entry of this duration."""
    line = f'a@example.org,,Quay,Tally,2024-03-05,09:00:00,2024-03-05,10:00:00,"{duration}",\n'
    return _read(HEADER + line)[0]


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("01:30:00", 1.5), ("1:02:03", 1.034167), ("24:00:00", 24.0), ("0.25", 0.25),
        ("1,75", 1.75), ("00:00:01", 0.000278), ("18:25 min", 0.306944), ("05:00 min", 0.083333),
        ("12 sec", 0.003333), ("1.5 h", 1.5), ("1.250", 1.25),
    ],
)  # fmt: skip
def test_duration_becomes_hours(text: str, hours: float) -> None:
    """A duration as clock, with one digit of hours, as minutes or seconds alone, or as decimal hours."""
    found = _of(text)
    assert isinstance(found, Record)
    assert found.values["hours"] == hours


@pytest.mark.parametrize("text", ["00:00:00", "0:00:00", "0.00"])
def test_zero_length_is_left_out(text: str) -> None:
    """A timer that was started and stopped at once."""
    assert _of(text) == Skipped(2, "zero length")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("24:00:01", "E-RANGE"), ("99.5", "E-RANGE"), ("-01:00:00", "E-NUMBER"), ("", "E-NUMBER"),
        ("01:75:00", "E-NUMBER"), ("3600", "E-NUMBER"), ("1:30", "E-NUMBER"), ("nan", "E-NUMBER"),
        ("١:00:00", "E-NUMBER"), ("1.000,5", "E-NUMBER"), ("18:75 min", "E-NUMBER"), ("5 min", "E-NUMBER"),
    ],
)  # fmt: skip
def test_bad_durations_are_set_aside(text: str, code: str) -> None:
    """Longer than a day, negative, empty, ambiguous, in digits of another script."""
    found = _of(text)
    assert isinstance(found, Problem)
    assert found.code == code


def test_accounts_are_pseudonyms() -> None:
    """One address in two cases, another address, a name instead of one, and nothing at all."""
    text = "User,Email,Start date,Start time,Duration\n" + "".join(
        f"{who},2024-03-05,09:00:00,01:00:00\n"
        for who in (",A@Example.org", ",a@example.org", ",b@example.org", "Ada,", ",")
    )
    rows = _read(text)
    accounts = [row.values["account"] for row in rows if isinstance(row, Record)]
    assert accounts[0] == accounts[1] == hashlib.sha256(b"a@example.org").hexdigest()[:12]
    assert len(set(accounts)) == 4
    assert accounts[-1] == ""
    assert {len(account) for account in accounts[:-1]} == {12}
    assert "@" not in repr(rows)
    assert "Ada" not in repr(rows)


def test_no_mail_address_is_kept_of_a_row_set_aside() -> None:
    """A row with a cell too many, and one with an open quotation mark."""
    row = "a@example.org,,Quay,Tally,2024-03-05,09:00:00,2024-03-05,10:00:00,01:00:00,,more\n"
    rows = _read(HEADER + row + '"' + row)
    assert [found.code for found in rows if isinstance(found, Problem)] == ["E-RAGGED", "E-QUOTE"]
    assert "@" not in repr(rows)


@pytest.mark.parametrize("day", ["2024-02-30", "", "n/a", "0000-00-00", "9999-01-01", "13/15/2024"])
def test_a_bad_day_costs_the_row(day: str) -> None:
    """Days that do not exist, none, a word, and years beyond reason."""
    rows = _read(f"Project,Start date,Start time,Duration\nQuay,{day},09:00:00,01:00:00\n")
    assert [row.code for row in rows if isinstance(row, Problem)] == ["E-DATE"]


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (("05/03/2024", "13/03/2024"), ["2024-03-05", "2024-03-13"]),
        (("03/05/2024", "03/13/2024"), ["2024-03-05", "2024-03-13"]),
        (("05.03.2024", "13.03.2024"), ["2024-03-05", "2024-03-13"]),
    ],
)
def test_days_may_follow_the_profile(days: tuple[str, str], found: list[str]) -> None:
    """Days of March with the day and with the month first; the second row tells."""
    lines = "".join(f"Quay,{day},09:00 AM,01:00:00\n" for day in days)
    rows = _read(f"Project,Start date,Start time,Duration\n{lines}")
    assert [row.values["date"] for row in rows if isinstance(row, Record)] == found
    assert [row.values["start"] for row in rows if isinstance(row, Record)] == [
        f"{day}T09:00:00" for day in found
    ]


def test_days_of_two_ways_are_a_question() -> None:
    """One day, in a file that says no more."""
    with pytest.raises(Unreadable) as bad:
        _read("Project,Start date,Duration\nQuay,05/03/2024,01:00:00\n")
    assert bad.value.problem.code == "E-DATE-AMBIGUOUS"
    assert "careerkit answer toggl date_order" in bad.value.problem.fix


def test_total_rows_are_left_out() -> None:
    """A sum with a word under the first column, and one without any."""
    rows = _read(HEADER + "Total,,,,,,,,36:00:00,\n,,,,,,,,36:00:00,\n")
    assert rows == [Skipped(2, "total row"), Skipped(3, "total row")]


def test_no_mail_address_is_kept_of_a_text() -> None:
    """An address in the description, the project, the client and a tag."""
    rows = _read(
        HEADER
        + "a@example.org,c@example.org,For d@example.org,Mail to b@example.org.,2024-03-05,09:00:00,"
        '2024-03-05,10:00:00,01:00:00,"e@example.org, Mail"\n'
    )
    assert isinstance(rows[0], Record)
    assert rows[0].values["activity"] == "Mail to (address)"
    assert "@" not in repr(rows)


def test_equal_entries_stay_two() -> None:
    """Two entries that agree in everything."""
    row = "a@example.org,,Quay,Tally,2024-03-05,09:00:00,2024-03-05,10:00:00,01:00:00,\n"
    assert len(_read(HEADER + row * 2)) == 2


@pytest.mark.parametrize(
    "header",
    [
        '"Project","Client","Description","Start Date","Start Time","Duration (h)"',
        "Date,Client,Project,Task,Notes,Hours",
        "First Name,Last Name,URL,Connected On",
        "Duration,Mood",
        "Start date,Duration",
        "User,Email,Start date,Duration",
        "",
    ],
)
def test_other_files_are_not_claimed(header: str) -> None:
    """Clockify, Harvest, LinkedIn, and tables that say too little."""
    assert not toggl.claims(_drop(header + "\n1,2\n"))


def test_a_header_that_is_gone_is_said() -> None:
    """A file that was claimed once and is read without its header."""
    with pytest.raises(Unreadable) as bad:
        list(toggl.read(_drop("1,2,3\n"), Settings()))
    assert bad.value.problem.code == "E-HEADER"
