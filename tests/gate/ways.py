"""Ways to write a text so that it does not look like it: what the tests of the gate and of the finder plant."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable

Way = Callable[[bytes], bytes]


def _by_character(form: Callable[[str], str]) -> Way:
    return lambda data: "".join(map(form, data.decode())).encode()


def zipped(data: bytes, name: str = "a.txt") -> bytes:
    """An archive of one packed member."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parquet(data: bytes) -> bytes:
    """A table of one cell."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"a": [data.decode()]}), out, compression="zstd")
    return out.getvalue()


def deflated(data: bytes) -> bytes:
    """Packed without any mark of it."""
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


def wrapped(data: bytes) -> bytes:
    """Base64 in lines of 76 letters, as mail writes it."""
    return base64.encodebytes(data)


# From text to text.
TEXTUAL: dict[str, Way] = {
    "entities": _by_character(lambda c: f"&#{ord(c)};"),
    "hex entities": _by_character(lambda c: f"&#x{ord(c):x};"),
    "escaped": lambda data: html.escape(data.decode()).encode(),
    "json": _by_character(lambda c: json.dumps(c)[1:-1] if ord(c) > 127 else f"\\u{ord(c):04x}"),
    "json string": lambda data: json.dumps(data.decode()).encode(),
    "url": lambda data: "".join(f"%{byte:02X}" for byte in data).encode(),
    "url where needed": lambda data: urllib.parse.quote(data).encode(),
    "zero width": lambda data: "\u200b".join(data.decode()).encode(),
    "soft hyphen": lambda data: "\u00ad".join(data.decode()).encode(),
    "inline tags": lambda data: (
        "<b>x</b>".replace("x", data.decode()[:2]).encode() + data.decode()[2:].encode()
    ),
    "hex": lambda data: data.hex().encode(),
    "HEX": lambda data: data.hex().upper().encode(),
    "spaced hex": lambda data: data.hex(" ").encode(),
    "base64": base64.b64encode,
    "base64 at 1": lambda data: base64.b64encode(b"x" + data),
    "base64 at 2": lambda data: base64.b64encode(b"xy" + data),
    "base64url": base64.urlsafe_b64encode,
    "base64 without end": lambda data: base64.b64encode(data).rstrip(b"="),
    "base64 glued": lambda data: b"QUJDxyz12" + base64.b64encode(data),
    "base64 in lines": wrapped,
}

# From text to bytes.
BINARY: dict[str, Way] = {
    "utf-16-le": lambda data: data.decode().encode("utf-16-le"),
    "utf-16-be": lambda data: data.decode().encode("utf-16-be"),
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "gzip": lambda data: gzip.compress(data, mtime=0),
    "zlib": zlib.compress,
    "deflate": deflated,
    "zip": zipped,
    "parquet": parquet,
}
# From bytes to text again, so that a chain can go on.
CARRIERS = ("hex", "HEX", "base64", "base64url", "base64 at 1", "base64 glued", "base64 in lines")


# Of these, what puts other bytes before it.
SHIFTED = ("base64 at 1", "base64 at 2", "base64 glued")


def plain(text: str) -> bytes:
    """The text as it is."""
    return text.encode()


# Only innermost: they change the letters themselves.
SPOKEN: dict[str, Callable[[str], bytes]] = {
    "plain": plain,
    "upper case": lambda text: text.upper().encode(),
    "full width": lambda text: "".join(
        chr(ord(c) + 0xFEE0) if 33 <= ord(c) < 127 else c for c in text
    ).encode(),
    "tspans": lambda text: "".join(
        f"<tspan x='0'>{word}</tspan>" for word in text.split(" ")
    ).encode(),
    "letters in tags": lambda text: "".join(f"<i>{c}</i>" for c in text).encode(),
    "line ends": lambda text: text.replace(" ", "\n").encode(),
}
