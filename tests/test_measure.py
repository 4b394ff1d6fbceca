"""Running measures: arguments by name, and one that breaks."""

from __future__ import annotations

import pytest

from careerkit import measure
from careerkit.errors import UsageError
from careerkit.measure import Measure, Status
from careerkit.measures import boundaries
from tests.measures.frames import frame, year


def test_a_measure_that_breaks_fails_alone_and_tells_no_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(period: object) -> Measure:
        raise ValueError("secret")

    monkeypatch.setattr(boundaries, "boundaries", broken)
    found = measure.run("boundaries", {"period": year()})
    assert (found.status, found.name) == (Status.FAILED, "boundaries")
    assert "ValueError" in found.statement
    assert "secret" not in found.statement + found.needs


def test_wrong_use_is_no_failed_measure(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> Measure:
        raise UsageError("no such thing")

    monkeypatch.setattr(boundaries, "boundaries", refused)
    with pytest.raises(UsageError):
        measure.run("boundaries", {})


def test_a_measure_gets_what_it_names() -> None:
    found = measure.run("going_cold", {"touch": frame("touch"), "period": year(), "other": 1})
    assert (found.status, found.name) == (Status.NOT_YET, "going_cold")


def test_an_unknown_measure_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="boundaries"):
        measure.run("boundary", {})


def test_measures_come_in_the_order_of_a_review() -> None:
    names = [name for name, _ in measure.parts()]
    expected = [
        "trust", "wins", "energy", "adding_up", "position", "momentum", "goals", "goal_time", "connections",
        "follow_ups", "going_cold", "feedback", "mentor_replies", "learning", "learning_used", "reading", "side_projects",
        "boundaries", "target_roles", "role_fit", "compass", "interests", "year_over_year",
    ]  # fmt: skip
    assert names == expected
