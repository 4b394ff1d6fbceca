"""Energisers and drainers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd
import pytest
from scipy import stats as scipy_stats

from careerkit.measure import Measure, Status
from tests.measures.frames import days, run, year

MONDAYS = days("2025-01-06", 50, 7)
Row = dict[str, Any]


def line(day: str, plus: int, energy: int | None, *tags: str, **other: Any) -> Row:
    """A line `plus` days after a Monday."""
    date = days(day, plus + 1)[-1]
    row = {"id": f"{date} {tags}", "date": date, "word": "did", "text": "t", "energy": energy}
    return {**row, "tags": list(tags), **other}


def weeks(mondays: Iterable[str], gym: int = 1) -> list[Row]:
    """A week: gym at +1 (1 h), admin at 0 (3 h), two untagged lines at 0 (2 h each)."""
    return [
        row
        for day in mondays
        for row in (
            line(day, 0, gym, "gym", hours=1.0),
            line(day, 1, 0, "admin", hours=3.0),
            line(day, 2, 0, hours=2.0),
            line(day, 3, 0, hours=2.0),
        )
    ]


def label(found: Measure, name: str) -> dict[Any, Any]:
    return found.table[found.table["label"] == name].to_dict("records")[0]


def test_numbers_by_hand() -> None:
    """20 weeks. Gym: 1 less the mean of admin and two others, 0, so D = 1; shown 20/28.

    Admin: 0 less the mean of 1, 0, 0, so D = -1/3, shown -20/84, which is under 0.25. Neither spreads,
    so se is that of the rounding, sqrt(1/12/20).
    """
    found = run("energy", entry=weeks(MONDAYS[:20]))
    assert (found.status, found.n) == (Status.CLEAR, 80)
    assert found.statement == (
        "Of 2 tags and skills tested, 1 went with higher and none with lower energy than the weeks around them, beyond chance."
    )
    gym, admin = label(found, "gym"), label(found, "admin")
    assert (gym["n"], gym["weeks"], gym["status"]) == (20, 20, "clear")
    assert (gym["difference"], gym["shrunk"]) == pytest.approx((1, 20 / 28))
    se = math.sqrt(1 / 240)
    half = scipy_stats.t.ppf(0.9, 19) * se * math.sqrt(20 / 28)
    assert (gym["low"], gym["high"]) == pytest.approx((20 / 28 - half, 20 / 28 + half), abs=1e-3)
    assert (admin["difference"], admin["shrunk"]) == pytest.approx((-1 / 3, -20 / 84))
    assert admin["status"] == "not_yet"
    assert found.effect == pytest.approx(math.sqrt(240 / (240 + 19)))


def test_a_clear_label_cites_its_own_entries_and_no_others() -> None:
    found = run("energy", entry=weeks(MONDAYS[:20]))
    assert found.evidence == tuple(f"{day} ('gym',)" for day in MONDAYS[:20])


def test_the_budget_by_hand() -> None:
    """20 weeks with 1 h gym and 3 h admin, untagged hours left out: a quarter gives energy, of drains nothing is known.

    The last of 13 Mondays of the first quarter is its last day, so that week's admin is in the second: 13 and 36, 7 and
    24 hours; 13/49 and 7/31 give energy.
    """
    found = run("energy", entry=weeks(MONDAYS[:20]))
    values = found.values
    assert (values["energiser_hours_share"], values["neither_hours_share"]) == (0.25, 0.75)
    assert (values["drainer_hours_share"], values["both_hours_share"]) == (None, None)
    assert (values["hours"], values["hours_n"], values["hours_before"]) == (80, 40, 0)
    budget = found.table[found.table["side"].notna()].set_index(["quarter", "side"])["side_hours"]
    assert budget["2025 Q1"].to_dict() == {
        "gives energy": 13,
        "both": 0,
        "neither": 36,
        "drains": 0,
    }
    assert budget["2025 Q2"].to_dict() == {"gives energy": 7, "both": 0, "neither": 24, "drains": 0}
    said = [statement.text for statement in found.more]
    assert "Of 80 hours with a tag 25% went to what clearly gives energy, 75% to neither." in said
    assert "Quarter by quarter, 27%, 23% of these hours went to what clearly gives energy." in said


def test_both_sides_and_the_year_before() -> None:
    """2024 and 2025, 20 weeks each: tax drains (3 h), gym gives (1 h), and one line carries both (4 h) at 0."""
    entry = [
        row
        for day in [*days("2024-01-01", 20, 7), *MONDAYS[:20]]
        for row in (
            line(day, 0, 2, "gym", hours=1.0),
            line(day, 1, -2, "tax", hours=3.0),
            *(line(day, plus, 0) for plus in (2, 3, 4)),
        )
    ] + [line(day, 5, 0, "gym", "tax", hours=4.0) for day in MONDAYS[:1]]
    values = run("energy", entry=entry).values
    assert (values["clear_energisers"], values["clear_drainers"]) == (1, 1)
    shares = [values[f"{side}_hours_share"] for side in ("energiser", "drainer", "both", "neither")]
    assert shares == pytest.approx([20 / 84, 60 / 84, 4 / 84, 0])
    assert values["energiser_hours_share_before"] == 20 / 80
    assert values["hours_n_before"] == 40


@pytest.mark.parametrize(
    ("n", "hours", "moved"), [(20, 27.0, True), (20, 3.0, False), (9, 27.0, False)]
)
def test_a_share_that_differs_beyond_chance_is_told_as_a_change(
    n: int, hours: float, moved: bool
) -> None:
    """Gym 1 h a week and tax 27 h in 2024, 3 h in 2025: a quarter of the hours after 4 %; it takes ten weeks in each year."""
    entry = [
        one
        for year_of, first, tax in ((n, "2024-01-01", hours), (20, "2025-01-06", 3.0))
        for day in days(first, year_of, 7)
        for one in (
            line(day, 0, 2, "gym", hours=1.0),
            line(day, 1, -2, "tax", hours=tax),
            *(line(day, plus, 0) for plus in (2, 3, 4)),
        )
    ]
    found = run("energy", entry=entry)
    changed = [said for said in found.more if said.about]
    assert [(said.about, said.status, said.n) for said in changed] == [
        ("changed", "clear", 80)
    ] * 2 * moved
    if moved:
        assert changed[0].text.startswith(
            "Of the hours with a tag more went to what clearly gives energy than a year before: 25% of 80 hours (80% interval "
        )
        assert "after 4% of 560 hours" in changed[0].text
        assert "less went to what clearly drains than a year before: 75%" in changed[1].text


def test_what_drained_in_spring_is_not_what_drains_of_late() -> None:
    """Tax, 3 h a week, ends in June; from 1 July on dish, 1 h on 25 Tuesdays, and gym, 1 h on 24 Mondays."""
    rows = [
        one
        for day in MONDAYS
        for one in (
            line(day, 0, 2, "gym", hours=1.0),
            line(day, 1, -2, *(("tax",) if day < "2025-06-30" else ("dish",)), hours=3.0 if day < "2025-06-30" else 1.0),
            line(day, 2, 0, hours=2.0),
        )
    ]  # fmt: skip
    found = run("energy", entry=rows)
    assert (label(found, "tax")["status"], label(found, "dish")["status"]) == ("clear", "clear")
    assert (found.values["drainer_hours_share_late"], found.values["hours_n_late"]) == (25 / 49, 49)
    assert label(found, "tax")["hours"] == 75
    assert math.isnan(label(found, "tax")["hours_late"])
    assert label(found, "dish")["hours_late"] == 25


def test_twice_the_hours_double_hours_and_leave_shares() -> None:
    once = run("energy", entry=weeks(MONDAYS[:20]))
    twice = run("energy", entry=[{**row, "hours": 2 * row["hours"]} for row in weeks(MONDAYS[:20])])
    pd.testing.assert_series_equal(2 * once.table["hours"], twice.table["hours"])
    pd.testing.assert_series_equal(2 * once.table["side_hours"], twice.table["side_hours"])
    pd.testing.assert_series_equal(once.table["of_hours"], twice.table["of_hours"])
    hours = {"hours", "hours_before"}
    assert {k: v for k, v in once.values.items() if k not in hours} == {
        k: v for k, v in twice.values.items() if k not in hours
    }


def test_the_gate_of_forty_rated_entries() -> None:
    rows = weeks(MONDAYS[:10])
    assert run("energy", entry=rows).status is Status.CLEAR
    short = run("energy", entry=rows[:-1])
    assert (short.status, short.n) == (Status.NOT_YET, 39)
    assert "there are 39 in 10" in short.needs


def test_the_gate_of_ten_weeks() -> None:
    """Nine weeks with five lines each are 45 entries, still too few weeks."""
    rows = [*weeks(MONDAYS[:9]), *(line(day, 4, 0) for day in MONDAYS[:9])]
    found = run("energy", entry=rows)
    assert (found.status, found.n) == (Status.NOT_YET, 45)
    assert "45 in 9" in found.needs


def test_the_gate_of_this_year() -> None:
    """Last year's ratings alone say nothing of this year."""
    found = run("energy", year(2026, as_of="2026-03-01"), entry=weeks(MONDAYS))
    assert found.status is Status.NOT_YET
    assert "this year" in found.needs


