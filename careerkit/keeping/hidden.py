"""The hidden folder `.forms` of a workbook: small private files of forms, none of them data, all of them gone with `careerkit forget`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from careerkit import durable, limits
from careerkit.errors import BadData, UsageError
from careerkit.keeping import textfile
from careerkit.workspace import Workbook

FOLDER = ".forms"
MOST = limits.MIB
_NAME = re.compile(r"[a-z0-9-]{1,80}")


def path(workbook: Workbook, kind: str, name: str) -> Path:
    """Where the file of one form lies. Raises UsageError for a name that is none."""
    if not _NAME.fullmatch(name):
        raise UsageError("the name of a form has small letters, digits and -, at most 80 of them")
    return workbook.root / FOLDER / kind / f"{name}.json"


def load(workbook: Workbook, kind: str, name: str) -> Any:
    """What a file holds; None where there is none, or one that is damaged, too large, or a link."""
    file = path(workbook, kind, name)
    try:
        if _link(file, workbook) or file.stat().st_size > MOST:
            return None
        return json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def packed(content: object) -> bytes:
    """The bytes that a file of this content has."""
    return json.dumps(content, sort_keys=True).encode()


def save(workbook: Workbook, kind: str, name: str, data: bytes) -> None:
    """Put bytes into a file as a whole. Raises UsageError, BadData where a link stands, NotAllowed, CannotWrite."""
    file = path(workbook, kind, name)
    textfile.require(workbook)
    if link := _link(file, workbook):
        raise BadData(f"{link} is a link, which careerkit does not follow; nothing was written")
    durable.write(file, data)


def remove(workbook: Workbook, kind: str, name: str) -> None:
    """Delete a file; one that is not there is fine. Raises UsageError, NotAllowed, CannotWrite."""
    file = path(workbook, kind, name)
    if file.exists() and not _link(file.parent, workbook):
        textfile.require(workbook)
        durable.remove(file)


def texts(found: object) -> dict[str, str] | None:
    """Texts by name, as a page sends them; None for anything else."""
    if not isinstance(found, dict):
        return None
    is_text = all(isinstance(value, str) for value in found.values())
    return dict(found) if is_text else None


def _link(file: Path, workbook: Workbook) -> Path | None:
    """The first link on the way to a file."""
    places = (file, *file.parents)
    return next(
        (
            one
            for one in places
            if one != workbook.root and workbook.root in one.parents and one.is_symlink()
        ),
        None,
    )
