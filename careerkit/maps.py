"""The column maps of a workbook: what `[sources.NAME]` with a `table` says, checked whole, all mistakes at once."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from careerkit import registry
from careerkit.columnmap import COVERAGES, ColumnMap
from careerkit.settings import DATE_ORDERS, Settings, near
from careerkit.tables import table

KEYS = {
    "table": "the table its rows belong to",
    "columns": "our column = the header as it is written in the file",
    "values": "our column = what it holds in every row",
    "words": "our column = a table from their words to ours",
    "files": "a pattern for the file's name, such as training*.xlsx",
    "key": "the headers that together say which row it is",
    "coverage": "what a row missing in a newer file means: snapshot, window or union",
    "decimal": "the decimal mark of its numbers: a comma or a point",
    "encoding": "the encoding of its files, where they are neither UTF-8 nor UTF-16",
    "date_order": "how its files write days such as 03/04/2024: dmy, mdy or ymd",
}
# What a program fills in by itself is never mapped.
_DERIVED = frozenset({"id", "skills", "recorded_at", "source", "file", "line", "status"})


def maps(settings: Settings, taken: Container[str]) -> tuple[dict[str, ColumnMap], list[str]]:
    """The column maps of a workbook by source name, and everything that is wrong with them."""
    found: dict[str, ColumnMap] = {}
    problems: list[str] = []
    for name, said in settings.sources.items():
        if "table" not in said or name in taken:
            continue
        wrong = list(_wrong(said))
        problems += [f"[sources.{name}] {problem}" for problem in wrong]
        if not wrong:
            found[name] = _made(name, said)
    return found, problems


def _made(name: str, said: Mapping[str, Any]) -> ColumnMap:
    words = {
        column: {str(theirs).casefold(): str(ours) for theirs, ours in table_.items()}
        for column, table_ in said.get("words", {}).items()
    }
    return ColumnMap(
        name, table(said["table"]), said["columns"], said.get("values", {}), words, said.get("files", "*"),
        tuple(said.get("key", ())), said.get("coverage", ""), said.get("decimal", ""),
    )  # fmt: skip


def _wrong(said: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown key {key!r}{near(key, KEYS)}" for key in said if key not in KEYS)
    if said["table"] not in registry.names("tables"):
        yield f"table: {said['table']!r} is not a table{near(str(said['table']), registry.names('tables'))}"
        return
    for key in ("columns", "values", "words"):
        if not isinstance(said.get(key, {}), dict):
            yield f'{key}: must be a table such as {{ title = "Course" }}'
            return
    if not said.get("columns"):
        yield 'columns: name at least one, such as { title = "Course" }'
    yield from _wrong_columns(said)
    yield from _wrong_texts(said)


def _wrong_columns(said: Mapping[str, Any]) -> Iterator[str]:
    columns = [c.name for c in table(said["table"]).all_columns if c.name not in _DERIVED]
    for key in ("columns", "values", "words"):
        for name, value in said.get(key, {}).items():
            if name not in columns:
                yield f"{key}: {said['table']} has no {name!r}{near(name, columns)}"
            wanted = dict if key == "words" else str
            if not isinstance(value, wanted) or not value:
                yield f"{key}.{name}: must be {'a table from their words to ours' if key == 'words' else 'a text in quotes'}"


def _wrong_texts(said: Mapping[str, Any]) -> Iterator[str]:
    for key, choices in (
        ("coverage", tuple(COVERAGES)),
        ("decimal", (",", ".")),
        ("date_order", DATE_ORDERS),
    ):
        if key in said and said[key] not in choices:
            yield f"{key}: {said[key]!r} is not one of {', '.join(choices)}"
    if not isinstance(said.get("files", ""), str):
        yield "files: must be a text such as training*.csv"
    if not isinstance(said.get("key", []), list) or not all(
        isinstance(k, str) for k in said.get("key", [])
    ):
        yield 'key: must be a list of headers such as ["ID"]'
