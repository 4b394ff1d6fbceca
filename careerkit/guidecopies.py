"""A person's own copies of the shipped guides: laid once into the workbook, and never over anything.

A set of copies is a folder below `notebooks/`. Each copy says in its metadata which shipped set it comes from, so that guides
that have changed since are laid beside the old ones.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from careerkit import durable, workspace
from careerkit.version import VERSION

FOLDER = "notebooks"
START = "00_start_here.ipynb"
_FIRST = "guide"
# The end of every copy: Markdown, so that words which are written there are no code. Left empty, JupyterLab would speak of LaTeX.
_NOTES = {
    "cell_type": "markdown",
    "id": "own-notes",
    "metadata": {},
    "source": ["*Your own notes: press Enter here and write. They stay in this file.*"],
}


def lay(root: Path) -> Path:
    """Put the shipped guides into `root`/notebooks unless this very set lies there; returns the folder of the set.

    The first set goes into `guide`, a later one into `guide-VERSION`, or `guide-VERSION-2` where that name is taken.
    Raises CannotWrite.
    """
    copies = private_set()
    mark = _mark(copies)
    marked = {name: _text(_with_mark(copy, mark)) for name, copy in copies.items()}
    top = root / FOLDER
    found = next((folder for folder in _sets(top) if _is_of(folder / START, mark)), None)
    if found is None:
        # Two may do this at the same time: what the second one finds there is the same set.
        found = _free(top)
        durable.write_folder(found, marked)
    return found


def private_set() -> dict[str, dict[str, Any]]:
    """The shipped guides as private copies, by file name; they do not say yet which set they are of."""
    shipped = sorted((workspace.notebooks() / "guide").glob("*.ipynb"))
    return {path.name: private_copy(json.loads(path.read_text("utf-8"))) for path in shipped}


def private_copy(notebook: dict[str, Any]) -> dict[str, Any]:
    """A shipped notebook for a person's own workbook: pointed at it, locked, without the sample's outputs.

    The parameters stay open to be changed, and a cell for the person's own notes stands at the end.
    """
    return {**notebook, "cells": [*map(_private_cell, notebook["cells"]), _NOTES]}


def _private_cell(cell: dict[str, Any]) -> dict[str, Any]:
    has_parameters = "parameters" in cell["metadata"].get("tags", [])
    lock = {"deletable": False} if has_parameters else {"deletable": False, "editable": False}
    made = {**cell, "metadata": {**cell["metadata"], **lock}}
    if has_parameters:
        made["source"] = [_own_default(line) for line in cell["source"]]
    if cell["cell_type"] == "code":
        made |= {"outputs": [], "execution_count": None}
    return made


def _own_default(line: str) -> str:
    """The parameters of a private copy: the workbook around the notebook, and its latest year."""
    end = "\n" if line.endswith("\n") else ""
    if line.startswith("workbook:"):
        return f'workbook: str = ""  # this workbook; or another folder{end}'
    if line.startswith("year:"):
        return f"year: int = 0  # the year to look at; 0: the latest one in your log{end}"
    return line


def _mark(copies: dict[str, dict[str, Any]]) -> str:
    """What tells one set from another: a digest of what the copies say, outputs of the samples left out."""
    return hashlib.sha256(json.dumps(copies, sort_keys=True).encode()).hexdigest()[:16]


def _with_mark(copy: dict[str, Any], mark: str) -> dict[str, Any]:
    return {**copy, "metadata": {**copy["metadata"], "careerkit": {"guides": mark}}}


def _text(notebook: dict[str, Any]) -> bytes:
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode() + b"\n"


def _sets(top: Path) -> Iterator[Path]:
    """The folders that may hold a set, sorted; one that cannot be read holds none."""
    try:
        yield from sorted(path for path in top.iterdir() if path.is_dir())
    except OSError:
        return


def _is_of(path: Path, mark: str) -> bool:
    """Whether a notebook is a copy from the set with this mark; a damaged one is of no set."""
    try:
        found = json.loads(path.read_bytes())["metadata"]["careerkit"]["guides"]
    except (OSError, ValueError, RecursionError, LookupError, TypeError):
        return False
    return bool(found == mark)


def _free(top: Path) -> Path:
    """The folder of a new set: `guide` for the first one, else named after this version."""
    if not any(top.glob("*.ipynb")) and not os.path.lexists(top / _FIRST):
        return top / _FIRST
    later = (f"{_FIRST}-{VERSION}" + (f"-{n}" if n > 1 else "") for n in count(1))
    return next(top / name for name in later if not os.path.lexists(top / name))
