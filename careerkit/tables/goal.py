"""One goal; a milestone is a goal with a parent."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "goal",
    columns=(
        Column("slug", "slug", "its short name", required=True),
        Column("title", "text", "what it is", private=True),
        Column("parent", "slug", "the goal this is a milestone of"),
        Column("why", "text", "why it matters", private=True),
        Column("measure", "text", "how one will know", private=True),
        Column("set_on", "date", "the day it was set"),
        Column("due", "date", "the first committed date"),
        Column("plan_share", "number", "planned share of the working time, 0 to 1", low=0, high=1),
    ),
    key=("slug",),
)
