"""One evening or other boundary, kept or broken; a missing day is unknown."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "boundary",
    columns=(
        Column("date", "date", "the local day", required=True),
        Column("name", "text", "the boundary", required=True, private=True),
        Column("kept", "flag", "kept or broken", required=True),
    ),
    # An evening both kept and broken is a contradiction, not the same thing twice.
    key=("date", "name", "kept"),
)
