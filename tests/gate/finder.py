"""Finds canaries in bytes, however they are written; its own simple way, so that it can judge the gate.

`find(data, canaries)` gives each canary that is there with the chain of steps that led to it, outermost first. A canary is a
word or a few words that stand nowhere else; letters, digits, single spaces.
"""

from __future__ import annotations

import base64
import html
import io
import json
import re
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator

DEEPEST = 4
# Bytes that begin like this are no text.
PACKED = (b"%PDF", b"PAR1", b"PK\x03\x04", b"\x1f\x8b")
Chain = tuple[str, ...]
Step = Callable[[bytes], Iterable[bytes]]

_TAG = re.compile(rb"<[^<>]*>")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_LETTERS64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}")
_DIGITS16 = re.compile(rb"[0-9A-Fa-f]{8,}")


def find(data: bytes, canaries: Iterable[str]) -> list[tuple[str, Chain]]:
    """The canaries in the data, each once, with the shortest chain of steps to it: () where it stands as it is."""
    wanted = {canary: _folded(canary).encode() for canary in canaries}
    found: dict[str, Chain] = {}
    seen: set[bytes] = set()
    level: list[tuple[bytes, Chain]] = [(data, ())]
    for depth in range(DEEPEST + 1):
        deeper: list[tuple[bytes, Chain]] = []
        for piece, chain in level:
            if piece in seen:
                continue
            seen.add(piece)
            for name, text in _shown(piece):
                _note(text, chain + name, wanted, found)
            if depth < DEEPEST:
                deeper += [(inner, (*chain, step)) for step, inner in _steps(piece)]
        level = deeper
    return sorted(found.items())


def _note(text: bytes, chain: Chain, wanted: dict[str, bytes], found: dict[str, Chain]) -> None:
    for canary, form in wanted.items():
        if form in text and (canary not in found or len(chain) < len(found[canary])):
            found[canary] = chain


def _folded(text: str) -> str:
    return _INVISIBLE.sub("", " ".join(unicodedata.normalize("NFKC", text).casefold().split()))


def _shown(piece: bytes) -> Iterator[tuple[Chain, bytes]]:
    """A piece as it reads: as it is, in one case and form, and without tags in two ways."""
    yield (), piece
    text = piece.decode("utf-8", "replace")
    yield ("case",), _folded(text).encode()
    if b"<" in piece:
        for put in (b"", b" "):
            yield ("tags",), _folded(_TAG.sub(put, piece).decode("utf-8", "replace")).encode()


def _steps(piece: bytes) -> Iterator[tuple[str, bytes]]:
    for name, step in STEPS.items():
        for inner in step(piece):
            if inner and inner != piece:
                yield name, inner


def _text_step(sign: bytes, change: Callable[[str], str]) -> Step:
    """A step from text to text, where one of the signs is there that it looks for."""

    def step(piece: bytes) -> Iterator[bytes]:
        if not piece.startswith(PACKED) and re.search(sign, piece):
            yield change(piece.decode("utf-8", "ignore")).encode("utf-8", "replace")

    return step


