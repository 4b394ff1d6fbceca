"""One question for the mentor."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "question",
    columns=(
        Column("year", "integer", "the review it belongs to", required=True, low=1950, high=2100),
        Column("text", "text", "the question", required=True, private=True),
        Column("asked_of", "text", "whom it is for", private=True),
    ),
    key=("year", "text"),
)
