"""What JupyterLab can open: files as they are seen from the folder at its top."""

from __future__ import annotations

import os
from pathlib import Path

from careerkit.workspace import Workbook

# `careerkit lab` says which folder it is.
VARIABLE = "CAREERKIT_LAB_ROOT"
TRY_OUT = "try-out"


def top(book: Workbook) -> Path:
    """The folder at the top of the JupyterLab in which a workbook is open: the one around a try-out, else the workbook's own."""
    said = os.environ.get(VARIABLE, "")
    if said and book.root.is_relative_to(Path(said).resolve()):
        return Path(said).resolve()
    return book.root.parent if is_try_out(book) else book.root


def is_try_out(book: Workbook) -> bool:
    """Whether it is a private copy of a sample, as `careerkit lab` lays one."""
    return book.root.name == TRY_OUT or book.root.name.startswith(f"{TRY_OUT}-")


def seen(book: Workbook, path: Path) -> str:
    """A file as JupyterLab names it, with `/`; empty for one that it cannot reach."""
    root = top(book)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
