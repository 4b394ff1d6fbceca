"""Feedback: received, decided, done, told; and how long it waits."""

from __future__ import annotations

import math
from typing import Any

import pytest

from careerkit import stats
from careerkit.measure import Measure, Statement
from careerkit.settings import Settings
from tests.measures.frames import days, run, year

PERIOD = year(2025, as_of="2025-12-31")
COMPLETE = Settings(complete=("feedback",))


def item(day: str, **other: Any) -> dict[str, Any]:
    return {"id": day, "date": day, "giver": "ann", "form": "advice", "text": "said", **other}


def acted(day: str, done: str | None, **other: Any) -> dict[str, Any]:
    return item(day, action="tried", action_done_on=done, **other)


def said(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [each for each in found.more if all(word in each.text for word in words)]
    return one


def test_the_funnel_by_hand() -> None:
    """Seven items ask for something: one undecided, two chosen, one declined and told, three done of which two told.

    Praise and an endorsement ask for nothing; praise with an action does. Ages are in days before 31 December.
    """
    rows = [
        item("2025-11-01"),  # undecided, 60 days
        acted("2025-10-02", None),  # open, 90 days
        acted("2025-12-11", None),  # open, 20 days
        item("2025-06-01", declined_because="no", told_on="2025-06-02"),
        acted("2025-03-01", "2025-03-11", told_on="2025-03-12"),
        acted("2025-04-01", "2025-04-05"),  # not told, 274 days
        acted("2025-05-01", "2025-05-21", form="praise", told_on="2025-05-22"),
        item("2025-05-02", form="praise"),
        item("2025-05-03", form="endorsement"),
    ]
    found = run("feedback", PERIOD, feedback=rows)
    assert (found.status, found.n) == ("clear", 9)
    table = found.table.set_index("step")
    assert table["items"].tolist() == [7, 6, 4, 3]
    assert table["declined"].tolist() == [0, 1, 1, 1]
    assert table["waiting"].tolist() == [1, 2, 1, 0]
    assert table["oldest_days"].fillna(-1).tolist() == [60, 90, 274, -1]
    assert found.statement == (
        "Of 7 items of feedback that ask for something, 6 have an action or a reason against one, 4 are closed, "
        "and 3 givers were told; 2 more are praise."
    )
    assert found.evidence == tuple(sorted(row["id"] for row in rows))


def test_an_action_with_a_reason_against_it_is_one_decision() -> None:
    """Two items, both with an action that was declined later."""
    rows = [acted(f"2025-0{n}-01", None, declined_because="no") for n in (3, 4)]
    found = run("feedback", PERIOD, feedback=rows)
    assert found.statement.startswith("Of 2 items of feedback that ask for something, 2 have an action or a reason against one, 2 are closed")  # fmt: skip


def test_closure_counts_what_is_older_than_30_days() -> None:
    """Received on 1 December (30 days) and on 30 November (31 days), both open; four older ones closed: 4 of 5."""
    rows = [acted(day, "2025-03-20") for day in days("2025-03-01", 3)]
    rows += [item("2025-03-10", declined_because="no"), acted("2025-11-30", None)]
    found = run("feedback", PERIOD, feedback=[*rows, acted("2025-12-01", None)])
    assert (found.values["older_than_30_days"], found.values["closed"]) == (5, 4)
    assert found.values["closure"] == 0.8
    assert (found.values["closure_low"], found.values["closure_high"]) == stats.wilson(4, 5)
    one = said(found, "4 of 5 items older than 30 days")
    assert (one.status, one.n, "80%" in one.text) == ("clear", 5, True)
    few = run("feedback", PERIOD, feedback=rows[1:])
    assert few.values["closure"] is None, "four are too few for a rate"
    assert said(few, "3 of 4 items").text.endswith("done or declined with a reason.")


def test_the_effect_is_that_of_the_closure() -> None:
    """6 of 6: the lower end 6 / (6 + z^2) against one half."""
    found = run("feedback", PERIOD, feedback=[acted(day, "2025-03-20") for day in days("2025-03-01", 6)])  # fmt: skip
    low = 6 / (6 + 1.2815515655446004**2)
    assert found.effect == pytest.approx(2 * math.asin(math.sqrt(low)) - math.pi / 2)


def test_days_to_action_hold_the_open_ones() -> None:
    """Done after 5, 10, 20 days, one open since 100: S is 3/4, 1/2: half within 10 days. A declined one is no action."""
    rows = [acted("2025-03-01", f"2025-03-{1 + n:02d}", id=str(n)) for n in (5, 10, 20)]
    rows += [acted("2025-09-22", None), item("2025-03-02", declined_because="no")]
    few = run("feedback", PERIOD, feedback=rows)
    assert few.values["median_days_to_action"] is None
    assert said(few, "Too few").status == "not_yet"
    rows.append(acted("2025-12-29", "2025-12-30"))  # after one day: S is 4/5, 3/5, 2/5
    found = run("feedback", PERIOD, feedback=rows)
    assert found.values["median_days_to_action"] == 10
    one = said(found, "within 10 days")
    assert (one.status, one.n) == ("clear", 5)


@pytest.mark.parametrize(("day", "late"), [("2025-11-16", 0), ("2025-11-15", 1)])
def test_more_than_45_days_is_late(day: str, late: int) -> None:
    """45 and 46 days before the last day, an action chosen and none chosen."""
    found = run("feedback", PERIOD, feedback=[acted(day, None), item(day, id="u")])
    assert found.values["open_over_45_days"] == late
    assert found.values["undecided_over_45_days"] == late


def test_what_is_planned_for_later_is_not_late_and_what_is_two_years_old_is_let_go() -> None:
    """Due tomorrow, due today; received 730 and 731 days ago."""
    rows = [
        acted("2025-03-01", None, action_due="2026-01-01"),
        acted("2025-03-02", None, action_due="2025-12-31"),
        acted("2024-01-01", None),
        acted("2023-12-31", None),
    ]
    found = run("feedback", PERIOD, feedback=rows)
    assert found.values["open_over_45_days"] == 2
    assert found.rows["id"].tolist() == ["2024-01-01", "2025-03-02"]
    assert found.n == 3, "two of the year and the one from before that still waits"
    assert found.rows["label"].tolist() == ["action open, 730 days", "action open, 304 days"]
    assert found.rows["detail"].tolist() == ["tried", "tried"]


def test_what_is_done_after_the_last_day_is_open() -> None:
    row = acted("2025-03-01", "2025-09-01", told_on="2025-09-02")
    found = run("feedback", year(2025, as_of="2025-06-30"), feedback=[row])
    assert found.table["items"].tolist() == [1, 1, 0, 0]
    assert found.values["open_over_45_days"] == 1


def test_a_theme_needs_two_givers_within_two_years() -> None:
    """`pace` from ann and bob, `tone` twice from ann in another case, `old` again after more than two years."""
    rows = [
        item("2024-06-01", giver="ann", tags=["pace"]),
        item("2025-03-01", giver="bob", tags=["pace", "tone"]),
        item("2025-04-01", giver="Bob", tags=["tone"]),
        item("2023-01-01", giver="cat", tags=["old"]),
        item("2025-05-01", giver="dan", tags=["old"]),
        item("2025-06-01", giver=None, tags=["tone"]),
    ]
    found = run("feedback", PERIOD, feedback=rows)
    assert found.values["themes"] == 1
    one = said(found, "Themes")
    assert (one.status, one.n, one.evidence) == ("clear", 2, ("2024-06-01", "2025-03-01"))
    theme = found.rows[found.rows["text"] == "#pace"].iloc[0]
    assert (theme["label"], theme["share"]) == ("a theme from 2 people", [])
    assert "pace" not in "".join(each.text + each.needs for each in found.statements)
    assert "pace" not in found.table.to_csv() + str(found.values)


def test_a_theme_of_the_year_before_alone_is_not_told_again() -> None:
    rows = [item(day, giver=who, tags=["pace"]) for day, who in (("2024-06-01", "ann"), ("2024-07-01", "bob"))]  # fmt: skip
    assert run("feedback", PERIOD, feedback=[*rows, item("2025-01-05")]).values["themes"] == 0


def test_without_any_tag_a_theme_cannot_be_seen() -> None:
    rows = [item(day) for day in days("2025-03-01", 5)]
    one = said(run("feedback", PERIOD, feedback=rows), "carries a tag")
    assert (one.status, one.n, "#tag" in one.needs) == ("not_yet", 5, True)
    assert not [each for each in run("feedback", PERIOD, feedback=rows[1:]).more if "carries a tag" in each.text]  # fmt: skip


def test_ratings_are_shown_one_by_one() -> None:
    """A rating asks for nothing; no mean is taken of two."""
    rows = [item(day, form="rating", value=value) for day, value in (("2025-03-01", 4.0), ("2025-03-02", 2.5))]  # fmt: skip
    found = run("feedback", PERIOD, feedback=rows)
    assert found.values["ratings"] == 2
    assert found.rows["label"].tolist() == ["rated 2.5", "rated 4"]
    assert "3.25" not in str(found)
    assert said(found, "Ratings").n == 2
    assert found.statement.startswith("None of the 2 items")


@pytest.mark.parametrize(("last", "told"), [("2025-10-02", False), ("2025-10-01", True)])
def test_a_long_silence_is_a_question_unless_all_is_written_down(last: str, told: bool) -> None:
    """90 and 91 days before the last day."""
    rows = [acted(last, "2025-10-20")]
    asked = [each for each in run("feedback", PERIOD, feedback=rows).more if "91 days" in each.text]
    stated = [each for each in run("feedback", PERIOD, COMPLETE, feedback=rows).more if "91 days" in each.text]  # fmt: skip
    assert [each.status for each in asked] == ["hint"] * told
    assert [each.status for each in stated] == ["clear"] * told
    assert all("complete" in each.needs for each in asked)


def test_a_year_without_any_is_a_finding_only_if_all_is_written_down() -> None:
    """The last feedback came on 1 November 2024 and was acted upon: 425 days before the last day of 2025."""
    rows = [acted("2024-11-01", "2024-11-05")]
    unknown = run("feedback", PERIOD, feedback=rows)
    assert (unknown.status, unknown.n) == ("not_yet", 0)
    known = run("feedback", PERIOD, COMPLETE, feedback=rows)
    assert (known.status, known.n, known.evidence) == ("clear", 1, ("2024-11-01",))
    assert "425 days" in known.statement
    assert run("feedback", PERIOD, COMPLETE).status == "not_yet", "nothing at all is no finding"


def test_what_still_waits_from_before_speaks_without_feedback_of_the_year() -> None:
    found = run("feedback", PERIOD, feedback=[acted("2024-11-01", None)])
    assert (found.status, found.n, found.values["open_over_45_days"]) == ("clear", 1, 1)
    assert found.statement.endswith("items from earlier that still wait: 1.")
    assert found.evidence == ("2024-11-01",)


def test_rows_are_shared_as_their_lines_are() -> None:
    rows = [acted("2025-03-01", None, share=["mentor"]), acted("2025-03-02", None)]
    assert run("feedback", PERIOD, feedback=rows).rows["share"].tolist() == [["mentor"], []]


def test_at_most_fifteen_rows() -> None:
    rows = [item(day, giver=f"g{i}", tags=[f"t{i % 5}"]) for i, day in enumerate(days("2025-03-01", 20))]  # fmt: skip
    rows += [item(day, form="rating", value=3, giver="x") for day in days("2025-05-01", 9)]
    found = run("feedback", PERIOD, feedback=rows)
    assert (len(found.rows), found.rows["label"].str.startswith("a theme").sum()) == (15, 3)


def test_order_and_pauses_change_nothing() -> None:
    rows = [acted(day, "2025-06-30" if i % 2 else None, tags=["a"], giver=f"g{i}") for i, day in enumerate(days("2025-03-01", 12))]  # fmt: skip
    one = run("feedback", PERIOD, feedback=rows)
    paused = year(2025, as_of="2025-12-31", pauses=[("2025-08-04", "2025-08-17")])
    other = run("feedback", paused, feedback=rows[::-1])
    assert (one.values, one.evidence, one.more) == (other.values, other.evidence, other.more)
    assert one.table.equals(other.table)
    assert one.rows.astype(str).equals(other.rows.astype(str))


def test_the_table_has_every_step_without_any_feedback() -> None:
    found = run("feedback", PERIOD)
    assert found.table["items"].tolist() == [0, 0, 0, 0]
    assert found.rows.empty
