"""Whether what was learned shows up in the work within 60 days."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import pytest

from careerkit.measure import Measure, Statement
from tests.measures.frames import days, run, year

PERIOD = year(2025, as_of="2025-12-31")
WEEKLY = days("2025-01-06", 8, 7)


def learned(day: str, hours: float | None = 1.0, *skills: str, **other: Any) -> dict[str, Any]:
    return {"id": f"l{day}", "date": day, "title": "t", "hours": hours, "skills": list(skills or ("excel",)), **other}  # fmt: skip


def did(day: str, *skills: str, word: str = "did", **other: Any) -> dict[str, Any]:
    return {"id": f"e{day}", "date": day, "word": word, "text": "t", "skills": list(skills or ("excel",)), **other}  # fmt: skip


def after(day: str, n: int) -> str:
    return str(date.fromisoformat(day) + timedelta(n))


def said(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [each for each in found.more if all(word in each.text for word in words)]
    return one


def eight(**other: Any) -> list[dict[str, Any]]:
    """Eight items of a skill of their own, two hours each."""
    return [learned(day, 2.0, f"skill-{i}", **other) for i, day in enumerate(WEEKLY)]


def test_numbers_by_hand() -> None:
    """Six of eight items show, after 10, 20, 30, 40, 50 and 60 days: 12 of 16 hours.

    Two fresh hours of December, one used after 9 days, one open since 29. Kaplan and Meier over all ten: 9/10 after 9
    days, 8/10, 7/10 after 20; six are at risk at 30: 7/10 x 5/6, and at 40 days x 4/5, which is below one half.
    """
    uses = [did(after(WEEKLY[i], 10 * (i + 1)), f"skill-{i}", id=f"u{i}") for i in range(6)]
    fresh = [learned("2025-12-01", 1.0, "a"), learned("2025-12-02", 1.0, "b")]
    found = run("learning_used", PERIOD, learning=[*eight(), *fresh], entry=[*uses, did("2025-12-10", "a")])  # fmt: skip
    assert (found.status, found.n) == ("clear", 8)
    assert (found.values["hours_used"], found.values["hours_old"]) == (12, 16)
    assert found.values["conversion"] == 0.75
    assert "75% of the learning hours older than 60 days" in found.statement
    assert "12 of 16 hours" in found.statement
    assert (found.values["hours_fresh"], found.values["hours_fresh_used"]) == (2, 1)
    assert said(found, "too fresh").n == 2
    assert said(found, "Half of 10 items", "within 40 days").n == 10
    assert set(found.evidence) == {f"l{day}" for day in WEEKLY} | {f"u{i}" for i in range(6)}


def test_the_table_adds_up_month_by_month() -> None:
    """January to February hold 12 used and 4 unused hours, December one used and one fresh."""
    uses = [did(after(WEEKLY[i], 10), f"skill-{i}", id=f"u{i}") for i in range(6)]
    fresh = [learned("2025-12-01", 1.0, "a"), learned("2025-12-02", 1.0, "b")]
    found = run("learning_used", PERIOD, learning=[*eight(), *fresh], entry=[*uses, did("2025-12-10", "a")])  # fmt: skip
    table = found.table.set_index(found.table["month"].dt.month)[["used", "unused", "fresh"]]
    assert table.sum().tolist() == [13, 4, 1]
    assert table.loc[1].tolist() == [8, 0, 0]
    assert table.loc[2].tolist() == [4, 4, 0]
    assert table.loc[12].tolist() == [1, 0, 1]
    assert len(table) == 12


@pytest.mark.parametrize(("gap", "shows"), [(0, False), (1, True), (60, True), (61, False)])
def test_within_60_days_and_not_on_the_day_itself(gap: int, shows: bool) -> None:
    found = run("learning_used", PERIOD, learning=[learned("2025-03-03")], entry=[did(after("2025-03-03", gap))])  # fmt: skip
    assert found.values["hours_used"] == (1 if shows else 0)


@pytest.mark.parametrize(
    ("word", "shows"), [("win", True), ("did", True), ("try", True), ("note", False), ("lesson", False)]
)  # fmt: skip
def test_what_was_done_shows_and_what_was_noted_does_not(word: str, shows: bool) -> None:
    found = run("learning_used", PERIOD, learning=[learned("2025-03-03")], entry=[did("2025-03-20", word=word)])  # fmt: skip
    assert found.values["hours_used"] == (1 if shows else 0)


def test_one_of_several_skills_is_enough_and_earlier_uses_are_none() -> None:
    one = run("learning_used", PERIOD, learning=[learned("2025-03-03", 1.0, "a", "b")], entry=[did("2025-03-20", "b", "c")])  # fmt: skip
    assert one.values["hours_used"] == 1
    earlier = run("learning_used", PERIOD, learning=[learned("2025-03-03")], entry=[did("2025-02-20")])  # fmt: skip
    assert earlier.values["hours_used"] == 0


@pytest.mark.parametrize(("day", "old"), [("2025-11-01", 0), ("2025-10-31", 1)])
def test_older_is_more_than_60_days_before_the_last_day(day: str, old: int) -> None:
    """60 and 61 days before 31 December: what is young and unused is too fresh to tell, not a failure."""
    found = run("learning_used", PERIOD, learning=[learned(day)])
    assert found.values["items_old"] == old
    assert found.table["unused"].sum() == old
    assert found.table["fresh"].sum() == 1 - old


@pytest.mark.parametrize(("n", "status"), [(7, "not_yet"), (8, "clear")])
def test_eight_older_items_open_the_gate(n: int, status: str) -> None:
    found = run("learning_used", PERIOD, learning=eight()[:n])
    assert (found.status, found.n, bool(found.needs)) == (status, n, status == "not_yet")
    assert found.values["conversion"] == (None if n < 8 else 0)
    assert found.about == ("stuck" if n == 8 else "")
    assert (
        found.statement
        == "7 items of learning with hours and a skill are older than 60 days; it takes 8 to tell."
    ) is (n == 7)


def test_too_few_items_are_counted_in_words() -> None:
    one, none = (
        run("learning_used", PERIOD, learning=some)
        for some in (eight()[:1], [learned("2025-12-20")])
    )
    assert one.statement.startswith("1 item of learning with hours and a skill is older")
    assert none.statement.startswith("No items of learning with hours and a skill are older")


def test_what_was_used_too_late_is_not_called_unused() -> None:
    """Used after 61 days: neither the chart nor its columns say that it was not used."""
    from careerkit.chart import render

    drawn = render(
        "learning_used",
        run(
            "learning_used", PERIOD, learning=eight(), entry=[did(after(WEEKLY[0], 61), "skill-0")]
        ).table,
    )
    assert "16 not within 60 days" in drawn.alt
    assert "not used" not in drawn.alt + drawn.svg + drawn.caption


def test_items_without_hours_or_a_skill_are_left_out_and_counted() -> None:
    """Missing is not zero: neither can show, so that neither counts against the rest."""
    bare = [learned("2025-03-03", None, id="x"), {**learned("2025-03-04"), "skills": [], "id": "y"}]
    uses = [did(after(day, 5), f"skill-{i}") for i, day in enumerate(WEEKLY)]
    found = run("learning_used", PERIOD, learning=[*eight(), *bare], entry=uses)
    assert (found.values["conversion"], found.n) == (1, 8)
    one = said(found, "left out")
    assert (one.status, one.n) == ("clear", 2)


def test_the_interval_is_drawn_by_weeks() -> None:
    """All used: every draw gives 1. All of one kind in one week and the other in another: anything from 0 to 1."""
    uses = [did(after(day, 5), f"skill-{i}") for i, day in enumerate(WEEKLY)]
    found = run("learning_used", PERIOD, learning=eight(), entry=uses)
    assert (found.values["low"], found.values["high"]) == (1, 1)
    assert found.effect == pytest.approx(math.pi / 2)
    two = [learned(day, 1.0, "a" if i < 4 else "b", id=f"x{i}") for i, day in enumerate([WEEKLY[0]] * 4 + [WEEKLY[3]] * 4)]  # fmt: skip
    wide = run("learning_used", PERIOD, learning=two, entry=[did("2025-01-20", "a")])
    assert (wide.values["conversion"], wide.values["low"], wide.values["high"]) == (0.5, 0, 1)
    assert wide.effect == 0


def test_too_little_use_gives_no_median() -> None:
    one = said(run("learning_used", PERIOD, learning=eight()), "how long that takes")
    assert (one.status, one.n, bool(one.needs)) == ("not_yet", 8, True)


def test_uses_after_the_last_day_and_items_of_other_years_are_not_looked_at() -> None:
    period = year(2025, as_of="2025-06-30")
    items = [learned("2025-04-28"), learned("2024-12-20", id="old"), learned("2025-07-02", id="new")]  # fmt: skip
    found = run("learning_used", period, learning=items, entry=[did("2025-07-01")])
    assert (found.values["items_old"], found.values["hours_used"]) == (1, 0)


def test_order_and_pauses_change_nothing_and_names_stay_inside() -> None:
    uses = [did(after(WEEKLY[i], 10), f"skill-{i}", id=f"u{i}") for i in range(5)]
    paused = year(2025, as_of="2025-12-31", pauses=[("2025-08-04", "2025-08-17")])
    one = run("learning_used", PERIOD, learning=eight(), entry=uses)
    other = run("learning_used", paused, learning=eight()[::-1], entry=uses[::-1])
    assert (one.values, one.evidence, one.more) == (other.values, other.evidence, other.more)
    assert one.table.equals(other.table)
    text = "".join(each.text + each.needs for each in one.statements) + one.table.to_csv()
    assert "skill-" not in text + str(one.values)


def test_twice_the_hours_are_twice_the_hours_and_the_same_share() -> None:
    uses = [did(after(WEEKLY[i], 10), f"skill-{i}", id=f"u{i}") for i in range(5)]
    one = run("learning_used", PERIOD, learning=eight(), entry=uses)
    doubled = [{**row, "hours": 2 * row["hours"]} for row in eight()]
    two = run("learning_used", PERIOD, learning=doubled, entry=uses)
    assert two.values["hours_used"] == 2 * float(one.values["hours_used"] or 0)
    assert two.values["conversion"] == one.values["conversion"]
