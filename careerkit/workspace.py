"""Where everything lives: the folders of a workbook, the samples, the notebooks, the reports.

A workbook is a folder, and a folder is a person. Names that come from outside are never pasted into paths unchecked.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from careerkit import settings
from careerkit.durable import FROZEN
from careerkit.errors import BadData, UsageError

PACKAGE = Path(__file__).resolve().parent
MARKER = "workbook.toml"
VARIABLE = "CAREERKIT_WORKBOOK"
SAMPLE = "sample:"

# What sync clients, editors and Jupyter leave behind; never data.
_LITTER = re.compile(r"^[.~]|^~\$|\.tmp$|\.lock$|^Thumbs\.db$|^desktop\.ini$", re.IGNORECASE)


@dataclass(frozen=True)
class Workbook:
    """The paths of one person's workbook; nothing is read or made until it is asked for."""

    root: Path

    @cached_property
    def settings(self) -> settings.Settings:
        """The checked workbook.toml."""
        return settings.load(self.root / MARKER)

    @property
    def name(self) -> str:
        """The display name, else the folder's name; a frozen one keeps the name it was frozen under."""
        return str(self.frozen.get("name") or self.settings.name or self.root.name)

    @property
    def is_frozen(self) -> bool:
        """Whether this folder holds the tables of a past review and nothing that may change."""
        return (self.root / FROZEN).is_file()

    @cached_property
    def frozen(self) -> Mapping[str, Any]:
        """What a frozen folder says about itself; nothing for one that lives. Raises BadData when it is damaged."""
        if not self.is_frozen:
            return {}
        try:
            found = json.loads((self.root / FROZEN).read_bytes())
        except (OSError, ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise BadData(f"{self.root / FROZEN} is damaged; put it back from a backup")
        return found

    @property
    def journal(self) -> Path:
        """Markdown files of what happened."""
        return self.root / "journal"

    @property
    def inbox(self) -> Path:
        """Exports as they were dropped."""
        return self.root / "inbox"

    @property
    def raw(self) -> Path:
        """Accepted drops, unchanged, and what is remembered about them."""
        return self.root / "raw"

    @property
    def tables(self) -> Path:
        """Derived tables; may be deleted."""
        return self.root / "tables"

    @property
    def quarantine(self) -> Path:
        """Derived; every row set aside."""
        return self.root / "quarantine"

    @property
    def instruments(self) -> Path:
        """The person's own questionnaires."""
        return self.root / "instruments"

    def files(self, folder: str) -> Iterator[Path]:
        """The data files below one folder of the workbook, sorted; links and litter are left out."""
        top = self.root / folder
        if top.is_symlink():
            raise BadData(f"{top} is a link, which careerkit does not follow; put a folder there")
        if not top.is_dir():
            return
        for path in sorted(_below(top)):
            if path.is_file() and not path.is_symlink():
                yield path

    def relative(self, path: Path) -> str:
        """How a file of this workbook is named in messages and provenance, with `/` everywhere."""
        return path.relative_to(self.root).as_posix()


def _below(top: Path) -> Iterator[Path]:
    """Every file below a folder but litter, links to folders not followed. Raises BadData: unreadable is not empty."""

    def refuse(error: OSError) -> None:
        raise BadData(f"{error.filename}: cannot be read: {error.strerror}") from None

    for folder, inside, names in os.walk(top, onerror=refuse):
        inside[:] = [name for name in inside if not _LITTER.search(name)]
        yield from (Path(folder, name) for name in names if not _LITTER.search(name))


def find(argument: str | Path | None = None, *, start: Path | None = None) -> Workbook:
    """The workbook a command means: its argument, else CAREERKIT_WORKBOOK, else upward from `start`.

    `sample:NAME` is one of the shipped samples. Raises UsageError when there is none.
    """
    named = argument or os.environ.get(VARIABLE)
    if named and str(named).startswith(SAMPLE):
        return sample(str(named).removeprefix(SAMPLE))
    if named:
        root = Path(named)
        with contextlib.suppress(RuntimeError):
            # ~nobody stays as it is, and is then no folder.
            root = root.expanduser()
        if not root.is_dir():
            raise UsageError(f"{root} is not a folder; make a workbook with: careerkit init {root}")
        return Workbook(root.resolve())
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return Workbook(folder)
    raise UsageError(
        "no workbook here; name one, set CAREERKIT_WORKBOOK, or make one with: careerkit init DIR"
    )


def clone() -> Path | None:
    """The root of the source checkout that this package runs from, if it does."""
    root = PACKAGE.parent
    is_clone = (root / "pyproject.toml").is_file() and (root / "notebooks").is_dir()
    return root if is_clone else None


def _shipped(inside_package: str, inside_clone: str) -> Path:
    packaged = PACKAGE / inside_package
    if packaged.is_dir():
        return packaged
    root = clone()
    if root is None:
        raise UsageError(f"this installation has no {inside_clone}; install careerkit again")
    return root / inside_clone


def notebooks() -> Path:
    """The folder of the shipped notebooks: in the package, else in the checkout."""
    return _shipped("notebooks", "notebooks")


def samples() -> Path:
    """The folder of the shipped sample workbooks: in the package, else in the checkout."""
    return _shipped("sample", "data/sample")


def sample_names() -> list[str]:
    """Names of the shipped sample workbooks, sorted."""
    return sorted(path.parent.name for path in samples().glob(f"*/{MARKER}"))


def sample(name: str) -> Workbook:
    """One shipped sample workbook. Raises UsageError that lists them."""
    if name not in sample_names():
        raise UsageError(f"no sample {name!r}; there are: {', '.join(sample_names())}")
    return Workbook(samples() / name)


def reports_folder(workbook: Workbook, out: Path | None = None) -> Path:
    """Where a workbook's reports go: `out`, else its own reports/, else the checkout's reports/NAME.

    The last is for workbooks inside a checkout's data/, so that made files stay in one ignored place. What is made again
    from a frozen folder goes into its own reports/.
    """
    if out is not None:
        return out.expanduser().resolve()
    root = clone()
    if root is not None and workbook.root.is_relative_to(root / "data"):
        return root / "reports" / workbook.root.name
    if is_shipped(workbook):
        return Path.cwd() / "reports" / workbook.root.name
    return workbook.root / "reports"


def is_shipped(workbook: Workbook) -> bool:
    """Whether a workbook lies inside the installed package, where nothing may be written."""
    return workbook.root.is_relative_to(PACKAGE)
