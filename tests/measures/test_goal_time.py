"""Time on goals: a lower bound against the plan, a question while few lines name their goal, silence while hardly one does."""

from __future__ import annotations

import math
from typing import Any

import pytest

from careerkit.measure import Measure, Status
from tests.measures.frames import days, run, year

GOAL = {"slug": "exam", "plan_share": 0.5, "set_on": "2025-01-01"}
STEP = {"slug": "mock-exam", "parent": "exam", "due": "2025-06-01"}


def lines(n: int, goal: str | None, hours: float | None = 1.0, start: str = "2025-02-01") -> Any:
    return [
        {"id": f"{goal}{i}", "date": day, "word": "did", "text": "x", "hours": hours, "goal": goal}
        for i, day in enumerate(days(start, n))
    ]


def measured(*entries: Any, goals: Any = (GOAL, STEP), events: Any = ()) -> Measure:
    rows = [line for some in entries for line in some]
    return run("goal_time", year(), entry=rows, goal=list(goals), goal_event=list(events))


def test_hours_on_a_goal_and_its_milestones_are_its_own() -> None:
    """10 hours on the goal, 10 on its milestone, 20 on something else: 20 of 40, half as planned."""
    found = measured(lines(10, "exam"), lines(10, "mock-exam"), lines(20, "other"))
    assert found.status is Status.CLEAR
    assert found.table["spent"].tolist() == [0.5]
    assert found.values["under_half"] == 0


def test_lines_without_hours_stand_on_neither_side() -> None:
    """The same with a hundred lines whose hours are unknown."""
    found = measured(lines(20, "exam"), lines(20, "other"), lines(100, "exam", None))
    assert found.table["spent"].tolist() == [0.5]
    assert found.n == 40


def test_few_named_goals_make_it_a_question() -> None:
    """10 of 40 hours name a goal: a quarter, where half is needed."""
    found = measured(lines(10, "exam"), lines(30, None))
    assert found.status is Status.HINT
    assert found.statement == (
        "Is the one goal with a planned share really named on at least half of the hours planned for it "
        "(the widest gap: 50% planned, 25% named)?"
    )
    assert "25%" in found.needs


@pytest.mark.parametrize(("n", "status"), [(39, Status.NOT_YET), (40, Status.HINT)])
def test_below_a_tenth_nothing_is_set_beside_the_plan(n: int, status: Status) -> None:
    """39 and 40 of 399 and of 400 hours name a goal: 9.8 %, which is not told as 10 %, and 10 %."""
    found = measured(lines(n, "exam", 1.0), lines(36, None, 10.0))
    assert found.status is status
    assert found.n == n + 36
    if status is Status.NOT_YET:
        assert found.statement == "9% of the hours name a goal, too few to set beside the plan."
        assert found.table.empty
        assert "under_half" not in found.values
        assert found.effect == 0


def test_each_goal_is_judged_by_the_lines_of_its_own_time() -> None:
    """Of the 30 hours of February all name the exam; of the 40 in all not half did while the other goal was open, from March on."""
    other = {"slug": "house", "plan_share": 0.5, "set_on": "2025-03-03"}
    late = [lines(4, "house", start="2025-03-04"), lines(6, None, start="2025-03-20")]
    found = measured(lines(30, "exam"), *late, goals=[{**GOAL, "due": "2025-03-02"}, other])
    assert (found.status, found.n) == (Status.CLEAR, 30)
    assert found.statement.startswith("The one goal with a planned share is named on at least half")
    assert found.values["goals_judged"] == 1
    [rest] = found.more
    assert (rest.status, rest.n) == (Status.NOT_YET, 10)
    assert rest.text.startswith("Of 1 more goal it cannot be told")


def test_the_entries_of_two_windows_count_once() -> None:
    """Two goals open all the time, half of 40 hours on each."""
    found = measured(lines(20, "exam"), lines(20, "house"), goals=[GOAL, {**GOAL, "slug": "house"}])
    assert found.n == 40
    assert found.statement.startswith("Each of 2 goals is named on at least half")


