"""One skill; an alias points to one skill."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "skill",
    columns=(
        Column("slug", "slug", "its short name", required=True),
        Column("name", "text", "name", private=True),
        Column("aliases", "list", "other spellings, by slug"),
        Column("group", "text", "kind of skill"),
        Column(
            "level", "integer", "1 followed, 2 on my own, 3 adapted, 4 led, 5 taught", low=1, high=5
        ),
        Column("level_on", "date", "the day of that level"),
        Column("uri", "text", "an address in a taxonomy"),
    ),
    key=("slug",),
)
