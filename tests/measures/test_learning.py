"""Hours of learning against the target."""

from __future__ import annotations

import math
from typing import Any

import pytest

from careerkit.measure import Measure, Statement
from careerkit.settings import Settings
from tests.measures.frames import days, run, year


def learned(day: str, hours: float | None = 1.0, **other: Any) -> dict[str, Any]:
    return {"date": day, "title": "t", "hours": hours, **other}


WEEKLY = days("2025-01-01", 13, 7)  # 1 January to 26 March


def test_numbers_by_hand() -> None:
    """A line in every week of January to March: 5 x 3 = 15 h, 4 x 2 = 8 h and 4 x 3 = 12 h against 10 each: 2 of 3 met."""
    rows = [learned(day, 2 if day[5:7] == "02" else 3) for day in WEEKLY]
    found = run(
        "learning", year(2025, as_of="2025-03-31"), learning=[*rows, learned("2025-03-31", None)]
    )
    assert found.status == "clear"
    assert found.table["hours"].tolist() == [15, 8, 12]
    assert found.table["target"].tolist() == pytest.approx([10, 10, 10])
    assert found.table["met"].tolist() == [True, False, True]
    assert (found.values["hours"], found.values["months_met"], found.values["months"]) == (35, 2, 3)
    assert found.values["hours_per_month"] == pytest.approx(35 / 3)
    assert found.values["items_without_hours"] == 1
    assert found.statement.endswith("; 1 more item of learning names no hours.")


@pytest.mark.parametrize(("as_of", "status"), [("2025-02-27", "not_yet"), ("2025-02-28", "clear")])
def test_two_full_months_open_the_gate(as_of: str, status: str) -> None:
    rows = [learned(day) for day in WEEKLY if day <= as_of]
    found = run("learning", year(2025, as_of=as_of), learning=rows)
    assert found.status == status
    assert bool(found.needs) is (status == "not_yet")


def test_a_month_without_any_line_is_unknown_not_zero() -> None:
    rows = [learned(day, 3) for day in WEEKLY] + [
        learned(day, 3) for day in days("2025-05-05", 4, 7)
    ]
    found = run("learning", year(2025, as_of="2025-05-31"), learning=rows)
    april = found.table.iloc[3]
    assert not april["known"]
    assert found.table["met"].isna().tolist()[3]
    assert found.table["hours"].isna().tolist()[3]
    assert found.values["months"] == 4
    declared = run(
        "learning", year(2025, as_of="2025-05-31"), Settings(complete=("learning",)), learning=rows
    )
    assert declared.table["hours"].tolist()[3] == 0
    assert declared.values["months"] == 5


def test_a_month_with_other_lines_and_no_learning_is_zero() -> None:
    rows = [learned(day, 3) for day in WEEKLY]
    notes = [{"date": day, "word": "note", "text": "x"} for day in days("2025-04-02", 5, 7)]
    found = run("learning", year(2025, as_of="2025-04-30"), learning=rows, entry=notes)
    assert found.table["hours"].tolist()[3] == 0
    assert found.table["met"].tolist()[3] is False


def test_a_pause_prorates_the_target() -> None:
    """Paused 1 to 14 February, half of 28 days: the target is 5 hours."""
    rows = [learned(day, 3) for day in WEEKLY]
    found = run(
        "learning",
        year(2025, as_of="2025-03-31", pauses=[("2025-02-01", "2025-02-14")]),
        learning=rows,
    )
    assert found.table["target"].tolist()[1] == pytest.approx(5)


def test_targets_come_from_the_settings() -> None:
    rows = [learned(day, 3) for day in WEEKLY]
    settings = Settings(targets={"learning_hours_per_month": 20.0, "connections_per_week": 2.0})
    assert (
        run("learning", year(2025, as_of="2025-03-31"), settings, learning=rows).values[
            "months_met"
        ]
        == 0
    )


