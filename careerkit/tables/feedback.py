"""One piece of feedback received, and what became of it."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "feedback",
    columns=(
        Column("date", "date", "the day it was received", required=True),
        Column("giver", "text", "who gave it: a slug, or a name from an export", private=True),
        Column("claimed", "flag", "whether the giver is only what a reply says of itself"),
        Column(
            "form",
            "choice",
            "kind of feedback",
            choices=("praise", "advice", "rating", "recommendation", "endorsement"),
        ),
        Column("text", "text", "what was said", private=True),
        Column("detail", "text", "the indented lines below it", private=True),
        Column("value", "number", "a rating, if one was given"),
        Column("share_id", "text", "the shared copy that it answers"),
        Column("section", "text", "the section of that copy"),
        Column("action", "text", "the action chosen", private=True),
        Column("action_due", "date", "by when"),
        Column("action_done_on", "date", "the day it was done"),
        Column("declined_because", "text", "why it was declined", private=True),
        Column("told_on", "date", "the day the giver was told"),
    ),
    key=("date", "giver", "text"),
    repeats=True,
)