def test_below_the_gate_labels_are_counted_and_not_compared() -> None:
    """Six weeks: 6 of each, by name, without a difference; a label is the person's own word, so its row is private."""
    found = run("energy", entry=weeks(MONDAYS[:6]))
    assert found.table["label"].tolist() == ["admin", "gym"]
    assert found.table["n"].tolist() == [6, 6]
    assert found.table[["difference", "low", "high", "shrunk"]].isna().all(axis=None)
    assert found.table["share"].tolist() == [[], []]
    assert found.table["side"].isna().all()


@pytest.mark.parametrize(("n", "tested"), [(7, 1), (8, 2)])
def test_a_label_needs_eight_entries(n: int, tested: int) -> None:
    rows = weeks(MONDAYS[:20]) + [line(day, 4, 2, "choir") for day in MONDAYS[:n]]
    rows = [row for row in rows if "admin" not in row["tags"]]
    assert run("energy", entry=rows).values["tested"] == tested


def test_a_label_needs_five_weeks() -> None:
    rows = [row for row in weeks(MONDAYS[:20]) if "admin" not in row["tags"]]
    four = [line(day, plus, 2, "choir") for day in MONDAYS[:4] for plus in (4, 5)]
    assert run("energy", entry=rows + four).values["tested"] == 1
    five = [*four, line(MONDAYS[4], 4, 2, "choir")]
    assert run("energy", entry=rows + five).values["tested"] == 2


