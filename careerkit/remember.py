"""Answers that are asked for once: written into workbook.toml, where the person can read and change them.

Comments and order of the file stay as they are.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from careerkit import durable, settings, workspace
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.importers import importers, known, options
from careerkit.maps import KEYS
from careerkit.settings import DATE_ORDERS, near
from careerkit.workspace import MARKER, Workbook


def answer(workbook: Workbook, source: str, key: str, value: str) -> Path:
    """Write one key of `[sources.SOURCE]`. Returns the file.

    Raises UsageError for a source or key that nobody reads, BadData for a file that cannot be changed, CannotWrite.
    """
    found = known(workbook.settings)
    if source not in found:
        raise UsageError(f"there is no source {source!r}{near(source, found)}")
    valid = _valid(source)
    if key not in valid:
        raise UsageError(f"{source} has no key {key!r}{near(key, valid)}")
    if key == "date_order" and value not in DATE_ORDERS:
        raise UsageError(f"{value!r} is not one of {', '.join(DATE_ORDERS)}")
    return save(workbook, source, {key: _typed(value)})


def save(workbook: Workbook, source: str, said: Mapping[str, Any]) -> Path:
    """Put keys into `[sources.SOURCE]` of workbook.toml; what stands there under other keys stays.

    Raises BadData when the file would not be valid afterwards, Locked, CannotWrite.
    """
    if workspace.is_shipped(workbook):
        raise NotAllowed("the samples that came with careerkit are only for reading")
    path = workbook.root / MARKER
    with durable.locked(workbook.root):
        before = path.read_bytes() if path.exists() else b"format = 1\n"
        after = _with(before, source, said)
        _check(path, after)
        durable.write(path, after)
    return path


def _valid(source: str) -> Mapping[str, str]:
    own = dict(importers()).get(source)
    return options(own) if own else KEYS


def _typed(value: str) -> object:
    """A list, table, number or flag as TOML writes it, else the text as it stands."""
    try:
        return tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return value


def _with(before: bytes, source: str, said: Mapping[str, Any]) -> bytes:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(before.decode("utf-8-sig"))
        sources = document.setdefault("sources", tomlkit.table(is_super_table=True))
        own = sources.setdefault(source, tomlkit.table())
        own.update(dict(said))
        return tomlkit.dumps(document).encode()
    except (UnicodeDecodeError, TOMLKitError, AttributeError, TypeError) as error:
        raise BadData(f"{MARKER} cannot be changed ({error}); nothing was written") from None


def _check(path: Path, after: bytes) -> None:
    """The new file must be one that careerkit reads."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        durable.write(trial, after)
        try:
            known(settings.load(trial))
        except BadData as bad:
            raise BadData(
                f"{str(bad).replace(str(trial), path.name)}; nothing was written"
            ) from None
