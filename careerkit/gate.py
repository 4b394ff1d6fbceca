"""The last check before anything leaves: no private text of the workbook may stand in the finished bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from careerkit import registry, store, tables
from careerkit.audience import EVERYONE
from careerkit.errors import NotAllowed
from careerkit.report import find_leaks
from careerkit.workspace import PACKAGE, Workbook

if TYPE_CHECKING:
    import pyarrow as pa

# What of a shared record may leave; its other private columns (detail, people, evidence) stay.
LEAVES = frozenset({"text", "title", "slug", "name"})


def refuse_leaks(book: Workbook, reader: str, page: bytes, *paths: Path) -> None:
    """Search the finished page for every private text of the workbook, and for its path and the others given.

    Raises NotAllowed with the number found and never a word of them; nothing has been written then.
    """
    private, shared = [str(path) for path in (book.root, *paths)], [book.name]
    for name, found in store.read(book)[0].items():
        open_to = [not {reader, EVERYONE}.isdisjoint(to or ()) for to in found["share"].to_pylist()]
        for column, texts in _texts(name, found):
            for text, is_shared in zip(texts, open_to, strict=True):
                if text is not None:
                    (shared if is_shared and column in LEAVES else private).append(text)
        if name == "advice":
            ours = _of_our_rules(found)
            private, shared = [t for t in private if t not in ours], [*shared, *ours]
    count = find_leaks(page, private, shared)
    if count:
        raise NotAllowed(
            f"{count} private texts stand in what the {reader} would get; nothing was written. Please report it"
        )


def _of_our_rules(found: pa.Table) -> set[str]:
    """The sentences of our own rules, which `careerkit advice keep` wrote down: nobody's secret words.

    Their numbers are those of the sections they come from. A text counts as a rule's own only if that rule's file holds
    every word of it: what a person wrote into the ledger stays private.
    """
    columns = (found[name].to_pylist() for name in ("rule", "text", "first_step"))
    known = set(registry.names("advice"))
    return {
        text
        for rule, *texts in zip(*columns, strict=True)
        if rule in known
        for text in texts
        if text is not None and _words(text) <= _words_of(rule)
    }


@cache
def _words_of(rule: str) -> frozenset[str]:
    return _words((PACKAGE / "advice" / f"{rule}.py").read_text("utf-8"))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))


def _texts(name: str, found: pa.Table) -> Iterator[tuple[str, list[str | None]]]:
    """The columns of private texts; lists of slugs are labels, not texts."""
    for column in tables.table(name).all_columns:
        if column.private and column.kind == "text":
            yield column.name, found[column.name].to_pylist()