def noisy(values: list[int]) -> list[Row]:
    """Twelve weeks with ten plain lines at 0; `choir` with these values, one a week, and `desk` at 0, tested too."""
    rows = [line(day, 1, 0, id=f"{day} {i}") for day in MONDAYS[:12] for i in range(10)]
    rows += [line(day, 2, 0, "desk") for day in MONDAYS[:12]]
    return rows + [line(day, 3, e, "choir") for day, e in zip(MONDAYS, values, strict=False)]


def test_beyond_chance_for_one_label_but_not_for_two_is_a_question() -> None:
    """D = 1, deviations of 1 in 8 weeks: se = sqrt(8/7 x 8) / 8 = 0.378, t = 2.65, p = 0.033 with 7 df.

    With two labels tested q = 0.066 > 0.05.
    """
    found = run("energy", entry=noisy([2, 2, 0, 0, 2, 0, 0, 2]))
    assert found.status is Status.HINT
    assert (
        found.statement
        == "Of 2 tags and skills tested, does energy differ with 1 of them, or is that chance?"
    )
    assert found.evidence == tuple(f"{days(day, 4)[-1]} ('choir',)" for day in MONDAYS[:8])
    assert found.values["hints"] == 1
    assert found.values["neither_hours_share"] is None
    assert found.effect == 0


def test_nothing_beyond_chance_is_not_yet_and_says_so() -> None:
    """+1 and -1 in turn: D = 0."""
    found = run("energy", entry=noisy([1, -1, 1, -1, 1, -1, 1, -1]))
    assert found.status is Status.NOT_YET
    assert found.statement.startswith("Of 2 tags and skills tested, none went with")
    assert found.table["side"].isna().all()


def test_a_small_difference_is_no_finding() -> None:
    """20 weeks, D = 1/3: p is tiny, but 20/84 is under 0.25 (admin, seen from below)."""
    rows = weeks(MONDAYS[:20])
    found = run("energy", entry=rows)
    assert found.values["clear_drainers"] == 0
    assert label(found, "admin")["status"] == "not_yet"


def test_this_year_alone_may_point_the_other_way() -> None:
    """30 weeks of 2024 with gym at +1, then 10 of 2025 at -1: pooled D = 0.5, this year -1."""
    rows = weeks(days("2024-01-01", 30, 7)) + weeks(MONDAYS[:10], gym=-1)
    found = run("energy", entry=rows)
    gym = label(found, "gym")
    assert (gym["difference"], gym["status"]) == (pytest.approx(0.5), "clear")
    assert not gym["same_sign_this_year"]
    assert found.more[0].text == "This year alone points the same way for 0 of these 1."
    assert found.more[0].n == 10


def test_what_lies_more_than_two_years_back_is_left_out() -> None:
    old = weeks(days("2022-01-03", 50, 7), gym=-2)
    assert (
        run("energy", entry=old + weeks(MONDAYS[:20])).evidence
        == run("energy", entry=weeks(MONDAYS[:20])).evidence
    )


def test_an_entry_without_an_energy_is_not_a_zero() -> None:
    unrated = [line(day, 4, None, "gym") for day in MONDAYS[:20]]
    one = run("energy", entry=weeks(MONDAYS[:20]))
    two = run("energy", entry=weeks(MONDAYS[:20]) + unrated)
    pd.testing.assert_frame_equal(one.table, two.table)
    assert one.statement == two.statement


