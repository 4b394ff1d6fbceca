"""One contact with a person."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "touch",
    columns=(
        Column("date", "date", "the local day it happened", required=True),
        Column("person", "slug", "the first person named", private=True),
        Column("people", "list", "everyone named, by slug", private=True),
        Column("text", "text", "what it was about", private=True, required=True),
        Column("detail", "text", "the indented lines below it", private=True),
        Column("channel", "slug", "coffee, call, mail, visit"),
        Column(
            "meaningful", "flag", "a two-way exchange with a purpose; unknown for imported rows"
        ),
        Column("hours", "number", "decimal hours", low=0, high=24, above=True),
        Column("energy", "integer", "-2 drained to +2 energised", low=-2, high=2),
        Column("follow_up", "date", "the day by which one promised to come back"),
        Column("followed_up_on", "date", "the day one did"),
        Column("led_to", "choice", "what came of it", choices=("advice", "work", "introduction")),
        Column("account", "text", "the calendar it came from, as a pseudonym", private=True),
    ),
    key=("date", "person", "text"),
    repeats=True,
)
