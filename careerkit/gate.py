"""The last check before anything leaves: no private text of the workbook may stand in the finished bytes."""

from __future__ import annotations

from collections.abc import Iterator

from careerkit import tables
from careerkit.audience import EVERYONE
from careerkit.errors import NotAllowed
from careerkit.rebuild import rebuild
from careerkit.report import find_leaks
from careerkit.workspace import Workbook

# What of a shared record may leave; its other private columns (detail, people, evidence) stay.
LEAVES = frozenset({"text", "title", "slug", "name"})


def refuse_leaks(book: Workbook, reader: str, page: bytes) -> None:
    """Search the finished page for every private text of the workbook.

    Raises NotAllowed with the number found and never a word of them; nothing has been written then.
    """
    rows = {name: [row.cells for row in found] for name, found in rebuild(book).rows.items()}
    private, shared = [str(book.root)], [book.name]
    for name, found in rows.items():
        for cells in found:
            is_shared = bool({reader, EVERYONE} & set(cells["share"]))
            for column, text in _texts(name, cells):
                (shared if is_shared and column in LEAVES else private).append(text)
    count = find_leaks(page, private, shared)
    if count:
        raise NotAllowed(
            f"{count} private texts stand in what the {reader} would get; nothing was written. Please report it"
        )


def _texts(name: str, cells: dict[str, object]) -> Iterator[tuple[str, str]]:
    """The private texts of one record; lists of slugs are labels, not texts."""
    for column in tables.table(name).all_columns:
        value = cells.get(column.name)
        if column.private and column.kind == "text" and isinstance(value, str):
            yield column.name, value
