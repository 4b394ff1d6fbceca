"""The last check before anything leaves: nothing private of the workbook may stand in the finished bytes, however it is written.

`unpack` makes every reading of the bytes, `private` says what is private for one reader, `search` compares the two, `where` names
the block. No word of what was found ever leaves this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careerkit.errors import NotAllowed
from careerkit.gate.indexed import Page
from careerkit.gate.packed import Unsearchable
from careerkit.gate.private import TEXT, Private, Secret, private_things
from careerkit.gate.search import find
from careerkit.gate.unpack import read
from careerkit.gate.where import locate
from careerkit.readers import Reader
from careerkit.workspace import Workbook

__all__ = ["Exempt", "refuse_leaks"]

NAMED = 5


@dataclass(frozen=True)
class Exempt:
    """What was searched for, and the private things of which words are there all the same, since they may leave.

    texts: their number. origins: where they stand, such as `entry 0123456789abcdef`, sorted, each once. searched: how many
    private things were searched for.
    """

    texts: int = 0
    origins: tuple[str, ...] = ()
    searched: int = 0


def refuse_leaks(
    book: Workbook, reader: Reader, files: Mapping[str, bytes], blocks: Sequence[Mapping[str, Any]] = (),
    *paths: Path, shared: Iterable[str] = (), user: str = "",
) -> Exempt:  # fmt: skip
    """Search the finished files, and their names, for everything of the workbook that is private for this reader.

    files: bytes by name, before they are locked. blocks: what they were written from. paths: folders that must not be named;
    of one that is a workbook also its files, its rows set aside and its warnings are private. shared: further texts that may
    leave. user: the name under which the person uses the computer. Raises NotAllowed that names blocks and records and
    never a word of them; nothing has been written then.
    """
    secrets = private_things(book, reader, *paths, shared=shared, user=user)
    try:
        page = Page(read(*files.values(), *files))
        found = find(page, secrets)
        if found.hits:
            raise NotAllowed(_refusal(reader, found.hits, blocks, secrets))
    except Unsearchable as reason:
        raise NotAllowed(
            f"what the {reader.name} would get cannot be searched for private texts: {reason}; nothing was written. "
            "Please report it"
        ) from None
    origins = tuple(sorted({secret.origin for secret in found.exempt}))
    return Exempt(len(found.exempt), origins, len(secrets.secrets))


def _refusal(
    reader: Reader, hits: Sequence[Secret], blocks: Sequence[Mapping[str, Any]], secrets: Private
) -> str:
    # Of a person with a full and a short name one is enough.
    by_key = {(secret.says, secret.text if secret.kind == TEXT else ""): secret for secret in reversed(hits)}  # fmt: skip
    once = list(by_key.values())[::-1]
    first = once[:NAMED]
    pairs = [
        f"{place} holds {secret.says}"
        for place, secret in zip(locate(first, blocks, secrets), first, strict=True)
    ]
    more = f", and {len(once) - NAMED} more" if len(once) > NAMED else ""
    texts = "1 private text stands" if len(once) == 1 else f"{len(once)} private texts stand"
    return (
        f"{texts} in what the {reader.name} would get: {'; '.join(pairs)}{more}. Nothing was written. Share these records "
        f"with !{reader.name}, or take their words out; if you wrote none of this, please report it"
    )
