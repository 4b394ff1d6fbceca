"""What holds its text packed is opened within a budget: a bomb ends by what it costs, not by the clock."""

from __future__ import annotations

import base64
import gzip
import io
import struct
import zipfile
import zlib

import pyarrow as pa
import pytest
from pyarrow import parquet

from careerkit.gate import packed, unpack
from careerkit.gate.packed import MOST_ADDED, MOST_PIECES, Budget, Unsearchable, contents
from tests.gate import pdfs

MIB = 1024 * 1024


def opened(data: bytes) -> bytes:
    """Everything that comes out of the data."""
    found = contents(data, Budget())
    return b"\n".join(one if isinstance(one, bytes) else one.encode() for one in found)


def table(**columns: list[object]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out, compression="zstd")
    return out.getvalue()


def zipped(method: int, **members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"the kestrel"),
        b"glued" + gzip.compress(b"first") + gzip.compress(b"the kestrel"),
        gzip.compress(b"the kestrel" * 900)[:60],
        zlib.compress(b"the kestrel"),
        zlib.compress(b"the kestrel")[:-4] + b"0000",
        zlib.compress(b"the kestrel" * 99, wbits=10),
        b"x" + zipped(zipfile.ZIP_DEFLATED, a="first", b="the kestrel"),
        zipped(zipfile.ZIP_DEFLATED, a="first", b="the kestrel")[:-70],
        zipped(zipfile.ZIP_DEFLATED, a="the kestrel") + zipped(zipfile.ZIP_DEFLATED, a="first"),
        table(a=[1, 2], b=["first", "the kestrel"]),
        table(a=[["the kestrel"], None]),
        table(a=[b"the kestrel"]),
        *(pdfs.pdf(place, "the kestrel") for place in pdfs.PLACES),
    ],
)
def test_it_is_opened(data: bytes) -> None:
    """Alone, glued, cut off, with a wrong checksum, without its directory, in each place of a PDF."""
    assert b"kestrel" in opened(data)


def test_names_inside_are_read() -> None:
    """Of members, columns and the head of a table."""
    made = table(kestrel=[1])
    assert b"kestrel" in opened(made)
    assert "kestrel" in unpack.read(zipped(zipfile.ZIP_DEFLATED, kestrel="x")).plain
    schema = pa.schema([("a", pa.int64())], metadata={b"by": b"kestrel"})
    out = io.BytesIO()
    parquet.write_table(pa.table({"a": [1]}, schema=schema), out)
    assert b"kestrel" in opened(out.getvalue())


def zip_bomb() -> bytes:
    return zipped(zipfile.ZIP_DEFLATED, a="\0" * (200 * MIB))


def wide_table() -> bytes:
    out = io.BytesIO()
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000_000, pa.int8()), pa.array(["x"]))
    parquet.write_table(pa.table({"a": column}), out)
    return out.getvalue()


BOMBS = {
    "gzip": lambda: gzip.compress(b"\0" * (200 * MIB), 9),
    "gzip in gzip": lambda: gzip.compress(gzip.compress(b"\0" * (200 * MIB), 9), 9),
    "deflate": lambda: zlib.compress(b"a" * (200 * MIB), 9)[2:-4],
    "zip": zip_bomb,
    "zip in base64": lambda: base64.b64encode(zip_bomb()),
    "equal cells": wide_table,
    "starts": lambda: (b"\x78\x9c" + zlib.compress(b"a" * 30_000)) * 2_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 MB of nothing, 20 million equal cells, 2,000 streams in a row: no more is spent than the budget and one step."""
    data, budgets = BOMBS[name](), list[Budget]()

    class Counted(Budget):
        def __init__(self, size: int) -> None:
            super().__init__(size=MOST_ADDED)
            budgets.append(self)

    monkeypatch.setattr(unpack, "Budget", Counted)
    with pytest.raises(Unsearchable, match="more than can be searched"):
        unpack.read(data)
    [budget] = budgets
    step = 200 * MIB if name == "equal cells" else MIB
    assert budget.size > -step
    assert budget.pieces >= -1


GROWING: dict[str, str | bytes] = {
    "beginnings of zlib": b"\x78\x9c\x4b" * 100_000,
    "beginnings of members": struct.pack("<IHHHHHIIIHH", 0x04034B50, 0, 0, 8, *[0] * 7) * 20_000,
    "ampersands": "&" + "amp;" * 100_000,
    "percents": "%" + "25" * 100_000,
    "backslashes": "\\" * 200_000,
    "one run of letters": "QUJD" * 50_000,
    "letters in lines": ("QUJD" * 19 + "\n") * 2_000,
    "hex": "4a" * 100_000,
    "open tags": "<" * 200_000,
    "a tag without end": "<a " + "b" * 200_000,
    "hyphens": "-" + " " * 50_000 + "-\n" * 50_000,
    "mentions": "@" + "a." * 100_000,
    "spaced hex": "4a " * 60_000,
}


@pytest.mark.parametrize("name", GROWING)
def test_a_text_that_looks_endless_ends(name: str) -> None:
    """Escapes of escapes, runs without end, tags without end: what is looked at stays in proportion."""
    text = GROWING[name]
    assert unpack.read(text).spent < 50 * len(text)


def test_a_usual_page_is_far_from_the_budget() -> None:
    """3,000 rows of a table, 60,000 words."""
    rows = "".join(
        f"<tr><th>{n} &amp; more</th><td>word{n} in a cell</td></tr>" for n in range(3_000)
    )
    spent = unpack.read(f"<table>{rows}</table>".encode()).spent
    assert spent * 10 < MOST_ADDED


@pytest.mark.parametrize(
    "data",
    [
        b"7z\xbc\xaf\x27\x1c\x00\x04",
        b"\xfd7zXZ\x00\x00",
        b"x\x28\xb5\x2f\xfd\x00",
        base64.b64encode(b"7z\xbc\xaf\x27\x1c\x00\x04 and more"),
        zipped(zipfile.ZIP_LZMA, a="x"),
        zipped(zipfile.ZIP_DEFLATED, a="x").replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_refused(data: bytes) -> None:
    """An archive of another kind, a locked one: nothing that could not be searched leaves."""
    with pytest.raises(Unsearchable, match="archive"):
        unpack.read(data)


@pytest.mark.parametrize(
    "data", [b"PAR1 is a format PAR1", b"see %PDF-1.7 for more", b"PK\x03\x04", b"\x1f\x8b\x08", b"PAR1\x00\x00PAR1"]
)  # fmt: skip
def test_what_only_looks_packed_is_text(data: bytes) -> None:
    """Words about formats, the first bytes of one."""
    assert opened(data).strip() == b""


def test_the_budget_is_of_a_sensible_size() -> None:
    """Large enough for a PDF, small enough for a telephone."""
    assert 8 * MIB <= MOST_ADDED <= 64 * MIB
    assert 10_000 <= MOST_PIECES <= 100_000
    assert not packed.looks_packed(b"plain words of a page")
