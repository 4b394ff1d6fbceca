"""Coverage of a target role, its gaps, and the tasks that could close them."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit import stats
from careerkit.measure import Measure, Statement
from careerkit.measures import target_roles as part
from tests.measures.frames import days, run, year

ROLE = [
    {"slug": "lead", "skill": "planning", "importance": 5, "level": 3},
    {"slug": "lead", "skill": "costing", "importance": 3, "level": 3},
    {"slug": "lead", "skill": "writing", "importance": 2},
]


def use(day: str, *skills: str, **other: Any) -> dict[str, Any]:
    return {"id": f"{day} {skills}", "date": day, "word": "did", "text": "secret", "skills": list(skills), "tags": list(skills), **other}  # fmt: skip


def uses(skill: str, n: int, start: str = "2025-03-03", **other: Any) -> list[dict[str, Any]]:
    return [use(day, skill, **other) for day in days(start, n, 7)]


def ten_skills(n: int = 10) -> list[dict[str, Any]]:
    """`n` other skills with three uses each."""
    return [one for i in range(n) for one in uses(f"other-{i}", 3, "2025-01-06")]


def row(found: Measure, skill: str) -> dict[str, Any]:
    return found.table.set_index("skill").loc[skill].to_dict()


def told(found: Measure, words: str) -> Statement:
    [one] = [said for said in found.more if words in said.text]
    return one


def test_numbers_by_hand() -> None:
    """Planning 3 at level 3 or more: met, 5 of 10 by importance; costing 2; writing asks no level: 3 unrated ones are met, 2 more."""
    entry = [
        *uses("planning", 3, level=4),
        *uses("costing", 2, level=3),
        *uses("costing", 2, "2025-06-02", level=2),
        *uses("writing", 3, "2025-05-05"),
    ]
    found = run("target_roles", target=ROLE, entry=entry + ten_skills())
    assert (found.status, found.n) == ("clear", 10)
    assert found.values["coverage"] == pytest.approx(0.7)
    assert [row(found, skill)["state"] for skill in ("planning", "costing", "writing")] == ["met", "part", "met"]  # fmt: skip
    costing = row(found, "costing")
    assert (costing["uses"], costing["uses_at_level"], costing["best_level"]) == (4, 2, 3)
    expected = {"met": 2, "gaps": 1, "closable_gaps": 0, "roles": 1, "skills": 3, "stale": 0,
                "not_observed": 0, "cheapest_uses": 1, "skills_observed": 13, "carried_skills": 0}  # fmt: skip
    assert {key: found.values[key] for key in expected} == expected
    assert found.values["coverage_with_cheapest"] == pytest.approx(1)
    assert len(found.evidence) == 10
    low, _ = stats.wilson(2, 3)
    assert found.effect == pytest.approx(max(0.0, stats.cohens_h(0.5, max(0.5, low))))


def test_a_use_without_a_level_counts_only_where_none_is_asked() -> None:
    """3 of 5 planning uses are unrated: not met, and with them it would be."""
    found = run("target_roles", target=ROLE, entry=[*uses("planning", 2, level=3), *uses("planning", 3, "2025-06-02")])  # fmt: skip
    assert (row(found, "planning")["state"], row(found, "planning")["unrated"]) == ("part", 3)
    assert (found.values["coverage"], found.values["coverage_if_rated"]) == (0, 0.5)
    said = told(found, "with a level")
    assert (said.status, said.n, len(said.evidence)) == ("hint", 5, 3)
    assert "count with a level? 3 of 5 uses name none" in said.text
    assert part.VERSION == "2", "the first version claimed it without a question"


@pytest.mark.parametrize(("skills", "status"), [(9, "hint"), (10, "clear")])
def test_ten_observed_skills_make_a_coverage_clear(skills: int, status: str) -> None:
    entry = [*uses("planning", 1, level=3), *ten_skills(skills)]
    found = run("target_roles", target=ROLE, entry=entry)
    assert (found.status, found.values["skills_observed"]) == (status, skills)
    assert ("?" in found.statement) is (status == "hint")
    assert bool(found.needs) is (status == "hint")


@pytest.mark.parametrize(("n", "state"), [(2, "part"), (3, "met")])
def test_three_uses_meet_a_skill(n: int, state: str) -> None:
    found = run("target_roles", target=ROLE, entry=uses("writing", n))
    assert row(found, "writing")["state"] == state


@pytest.mark.parametrize(
    ("last", "state", "n"),
    [
        ("2025-01-01", "part", 1),
        ("2024-12-31", "over a year ago", 1),
        ("2023-12-31", "over a year ago", 0),
    ],
)
def test_a_skill_is_stale_a_year_after_its_last_use(last: str, state: str, n: int) -> None:
    """As of 31 December 2025; uses count for 24 months, the day of the last one is shown for ever."""
    found = run("target_roles", target=ROLE, entry=[use(last, "costing", level=5), use("2025-05-05", "writing")])  # fmt: skip
    costing = row(found, "costing")
    assert (costing["state"], costing["uses"]) == (state, n)
    assert f"{costing['last_use']:%Y-%m-%d}" == last
    assert found.values["stale"] == (state == "over a year ago")


def test_what_is_not_logged_is_not_observed_and_never_absent() -> None:
    found = run("target_roles", target=ROLE)
    assert (found.status, found.n) == ("not_yet", 0)
    assert found.table["state"].tolist() == ["not observed"] * 3
    assert "does not say that they are absent" in found.statement


def test_the_nearest_of_two_roles_is_the_best_covered() -> None:
    """Far is covered to nothing, lead to 2 of 10."""
    far = [{"slug": "far", "skill": "sailing", "importance": 1}]
    found = run("target_roles", target=[*far, *ROLE], entry=[*uses("writing", 3), *ten_skills()])
    assert (found.values["roles"], found.values["coverage"], found.values["least_coverage"]) == (2, 0.2, 0)  # fmt: skip
    assert set(found.table.loc[found.table["nearest"], "role"]) == {"lead"}
    assert "1 more role, from 0% on" in found.statement


def test_a_skill_is_carried_from_two_contexts() -> None:
    """A context and a side project are two; the same context twice is one; nothing said is unknown."""
    entry = [
        use("2025-03-03", "planning", context="board"),
        use("2025-03-04", "planning", project="zine"),
        use("2025-03-05", "costing", context="board"),
        use("2025-03-06", "costing", context="board"),
    ]
    found = run("target_roles", target=ROLE, entry=entry)
    assert [row(found, skill)["contexts"] for skill in ("planning", "costing", "writing")] == [2, 1, 0]  # fmt: skip
    assert found.values["carried_skills"] == 1
    silent = run("target_roles", target=ROLE, entry=uses("planning", 3))
    assert told(silent, "cannot be told yet").status == "not_yet"


def test_gaps_come_by_importance_each_with_a_task() -> None:
    """planning: a line of late; costing: a goal; the fewest missing uses are cheapest."""
    entry = [
        *uses("planning", 1, "2025-12-01", level=1),
        *uses("costing", 2, "2025-03-03", level=3),
    ]
    goal = [{"id": "g", "slug": "year-plan", "title": "secret plan", "tags": ["costing"], "set_on": "2025-01-01"}]  # fmt: skip
    found = run("target_roles", target=ROLE, entry=entry, goal=goal)
    assert found.values["closable_gaps"] == 2
    assert [text.split(":")[0] for text in found.rows["text"]] == ["planning", "costing", "writing"]
    assert found.rows["text"][1].startswith("costing: 1 more use at level 3, importance 3; last used on 2025-03-10")  # fmt: skip
    assert found.rows["detail"][1] == "An open plan that carries it: secret plan"
    assert found.rows["share"].tolist() == [[], [], []]
    assert told(found, "could close them").evidence == ("g", "2025-12-01 ('planning',)")
    assert found.values["cheapest_uses"] == 1 + 3 + 3


def test_a_gap_without_a_task_names_what_is_logged_most() -> None:
    """Two lines with #desk, one with #tax: the last of the former, by its text."""
    entry = [
        use(day, "planning", hours=1.0, tags=["planning", tag], text=f"secret {tag}", level=3)
        for day, tag in (("2025-11-03", "desk"), ("2025-11-04", "tax"), ("2025-11-05", "desk"))
    ]
    found = run("target_roles", target=ROLE, entry=entry)
    assert found.rows["detail"].tolist() == ["No task carries it; the last line of what you log most (#desk): secret desk"] * 2  # fmt: skip
    said = told(found, "could close")
    assert (said.text, said.about) == (
        "There is no task or plan of today that could close any of the 2 gaps to the nearest role.",
        "stuck",
    )


