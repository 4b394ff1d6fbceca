"""One guess made before the numbers were shown."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "guess",
    columns=(
        Column("year", "integer", "the year guessed about", required=True, low=1950, high=2100),
        Column("topic", "slug", "what was guessed", required=True),
        Column("guess", "text", "the guess", required=True, private=True),
        Column("at", "moment", "when"),
    ),
    key=("year", "topic", "at"),
)
