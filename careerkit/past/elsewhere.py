"""What no program of ours can forget for somebody: the usual places of other copies, and what to do with a place that is left."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

# What other programs may have kept, and where on the three systems; nothing there is opened or changed.
PLACES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("backups and snapshots: Time Machine, File History, a backup disk", ()),
    (
        "what a sync service keeps of earlier versions and deleted files: Dropbox, OneDrive, iCloud, Google Drive,"
        " Nextcloud, and .stversions of Syncthing", (),
    ),
    ("the trash", ("~/.local/share/Trash", "~/.Trash")),
    ("IPython's history of what was typed into notebooks", ("~/.ipython/profile_default/history.sqlite",)),
    ("JupyterLab's workspaces, which name open files", ("~/.jupyter/lab/workspaces",)),
    (
        "the shell's history, where careerkit log or --text was typed",
        ("~/.bash_history", "~/.zsh_history", "~/.local/share/fish/fish_history"),
    ),
    (
        "what editors keep to undo and to recover: swap and undo files, local history",
        ("~/.local/state/nvim", "~/.viminfo", "~/.config/Code/User/History",
         "~/Library/Application Support/Code/User/History"),
    ),
    ("version control, if the workbook is in any", ()),
    (
        "reports and copies made with --out, and pages that were given away, printed, or exported from JupyterLab",
        ("~/Downloads",),
    ),
)  # fmt: skip
_IPYTHON, _VARIABLE = "~/.ipython", "IPYTHONDIR"

_NEXT = {
    "journal": "change or delete the line, then: careerkit ingest",
    "registers": "change or delete the row, then: careerkit ingest",
    "answers": "delete the line, then: careerkit ingest",
    "replies": "change the text there, or delete the file; then: careerkit ingest",
    "audiences": "change or delete the file",
    "targets": "change the file, then: careerkit ingest",
    "sheets": "delete the sheet; its answers stand in answers/",
    "inbox": "delete the file, or the row in it; if it was taken in, the same in raw/",
    "raw": "delete the file and its line in raw/manifest.jsonl, and its copy in inbox/; then: careerkit ingest",
    "notebooks": "clear the outputs, or delete the cell",
    "reports": "not made by careerkit; delete it if it shall go",
}
_OTHER = "not one of careerkit's places; change or delete it"


class Sent(Protocol):
    """What a receipt says of a copy that was made for somebody else, as far as it is told here."""

    @property
    def made_on(self) -> date:
        """The day on which it was made."""

    @property
    def year(self) -> int:
        """The year that it reviews."""

    @property
    def audience(self) -> str:
        """The reader that it was made for."""

    @property
    def format(self) -> str:
        """Html or pdf."""

    @property
    def locked(self) -> bool:
        """Whether it opens with a passphrase only."""


def told(sent: Iterable[Sent] = ()) -> list[str]:
    """Every kind of place in one line, with its usual paths; those that are there on this machine are marked.

    sent: the receipts of all copies. What was sent stays with its reader, so it is told once more to whom and when.
    """
    return [*(f"{what}{_paths(usual)}" for what, usual in PLACES), *_sent(sent)]


def _sent(sent: Iterable[Sent]) -> Iterator[str]:
    copies = list(sent)
    for copy in copies:
        locked = ", locked" if copy.locked else ""
        yield (
            f"the copy for {copy.audience} of {copy.made_on}, if you sent it: the review of {copy.year},"
            f" {copy.format}{locked}; ask its reader to delete it"
        )
    if copies:
        yield "answers to such copies: without their receipts careerkit reply knows none of them"


def next_step(place: str) -> str:
    """What to do about a place in the workbook that still holds a text."""
    return _NEXT.get(place.partition("/")[0], _OTHER)


def _paths(usual: tuple[str, ...]) -> str:
    own = "$IPYTHONDIR" if _VARIABLE in os.environ else _IPYTHON
    shown = [path.replace(_IPYTHON, own) for path in usual]
    marked = [f"{path} (there)" if _is_there(path) else path for path in shown]
    return f": {', '.join(marked)}" if marked else ""


def _is_there(path: str) -> bool:
    try:
        return Path(os.path.expandvars(path)).expanduser().exists()
    except (OSError, RuntimeError):
        return False
