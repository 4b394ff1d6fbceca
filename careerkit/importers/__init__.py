"""One source format per file. To add a format, add a file (or a folder, if it has many members) with the four names below.

- `COVERAGE: Coverage` says what a missing row in a newer file means.
- `PLACES: tuple[str, ...]` names the workbook folders whose files it may claim.
- `claims(drop) -> bool` recognises a file by its content; the name may only break a tie.
- `read(drop, settings) -> Iterator[Row]` gives exactly one outcome for every row it was handed.

Two names are optional: `OPTIONS: Mapping[str, str]` tells the keys of `[sources.NAME]` in workbook.toml that it
understands, each with one sentence; `PAIR` says who is who between two exports, where ids alone do not tell
(see `identity`).

The module's name is the source's name, and its docstring says what a row becomes. A file that two
importers claim is an error that names both. Siblings never import each other. A package of somebody
else's adds a source with an entry point in the group `careerkit.importers` that names such a module. A table that
no file here knows is read through a column map of the person's own, see `columnmap`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Protocol, cast

from careerkit import registry
from careerkit.columnmap import ColumnMap
from careerkit.errors import BadData
from careerkit.maps import maps
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Coverage, Row
from careerkit.settings import Settings, near

EVERY_SOURCE = {
    "encoding": "the encoding of its files, where they are neither UTF-8 nor UTF-16",
    "date_order": "how its files write days such as 03/04/2024: dmy, mdy or ymd",
}
_NEEDED = ("COVERAGE", "PLACES", "claims", "read")


class Importer(Protocol):
    """The interface of one part of this folder."""

    @property
    def COVERAGE(self) -> Coverage:  # noqa: N802 - a constant of a module
        """What a row missing in a newer file means."""

    @property
    def PLACES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of a module
        """The folders whose files it may claim."""

    def claims(self, drop: Drop) -> bool:
        """Whether this file is in this format. May raise Unreadable."""

    def read(self, drop: Drop, settings: Settings) -> Iterator[Row]:
        """One outcome per row. May raise Unreadable."""


def importers() -> Iterator[tuple[str, Importer]]:
    """All importers by source name: those of this folder, sorted, then those that other packages add."""
    for name, module in (*registry.parts("importers"), *_added()):
        yield name, cast(Importer, module)


def known(settings: Settings) -> dict[str, Importer]:
    """The importers and the person's own column maps, by source name.

    Raises BadData with everything that is wrong in `[sources]` at once.
    """
    found = dict(importers())
    own, problems = maps(settings, taken=found)
    problems += _unknown_options(settings, found)
    if problems:
        raise BadData("\n".join(f"workbook.toml: {problem}" for problem in problems))
    return {**found, **own}


def options(importer: Importer) -> Mapping[str, str]:
    """The keys of `[sources.NAME]` that an importer understands, each with what it does."""
    return {**EVERY_SOURCE, **getattr(importer, "OPTIONS", {})}


def recognise(drop: Drop, among: Mapping[str, Importer] | None = None) -> list[str]:
    """Names of the sources that claim a file; one is right, none or two is the caller's problem.

    Raises Unreadable when nobody claims it and somebody could say why it is no file to read at all.
    """
    claimed, refused = [], None
    sources = dict(importers()) if among is None else among
    for name, importer in sources.items():
        try:
            if drop.place in importer.PLACES and importer.claims(drop):
                claimed.append(name)
        except Unreadable as bad:
            refused = refused or bad
    if refused and not claimed:
        raise refused
    # Who names a file by its name in a map of their own means that map.
    return [name for name in claimed if _is_named(sources[name])] or claimed


def _is_named(importer: Importer) -> bool:
    return isinstance(importer, ColumnMap) and importer.files != "*"


@cache
def _added() -> tuple[tuple[str, ModuleType], ...]:
    """The sources that other packages add. Raises BadData for one that cannot be used."""
    added = tuple(registry.plugins("importers"))
    for name, module in added:
        missing = [needed for needed in _NEEDED if not hasattr(module, needed)]
        if missing:
            raise BadData(
                f"the added source {name!r} has no {', '.join(missing)}; update its package"
            )
    return added


def _unknown_options(settings: Settings, found: Mapping[str, Importer]) -> list[str]:
    problems = []
    for source, said in settings.sources.items():
        if source not in found:
            # Without a table it is no column map either.
            if "table" not in said:
                problems.append(f"[sources.{source}]: no such source{near(source, found)}")
            continue
        valid = options(found[source])
        problems += [
            f"[sources.{source}]: unknown key {key!r}{near(key, valid)}"
            for key in said
            if key not in valid
        ]
    return problems
