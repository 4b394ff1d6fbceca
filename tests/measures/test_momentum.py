"""Moves a week and slumps."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit.period import Period
from tests.measures.frames import days, run, year


def moves(start: str, weeks: int, a_week: int) -> list[dict[str, Any]]:
    """`a_week` wins on the first days of each week, and one note."""
    rows = []
    for monday in days(start, weeks, 7):
        rows += [{"date": day, "word": "win", "text": "x"} for day in days(monday, a_week)]
        rows.append({"date": monday, "word": "note", "text": "x"})
    return rows


def test_a_slump_by_hand() -> None:
    """4 wins a week from 2 September 2024, 1 a week for 8 weeks from 31 March 2025, then 4 again.

    S falls 13, 10, 7, 4; low (S <= 0.6 b, z <= -2.3) from the third week on: 14 April is 2025-W16. S is back over
    0.8 b in the third and fourth week after, so the slump ends with the week of 2 June: 16 of 4 x 4.
    """
    rows = moves("2024-09-02", 30, 4) + moves("2025-03-31", 8, 1) + moves("2025-05-26", 10, 4)
    found = run("momentum", year(2025, as_of="2025-08-03"), entry=rows)
    assert found.status == "clear"
    assert (found.values["slumps"], found.values["slump_start"]) == (1, "2025-W16")
    state = found.table.set_index("week")["state"]
    assert state["2025-04-14"] == "slump"
    assert state["2025-04-07"] == "steady"
    assert found.values["slump_weeks"] == (state == "slump").sum()


def test_steady_years_have_no_slump() -> None:
    found = run("momentum", entry=moves("2024-06-03", 82, 3))
    assert (found.status, found.values["slumps"], found.values["slump_start"]) == ("clear", 0, None)
    assert found.values["baseline"] == pytest.approx(12)


def test_many_moves_of_a_kind_on_one_day_are_one() -> None:
    rows = [{"date": "2025-01-06", "word": "win", "text": str(i)} for i in range(9)]
    assert run("momentum", entry=rows).table["moves"].tolist()[0] == 1


def test_every_kind_of_move_counts() -> None:
    day = "2025-01-06"
    found = run(
        "momentum",
        entry=[
            {"date": day, "word": word, "text": "x"}
            for word in ("win", "lesson", "try", "note", "did")
        ],
        touch=[{"date": day, "text": "x", "meaningful": True}, {"date": "2025-01-07", "text": "x"}],
        learning=[{"date": day, "title": "x"}],
        goal=[{"slug": "a", "parent": "b"}, {"slug": "b"}],
        goal_event=[{"date": day, "slug": slug, "event": "done"} for slug in "ab"],
        feedback=[{"date": "2024-01-01", "action_done_on": day}],
    )
    assert found.table["moves"].tolist()[0] == 7


@pytest.mark.parametrize(("weeks", "status"), [(15, "not_yet"), (16, "clear")])
def test_the_gate_of_12_baseline_weeks(weeks: int, status: str) -> None:
    """12 weeks of baseline and 4 to set against it; as of then, the one judged week of 16 is a question."""
    period = year(2025, as_of=days("2025-01-06", 1 + weeks * 7)[-1])
    found = run("momentum", period, entry=moves("2025-01-06", weeks, 3))
    assert (found.status == "not_yet") is (status == "not_yet")
    assert found.needs


@pytest.mark.parametrize(("a_week", "status"), [(1, "not_yet"), (2, "clear")])
def test_the_gate_of_8_moves_in_4_weeks(a_week: int, status: str) -> None:
    found = run("momentum", entry=moves("2024-06-03", 82, a_week))
    assert found.status == status
    if status == "not_yet":
        assert "too few moves" in found.statement.lower()


def test_few_judged_weeks_are_a_question() -> None:
    found = run("momentum", year(2025, as_of="2025-07-06"), entry=moves("2025-01-06", 24, 3))
    assert found.status == "hint"
    assert "?" in found.statement


def test_pauses_and_silences_are_named() -> None:
    rows = moves("2024-06-03", 40, 3)
    pause: Period = year(2025, as_of="2025-06-29", pauses=[("2025-03-10", "2025-03-23")])
    state = run("momentum", pause, entry=rows).table.set_index("week")["state"]
    assert state["2025-03-10"] == state["2025-03-17"] == "break"
    assert state["2025-04-28"] == "silence"
