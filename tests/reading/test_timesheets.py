"""What all time trackers share: how often a file is read, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from careerkit.problems import Problem
from careerkit.reading import sheets, timesheets
from careerkit.reading.drops import Drop
from careerkit.reading.sheets import Cells, Sheet
from careerkit.records import Record, Skipped

LAYOUT = timesheets.Layout(
    source="tracker",
    days=("Day", "Last day"),
    clock="Clock",
    durations=("Length", "Decimal"),
    activities=("What", "Kind"),
    tags=("Labels",),
    people=(("Name",), ("Given", "Family")),
    left_out=lambda row: "a rule" if row["Kind"] == "rest" else "",
)
COLUMNS = ("Day", "Clock", "Length", "Decimal", "What", "Kind", "Labels", "Name", "Given", "Family")


def _sheet(text: str) -> Sheet:
    found = sheets.find(Drop("t.csv", "inbox", "inbox/t.csv", text.encode()), COLUMNS)
    assert found
    return found


def _read(text: str) -> list[Record | Skipped | Problem]:
    sheet = _sheet(text)
    rows = list(timesheets.entries(sheet, LAYOUT))
    assert sheet.drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


@pytest.mark.parametrize(
    ("cells", "times"),
    [
        ("2024-03-1{},1.5", 1), ("2024/3/1{},1:30", 1), ("1{}/03/2024,1.5", 2), ("2024-03-05,1.25{}", 2),
        ("1{}/03/2024,1.25{}", 3),
    ],
)  # fmt: skip
def test_a_file_is_read_again_only_to_decide(
    monkeypatch: pytest.MonkeyPatch, cells: str, times: int
) -> None:
    """Plain days and hours; days in figures; hours of two readings; both. Three different rows of each."""
    calls = 0
    rows = Sheet.rows

    def counted(self: Sheet) -> Iterator[Cells | Problem]:
        nonlocal calls
        calls += 1
        return rows(self)

    monkeypatch.setattr(Sheet, "rows", counted)
    rows_of_it = "".join(cells.replace("{}", str(number)) + "\n" for number in (3, 4, 5))
    assert len(_read(f"Day,Length\n{rows_of_it}")) == 3
    assert calls == times


def test_the_first_column_that_is_not_empty_counts() -> None:
    """Three rows: everything, the second of each kind, nothing but the needed."""
    rows = _read(
        "Day,Length,Decimal,What,Kind,Labels,Name,Given,Family,Project,Client\n"
        '2024-03-05,1:00,9,Tally,Desk,"a, ,b",ada,Ada,L,Quay,Harbour\n'
        "2024-03-05,,2,,Desk,,,Ada,L,,Harbour\n"
        "2024-03-05,3,,,,,,,,Quay,\n"
    )
    told = [row.values for row in rows if isinstance(row, Record)]
    assert [row["hours"] for row in told] == [1.0, 2.0, 3.0]
    assert [row["activity"] for row in told] == ["Tally", "Desk", None]
    assert [row["project"] for row in told] == ["Quay (Harbour)", "Harbour", "Quay"]
    assert [list(row["tags"]) for row in told] == [["a", "b"], [], []]
    assert len({row["account"] for row in told}) == 3
    assert told[2]["account"] == ""


def test_a_row_may_end_before_the_header_does() -> None:
    """Rows that end after the length, after the text, and with the last cell."""
    rows = _read(
        "Day,Length,What,Labels,Name\n2024-03-05,1\n2024-03-05,1,Tally\n2024-03-05,1,Tally,a,Ada\n"
    )
    told = [row.values for row in rows if isinstance(row, Record)]
    assert [row["activity"] for row in told] == [None, "Tally", "Tally"]
    assert [bool(row["account"]) for row in told] == [False, False, True]


def test_a_rule_comes_before_what_is_wrong() -> None:
    """A row that a rule leaves out: whole, without a day, without a length; and one that it does not."""
    rows = _read(
        "Day,Length,Kind\n2024-03-05,1,rest\n,1,rest\n2024-03-05,,rest\n2024-03-05,,work\n"
    )
    assert rows[:3] == [Skipped(2, "a rule"), Skipped(3, "a rule"), Skipped(4, "a rule")]
    assert isinstance(rows[3], Problem)
    assert (rows[3].code, rows[3].column) == ("E-NUMBER", "Length")


def test_more_cells_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five days where two are remembered, each of them twice."""
    monkeypatch.setattr(timesheets, "_REMEMBERED", 2)
    days = [f"2024-03-0{number}" for number in (1, 2, 3, 4, 5)] * 2
    rows = _read("Day,Length\n" + "".join(f"{day},1.5\n" for day in days))
    assert [row.values["date"] for row in rows if isinstance(row, Record)] == days
