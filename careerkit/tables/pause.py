"""One declared break."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "pause",
    columns=(
        Column("date", "date", "first day", required=True),
        Column("until", "date", "last day", required=True),
        Column("reason", "text", "why", private=True),
    ),
    key=("date", "until"),
)
