"""One tracked interval, imported from a time tracker."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "time",
    columns=(
        Column("date", "date", "the local day it began", required=True),
        Column("start", "moment", "when it began, as the tracker's clock showed it"),
        Column(
            "hours",
            "number",
            "decimal hours, from the tracker's duration",
            low=0,
            high=24,
            required=True,
        ),
        Column("activity", "text", "what was done", private=True),
        Column("project", "text", "the tracker's project or client", private=True),
        Column(
            "account",
            "text",
            "whose tracker it is; a pseudonym of the address in the export",
            private=True,
        ),
    ),
    key=("account", "date", "start", "activity", "project"),
    repeats=True,
)
