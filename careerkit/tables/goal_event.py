"""One event of a goal's history, which is append-only."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "goal_event",
    columns=(
        Column("date", "date", "the day of the event", required=True),
        Column("slug", "slug", "the goal's short name", required=True),
        Column(
            "event",
            "choice",
            "what happened",
            choices=("set", "replan", "done", "drop"),
            required=True,
        ),
        Column("due", "date", "the new date, for a replan"),
        Column("reason", "text", "why", private=True),
    ),
    key=("date", "slug", "event"),
)
