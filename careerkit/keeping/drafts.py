"""What is half written in a form, so that a kernel that dies takes none of it along."""

from __future__ import annotations

from collections.abc import Mapping

from careerkit.errors import UsageError
from careerkit.keeping import hidden
from careerkit.workspace import Workbook

_KIND = "drafts"


def save(workbook: Workbook, name: str, values: Mapping[str, str]) -> None:
    """Keep the texts of a form, by field, in place of those kept before.

    It takes no lock: a form's draft is one file, put there as a whole. Raises UsageError for more than a mebibyte, BadData,
    NotAllowed, CannotWrite.
    """
    data = hidden.packed(dict(values))
    if len(data) > hidden.MOST:
        raise UsageError("this is too long to be kept as a draft")
    hidden.save(workbook, _KIND, name, data)


def load(workbook: Workbook, name: str) -> dict[str, str]:
    """The texts that were kept, by field; nothing where there are none, or the file is damaged."""
    return hidden.texts(hidden.load(workbook, _KIND, name)) or {}


def clear(workbook: Workbook, name: str) -> None:
    """Forget what was kept. Raises NotAllowed, CannotWrite."""
    hidden.remove(workbook, _KIND, name)
