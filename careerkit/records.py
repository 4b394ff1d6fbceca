"""What an importer hands on: for every row it was given, exactly one outcome.

A row becomes a `Record` (understood), a `Skipped` (left out by a named rule) or a `Problem`
whose code starts with `E-` (set aside). Warnings (`W-`) may come beside a row and count as none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from careerkit import terminal
from careerkit.problems import Problem


class Coverage(StrEnum):
    """What it means when a row is missing from a newer file of the same source."""

    LIVING = "living"
    KEEP = "snapshot, kept"
    DROP = "snapshot, dropped"
    WINDOW = "window"
    UNION = "union"


# Not frozen: that alone would double what a row of a large file costs.
@dataclass(slots=True)
class Record:
    """One understood row: the table it belongs to, its first line, its values by column.

    Values are text as written, or already typed; `tidy` types and checks them. `key`, where the
    source has an identity of its own, replaces the table's key columns. A `draft` counts only once
    the person has accepted it.
    """

    table: str
    line: int
    values: Mapping[str, Any]
    key: tuple[str, ...] = ()
    member: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """One row left out by a rule that the source's documentation names."""

    line: int
    rule: str


Row = Record | Skipped | Problem


@dataclass(slots=True)
class Account:
    """Where the rows of one file went; they must add up.

    `rows_in` is counted by the reader that handed the rows out, the rest by what became of them. `new` and `changed`
    say how many of the accepted rows of an export were not there before it, or were there with other cells; `missed`, how
    many rows of earlier exports it should hold and does not.
    """

    file: str
    source: str
    rows_in: int = 0
    accepted: int = 0
    duplicate: int = 0
    retired: int = 0
    quarantined: int = 0
    ignored: int = 0
    rules: dict[str, int] = field(default_factory=dict)
    new: int = 0
    changed: int = 0
    missed: int = 0

    def ignore(self, rule: str, count: int = 1) -> None:
        """Count rows that a named rule left out."""
        self.ignored += count
        self.rules[rule] = self.rules.get(rule, 0) + count

    @property
    def accounted(self) -> int:
        """Rows that went somewhere."""
        return self.accepted + self.duplicate + self.retired + self.quarantined + self.ignored

    @property
    def holds(self) -> bool:
        """Whether every row went exactly one way."""
        return self.rows_in == self.accounted

    def one_line(self) -> str:
        """The conservation line: rows in = accepted + duplicate + retired + set aside + ignored."""
        sign = "=" if self.holds else "!="
        return (
            f"{terminal.line(self.file)} ({self.source}): {self.rows_in} rows {sign} {self.accepted} accepted"
            f" + {self.duplicate} duplicate + {self.retired} retired"
            f" + {self.quarantined} set aside + {self.ignored} ignored"
        )

    def public(self) -> dict[str, Any]:
        """The counts, for machine-readable output."""
        return {
            "file": self.file,
            "source": self.source,
            "rows_in": self.rows_in,
            "accepted": self.accepted,
            "duplicate": self.duplicate,
            "retired": self.retired,
            "quarantined": self.quarantined,
            "ignored": self.ignored,
            "rules": dict(sorted(self.rules.items())),
            "new": self.new,
            "changed": self.changed,
            "missed": self.missed,
        }
