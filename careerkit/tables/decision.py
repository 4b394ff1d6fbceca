"""One yearly re-evaluation: stay, shape or shift."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "decision",
    columns=(
        Column("year", "integer", "the year it closes", required=True, low=1950, high=2100),
        Column(
            "choice", "choice", "the decision", choices=("stay", "shape", "shift"), required=True
        ),
        Column("reason", "text", "why", private=True),
        Column("tripwire", "text", "what would reopen it", private=True),
        Column("tripwire_on", "date", "the day to look"),
        Column("change_mind", "text", "what would change one's mind", private=True),
        Column("fits", "text", "fit now per value, such as learning=7;family=5", private=True),
    ),
    key=("year",),
)
