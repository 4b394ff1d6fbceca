"""A drop is one file of a workbook, as bytes: decoded strictly, unpacked by allow-list.

No statistical guessing: a byte-order mark, the shape of UTF-16, strict UTF-8, an encoding the
person wrote into workbook.toml; then we ask.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from careerkit.problems import Problem

MIB = 1024 * 1024
# One table of limits; a file beyond them is refused with E-SIZE or E-ZIP, never half read.
MAX_FILE = 100 * MIB
MAX_MEMBER = 50 * MIB
MAX_MEMBERS = 2_000
MAX_UNPACKED = 300 * MIB
MAX_RATIO = 200

_SIGNATURES = {
    b"PK\x03\x04": "a zip archive or an Office file",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "a database",
}
_HTML = re.compile(r"\s*(<!doctype html|<html)", re.IGNORECASE)
_LINE_END = re.compile(rb"\r\n|\r|\n")
# Everything that zipfile and the decompressors below it are known to raise on damaged bytes.
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError, RuntimeError,
    EOFError, OSError, ValueError,
)  # fmt: skip
_DATED = re.compile(r"(?<!\d)(?:(\d{4})-(\d{2})-(\d{2})|(\d{2})-(\d{2})-(\d{4}))(?!\d)")


class Unreadable(Exception):
    """The file as a whole cannot be read; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass
