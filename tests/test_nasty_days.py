"""Nasty days and hours from end to end: dates that say too little or too much, and time that does not add up."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from careerkit import period
from careerkit.errors import UsageError
from careerkit.workbook import Year
from tests.conftest import TODAY, Builder

TOGGL = "User,Email,Project,Description,Start date,Start time,End date,End time,Duration\n"
CLOCKIFY = "Project,Description,Email,Start Date,Start Time,End Date,End Time,Duration (h)\n"


def _entry(day: str, length: str = "01:00:00", what: str = "Tally", clock: str = "09:00:00") -> str:
    return f"Me,me@example.org,Quay,{what},{day},{clock},{day},,{length}\n"


def _codes(workbook: Builder) -> list[str]:
    rebuilt = workbook.rebuild()
    assert rebuilt.unbalanced == []
    return [problem.code for problem in rebuilt.problems]


def _days(workbook: Builder, table: str = "time") -> list[str]:
    return sorted(cells["date"].isoformat() for cells in workbook.cells(table))


def test_a_question_about_days_is_answered_by_another_file(workbook: Builder) -> None:
    """A report of 03/04 and 05/06 alone; the same beside one with the 13th of a month; beside its contradiction."""
    workbook.write("inbox/a.csv", TOGGL + _entry("03/04/2024") + _entry("05/06/2024"))
    assert (_codes(workbook), _days(workbook)) == (["E-DATE-AMBIGUOUS"], [])
    workbook.write("inbox/b.csv", TOGGL + _entry("13/07/2024"))
    assert (_codes(workbook), _days(workbook)) == ([], ["2024-04-03", "2024-06-05", "2024-07-13"])
    workbook.write("inbox/c.csv", TOGGL + _entry("13/02/2024") + _entry("02/13/2024"))
    assert _codes(workbook) == ["E-DATE-MIXED"]
    assert _days(workbook) == ["2024-04-03", "2024-06-05", "2024-07-13"]


def test_a_month_and_a_year_stay_what_they_are(workbook: Builder) -> None:
    """Positions from `2017` to `Nov 2022`, and from `Nov 2022` until now."""
    text = (
        "Company Name,Title,Started On,Finished On\nQuay,Clerk,2017,Nov 2022\nMole,Lead,Nov 2022,\n"
    )
    workbook.write("inbox/Positions.csv", text)
    assert _codes(workbook) == []
    names = ("started", "started_precision", "ended", "ended_precision")
    found = {c["title"]: tuple(c[name] for name in names) for c in workbook.cells("role")}
    november = date(2022, 11, 1)
    assert found == {
        "Clerk": (date(2017, 1, 1), "y", november, "m"), "Lead": (november, "m", None, None),
    }  # fmt: skip


@pytest.mark.parametrize(
    "day", ["31/02/2024", "00/00/0000", "0001-01-01", "9999-12-31", "2023-02-29", "٢٠٢٤-٠٣-٠٥", "N/A", "heute"]
)  # fmt: skip
def test_a_day_that_cannot_be_costs_its_row_and_no_other(workbook: Builder, day: str) -> None:
    """Days that do not exist, lie beyond reason, are written in other digits, or are words; a leap day beside them."""
    workbook.write("inbox/a.csv", TOGGL + _entry("2024-02-29") + _entry(day) + _entry("2024-03-01"))
    assert _codes(workbook) == ["E-DATE"]
    assert _days(workbook) == ["2024-02-29", "2024-03-01"]


def test_the_last_minutes_of_a_year_are_of_the_year_at_home(workbook: Builder) -> None:
    """Half an hour at 23:30 UTC on New Year's Eve: at home in Berlin it is next year, in UTC it is not."""
    event = "UID:a\nDTSTAMP:20240201T000000Z\nDTSTART:20231231T233000Z\nDTEND:20231231T235900Z\n"
    workbook.write(
        "inbox/a.ics", f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{event}END:VEVENT\nEND:VCALENDAR\n"
    )
    found = []
    for zone in ("Europe/Berlin", "UTC"):
        workbook.write("workbook.toml", f'format = 1\ntime_zone = "{zone}"\n')
        assert _codes(workbook) == []
        found += _days(workbook)
    assert found == ["2024-01-01", "2023-12-31"]


