"""What a chart says of its own marks: a legend of what is there and as it is drawn, and each month's name once."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

from careerkit import chart, theme
from careerkit.charts import energy_labels, momentum_weeks, role_gaps
from careerkit.drawing.legend import Mark, keyed
from careerkit.drawing.months import month_axis
from tests.charts.samples import sample

MARKS = {"a": Mark(theme.BLUE), "b": Mark(theme.ORANGE, "square", is_hollow=True)}


def words(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def strip(first: str, *states: str) -> pd.DataFrame:
    weeks = pd.date_range(first, periods=len(states), freq="7D")
    return pd.DataFrame({"week": weeks, "state": states})


def test_a_hollow_mark_is_hollow_in_the_legend_and_what_is_not_there_is_not_named() -> None:
    both = {name: channel.to_dict() for name, channel in keyed("kind:N", MARKS, {"a", "b"}).items()}
    assert both["fill"]["scale"] == {"domain": ["a", "b"], "range": [theme.BLUE, "transparent"]}
    assert both["stroke"]["scale"]["range"] == [theme.BLUE, theme.ORANGE]
    assert both["shape"]["scale"]["range"] == ["circle", "square"]
    one = keyed("kind:N", MARKS, {"b", "c", None})["fill"].to_dict()
    assert one["scale"] == {"domain": ["b"], "range": ["transparent"]}
    assert keyed("kind:N", MARKS, ())["shape"].to_dict()["legend"] is None


@pytest.mark.parametrize(
    ("states", "legend"),
    [(["logged"] * 9, ["logged"]), (["logged", "paused", "silent"] * 3, ["logged", "silent", "paused"])],
)  # fmt: skip
def test_the_strip_names_the_states_that_occur(states: list[str], legend: list[str]) -> None:
    svg = chart.render("activity_strip", strip("2025-01-06", *states)).svg
    assert [word for word in words(svg) if word in ("logged", "silent", "paused")] == legend
    hollow = [
        mark for mark in re.findall(r"<path[^>]*>", svg) if f'stroke="{theme.ORANGE}"' in mark
    ]
    assert len(hollow) == (4 if "silent" in states else 0), "three weeks and one in the legend"
    assert not [mark for mark in hollow if f'fill="{theme.ORANGE}"' in mark]


@pytest.mark.parametrize(
    ("first", "weeks", "names"),
    [
        ("2023-01-02", 52, ["Jan", "Dec"]),
        ("2024-01-01", 53, ["Jan", "Dec"]),
        ("2024-12-30", 53, ["Jan", "Dec"]),
        ("2025-07-01", 10, ["Jul", "Sep"]),
    ],
)
def test_every_month_of_a_year_has_its_name_once(first: str, weeks: int, names: list[str]) -> None:
    """First weeks on 2 January, on the 1st, in December; a few weeks of summer."""
    svg = chart.render("activity_strip", strip(first, *["logged"] * weeks)).svg
    months = [word for word in words(svg) if len(word) == 3]
    assert [months[0], months[-1]] == names
    assert len(months) == len(set(months)) == (12 if weeks > 50 else 3)


def test_no_weeks_have_no_months() -> None:
    assert month_axis([]).to_dict()["values"] == []


def test_momentum_names_the_states_that_occur() -> None:
    table = sample("momentum").table
    quiet = table.assign(state="steady", recovery=None)
    assert "slump" in words(chart.render("momentum_weeks", table).svg)
    assert not {"slump", "silence", "pause"} & set(words(chart.render("momentum_weeks", quiet).svg))
    said = momentum_weeks.alt(quiet)
    assert "slump" not in said
    assert f"{len(quiet)} steady" in said


def test_milestones_name_the_marks_that_occur_and_the_whole_year() -> None:
    table = sample("goals").table
    some = table[table["state"] == "done"].assign(likely=pd.NaT)
    svg = chart.render("milestones", some).svg
    assert set(words(svg)) >= {"done", "first date"}
    assert not {"dropped", "likely", "date now"} & set(words(svg))
    assert any(re.fullmatch(r"[A-Z][a-z]{2} 20\d\d", word) for word in words(svg))


def with_labels(n: int) -> pd.DataFrame:
    """`n` labels that may be told; the first of them clear."""
    rows: list[dict[str, Any]] = [
        {
            "label": f"tag-{i}", "kind": "activity", "n": 9, "shrunk": 0.1 * i, "low": -0.1, "high": 0.2 * i,
            "status": "clear" if i == 0 else "not_yet", "hours": 1.0,
        }
        for i in range(n)
    ]  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(("n", "drawn"), [(15, 15), (20, 20), (21, 20)])
def test_labels_that_are_not_drawn_are_counted(n: int, drawn: int) -> None:
    found = chart.render("energy_labels", with_labels(n))
    assert sum(word.startswith("tag-") for word in words(found.svg)) == drawn
    assert ("; 20 of the 21 are drawn." in found.alt) == (n > drawn)
    assert str(energy_labels.MOST) in found.caption
    assert "may be chance" not in words(found.svg)


def test_every_skill_of_the_nearest_role_is_counted_once() -> None:
    """One of each state."""
    states = ["met", "part", "over a year ago", "not observed"]
    table = pd.DataFrame(
        [
            {"role": "r", "skill": state, "importance": 1.0, "level": 2, "uses_at_level": 0, "unrated": 0,
             "last_use": None, "state": state, "nearest": True}
            for state in states
        ]
    )  # fmt: skip
    said = role_gaps.alt(table)
    assert said.startswith("Of 4 skills of the nearest role 1 were used")
    assert said.endswith("1 less often, 1 over a year ago; 1 are not observed.")
    assert "over a year ago" in words(chart.render("role_gaps", table).svg)


@pytest.mark.parametrize("name", ["momentum_weeks", "milestones", "learning_by_month", "years", "position", "role_gaps"])  # fmt: skip
def test_a_caption_does_not_promise_marks_that_may_be_missing(name: str) -> None:
    caption = chart.render(name, sample(chart.part(name).MEASURE).table).caption
    assert "if any" in caption
    assert "dark" not in caption
    assert "pale" not in caption
