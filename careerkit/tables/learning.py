"""One session or item of learning."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "learning",
    columns=(
        Column("date", "date", "the local day; empty when an export does not say"),
        Column("title", "text", "what was learned from", private=True, required=True),
        Column(
            "form",
            "choice",
            "kind of learning",
            choices=(
                "podcast",
                "course",
                "workshop",
                "book",
                "practice",
                "mentoring",
                "certificate",
                "event",
            ),
        ),
        Column("provider", "text", "who offers it", private=True),
        Column("detail", "text", "the indented lines below it", private=True),
        Column(
            "hours",
            "number",
            "decimal hours; items without hours are counted apart",
            low=0,
            high=24,
            above=True,
        ),
        Column("energy", "integer", "-2 drained to +2 energised", low=-2, high=2),
        Column("completed", "flag", "finished"),
        Column("account", "text", "the calendar it came from, as a pseudonym", private=True),
    ),
    key=("date", "form", "title"),
    repeats=True,
)
