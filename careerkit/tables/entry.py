"""One thing that happened: a win, a lesson, something done, a note, a step of a side project."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "entry",
    columns=(
        Column("date", "date", "the local day it happened", required=True),
        Column(
            "word",
            "choice",
            "the journal word",
            choices=("win", "lesson", "did", "note", "try"),
            required=True,
        ),
        Column("text", "text", "what happened, in the person's words", required=True, private=True),
        Column("detail", "text", "the indented lines below it", private=True),
        Column("hours", "number", "decimal hours", low=0, high=24, above=True),
        Column("energy", "integer", "-2 drained to +2 energised", low=-2, high=2),
        Column("people", "list", "people by slug", private=True),
        Column("starred", "flag", "the person marked it as one of the year's best"),
        Column("impact", "text", "what came of it, in words", private=True),
        Column("impact_before", "number", "the measured value before"),
        Column("impact_after", "number", "the measured value after"),
        Column("impact_unit", "text", "the unit of before and after", private=True),
        Column(
            "reach",
            "choice",
            "how far it reached",
            choices=("me", "team", "organisation", "beyond"),
        ),
        Column(
            "lasts", "choice", "how long it lasts", choices=("days", "weeks", "months", "years")
        ),
        Column("chosen", "flag", "chosen rather than required"),
        Column(
            "level", "integer", "1 followed, 2 on my own, 3 adapted, 4 led, 5 taught", low=1, high=5
        ),
        Column("context", "slug", "where the skill was used"),
        Column("goal", "slug", "the goal it served"),
        Column("project", "slug", "the side project it belongs to"),
        Column("builds_on", "text", "an earlier entry or learning item it builds on", private=True),
        Column("evidence", "text", "where the evidence lies", private=True),
    ),
    key=("date", "word", "text"),
    repeats=True,
)
