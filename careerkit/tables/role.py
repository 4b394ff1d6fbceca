"""One role: a job, a gig, study, care, volunteering, a break. Overlaps are allowed."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "role",
    columns=(
        Column("slug", "slug", "its short name", required=True),
        Column("title", "text", "title", private=True),
        Column("org", "text", "organisation", private=True),
        Column(
            "form",
            "choice",
            "kind of role",
            choices=("job", "gig", "study", "care", "volunteer", "break"),
        ),
        Column("started", "date", "first day of the period given", partial=True),
        Column(
            "ended", "date", "first day of the period given; empty while it lasts", partial=True
        ),
        Column("hours_per_week", "number", "usual hours", low=0, high=168),
        Column("summary", "text", "what it is about", private=True),
        Column("intent", "text", "what one wants from it", private=True),
    ),
    key=("slug",),
)
