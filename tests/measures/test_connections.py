"""Meaningful contacts a week."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit import stats
from careerkit.settings import Settings
from tests.measures.frames import days, run, year

MONDAYS = days("2025-01-06", 16, 7)


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
