"""Side projects as experiments: hours, states, energy, skills that were carried."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit import stats
from careerkit.measure import Measure, Statement
from tests.measures.frames import days, run, year


def bet(slug: str = "zine", **other: Any) -> dict[str, Any]:
    return {"id": f"p-{slug}", "slug": slug, "started": "2025-01-10", **other}


def step(day: str, project: str | None = "zine", **other: Any) -> dict[str, Any]:
    word = "try" if project else "did"
    return {"id": f"{day} {project}", "date": day, "word": word, "text": "secret", "project": project, **other}  # fmt: skip


def told(found: Measure, words: str) -> Statement:
    [one] = [said for said in found.more if words in said.text]
    return one


def row(found: Measure, slug: str = "zine") -> dict[str, Any]:
    return found.table.set_index("slug").loc[slug].to_dict()


def test_numbers_by_hand() -> None:
    """3 + 4 hours of 5, one step without; decided on 1 June, so 213 days later on 31 December; two signals."""
    steps = [
        step("2025-02-01", hours=3.0, reach="team"),
        step("2025-03-01", hours=4.0, people=["ann"]),
        step("2025-04-01", reach="me"),
    ]
    found = run("side_projects", project=[bet(budget_hours=5, decide_on="2025-06-01")], entry=steps)
    assert (found.status, found.n) == ("clear", 1)
    own = row(found)
    assert (own["state"], own["hours"], own["budget"]) == ("running", 7, 5)
    assert (own["past_decision_days"], own["signals"], own["carried"]) == (213, 2, 0)
    expected = {
        "bets": 1, "running": 1, "past_decision": 1, "decided": 0, "grew": 0, "over_budget": 1,
        "carried_skills": 0, "signals": 2, "steps": 3, "without_hours": 1, "without_question": 1,
    }  # fmt: skip
    assert {key: found.values[key] for key in expected} == expected
    assert found.evidence == ("p-zine", *(one["id"] for one in steps))
    assert (
        "7 hours so far in all, and 1 step without hours."
        in told(found, "with a budget and hours").text
    )
    low, _ = stats.wilson(1, 1)
    assert found.effect == pytest.approx(stats.cohens_h(0, low))


def test_hours_nobody_wrote_are_unknown_and_not_zero() -> None:
    found = run("side_projects", project=[bet(budget_hours=5)], entry=[step("2025-02-01")])
    assert row(found)["hours"] != row(found)["hours"], "NaN"
    assert found.values["hours"] is None
    assert told(found, "cannot be held").status == "not_yet"


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, "running"),
        ({"state": "grew", "ended": "2025-05-01"}, "grew"),
        ({"state": "grew", "ended": "2026-01-01"}, "running"),
        ({"state": "grew", "decide_on": "2026-01-01"}, "running"),
        ({"state": "grew", "decide_on": "2025-12-31"}, "grew"),
        ({"state": "lapsed", "started": "2024-01-01", "ended": "2024-12-31"}, None),
        ({"state": "lapsed", "started": "2024-01-01"}, None),
        ({"state": "lapsed", "started": "2024-01-01", "decide_on": "2025-03-01"}, "lapsed"),
        ({"started": "2024-01-01"}, "running"),
        ({"started": "2026-01-01"}, None),
        ({"started": None}, None),
    ],
)
def test_what_ran_in_the_year_and_where_it_stood(fields: dict[str, Any], state: str | None) -> None:
    """What is decided after the as-of day was running then; what closed before the year is not of it."""
    found = run("side_projects", project=[bet(**fields)])
    assert found.table["state"].tolist() == ([state] if state else [])


def test_a_project_known_from_its_steps_alone_counts() -> None:
    found = run("side_projects", entry=[step("2025-02-01", "blog", hours=1.0)])
    assert (found.n, found.table["slug"].tolist(), found.table["state"].tolist()) == (1, ["blog"], ["running"])  # fmt: skip
    assert found.table["share"].tolist() == [[]]


@pytest.mark.parametrize(("n", "shown"), [(4, False), (5, True)])
def test_no_share_that_grew_below_five_decided(n: int, shown: bool) -> None:
    """Of all years: n decided by 2024, two of them grew."""
    ended = {"started": "2024-01-01", "ended": "2024-06-01"}
    states = ["grew", "grew", "kept for joy", "stopped with lesson", "stopped with lesson"][:n]
    rows = [bet(f"b{i}", state=state, **ended) for i, state in enumerate(states)]
    found = run("side_projects", project=[bet(), *rows])
    assert (found.values["decided_ever"], found.values["decided"]) == (n, 0)
    said = told(found, "decided")
    assert "in all years" in said.text
    assert (said.status, said.n) == ("clear" if shown else "not_yet", n)
    if shown:
        low, high = stats.wilson(2, 5)
        assert (
            f"2 of 5 decided in all years grew (40%, 80% interval {low:.0%} to {high:.0%})"
            in said.text
        )
        assert found.values["grew_share"] == 0.4
    else:
        assert found.values["grew_share"] is None


def energetic(steps: int, weeks: int, energy: int = 2) -> list[dict[str, Any]]:
    """Two lines of other work at 0 in each of 12 weeks, and steps spread over the first weeks."""
    mondays = days("2025-03-03", 12, 7)
    rows = [step(day, None, energy=0) for monday in mondays for day in days(monday, 2)]
    rows += [
        {**step(days(mondays[i % weeks], 7)[2 + i // weeks]), "energy": energy}
        for i in range(steps)
    ]
    return rows


def test_energy_is_set_against_the_other_work_of_the_same_weeks() -> None:
    """Every step lies 2 above the others: D = 2, shown 2 x 8 / 16 = 1."""
    found = run("side_projects", project=[bet()], entry=energetic(8, 8))
    assert row(found)["difference"] == pytest.approx(1)
    assert row(found)["low"] < 1 < row(found)["high"]
    said = told(found, "energy")
    assert (said.status, said.n) == ("clear", 8)
    assert said.text.startswith("1 of 1 ")
    assert len(said.evidence) == 8


@pytest.mark.parametrize(("steps", "weeks"), [(7, 7), (8, 4)])
def test_energy_stays_silent_below_eight_steps_in_five_weeks(steps: int, weeks: int) -> None:
    found = run("side_projects", project=[bet()], entry=energetic(steps, weeks))
    assert row(found)["difference"] != row(found)["difference"]
    assert told(found, "energy").status == "not_yet"


def test_energy_that_is_like_the_others_is_a_question() -> None:
    said = told(run("side_projects", project=[bet()], entry=energetic(8, 8, 0)), "energy")
    assert said.status == "hint"
    assert said.text.endswith("?")


def test_energy_looks_back_two_years() -> None:
    old = [{**line, "date": line["date"].replace("2025", "2023")} for line in energetic(8, 8)]
    found = run("side_projects", project=[bet(started="2023-01-01")], entry=old)
    assert told(found, "energy").n == 0


def test_a_skill_is_carried_when_it_was_first_logged_in_a_bet() -> None:
    """print: first there, then at work. trains: at work first. ink: on the same day. glue: never at work."""
    rows = [
        step("2025-01-15", None, skills=["trains"]),
        step("2025-02-01", skills=["print", "trains", "ink", "glue"]),
        step("2025-02-01", None, skills=["ink"]),
        step("2025-03-01", None, skills=["print", "ink"]),
    ]
    found = run("side_projects", project=[bet()], entry=rows)
    assert (found.values["carried_skills"], row(found)["carried"]) == (1, 1)
    assert told(found, "first logged").evidence == ("2025-02-01 zine",)
    before = run("side_projects", year(2025, as_of="2025-02-28"), project=[bet()], entry=rows)
    assert before.values["carried_skills"] == 0


def test_nothing_that_comes_later_is_looked_at() -> None:
    rows = [step("2025-02-01", hours=1.0)]
    later = [*rows, step("2025-07-01", hours=9.0, reach="team"), step("2025-07-02", "other")]
    period = year(2025, as_of="2025-06-30")
    one, two = (run("side_projects", period, project=[bet(learned="x")], entry=some) for some in (rows, later))  # fmt: skip
    assert (one.values, one.statement, one.more) == (two.values, two.statement, two.more)


def test_order_changes_nothing_and_names_stay_out() -> None:
    projects = [bet("secret-b", question="secret?"), bet("secret-a", state="grew", ended="2025-08-01", learned="secret")]  # fmt: skip
    steps = [
        step(day, "secret-a", hours=1.0, skills=["secret"]) for day in days("2025-03-03", 9, 7)
    ]
    one, two = run("side_projects", project=projects, entry=steps), run("side_projects", project=projects[::-1], entry=steps[::-1])  # fmt: skip
    assert one.table.equals(two.table)
    assert one.rows.equals(two.rows)
    assert one.more == two.more
    assert "secret" not in one.statement + str(one.values) + "".join(
        s.text + s.needs for s in one.more
    )
    assert one.rows["text"].tolist() == ["secret-a", "secret?"]
    assert one.rows["share"].tolist() == [[], []]


def test_a_pause_changes_no_number() -> None:
    rows = {"project": [bet(budget_hours=3)], "entry": energetic(8, 8)}
    paused = year(2025, pauses=[("2025-08-04", "2025-08-17")])
    assert run("side_projects", **rows).values == run("side_projects", paused, **rows).values


def test_a_bet_past_its_day_of_decision_is_where_somebody_is_stuck() -> None:
    late, open_ = (run("side_projects", project=[bet(decide_on=day)]) for day in ("2025-12-30", "2025-12-31"))  # fmt: skip
    assert "1 ran on past the day of decision" in late.statement
    assert (late.headline.about, open_.headline.about) == ("stuck", "")


def test_the_day_of_a_row_is_named() -> None:
    """It is the day on which the side project began, not the day of its state."""
    over = {"state": "kept for joy", "ended": "2025-06-01"}
    found = run("side_projects", project=[bet(), bet("b", started="2025-02-01", **over)]).rows
    assert found["label"].tolist() == ["begun; running", "begun; kept for joy"]
    assert [f"{day:%m-%d}" for day in found["date"]] == ["01-10", "02-01"]


def test_what_a_bet_taught_is_told_when_it_is_over() -> None:
    running, over = (
        run("side_projects", project=[bet(learned="a lesson", **more)]).rows["detail"].tolist()
        for more in ({}, {"state": "stopped with lesson", "ended": "2025-06-01"})
    )
    assert (running, over) == ([""], ["Learned: a lesson"])
