"""One recommendation of an earlier review, and what became of it."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "advice",
    columns=(
        Column("year", "integer", "the review it stood in", required=True, low=1950, high=2100),
        Column("rule", "slug", "the rule", required=True),
        Column("rule_version", "text", "the rule's version"),
        Column("text", "text", "what it said", private=True),
        Column("value", "number", "the number the rule looked at"),
        Column("evidence", "text", "ids it rested on", private=True),
        Column("first_step", "text", "the first step", private=True),
        Column("check_on", "date", "the day to look"),
        Column("outcome", "choice", "what became of it", choices=("taken", "rejected", "open")),
        Column("helped", "flag", "whether it helped"),
    ),
    key=("year", "rule", "outcome"),
)
