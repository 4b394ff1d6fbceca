"""A made-up review with every kind of block, drawn with real charts, for the browser to open."""

from __future__ import annotations

from typing import Any

import altair
import pandas
import vl_convert

from careerkit import blocks
from careerkit.blocks import Block, Cell

READER = "mentor"
_SHARED: dict[str, Any] = {"audience": [READER]}
_COLOURS = ["#3b7dd8", "#c9792a", "#2f9e8e", "#a2558f"]


def notebook() -> dict[str, Any]:
    """An executed notebook, one block to a cell, in the form that nbformat reads."""
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "metadata": {},
            "execution_count": number,
            "source": "",
            "outputs": [
                {
                    "output_type": "display_data",
                    "metadata": {},
                    "data": block._repr_mimebundle_(),
                }
            ],
        }
        for number, block in enumerate(_blocks(), start=1)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def _blocks() -> list[Block]:
    return [
        blocks.cover(
            "A year at the counter, and past it",
            ["Year under review: 2025", "As of 31 December 2025", "Prepared for a mentor"],
            **_SHARED,
        ),
        blocks.prose(
            "The year in short: **the advising hours grew, the counter hours did not**. Three of"
            " six analyses can speak; the others say what they are waiting for.",
            **_SHARED,
        ),
        blocks.section("summary", "What changed this year", **_SHARED),
        blocks.statement(
            "Hours that build on earlier work rose from about a quarter to nearly half of all"
            " logged hours.",
            "clear",
            214,
            **_SHARED,
        ),
        blocks.statement(
            "Does explaining a product to a customer give more energy than selling it?",
            "hint",
            31,
            "9 more rated entries, over at least 4 weeks.",
            **_SHARED,
        ),
        _hours(),
        blocks.prose(
            "Most of the growth sits in two strands:\n\n- *pension talks*, from April on\n"
            "- the evening course, with its [public syllabus](https://example.org/syllabus)\n\n"
            "### How to read this\nAn hour counts as building only when a later hour used it.",
            **_SHARED,
        ),
        blocks.section("energy", "What gives and what takes energy", **_SHARED),
        _energy(),
        blocks.statement(
            "Whether mornings are better than afternoons.",
            "not_yet",
            4,
            "6 more rated weeks with entries at both times of day.",
            **_SHARED,
        ),
        blocks.quote(
            "Mrs. L. came back with her sister. She said: \u201cyou explained it so that I could"
            " explain it.\u201d\nI walked home the long way.",
            "2025-03-14",
            "win",
            "Second referral this quarter.",
            **_SHARED,
        ),
        blocks.quote("שלום — a greeting learned for one customer.", "2025-06", **_SHARED),
        blocks.section("goals", "Goals and milestones", **_SHARED),
        blocks.table(
            "Milestones of the year, with planned and real dates",
            ["Milestone", "Planned", "Done", "Hours", "What came of it"],
            [
                ["Module one of the certificate", "2025-03-31", "2025-03-20", 41.5, "Passed"],
                ["Shadow ten advice talks", "2025-06-30", "2025-08-02", 18, "Two now run alone"],
                ["Module two", "2025-11-30", None, 22.25, "Moved to spring, with a reason"],
            ],
            **_SHARED,
        ),
        blocks.statement(
            "Planning accuracy against last year.",
            "not_comparable",
            7,
            "the same way of planning for two years in a row.",
            **_SHARED,
        ),
        blocks.section("network", "Feedback and network", **_SHARED),
        blocks.statement("Feedback from two people.", "withheld", 2, **_SHARED),
        blocks.statement("Time to act on feedback.", "failed", 0, **_SHARED),
        blocks.table("Introductions made", ["Month", "Count"], [], **_SHARED),
        blocks.quote("PRIVATE words that name nobody", "2025-05-05"),
        blocks.section("private", "Salary", audience=["owner"]),
        blocks.prose("Not for this reader.", audience=["owner"]),
    ]


def _hours() -> Block:
    months = pandas.date_range("2025-01-01", periods=12, freq="MS").strftime("%b").tolist()
    building = [9, 11, 10, 16, 18, 21, 14, 9, 22, 26, 25, 19]
    repeat = [22, 20, 24, 19, 17, 18, 12, 8, 17, 16, 15, 14]
    frame = pandas.DataFrame({"month": months * 2, "hours": building + repeat})
    frame["kind"] = ["building"] * 12 + ["repeat"] * 12
    drawn = (
        altair.Chart(frame)
        .mark_bar()
        .encode(
            x=altair.X("month:N", sort=months, title=None, axis=altair.Axis(labelAngle=0)),
            y=altair.Y("hours:Q", title="hours"),
            color=altair.Color("kind:N", title=None),
        )
    )
    rows: list[list[Cell]] = [list(row) for row in zip(months, building, repeat, strict=True)]
    return blocks.chart(
        "hours",
        "Hours that build, hours that repeat",
        _draw(drawn),
        "Bars by month: building hours rise from 9 in January to 26 in October.",
        "Every logged hour belongs to one class. July and August hold three weeks of holiday.",
        (["Month", "Building", "Repeat"], rows),
        **_SHARED,
    )


def _energy() -> Block:
    labels = ["Explaining", "Planning", "Selling", "Paperwork"]
    low, mid, high = [0.6, 0.1, -0.5, -1.1], [1.1, 0.5, 0.0, -0.8], [1.6, 0.9, 0.5, -0.4]
    frame = pandas.DataFrame({"activity": labels, "low": low, "mid": mid, "high": high})
    base = altair.Chart(frame).encode(y=altair.Y("activity:N", sort=labels, title=None))
    drawn = base.mark_rule(strokeWidth=2, color="#3b7dd8").encode(
        x=altair.X("low:Q", title="energy against the year's average"), x2="high:Q"
    ) + base.mark_circle(size=70, color="#3b7dd8").encode(x="mid:Q")
    rows: list[list[Cell]] = [list(row) for row in zip(labels, low, mid, high, strict=True)]
    return blocks.chart(
        "energy",
        "Energy by activity",
        _draw(drawn.properties(height=130)),
        "Dots with intervals: explaining stands highest, paperwork lowest.",
        "The line shows where the average plausibly lies. People log more on strong days.",
        (["Activity", "Low", "Middle", "High"], rows),
        **_SHARED,
    )


def _draw(chart: altair.LayerChart | altair.Chart) -> str:
    quiet = {f"{part}Color": "currentColor" for part in ("label", "title", "domain", "tick")}
    config = {
        "background": None,
        "view": {"stroke": None, "continuousWidth": 290, "discreteWidth": 300},
        "axis": quiet | {"gridColor": "currentColor", "gridOpacity": 0.12, "domainOpacity": 0.4},
        "legend": {"labelColor": "currentColor", "orient": "bottom"},
        "range": {"category": _COLOURS},
    }
    spec = chart.to_dict() | {"config": config}
    return str(vl_convert.vegalite_to_svg(spec, vl_version="6.4"))
