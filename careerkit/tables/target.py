"""One skill that a role one aims at asks for."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "target",
    columns=(
        Column("slug", "slug", "the role's short name: that of its file", required=True),
        Column("title", "text", "the role", private=True),
        Column("skill", "slug", "a skill it asks for", required=True),
        Column("importance", "number", "1 nice to have to 5 essential", low=0, high=10, above=True),
        Column(
            "level", "integer", "1 followed, 2 on my own, 3 adapted, 4 led, 5 taught", low=1, high=5
        ),
    ),
    key=("slug", "skill"),
)