def test_a_line_of_the_future_waits(workbook: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of today, of tomorrow and, by a slip, of 2062: kept, but no review knows them before their day."""
    lines = "## 2026-01-15\n- win: Now\n## 2026-01-16\n- win: Then\n## 2062-01-15\n- win: Slip\n"
    workbook.write("journal/2026.md", lines)
    assert workbook.refresh().problems == []
    assert _days(workbook, "entry") == ["2026-01-15", "2026-01-16", "2062-01-15"]
    monkeypatch.setattr(period, "today", lambda: TODAY)
    year = Year(str(workbook.root))
    assert (year.year, list(year.tables["entry"]["text"])) == (2026, ["Now"])
    later = Year(str(workbook.root), as_of="2026-01-16")
    assert sorted(later.tables["entry"]["text"]) == ["Now", "Then"]
    workbook.write("journal/2026.md", lines.replace("2026", "2062"))
    workbook.refresh()
    with pytest.raises(UsageError, match="2062"):
        Year(str(workbook.root))


def test_midnight_at_the_end_of_a_day(workbook: Builder) -> None:
    """An entry that is said to begin at 24:00, which no clock shows: its hours count, its moment is not known."""
    workbook.write(
        "inbox/a.csv",
        CLOCKIFY + "Quay,Tally,me@example.org,2024-03-05,24:00,2024-03-06,01:00,01:00:00\n",
    )
    assert _codes(workbook) == ["W-DATE"]
    (cells,) = workbook.cells("time")
    assert (cells["date"], cells["start"], cells["hours"]) == (date(2024, 3, 5), None, 1.0)


def _unknown() -> dict[str, Any]:
    open_ended = {"id": 1, "start": "20240306T090000Z", "tags": ["work"]}
    closed = {"id": 2, "start": "20240305T090000Z", "end": "20240305T100000Z", "tags": ["work"]}
    event = {"timestamp": "2024-03-05T09:00:00+00:00", "duration": 0.0, "data": {"status": "afk"}}
    bucket = {
        "id": "afk",
        "type": "afkstatus",
        "client": "watcher",
        "hostname": "desk",
        "events": [event],
    }
    return {
        "timew.json": json.dumps([closed, open_ended]),
        "2024-03.data": "inc 20240305T090000Z - 20240305T100000Z # work\ninc 20240306T090000Z # work\n",
        "buckets.json": json.dumps({"buckets": {"afk": bucket}}),
    }


@pytest.mark.parametrize("name", _unknown())
def test_a_tracker_that_nobody_reads_is_named(workbook: Builder, name: str) -> None:
    """An export with an interval that is still open, of two trackers that have no importer."""
    text = _unknown()[name]
    workbook.write(f"inbox/{name}", text)
    workbook.write("inbox/toggl.csv", TOGGL + _entry("2024-03-05"))
    for rebuilt in (workbook.refresh(), workbook.refresh()):
        told = [(problem.file, problem.code) for problem in rebuilt.problems]
        assert told == [(f"inbox/{name}", "E-UNKNOWN")]
        assert (rebuilt.unbalanced, rebuilt.counts["time"]) == ([], 1)
    before = workbook.snapshot()
    assert before[f"inbox/{name}"] == text.encode()
    workbook.refresh()
    assert workbook.snapshot() == before


def test_timers_that_ran_at_once_stay_two(workbook: Builder) -> None:
    """Two timers of one account that overlap by an hour, and one of no length; then 25 hours on one day."""
    first = _entry("2024-03-05", "02:00:00") + _entry("2024-03-05", "02:00:00", "Call", "10:00:00")
    workbook.write("inbox/a.csv", TOGGL + first + _entry("2024-03-05", "00:00:00", "Slip"))
    assert _codes(workbook) == []
    assert sorted((c["activity"], c["hours"]) for c in workbook.cells("time")) == [
        ("Call", 2.0), ("Tally", 2.0),
    ]  # fmt: skip
    assert workbook.rebuild().accounts[0].rules == {"zero length": 1}
    day = [_entry("2024-03-06", "05:00:00", f"Part {n}") for n in range(5)]
    workbook.write("inbox/b.csv", TOGGL + "".join(day))
    assert _codes(workbook) == ["E-RANGE"] * 5
    assert _days(workbook) == ["2024-03-05"] * 2


def test_stop_and_end_are_one_thing(workbook: Builder) -> None:
    """One entry in an export that says End, then the same in a newer one that says Stop."""
    for month, word in (("04", "End"), ("05", "Stop")):
        header = TOGGL.replace("End date", f"{word} date").replace("End time", f"{word} time")
        workbook.write(f"inbox/toggl 2024-{month}-01.csv", header + _entry("2024-03-05"))
    assert (_codes(workbook), len(workbook.cells("time"))) == ([], 1)


def test_hours_in_every_way_people_write_them(workbook: Builder) -> None:
    """Five lines of a journal: 1h5 and 1.5h and 1,5h are hours; 1:30 and 90m are asked about and stay in the text."""
    lines = "".join(f"- did: Tally {token}\n" for token in ("1h5", "1.5h", "1,5h", "1:30", "90m"))
    workbook.write("journal/2024.md", f"## 2024-03-05\n{lines}")
    assert _codes(workbook) == ["W-TAIL", "W-TAIL"]
    found = sorted((c["text"], c["hours"] or 0) for c in workbook.cells("entry"))
    assert [text for text, _ in found] == ["Tally", "Tally", "Tally", "Tally 1:30", "Tally 90m"]
    assert [hours for _, hours in found] == pytest.approx([65 / 60, 1.5, 1.5, 0, 0])
