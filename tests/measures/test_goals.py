"""Milestones: on time, slip, multiplier."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest

from careerkit import stats
from careerkit.measure import Measure, Statement
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
    waiting = said(found, "past their first date")
    assert waiting.text == (
        "2 milestones are still open past their first date, the oldest by 578 days."
    )
    assert (waiting.status, waiting.n, waiting.about) == ("clear", 2, "stuck")
    assert found.table["slug"].tolist() == ["old", "new"]


def test_an_open_milestone_may_have_a_new_date_ahead() -> None:
    """Due on 1 June, seen on the 30th, with a date in August; and nothing is told of one that is done or dropped."""
    goal = [milestone(slug, "2025-06-01") for slug in "abc"]
    again = {**event("2025-06-02", "a", "replan"), "due": "2025-08-01"}
    ended = [event("2025-06-05", "b", "done"), event("2025-06-05", "c", "drop")]
    found = run("goals", year(2025, as_of="2025-06-30"), goal=goal, goal_event=[again, *ended])
    assert said(found, "past its first date").text == (
        "1 milestone is still open 29 days past its first date, with a new date ahead."
    )
    assert found.values["open_past"] == 1


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


def said(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [each for each in found.more if all(word in each.text for word in words)]
    return one


def closed(n: int, *, late: int = 10, year_of: int = 2024) -> tuple[list[Any], list[Any]]:
    """`n` milestones planned for 20 days from 1 January and done `late` days after them."""
    first = date(year_of, 1, 1)
    due, done = (first + timedelta(days=20 + more) for more in (0, late))
    goal = [milestone(f"old{i}", str(due), str(first), id=f"g{i:02d}") for i in range(n)]
    events = [{**event(str(done), f"old{i}", "done"), "id": f"e{i:02d}"} for i in range(n)]
    return goal, events


def test_the_headline_is_the_on_time_rate_with_its_interval() -> None:
    """1 of 3: Wilson at 80 % (z 1.2816) is 12 to 64 %; the dropped one stands apart."""
    goal = [milestone(slug, "2025-03-01") for slug in "abcd"]
    events = [event("2025-02-20", "a", "done"), event("2025-03-11", "b", "done")]
    events += [event("2025-02-01", "d", "drop")]
    found = run("goals", year(2025, as_of="2025-03-31"), goal=goal, goal_event=events)
    low, high = stats.wilson(1, 3)
    assert found.statement == (
        f"1 of 3 milestones due were done by their first date (33%, 80% interval {low:.0%} to {high:.0%}), "
        "2 are done by now; 1 more dropped on purpose."
    )
    assert found.effect == 0
    slip = said(found, "Half of the 3")
    assert (slip.status, slip.n) == ("clear", 3)
    assert "within 10 days after their first date" in slip.text


def test_all_on_time_stands_out_by_the_nearer_end_of_the_interval() -> None:
    """6 of 6: Wilson's lower end at 80 % is 6 / (6 + z^2) = 0.785, which is h = 0.607 above one half."""
    goal = [milestone(f"m{i}", "2025-03-01") for i in range(6)]
    found = run("goals", goal=goal, goal_event=[event("2025-03-01", f"m{i}", "done") for i in range(6)])  # fmt: skip
    end = 6 / (6 + 1.2815515655446004**2)
    assert found.effect == pytest.approx(2 * math.asin(math.sqrt(end)) - math.pi / 2)


def test_no_date_is_told_while_too_many_are_open() -> None:
    """1 of 3 closed: survival stays at 2/3, so the median is not reached."""
    goal = [milestone(slug, "2025-03-01") for slug in "abc"]
    slip = said(run("goals", goal=goal, goal_event=[event("2025-03-05", "a", "done")]), "still open to tell")  # fmt: skip
    assert (slip.status, slip.n, bool(slip.needs)) == ("not_yet", 3, True)


@pytest.mark.parametrize(
    ("n", "status", "words"),
    [
        (4, "not_yet", "4 of 5"),
        (5, "hint", "Does what is planned as 10 days take you about 15"),
        (11, "hint", "Does what is planned as 10 days take you about 15"),
        (12, "clear", "What was planned as 10 days took about 15"),
    ],
)
def test_what_plans_took_is_a_sentence_with_a_status_of_its_own(
    n: int, status: str, words: str
) -> None:
    """Planned 20 days, took 30: 1.5 times, with all alike the interval is 15 to 15."""
    goal, events = closed(n, year_of=2025)
    one = said(run("goals", goal=goal, goal_event=events), words)
    assert (one.status, one.n) == (status, n)
    assert bool(one.needs) is (status != "clear")
    assert one.evidence == tuple([f"e{i:02d}" for i in range(n)] + [f"g{i:02d}" for i in range(n)])


def test_from_twelve_on_open_milestones_get_a_likely_date() -> None:
    """1.5 times as long as planned. 40 days from 1 June: 60 days, 31 July, later than planned.

    Planned anew on 1 July for 2 August, 32 days: 48 days from then, 18 August. What was likely by a day that is past,
    what has no first day and what is closed get none; the table also shows the one still to come.
    """
    goal, events = closed(12)
    goal += [
        milestone("ahead", "2025-07-11", "2025-06-01"),
        milestone("again", "2025-06-10", "2025-06-01"),
        milestone("past", "2025-05-10", "2025-05-01"),
        milestone("begun-unknown", "2025-06-20", None),
    ]
    events += [event("2025-07-01", "again", "replan", "2025-08-02")]
    found = run("goals", year(2025, as_of="2025-07-05"), goal=goal, goal_event=events)
    likely = found.table.set_index("slug")["likely"].dropna()
    assert {slug: f"{day:%Y-%m-%d}" for slug, day in likely.items()} == {
        "ahead": "2025-07-31",
        "again": "2025-08-18",
    }
    assert (found.values["likely_dates"], found.values["likely_after_plan"]) == (2, 2)
    assert (found.values["milestones"], found.n) == (3, 3)
    one = said(found, "likely date")
    assert (one.status, one.n) == ("clear", 12)
    assert "2; for 2 of them it is later" in one.text


def test_eleven_closed_forecast_nothing() -> None:
    goal, events = closed(11)
    goal += [milestone("ahead", "2025-07-11", "2025-06-01"), milestone("due", "2025-06-30")]
    found = run("goals", year(2025, as_of="2025-07-05"), goal=goal, goal_event=events)
    assert found.table["slug"].tolist() == ["due"]
    assert found.table["likely"].isna().all()
    assert not [each for each in found.more if "likely" in each.text]


def test_the_headline_rests_on_the_goals_due_and_their_events() -> None:
    """Not on the milestone of another year, and not on what happened after the last day."""
    goal = [milestone("a", "2025-03-01", id="g1"), milestone("b", "2024-03-01", id="g2")]
    events = [
        {**event("2025-02-01", "a", "replan", "2025-04-01"), "id": "e1"},
        {**event("2025-05-01", "a", "done"), "id": "e2"},
        {**event("2024-03-01", "b", "done"), "id": "e3"},
    ]
    found = run("goals", year(2025, as_of="2025-04-15"), goal=goal, goal_event=events)
    assert found.evidence == ("e1", "g1")
    assert found.table["state"].tolist() == ["open"]


def test_all_dropped_is_no_rate() -> None:
    found = run("goals", goal=[milestone("a", "2025-03-01")], goal_event=[event("2025-02-01", "a", "drop")])  # fmt: skip
    assert (found.status, found.n, found.values["on_time_rate"]) == ("clear", 1, None)
    assert found.statement == "Milestones that fell due and were all dropped on purpose: 1."
