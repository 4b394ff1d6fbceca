"""Meaningful contacts a week."""

from __future__ import annotations

import math
from typing import Any

import pytest

from careerkit import stats
from careerkit.measure import Measure, Statement
from careerkit.settings import Settings
from tests.measures.frames import days, run, year

MONDAYS = days("2025-01-06", 16, 7)
Z2 = 1.2815515655446004**2  # the square of the normal quantile that leaves 10 % above it


def met(day: str, *people: str, meaningful: bool | None = True, **other: Any) -> dict[str, Any]:
    return {
        "date": day,
        "person": people[0] if people else None,
        "people": list(people),
        "text": "t",
        "meaningful": meaningful,
        **other,
    }


def weeks(n: int, good: int) -> list[dict[str, Any]]:
    """`n` weeks with one contact, the first `good` of them with two people."""
    return [met(day, "ann", *(["bob"] if i < good else [])) for i, day in enumerate(MONDAYS[:n])]


def test_numbers_by_hand() -> None:
    """12 weeks, 8 of them with two people: 8 of 12; the 4-week sums reach 8 in the first 5 of 9 runs."""
    found = run("connections", year(2025, as_of="2025-03-30"), touch=weeks(12, 8))
    assert found.status == "clear"
    assert (found.values["weeks_met"], found.values["weeks"], found.values["cadence"]) == (
        8,
        12,
        pytest.approx(2 / 3),
    )
    assert (found.values["low"], found.values["high"]) == stats.wilson(8, 12)
    assert found.values["low"] == pytest.approx(0.48, abs=0.01), (
        "the design: 8 of 12 still means 48 to 81 %"
    )
    assert found.values["gentle_share"] == pytest.approx(5 / 9)
    assert (found.values["people"], found.values["new_people"], found.values["contacts"]) == (
        2,
        2,
        20,
    )
    assert found.values["top_three_share"] == 1


@pytest.mark.parametrize(
    ("n", "status"), [(3, "not_yet"), (4, "hint"), (11, "hint"), (12, "clear")]
)
def test_gates_at_their_borders(n: int, status: str) -> None:
    found = run("connections", year(2025, as_of="2025-12-31"), touch=weeks(n, n))
    assert (found.status, found.n) == (status, n)
    assert ("?" in found.statement) is (status == "hint")
    assert bool(found.needs) is (status != "clear")


def test_a_week_without_any_line_is_unknown_and_with_one_it_is_zero() -> None:
    touch = weeks(4, 4)
    period = year(2025, as_of="2025-02-09")
    unknown = run("connections", period, touch=touch)
    assert (unknown.values["weeks"], unknown.values["cadence"]) == (4, 1)
    note = [{"date": MONDAYS[4], "word": "note", "text": "x"}]
    known = run("connections", period, touch=touch, entry=note)
    assert (known.values["weeks"], known.values["cadence"]) == (5, 0.8)
    declared = run("connections", period, Settings(complete=("touch",)), touch=touch)
    assert (declared.values["weeks"], declared.values["cadence"]) == (5, 0.8)


def test_only_meaningful_contacts_count_and_people_count_once_a_week() -> None:
    touch = [met(day, "ann") for day in MONDAYS[:4]] + [
        met("2025-01-07", "ann"),
        met("2025-01-07", "eve", meaningful=None),
    ]
    found = run("connections", touch=touch)
    assert found.table["contacts"].tolist()[:4] == [1, 1, 1, 1]


def test_a_partly_paused_week_needs_and_counts_its_share() -> None:
    """Paused Wednesday to Sunday: 2 of 7 days are left, so one person is more than 2 x 2/7."""
    touch = [*weeks(4, 4), met(MONDAYS[4], "ann")]
    period = year(2025, as_of="2025-02-09", pauses=[("2025-02-05", "2025-02-09")])
    found = run("connections", period, touch=touch)
    assert found.values["weeks"] == pytest.approx(4 + 2 / 7)
    assert found.values["cadence"] == pytest.approx(1)
    assert "4 of 4 known weeks (part weeks counted in part) reached" in found.statement
    whole = run("connections", year(2025, as_of="2025-02-02"), touch=weeks(4, 4))
    assert "4 of 4 known weeks reached" in whole.statement


def test_new_people_are_those_never_met_before() -> None:
    touch = [met("2024-05-01", "ann"), *weeks(4, 2)]
    found = run("connections", touch=touch)
    table = found.table[found.table["known"]]
    assert (table["new"].tolist(), table["renewed"].tolist()) == ([1, 0, 0, 0], [1, 2, 1, 1])


def test_somebody_unnamed_is_one_person() -> None:
    found = run("connections", touch=[met(day) for day in MONDAYS[:4]])
    assert found.table["contacts"].dropna().tolist() == [1, 1, 1, 1]
    assert found.values["people"] == 0


def test_no_name_leaves_the_log() -> None:
    found = run("connections", touch=weeks(12, 12))
    text = found.statement + found.needs + found.table.to_csv() + str(found.values)
    assert "ann" not in text
    assert "bob" not in text


def said(found: Measure, *words: str) -> Statement:
    """The one further sentence with these words in it."""
    [one] = [each for each in found.more if all(word in each.text for word in words)]
    return one


@pytest.mark.parametrize(("n", "status"), [(11, "hint"), (12, "clear")])
def test_the_gentle_form_is_a_sentence_of_its_own(n: int, status: str) -> None:
    """All weeks with two people: each of the n - 3 runs of four weeks reaches eight."""
    one = said(run("connections", touch=weeks(n, n)), "runs of 4")
    assert (one.status, one.n) == (status, n - 3)
    assert f"f {n - 3} runs of 4 known weeks, {n - 3} reached" in one.text
    assert (one.text.endswith("?"), bool(one.needs)) == (status == "hint", status == "hint")