def test_one_is_not_many() -> None:
    """One skill of one role, used once in one place."""
    role = [{"slug": "r", "skill": "writing", "level": 2}]
    found = run("target_roles", target=role, entry=[use("2025-12-01", "writing", context="board")])
    spoken = " ".join(said.text for said in found.statements)
    for words in ("0 of its 1 skill were", "For 1 of 1 gap", "could close it", "The one gap lacks 3 uses", "1 of 1 use names none", "1 use says where"):  # fmt: skip
        assert words in spoken
    assert all(said.about == "" for said in found.statements)


def test_a_skill_that_stands_nowhere_is_asked_about() -> None:
    """Costing stands in the register, planning and writing in the shipped list, zither nowhere."""
    own = [{"id": "s", "slug": "costing"}]
    odd = [{"slug": "lead", "skill": "zither", "importance": 1}]
    found = run("target_roles", target=ROLE + odd, skill=own, entry=uses("writing", 3))
    said = told(found, "spelled as you tag it")
    assert (said.status, said.n) == ("hint", 1)
    known = run("target_roles", target=ROLE, skill=own, entry=uses("writing", 3))
    assert not [said for said in known.more if "spelled" in said.text]


def test_a_renamed_tag_changes_no_number() -> None:
    """The role names the alias, the lines carry the skill."""
    register = [{"id": "s", "slug": "composing", "aliases": ["scribbling"]}]
    role = [{"slug": "r", "skill": name, "importance": 1} for name in ("scribbling", "other")]
    entry = uses("composing", 3)
    found = run("target_roles", target=role, skill=register, entry=entry)
    assert found.values["coverage"] == 0.5
    assert found.table["skill"].tolist() == ["composing", "other"]


