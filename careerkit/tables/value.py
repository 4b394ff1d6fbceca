"""One of up to five values, weighted before results are seen."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "value",
    columns=(
        Column("name", "text", "the value", required=True, private=True),
        Column("weight", "number", "its weight", low=0),
        Column("set_on", "date", "the day the weight was set"),
    ),
    key=("name", "set_on"),
)
