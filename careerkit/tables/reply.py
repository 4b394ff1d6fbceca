"""One answer of a mentor to a shared report."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "reply",
    columns=(
        Column("share_id", "text", "the copy it answers", required=True),
        Column("from_claimed", "text", "who the reply says it is from", private=True),
        Column("section", "text", "the section it is about"),
        Column("rating", "number", "a rating, if one was given"),
        Column("text", "text", "what was said", private=True),
        Column("received_at", "moment", "when it was read in"),
    ),
    key=("share_id", "section", "text"),
)