class Drop:
    """One file: its name, where in the workbook it lies, its bytes.

    `place` is the top folder (journal, registers, answers, inbox); `path` names it in messages.
    `provenance` is the raw file's path where it is not `path`; `rows_in` counts the rows a reader has
    handed out from it. `date_order` is what is known about days such as 03/04/2024 from elsewhere;
    `proven_order` what this file itself proves.
    """

    name: str
    place: str
    path: str
    data: bytes
    encoding: str = ""
    provenance: str = ""
    date_order: str = ""
    rows_in: int = field(default=0, compare=False)
    proven_order: str = field(default="", compare=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()

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

    @property
    def is_zip(self) -> bool:
        """Whether the bytes are a zip archive, whatever the name says."""
        return self.data.startswith(b"PK\x03\x04")

    @cached_property
    def text(self) -> str:
        r"""The decoded text, NFC, with `\n` line ends. Raises Unreadable."""
        return unicodedata.normalize("NFC", self.written)

    @cached_property
    def written(self) -> str:
        """The decoded text before NFC, which turns a Greek question mark into a semicolon.

        A table is cut into cells first and normalised after. Raises Unreadable.
        """
        self.refuse_binary()
        try:
            return _line_ends(self._decoded())
        except (ValueError, LookupError):
            raise self.refuse(
                "E-ENCODING",
                "the text is not UTF-8",
                "Save it as UTF-8, or name its encoding in workbook.toml, for example"
                ' [sources.NAME] encoding = "cp1252"',
                self._first_bad_line(),
            ) from None

    @cached_property
    def lines(self) -> list[tuple[int, str | None]]:
        """Numbered lines of a text; one with undecodable bytes is None, the others stay usable."""
        try:
            return list(enumerate(self.text.split("\n"), 1))
        except Unreadable as found:
            if found.problem.code != "E-ENCODING" or not self._cut_by_bytes:
                raise
        return [(n, _line(raw)) for n, raw in enumerate(_LINE_END.split(self.data), 1)]

    def head(self, count: int) -> list[str]:
        """The first lines as written, by which a file is recognised; an undecodable one is empty.

        So a file is known before anyone was asked for its encoding. Raises Unreadable.
        """
        self.refuse_binary()
        if not self._cut_by_bytes:
            return self.written.split("\n", count)[:count]
        return [_decoded(raw) or "" for raw in _LINE_END.split(self.data[:MIB], count)[:count]]

    @property
    def _cut_by_bytes(self) -> bool:
        """Whether lines can be cut before decoding, which UTF-16 and a named encoding forbid."""
        return not self.encoding and not self.is_utf16

    @property
    def is_utf16(self) -> bool:
        """Whether the bytes look like UTF-16: by their mark, or a zero in every other byte."""
        head = self.data[:400]
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return True
        return len(head) >= 4 and (_mostly_zero(head[0::2]) or _mostly_zero(head[1::2]))

    def refuse_binary(self) -> None:
        """Raises Unreadable when the bytes are no text at all, whatever the name says."""
        self._refuse_large()
        for signature, what in _SIGNATURES.items():
            if self.data.startswith(signature):
                raise self._not_what_it_says(what)
        if not self.is_utf16 and b"\x00" in self.data[:4096]:
            raise self._not_what_it_says("binary data")
        if _HTML.match(self.data[:200].removeprefix(codecs.BOM_UTF8).decode("latin-1")):
            raise self._not_what_it_says("a web page, perhaps a login page")

    def members(self, wanted: Callable[[str], bool]) -> Iterator[Drop]:
        """The members of a zip archive whose path is `wanted`; no other is ever opened.

        Read as streams with caps on count, size and ratio; nothing is unpacked to disk. An archive
        with none of them has nothing to give, however large it is. Raises Unreadable.
        """
        self._refuse_large()
        unpacked = 0
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                infos = archive.infolist()
                chosen = [
                    info for info in infos if _is_data(info.filename) and wanted(info.filename)
                ]
                if chosen and len(infos) > MAX_MEMBERS:
                    raise self._bomb(f"more than {MAX_MEMBERS} members")
                for info in sorted(chosen, key=lambda found: found.filename):
                    data = self._member(archive, info)
                    unpacked += len(data)
                    if unpacked > MAX_UNPACKED:
                        raise self._bomb("members that unpack to far too much together")
                    name = file_name(info.filename)
                    yield replace(self, name=name, path=f"{self.path}!{name}", data=data, rows_in=0)
        except _DAMAGED:
            raise self.refuse(
                "E-ZIP",
                "the archive is damaged or locked",
                "Download it again; it may be incomplete",
            ) from None

    def _refuse_large(self) -> None:
        if len(self.data) > MAX_FILE:
            raise self.refuse(
                "E-SIZE",
                f"the file is larger than {MAX_FILE // MIB} MiB",
                "Split it, or export a shorter period",
            )

    def _member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        if info.file_size > MAX_MEMBER or info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise self._bomb("a member that unpacks to far too much")
        with archive.open(info) as stream:
            data = stream.read(MAX_MEMBER + 1)
        if len(data) > MAX_MEMBER:
            raise self._bomb("a member that unpacks to far too much")
        return data

    def _bomb(self, what: str) -> Unreadable:
        return self.refuse("E-ZIP", f"the archive has {what}", "Take only the files you need")

    def refuse(self, code: str, reason: str, fix: str, line: int = 0) -> Unreadable:
        """An Unreadable for this file."""
        return Unreadable(Problem(self.path, line, "", code, reason, fix))

    def _not_what_it_says(self, what: str) -> Unreadable:
        return self.refuse(
            "E-FORMAT",
            f"the file is not what its name says; it looks like {what}",
            "Export it again, or take it out of the workbook",
        )

    def _decoded(self) -> str:
        if self.data.startswith(codecs.BOM_UTF8):
            return self.data.decode("utf-8-sig")
        if self.is_utf16:
            marked = self.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            little = "utf-16-le" if _mostly_zero(self.data[1:400:2]) else "utf-16-be"
            return self.data.decode("utf-16" if marked else little)
        return self.data.decode(self.encoding or "utf-8")

    def _first_bad_line(self) -> int:
        for number, raw in enumerate(_LINE_END.split(self.data), 1):
            if _line(raw) is None:
                return number
        return 0


def normal(text: str) -> str:
    r"""Text as careerkit stores it: no byte-order mark, NFC, `\n` line ends."""
    return unicodedata.normalize("NFC", _line_ends(text))


def _line_ends(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _line(raw: bytes) -> str | None:
    found = _decoded(raw)
    return None if found is None else unicodedata.normalize("NFC", found)


def _decoded(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _is_data(path: str) -> bool:
    return (
        not path.endswith("/") and "__MACOSX" not in path and not file_name(path).startswith("._")
    )


def file_name(path: str) -> str:
    """The last part of a path inside an archive."""
    return path.rsplit("/", 1)[-1]


def _mostly_zero(some: bytes) -> bool:
    return len(some) > 1 and some.count(0) > len(some) * 0.6
