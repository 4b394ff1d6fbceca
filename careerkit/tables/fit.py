"""How well the work fits one value at the end of one year, with what speaks for it and against it."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "fit",
    columns=(
        Column("year", "integer", "the year looked at", required=True, low=1950, high=2100),
        Column("value", "text", "the value", required=True, private=True),
        Column("fit", "number", "0 not at all to 10 fully", low=0, high=10),
        Column("supports", "text", "one entry that speaks for it", private=True),
        Column("opposes", "text", "one entry that speaks against it", private=True),
    ),
    key=("year", "value"),
)
