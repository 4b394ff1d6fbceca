"""Evenings kept and what goes with them."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit import stats
from tests.measures.frames import days, run, year


def evening(day: str, kept: bool | None, name: str = "tech-free") -> dict[str, Any]:
    return {"date": day, "name": name, "kept": kept}


def test_numbers_by_hand() -> None:
    """12 evenings from Monday 6 January, the first 9 kept: 9 of 12; Mondays 2 of 2, Fridays 1 of 2 (the 10th, the 17th)."""
    rows = [evening(day, i < 9) for i, day in enumerate(days("2025-01-06", 12))]
    found = run("boundaries", boundary=rows)
    assert found.status == "clear"
    assert (found.values["kept"], found.values["evenings"], found.values["kept_rate"]) == (
        9,
        12,
        0.75,
    )
    assert (found.values["low"], found.values["high"]) == stats.wilson(9, 12)
    table = found.table.set_index("weekday")
    assert table.loc["Mon", ["kept", "known"]].tolist() == [2, 2]
    assert table.loc["Fri", ["kept", "known"]].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("n", "status"), [(0, "not_yet"), (1, "hint"), (11, "hint"), (12, "clear")]
)
def test_gates_at_their_borders(n: int, status: str) -> None:
    found = run("boundaries", boundary=[evening(day, True) for day in days("2025-01-06", n)])
    assert (found.status, found.n) == (status, n)
    assert ("?" in found.statement) is (status == "hint")


def test_unknown_days_and_paused_days_do_not_count() -> None:
    rows = [evening("2025-01-06", True), evening("2025-01-07", None), evening("2025-01-14", False)]
    found = run("boundaries", year(2025, pauses=[("2025-01-13", "2025-01-19")]), boundary=rows)
    assert found.values["evenings"] == 1


def test_an_evening_is_kept_when_all_its_boundaries_were() -> None:
    rows = [evening("2025-01-06", True), evening("2025-01-06", False, "no mail")]
    assert run("boundaries", boundary=rows).values["kept"] == 0


@pytest.mark.parametrize(("kept", "words"), [(True, "always kept"), (False, "never kept")])
def test_without_contrast_no_comparison_is_made(kept: bool, words: str) -> None:
    found = run("boundaries", boundary=[evening(day, kept) for day in days("2025-01-06", 20)])
    assert found.values["payoff_state"] == words
    assert "no comparison" in found.statement


def _weeks(n: int, effect: int) -> dict[str, Any]:
    """`n` weeks with Monday and Tuesday kept, Wednesday and Thursday broken, energy the next day."""
    rows: dict[str, Any] = {"boundary": [], "entry": []}
    for monday in days("2025-01-06", n, 7):
        for i, day in enumerate(days(monday, 4)):
            rows["boundary"].append(evening(day, i < 2))
            following = days(day, 2)[1]
            rows["entry"].append(
                {"date": following, "word": "did", "text": "x", "energy": effect if i < 2 else 0}
            )
    return rows


def test_a_clear_payoff_is_told_with_its_size() -> None:
    """8 weeks, 16 kept and 16 broken, always 2 apart: b = 2 and no relabelling does better often."""
    found = run("boundaries", **_weeks(8, 2))
    assert (found.values["payoff"], found.values["payoff_state"]) == (pytest.approx(2), "seen")
    assert (
        found.values["payoff_kept"],
        found.values["payoff_broken"],
        found.values["payoff_weeks"],
    ) == (16, 16, 8)
    assert "went with higher energy" in found.statement
    assert found.values["payoff_p"] == run("boundaries", **_weeks(8, 2)).values["payoff_p"]


def test_no_payoff_without_a_difference() -> None:
    found = run("boundaries", **_weeks(8, 0))
    assert found.values["payoff_state"] == "not seen"


def test_seven_mixed_weeks_are_too_few() -> None:
    found = run("boundaries", **_weeks(7, 2))
    assert (found.values["payoff"], found.values["payoff_state"]) == (None, "too few")
    assert "14 of 15 kept" in found.statement


def test_the_name_of_a_boundary_stays_out() -> None:
    found = run(
        "boundaries", boundary=[evening(day, True, "secret") for day in days("2025-01-06", 12)]
    )
    assert "secret" not in found.statement + found.table.to_csv() + str(found.values)