def test_the_three_people_met_most_often() -> None:
    """Of 12 weeks 6 with ann, 3 with bob, 2 with cat, 1 with dan: 11 of 12 contacts are with three of four people."""
    who = ["ann"] * 6 + ["bob"] * 3 + ["cat"] * 2 + ["dan"]
    touch = [met(day, name) for day, name in zip(MONDAYS, who, strict=False)]
    one = said(run("connections", touch=touch), "three people")
    assert (one.status, one.n) == ("clear", 12)
    assert "92% of the contacts, out of 4 people" in one.text
    three = run("connections", touch=[row for row in touch if row["person"] != "dan"])
    assert not [each for each in three.more if "three people" in each.text], "three of three say nothing"  # fmt: skip


def test_everyone_named_counts_not_only_the_first() -> None:
    touch = [{**met(day), "person": "ann", "people": ["ann", "bob", "ann"]} for day in MONDAYS[:4]]
    assert run("connections", touch=touch).table["contacts"].dropna().tolist() == [2, 2, 2, 2]


def test_it_rests_on_the_meaningful_contacts_of_the_year() -> None:
    touch = [met(day, "ann", id=day) for day in MONDAYS[:4]]
    touch += [met("2024-05-01", "ann", id="old"), met("2025-01-07", "eve", meaningful=None, id="x")]
    assert run("connections", touch=touch).evidence == tuple(MONDAYS[:4])


@pytest.mark.parametrize(
    ("good", "effect"), [(12, math.pi / 2 - 2 * math.asin(math.sqrt(1 - 12 / (12 + Z2)))), (6, 0)]
)
def test_the_effect_is_that_of_the_nearer_end(good: int, effect: float) -> None:
    """12 of 12: Wilson's lower end is 12 / (12 + z^2), by symmetry as far above one half as z^2 / (12 + z^2) below it."""
    assert run("connections", touch=weeks(12, good)).effect == pytest.approx(effect)


def test_names_to_write_to_while_there_is_no_claim_or_fewer_than_half_of_the_weeks() -> None:
    """Ann was met every week, bob in the first: with 12 good weeks nobody is named, with 11 weeks both are."""
    period = year(2025, as_of="2025-12-31")
    assert run("connections", period, touch=weeks(12, 12)).rows.empty
    assert run("connections", period, touch=weeks(11, 1)).rows["label"].tolist() == ["@ann", "@bob"]
    assert run("connections", period, touch=weeks(12, 5)).rows["label"].tolist() == ["@ann", "@bob"]


def test_the_two_met_most_often_and_not_just_now() -> None:
    """On 30 June: cat twice in March, dan once in May, eve once in April, bob three times but last week, old in 2022."""
    touch = [met("2025-03-03", "cat", id="c1"), met("2025-03-10", "cat", id="c2")]
    touch += [met("2025-05-05", "dan", id="d"), met("2025-04-07", "eve", id="e")]
    touch += [met(day, "bob", id=f"b{day}") for day in ("2025-06-09", "2025-06-16", "2025-06-23")]
    touch += [met("2022-01-03", "old", id="o"), met("2022-01-10", "old", id="o2")]
    rows = run("connections", year(2025, as_of="2025-06-30"), touch=touch).rows
    assert rows["label"].tolist() == ["@cat", "@eve"]
    assert rows["id"].tolist() == ["c2", "e"]
    assert "2 contacts in two years, the last 112 days ago" in rows["text"].tolist()[0]
    assert rows["share"].tolist() == [[], []], "names are for the owner alone"


@pytest.mark.parametrize(("day", "named"), [("2025-06-16", True), ("2025-06-17", False)])
def test_two_weeks_are_just_now(day: str, named: bool) -> None:
    """On 1 July: 15 days ago and 14 days ago."""
    rows = run("connections", year(2025, as_of="2025-07-01"), touch=[met(day, "ann", id="a")]).rows
    assert bool(len(rows)) is named


LONG = days("2024-01-01", 104, 7)


@pytest.mark.parametrize(
    ("before", "now", "about"),
    [(20, 40, "changed"), (26, 40, ""), (20, 26, ""), (24, 31, "")],
)
def test_a_target_that_most_weeks_meet_and_did_not_before_is_newly_met(
    before: int, now: int, about: str
) -> None:
    """Of 52 weeks each year: from under half to beyond chance over half, and the difference beyond chance too."""
    good = {*LONG[:before], *LONG[52 : 52 + now]}
    touch = [met(day, "ann", *(["bob"] if day in good else []), id=day) for day in LONG]
    found = run("connections", year(2025, as_of="2025-12-31"), touch=touch)
    newly = [each for each in found.more if "newly met" in each.text]
    assert [each.about for each in newly] == [about] * bool(about)
    if about:
        assert newly[0].text == (
            "The target of 2 meaningful contacts is newly met in most weeks: in 39 of 51 known weeks, "
            "after 20 of 52 in the same days of the year before."
        )


@pytest.mark.parametrize(("good", "about"), [(0, "stuck"), (3, "stuck"), (6, "")])
def test_a_target_missed_in_most_weeks_is_where_one_is_stuck(good: int, about: str) -> None:
    """0 and 3 of 12 weeks lie below one half with their whole interval, 6 of 12 do not."""
    assert run("connections", touch=weeks(12, good)).about == about
