"""One source format per file. To add a format, add a file with the four names below.

- `COVERAGE: Coverage` says what a missing row in a newer file means.
- `PLACES: tuple[str, ...]` names the workbook folders whose files it may claim.
- `claims(drop) -> bool` recognises a file by its content; the name may only break a tie.
- `read(drop, settings) -> Iterator[Row]` gives exactly one outcome for every row it was handed.

The module's name is the source's name, and its docstring says what a row becomes. A file that two
importers claim is an error that names both. Siblings never import each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from careerkit import registry
from careerkit.drops import Drop
from careerkit.records import Coverage, Row
from careerkit.settings import Settings


class Importer(Protocol):
    """The interface of one part of this folder."""

    __name__: str
    COVERAGE: Coverage
    PLACES: tuple[str, ...]

    def claims(self, drop: Drop) -> bool:
        """Whether this file is in this format. May raise Unreadable."""

    def read(self, drop: Drop, settings: Settings) -> Iterator[Row]:
        """One outcome per row. May raise Unreadable."""


def importers() -> Iterator[tuple[str, Importer]]:
    """All importers by source name, sorted."""
    for name, module in registry.parts("importers"):
        yield name, cast(Importer, module)


def recognise(drop: Drop) -> list[str]:
    """Names of the sources that claim a file; one is right, none or two is the caller's problem."""
    return [
        name
        for name, importer in importers()
        if drop.place in importer.PLACES and importer.claims(drop)
    ]
