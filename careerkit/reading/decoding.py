"""Bytes to text without guessing: a byte-order mark, the shape of UTF-16, strict UTF-8, an encoding that was named."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

LINE_END = re.compile(rb"\r\n|\r|\n")
# Small enough to stay in a processor's cache, large enough that the work between pieces costs nothing.
_PIECE = 64 * 1024
_AGAIN = "Export it again, or take it out of the workbook"
_SIGNATURES = {
    b"PK\x03\x04": ("a zip archive or an Office file", _AGAIN),
    b"\xd0\xcf\x11\xe0": (
        "an old Excel file, or one with a password",
        "Save it as an Excel workbook (.xlsx) without a password, or as CSV",
    ),
    b"%PDF": ("a PDF", _AGAIN),
    b"\x89PNG": ("a picture", _AGAIN),
    b"\xff\xd8\xff": ("a picture", _AGAIN),
    b"\x1f\x8b": ("a gzip archive", _AGAIN),
    b"SQLite format 3": ("a database", _AGAIN),
    # Text, but not the person's: a journal that reads as such would be an empty one, without a word.
    b"version https://git-lfs.github.com/spec/": (
        "what Git LFS leaves in place of a file",
        "Fetch the file itself with: git lfs pull",
    ),
}
_HTML = re.compile(r"\s*(<!doctype html|<html)", re.IGNORECASE)
_CONTROL = bytes({*range(9), *range(14, 27), 28, 29, 30, 31, 127})
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEEN = 400


class BadText(Exception):
    """Bytes that are no text in their encoding; carries the first line that holds some, 0 if none is known."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def is_utf16(start: bytes) -> bool:
    """Whether the first bytes of a file look like UTF-16: by their mark, or a zero in every other byte."""
    seen = start[:_SEEN]
    if seen.startswith(_MARKS):
        return True
    return len(seen) >= 4 and (_mostly_zero(seen[0::2]) or _mostly_zero(seen[1::2]))


def no_text(start: bytes) -> tuple[str, str] | None:
    """What a file is instead of text, by its first bytes, and what to do about it; None for a text."""
    for signature, said in _SIGNATURES.items():
        if start.startswith(signature):
            return said
    # A zero or two may come from a torn write, and cost their rows; noise is full of them.
    controls = len(start) - len(start.translate(None, _CONTROL))
    if b"\x00" in start and controls * 50 > len(start) and not is_utf16(start):
        return "binary data", _AGAIN
    if _HTML.match(start[:200].removeprefix(codecs.BOM_UTF8).decode("latin-1")):
        return "a web page, perhaps a login page", _AGAIN
    return None


def encoding(start: bytes, named: str = "") -> str:
    """The encoding of a file by its first bytes, else the named one, else UTF-8."""
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith(_MARKS):
        return "utf-16"
    if is_utf16(start):
        return "utf-16-le" if _mostly_zero(start[1:_SEEN:2]) else "utf-16-be"
    return named or "utf-8"


def pieces(stream: BinaryIO, name: str, *, whole: bool = True) -> Iterator[str]:
    r"""The text of a stream piece by piece, strictly decoded, with `\n` line ends and without a byte-order mark.

    name: the encoding. whole: whether the stream ends where the text ends. Raises BadText at the first
    bytes that are no text, before any of them was handed out.
    """
    decoder = _decoder(name)
    number, is_first = 1, True
    while True:
        raw = stream.read(_PIECE)
        try:
            text = decoder.decode(raw, final=not raw and whole)
        except (ValueError, LookupError) as found:
            # A carriage return may wait for the other half of a line end.
            waiting = "\r" * (decoder.getstate()[1] & 1)
            raise BadText(number + line_ends(waiting + _good(found)).count("\n")) from None
        if text and is_first:
            text, is_first = text.removeprefix("\ufeff"), False
        number += text.count("\n")
        if text:
            yield text
        if not raw:
            return


def line(raw: bytes) -> str | None:
    """One line of UTF-8, or None when it holds bytes that are no text."""
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def line_ends(text: str) -> str:
    r"""Text with `\n` line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _decoder(name: str) -> io.IncrementalNewlineDecoder:
    try:
        # A codec that turns bytes into bytes is none for text.
        io.TextIOWrapper(io.BytesIO(), encoding=name)
        decoder = codecs.getincrementaldecoder(name)("strict")
    except (ValueError, LookupError):
        raise BadText(0) from None
    return io.IncrementalNewlineDecoder(decoder, translate=True)


def _good(found: Exception) -> str:
    """The text before the bytes that are none."""
    if not isinstance(found, UnicodeDecodeError):
        return ""
    return found.object[: found.start].decode(found.encoding, "replace")


def _mostly_zero(some: bytes) -> bool:
    return len(some) > 1 and some.count(0) > len(some) * 0.6


# What is asked when a text is in no encoding that tells itself; SOURCE is filled in by who knows it.
GUESSES = ("cp1252", "mac_roman")
ASK = (
    f"quarantine/SOURCE.csv shows the line as {GUESSES[0]} and as {GUESSES[1]}; answer once:"
    f" careerkit answer SOURCE encoding {GUESSES[0]} (or {GUESSES[1]}), or save the file as UTF-8"
)


def both_ways(start: bytes, number: int) -> str:
    """One line of a text as it would read in the two most likely encodings, side by side; empty further down."""
    lines = LINE_END.split(start, number)
    if not 0 < number <= len(lines):
        return ""
    return " | ".join(f"{name}: {lines[number - 1].decode(name, 'replace')}" for name in GUESSES)
