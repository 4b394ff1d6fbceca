"""Year over year: ratios, differences, coverage, chance, slopes over ten years."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from careerkit import stats
from careerkit.measure import Measure, Statement
from careerkit.measures import year_over_year as part
from careerkit.settings import Settings
from tests.measures.frames import days, run, year

# Nineteen whole weeks in the days up to 25 May of each year.
WEEKS = {2025: days("2025-01-06", 19, 7), 2024: days("2024-01-08", 19, 7)}
MAY = year(2025, as_of="2025-05-25")
# Half of a 90 % interval, in standard errors.
Z = 1.6448536269514722


def lines(at: int, per_week: float, word: str = "win", weeks: int = 19, **other: Any) -> list[dict[str, Any]]:  # fmt: skip
    """So many lines in each of the first weeks of a year, on its first days; a half is one in every second week."""
    return [
        {"id": f"{word} {day}", "date": day, "word": word, "text": "secret", **other}
        for i, monday in enumerate(WEEKS[at][:weeks])
        for day in days(monday, math.floor((i + 1) * per_week) - math.floor(i * per_week))
    ]


def told(found: Measure, words: str) -> Statement:
    [one] = [said for said in found.more if words.casefold() in said.text.casefold()]
    return one


def row(found: Measure, what: str, at: int) -> dict[str, Any]:
    return found.table.set_index(["what", "year"]).loc[(what, at)].to_dict()


def test_a_ratio_by_hand() -> None:
    """19 wins in 19 weeks and then 57: equal weeks, so phi = 1 and the log error is sqrt(1/19.5 + 1/57.5)."""
    found = run("year_over_year", MAY, entry=lines(2024, 1) + lines(2025, 3))
    half = math.exp(Z * math.sqrt(1 / 19.5 + 1 / 57.5))
    ratio = 57.5 / 19.5
    assert found.values["wins_ratio"] == pytest.approx(ratio)
    assert (found.values["wins_low"], found.values["wins_high"]) == pytest.approx((ratio / half, ratio * half))  # fmt: skip
    said = told(found, "Wins")
    assert (said.status, said.n) == ("clear", 76)
    assert said.text.startswith("Wins: 3.00 a week against 1.00 in 2024, 2.95 times as many")
    assert len(said.evidence) == 76
    assert (found.status, found.n) == ("clear", 38)
    assert row(found, "Wins", 2025)["value"] == 3
    assert (row(found, "Wins", 2024)["n"], row(found, "Wins", 2024)["comparable"]) == (19, True)


def test_the_headline_says_how_many_would_move_by_chance() -> None:
    """Wins, forward moves and lines are the same lines here: three comparisons, all moved; a tenth of three is 0.3."""
    found = run("year_over_year", MAY, entry=lines(2024, 1) + lines(2025, 3))
    assert (found.values["comparisons"], found.values["clear_changes"]) == (3, 3)
    assert found.values["expected_by_chance"] == pytest.approx(0.3)
    assert found.statement == "3 of 3 comparisons with 2024 moved beyond chance; if nothing had changed, about 0.3 would."  # fmt: skip
    z = math.log(57.5 / 19.5) / math.sqrt(1 / 19.5 + 1 / 57.5)
    assert found.effect == pytest.approx(z / math.sqrt(38))


def test_what_chance_can_make_is_a_question() -> None:
    found = run("year_over_year", MAY, entry=lines(2024, 1) + lines(2025, 1.2))
    said = told(found, "wins")
    assert (said.status, found.values["clear_changes"], found.effect) == ("hint", 0, 0)
    assert said.text.startswith("Did wins change?")
    assert said.needs
    assert found.statement.startswith("None of 3 comparisons with 2024")


def test_what_is_missing_is_said_in_full_once() -> None:
    """Wins, forward moves and lines: three questions, or three that the coverage forbids, or too few weeks."""
    for entry in (
        lines(2024, 1) + lines(2025, 1.2),
        lines(2024, 1) + lines(2025, 3, weeks=14),
        lines(2024, 1, weeks=7) + lines(2025, 1, weeks=7),
    ):
        found = run("year_over_year", MAY, entry=entry)
        needs = [said.needs for said in found.more if said.n]
        assert len(needs) == 3
        assert len(needs[0]) > 40
        assert [len(one) < 30 for one in needs[1:]] == [True, True]


def test_a_clear_change_is_about_a_change_and_a_question_is_not() -> None:
    clear = run("year_over_year", MAY, entry=lines(2024, 1) + lines(2025, 3))
    asked = run("year_over_year", MAY, entry=lines(2024, 1) + lines(2025, 1.2))
    assert [said.about for said in clear.more if said.n] == ["changed"] * 3
    assert not [said for said in (*asked.statements, clear.headline) if said.about]


@pytest.mark.parametrize(("hours", "status"), [(22.5, "hint"), (23.5, "clear")])
def test_a_change_below_15_percent_is_none_however_sure(hours: float, status: str) -> None:
    """20 hours a week against 22.5 (+ 12 %) and 23.5 (+ 17 %): both intervals lie above 1."""
    learning = [
        {"id": day, "date": day, "title": "x", "hours": 20.0 if at == 2024 else hours}
        for at in WEEKS for day in WEEKS[at]
    ]  # fmt: skip
    found = run("year_over_year", MAY, learning=learning)
    assert found.values["learning_hours_low"] > 1  # type: ignore[operator]
    assert told(found, "hours of learning").status == status


@pytest.mark.parametrize(("weeks", "comparable"), [(15, True), (14, False)])
def test_coverage_more_than_20_points_apart_is_not_comparable(weeks: int, comparable: bool) -> None:
    """Of 146 days 133 are known, 91 %; 15 of the 19 weeks are 105 of 145 days, 72 %; 14 are 68 %."""
    evenings = [
        {"date": day, "name": "x", "kept": at == 2024}
        for at, most in ((2024, 19), (2025, weeks)) for day in WEEKS[at][:most]
    ]  # fmt: skip
    found = run("year_over_year", MAY, entry=lines(2024, 1) + lines(2025, 3, weeks=weeks), boundary=evenings)  # fmt: skip
    said = told(found, "Wins")
    assert said.status == ("clear" if comparable else "not_comparable")
    assert row(found, "Wins", 2024)["comparable"] is comparable
    assert found.status == ("clear" if comparable else "not_comparable")
    assert found.values["not_comparable"] == (0 if comparable else 3)
    assert told(found, "Evenings kept").status == "clear", "shares are shown all the same"
    assert "wins_ratio" in found.values if comparable else "wins_ratio" not in found.values


def test_a_week_without_a_line_is_unknown_and_not_idle() -> None:
    """Three silent weeks take nothing from the rate; with a note in them they are known to have no win."""
    silent = lines(2024, 1) + lines(2025, 2, weeks=16)
    found = run("year_over_year", MAY, entry=silent)
    assert row(found, "Wins", 2025)["value"] == 2
    notes = [{"id": day, "date": day, "word": "note", "text": "x"} for day in WEEKS[2025][16:]]
    known = run("year_over_year", MAY, entry=silent + notes)
    assert row(known, "Wins", 2025)["value"] == pytest.approx(32 / 19)


def test_a_stream_declared_complete_has_no_unknown_weeks() -> None:
    """From the first contact on, 8 January 2024: 19 of the 20 weeks up to 25 May have one; the day before it counts no more."""
    touch = [
        {"id": day, "date": day, "text": "x", "person": "ann", "meaningful": True, "source": "ics"}
        for at in WEEKS for day in WEEKS[at][::2]
    ]  # fmt: skip
    open_, complete = (
        run("year_over_year", MAY, Settings(complete=names), touch=touch, entry=lines(2024, 1, weeks=1) + lines(2025, 1, weeks=1))
        for names in ((), ("touch",))
    )  # fmt: skip
    assert row(open_, "People met", 2025)["value"] == 1
    assert row(complete, "People met", 2025)["value"] == pytest.approx(10 / (145 / 7))


@pytest.mark.parametrize(("weeks", "status"), [(7, "not_yet"), (8, "hint")])
def test_eight_known_weeks_in_both_years(weeks: int, status: str) -> None:
    found = run("year_over_year", MAY, entry=lines(2024, 1, weeks=weeks) + lines(2025, 1, weeks=weeks))  # fmt: skip
    assert told(found, "wins").status == status
    assert found.status == ("clear" if status == "hint" else "not_yet")


@pytest.mark.parametrize(("n", "tested"), [(4, False), (5, True)])
def test_five_cases_in_both_years(n: int, tested: bool) -> None:
    """All kept, then none: Newcombe's 90 % interval of 0 of 5 less 5 of 5."""
    evenings = [
        {"id": f"{at} {day}", "date": day, "name": "x", "kept": at == 2024}
        for at in WEEKS for day in days(WEEKS[at][0], n)
    ]  # fmt: skip
    found = run("year_over_year", MAY, boundary=evenings)
    said = told(found, "evenings kept")
    assert (said.status, said.n) == ("clear" if tested else "not_yet", 2 * n)
    if tested:
        expected = stats.newcombe(5, 5, 0, 5, level=0.9)
        names = ("difference", "low", "high")
        assert tuple(found.values[f"evenings_{name}"] for name in names) == expected
        assert said.text.startswith("Evenings kept: 0% against 100% in 2024")


