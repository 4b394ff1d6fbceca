"""Uses of skills, and what an entry is: building, repeat or one-off."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
import pytest

from careerkit.counting import streams
from careerkit.period import make_period
from tests.measures.frames import frame, year

EARLIER = ["2025-01-10", "2025-02-10", "2025-02-20"]
NOW = "2025-03-10"


def use(day: str, *skills: str, **other: Any) -> dict[str, Any]:
    skills = skills or ("writing",)
    return {"id": f"{day} {skills}", "date": day, "skills": list(skills), "word": "did", **other}


def last_class(*rows: dict[str, Any]) -> Any:
    """The class of the last row."""
    return streams.classes(frame("entry", rows)).iloc[-1]


def earlier(**other: Any) -> list[dict[str, Any]]:
    return [use(day, **other) for day in EARLIER]


def test_an_entry_is_one_row_per_skill() -> None:
    """Two skills on one line are two uses; a line without a skill or a date is none."""
    rows = [
        use("2025-01-02", "b", "a", hours=2, goal="g"),
        use("2025-01-01", "a", energy=1),
        {"id": "x", "date": "2025-01-03"},
        {"id": "y", "skills": ["a"]},
    ]
    found = streams.skill_uses(frame("entry", rows))
    assert found["skill"].astype(str).tolist() == ["a", "a", "b"]
    assert found["entry"].tolist() == [1, 0, 0]
    assert found["linked"].tolist() == [False, True, True]
    assert found["hours"].fillna(0).tolist() == [0, 2, 2]


@pytest.mark.parametrize(("before", "expected"), [(0, "one_off"), (2, "one_off"), (3, "repeat")])
def test_three_earlier_uses_make_a_repeat(before: int, expected: str) -> None:
    assert last_class(*earlier()[:before], use(NOW)) == expected


@pytest.mark.parametrize(
    "sign",
    [
        {"goal": "g"},
        {"builds_on": "the plan of May"},
        {"level": 3},
        {"context": "job"},
    ],
)
def test_each_sign_makes_it_building_and_only_from_three_uses_on(sign: dict[str, Any]) -> None:
    """Earlier levels 2, 2, 2 (median 2), earlier contexts all another one."""
    before = earlier(level=2, context="choir")
    assert last_class(*before, use(NOW, **sign)) == "building"
    assert last_class(*before[1:], use(NOW, **sign)) == "one_off"
    assert last_class(*before, use(NOW, level=2, context="choir", builds_on=" ")) == "repeat"


def test_three_uses_in_one_month_are_too_short_a_history() -> None:
    january = [use(day) for day in ("2025-01-10", "2025-01-20", "2025-01-30")]
    assert last_class(*january, use(NOW, goal="g")) == "repeat"


@pytest.mark.parametrize(
    ("levels", "own", "expected"),
    [
        ((1, 2, 3), 3, "building"),
        ((1, 2, 3), 2, "repeat"),
        ((2, 3, None), 3, "building"),  # the median of 2 and 3 is 2.5
        ((3, 4, None), 3, "repeat"),
        ((None, None, None), 5, "repeat"),  # above nothing known
        ((1, 1, 1), None, "repeat"),
    ],
)
def test_a_level_is_above_the_median_of_the_known_ones(
    levels: tuple[int | None, ...], own: int | None, expected: str
) -> None:
    before = [use(day, level=level) for day, level in zip(EARLIER, levels, strict=True)]
    assert last_class(*before, use(NOW, level=own)) == expected


def test_a_context_is_new_only_against_one_that_was_said() -> None:
    """A first context ever is no sign: where the earlier uses were nobody knows."""
    assert last_class(*earlier(), use(NOW, context="job")) == "repeat"
    assert last_class(*earlier(context="job"), use(NOW, context="job")) == "repeat"
    one = [use(EARLIER[0], context="choir"), *earlier()[1:]]
    assert last_class(*one, use(NOW, context="job")) == "building"


def test_the_window_is_the_365_days_before_and_not_the_day_itself() -> None:
    """10 January 2025 + 365 days is 10 January 2026: the last day that still sees all three."""
    assert last_class(*earlier(), use("2026-01-10")) == "repeat"
    assert last_class(*earlier(), use("2026-01-11")) == "one_off"
    assert last_class(*earlier()[:2], use(NOW), use(NOW)) == "one_off"


def test_the_best_qualifying_skill_decides() -> None:
    assert last_class(*earlier(), use(NOW, "filming", "writing")) == "repeat"
    assert last_class(*earlier(), use(NOW, "writing", "filming", goal="g")) == "building"


def test_no_skill_is_no_class() -> None:
    found = streams.classes(frame("entry", [use(NOW), {"id": "x", "date": NOW}]))
    assert found.isna().tolist() == [False, True]
    assert streams.classes(frame("entry")).empty


def _by_definition(rows: list[dict[str, Any]]) -> list[str]:
    """The definition, row by row, in plain Python."""
    found = []
    for row in rows:
        ranks = []
        for skill in row["skills"]:
            day = date.fromisoformat(row["date"])
            before = [
                r
                for r in rows
                if skill in r["skills"]
                and day - timedelta(days=365) <= date.fromisoformat(r["date"]) < day
            ]
            levels = [r["level"] for r in before if r["level"]]
            contexts = {r["context"] for r in before if r["context"]}
            sign = bool(row["goal"]) or bool(
                row["level"] and levels and row["level"] > median(levels)
            )
            sign |= bool(row["context"] and contexts and row["context"] not in contexts)
            months = {r["date"][:7] for r in before}
            ranks.append(
                2 if len(before) > 2 and len(months) > 1 and sign else int(len(before) > 2)
            )
        found.append(["one_off", "repeat", "building"][max(ranks)])
    return found


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_definition_in_any_order(seed: int) -> None:
    """300 random lines of three years: the same as the definition written out, in whatever order they come."""
    random = Random(seed)
    rows = []
    for i in range(300):
        day = date(1968, 11, 1) + timedelta(days=random.randrange(1100))
        rows.append(
            use(
                day.isoformat(),
                *random.sample("abcdef", random.choice([1, 1, 2])),
                id=str(i),
                level=random.choice([None, None, 1, 2, 3, 4, 5]),
                context=random.choice([None, None, None, "job", "club", "home"]),
                goal=random.choice([None] * 9 + ["g"]),
            )
        )
    entry = frame("entry", rows)
    found = streams.classes(entry)
    assert found.tolist() == _by_definition(rows)
    assert len(set(found)) == 3
    turned = entry.iloc[np.random.default_rng(seed).permutation(len(entry))]
    pd.testing.assert_series_equal(streams.classes(turned).sort_index(), found)


def test_quarters_are_those_of_the_persons_year_up_to_the_last_known_day() -> None:
    """A year from 1 April, known up to 15 August: two quarters, the second cut short."""
    period = make_period(2025, as_of=date(2025, 8, 15), starts=(4, 1))
    assert streams.quarters(period) == [
        ("2025 Q1", date(2025, 4, 1), date(2025, 7, 1)),
        ("2025 Q2", date(2025, 7, 1), date(2025, 8, 16)),
    ]


def test_hours_by_quarter_and_kind() -> None:
    """1 h of a and 3 h of b in March, 2 h of b in July, nothing in the second and the last quarter."""
    rows = [
        ("2025-03-31", 1.0, "a"),
        ("2025-03-01", 3.0, "b"),
        ("2025-07-01", 2.0, "b"),
        ("2026-01-01", 9.0, "a"),
    ]
    timed = pd.DataFrame(rows, columns=["date", "hours", "kind"]).astype({"date": "datetime64[us]"})
    found = streams.quarter_hours(timed, ["a", "b"], year())
    assert found.to_numpy().tolist() == [
        ["2025 Q1", "a", 1, 0.25, 1], ["2025 Q1", "b", 3, 0.75, 1], ["2025 Q3", "a", 0, 0, 0], ["2025 Q3", "b", 2, 1, 1],
    ]  # fmt: skip
    assert streams.quarter_hours(timed.iloc[:0], ["a"], year()).empty


def test_guesses_are_those_of_the_year_and_known_by_then() -> None:
    rows = [
        {"id": "a", "year": 2025, "topic": "x", "guess": "later", "at": "2025-07-01T00:00"},
        {"id": "b", "year": 2025, "topic": "x", "guess": "one", "at": "2025-03-01T10:30"},
        {"id": "c", "year": 2024, "topic": "x", "guess": "old"},
        {"id": "d", "year": 2025, "topic": "y", "guess": "other"},
        {"id": "e", "year": 2025, "topic": "x", "guess": "undated"},
    ]
    found = streams.guesses(frame("guess", rows), ["x"], year(2025, as_of="2025-06-30"))
    assert found["text"].tolist() == ["one", "undated"]
    assert found["date"].tolist() == [pd.Timestamp("2025-03-01"), pd.Timestamp("2025-01-01")]
    assert list(found.columns) == ["id", "date", "label", "text", "detail", "share"]
