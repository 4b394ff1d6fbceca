"""The seal of a frozen folder: `frozen.json` names every file with its hash, so that nothing in it changes unseen.

A folder is frozen when a review is made: workbook.toml, the tables with their stamp, and the person's questionnaires. What
is in it decides its name, so the same state is kept once, however many readers and years it serves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from careerkit.durable import FROZEN
from careerkit.errors import BadData
from careerkit.version import VERSION
from careerkit.workspace import Workbook

FORMAT = 1
# How many characters of the digest name the folder.
LENGTH = 16
_KNOWN = {"format": int, "careerkit": str, "name": str, "tables": str, "files": dict, "digest": str}


def seal(files: Mapping[str, bytes], name: str, tables: str) -> tuple[str, bytes]:
    """The digest over a folder's files, and the bytes of its frozen.json.

    name: the person's as reports show it. tables: the digest over all rows, as the store gives it.
    """
    said: dict[str, Any] = {
        "format": FORMAT, "careerkit": VERSION, "name": name, "tables": tables,
        "files": {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)},
    }  # fmt: skip
    said["digest"] = _digest(said)
    return said["digest"], json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def opened(workbook: Workbook) -> dict[str, bytes]:
    """The files of a frozen folder by path, each as it was frozen. Raises BadData for a damaged one.

    What cannot be made again is never made up: a file that is gone, changed or added is refused.
    """
    said = workbook.frozen
    if not all(isinstance(said.get(key), kind) for key, kind in _KNOWN.items()):
        raise _damaged(workbook, FROZEN)
    if said["format"] > FORMAT:
        raise BadData(
            f"{workbook.root} was frozen by a newer careerkit ({said['careerkit']}); update careerkit"
        )
    if _digest(said) != said["digest"]:
        raise _damaged(workbook, FROZEN)
    added = [
        path
        for path in map(workbook.relative, workbook.files("instruments"))
        if path.endswith(".toml") and path not in said["files"]
    ]
    if added:
        raise BadData(f"{workbook.root}: {added[0]} was put there later; take it out again")
    return {path: _read(workbook, path, wanted) for path, wanted in said["files"].items()}


def _digest(said: Mapping[str, Any]) -> str:
    covered = {key: said[key] for key in _KNOWN if key != "digest"}
    return hashlib.sha256(json.dumps(covered, sort_keys=True).encode()).hexdigest()


def _read(workbook: Workbook, path: str, wanted: object) -> bytes:
    try:
        data = (workbook.root / path).read_bytes()
    except (OSError, ValueError):
        raise _damaged(workbook, path) from None
    if hashlib.sha256(data).hexdigest() != wanted:
        raise _damaged(workbook, path)
    return data


def _damaged(workbook: Workbook, path: str) -> BadData:
    return BadData(
        f"{workbook.root}: {path} is gone or not as it was frozen; a past state cannot be made again,"
        " so put it back from a backup"
    )
