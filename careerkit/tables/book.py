"""One book on the reading list."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "book",
    columns=(
        Column("date", "date", "the day it was finished or noted"),
        Column("title", "text", "title", required=True, private=True),
        Column("author", "text", "author", private=True),
        Column("isbn13", "text", "ISBN-13"),
        Column(
            "shelf",
            "choice",
            "where it stands",
            choices=("to_read", "reading", "read", "dropped"),
        ),
        Column("added", "date", "the day it was put on the list"),
        Column("started", "date", "the day it was begun"),
        Column("finished", "date", "the day it was finished; read without a date is allowed"),
        Column("rating", "number", "0 to 5", low=0, high=5),
        Column("takeaway", "text", "what to keep from it", private=True),
    ),
    key=("title", "author"),
)
