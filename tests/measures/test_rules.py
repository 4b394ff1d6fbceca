"""What every measure promises: its interface, silence without data, pauses that change no rate, no text of the log."""

from __future__ import annotations

import inspect
import itertools
import math
from typing import Any

import pandas as pd
import pytest

from careerkit import audience, measure, tables, workspace
from careerkit.measure import Measure, Status
from careerkit.settings import Settings
from careerkit.workbook import Year
from tests.measures.frames import days, frame, run, year

NAMES = [name for name, _ in measure.parts()]
SECRET = "xyzzy"


def log(skip: set[str] | None = None) -> dict[str, Any]:
    """A year and a half with something on most days, from one fixed pattern; nothing on the days to skip."""
    rows: dict[str, list[dict[str, Any]]] = {
        "entry": [],
        "touch": [],
        "learning": [],
        "boundary": [],
    }
    for i, day in enumerate(days("2024-07-01", 549)):
        if skip and day in skip:
            continue
        same = {
            "id": day,
            "date": day,
            "text": f"{SECRET} text",
            "detail": SECRET,
            "tags": [SECRET],
        }
        if i % 3 == 0:
            rows["entry"].append({**same, "word": "win", "impact": SECRET, "energy": i % 5 - 2})
        if i % 7 == 2:
            rows["entry"].append({**same, "word": "lesson"})
        if i % 4 == 1:
            rows["touch"].append({**same, "person": f"{SECRET}-{i % 9}", "meaningful": True})
        if i % 6 == 3:
            rows["learning"].append({**same, "title": SECRET, "hours": 1 + i % 3})
        if i % 2 == 0:
            rows["boundary"].append({"date": day, "name": SECRET, "kept": i % 5 != 0})
    rows["goal"] = [
        {"slug": "a", "parent": "b", "title": SECRET, "due": "2025-05-01", "set_on": "2025-01-01"}
    ]
    rows["goal_event"] = [{"date": "2025-05-09", "slug": "a", "event": "done", "reason": SECRET}]
    return rows


@pytest.mark.parametrize("name", NAMES)
def test_the_interface(name: str) -> None:
    part = dict(measure.parts())[name]
    function = getattr(part, name)
    assert part.TITLE.strip()
    assert part.QUESTION.strip().endswith("?")
    assert all(isinstance(value, int | float) for value in part.GATES.values())
    assert len(inspect.getdoc(function) or "") > 80
    known = {*tables.names(), "period", "settings", "scores"}
    assert set(inspect.signature(function).parameters) <= known


def test_every_measure_has_its_own_place() -> None:
    orders = [part.ORDER for _, part in measure.parts()]
    assert len(set(orders)) == len(orders)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_log_says_how_to_begin(name: str) -> None:
    found = run(name)
    assert (found.status, found.n) == (Status.NOT_YET, 0)
    assert found.statement
    assert len(found.needs) > 20


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rows", [1, 5])
def test_a_log_of_a_few_lines_is_no_trouble(name: str, rows: int) -> None:
    some = [
        {"id": day, "date": day, "word": "win", "text": "x"} for day in days("2025-03-03", rows)
    ]
    touch = [{"date": row["date"], "text": "x", "person": "a", "meaningful": True} for row in some]
    found = run(name, entry=some, touch=touch, learning=[{"date": "2025-03-03", "title": "x"}])
    _is_sound(found)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("as_of", ["2025-01-01", "2025-06-18", "2025-12-31"])
def test_a_full_log_is_sound_at_any_time_of_the_year(name: str, as_of: str) -> None:
    _is_sound(run(name, year(2025, as_of=as_of), **log()))


def _is_sound(found: Measure) -> None:
    _is_marked_soundly(found)
    assert found.statement
    assert bool(found.needs) or found.status is Status.CLEAR
    assert found.statement.rstrip().endswith((".", "?"))
    text = found.statement + found.needs + str(dict(found.values))
    assert SECRET not in text
    # What names things is the owner's alone: nobody else gets those rows.
    shared = audience.shared_rows(found.table, audience.reader("mentor"))
    assert SECRET not in shared.drop(columns="share", errors="ignore").to_csv()
    assert all(
        value is None or isinstance(value, int | float | str) for value in found.values.values()
    )
    assert not any(
        isinstance(value, float) and math.isnan(value) for value in found.values.values()
    )
    assert len(found.rows) <= 15


