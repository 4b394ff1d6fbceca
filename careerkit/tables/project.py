"""One side project, run as an experiment with a decision date."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "project",
    columns=(
        Column("slug", "slug", "its short name", required=True),
        Column("title", "text", "what it is", private=True),
        Column("question", "text", "what it is to find out", private=True),
        Column("budget_hours", "number", "hours it may cost", low=0),
        Column("decide_on", "date", "the day of the decision"),
        Column("yes_if", "text", "what would make it a yes", private=True),
        Column("started", "date", "the day it began"),
        Column("ended", "date", "the day it ended"),
        Column(
            "state",
            "choice",
            "where it stands",
            choices=("running", "grew", "kept for joy", "stopped with lesson", "lapsed"),
        ),
        Column("learned", "text", "what it taught", private=True),
    ),
    key=("slug",),
)
