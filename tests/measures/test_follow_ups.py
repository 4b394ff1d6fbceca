"""Promised follow-ups, how long they took, and what contacts led to."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest

from careerkit import stats
from careerkit.measure import Measure, Statement
from tests.measures.frames import days, run, year

PERIOD = year(2025, as_of="2025-06-30")


def met(
    day: str, promised: str | None = None, done: str | None = None, **other: Any
) -> dict[str, Any]:
    return {"id": day, "date": day, "text": "what it was about", "person": "ann", "meaningful": True,
            "follow_up": promised, "followed_up_on": done, **other}  # fmt: skip


def promises(n: int, kept: int) -> list[dict[str, Any]]:
    """`n` promises for the seventh day, the first `kept` of them done on the third, the others open."""
    first = [date.fromisoformat(day) for day in days("2025-01-06", n, 7)]
    return [
        met(str(day), str(day + timedelta(7)), str(day + timedelta(3)) if i < kept else None)
        for i, day in enumerate(first)
    ]


def said(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [each for each in found.more if all(word in each.text for word in words)]
    return one


@pytest.mark.parametrize(
    ("n", "status"), [(1, "not_yet"), (4, "not_yet"), (5, "hint"), (11, "hint"), (12, "clear")]
)
def test_gates_at_their_borders(n: int, status: str) -> None:
    found = run("follow_ups", PERIOD, touch=promises(n, n))
    assert (found.status, found.n) == (status, n)
    assert (found.statement.endswith("?"), bool(found.needs)) == (
        status == "hint",
        status != "clear",
    )
    assert (found.values["on_time_rate"] is None) is (n < 5)


def test_numbers_by_hand() -> None:
    """12 promises: 6 done after 3 days, 3 done after 9 (two late), 3 open: 6 of 12 on time.

    Days: S after 3 is 1/2, which is reached, so half took 3 days. 9 are done by now, 3 stay open past their day.
    """
    rows = promises(12, 6)
    for row in rows[6:9]:
        row["followed_up_on"] = str(date.fromisoformat(row["date"]) + timedelta(9))
    found = run("follow_ups", PERIOD, touch=rows)
    low, high = stats.wilson(6, 12)
    assert found.statement == (
        f"6 of 12 promised follow-ups were done by their day (50%, 80% interval {low:.0%} to {high:.0%}), 9 are done by now."
    )
    names = ("follow_ups", "on_time", "done", "median_days", "open_past")
    assert [found.values[name] for name in names] == [12, 6, 9, 3, 3]
    assert (found.values["low"], found.values["high"], found.effect) == (low, high, 0)
    assert said(found, "Half of the 12", "within 3 days").status == "clear"
    assert found.evidence == tuple(days("2025-01-06", 12, 7))


def test_all_kept_stands_out() -> None:
    """12 of 12: the lower end 12 / (12 + z^2) against one half."""
    low = 12 / (12 + 1.2815515655446004**2)
    expected = 2 * math.asin(math.sqrt(low)) - math.pi / 2
    assert run("follow_ups", PERIOD, touch=promises(12, 12)).effect == pytest.approx(expected)


def test_too_many_open_ones_give_no_median() -> None:
    """2 of 5 done: survival stays at 3/5."""
    found = run("follow_ups", PERIOD, touch=promises(5, 2))
    assert found.values["median_days"] is None
    one = said(found, "still open to tell")
    assert (one.status, one.n, bool(one.needs)) == ("not_yet", 5, True)


def test_only_what_fell_due_in_the_year_and_is_known_counts() -> None:
    """Due last year, due after the last day, promised without a day; done after the last day is open."""
    rows = [
        met("2024-12-01", "2024-12-10", "2024-12-09"),
        met("2025-06-20", "2025-07-10"),
        met("2025-02-03", None, "2025-02-05"),
        met("2025-03-03", "2025-03-10", "2025-07-09"),
    ]
    found = run("follow_ups", PERIOD, touch=rows)
    assert (found.n, found.values["on_time"], found.values["done"]) == (1, 0, 0)
    assert found.evidence == ("2025-03-03",)


def test_on_the_day_itself_is_on_time() -> None:
    for done, on_time in (("2025-03-10", 1), ("2025-03-11", 0)):
        found = run("follow_ups", PERIOD, touch=[met("2025-03-03", "2025-03-10", done)])
        assert (found.values["on_time"], found.values["done"]) == (on_time, 1)


def test_the_next_two_people_are_those_waiting_longest() -> None:
    """Three open ones, one of them promised more than a year ago; a done one; the row is private whatever its line says."""
    rows = [
        met("2025-05-05", "2025-05-20", person="cat", share=["mentor"]),
        met("2025-04-01", "2025-05-10", person="bob"),
        met("2025-03-03", "2025-06-01", person=None),
        met("2024-06-01", "2024-06-30", person="old"),
        met("2025-02-03", "2025-02-10", "2025-02-20", person="dan"),
    ]
    found = run("follow_ups", PERIOD, touch=rows)
    assert found.values["open_past"] == 3
    open_ = said(found, "past the day promised")
    assert (
        open_.text
        == "3 follow-ups promised for the last 365 days are still open, the oldest 51 days past the day promised."
    )
    assert (open_.status, open_.n, open_.about) == ("clear", 3, "stuck")
    assert found.rows["label"].tolist() == ["@bob", "@cat"]
    assert found.rows["text"].tolist()[0] == "one to write to: promised for 2025-05-10, 51 days ago"
    assert found.rows["share"].tolist() == [[], []]
    assert list(found.rows.columns) == ["id", "date", "label", "text", "detail", "share"]
    assert run("follow_ups", PERIOD, touch=rows[2:3]).rows["label"].tolist() == ["somebody"]


@pytest.mark.parametrize(("promised", "shown"), [("2024-06-30", 0), ("2024-07-01", 1)])
def test_promises_of_a_year_ago_are_let_go(promised: str, shown: int) -> None:
    """366 and 365 days before the first unknown day, 1 July 2025."""
    found = run("follow_ups", PERIOD, touch=[met("2024-05-01", promised)])
    assert (found.values["open_past"], len(found.rows), found.n) == (shown, shown, 0)


def test_outcomes_are_counted_where_they_are_said() -> None:
    """3 of 5 contacts say: two advice, one work; the other two are unknown, not without an outcome."""
    kinds = ["advice", "advice", "work", None, None]
    rows = [met(day, led_to=kind) for day, kind in zip(days("2025-02-03", 5), kinds, strict=True)]
    found = run("follow_ups", PERIOD, touch=[*rows, met("2024-02-03", led_to="work")])
    one = said(found, "led to")
    assert one.text == (
        "3 of 5 contacts say what they led to: 2 to advice, 1 to work, 0 to an introduction; of the others that is not known."
    )
    assert (one.status, one.n, one.evidence) == ("clear", 3, tuple(days("2025-02-03", 3)))
    assert found.values["outcomes_noted"] == 3
    assert (found.status, found.n) == ("not_yet", 0), "outcomes alone are no follow-ups"


def test_without_any_outcome_nothing_is_claimed() -> None:
    one = said(run("follow_ups", PERIOD, touch=[met("2025-02-03")]), "does not mean")
    assert (one.status, one.n) == ("not_yet", 0)
    assert "led_to" in one.needs


def test_a_pause_changes_no_rate_and_the_order_of_rows_nothing() -> None:
    """A fortnight without any line, silent and then paused; the rows turned round."""
    rows = promises(12, 8)
    pauses = [("2025-05-05", "2025-05-18")]
    one = run("follow_ups", PERIOD, touch=rows)
    other = run("follow_ups", year(2025, as_of="2025-06-30", pauses=pauses), touch=rows[::-1])
    assert one.values == other.values
    assert one.evidence == other.evidence
    assert one.rows.equals(other.rows)


def test_no_text_leaves_the_log() -> None:
    rows = [{**row, "text": "xyzzy", "person": "xyzzy"} for row in promises(12, 6)]
    found = run("follow_ups", PERIOD, touch=rows)
    assert "xyzzy" not in "".join(each.text + each.needs for each in found.statements)
    assert "xyzzy" not in str(found.values)