def _is_marked_soundly(found: Measure) -> None:
    """What a sentence is about is one of few words, and only what may be believed is about anything."""
    for said in found.statements:
        assert said.about in measure.ABOUT, said
        assert not said.about or said.status in (Status.CLEAR, Status.HINT), said
    assert found.headline.about == found.about


def test_the_samples_say_what_changed_and_where_somebody_is_stuck() -> None:
    """The four samples in their three years: both marks stand in more than one section, and only on what may be believed."""
    about: dict[str, set[str]] = {"changed": set(), "stuck": set()}
    for who, number in itertools.product(workspace.sample_names(), (2023, 2024, 2025)):
        for name, found in Year(f"sample:{who}", number, audience="owner").measures().items():
            _is_marked_soundly(found)
            for said in found.statements:
                about.get(said.about, set()).add(name)
    assert {"position", "adding_up", "energy", "momentum", "connections", "learning"} <= about["changed"]  # fmt: skip
    assert {"goals", "follow_ups", "learning_used", "connections"} <= about["stuck"]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_log_in_another_order_says_the_same(name: str) -> None:
    rows = log()
    turned = {table: found[::-1] for table, found in rows.items()}
    one, two = run(name, **rows), run(name, **turned)
    assert (one.status, one.n, one.statement, one.values) == (
        two.status,
        two.n,
        two.statement,
        two.values,
    )
    pd.testing.assert_frame_equal(one.table, two.table)
    pd.testing.assert_frame_equal(one.rows, two.rows)


RATES = {
    "connections": ["cadence", "low", "high", "gentle_share", "top_three_share"],
    "learning": ["hours_per_month", "months_met", "months"],
    "boundaries": ["kept_rate", "low", "high"],
    "goals": ["on_time_rate", "km_median_slip_days", "multiplier"],
    "wins": ["measured_share"],
    "trust": ["completeness_energy", "recency_tilt", "imported_share"],
    "momentum": ["baseline", "slumps", "slump_weeks"],
    "follow_ups": ["on_time_rate", "median_days"],
    "feedback": ["closure", "median_days_to_action"],
    "learning_used": ["conversion", "low", "high"],
    "reading": ["finished", "books_tried"],
}


@pytest.mark.parametrize("name", RATES)
@pytest.mark.parametrize("start", ["2025-02-03", "2025-07-28", "2025-11-10"])
def test_a_declared_pause_in_an_empty_fortnight_changes_no_rate(name: str, start: str) -> None:
    """Silence is unknown and a pause is frozen: neither is a hit or a miss."""
    fortnight = days(start, 14)
    rows = log(skip=set(fortnight))
    silent = run(name, year(2025), **rows)
    paused = run(name, year(2025, pauses=[(fortnight[0], fortnight[-1])]), **rows)
    assert {key: silent.values[key] for key in RATES[name]} == pytest.approx(
        {key: paused.values[key] for key in RATES[name]}
    )
    assert silent.status == paused.status


@pytest.mark.parametrize(("name", "key"), [("connections", "weeks"), ("learning", "months")])
def test_unknown_is_not_zero_unless_the_stream_is_complete(name: str, key: str) -> None:
    """Six silent weeks are left out; declared complete they count as empty."""
    rows = log(skip=set(days("2025-03-31", 42)))
    period = year(2025)
    unknown, declared = (
        run(name, period, **rows),
        run(name, period, Settings(complete=("touch", "learning")), **rows),
    )
    rate = {"connections": "cadence", "learning": "hours_per_month"}[name]
    assert unknown.values[rate] > declared.values[rate]  # type: ignore[operator]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_after_the_as_of_day_is_looked_at(name: str) -> None:
    """Rows that happen later change nothing in the review of an earlier day."""
    period = year(2025, as_of="2025-06-18")
    rows = log()
    before = {
        table: [row for row in found if str(row.get("date", "")) <= "2025-06-18"]
        for table, found in rows.items()
    }
    one, two = run(name, period, **rows), run(name, period, **before)
    assert (one.statement, one.values, one.n) == (two.statement, two.values, two.n)


def test_gates_are_numbers_that_the_rules_use() -> None:
    """The momentum gates are those of the rule itself, so that the appendix cannot drift from the code."""
    from careerkit import stats
    from careerkit.measures import momentum

    assert momentum.GATES["baseline_weeks"] == stats.LEAST_BASELINE
    assert momentum.GATES["expected_moves_in_4_weeks"] == stats.LEAST_EXPECTED


def test_the_builder_gives_every_column() -> None:
    for name in tables.names():
        assert list(frame(name).columns) == [
            column.name for column in tables.table(name).all_columns
        ]
