"""A drop is one file of a workbook: decoded strictly, unpacked by allow-list, read as a stream where it can be.

No statistical guessing: a byte-order mark, the shape of UTF-16, strict UTF-8, an encoding the
person wrote into workbook.toml; then we ask.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from careerkit import limits
from careerkit.errors import BadData
from careerkit.problems import Problem
from careerkit.reading import archives, decoding
from careerkit.reading.decoding import LINE_END, BadText, line_ends

_DATED = re.compile(r"(?<!\d)(?:(\d{4})-(\d{2})-(\d{2})|(\d{2})-(\d{2})-(\d{4}))(?!\d)")
_START = 4096
_ASKED = 64 * limits.KIB


class Unreadable(Exception):
    """The file as a whole cannot be read; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(init=False)
class Drop:
    """One file: its name, where in the workbook it lies, its bytes or the path under which they are.

    `place` is the top folder (journal, registers, answers, inbox); `path` names it in messages.
    `provenance` is the raw file's path where it is not `path`; `rows_in` counts the rows a reader has
    handed out from it. `date_order` is what is known about days such as 03/04/2024 from elsewhere;
    `proven_order` what this file itself proves.
    """

    name: str
    place: str
    path: str
    encoding: str = ""
    provenance: str = ""
    date_order: str = ""
    rows_in: int = field(default=0, compare=False)
    proven_order: str = field(default="", compare=False)
    content: bytes | Path = field(default=b"", repr=False)

    def __init__(
        self, name: str, place: str, path: str, data: bytes | None = None, encoding: str = "",
        provenance: str = "", date_order: str = "", rows_in: int = 0, proven_order: str = "",
        content: bytes | Path = b"",
    ) -> None:  # fmt: skip
        self.name, self.place, self.path, self.encoding = name, place, path, encoding
        self.provenance, self.date_order = provenance, date_order
        self.rows_in, self.proven_order = rows_in, proven_order
        self.content = content if data is None else data

    @classmethod
    def at(cls, file: Path, name: str, place: str, path: str) -> Drop:
        """A drop whose bytes stay in a file until they are asked for."""
        return cls(name, place, path, content=file)

    # ---- its bytes -------------------------------------------------------------------------------

    @cached_property
    def size(self) -> int:
        """Its bytes, counted. Raises BadData when the file cannot be read."""
        if isinstance(self.content, bytes):
            return len(self.content)
        with self.open() as stream:
            return stream.seek(0, io.SEEK_END)

    def open(self) -> BinaryIO:
        """Its bytes as a stream. Raises BadData when the file cannot be read."""
        if isinstance(self.content, bytes):
            return io.BytesIO(self.content)
        try:
            return self.content.open("rb")
        except OSError as error:
            raise BadData(f"{self.path}: cannot be read: {error.strerror}") from None

    def start(self, count: int) -> bytes:
        """Its first bytes, at most so many."""
        if isinstance(self.content, bytes):
            return self.content[:count]
        with self.open() as stream:
            return stream.read(count)

    # To a type checker a field, since `replace(drop, data=...)` is given it like one.
    if TYPE_CHECKING:
        data: bytes = b""
    else:

        @cached_property
        def data(self) -> bytes:
            """All its bytes; read into memory when first asked for. Raises Unreadable beyond the limit."""
            if isinstance(self.content, bytes):
                return self.content
            self._refuse_large(limits.MAX_FILE)
            with self.open() as stream:
                return stream.read(limits.MAX_FILE)

    def release(self) -> None:
        """Forget what was read into memory; it is read again when asked for."""
        for name in ("data", "text", "written", "lines", "found"):
            self.__dict__.pop(name, None)

    @cached_property
    def found(self) -> dict[str, Any]:
        """What readers worked out about this file and need not work out twice."""
        return {}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hex."""
        found = hashlib.sha256()
        with self.open() as stream:
            for piece in iter(lambda: stream.read(limits.MIB), b""):
                found.update(piece)
        return found.hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but white space in it."""
        with self.open() as stream:
            return not any(piece.strip() for piece in iter(lambda: stream.read(limits.MIB), b""))

    @property
    def dated(self) -> str:
        """The date in the file's name as ISO text, or empty: which of two exports is newer."""
        for match in _DATED.finditer(self.name):
            year, month, day, us_month, us_day, us_year = match.groups()
            try:
                found = date(int(year or us_year), int(month or us_month), int(day or us_day))
            except ValueError:
                continue
            return found.isoformat()
        return ""

    @cached_property
    def _start(self) -> bytes:
        return self.start(_START)

    @property
    def is_zip(self) -> bool:
        """Whether the bytes are a zip archive, whatever the name says."""
        return self._start.startswith(b"PK\x03\x04")

    @property
    def is_utf16(self) -> bool:
        """Whether the bytes look like UTF-16: by their mark, or a zero in every other byte."""
        return decoding.is_utf16(self._start)

    # ---- its text --------------------------------------------------------------------------------

    @cached_property
    def text(self) -> str:
        r"""The decoded text, NFC, with `\n` line ends. Raises Unreadable."""
        return unicodedata.normalize("NFC", self.written)

    @cached_property
    def written(self) -> str:
        """The decoded text before NFC, which turns a Greek question mark into a semicolon.

        A table is cut into cells first and normalised after. Raises Unreadable.
        """
        self._refuse_large(limits.MAX_FILE)
        return "".join(self.pieces())

    def pieces(self) -> Iterator[str]:
        r"""The decoded text as a stream of pieces of any length, with `\n` line ends, before NFC.

        Wrong text is never handed out: before the first bytes that are none this raises Unreadable.
        """
        self.refuse_binary()
        with self.open() as stream:
            yield from self._strict(decoding.pieces(stream, self._encoding))

    @cached_property
    def lines(self) -> list[tuple[int, str | None]]:
        """Numbered lines of a text; one with undecodable bytes is None, the others stay usable."""
        try:
            return list(enumerate(self.text.split("\n"), 1))
        except Unreadable as found:
            if found.problem.code != "E-ENCODING" or not self._cut_by_bytes:
                raise
        return [(n, _line(raw)) for n, raw in enumerate(LINE_END.split(self.data), 1)]

    def head(self, count: int) -> list[str]:
        """The first lines as written, by which a file is recognised; an undecodable one is empty.

        So a file is known before anyone was asked for its encoding. Raises Unreadable.
        """
        self.refuse_binary()
        start = self.start(_ASKED)
        if len(start) == _ASKED and start.count(b"\n") + start.count(b"\r") <= count * 2:
            start = self.start(limits.MAX_HEAD)
        if self._cut_by_bytes:
            return [decoding.line(raw) or "" for raw in LINE_END.split(start, count)[:count]]
        found = decoding.pieces(io.BytesIO(start), self._encoding, whole=len(start) == self.size)
        return "".join(self._strict(found)).split("\n", count)[:count]

    @property
    def _encoding(self) -> str:
        return decoding.encoding(self._start, self.encoding)

    @property
    def _cut_by_bytes(self) -> bool:
        """Whether lines can be cut before decoding, which UTF-16 and a named encoding forbid."""
        return not self.encoding and not self.is_utf16

    def _strict(self, found: Iterator[str]) -> Iterator[str]:
        try:
            yield from found
        except BadText as bad:
            meant = "in the encoding that workbook.toml names" if self.encoding else "UTF-8"
            asked = self.refuse("E-ENCODING", f"the text is not {meant}", decoding.ASK, bad.line)
            shown = decoding.both_ways(self.start(limits.MAX_HEAD), bad.line)
            raise Unreadable(replace(asked.problem, value=shown)) from None
        except OSError as error:
            raise BadData(f"{self.path}: cannot be read: {error.strerror}") from None

    # ---- what it is not --------------------------------------------------------------------------

    def refuse_binary(self) -> None:
        """Raises Unreadable when the bytes are no text at all, whatever the name says."""
        self._refuse_large()
        what, fix = decoding.no_text(self._start) or ("", "")
        if what:
            reason = f"the file is not what its name says; it looks like {what}"
            raise self.refuse("E-FORMAT", reason, fix)

    def members(self, wanted: Callable[[str], bool]) -> Iterator[Drop]:
        """The members of a zip archive whose path is `wanted`; no other is ever opened.

        Read as streams with caps on count, size and ratio; nothing is unpacked to disk. An archive
        with none of them has nothing to give, however large it is. Raises Unreadable.
        """
        self._refuse_large()
        total = 0
        try:
            with self.open() as stream, archives.opened(stream) as archive:
                for info in archives.chosen(archive, wanted):
                    data = archives.unpacked(archive, info, limits.MAX_MEMBER)
                    total += len(data)
                    if total > limits.MAX_UNPACKED:
                        raise archives.TooMuch("members that unpack to far too much together")
                    yield self._member(archives.file_name(info.filename), data)
        except archives.TooMuch as found:
            fix = "Take only the files you need"
            raise self.refuse("E-ZIP", f"the archive has {found}", fix) from None
        except archives.DAMAGED:
            fix = "Download it again; it may be incomplete"
            raise self.refuse("E-ZIP", "the archive is damaged or locked", fix) from None

    def _member(self, name: str, data: bytes) -> Drop:
        return Drop(
            name, self.place, f"{self.path}!{name}", data, self.encoding, self.provenance,
            self.date_order, 0, self.proven_order,
        )  # fmt: skip

    def _refuse_large(self, most: int = 0) -> None:
        """What is in memory already, or has to be, may be less than what is read as a stream."""
        if not most:
            most = limits.MAX_FILE if isinstance(self.content, bytes) else limits.MAX_STREAM
        if self.size > most:
            reason = f"the file is larger than {most // limits.MIB} MiB"
            raise self.refuse("E-SIZE", reason, "Split it, or export a shorter period")

    def refuse(self, code: str, reason: str, fix: str, line: int = 0) -> Unreadable:
        """An Unreadable for this file."""
        return Unreadable(Problem(self.path, line, "", code, reason, fix))


def normal(text: str) -> str:
    r"""Text as careerkit stores it: no byte-order mark, NFC, `\n` line ends."""
    return unicodedata.normalize("NFC", line_ends(text.removeprefix("\ufeff")))


def _line(raw: bytes) -> str | None:
    found = decoding.line(raw)
    return None if found is None else unicodedata.normalize("NFC", found)
