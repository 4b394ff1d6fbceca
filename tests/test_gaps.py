"""The gap finder: silent weeks, fields seldom filled, stale sources; each with its cheapest remedy, and no blame."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from careerkit.gaps import Gap, gaps
from tests.conftest import Builder, Done

TODAY = date(2026, 1, 15)  # a Thursday
Run = Callable[..., Done]


def journal(*days: date, line: str = "- did: Reports #admin @lee 1h +1") -> str:
    """One line under each day."""
    return "".join(f"## {day}\n{line} {day:%d}\n" for day in days)


def mondays(first: date, count: int) -> list[date]:
    return [first + timedelta(weeks=week) for week in range(count)]


def found(workbook: Builder, kind: str, today: date = TODAY) -> list[Gap]:
    return [gap for gap in gaps(workbook.rebuild(), today) if gap.kind == kind]


def test_an_empty_log_has_no_gaps(workbook: Builder) -> None:
    """Nothing logged yet: there is nothing to be thin."""
    assert gaps(workbook.rebuild(), TODAY) == []


def test_a_full_log_has_none_either(workbook: Builder) -> None:
    """A line in each of the last 60 weeks, the week that is still running left out."""
    workbook.write("journal/log.md", journal(*mondays(date(2024, 11, 18), 60)))
    assert found(workbook, "weeks") == []


def test_silent_weeks_are_named_with_their_days(workbook: Builder) -> None:
    """Logged in the week of 6 October and again in that of 27 October 2025, and every week since: two are silent."""
    days = [date(2025, 10, 6), *mondays(date(2025, 10, 27), 11)]
    workbook.write("journal/log.md", journal(*days))
    assert [gap.what for gap in found(workbook, "weeks")] == [
        "2 weeks without a line: 2025-10-13 to 2025-10-26"
    ]


def test_a_long_silence_may_have_been_a_break(workbook: Builder) -> None:
    """Four silent weeks: the remedy is one pause line; with that line they are no gap."""
    days = [date(2025, 9, 29), *mondays(date(2025, 11, 3), 10)]
    workbook.write("journal/log.md", journal(*days))
    gap = found(workbook, "weeks")[0]
    assert gap.what == "4 weeks without a line: 2025-10-06 to 2025-11-02"
    assert "- pause: until 2025-11-02" in gap.cheapest
    workbook.write("journal/break.md", "## 2025-10-06\n- pause: until 2025-11-03 travels\n")
    assert found(workbook, "weeks") == []


def test_weeks_too_long_ago_are_left_alone(workbook: Builder) -> None:
    """A line in 2020, then one in every week of the last year."""
    workbook.write("journal/log.md", journal(date(2020, 1, 6), *mondays(date(2025, 1, 13), 53)))
    assert found(workbook, "weeks") == []


def test_only_the_longest_silences_are_listed_one_by_one(workbook: Builder) -> None:
    """Every second week is silent: 26 places, of which three are named and the others counted."""
    workbook.write("journal/log.md", journal(*mondays(date(2025, 1, 13), 53)[::2]))
    listed = found(workbook, "weeks")
    assert len(listed) == 4
    assert listed[-1].what == "23 more weeks of the last year without a line, in 23 places"


def test_a_field_seldom_filled_is_named_with_its_count(workbook: Builder) -> None:
    """Twelve lines, energy in three of them, hours in none, tags in all."""
    days = mondays(date(2025, 10, 27), 12)
    text = journal(*days[:3], line="- did: Reports +1 #admin") + journal(
        *days[3:], line="- did: Reports #admin x"
    )
    workbook.write("journal/log.md", text.replace(" +1 #admin ", " #admin +1 x"))
    said = {gap.what for gap in found(workbook, "fields")}
    assert "0 of 12 rows of entry have hours" in said
    assert not any("a tag" in what for what in said)


def test_few_rows_say_nothing_about_fields(workbook: Builder) -> None:
    """Nine bare lines."""
    workbook.write(
        "journal/log.md", journal(*mondays(date(2025, 11, 17), 9), line="- did: Reports")
    )
    assert found(workbook, "fields") == []


@pytest.mark.parametrize(
    ("newest", "stale"), [(date(2025, 11, 16), False), (date(2025, 11, 15), True)]
)
def test_a_source_goes_stale_after_two_months(workbook: Builder, newest: date, stale: bool) -> None:
    """The newest line 60 and 61 days ago."""
    workbook.write("journal/log.md", journal(newest))
    assert bool(found(workbook, "sources")) is stale


def test_the_command_suggests_and_ends_well(workbook: Builder, run: Run) -> None:
    """A log with a silent stretch: said on screen and in JSON, and no error."""
    workbook.write("journal/log.md", journal(date(2025, 9, 29), *mondays(date(2025, 11, 3), 10)))
    done = run("check", workbook.root)
    assert done.code == 0
    assert "4 weeks without a line: 2025-10-06 to 2025-11-02. Cheapest way: " in done.out
    assert '"gaps": [{"kind": "weeks"' in run("check", workbook.root, "--json").out
