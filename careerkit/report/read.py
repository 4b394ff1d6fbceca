"""Reads the blocks of one audience from an executed notebook, and refuses what is not a block.

Every block is checked, also those for other readers. A complaint names the cell and the kind
of block, never what stands in it: the message may travel further than the notebook.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from careerkit.blocks import MIME
from careerkit.errors import BadData
from careerkit.report.status import STATUSES, status_key

Check = Callable[[Any], bool]

_CELL_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Control characters and lone surrogates mean nothing on a page, and some cannot be written.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _status(value: Any) -> bool:
    return isinstance(value, str) and status_key(value) in STATUSES


def _list_of(item: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(item, value))


def _rows_of(width: int) -> Check:
    row = _list_of(_text)
    return _list_of(lambda value: row(value) and len(value) == width)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _cell(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float)


_GRID: dict[str, Check] = {
    "columns": _list_of(_text),
    "numeric": _list_of(_flag),
    "rows": _list_of(_list_of(_cell)),
}
_FIELDS: dict[str, dict[str, Check]] = {
    "cover": {"title": _name, "lines": _list_of(_text)},
    "section": {"key": _name, "title": _name},
    "prose": {"text": _text},
    "statement": {
        "text": _text,
        "status": _status,
        "n": _count,
        "needs": _text,
        "records": _rows_of(4),
        "rests_on": _count,
        "minor": _flag,
    },
    "action": {
        "title": _name,
        "text": _text,
        "status": _status,
        "n": _count,
        "facts": _rows_of(2),
        "records": _rows_of(4),
        "rests_on": _count,
    },
    "quote": {"text": _text, "date": _text, "label": _text, "detail": _text, "id": _text},
    "table": {"caption": _name, **_GRID},
    "chart": {
        "key": _name,
        "title": _text,
        "svg": _name,
        "alt": _name,
        "caption": _text,
        **_GRID,
    },
}


def read_blocks(notebook: Mapping[str, Any], audience: str) -> list[dict[str, Any]]:
    """The blocks this audience may see, in the order of the cells.

    A section without blocks for this audience is left out. A block that may be seen though the
    heading above it may not is marked `unheaded`, so that it does not slip under the heading
    before. Raises BadData for anything that is not a well-formed block.
    """
    every = list(_every_block(notebook))
    covers = [b for b in every if b["kind"] == "cover" and audience in b["audience"]]
    if len(covers) > 1:
        raise BadData("the report has more than one cover for the same reader; keep one")
    parts = _parts([b for b in every if b["kind"] != "cover"])
    seen = [_visible(part, audience) for part in parts]
    return covers + [block for part in seen for block in part]


def _parts(blocks: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    parts: list[list[dict[str, Any]]] = [[]]
    for block in blocks:
        if block["kind"] == "section":
            parts.append([])
        parts[-1].append(block)
    return parts


def _visible(part: list[dict[str, Any]], audience: str) -> list[dict[str, Any]]:
    kept = [block for block in part if audience in block["audience"]]
    if not part or part[0]["kind"] != "section":
        return kept
    if audience not in part[0]["audience"]:
        return [block | {"unheaded": True} for block in kept]
    return kept if len(kept) > 1 else []


def _every_block(notebook: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    cells = notebook.get("cells")
    if notebook.get("nbformat") != 4 or not isinstance(cells, list):
        raise BadData("this is not an executed notebook of format 4; run the review again")
    for number, cell in enumerate(cells, start=1):
        for output in cell.get("outputs", ()):
            if output.get("output_type") in ("display_data", "execute_result"):
                data = output.get("data", {})
                if MIME in data:
                    yield _checked(data[MIME], _place(cell, number))


def _place(cell: Mapping[str, Any], number: int) -> str:
    name = cell.get("id")
    named = isinstance(name, str) and _CELL_ID.fullmatch(name)
    return f"cell {name}" if named else f"cell number {number}"


def _checked(block: Any, place: str) -> dict[str, Any]:
    kind = block.get("kind") if isinstance(block, dict) else None
    if not isinstance(kind, str) or kind not in _FIELDS:
        choices = ", ".join(_FIELDS)
        raise BadData(f"{place}: a block of unknown kind; there are: {choices}")
    fields = _FIELDS[kind]
    for name, check in fields.items():
        if name not in block:
            _refuse(place, kind, f"{name!r} is missing")
        if not check(block[name]):
            _refuse(place, kind, f"{name!r} is empty or of the wrong type")
    if not block.keys() <= {*fields, "kind", "audience"}:
        _refuse(place, kind, "it has a field that does not belong there")
    if "rows" in fields and not _rectangular(block):
        _refuse(place, kind, "its rows, columns and numeric flags differ in length")
    audience = block.get("audience", [])
    if not _list_of(_text)(audience):
        _refuse(place, kind, "'audience' is not a list of names")
    return {"audience": audience} | {name: _writable(block[name]) for name in ("kind", *fields)}


def _refuse(place: str, kind: str, reason: str) -> NoReturn:
    raise BadData(f"{place}: a {kind} block cannot be used: {reason}")


def _rectangular(block: Mapping[str, Any]) -> bool:
    width = len(block["columns"])
    lengths = {len(block["numeric"]), *map(len, block["rows"])}
    return lengths == {width} and width > 0


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNWRITABLE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    if isinstance(value, list):
        return [_writable(item) for item in value]
    return value
