"""What JupyterLab is opened on: the workbook that is meant, or a try-out in which anybody may write."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from careerkit import durable, guidecopies, workspace
from careerkit.errors import UsageError
from careerkit.workspace import MARKER, VARIABLE, Workbook

PERSON = "teller-to-adviser"
_TRY_OUT = "try-out"
# What careerkit makes of a workbook; a try-out makes its own.
_MADE = frozenset({"raw", "tables", "quarantine", "reports"})


@dataclass(frozen=True)
class Place:
    """What JupyterLab shows: the folder at its top, and the notebook that it opens, seen from there with `/`."""

    root: Path
    start: str


def find(named: str | None) -> Place:
    """The place that a command means, with private copies of the guides in it.

    Without a workbook, and for a sample, it is a try-out: a copy of the sample that is made once and kept. Raises UsageError,
    NotAllowed for a frozen folder, CannotWrite.
    """
    book = _named(named or os.environ.get(VARIABLE))
    if book.root.parent == workspace.samples():
        top = shelf()
        return _place(top, try_out(top, book))
    durable.refuse_frozen(book.root)
    if not (book.root / MARKER).is_file():
        raise UsageError(f"{book.root} is no workbook; make one with: careerkit init {book.root}")
    return _place(book.root, book)


def _named(named: str | None) -> Workbook:
    try:
        return workspace.find(named)
    except UsageError:
        if named:
            raise
        return workspace.sample(PERSON)


def shelf() -> Path:
    """The folder in which workbooks stand side by side: data/ of a checkout, else careerkit/ below the current folder."""
    root = workspace.clone()
    return root / "data" if root else Path.cwd() / "careerkit"


def try_out(top: Path, sample: Workbook) -> Workbook:
    """A private copy of a shipped sample below `top`, in which forms may write; an existing one stays as it is.

    Raises UsageError when something else has its name, CannotWrite.
    """
    name = sample.root.name
    root = top / (_TRY_OUT if name == PERSON else f"{_TRY_OUT}-{name}")
    if not root.exists():
        durable.write_folder(root, _files(sample))
    if not (root / MARKER).is_file():
        raise UsageError(f"{root} is there and no workbook; move it away, or name a workbook")
    return Workbook(root)


def _files(sample: Workbook) -> dict[str, bytes]:
    """What a sample was written with, by path."""
    paths = [path for path in sorted(sample.root.rglob("*")) if path.is_file()]
    named = {sample.relative(path): path for path in paths}
    return {
        name: path.read_bytes()
        for name, path in named.items()
        if name.split("/")[0] not in _MADE and not any(p.startswith(".") for p in name.split("/"))
    }


def _place(top: Path, book: Workbook) -> Place:
    start = guidecopies.lay(book.root) / guidecopies.START
    return Place(top, start.relative_to(top).as_posix())
