"""One answer to one item of a questionnaire, raw as it was clicked."""

from __future__ import annotations

from careerkit.tables import Column, Table

TABLE = Table(
    "answer",
    columns=(
        Column("instrument", "slug", "the questionnaire", required=True),
        Column("version", "text", "its version", required=True),
        Column("fingerprint", "text", "hash of wording, scales and keys"),
        Column("administration", "text", "one sitting", required=True),
        Column("occasion", "text", "what the sitting is for, such as the year"),
        Column("item", "slug", "the item", required=True),
        Column("value", "number", "the raw number, never reversed"),
        Column("text", "text", "the answer in words, where it is none of a scale", private=True),
        Column("answered", "choice", "answered or skipped", choices=("answered", "skipped")),
        Column("at", "moment", "when, in UTC"),
        Column("lang", "text", "language of the wording"),
        Column("mode", "choice", "how it was given", choices=("form", "sheet", "import")),
    ),
    key=("administration", "item", "at", "value"),
)