def test_the_shares_have_their_own_cases() -> None:
    """Outcomes 5 of 5 against 0 of 5; milestones 5 of 5 against 0 of 5; all weeks of 2025 met the target of two, none of 2024."""
    entry = [
        {**one, "impact": "x", **({"impact_before": 1.0, "impact_after": 2.0} if at == 2025 else {})}
        for at in WEEKS for one in lines(at, 1, weeks=5)
    ]  # fmt: skip
    goal = [
        {"id": f"g{at}{i}", "slug": f"m{at}{i}", "parent": "g", "due": f"{at}-05-0{i + 1}", "set_on": f"{at}-01-01"}
        for at in WEEKS for i in range(5)
    ]  # fmt: skip
    event = [{"date": "2025-04-01", "slug": f"m2025{i}", "event": "done"} for i in range(5)]
    touch = [
        {"id": f"{day}{who}", "date": day, "text": "x", "person": who, "meaningful": True}
        for at, most in ((2024, 1), (2025, 2)) for day in WEEKS[at] for who in ("ann", "bob")[:most]
    ]  # fmt: skip
    found = run("year_over_year", MAY, entry=entry, goal=goal, goal_event=event, touch=touch)
    assert {name: found.values[f"{name}_difference"] for name in ("measured", "milestones", "cadence")} == {
        "measured": 1, "milestones": 1, "cadence": 1,
    }  # fmt: skip
    assert told(found, "met the target of contacts").n == 38