def said(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [each for each in found.more if all(word in each.text for word in words)]
    return one


def test_three_months_are_judged_by_their_sum() -> None:
    """January 15, February 8, March 12 hours make 35 of 30; February to April make 28 of 29: the last 3 days are unknown."""
    rows = [learned(day, 2 if day[5:7] == "02" else 3) for day in WEEKLY]
    rows += [learned(day, 2) for day in days("2025-04-02", 4, 7)]
    found = run("learning", year(2025, as_of="2025-04-30"), learning=rows)
    assert (found.values["runs"], found.values["runs_met"]) == (2, 1)
    one = said(found, "runs of 3")
    assert (one.status, one.n) == ("clear", 2)
    assert "1 of 2 runs" in one.text
    assert "28 of 29 hours" in one.text


def test_two_finished_months_make_no_run() -> None:
    rows = [learned(day) for day in WEEKLY if day < "2025-03-01"]
    one = said(run("learning", year(2025, as_of="2025-02-28"), learning=rows), "too few for a run")
    assert (one.status, one.n, "1 more finished month " in one.needs) == ("not_yet", 2, True)


def test_the_spread_over_the_weeks() -> None:
    """13 weeks from 1 January: 10 hours in the first, 1 in each of the next 5, a note in the other 7: half in one."""
    rows = [learned(day, 10 if i == 0 else 1) for i, day in enumerate(WEEKLY[:6])]
    notes = [{"date": day, "word": "note", "text": "x"} for day in WEEKLY[6:]]
    found = run("learning", year(2025, as_of="2025-03-31"), learning=rows, entry=notes)
    one = said(found, "half of its hours")
    assert (
        one.text
        == "Learning took place in 6 of 13 known weeks, and half of its hours in 1 of them."
    )
    assert (one.status, one.n) == ("clear", 13)
    even = run("learning", year(2025, as_of="2025-03-31"), learning=[learned(day) for day in WEEKLY])  # fmt: skip
    assert even.values["weeks_of_half"] == 7, "13 equal weeks: six hold less than half"


def test_it_rests_on_the_items_with_hours() -> None:
    rows = [learned(day, id=day) for day in WEEKLY] + [learned("2025-02-01", None, id="none")]
    rows += [learned("2024-12-01", id="old")]
    found = run("learning", year(2025, as_of="2025-03-31"), learning=rows)
    assert found.evidence == tuple(WEEKLY)


def test_the_effect_is_that_of_the_months_met() -> None:
    """3 of 3 months: the lower end 3 / (3 + z^2) against one half; with one of three there is none."""
    low = 3 / (3 + 1.2815515655446004**2)
    all_met = run("learning", year(2025, as_of="2025-03-31"), learning=[learned(day, 5) for day in WEEKLY])  # fmt: skip
    assert all_met.effect == pytest.approx(2 * math.asin(math.sqrt(low)) - math.pi / 2)
    some = [learned(day, 5 if day < "2025-02-01" else 1) for day in WEEKLY]
    assert run("learning", year(2025, as_of="2025-03-31"), learning=some).effect == 0


@pytest.mark.parametrize(
    ("before", "now", "newly", "about"),
    [(1, 3, True, ""), (3, 3, False, ""), (3, 0.5, False, "stuck"), (1, 1, False, "stuck")],
)
def test_newly_met_and_stuck(before: float, now: float, newly: bool, about: str) -> None:
    """A line every week of both years: with 3 hours each every month has 12 hours or more, with 1 none has ten."""
    rows = [
        learned(day, hours)
        for hours, first in ((before, "2024-01-03"), (now, "2025-01-01"))
        for day in days(first, 52, 7)
    ]
    found = run("learning", year(2025), learning=rows)
    told = [each for each in found.more if "newly met" in each.text]
    assert (bool(told), found.about) == (newly, about)
    assert [each.about for each in told] == ["changed"] * newly
