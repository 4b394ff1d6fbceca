"""Wins, lessons and which of them are shown."""

from __future__ import annotations

import math
from typing import Any

import pytest

from careerkit import stats
from careerkit.measure import Measure, Statement
from tests.measures.frames import days, run, year


def win(day: str, **other: Any) -> dict[str, Any]:
    return {
        "id": f"{day}{sorted(other.items())}",
        "date": day,
        "word": "win",
        "text": f"win of {day}",
        **other,
    }


def test_numbers_by_hand() -> None:
    """20 wins with an impact, of which 5 say before and after, 1 amount with unit; 1 says only an amount: 6 of 20."""
    rows = [win(day, impact="x") for day in days("2025-01-06", 13)]
    rows += [win(day, impact_before=1, impact_after=2) for day in days("2025-03-03", 5)]
    rows += [
        win("2025-04-01", impact="x", impact_after=5, impact_unit="EUR"),
        win("2025-04-02", impact="x", impact_after=5),
    ]
    rows += [win("2025-04-03"), {"id": "l", "date": "2025-04-04", "word": "lesson", "text": "y"}]
    found = run("wins", entry=rows)
    assert found.status == "clear"
    assert (found.values["wins"], found.values["lessons"], found.values["outcome_bearing"]) == (
        21,
        1,
        20,
    )
    assert (found.values["measured"], found.values["measured_share"]) == (6, 0.3)
    assert (found.values["measured_low"], found.values["measured_high"]) == stats.wilson(6, 20)
    assert found.table["wins"].tolist()[:4] == [13, 0, 5, 3]
    assert found.table["lessons"].tolist()[3] == 1


def test_the_share_speaks_from_20_outcomes() -> None:
    rows = [win(day, impact="x") for day in days("2025-01-06", 20)]
    assert run("wins", entry=rows).values["measured_share"] == 0
    found = run("wins", entry=rows[:19])
    assert found.values["measured_share"] is None
    assert "19 of 20" in found.statement
    assert found.status == "clear"


def test_every_active_quarter_is_among_the_highlights() -> None:
    """Ten starred wins in December and one plain win in February: 7 rows, February among them."""
    rows = [win(day, starred=True) for day in days("2025-12-01", 10)] + [win("2025-02-03")]
    found = run("wins", entry=rows).rows
    assert len(found) == 7
    assert f"{found['date'].iloc[0]:%Y-%m}" == "2025-02"


def test_highlights_are_starred_then_measured_then_evidenced_then_far_reaching() -> None:
    signs: list[dict[str, Any]] = [
        {},
        {"reach": "team"},
        {"evidence": "x"},
        {"impact_before": 1, "impact_after": 2},
        {"starred": True},
    ]
    rows = [win(day, **sign) for day, sign in zip(days("2025-01-06", 5), signs, strict=True)]
    rows += [win(day) for day in days("2025-01-13", 9)]
    shown = set(run("wins", entry=rows).rows["text"])
    assert {f"win of 2025-01-{day:02d}" for day in (7, 8, 9, 10)} <= shown
    plain = [text for text in shown if text.endswith(("06", "13", "14"))]
    assert len(plain) == 3


def test_lessons_of_every_quarter_fit_beside_the_highlights() -> None:
    """Six lessons a quarter: at most 5 of each count, 15 rows in all, every quarter is there."""
    rows = [{"id": day, "date": day, "word": "lesson", "text": "y", "share": ["mentor"]}
            for start in ("2025-01-06", "2025-04-07", "2025-07-07", "2025-10-06") for day in days(start, 6)]  # fmt: skip
    rows += [win(day) for day in days("2025-02-03", 9)]
    found = run("wins", entry=rows).rows
    lessons = found[found["label"] == "lesson"]
    assert (len(found), len(lessons)) == (15, 8)
    assert lessons["date"].dt.quarter.value_counts().tolist() == [2, 2, 2, 2]
    assert list(found.columns) == ["id", "date", "label", "text", "detail", "share"]
    assert all(list(share) == ["mentor"] for share in lessons["share"])


def test_the_same_obstacle_in_three_months_is_a_repeat() -> None:
    rows = [
        {"id": day, "date": day, "word": "lesson", "text": "y", "tags": ["scope"]}
        for day in days("2025-01-06", 3, 31)
    ]
    assert run("wins", entry=rows).values["repeated_obstacles"] == 1
    assert run("wins", entry=rows[:2]).values["repeated_obstacles"] == 0


@pytest.mark.parametrize(
    ("rows", "status"),
    [([], "not_yet"), ([win("2025-05-01")], "clear"), ([win("2024-05-01")], "not_yet")],
)
def test_one_entry_makes_a_list(rows: list[dict[str, Any]], status: str) -> None:
    assert run("wins", year(2025), entry=rows).status == status


