"""One record kind per file. To add a kind, add a file with a `TABLE`.

Each part has one constant, `TABLE: Table`, and a docstring that says what one row is. `tidy`
types the columns, `docs/data-dictionary.md` is written from them, and whatever is
marked `private` is searched for in every file that leaves the house.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from careerkit import registry

Kind = Literal["text", "slug", "date", "moment", "number", "integer", "flag", "choice", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, what it may hold, and whether its text is private by default.

    kind: text; slug (a short lower-case name); date (a local civil day); moment (date and time);
    number; integer; flag (yes, no, unknown); choice (one of `choices`); list (of slugs).
    `low` and `high` are inclusive; with `above`, `low` itself is outside.
    """

    name: str
    kind: Kind
    doc: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    above: bool = False
    required: bool = False
    private: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of record. `key` names the columns that make two rows the same thing.

    With `repeats`, equal rows are told apart by an ordinal (two identical wins on one day stay two);
    without it a second row with the same key is a duplicate.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    repeats: bool = False

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """The table's own columns and the shared ones, in the order they are stored."""
        own = {column.name for column in self.columns}
        before = tuple(c for c in SHARED_BEFORE if c.name not in own)
        after = tuple(c for c in SHARED_AFTER if c.name not in own)
        precision = tuple(
            Column(
                f"{c.name}_precision", "choice", f"how exactly {c.name} is known", ("y", "m", "d")
            )
            for c in self.columns
            if c.partial
        )
        return before + self.columns + precision + after

    def column(self, name: str) -> Column | None:
        """The column of that name, if there is one."""
        return next((c for c in self.all_columns if c.name == name), None)


SHARED_BEFORE = (
    Column("id", "text", "stable identity: never from file name, line or order"),
    Column("date", "date", "the local day it happened"),
)
SHARED_AFTER = (
    Column("recorded_at", "date", "the day the workbook first saw it; empty when not known"),
    Column("skills", "list", "tags that are skills, by slug"),
    Column("tags", "list", "all tags, by slug", private=True),
    Column("role", "slug", "the role it belongs to"),
    Column("share", "list", "audiences that may read its text; `public` is all of them"),
    Column("source", "text", "where it came from, such as journal or linkedin"),
    Column("file", "text", "the file inside the workbook", private=True),
    Column("line", "integer", "its first line in that file"),
    Column(
        "status", "choice", "retired: gone from a newer export, kept", choices=("live", "retired")
    ),
)


@cache
def table(name: str) -> Table:
    """The table of that name. Raises UsageError that lists them."""
    found: Table = registry.part("tables", name).TABLE
    return found


def names() -> tuple[str, ...]:
    """Names of all tables, sorted."""
    return registry.names("tables")


def is_list(name: str, column: str) -> bool:
    """Whether a column of a table holds lists."""
    found = table(name).column(column)
    return found is not None and found.kind == "list"
