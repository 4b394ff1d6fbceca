"""Entries with their labels, which of those stand out, and which cannot be told apart."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from careerkit.counting import labels
from tests.measures.frames import days, frame, year

GATES = {"nearly_always_together": 0.8, "least_difference": 0.25}
MONDAYS = days("2025-01-06", 12, 7)


def rated(choir: list[int]) -> pd.DataFrame:
    """Twelve weeks with ten plain lines at 0, and `choir` with these values, one a week."""
    rows = [{"id": f"{day} {i}", "date": day, "energy": 0} for day in MONDAYS for i in range(10)]
    rows += [
        {"id": f"choir {day}", "date": day, "energy": energy, "tags": ["choir"]}
        for day, energy in zip(MONDAYS, choir, strict=False)
    ]
    return labels.labelled(frame("entry", rows), frame("skill"), year(), months=24)


def judged(known: pd.DataFrame) -> Any:
    return labels.judged(known, q=0.05, p=0.10, least=0.25).loc["choir"]


def test_labelled_entries_are_the_last_months_in_order() -> None:
    """24 months up to 31 December 2025 begin on 1 January 2024; a Sunday is in the week of the Monday before."""
    entry = frame("entry", [
        {"id": "c", "date": "2026-01-01"}, {"id": "b", "date": "2025-01-12", "energy": 2, "tags": ["x"]},
        {"id": "a", "date": "2025-01-06"}, {"id": "old", "date": "2023-12-31"}, {"id": "first", "date": "2024-01-01"},
    ])  # fmt: skip
    found = labels.labelled(entry, frame("skill"), year(), months=24)
    assert found["id"].tolist() == ["first", "a", "b"]
    assert found["is_now"].tolist() == [False, True, True]
    assert found["week"].diff().tolist()[1:] == [53, 0]
    assert found["labels"].tolist() == [[], [], ["x"]]
    assert found["energy"].isna().tolist() == [True, True, False]


def test_one_label_beyond_chance() -> None:
    """D = 1, se = 0.378, p = 0.033 with 7 degrees of freedom; alone in its family q = p."""
    found = judged(rated([2, 2, 0, 0, 2, 0, 0, 2]))
    assert (found["status"], found["kind"]) == (labels.CLEAR, "activity")
    assert found["q"] == pytest.approx(0.033, abs=0.001)
    assert found["low"] < 0.5 < found["high"]
    assert bool(found["same_sign"])


def test_under_ten_percent_is_a_hint() -> None:
    """D = 6/8, squared deviations 7.5 in 8 weeks: se = sqrt(8/7 x 7.5) / 8 = 0.366, t = 2.05, p = 0.080 with 7 df."""
    found = judged(rated([1, 2, 0, 2, 1, -1, 1, 0]))
    assert found["p"] == pytest.approx(0.080, abs=0.002)
    assert found["status"] == labels.HINT


def test_a_small_difference_is_not_yet_whatever_its_p() -> None:
    """D = 3/8, shown half of it, since n/(n+8) = 1/2."""
    found = judged(rated([1, 0, 1, 0, 1, 0, 0, 0]))
    assert found["shrunk"] == pytest.approx(0.1875)
    assert found["status"] == labels.NOT_YET


def test_who_carries_a_label_of_a_status() -> None:
    known = rated([2] * 8)
    found = labels.judged(known, q=0.05, p=0.10, least=0.25)
    assert list(known["id"][labels.carry(known, found, labels.CLEAR)]) == [
        f"choir {day}" for day in MONDAYS[:8]
    ]
    assert not labels.carry(known, found, labels.HINT).any()


@pytest.mark.parametrize(("alone", "pairs"), [(0, 1), (5, 1), (6, 0)])
def test_an_activity_that_nearly_always_comes_with_a_skill(alone: int, pairs: int) -> None:
    """20 lines carry both, at -1; sales alone 20 at +1; calls alone 0, 5 (20 of 25 are 80 %) or 6 times, at -1."""
    mondays = days("2025-01-06", 20, 7)
    kinds = [
        (1, ["sales"], 20),
        (-1, ["sales", "calls"], 20),
        (-1, ["calls"], alone),
        (0, [], 20),
        (0, [], 20),
    ]
    rows = [
        {"id": f"{day} {i}", "date": day, "energy": energy, "tags": tags, "skills": tags[:1] if "sales" in tags else []}
        for i, (energy, tags, n) in enumerate(kinds) for day in mondays[:n]
    ]  # fmt: skip
    known = labels.labelled(frame("entry", rows), frame("skill"), year(), months=24)
    found = labels.judged(known, q=0.05, p=0.10, least=0.25)
    got = labels.hard_to_separate(known, found, GATES)
    assert len(got) == pairs
    for activity, skill, ids in got:
        assert (activity, skill) == ("calls", "sales")
        assert ids == tuple(f"{day} 1" for day in mondays)


def test_nothing_is_hard_to_separate_where_nothing_stands_out() -> None:
    known = rated([0] * 8)
    found = labels.judged(known, q=0.05, p=0.10, least=0.25)
    assert labels.hard_to_separate(known, found, GATES) == []
