"""What somebody typed, as it can stand in one cell; and whether its column takes it."""

from __future__ import annotations

import unicodedata

from careerkit import tidy
from careerkit.errors import UsageError
from careerkit.limits import MAX_TEXT
from careerkit.reading.decoding import line_ends
from careerkit.records import Record
from careerkit.tables import Column

# The mark at the beginning of a file; within one it says nothing, and readers drop it.
_MARK = "\ufeff"


def plain(name: str, text: str) -> str:
    """A text without control characters, as it is read again. Raises UsageError for one that is too long."""
    if len(text) > MAX_TEXT:
        raise UsageError(f"{name} is longer than {MAX_TEXT} characters; say the gist of it")
    return tidy.clean(line_ends(text).replace(_MARK, ""))


def read(text: str) -> str:
    """A text as it would stand in a cell that has been read."""
    return unicodedata.normalize("NFC", line_ends(text)).strip()


def check(name: str, column: Column, cell: str) -> None:
    """Raises UsageError for a cell that its column would not take."""
    try:
        tidy.cell(column, cell)
    except tidy.BadCell as bad:
        raise UsageError(f"{name}: {bad.reason}. {bad.fix}") from None


def check_row(record: Record) -> None:
    """Raises UsageError for a new row with a cell that its column would not take, or without one that is needed."""
    _, problems = tidy.row(record)
    for bad in problems:
        fix = bad.fix.removesuffix("; the cell is left empty")
        raise UsageError(f"{bad.column}: {bad.reason}. {fix}")
