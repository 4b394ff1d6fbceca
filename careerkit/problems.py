"""A Problem is a row: what is wrong with which cell of which file, and what to do next."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from careerkit import terminal
from careerkit.limits import MAX_SHOWN

COLUMNS = ("file", "line", "column", "value", "code", "reason", "fix")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in the data.

    A code that starts with `E-` sets the row (or the whole file) aside; one that starts
    with `W-` is a warning and the row stays. `value` is private: it goes to the
    quarantine file and is never printed, logged or shared.
    """

    file: str
    line: int
    column: str
    code: str
    reason: str
    fix: str
    value: str = ""
    source: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the row was kept all the same."""
        return self.code.startswith("W-")

    def one_line(self) -> str:
        """Say it in one line, without the private value."""
        column = f" [{self.column}]" if self.column else ""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return terminal.line(f"{where}{column}: {self.code} {self.reason}. {self.fix}")

    def public(self) -> dict[str, Any]:
        """Everything but the value, for machine-readable output."""
        row = asdict(self)
        return {name: row[name] for name in COLUMNS if name != "value"}

    def at(self, file: str, source: str) -> Problem:
        """The same problem with its place filled in, and no more of a long value than helps to find it."""
        return replace(self, file=file, source=source, value=self.value[:MAX_SHOWN])
