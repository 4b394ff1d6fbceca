"""Makes a tagged PDF half as big: its thousands of small objects go into compressed streams.

A tag is about a hundred plain bytes, and a table has one for each cell. PDF (ISO 32000-1, 7.5.7 and
7.5.8) lets such objects share an "object stream"; typst writes each by itself. Only the packing changes.
"""

from __future__ import annotations

import re
import zlib
from typing import NoReturn

from careerkit.errors import BadData

TOGETHER = 200  # objects in one stream: a reader unpacks a whole stream to see one of them

_HEADING = re.compile(rb"(\d+) 0 obj\s*")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s*(\d+)\s*%%EOF\s*", re.DOTALL)
_PLACES = re.compile(rb"xref\s+0 (\d+)\s")
_SIZE = re.compile(rb"/Size (\d+)")

Entry = tuple[int, int, int]


def compact(pdf: bytes) -> bytes:
    """The same document with object streams; equal bytes for equal input and the same zlib.

    pdf: as typst writes it, in one part, with a plain table of places and no encryption. Raises BadData
    for any other.
    """
    found = _TRAILER.search(pdf, pdf.rfind(b"trailer"))
    size = _SIZE.search(found[1]) if found else None
    if found is None or size is None:
        _refuse()
    table, free = int(found[2]), int(size[1])
    starts = _starts(pdf, table)
    made, entries = bytearray(pdf[: starts[0]]), {0: (0, 0, 65535)}
    small: list[tuple[int, bytes]] = []
    for start, stop in zip(starts, [*starts[1:], table], strict=True):
        number, content = _object(pdf[start:stop])
        if content.endswith(b"endstream"):
            entries[number] = (1, len(made), 0)
            made += pdf[start:stop]
        else:
            small.append((number, content))
    for first in range(0, len(small), TOGETHER):
        group = small[first : first + TOGETHER]
        entries |= {number: (2, free, index) for index, (number, _) in enumerate(group)}
        entries[free] = (1, len(made), 0)
        made += _stream(free, *_packed(group))
        free += 1
    entries[free] = place = (1, len(made), 0)
    made += _stream(
        free, _rest(found[1]) + b"/Type/XRef/Size %d/W[1 4 2]" % (free + 1), _rows(entries)
    )
    return bytes(made) + b"startxref\n%d\n%%%%EOF\n" % place[1]


def _refuse() -> NoReturn:
    raise BadData("this PDF is not built as typst builds it; it cannot be packed")


def _starts(pdf: bytes, table: int) -> list[int]:
    """Where each object starts, in the order of the file."""
    head = _PLACES.match(pdf, table)
    if head is None:
        _refuse()
    lines = [pdf[at : at + 20] for at in range(head.end(), head.end() + 20 * int(head[1]), 20)]
    starts = sorted(int(line[:10]) for line in lines if line[17:18] == b"n")
    if len(starts) + 1 != int(head[1]):
        _refuse()
    return starts


def _object(text: bytes) -> tuple[int, bytes]:
    heading, whole = _HEADING.match(text), text.rstrip()
    if heading is None or not whole.endswith(b"endobj"):
        _refuse()
    return int(heading[1]), whole[heading.end() : -len(b"endobj")].rstrip()


def _packed(group: list[tuple[int, bytes]]) -> tuple[bytes, bytes]:
    """The keys and the content of an object stream: its numbers and places, then the objects."""
    index, objects = [], bytearray()
    for number, content in group:
        index.append(b"%d %d" % (number, len(objects)))
        objects += content + b"\n"
    head = b" ".join(index) + b"\n"
    return b"/Type/ObjStm/N %d/First %d" % (len(group), len(head)), head + objects


def _rest(trailer: bytes) -> bytes:
    return _SIZE.sub(b"", trailer, count=1).strip()


def _rows(entries: dict[int, Entry]) -> bytes:
    rows = (entries[number] for number in range(len(entries)))
    return b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + extra.to_bytes(2, "big")
        for kind, place, extra in rows
    )


def _stream(number: int, keys: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    head = b"%d 0 obj\n<<%b/Length %d/Filter/FlateDecode>>\nstream\n" % (number, keys, len(packed))
    return head + packed + b"\nendstream\nendobj\n"