def test_past_the_last_day_planned_no_time_is_planned() -> None:
    """Due on 10 February and done in April: what went before the date counts, and a new date moves it."""
    goal = {**GOAL, "due": "2025-02-10"}
    done = {"date": "2025-04-01", "slug": "exam", "event": "done"}
    rows = [lines(10, "exam"), lines(30, "other", start="2025-03-01")]
    assert measured(*rows, goals=[goal], events=[done]).table["spent"].tolist() == [1.0]
    again = {"date": "2025-02-09", "slug": "exam", "event": "replan", "due": "2025-03-30"}
    assert measured(*rows, goals=[goal], events=[done, again]).table["spent"].tolist() == [0.25]


def test_a_goal_that_was_planned_for_the_year_before_has_no_time_in_this_one() -> None:
    """Due on 31 December 2024, done in February 2025."""
    goal = {**GOAL, "set_on": "2024-01-01", "due": "2024-12-31"}
    done = {"date": "2025-02-20", "slug": "exam", "event": "done"}
    found = measured(lines(40, "other"), goals=[goal], events=[done])
    assert (found.status, found.n) == (Status.NOT_YET, 0)
    assert found.needs


@pytest.mark.parametrize(("n", "status"), [(29, Status.HINT), (30, Status.CLEAR)])
def test_thirty_entries_with_hours_are_the_gate(n: int, status: Status) -> None:
    """One below and at the border."""
    assert measured(lines(n, "exam")).status is status


def test_a_goal_counts_while_it_is_open() -> None:
    """Done on 10 February: the 30 hours of March are not held against it."""
    done = {"date": "2025-02-10", "slug": "exam", "event": "done"}
    found = measured(lines(10, "exam"), lines(30, "other", start="2025-03-01"), events=[done])
    assert found.table["spent"].tolist() == [1.0]


def test_a_goal_ends_with_its_last_milestone() -> None:
    """Nobody closes the goal itself; its only milestone was dropped on 10 February."""
    drop = {"date": "2025-02-10", "slug": "mock-exam", "event": "drop"}
    found = measured(lines(10, "exam"), lines(30, "other", start="2025-03-01"), events=[drop])
    assert found.table["spent"].tolist() == [1.0]


def test_nothing_planned_is_not_yet() -> None:
    """A goal without a planned share, an empty log."""
    bare = {"slug": "exam", "set_on": "2025-01-01"}
    for found in (measured(lines(40, "exam"), goals=[bare]), measured(goals=[])):
        assert found.status is Status.NOT_YET
        assert found.needs


def test_it_rests_on_the_goal_and_the_lines_that_name_it() -> None:
    """One line on the goal, one on its milestone, one on something else, one without hours."""
    goals = [{**GOAL, "id": "g"}, {**STEP, "id": "s"}, {"slug": "other", "id": "o"}]
    rows = [lines(1, "exam"), lines(1, "mock-exam"), lines(1, "other"), lines(2, "exam", None)]
    assert measured(*rows, goals=goals).evidence == ("exam0", "mock-exam0", "g", "s")


def test_the_effect_is_the_widest_gap_in_standard_units() -> None:
    """Planned one half, spent one quarter: |2 asin(1/2) - 2 asin(sqrt 1/2)| = pi / 2 - pi / 3 = pi / 6."""
    found = measured(lines(10, "exam"), lines(30, "other"))
    assert found.effect == pytest.approx(math.pi / 6)
    assert measured(lines(20, "exam"), lines(20, "other")).effect == pytest.approx(0)


def test_the_order_of_the_goals_does_not_matter() -> None:
    """Two goals with the same gap, in either order."""
    two = [{**GOAL, "slug": slug, "plan_share": 0.5} for slug in ("b", "a")]
    rows = [*lines(10, "a"), *lines(10, "b")]
    one, other = (measured(rows, goals=goals) for goals in (two, two[::-1]))
    assert one.table["goal"].tolist() == other.table["goal"].tolist() == ["a", "b"]
    assert one.statement == other.statement
