"""How each skill runs through the months."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit.counting import streams
from careerkit.counting.lanes import lanes
from careerkit.measures.adding_up import GATES
from careerkit.period import Period
from tests.measures.frames import days, frame, year

Row = dict[str, Any]


def use(day: str, skill: str = "a", **other: Any) -> Row:
    return {"id": f"{day} {skill}", "date": day, "skills": [skill], **other}


def months(*numbers: int, **other: Any) -> list[Row]:
    """One use on the 10th of each month of 2025."""
    return [use(f"2025-{number:02d}-10", **other) for number in numbers]


def found(rows: list[Row], learning: list[Row] | None = None, period: Period | None = None) -> Any:
    """The lane of the skill `a`; another line on the last day, so that the log is not silent."""
    entry = frame("entry", [*rows, {"id": "end", "date": "2025-12-31"}])
    uses = streams.skill_uses(entry)
    return lanes(uses, entry, frame("learning", learning or []), period or year(), GATES).loc["a"]


@pytest.mark.parametrize(
    ("used", "state"),
    [
        ((1, 3, 5, 8, 10, 12), "steady"),
        ((1, 4, 6, 9, 12), "in between"),
        ((1, 8, 12), "episodic"),
        ((7, 8, 9, 10, 11), "episodic"),  # five in a row, and over
        ((8, 9, 10, 11, 12), "in between"),  # five in a row, still going on
        ((7, 8, 9, 11), "in between"),
        ((2, 3, 6), "resting"),
        ((1, 2, 3, 4, 5, 6), "resting"),
    ],
)
def test_states_by_months(used: tuple[int, ...], state: str) -> None:
    assert found(months(*used))["state"] == state


@pytest.mark.parametrize(("day", "state"), [("2025-07-02", "resting"), ("2025-07-03", "episodic")])
def test_resting_is_182_days_without_a_use(day: str, state: str) -> None:
    """From 2 July to 31 December are 182 days."""
    assert found([use(day)])["state"] == state


def test_a_pause_freezes_the_days_of_rest() -> None:
    pause = year(2025, pauses=[("2025-08-01", "2025-08-14")])
    assert found([use("2025-07-01")], period=pause)["state"] == "episodic"
    assert found([use("2025-06-18")], period=pause)["state"] == "resting"


def test_a_silent_log_lets_nothing_rest() -> None:
    """The last line of all is the use itself, in March."""
    entry = frame("entry", [use("2025-03-03")])
    lane = lanes(streams.skill_uses(entry), entry, frame("learning"), year(), GATES).loc["a"]
    assert lane["state"] == "episodic"


RISING = [(1, 1), (2, 1), (4, 2), (8, 3), (10, 3), (12, 4)]


def test_compounding_by_a_rising_level() -> None:
    """1, 1, 2, 3, 3, 4 in six months of both halves: the last third less the first is 2.5."""
    rows = [row for month, level in RISING for row in months(month, level=level)]
    lane = found(rows)
    assert (lane["state"], lane["is_rising"], lane["rated_months"]) == ("compounding", True, 6)
    level = [{**row, "level": 3} for row in rows]
    assert (found(level)["state"], found(level)["is_rising"]) == ("steady", False)
    five = [row for month, level in RISING[1:] for row in months(month, level=level)]
    assert found(five)["state"] == "in between"
    assert found(five)["is_rising"] is not True


def test_compounding_by_contexts_and_what_was_learned() -> None:
    """Two contexts in both halves, and a course 60 days before a use (11 August to 10 October)."""
    rows = months(2, context="job") + months(10, context="choir")
    course = [{"date": "2025-08-11", "title": "t", "skills": ["a"]}]
    assert found(rows, course)["state"] == "compounding"
    assert found(rows)["state"] == "episodic"
    late = [{**course[0], "date": "2025-08-10"}]
    assert found(rows, late)["state"] == "episodic"
    other = [{**course[0], "skills": ["b"]}]
    assert found(rows, other)["state"] == "episodic"
    same = [{**row, "context": "job"} for row in rows]
    assert found(same, course)["state"] == "episodic"


def test_a_use_may_name_what_was_learned() -> None:
    rows = months(2, context="job") + months(10, context="choir", builds_on=" The Course ")
    assert found(rows, [{"date": "2020-01-01", "title": "the course"}])["state"] == "compounding"


def test_compounding_needs_both_halves() -> None:
    """July to December alone is one half."""
    rows = [
        row
        for (_, level), month in zip(RISING, range(7, 13), strict=True)
        for row in months(month, level=level)
    ]
    lane = found(rows)
    assert (lane["state"], lane["is_rising"]) == ("steady", True)


def test_what_is_older_than_two_years_is_gone() -> None:
    rows = [use("2023-12-31", "old"), use("2024-01-01", "kept"), *months(1)]
    entry = frame("entry", rows)
    assert lanes(
        streams.skill_uses(entry), entry, frame("learning"), year(), GATES
    ).index.tolist() == ["a", "kept"]


def test_the_last_use_is_named() -> None:
    rows = [use(day) for day in days("2025-05-01", 5)]
    assert found(rows[::-1])["id"] == "2025-05-05 a"
