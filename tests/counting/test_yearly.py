"""What is compared from year to year is what the sections on the same streams count."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from careerkit.counting import moves, streams, tallies, yearly
from careerkit.period import Period
from careerkit.workbook import Year
from tests.measures.frames import days, frame, run, year


@cache
def sample() -> Year:
    return Year("sample:driver-to-creator", 2025)


@cache
def section(name: str, back: int) -> Any:
    """One section's numbers for the same days of an earlier year, on the same tables."""
    from careerkit import measure

    inputs = {
        **sample().tables, "period": sample().period.earlier(back), "settings": sample().book.settings,
        "scores": sample().scores,
    }  # fmt: skip
    return measure.run(name, inputs).values


def spans() -> tallies.Calendar:
    return tallies.Calendar(tuple(sample().period.earlier(back) for back in range(3)))


def logged() -> Any:
    return streams.logged_days(*(sample().tables[name] for name in ("entry", "touch", "learning", "boundary")))  # fmt: skip


@pytest.mark.parametrize("back", [0, 1, 2])
def test_shares_are_those_of_the_sections(back: int) -> None:
    tables, calendar = sample().tables, spans()
    people = yearly.people(calendar, logged(), tables["touch"], is_complete=False)
    found = {
        "connections": (yearly.weeks_met(people, 2.0), "weeks_met", "weeks"),
        "boundaries": (yearly.evenings(calendar, tables["boundary"]), "kept", "evenings"),
        "goals": (yearly.milestones(calendar, tables["goal"], tables["goal_event"]), "on_time", "milestones"),
        "wins": (yearly.outcomes(calendar, tables["entry"]), "measured", "outcome_bearing"),
    }  # fmt: skip
    for name, (cases, hits, n) in found.items():
        values = section(name, back)
        told = (values[hits], values[n])
        assert (cases.hits[back], cases.n[back]) == pytest.approx(told), name


@pytest.mark.parametrize("back", [0, 1, 2])
def test_counts_are_those_of_the_sections(back: int) -> None:
    tables, calendar = sample().tables, spans()
    people = yearly.people(calendar, logged(), tables["touch"], is_complete=False)
    hours = yearly.hours(calendar, logged(), tables["learning"], is_complete=False)
    moved = moves.moves(*(tables[name] for name in ("entry", "touch", "learning", "goal", "goal_event", "feedback")))  # fmt: skip
    lines = yearly.lines(calendar, logged(), tables["entry"], moved)
    assert people.of(back).sum() == section("connections", back)["contacts"]
    assert hours.of(back).sum() == pytest.approx(section("learning", back)["hours"])
    assert lines["wins"].of(back).sum() == section("wins", back)["wins"]
    assert lines["lessons"].of(back).sum() == section("wins", back)["lessons"]
    span = calendar.spans[back]
    known = streams.weeks(span, span.start, logged())
    weeks = set(known.loc[known["logged"] & (known["eligible"] > 0), "week"])
    own = streams.within(moved, span.start, span.last)
    assert lines["moves"].of(back).sum() == streams.week_of(own["date"], span).isin(weeks).sum()


def test_spans_are_years_with_a_line_the_newest_first() -> None:
    """2024 has none; 2023 has one outside the same days."""
    period = year(2025, as_of="2025-06-30")
    given = frame("entry", [{"date": day} for day in ("2025-01-01", "2023-08-01", "2022-06-30", "2021-03-01")])  # fmt: skip
    found = yearly.spans(period, given["date"], 10)
    assert [span.year for span in found] == [2025, 2022, 2021]
    assert [span.year for span in yearly.spans(period, given["date"], 4)] == [2025, 2022]


def test_a_milestone_counts_as_its_section_says() -> None:
    """On time; late; dropped; done and taken up again; first date moved; due later: 1 of 4 of this year."""
    goal = [
        {"slug": slug, "parent": "g", "due": due, "set_on": "2025-01-01"}
        for slug, due in {"a": "2025-03-01", "b": "2025-03-01", "c": "2025-03-01", "d": "2025-03-01", "e": None, "f": "2026-03-01"}.items()
    ] + [{"slug": "g", "due": "2025-03-01"}]  # fmt: skip
    event = [
        {"date": "2025-02-01", "slug": "a", "event": "done"},
        {"date": "2025-03-02", "slug": "b", "event": "done"},
        {"date": "2025-02-01", "slug": "c", "event": "drop"},
        {"date": "2025-02-01", "slug": "d", "event": "done"},
        {"date": "2025-02-02", "slug": "d", "event": "replan", "due": "2025-05-01"},
        {"date": "2025-01-05", "slug": "e", "event": "set", "due": "2025-04-01"},
        {"date": "2025-03-05", "slug": "e", "event": "replan", "due": "2025-08-01"},
        {"date": "2025-07-01", "slug": "e", "event": "done"},
    ]
    calendar = tallies.Calendar((year(2025),))
    found = yearly.milestones(calendar, frame("goal", goal), frame("goal_event", event[::-1]))
    values = run("goals", goal=goal, goal_event=event).values
    assert (found.hits[0], found.n[0]) == (1, 4) == (values["on_time"], values["milestones"])


def test_an_evening_with_two_lines_is_kept_when_both_say_so() -> None:
    rows = [
        {"id": f"{day}{kept}", "date": day, "name": "x", "kept": kept}
        for day, told in zip(days("2025-01-06", 4), ((True, True), (True, False), (None,), (False,)), strict=True)
        for kept in told
    ]  # fmt: skip
    period: Period = year(2025, pauses=[("2025-01-09", "2025-01-09")])
    found = yearly.evenings(tallies.Calendar((period,)), frame("boundary", rows))
    assert (found.hits[0], found.n[0]) == (1, 2), "the third is unknown, the fourth paused"
    assert len(found.rows) == 4
