"""One field of a weekly check-in."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "checkin",
    columns=(
        Column("week", "text", "ISO week such as 2025-W07", required=True),
        Column("item", "text", "the entry it is about", required=True, private=True),
        Column("field", "slug", "what was asked", required=True),
        Column("value", "text", "the answer", private=True),
    ),
    key=("week", "item", "field"),
)