def test_the_nearest_earlier_year_with_a_line_is_the_one() -> None:
    """2024 is empty: 2023 is compared with; its 9 January is a Monday."""
    old = [{**one, "date": day} for one, day in zip(lines(2024, 1), days("2023-01-09", 19, 7), strict=True)]  # fmt: skip
    found = run("year_over_year", MAY, entry=old + lines(2025, 3))
    assert (found.values["years"], found.values["against"]) == (2, 2023)
    assert "in 2023" in told(found, "Wins").text


def test_only_the_same_days_count() -> None:
    """Wins of last June are no part of the days up to 25 May."""
    june = [{"id": day, "date": day, "word": "win", "text": "x"} for day in days("2024-06-03", 60)]
    one = run("year_over_year", MAY, entry=lines(2024, 1) + lines(2025, 3))
    two = run("year_over_year", MAY, entry=lines(2024, 1) + lines(2025, 3) + june)
    assert one.values == two.values


def test_alone_a_year_waits_for_a_second() -> None:
    found = run("year_over_year", MAY, entry=lines(2025, 1))
    assert (found.status, found.n) == ("not_yet", 19)
    assert "Two years" in found.needs
    assert found.table["year"].unique().tolist() == [2025]
    before = run("year_over_year", MAY, entry=lines(2024, 1))
    assert (before.status, before.n) == ("not_yet", 0), "nothing of this year"


# ---- many years --------------------------------------------------------------------------------------


def many(years: int, step: int = 1) -> list[dict[str, Any]]:
    """One win a week in the first year and `step` more in each after it, in 20 weeks up to May."""
    rows = []
    for i in range(years):
        monday = date(2025 - years + 1 + i, 1, 8)
        monday = date.fromordinal(monday.toordinal() - monday.weekday())
        rows += [
            {"id": day, "date": day, "word": "win", "text": "x"}
            for week in days(monday.isoformat(), 18, 7)
            for day in days(week, 1 + i * step if step > 0 else years + i * step)
        ]
    return rows


