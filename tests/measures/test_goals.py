"""Milestones: on time, slip, multiplier."""

from __future__ import annotations

from typing import Any

import pytest

from tests.measures.frames import run, year


def milestone(
    slug: str, due: str | None, set_on: str | None = "2025-01-01", **other: Any
) -> dict[str, Any]:
    return {"slug": slug, "parent": "big", "due": due, "set_on": set_on, **other}


def event(day: str, slug: str, what: str, due: str | None = None) -> dict[str, Any]:
    return {"date": day, "slug": slug, "event": what, "due": due}


def test_numbers_by_hand() -> None:
    """Due 1 March: done 20 February (-9), 11 March (+10), open at 31 March (30, censored), one dropped.

    On time 1 of 3; S after -9 is 2/3, after 10 is 1/3, so the median slip is 10. One re-plan for 3 milestones.
    """
    goal = [milestone(slug, "2025-03-01") for slug in "abcd"]
    events = [
        event("2025-02-20", "a", "done"),
        event("2025-03-11", "b", "done"),
        event("2025-02-01", "d", "drop"),
    ]
    events += [event("2025-02-10", "c", "replan", "2025-05-01")]
    found = run("goals", year(2025, as_of="2025-03-31"), goal=goal, goal_event=events)
    assert found.status == "clear"
    assert found.n == 4
    values = found.values
    assert (values["milestones"], values["closed"], values["on_time"], values["dropped"]) == (
        3,
        2,
        1,
        1,
    )
    assert values["on_time_rate"] == pytest.approx(1 / 3)
    assert values["km_median_slip_days"] == 10
    assert values["replans_per_milestone"] == pytest.approx(1 / 3)
    table = found.table.set_index("slug")
    assert table["state"].to_dict() == {"a": "done", "b": "done", "c": "open", "d": "dropped"}
    assert f"{table.loc['c', 'due']:%m-%d} {table.loc['c', 'current_due']:%m-%d}" == "03-01 05-01"


@pytest.mark.parametrize(
    ("closed", "shown", "forecast"),
    [(4, False, "no"), (5, True, "no"), (11, True, "no"), (12, True, "yes")],
)
def test_the_multiplier_speaks_from_5_and_forecasts_from_12(
    closed: int, shown: bool, forecast: str
) -> None:
    """Planned 20 days from 1 January, done after 30: 1.5 times."""
    goal = [milestone(f"m{i}", "2025-01-21") for i in range(closed)]
    events = [event("2025-01-31", f"m{i}", "done") for i in range(closed)]
    found = run("goals", goal=goal, goal_event=events).values
    assert found["multiplier"] == (1.5 if shown else None)
    assert (found["multiplier_n"], found["forecast"]) == (closed, forecast)


def test_most_open_means_no_median() -> None:
    goal = [milestone(slug, "2025-03-01") for slug in "abc"]
    found = run("goals", goal=goal, goal_event=[event("2025-03-05", "a", "done")])
    assert found.values["km_median_slip_days"] is None


def test_the_first_promise_is_the_baseline() -> None:
    """Set for 1 March, re-planned to 1 May and done then: 61 days late, whatever the register says now."""
    goal = [milestone("a", "2025-05-01", set_on=None)]
    events = [
        event("2025-01-05", "a", "set", "2025-03-01"),
        event("2025-02-20", "a", "replan", "2025-05-01"),
        event("2025-05-01", "a", "done"),
    ]
    found = run("goals", goal=goal, goal_event=events)
    assert found.values["km_median_slip_days"] == 61
    assert found.values["on_time"] == 0


def test_a_plan_after_the_end_opens_it_again_and_one_day_is_read_in_order() -> None:
    events = [event("2025-03-01", "a", "done"), event("2025-04-01", "a", "replan", "2025-06-01")]
    assert run("goals", goal=[milestone("a", "2025-03-01")], goal_event=events).table[
        "state"
    ].tolist() == ["open"]
    same_day = [event("2025-03-01", "a", "done"), event("2025-03-01", "a", "set", "2025-03-01")]
    assert run("goals", goal=[milestone("a", None)], goal_event=same_day).table[
        "state"
    ].tolist() == ["done"]


def test_what_was_carried_over_is_listed_and_not_counted() -> None:
    goal = [
        milestone("old", "2024-06-01", "2024-01-01"),
        milestone("gone", "2024-05-01"),
        milestone("new", "2025-03-01"),
    ]
    found = run("goals", goal=goal, goal_event=[event("2024-05-01", "gone", "done")])
    assert (found.values["milestones"], found.values["carried_over"]) == (1, 1)
    assert found.table["slug"].tolist() == ["old", "new"]


def test_goals_without_a_parent_and_dates_to_come_are_no_milestones_due() -> None:
    goal = [
        {"slug": "big", "due": "2025-03-01"},
        milestone("later", "2025-12-01"),
        milestone("undated", None),
    ]
    found = run("goals", year(2025, as_of="2025-06-30"), goal=goal)
    assert (found.status, found.n) == ("not_yet", 0)


def test_texts_stay_out_and_sharing_goes_along() -> None:
    goal = [milestone("a", "2025-03-01", title="secret title", why="secret why", share=["mentor"])]
    found = run("goals", goal=goal)
    assert "secret" not in found.table.to_csv() + found.statement + found.needs + str(found.values)
    assert found.table["share"].tolist() == [["mentor"]]
