"""What was saved through a form and can be taken back: the latest saves of each form, also of an earlier session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from careerkit import durable
from careerkit.keeping import hidden, textfile
from careerkit.keeping.edits import Edit
from careerkit.workspace import Workbook

MOST = 50
_KIND = "undo"
_EDIT = ("path", "added", "removed", "before")


@dataclass(frozen=True, slots=True)
class Done:
    """One save: what stood in the form, by field, what was written, and what the person was told."""

    values: dict[str, str]
    edits: tuple[Edit, ...]
    message: str

    def __repr__(self) -> str:
        """Where, and not a word of what."""
        return f"Done({', '.join(edit.path for edit in self.edits)})"


def remember(workbook: Workbook, name: str, done: Done) -> None:
    """Keep a save of a form as its latest. Of more than 50, or of more than a mebibyte, the oldest are forgotten.

    Raises UsageError, BadData, NotAllowed, Locked, CannotWrite.
    """
    textfile.require(workbook)
    with durable.locked(workbook.root):
        _keep(workbook, name, [*_all(workbook, name), done])


def last(workbook: Workbook, name: str) -> Done | None:
    """The latest save of a form; None where there is none, or the file is damaged. Raises UsageError."""
    found = _all(workbook, name)
    return found[-1] if found else None


def forget_last(workbook: Workbook, name: str) -> None:
    """Forget the latest save of a form, so that the one before is the latest. Raises as `remember`."""
    textfile.require(workbook)
    with durable.locked(workbook.root):
        _keep(workbook, name, _all(workbook, name)[:-1])


def _keep(workbook: Workbook, name: str, saves: Sequence[Done]) -> None:
    """If the latest is too large by itself, nothing is kept: an older one must not be taken for it."""
    kept: list[dict[str, Any]] = []
    size = 0
    for done in reversed(saves[-MOST:]):
        one = {
            "values": done.values,
            "message": done.message,
            "edits": [asdict(edit) for edit in done.edits],
        }
        size += len(hidden.packed(one)) + len(", ")
        if size > hidden.MOST - len("[]"):
            break
        kept.insert(0, one)
    if kept:
        hidden.save(workbook, _KIND, name, hidden.packed(kept))
    else:
        hidden.remove(workbook, _KIND, name)


def _all(workbook: Workbook, name: str) -> list[Done]:
    found = hidden.load(workbook, _KIND, name)
    saves = [_done(one) for one in found] if isinstance(found, list) else []
    return [] if None in saves else [done for done in saves if done]


def _done(found: object) -> Done | None:
    """A save as it was kept; None for anything else."""
    if not isinstance(found, dict) or not isinstance(found.get("edits"), list):
        return None
    values, message = hidden.texts(found.get("values")), found.get("message")
    edits = [hidden.texts(edit) for edit in found["edits"]]
    if values is None or not isinstance(message, str):
        return None
    if not all(edit and set(edit) == set(_EDIT) for edit in edits):
        return None
    return Done(values, tuple(Edit(**edit) for edit in edits if edit), message)