@pytest.mark.parametrize(("years", "status"), [(2, None), (3, "hint"), (4, "hint"), (5, "clear")])
def test_a_direction_may_be_claimed_from_five_years(years: int, status: str | None) -> None:
    """One win a week more each year: the slope is 1; of 120 orders of five years one rises all along, so p is about 2/120."""
    found = run("year_over_year", MAY, entry=many(years))
    assert found.values.get("wins_slope") == (None if status is None else pytest.approx(1))
    said = [one for one in found.more if "direction" in one.text]
    assert [one.status for one in said] == ([] if status is None else [status])
    if said:
        words = {"hint": "Of 3 things counted, 3 rose and 0 fell", "clear": "in one direction, up: forward moves, lines of what happened, wins."}  # fmt: skip
        assert words[str(status)] in said[0].text
        assert (said[0].n, said[0].about) == (years, "changed" if status == "clear" else "")


def test_the_table_has_the_slope_of_each_thing_once() -> None:
    """Three years of 1, 2 and 3 wins a week: a slope of 1 in the row of the last of them."""
    found = run("year_over_year", MAY, entry=many(3))
    wins = found.table[found.table["what"] == "Wins"]
    assert wins["slope"].fillna(0).tolist() == pytest.approx([0, 0, 1])
    two = run("year_over_year", MAY, entry=many(2))
    assert two.table["slope"].isna().all()
    assert part.VERSION == "2", "the first version had no slope in its table"


def test_a_fall_is_a_direction_too() -> None:
    found = run("year_over_year", MAY, entry=many(5, -1))
    assert found.values["wins_slope"] == pytest.approx(-1)
    said = told(found, "moved in one direction")
    assert (said.status, "in one direction, down: forward moves" in said.text) == ("clear", True)


def test_ten_years_are_shown_and_the_eleventh_is_not() -> None:
    assert part.GATES["most_years"] == 10
    eleven = many(7) + [
        {"id": day, "date": day, "word": "win", "text": "x"}
        for at in (2015, 2016, 2017, 2018)
        for day in days(f"{at}-01-12", 18, 7)
    ]
    found = run("year_over_year", MAY, entry=eleven)
    assert found.values["years"] == 10
    assert found.table["year"].min() == 2016
    assert len(found.table) == 30


def test_a_year_with_other_coverage_has_no_part_in_the_slope() -> None:
    """2023 has eight weeks of 200 wins and is left out: three comparable years stay."""
    rows = [row for row in many(4) if not row["date"].startswith("2023")]
    rows += [
        {"id": f"{day}{i}", "date": day, "word": "win", "text": "x"}
        for day in days("2023-01-09", 8, 7)
        for i in range(25)
    ]
    found = run("year_over_year", MAY, entry=rows)
    assert row(found, "Wins", 2023)["comparable"] is False
    assert found.values["wins_slope"] == pytest.approx(1)


# ---- what every section promises ---------------------------------------------------------------------


def test_order_and_names_change_nothing() -> None:
    entry = lines(2024, 1) + lines(2025, 3)
    touch = [{"id": f"t{day}", "date": day, "text": "secret", "person": "secret", "meaningful": True} for at in WEEKS for day in WEEKS[at]]  # fmt: skip
    one, two = (run("year_over_year", MAY, entry=entry[::turn], touch=touch[::turn]) for turn in (1, -1))  # fmt: skip
    assert (one.statement, one.values, one.more) == (two.statement, two.values, two.more)
    assert one.table.equals(two.table)
    spoken = one.statement + one.needs + str(one.values) + one.table.to_csv()
    assert "secret" not in spoken + "".join(said.text + said.needs for said in one.more)


@pytest.mark.parametrize("start", ["2025-02-03", "2024-02-05"])
def test_a_pause_in_an_empty_fortnight_changes_no_rate(start: str) -> None:
    fortnight = set(days(start, 14))
    entry = [one for one in lines(2024, 1) + lines(2025, 3) if one["date"] not in fortnight]
    paused = year(2025, as_of="2025-05-25", pauses=[(start, max(fortnight))])
    one, two = (run("year_over_year", period, entry=entry) for period in (MAY, paused))
    assert one.values == pytest.approx(two.values)
    assert [said.status for said in one.more] == [said.status for said in two.more]


def test_scaled_hours_are_the_same_ratio() -> None:
    """Twice the hours in both years; the halves that are added to the sums make the last 1 % of difference."""

    def ratio(scale: float) -> float:
        learning = [
            {"id": day, "date": day, "title": "x", "hours": scale * (2 if at == 2024 else 4)}
            for at in WEEKS for day in WEEKS[at]
        ]  # fmt: skip
        return float(run("year_over_year", MAY, learning=learning).values["learning_hours_ratio"])  # type: ignore[arg-type]

    assert ratio(2) == pytest.approx(ratio(1), rel=0.01)
