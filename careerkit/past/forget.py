"""Remove everything that was made from a log: tables, reports, what reviews were frozen from, copies for others, checkpoints.

What the person wrote or put there stays: journal, registers, answers, replies, targets, questionnaires, audiences, inbox, raw,
notebooks and workbook.toml. Only files that careerkit makes are removed, by their names; no link is followed.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from careerkit import durable, workspace
from careerkit.errors import UsageError
from careerkit.past.freeze import FOLDER
from careerkit.store import STAMP
from careerkit.workspace import MARKER, Workbook

# What Jupyter keeps of notebooks, what `careerkit lab` of open files, and what forms keep to undo and to go on.
COPIES = (".ipynb_checkpoints", ".lab", ".forms")
# Written by us and cut off by a kill, a file or a folder.
_HALF = re.compile(r"\.careerkit-.*\.tmp")
_LOCK = ".careerkit.lock"
# The folder of copies that were made for others, one folder to a reader, among the reports.
SHARED = "shared"
# What careerkit writes into tables/, quarantine/ and the folder of reports.
_MADE = (
    re.compile(r"[a-z_]+\.parquet|stamp\.json"),
    re.compile(r"[^/]+\.csv"),
    re.compile(
        r"(?:failed/)?\d{4}-[a-z0-9_-]+\.(?:html|ipynb)|(?:reviews|shares)\.jsonl|resume\.json|tables/[a-z_]+\.csv"
        rf"|{SHARED}/[a-z][a-z0-9-]*/(?:review-\d{{4}}|locked-[0-9a-f]{{8}})\.(?:html|pdf)"
    ),
)
_DIGEST = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Derived:
    """What is to go, and what lies among it and stays: links, and files that careerkit does not make.

    A folder stands for all that is in it.
    """

    to_go: tuple[Path, ...]
    left: tuple[Path, ...]


def forget(book: Workbook, *, dry_run: bool = False) -> Derived:
    """Remove what was made from the log, or with `dry_run` only say what would be.

    Raises UsageError for a folder that is no workbook, NotAllowed for a frozen one, Locked, CannotWrite.
    """
    durable.refuse_frozen(book.root)
    if not (book.root / MARKER).is_file():
        raise UsageError(f"{book.root} has no {MARKER}; name the workbook whose tables are to go")
    # Beside a shipped sample there is nothing of anybody's, and no lock may be written.
    only_look = dry_run or workspace.is_shipped(book)
    with contextlib.nullcontext() if only_look else durable.locked(book.root):
        found = derived(book)
        if not dry_run:
            _remove(book, found)
    return found


def derived(book: Workbook) -> Derived:
    """Everything in a workbook and its folder of reports that was made from the log."""
    tops = (book.tables, book.quarantine, workspace.reports_folder(book))
    to_go: list[Path] = []
    left: list[Path] = []
    for top, made in zip(tops, _MADE, strict=True):
        if any(path.is_symlink() for path in (top, top.parent) if path != book.root):
            left.append(top)
            continue
        for path, is_ours in _inside(top, made):
            (to_go if is_ours else left).append(path)
    known = {above for path in to_go for above in (path, *path.parents)}
    to_go += [path for path in _second_copies(book.root) if path not in known]
    return Derived(tuple(to_go), tuple(left))


def _inside(top: Path, made: re.Pattern[str]) -> Iterator[tuple[Path, bool]]:
    """Every file and link below a folder, and whether it is ours; a folder of frozen tables as one."""
    for folder, inside, names in os.walk(top):
        paths = [Path(folder, name) for name in sorted(inside)]
        kept = [path for path in paths if _is_kept(path, top) or _is_second_copy(path)]
        yield from ((path, True) for path in kept)
        yield from ((path, False) for path in paths if path.is_symlink())
        inside[:] = [path.name for path in paths if path not in kept]
        for path in (Path(folder, name) for name in sorted(names) if name != _LOCK):
            is_ours = made.fullmatch(path.relative_to(top).as_posix()) or _HALF.fullmatch(path.name)
            yield path, bool(is_ours) and not path.is_symlink()


def _is_kept(path: Path, top: Path) -> bool:
    """Whether it is a folder of frozen tables, whole or not."""
    is_named = path.parent == top / FOLDER and _DIGEST.fullmatch(path.name)
    return bool(is_named) and not path.is_symlink()


def _is_second_copy(path: Path) -> bool:
    """Jupyter's checkpoints, what forms and JupyterLab remember, and what we had half written when we were killed."""
    is_named = path.name in COPIES or _HALF.fullmatch(path.name)
    return bool(is_named) and not path.is_symlink()


def _second_copies(root: Path) -> Iterator[Path]:
    """Files and folders of that kind, anywhere in the workbook."""
    for folder, inside, names in os.walk(root):
        paths = [Path(folder, name) for name in sorted(inside)]
        copies = [path for path in paths if _is_second_copy(path)]
        yield from copies
        inside[:] = [path.name for path in paths if path not in copies]
        files = (Path(folder, name) for name in sorted(names))
        yield from (path for path in files if _HALF.fullmatch(path.name) and not path.is_symlink())


def _remove(book: Workbook, found: Derived) -> None:
    """Everything that is to go, the stamp before the tables it vouches for; then the folders that are empty by that."""
    for path in sorted(found.to_go, key=lambda path: (path.name != STAMP, str(path))):
        if path.is_dir():
            durable.remove_folder(path)
        else:
            durable.remove(path)
    reports = workspace.reports_folder(book)
    # Of the readers' folders only those from which something went: another one may be a link's.
    readers = sorted({p.parent for p in found.to_go if p.parent.parent == reports / SHARED})
    inner = [*readers, *(reports / name for name in ("failed", "tables", FOLDER, SHARED))]
    for folder in (*inner, book.tables, book.quarantine):
        if folder.is_dir() and folder not in found.left and not any(folder.iterdir()):
            durable.remove_folder(folder)
