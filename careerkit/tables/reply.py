"""One answer of a mentor to a shared report."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "reply",
    columns=(
        Column("share_id", "text", "the copy it answers", required=True),
        Column("from_claimed", "text", "who the reply says it is from", private=True),
        Column("year", "integer", "the year that the copy reviews"),
        Column("audience", "slug", "the audience that the copy was made for"),
        Column("section", "text", "the section it is about; of a rating, the dimension"),
        Column("rating", "number", "a rating, 1 to 5 between two poles, if one was given"),
        Column("text", "text", "what was said", private=True),
        Column("received_at", "moment", "when it was read in"),
    ),
    key=("share_id", "section", "text"),
)
