"""Target roles: whose spellings count, what is a use, and which task carries a skill."""

from __future__ import annotations

from typing import Any

import pandas as pd

from careerkit.counting import targets
from tests.measures.frames import frame, year

SINCE = pd.Timestamp("2025-10-03")


def line(day: str, *skills: str, **other: Any) -> dict[str, Any]:
    return {"id": day, "date": day, "word": "did", "text": f"on {day}", "skills": list(skills), "tags": list(skills), **other}  # fmt: skip


def tasks(names: list[str], entry: list[dict[str, Any]], **tables: Any) -> pd.DataFrame:
    known = frame("entry", entry)
    found = {name: frame(name, tables.get(name, ())) for name in ("goal", "goal_event", "project")}
    plans = targets.plans(found["goal"], found["goal_event"], found["project"], year(2025))
    return targets.tasks(names, targets.uses(known, names, SINCE), known, plans, SINCE)


def test_an_alias_of_the_register_or_of_the_shipped_list_is_the_skill() -> None:
    """`pitching` is a shipped spelling of sales; the person's own register comes first; twice asked is asked for the more."""
    asked = [
        {"slug": "r", "skill": "pitching", "importance": 2},
        {"slug": "r", "skill": "sales", "importance": 5, "level": 3},
        {"slug": "r", "skill": "film"},
    ]
    own = [{"id": "1", "slug": "movies", "aliases": ["film"]}]
    found = targets.wanted(frame("target", asked), frame("skill", own))
    assert found["skill"].tolist() == ["movies", "sales"]
    assert found["importance"].tolist() == [1, 5]
    assert found["level"].tolist()[1] == 3
    assert found["level"].isna().tolist() == [True, False]


def test_unknown_names_are_those_that_stand_nowhere() -> None:
    """Shipped, in the register, on a line; `zither` is none of these."""
    known, own = frame("entry", [line("2025-01-01", "juggling")]), frame("skill", [{"slug": "movies", "aliases": ["film"]}])  # fmt: skip
    names = ["negotiation", "film", "movies", "juggling", "zither"]
    assert targets.unknown(names, own, known) == {"zither"}


def test_a_plain_tag_that_a_role_names_is_a_use() -> None:
    """A tag that is also a skill of the log is no second use."""
    rows = [
        line("2025-01-01", "writing"),
        {**line("2025-01-02"), "tags": ["juggling", "noise"], "project": "show"},
        line("2025-01-03", "writing", context="board", project="show"),
    ]
    found = targets.uses(frame("entry", rows), ["juggling", "writing"], pd.Timestamp("2025-01-01"))
    assert found[["id", "skill", "is_skill"]].to_numpy().tolist() == [
        ["2025-01-01", "writing", True],
        ["2025-01-03", "writing", True],
        ["2025-01-02", "juggling", False],
    ]
    assert found["place"].fillna("").tolist() == ["", "board", "show"]


def test_older_lines_are_looked_at_only_for_the_skills_asked_for() -> None:
    rows = [
        line("2024-12-31", "writing"),
        line("2024-12-31", "filing"),
        line("2025-01-01", "filing"),
    ]
    found = targets.uses(frame("entry", rows), ["writing"], pd.Timestamp("2025-01-01"))
    assert found["id"].tolist() == ["2025-01-01", "2024-12-31"]


def test_a_line_of_late_comes_before_a_plan_and_a_plan_before_the_usual() -> None:
    entry = [
        line("2025-09-01", "b"),
        line("2025-10-03", "a"),
        {**line("2025-11-01"), "tags": ["meetings"], "hours": 1.0},
        {**line("2025-11-02"), "tags": ["meetings"], "hours": 1.0},
        {**line("2025-11-03"), "tags": ["filing"], "hours": 8.0},
        {**line("2025-11-04"), "tags": ["filing"]},
    ]
    goal = [
        {"id": "g1", "slug": "old", "title": "old", "tags": ["a", "b"], "set_on": "2025-01-01"},
        {"id": "g2", "slug": "new", "title": "new", "tags": ["b"], "set_on": "2025-02-01"},
    ]
    found = tasks(["a", "b", "c"], entry, goal=goal)
    assert found["kind"].tolist() == ["line", "plan", "usual"]
    assert found["id"].tolist() == ["2025-10-03", "g2", "2025-11-02"]


def test_what_is_over_or_not_begun_is_no_plan() -> None:
    goal = [
        {"id": f"g{i}", "slug": slug, "tags": [slug], "set_on": "2025-01-01"}
        for i, slug in enumerate(["done", "dropped", "again", "open"])
    ] + [{"id": "later", "slug": "later", "tags": ["later"], "set_on": "2026-01-01"}]
    event = [
        {"date": "2025-05-01", "slug": "done", "event": "done"},
        {"date": "2025-05-01", "slug": "dropped", "event": "drop"},
        {"date": "2025-05-01", "slug": "again", "event": "done"},
        {"date": "2025-06-01", "slug": "again", "event": "replan"},
        {"date": "2026-06-01", "slug": "open", "event": "done"},
    ]
    project = [
        {"id": "p1", "slug": "zine", "title": "Zine", "tags": ["zine"]},
        {"id": "p2", "slug": "grown", "tags": ["grown"], "state": "grew"},
        {"id": "p3", "slug": "gone", "tags": ["gone"], "ended": "2025-03-01"},
    ]
    names = ["done", "dropped", "again", "open", "later", "zine", "grown", "gone"]
    found = tasks(names, [], goal=goal, goal_event=event, project=project)
    assert found.index[found["kind"] == "plan"].tolist() == ["again", "open", "zine"]
    assert found.loc["zine", "text"] == "Zine"
    assert found.loc["gone", "kind"] == "none"
