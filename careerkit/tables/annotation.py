"""One thing the person says about a row that came from an export: that it counts, or what the export left out."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "annotation",
    columns=(
        Column("of", "slug", "the id of the row it is about", required=True),
        Column("what", "text", "what the row said, for the reader's eye only", private=True),
        Column("accept", "flag", "whether a draft counts; yes or no"),
        Column("text", "text", "better words for it", private=True),
        Column("detail", "text", "more about it", private=True),
        Column(
            "word", "choice", "the journal word", choices=("win", "lesson", "did", "note", "try")
        ),
        Column("hours", "number", "decimal hours", low=0, high=24, above=True),
        Column("energy", "integer", "-2 drained to +2 energised", low=-2, high=2),
        Column("meaningful", "flag", "a two-way exchange with a purpose"),
        Column("people", "list", "people by slug", private=True),
        Column("goal", "slug", "the goal it served"),
        Column("project", "slug", "the side project it belongs to"),
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
        Column("action", "text", "the action chosen from feedback", private=True),
        Column("action_due", "date", "by when"),
        Column("action_done_on", "date", "the day it was done"),
        Column("declined_because", "text", "why it was declined", private=True),
        Column("told_on", "date", "the day the giver was told"),
        Column(
            "level", "integer", "1 followed, 2 on my own, 3 adapted, 4 led, 5 taught", low=1, high=5
        ),
    ),
    key=("of",),
    repeats=True,
)