def test_order_and_later_rows_change_nothing_and_names_stay_out() -> None:
    entry = [*uses("secret", 4, level=3), *uses("planning", 3, level=3)]
    role = [*ROLE, {"slug": "secret-role", "skill": "secret", "importance": 1}]
    period = year(2025, as_of="2025-06-30")
    one = run("target_roles", period, target=role, entry=entry)
    later = [*entry, *uses("writing", 5, "2025-07-07")]
    two = run("target_roles", period, target=role[::-1], entry=later[::-1])
    assert (one.statement, one.values, one.more) == (two.statement, two.values, two.more)
    assert one.table.equals(two.table)
    assert one.rows.equals(two.rows)
    spoken = (
        one.statement + one.needs + str(one.values) + "".join(s.text + s.needs for s in one.more)
    )
    assert "secret" not in spoken
    assert "planning" not in spoken
    assert all(share == [] for share in one.table["share"])


def test_a_pause_changes_no_number() -> None:
    entry = [*uses("planning", 4, level=3), *ten_skills()]
    paused = year(2025, pauses=[("2025-08-04", "2025-08-17")])
    one, two = (run("target_roles", period, target=ROLE, entry=entry) for period in (year(), paused))  # fmt: skip
    assert one.values == two.values


def test_an_unknown_importance_weighs_one() -> None:
    role = [{"slug": "r", "skill": "writing"}, {"slug": "r", "skill": "costing", "importance": 3}]
    assert run("target_roles", target=role, entry=uses("writing", 3)).values["coverage"] == 0.25
