"""One person; there is no e-mail and no phone column at all."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "person",
    columns=(
        Column("slug", "slug", "short name, as in @slug", required=True),
        Column("name", "text", "full name; empty for a deleted account", private=True),
        Column("org", "text", "organisation", private=True),
        Column("title", "text", "job title", private=True),
        Column("url", "text", "public profile", private=True),
        Column("relation", "text", "how one knows them", private=True),
        Column("connected_on", "date", "the day of the connection"),
    ),
    key=("slug",),
    repeats=True,
)
