"""Building, repeat and one-off."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from careerkit import stats
from careerkit.measure import Status
from tests.measures.frames import days, run, year

MONDAYS, TUESDAYS, WEDNESDAYS = (
    days(first, 20, 7) for first in ("2025-01-06", "2025-01-07", "2025-01-08")
)
Row = dict[str, Any]


def use(day: str, *skills: str, **other: Any) -> Row:
    skills = skills or ("writing",)
    return {
        "id": f"{day} {skills}",
        "date": day,
        "word": "did",
        "text": "t",
        "skills": list(skills),
        **other,
    }


def history(start: str = "2024-01-01", n: int = 52, **other: Any) -> list[Row]:
    """Writing once a week."""
    return [use(day, **other) for day in days(start, n, 7)]


def this_year() -> list[Row]:
    """20 lines of 2 h for a goal, 20 of 1 h without, 10 of 2 h with a skill never used before."""
    return [
        *(use(day, hours=2.0, goal="book") for day in MONDAYS),
        *(use(day, hours=1.0) for day in TUESDAYS),
        *(use(day, f"once-{i}", hours=2.0) for i, day in enumerate(WEDNESDAYS[:10])),
    ]


def test_numbers_by_hand() -> None:
    """40 h building, 20 h repeat, 20 h one-off of 80 h."""
    found = run("adding_up", entry=history() + this_year())
    assert (found.status, found.n) == (Status.CLEAR, 50)
    values = found.values
    shares = [values[f"{kind}_share"] for kind in ("building", "repeat", "one_off")]
    assert shares == [0.5, 0.25, 0.25]
    assert (values["skill_hours"], values["timed_entries"], values["completeness_hours"]) == (
        80,
        50,
        1,
    )
    assert found.statement.startswith(
        "Of 80 hours with a skill 50% built on earlier work (80% interval "
    )
    assert found.statement.endswith(
        "25% repeated it and 25% were one-offs; 50 of 50 such entries say how long they took."
    )
    assert found.evidence == tuple(sorted(row["id"] for row in this_year()))


def test_the_interval_draws_whole_weeks_with_the_years_seed() -> None:
    """Weeks 1 to 10 have 2 of 5 h building, weeks 11 to 20 have 2 of 3 h."""
    values = run("adding_up", entry=history() + this_year()).values
    expected = stats.block_interval(range(20), [2] * 20, [5] * 10 + [3] * 10, seed=2025)
    assert (values["building_low"], values["building_high"]) == pytest.approx(expected)
    assert expected[0] < 0.5 < expected[1]


def test_quarters_by_hand() -> None:
    """The 13th Monday is 31 March and its Tuesday 1 April: 26 + 12 + 20 h, then 14 + 8 h."""
    found = run("adding_up", year(2025, as_of="2025-06-30"), entry=history() + this_year())
    rows = found.table[found.table["quarter"].isin(["2025 Q1", "2025 Q2"])]
    assert rows["kind_hours"].tolist() == [26, 12, 20, 14, 8, 0]
    assert rows["of_hours"].tolist() == pytest.approx(
        [26 / 58, 12 / 58, 20 / 58, 14 / 22, 8 / 22, 0]
    )
    assert found.values["repeat_last_quarter"] == pytest.approx(8 / 22)
    assert found.values["repeat_quarter_before"] == pytest.approx(12 / 58)
    assert any(
        "In the 2 quarters with enough entries 45%, 64% of the hours built" in said.text
        for said in found.more
    )


@pytest.mark.parametrize(("n", "known"), [(7, False), (8, True)])
def test_a_quarter_needs_eight_entries(n: int, known: bool) -> None:
    extra = [use(day, hours=1.0) for day in days("2025-10-06", n, 7)]
    found = run("adding_up", entry=history() + this_year() + extra)
    assert (found.values["repeat_last_quarter"] is not None) is known
    last = found.table[found.table["quarter"] == "2025 Q4"]
    assert last["kind_hours"].tolist() == [0, n, 0]
    assert last["of_hours"].notna().all() == known
    assert last["low"].notna().all() == known


@pytest.mark.parametrize(("n", "status"), [(29, Status.NOT_YET), (30, Status.CLEAR)])
def test_the_gate_of_thirty_entries_with_hours(n: int, status: Status) -> None:
    """Entries without hours do not help it."""
    rows = [use(day, hours=1.0) for day in days("2025-01-06", n)]
    rows += [use(day) for day in days("2025-05-01", 10)]
    found = run("adding_up", entry=history() + rows)
    assert found.status is status
    assert ("there are 29" in found.needs) is (n == 29)


def test_below_the_gate_hours_are_shown_and_no_class() -> None:
    found = run("adding_up", entry=history() + this_year()[:10])
    assert found.table["kind"].unique().tolist() == ["warming up"]
    assert found.table["kind_hours"].sum() == 20
    assert found.table["of_hours"].isna().all()
    assert "building_share" not in found.values


def test_six_months_of_history_come_first() -> None:
    """The first use is on 6 January, so 6 July is the first day that may be judged."""
    rows = [use(day, hours=1.0) for day in days("2025-01-06", 300)]
    warming = run("adding_up", year(2025, as_of="2025-07-05"), entry=rows)
    assert warming.status is Status.NOT_YET
    assert "warming up" in warming.statement
    assert "from 2025-07-06 on" in warming.needs
    few = run("adding_up", year(2025, as_of="2025-08-03"), entry=rows)
    assert "since 2025-07-06; there are 29" in few.needs
    enough = run("adding_up", year(2025, as_of="2025-08-04"), entry=rows)
    assert (enough.status, enough.n) == (Status.CLEAR, 30)
    assert enough.statement.startswith("Since 2025-07-06, of 30 hours with a skill 0% built")


def test_what_warms_up_is_kept_apart_in_every_quarter() -> None:
    """October to 6 April warm up: 13 weeks of 2024, 13 of the first quarter of 2025; then repeats."""
    rows = history("2024-10-07", 60, hours=1.0)
    rows += [use(day, hours=1.0) for day in days("2025-05-01", 20)]
    found = run("adding_up", entry=rows)
    table = found.table[found.table["kind_hours"].fillna(0) > 0]
    warm = table[table["kind"] == "warming up"].set_index("quarter")["kind_hours"]
    assert warm.to_dict() == {"2024 Q4": 13, "2025 Q1": 13}
    assert found.values["building_share_before"] is None


def test_entries_without_hours_are_counted_apart() -> None:
    rows = history() + this_year()
    apart = [use(day) for day in days("2025-06-02", 5)] + [use("2025-06-09", goal="book")]
    found = run("adding_up", entry=rows + apart)
    assert found.values["building_share"] == 0.5
    assert found.values["completeness_hours"] == 50 / 56
    [said] = [said for said in found.more if "but no hours" in said.text]
    assert said.text.startswith(
        "Entries with a skill but no hours, counted apart: 6 (1 building, 5 repeat, 0 one-off)"
    )
    assert (said.n, said.evidence) == (6, tuple(row["id"] for row in apart))


def test_every_hour_is_in_exactly_one_class() -> None:
    """Lines with two skills count once, for the better one; lines without a skill not at all."""
    rows = [use(day, "writing", f"new-{i}", hours=3.0, goal="g") for i, day in enumerate(MONDAYS)]
    rows += [use(day, hours=1.0) for day in TUESDAYS]
    other = [{**use(day, hours=9.0), "skills": []} for day in WEDNESDAYS]
    found = run("adding_up", entry=history() + rows + other)
    hours = found.table[found.table["quarter"].notna()].groupby("kind")["kind_hours"].sum()
    assert hours.to_dict() == {"building": 60, "repeat": 20, "one_off": 0}
    assert sum(float(found.values[f"{kind}_share"] or 0) for kind in hours.index) == pytest.approx(
        1
    )


def test_twice_the_hours_double_hours_and_leave_shares() -> None:
    rows = history(hours=1.5) + this_year()
    once = run("adding_up", entry=rows)
    twice = run("adding_up", entry=[{**row, "hours": 2 * row["hours"]} for row in rows])
    pd.testing.assert_series_equal(2 * once.table["kind_hours"], twice.table["kind_hours"])
    same = [name for name in once.table if name not in ("kind_hours", "share")]
    pd.testing.assert_frame_equal(once.table[same], twice.table[same])
    assert {k: v for k, v in once.values.items() if "skill_hours" not in k} == {
        k: v for k, v in twice.values.items() if "skill_hours" not in k
    }
    assert twice.values["skill_hours"] == 160


def test_the_year_before_stands_beside_it() -> None:
    """2024 all repeats (0%), 2025 half building: h = 2 asin(sqrt(1/2)) = pi/2. 2023 is the history of 2024."""
    rows = history("2023-01-02", 52) + history("2024-01-01", 52, hours=1.0) + this_year()
    found = run("adding_up", entry=rows)
    assert (found.values["building_share_before"], found.values["repeat_share_before"]) == (0, 1)
    assert found.values["timed_entries_before"] == 52
    assert found.effect == pytest.approx(math.pi / 2)
    changed = found.more[0]
    assert changed.text.startswith(
        "More of the work builds on earlier work, 50% of the hours with a skill: a year before, 0% of 52 hours built"
    )
    assert changed.text.endswith("and the two intervals lie apart.")
    assert (changed.n, changed.about, len(changed.evidence)) == (52 + 50, "changed", 102)


def test_nothing_stands_out_while_the_intervals_meet() -> None:
    """Half in both years."""
    earlier = [
        {**row, "date": row["date"].replace("2025", "2024"), "id": "b" + row["id"]}
        for row in this_year()
    ]
    found = run("adding_up", entry=history("2023-01-02", 52) + earlier + this_year())
    assert found.values["building_share_before"] == pytest.approx(0.5)
    assert found.effect == 0
    assert found.more[0].text.startswith("A year before, 50% of 80 hours")
    assert (found.more[0].n, found.more[0].about) == (50, "")


def test_another_order_a_pause_and_another_name_change_no_number() -> None:
    rows = history() + this_year()
    plain = run("adding_up", entry=rows)
    renamed = [
        {**row, "skills": ["prose" if s == "writing" else s for s in row["skills"]]} for row in rows
    ]
    pause = year(2025, pauses=[("2025-06-01", "2025-06-14")])
    others = [
        run("adding_up", entry=rows[::-1]),
        run("adding_up", pause, entry=rows),
        run("adding_up", entry=renamed),
    ]
    for other in others:
        assert (plain.values, plain.statement) == (other.values, other.statement)
        numbers = ["quarter", "kind", "kind_hours", "of_hours", "low", "high"]
        pd.testing.assert_frame_equal(plain.table[numbers], other.table[numbers])


def test_lanes_are_private_and_the_most_used() -> None:
    """Ten skills of one use and writing with 40: writing and the first seven by name, each month with a use."""
    found = run("adding_up", entry=history() + this_year())
    lanes = found.table[found.table["skill"].notna()]
    assert sorted(set(lanes["skill"])) == [*(f"once-{i}" for i in range(7)), "writing"]
    writing = lanes[lanes["skill"] == "writing"]
    assert writing["month"].dt.month.tolist() == [1, 2, 3, 4, 5]
    assert writing["uses"].tolist() == [8, 8, 9, 9, 6]
    assert all(share == [] for share in lanes["share"])
    quarters = found.table[found.table["quarter"].notna()]
    assert all(share == ["public"] for share in quarters["share"])


def test_a_lane_has_the_median_level_of_those_that_say_one() -> None:
    levels = [
        use(day, level=level)
        for day, level in zip(days("2025-06-02", 4), (2, 3, 5, None), strict=True)
    ]
    found = run("adding_up", entry=history() + this_year() + levels)
    june = found.table[(found.table["skill"] == "writing") & (found.table["month"] == "2025-06-01")]
    assert (june["level"].tolist(), june["uses"].tolist()) == ([3], [4])


def test_the_states_are_counted_and_resting_ones_shown_by_their_last_use() -> None:
    """Writing in 5 months up to May, singing last in March 2024; the ten once-skills were each used in one month."""
    rows = [*history(), *this_year(), use("2024-03-05", "singing"), use("2025-12-20", "knots")]
    found = run("adding_up", entry=rows)
    assert found.values["skills_resting"] == 12
    assert (found.values["skills_episodic"], found.values["skills_steady"]) == (1, 0)
    [said] = [said for said in found.more if "within two years" in said.text]
    assert said.text == "Of 13 skills used within two years: 1 episodic, 12 resting."
    assert found.rows["detail"].tolist()[0] == "writing"
    assert found.rows["id"].tolist()[0] == "2025-05-20 ('writing',)"
    assert len(found.rows) == 10


def test_levels_say_when_they_can_be_followed() -> None:
    """Writing rated in five months, then in six."""
    rated = [use(day, level=3) for day in days("2025-02-10", 5, 31)]
    [said] = [
        s for s in run("adding_up", entry=history() + this_year() + rated).more if "level" in s.text
    ]
    assert said.status is Status.NOT_YET
    assert "[level:: 3]" in said.needs
    rated += [use("2025-08-01", level=3)]
    [said] = [
        s for s in run("adding_up", entry=history() + this_year() + rated).more if "level" in s.text
    ]
    assert (said.status, said.n) == (Status.CLEAR, 6)
    assert said.text == "1 of 11 skills has 6 months with a level; the level rises in 0 of these."


def test_no_skill_is_said() -> None:
    found = run("adding_up", entry=history() + this_year())
    text = " ".join(
        [found.statement, found.needs, str(found.values)] + [s.text for s in found.more]
    )
    assert "writing" not in text
    assert "once-" not in text


def test_weeks_that_all_agree_are_no_certainty() -> None:
    """30 weeks of repeats alone: nothing to draw, so Wilson's interval of 0 of 30 weeks, z = 1.2816: 1.6424 / 31.6424."""
    rows = [use(day, hours=1.0) for day in days("2025-01-06", 30, 7)]
    found = run("adding_up", entry=history() + rows)
    assert (found.values["building_share"], found.values["building_low"]) == (0, 0)
    assert found.values["building_high"] == pytest.approx(1.6424 / 31.6424, abs=1e-4)
    assert found.values["repeat_low"] == pytest.approx(30 / 31.6424, abs=1e-4)
    assert "0% built on earlier work (80% interval 0% to 5%)" in found.statement