def _json(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        try:
            return str(json.loads(f'"{match[0]}"'))
        except ValueError:
            return match[0]

    return re.sub(r"(?:\\u[0-9a-fA-F]{4})+|\\[\"\\/bfnrt]", character, text)


def _base64(piece: bytes) -> Iterator[bytes]:
    for source in {piece, re.sub(rb"(?<=[A-Za-z0-9+/]{20})\s+(?=[A-Za-z0-9+/])", b"", piece), _TAG.sub(b"", piece)}:  # fmt: skip
        for run in _LETTERS64.findall(source):
            letters = run.replace(b"-", b"+").replace(b"_", b"/")
            for start in range(4):
                cut = letters[start:]
                cut = cut[: len(cut) - (len(cut) % 4 == 1)]
                decoded = base64.b64decode(cut + b"=" * (-len(cut) % 4))
                if _says(decoded):
                    yield decoded


def _says(data: bytes) -> bool:
    """Whether decoded letters are more than chance: a readable run, or the mark of something packed."""
    readable = re.search(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{6}|(?:[\x20-\x7e]\x00){3}|(?:\x00[\x20-\x7e]){3}", data)  # fmt: skip
    return bool(readable or re.search(rb"\x1f\x8b|PK\x03\x04|[\x78][\x01\x5e\x9c\xda]", data)) or bool(list(_deflate(data)))  # fmt: skip


def _hex(piece: bytes) -> Iterator[bytes]:
    for source in {piece, re.sub(rb"(?<=[0-9A-Fa-f]{2})[ :](?=[0-9A-Fa-f]{2}\b)", b"", piece)}:
        for run in _DIGITS16.findall(source):
            for start in (0, 1):
                cut = run[start:]
                yield bytes.fromhex(cut[: len(cut) // 2 * 2].decode())


def _wide(piece: bytes) -> Iterator[bytes]:
    if b"\x00" in piece or piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
        for kind in ("utf-16-le", "utf-16-be"):
            for start in (0, 1):
                yield piece[start:].decode(kind, "replace").encode("utf-8", "replace")


def _gzip(piece: bytes) -> Iterator[bytes]:
    at = piece.find(b"\x1f\x8b\x08")
    if at >= 0:
        yield from _inflate(piece[at:], 31)


def _zlib(piece: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", piece):
        yield from _inflate(piece[match.start() :], 15)


def _deflate(piece: bytes) -> Iterator[bytes]:
    yield from _inflate(piece, -15)


def _inflate(data: bytes, kind: int) -> Iterator[bytes]:
    machine = zlib.decompressobj(kind)
    try:
        yield machine.decompress(data, 50_000_000)
    except zlib.error:
        return


def _zip(piece: bytes) -> Iterator[bytes]:
    if b"PK\x03\x04" not in piece:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(piece)) as archive:
            for info in archive.infolist():
                yield info.filename.encode() + b"\n" + info.comment
                yield archive.read(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return


def _parquet(piece: bytes) -> Iterator[bytes]:
    if not piece.startswith(b"PAR1"):
        return
    from pyarrow import BufferReader, parquet

    try:
        table = parquet.read_table(BufferReader(piece))
    except (OSError, ValueError):
        return
    yield str(table.to_pydict()).encode()
    yield repr(table.schema.metadata).encode()


def _pdf(piece: bytes) -> Iterator[bytes]:
    """A PDF's pages and everything else that its objects say."""
    if not piece.startswith(b"%PDF"):
        return
    from pypdf import PdfReader
    from pypdf.generic import StreamObject

    reader = PdfReader(io.BytesIO(piece))
    if reader.is_encrypted:
        return
    pages = "\n".join(page.extract_text() for page in reader.pages)
    yield pages.encode("utf-8", "replace")
    yield re.sub(r"-?\n", "", pages).encode("utf-8", "replace")
    yield str(reader.metadata).encode("utf-8", "replace")
    for number in range(1, int(reader.trailer["/Size"])):  # type: ignore[call-overload]
        one = reader.get_object(number)
        yield repr(one).encode("utf-8", "replace")
        if isinstance(one, StreamObject):
            yield one.get_data()


STEPS: dict[str, Step] = {
    "html": _text_step(rb"&", html.unescape),
    "json": _text_step(rb"\\", _json),
    "url": _text_step(rb"%", urllib.parse.unquote),
    "tags": _text_step(rb"<", lambda text: re.sub(r"<[^<>]*>", "", text)),
    "invisible": _text_step(
        rb"[^\x00-\x7f]", lambda text: _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    ),
    "base64": _base64,
    "hex": _hex,
    "utf-16": _wide,
    "gzip": _gzip,
    "zlib": _zlib,
    "deflate": _deflate,
    "zip": _zip,
    "parquet": _parquet,
    "pdf": _pdf,
}