def test_a_lesson_that_is_quoted_later_is_reused() -> None:
    """One lesson quoted in two words by a later win, one by a single word, one by an earlier line."""
    rows = [
        {"id": "0", "date": "2025-01-01", "word": "did", "text": "x", "builds_on": "write it down"},
        {"id": "1", "date": "2025-02-01", "word": "lesson", "text": "Ask for the budget first"},
        {"id": "2", "date": "2025-02-02", "word": "lesson", "text": "Sleep"},
        {"id": "3", "date": "2025-02-03", "word": "lesson", "text": "Write it down at once"},
        {
            "id": "4",
            "date": "2025-05-01",
            "word": "win",
            "text": "y",
            "builds_on": "Ask for the BUDGET",
        },
        {"id": "5", "date": "2025-05-02", "word": "win", "text": "z", "builds_on": "sleep"},
    ]
    found = run("wins", year(), entry=rows)
    assert found.values["lessons_reused"] == 1
    labels = dict(zip(found.rows["text"], found.rows["label"], strict=True))
    assert labels["Ask for the budget first"] == "lesson, used later"
    assert labels["Sleep"] == "lesson"


def said(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [each for each in found.more if all(word in each.text for word in words)]
    return one


def lesson(day: str, text: str = "y", **other: Any) -> dict[str, Any]:
    return {"id": f"l{day}", "date": day, "word": "lesson", "text": text, **other}


def test_rows_and_the_headline_carry_ids() -> None:
    """A win, a lesson and a note: the note is no evidence."""
    rows = [win("2025-02-03", id="w"), lesson("2025-01-06"), {"id": "n", "date": "2025-01-07", "word": "note", "text": "x"}]  # fmt: skip
    found = run("wins", entry=rows)
    assert found.rows["id"].tolist() == ["w", "l2025-01-06"]
    assert found.evidence == ("l2025-01-06", "w")


def test_the_effect_is_that_of_the_measured_share() -> None:
    """20 of 20 measured: the lower end 20 / (20 + z^2) against one half; below the gate there is none."""
    rows = [win(day, impact_before=1, impact_after=2) for day in days("2025-01-06", 20)]
    low = 20 / (20 + 1.2815515655446004**2)
    assert run("wins", entry=rows).effect == pytest.approx(2 * math.asin(math.sqrt(low)) - math.pi / 2)  # fmt: skip
    assert run("wins", entry=rows[:19]).effect == 0


def test_reuse_is_told_of_those_that_are_named() -> None:
    """One of two lessons is quoted; the other is unknown, not unused."""
    rows = [lesson("2025-01-06", "ask for the budget"), lesson("2025-01-07", "sleep more")]
    used = win("2025-02-03", builds_on="the budget")
    one = said(run("wins", entry=[*rows, used]), "later line")
    assert one.text.startswith("Lessons that a later line names: 1 of 2;")
    assert (one.status, one.n, one.evidence) == ("clear", 2, ("l2025-01-06",))
    none = said(run("wins", entry=rows), "later line")
    assert (none.status, none.n, "builds_on" in none.needs) == ("not_yet", 2, True)
    assert not [each for each in run("wins", entry=[used]).more if "later line" in each.text]


def test_a_lesson_that_builds_on_its_own_words_is_not_used_by_itself() -> None:
    """It quotes itself; another line of the same day quotes it."""
    row = lesson("2025-01-06", "ask for the budget", builds_on="the budget")
    assert run("wins", entry=[row]).values["lessons_reused"] == 0
    other = win("2025-01-06", builds_on="the budget")
    assert run("wins", entry=[row, other]).values["lessons_reused"] == 1


@pytest.mark.parametrize(("months", "told"), [(2, False), (3, True)])
def test_what_comes_back_in_three_months_is_told_with_its_lessons(months: int, told: bool) -> None:
    rows = [lesson(day, tags=["scope"]) for day in days("2025-01-06", months, 31)]
    found = run("wins", entry=[*rows, lesson("2025-01-08", tags=["else"])])
    again = [each for each in found.more if "come back" in each.text]
    assert [(each.status, each.n, each.evidence) for each in again] == (
        [("clear", months + 1, tuple(row["id"] for row in rows))] if told else []
    )
    assert "scope" not in "".join(each.text for each in found.statements)


def test_without_tags_nothing_can_come_back() -> None:
    one = said(run("wins", entry=[lesson(day) for day in days("2025-01-06", 3)]), "carries a tag")
    assert (one.status, one.n, "#tag" in one.needs) == ("not_yet", 3, True)
    few = run("wins", entry=[lesson(day) for day in days("2025-01-06", 2)])
    assert not [each for each in few.more if "tag" in each.text]


def test_each_of_many_quotes_finds_its_own_lesson() -> None:
    """3,000 lessons that differ in one word, and a quote of two words for each."""
    rows = [lesson(day, f"ask for the budget number {i}", id=f"l{i}") for i, day in enumerate(days("2025-01-01", 300) * 10)]  # fmt: skip
    rows += [win(day, builds_on=f"number {i}", id=f"w{i}") for i, day in enumerate(days("2025-12-01", 30) * 100)]  # fmt: skip
    assert run("wins", entry=rows).values["lessons_reused"] == 3000
