"""The six things a statement can be, in the words a reader sees.

A status is told apart by its word and by the shape of its chip, never by colour alone, and no
status is a grade: job work is not a failure.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Status:
    """One status: its key (also the name of its style), its word and what it means."""

    key: str
    word: str
    meaning: str


_ALL = (
    Status("clear", "Clear", "Enough records point the same way to say this plainly."),
    Status("hint", "Hint", "A pattern that may be chance. Read it as a question."),
    Status("not-yet", "Not yet", "Too few records so far, so nothing is claimed."),
    Status("not-comparable", "Not comparable", "Recorded too differently to set side by side."),
    Status("withheld", "Withheld", "There is a result, but it is not part of this copy."),
    Status("failed", "Failed", "This could not be worked out. The rest is not affected."),
)

STATUSES = {status.key: status for status in _ALL}


def status_key(name: str) -> str:
    """The key for a status as measures write it: `not_yet`, `not yet` and `not-yet` are one."""
    return name.replace("_", "-").replace(" ", "-")
