"""What must hold for every measure at once: other names, another order of columns, other units of time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd
import pytest

from careerkit import measure, tables
from careerkit.measure import Measure
from careerkit.settings import TARGETS, Settings
from tests.charts import samples
from tests.measures.frames import days, frame, no_scores, year

NAMES = [name for name, _ in measure.parts()]
PERIOD = year(2025, pauses=[("2025-08-04", "2025-08-17")])
# What doubles when every hour is two: totals and rates of hours, and nothing else.
DOUBLED = {
    "energy": {"hours", "hours_before"},
    "adding_up": {"skill_hours", "skill_hours_before"},
    "learning": {
        "hours",
        "hours_per_month",
        "last_three_months",
        "last_run_hours",
        "last_run_target",
    },
    "learning_used": {"hours_old", "hours_used", "hours_fresh", "hours_fresh_used"},
    "side_projects": {"hours"},
}


@cache
def inputs() -> dict[str, Any]:
    """A year with something in every section."""
    rows = samples._rows()
    promised = {"person": "ann", "text": "x", "meaningful": True, "led_to": "advice"}
    rows["touch"] = [*rows["touch"], *(
        {**promised, "id": f"p{i}", "date": day, "follow_up": f"{day[:8]}28", "followed_up_on": f"{day[:8]}{20 + i}"}
        for i, day in enumerate(days("2025-03-03", 8, 30))
    )]  # fmt: skip
    rows["book"] = [{"id": "b", "date": "2025-05-05", "title": "A book", "shelf": "read",
                     "finished": "2025-05-05", "takeaway": "x"}]  # fmt: skip
    told = {"id": "r", "date": "2025-05-05", "share_id": "c" * 32, "year": 2025, "section": "wins", "text": "x",
            "received_at": "2025-05-05T10:00"}  # fmt: skip
    rows["reply"] = [told]
    rows["feedback"] = [*rows["feedback"], {**told, "id": "f"}]
    scores = rows.get("scores", no_scores())
    made: dict[str, Any] = {name: frame(name, rows.get(name, ())) for name in tables.names()}
    return {**made, "period": PERIOD, "settings": Settings(), "scores": scores}


def run(name: str, changed: Mapping[str, Any]) -> Measure:
    found = measure.run(name, {**inputs(), **changed})
    assert found.status != "failed", found
    return found


def same(one: Measure, two: Measure) -> None:
    """Every sentence and every number but those that hold a name."""
    assert (one.status, one.n, one.values) == (two.status, two.n, two.values)
    assert [(s.text, s.status, s.n) for s in one.statements] == [
        (s.text, s.status, s.n) for s in two.statements
    ]
    assert one.effect == two.effect


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_makes_the_measure_say_something(name: str) -> None:
    """Or the other tests here would compare silence with silence."""
    assert run(name, {}).n


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_columns_means_nothing(name: str) -> None:
    turned = {t: inputs()[t].iloc[:, ::-1] for t in tables.names()}
    same(run(name, {}), run(name, turned))


def renamed(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The same table with other tags and skills."""
    lists = [column for column in ("tags", "skills") if column in table]
    return table.assign(**{
        column: pd.Series([[names.get(t, t) for t in tags] for tags in table[column]], table.index, dtype=object)
        for column in lists
    })  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_renamed_tag_changes_no_total(name: str) -> None:
    """Every tag and skill, wherever it stands, by a name that keeps their order."""
    every = {
        tag
        for t in tables.names()
        for c in ("tags", "skills")
        for tags in inputs()[t][c]
        for tag in tags
    }
    every |= set(inputs()["target"]["skill"]) | set(inputs()["skill"]["slug"])
    assert every
    names = {tag: f"{tag}-renamed" for tag in every}
    changed = {t: renamed(inputs()[t], names) for t in tables.names()}
    changed["target"] = changed["target"].assign(skill=changed["target"]["skill"].map(names))
    changed["skill"] = changed["skill"].assign(slug=changed["skill"]["slug"].map(names))
    same(run(name, {}), run(name, changed))


@pytest.mark.parametrize("name", NAMES)
def test_twice_the_hours_double_what_is_hours_and_nothing_else(name: str) -> None:
    """Hours, the target of hours and the budgets of side projects, all times two."""
    twice: dict[str, Any] = {
        t: inputs()[t].assign(hours=inputs()[t]["hours"] * 2)
        for t in ("entry", "learning", "time", "touch")
    }
    project = inputs()["project"]
    twice["project"] = project.assign(budget_hours=project["budget_hours"] * 2)
    hours = TARGETS["learning_hours_per_month"] * 2
    twice["settings"] = Settings(targets={**TARGETS, "learning_hours_per_month": hours})
    one, two = run(name, {}), run(name, twice)
    assert (one.status, one.n) == (two.status, two.n)
    scaled = DOUBLED.get(name, set())
    if scaled:
        assert any(one.values.get(key) for key in scaled)
    for key, value in one.values.items():
        expected = 2 * value if key in scaled and isinstance(value, float) else value
        assert two.values[key] == (
            pytest.approx(expected) if isinstance(expected, float) else expected
        ), key
