"""What careerkit says when it cannot go on: one kind per documented exit code.

Bad *data* is not an error: it is a `Problem`, a row that travels beside the good rows.
An error is for wrong use, or for something outside the data that stops the work.
"""

from __future__ import annotations

from typing import ClassVar


class CareerkitError(Exception):
    """Something went wrong."""

    exit_code: ClassVar[int] = 1

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "").strip()

    def _render_traceback_(self) -> list[str]:
        """What Jupyter shows of it: one clear line, as the command line does, and no traceback."""
        return [f"careerkit: {self}"]


class SomeFailed(CareerkitError):
    """Some reports could not be made; the others are done."""

    exit_code = 1


class UsageError(CareerkitError):
    """The command was not understood; see careerkit --help."""

    exit_code = 2


class BadData(CareerkitError):
    """The data cannot be used as it is."""

    exit_code = 65


class CannotWrite(CareerkitError):
    """The file cannot be written; check free space and permissions."""

    exit_code = 73


class Locked(CareerkitError):
    """Another careerkit is writing here; try again in a moment."""

    exit_code = 75


class NotAllowed(CareerkitError):
    """That is not allowed, or it would let private texts leave."""

    exit_code = 77
