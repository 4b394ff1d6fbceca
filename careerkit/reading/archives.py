"""Zip archives as streams: members by allow-list, with caps on count, size and ratio; nothing is unpacked to disk."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from careerkit import limits

# Everything that zipfile and the decompressors below it are known to raise on damaged bytes.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError,
    EOFError, OSError, ValueError,
)  # fmt: skip
# The other ways of packing unpack as much as they like in one step.
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The bytes that one entry of the directory takes on average, generously.
_ENTRY = 128


class TooMuch(Exception):
    """The archive is beyond a limit; says what it has."""


class _Bounded(io.BufferedIOBase):
    """A stream out of which nobody reads a large part at once: zipfile reads the whole directory in one go."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int | None = -1, /) -> bytes:
        most = limits.MAX_LISTED * _ENTRY
        found = self._stream.read(most + 1 if size is None or size < 0 else min(size, most + 1))
        if len(found) > most:
            raise TooMuch(f"more than {limits.MAX_LISTED} members")
        return found

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True


def opened(stream: BinaryIO) -> zipfile.ZipFile:
    """An archive whose directory is of a reasonable size. Raises TooMuch, or one of DAMAGED."""
    archive = zipfile.ZipFile(_Bounded(stream))
    if len(archive.infolist()) > limits.MAX_LISTED:
        raise TooMuch(f"more than {limits.MAX_LISTED} members")
    return archive


def chosen(archive: zipfile.ZipFile, wanted: Callable[[str], bool]) -> list[zipfile.ZipInfo]:
    """The members whose path is wanted, sorted by it; a file manager's copies are nobody's. Raises TooMuch."""
    infos = [info for info in archive.infolist() if _is_data(info.filename)]
    found = sorted((i for i in infos if wanted(i.filename)), key=lambda info: info.filename)
    if len(found) > limits.MAX_MEMBERS:
        raise TooMuch(f"more than {limits.MAX_MEMBERS} members of this kind")
    return found


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of one member, at most `most`. Raises TooMuch, or one of DAMAGED."""
    repetitive = info.file_size > limits.MAX_RATIO * max(info.compress_size, 1)
    if info.file_size > most or (repetitive and info.file_size > limits.MIB):
        raise TooMuch("a member that unpacks to far too much")
    if info.compress_type not in _BOUNDED:
        raise TooMuch("a member that is packed in an unusual way")
    # Never more than the directory says comes out of the stream, whatever is in it.
    with archive.open(info) as stream:
        return b"".join(iter(partial(stream.read, limits.MIB), b""))


def _is_data(path: str) -> bool:
    name = file_name(path)
    return not path.endswith("/") and "__MACOSX" not in path and not name.startswith("._")


def file_name(path: str) -> str:
    """The last part of a path inside an archive."""
    return path.rsplit("/", 1)[-1]
