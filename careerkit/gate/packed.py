"""Opens what holds its text packed: gzip, zlib, zip, Parquet, PDF, within a budget that a bomb cannot overdraw."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from careerkit.errors import CareerkitError

MIB = 1024 * 1024
# What the readings of one file may add to it. A page of ours adds less than a tenth of this.
MOST_ADDED = 24 * MIB
MOST_PIECES = 60_000
# Unpacked in steps of this size, so that a stream that breaks off gives what stands before the break.
_STEP = 4 * 1024

_GZIP = re.compile(rb"\x1f\x8b\x08")
# The two bytes that may begin a zlib stream: method 8, any window, a check that fits.
_ZLIB = re.compile(
    b"|".join(
        re.escape(bytes((first, second)))
        for first in range(0x08, 0x80, 0x10)
        for second in range(256)
        if (first * 256 + second) % 31 == 0 and not second & 0x20
    )
)
_MEMBER = re.compile(rb"PK\x03\x04")
_PDF = b"%PDF-"
_PARQUET = b"PAR1"
_UNKNOWN = re.compile(
    rb"\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\x28\xb5\x2f\xfd|BZh[1-9]1AY&SY"
)
_DRAWS = re.compile(rb"\bBT\b.{0,4000}?\bT[jJ]\b", re.DOTALL)
_NOTES = re.compile(rb"<<[^<>]*>>|%[^\r\n]*")
_ANY = re.compile(
    b"|".join(
        (_GZIP.pattern, _ZLIB.pattern, _MEMBER.pattern, _UNKNOWN.pattern, _PARQUET, re.escape(_PDF))
    )
)
_HEADER = struct.Struct("<IHHHHHIIIHH")
# How far into a guess a mark must end to be believed.
_NEAR = 12
_STORED, _DEFLATED = 0, 8
_RAW = -15


class Unsearchable(Exception):
    """A file that cannot be searched as a whole; says why, and no word of it."""


@dataclass
class Budget:
    """What the readings of one file may still cost: pieces, and their size in bytes or characters."""

    pieces: int = MOST_PIECES
    size: int = MOST_ADDED

    def spend(self, size: int, pieces: int = 1) -> None:
        """Account for new pieces. Raises Unsearchable when they are too many or too large."""
        self.pieces -= pieces
        self.size -= size
        if self.pieces < 0 or self.size < 0:
            raise Unsearchable("it unpacks to more than can be searched")


def contents(data: bytes, budget: Budget, *, guessed: bool = False) -> Iterator[bytes | str]:
    """What is packed in these bytes, wherever in them it begins: bytes, or text where a reader of the format gives text.

    guessed: the bytes may be the middle of something. Raises Unsearchable for a bomb and for packing that nothing here opens.
    """
    first, last = data.find(_PARQUET), data.rfind(_PARQUET)
    is_table = 0 <= first < last
    # The pages of a Parquet file are packed in ways of their own, which its reader opens.
    if first < 0 and _UNKNOWN.search(data, 0, _NEAR if guessed else len(data)):
        raise Unsearchable("it holds an archive of a kind that cannot be searched")
    view, pdf = memoryview(data), data.find(_PDF)
    for match in _GZIP.finditer(data):
        yield _inflated(view[match.start() :], 31, budget)
    for match in _ZLIB.finditer(data):
        # Without its two bytes: then a wrong checksum at the end hides nothing.
        inflated = _inflated(view[match.end() :], _RAW, budget)
        yield inflated if pdf < 0 else _undrawn(inflated)
    for match in _MEMBER.finditer(data):
        yield from _member(view[match.start() :], budget)
    if is_table:
        yield from _columns(data[first : last + len(_PARQUET)], budget)
    if pdf >= 0:
        yield from _printed(data[pdf:], budget, is_whole=pdf == 0)


def looks_packed(data: bytes) -> bool:
    """Whether anything in these bytes may be the beginning of something packed."""
    return _ANY.search(data) is not None


def raw_deflate(data: bytes, budget: Budget) -> bytes:
    """Bytes that are packed without any mark of it; empty when they are not, which costs nothing."""
    return _inflated(memoryview(data), _RAW, budget)


def _inflated(data: memoryview, kind: int, budget: Budget) -> bytes:
    """As much as comes out before the stream ends or breaks; most places where one may begin are chance."""
    machine, found = zlib.decompressobj(kind), bytearray()
    try:
        for start in range(0, len(data), _STEP):
            rest: bytes | memoryview = data[start : start + _STEP]
            while rest and not machine.eof:
                found += machine.decompress(rest, _STEP)
                rest = machine.unconsumed_tail
                if len(found) > budget.size:
                    break
            if machine.eof or len(found) > budget.size:
                break
    except zlib.error:
        pass
    budget.spend(len(found), pieces=bool(found))
    return bytes(found)


def _undrawn(stream: bytes) -> bytes:
    """Of what draws a page of a PDF only its notes: its letters are numbers in a font, which the reader of PDFs turns into text."""
    if not _DRAWS.search(stream):
        return stream
    return b"\n".join(dict.fromkeys(_NOTES.findall(stream)))


def _member(data: memoryview, budget: Budget) -> Iterator[bytes]:
    """One member of a zip archive, by its own header: the directory at the end may lie. What is stored needs no opening."""
    if len(data) < _HEADER.size:
        return
    _, _, flags, method, *_, named, extra = _HEADER.unpack_from(data)
    if flags & 1 or method not in (_STORED, _DEFLATED):
        raise Unsearchable("it holds an archive that is locked or packed in an unusual way")
    if method == _DEFLATED:
        yield _inflated(data[_HEADER.size + named + extra :], _RAW, budget)


def _columns(data: bytes, budget: Budget) -> Iterator[str]:
    """The texts of a Parquet file, with the names of its columns and what its head says."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        groups = [file.metadata.row_group(n) for n in range(file.metadata.num_row_groups)]
        # Before anything is unpacked: equal cells take next to no room in such a file.
        cells = file.metadata.num_rows * file.metadata.num_columns
        budget.spend(sum(group.total_byte_size for group in groups) + 8 * cells)
        yield from _texts_of(file.schema_arrow.metadata or {})
        for batch in file.iter_batches(batch_size=1024):
            for name, column in zip(batch.schema.names, batch.columns, strict=True):
                text = f"{name}\n" + "\n".join(map(_text, column.to_pylist()))
                budget.spend(len(text))
                yield text
    except (pa.ArrowException, OSError, ValueError):
        # Broken bytes that merely look like one have been searched as they are.
        return


def _texts_of(metadata: dict[bytes, bytes]) -> Iterator[str]:
    for key, value in metadata.items():
        # Arrow's own note of the columns' types is base64, which the search of texts opens.
        yield f"{_text(key)} {_text(value)}"


def _text(cell: object) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


def _printed(data: bytes, budget: Budget, *, is_whole: bool) -> Iterator[str]:
    """What a PDF says: pages, metadata, tags. Its streams have been opened as any others."""
    from careerkit.report.pdf import text_of

    # It would print what it finds odd, with the bytes.
    log = logging.getLogger("pypdf")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        text = text_of(data)
    except CareerkitError:
        # A page that mentions PDFs holds none; a file that begins as one must be readable.
        if is_whole:
            raise
        return
    except Exception as error:  # noqa: BLE001 - whatever the reader of PDFs meets in broken bytes
        raise Unsearchable(f"its PDF cannot be read ({type(error).__name__})") from None
    finally:
        log.setLevel(before)
    budget.spend(len(text))
    yield text