def test_a_skill_and_an_activity_that_always_come_together() -> None:
    """Sales alone goes with +1, with calls -1; calls never come alone: 20 entries carry both."""
    rows = [
        row
        for day in MONDAYS[:20]
        for row in (
            line(day, 0, 1, "sales", skills=["sales"]),
            line(day, 1, -1, "sales", "calls", skills=["sales"]),
            line(day, 2, 0),
            line(day, 3, 0),
        )
    ]
    found = run("energy", entry=rows)
    assert label(found, "calls")["hard_to_separate_from"] == "sales"
    assert label(found, "sales")["hard_to_separate_from"] == "calls"
    assert label(found, "sales")["kind"] == "skill"
    assert label(found, "calls")["kind"] == "activity"
    [said] = [statement for statement in found.more if "hard to separate" in statement.text]
    assert (said.status, said.n) == (Status.HINT, 20)
    assert said.evidence == tuple(row["id"] for row in rows if "calls" in row["tags"])


def test_labels_that_come_apart_are_no_pair() -> None:
    found = run("energy", entry=weeks(MONDAYS[:20]))
    assert found.table["hard_to_separate_from"].isna().all()
    assert not any("separate" in statement.text for statement in found.more)


def test_another_spelling_of_a_skill_changes_nothing() -> None:
    """`excel` in every second week is the skill spreadsheets all the same."""
    plain, mixed = (
        [
            {**row, "tags": [name if i % 8 == 0 else "spreadsheets"], "skills": ["spreadsheets"]}
            if row["tags"] == ["gym"]
            else row
            for i, row in enumerate(weeks(MONDAYS[:20]))
        ]
        for name in ("spreadsheets", "excel")
    )
    one, two = run("energy", entry=plain), run("energy", entry=mixed)
    pd.testing.assert_frame_equal(one.table, two.table)
    assert (one.statement, one.values, one.evidence) == (two.statement, two.values, two.evidence)


def test_a_renamed_tag_changes_no_total() -> None:
    """Only its name is another."""
    rows = weeks(MONDAYS[:20])
    renamed = [
        {**row, "tags": ["run" if tag == "gym" else tag for tag in row["tags"]]} for row in rows
    ]
    one, two = run("energy", entry=rows), run("energy", entry=renamed)
    assert (one.statement, one.values, one.evidence) == (two.statement, two.values, two.evidence)
    pd.testing.assert_frame_equal(one.table.replace("gym", "run"), two.table)


def test_neither_the_order_of_rows_nor_a_pause_changes_anything() -> None:
    rows = weeks(MONDAYS[:10]) + weeks(MONDAYS[12:22])
    plain = run("energy", entry=rows)
    pause = year(2025, pauses=[(MONDAYS[10], days(MONDAYS[10], 14)[-1])])
    for other in (run("energy", entry=rows[::-1]), run("energy", pause, entry=rows)):
        pd.testing.assert_frame_equal(plain.table, other.table)
        assert (plain.values, plain.evidence, plain.more) == (
            other.values,
            other.evidence,
            other.more,
        )


def test_what_the_person_named_is_shown_as_they_said_it() -> None:
    guess = [
        {
            "id": "1",
            "year": 2025,
            "topic": "energisers",
            "guess": "the allotment",
            "at": "2025-02-01T09:00",
        },
        {"id": "2", "year": 2025, "topic": "drainers", "guess": "forms"},
        {"id": "3", "year": 2024, "topic": "drainers", "guess": "last year's"},
        {"id": "4", "year": 2025, "topic": "wins", "guess": "30"},
        {"id": "5", "year": 2025, "topic": "drainers", "guess": "later", "at": "2026-02-01T09:00"},
    ]
    found = run("energy", guess=guess)
    assert found.rows["text"].tolist() == ["the allotment", "forms"]
    assert found.rows["share"].tolist() == [[], []]
    assert found.more[-1].text == "Asked directly, you named 1 energiser and 1 drainer."
    assert (found.more[-1].n, found.more[-1].evidence) == (2, ("1", "2"))


def test_a_long_list_of_tags_keeps_those_that_stand_out() -> None:
    """60 tags used once beside gym: 40 rows, gym first."""
    once = [line(day, 4, 0, f"tag-{i:02d}") for i, day in enumerate(MONDAYS[:20] * 3)]
    once = [{**row, "id": f"{row['id']} {i}"} for i, row in enumerate(once)]
    found = run("energy", entry=weeks(MONDAYS[:20]) + once)
    shown = found.table["label"].dropna().tolist()
    assert (len(shown), shown[0]) == (40, "gym")
    assert found.values["labels"] == 62


def test_no_label_is_said() -> None:
    found = run("energy", entry=weeks(MONDAYS[:20]))
    text = " ".join(
        [found.statement, found.needs, str(found.values)] + [s.text for s in found.more]
    )
    assert "gym" not in text
    assert "admin" not in text
    assert "strong days" in text
