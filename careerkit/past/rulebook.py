"""By which rules the numbers of a review are worked out: of every measure and advice its version, its thresholds and a hash.

Read from the source as text: a review need not load what only its kernel uses.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from careerkit import registry
from careerkit.workspace import PACKAGE

# Where rules are, and what their thresholds are called there.
ROOMS = {"measures": "GATES", "advice": "LIMITS"}
VERSION, FIRST = "VERSION", "1"


def rules() -> dict[str, dict[str, Any]]:
    """Version (a rule that names none is its first), gates and hash of the source, by `room/name`.

    A gate that is no plain number is the expression that stands there.
    """
    return {
        f"{room}/{name}": _rule(PACKAGE / room, name, gates)
        for room, gates in ROOMS.items()
        for name in registry.names(room)
    }


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What differs between two states of one rule, in words; nothing when both are the same."""
    if not before or not after:
        return [] if before == after else ["the rule is new" if after else "the rule is gone"]
    told = []
    if before.get("version") != after.get("version"):
        told.append(f"version {before.get('version')} -> {after.get('version')}")
    old, new = before.get("gates", {}), after.get("gates", {})
    told += [
        f"{gate} {old.get(gate, 'none')} -> {new.get(gate, 'none')}"
        for gate in sorted({*old, *new})
        if old.get(gate) != new.get(gate)
    ]
    if not told and before.get("hash") != after.get("hash"):
        told.append("the text of the rule")
    return told


def _rule(room: Path, name: str, gates: str) -> dict[str, Any]:
    files = (
        [room / f"{name}.py"]
        if (room / f"{name}.py").is_file()
        else sorted((room / name).glob("*.py"))
    )
    sources = [path.read_bytes().replace(b"\r\n", b"\n") for path in files]
    said = dict(pair for source in sources for pair in _constants(source, {VERSION, gates}))
    return {
        "version": str(said.get(VERSION, FIRST)),
        "gates": said.get(gates, {}),
        "hash": hashlib.sha256(b"\0".join(sources)).hexdigest()[:12],
    }


def _constants(source: bytes, wanted: set[str]) -> Iterator[tuple[str, Any]]:
    for node in ast.parse(source).body:
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and target.id in wanted:
            yield target.id, _plain(node.value)


def _plain(value: ast.expr) -> Any:
    if isinstance(value, ast.Dict):
        pairs = zip(value.keys, value.values, strict=True)
        return {str(_plain(key)): _plain(found) for key, found in pairs if key is not None}
    try:
        return ast.literal_eval(value)
    except ValueError:
        return ast.unparse(value)
