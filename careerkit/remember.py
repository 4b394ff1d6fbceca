"""What is said once: written into workbook.toml, where the person can read and change it.

Comments and order of the file stay as they are.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from careerkit import durable, settings
from careerkit.errors import BadData, UsageError
from careerkit.importers import importers, known, options
from careerkit.keeping import edits, textfile
from careerkit.keeping.edits import Edit
from careerkit.maps import KEYS
from careerkit.settings import DATE_ORDERS, near
from careerkit.workspace import MARKER, Workbook

_NEW, _MARK = "format = 1\n", "\ufeff"
# A key by the names of the tables around it and its own, such as ("targets", "connections_per_week").
Key = tuple[str, ...]


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
    put(workbook, {("sources", source, key): value for key, value in said.items()})
    return workbook.root / MARKER


def put(workbook: Workbook, said: Mapping[Key, Any]) -> Edit | None:
    """Set keys of workbook.toml, all or none; None takes one out. Returns what can be taken back, None if nothing differs.

    Raises BadData when the file would not be valid afterwards, NotAllowed, Locked, CannotWrite.
    """
    textfile.require(workbook)
    with durable.locked(workbook.root):
        file = textfile.load(workbook, MARKER)
        mark = _MARK if file.text.startswith(_MARK) else ""
        after = mark + _with(file.text.removeprefix(mark) or _NEW, said)
        if after == file.text:
            return None
        _check(file.path, after.encode())
        return edits.rewrite(file, after)


def _valid(source: str) -> Mapping[str, str]:
    own = dict(importers()).get(source)
    return options(own) if own else KEYS


def _typed(value: str) -> object:
    """A list, table, number or flag as TOML writes it, else the text as it stands."""
    try:
        return tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return value


def _with(before: str, said: Mapping[Key, Any]) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(before)
        for (*tables, name), value in said.items():
            found: Any = document
            for depth, table in enumerate(tables, 1):
                # A table that only holds others needs no line of its own.
                found = found.setdefault(table, tomlkit.table(is_super_table=depth < len(tables)))
            _set(found, name, value)
        return tomlkit.dumps(document)
    except (TOMLKitError, AttributeError, TypeError) as error:
        raise BadData(f"{MARKER} cannot be changed ({error}); nothing was written") from None


def _set(table: Any, name: str, value: Any) -> None:
    if value is None:
        table.pop(name, None)
    elif name not in table or table.unwrap()[name] != value:
        table[name] = value


def _check(path: Path, after: bytes) -> None:
    """The new file must be one that careerkit reads."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        for own in sorted((path.parent / "audiences").glob("*.toml")):
            # Readers of the person's own may be named in it; they are known by their files.
            durable.write(trial.parent / "audiences" / own.name, b"")
        durable.write(trial, after)
        try:
            known(settings.load(trial))
        except BadData as bad:
            raise BadData(
                f"{str(bad).replace(str(trial), path.name)}; nothing was written"
            ) from None
