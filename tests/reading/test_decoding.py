"""Bytes to text in pieces: the same text as in one go, and no wrong letter before the first bad byte."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerkit.reading import decoding
from careerkit.reading.decoding import BadText

PIECE = decoding._PIECE
CODECS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "shift_jis",
    "latin-1",
)


def _text(data: bytes, name: str) -> str:
    return "".join(decoding.pieces(io.BytesIO(data), name))


def _bad_line(data: bytes, name: str = "utf-8") -> int:
    with pytest.raises(BadText) as bad:
        _text(data, name)
    return bad.value.line


@given(st.text(max_size=200), st.sampled_from(CODECS), st.integers(1, 9))
@example("a\r\nb\rc\n\r", "utf-16", 1)
@example("\ufeffa", "utf-8-sig", 1)
def test_pieces_are_the_text(text: str, name: str, size: int) -> None:
    """Any text in any encoding, read in pieces of one to nine bytes."""
    data = text.encode(name, "replace")

    class _Slow(io.BytesIO):
        def read(self, count: int | None = -1, /) -> bytes:
            return super().read(size)

    try:
        whole = data.decode(name)
    except ValueError:
        with pytest.raises(BadText):
            "".join(decoding.pieces(_Slow(data), name))
        return
    found = "".join(decoding.pieces(_Slow(data), name))
    assert found == whole.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("place", [0, 1, 7_000, 19_999])
def test_the_first_bad_line_is_named(end: bytes, place: int) -> None:
    """Twenty thousand lines over several pieces, one of them with a byte that is no UTF-8."""
    lines = [b"twenty letters and one more"] * 20_000
    assert len(lines[0]) * 20_000 > 4 * PIECE
    lines[place] = b"caf\xe9"
    assert _bad_line(end.join(lines)) == place + 1


@pytest.mark.parametrize("before", range(PIECE - 3, PIECE + 2))
@pytest.mark.parametrize("mark", ["€", "\r\n", "\r", "\n"])
def test_a_letter_or_line_end_across_two_pieces(before: int, mark: str) -> None:
    """A letter of three bytes, and each line end, where one piece ends and the next begins."""
    data = b"a" * before + mark.encode() + b"b"
    assert (
        _text(data, "utf-8") == "a" * before + mark.replace("\r\n", "\n").replace("\r", "\n") + "b"
    )
    assert _bad_line(data + b"\xff") == (1 if mark == "€" else 2)


def test_nothing_wrong_is_handed_out_before() -> None:
    """A megabyte of UTF-8, then a line of another encoding: what came first is right, and the rest never comes."""
    good = "Grüße\n" * 100_000
    read: list[str] = []
    with pytest.raises(BadText) as bad:
        read.extend(decoding.pieces(io.BytesIO(good.encode() + b"Gr\xfc\xdfe\n"), "utf-8"))
    assert len(read) > 3
    assert good.startswith("".join(read))
    assert bad.value.line == 100_001


def test_a_beginning_may_end_inside_a_letter() -> None:
    """The first bytes of a longer text."""
    found = decoding.pieces(io.BytesIO("a€".encode()[:-1]), "utf-8", whole=False)
    assert "".join(found) == "a"
    assert _bad_line("a€".encode()[:-1]) == 1


@pytest.mark.parametrize("name", ["hex", "base64", "rot13", "undefined", "cp9999", "a\x00b", ""])
def test_what_is_no_encoding_of_text(name: str) -> None:
    """Codecs from bytes to bytes, one that refuses everything, names of nothing."""
    with pytest.raises(BadText):
        _text(b"61", name)


@pytest.mark.parametrize(
    ("start", "named", "name"),
    [
        (b"abc", "", "utf-8"), (b"abc", "cp1252", "cp1252"), (b"\xef\xbb\xbfa", "cp1252", "utf-8-sig"),
        (b"\xff\xfea\x00", "", "utf-16"), (b"a\x00b\x00c\x00", "", "utf-16-le"),
        (b"\x00a\x00b\x00c", "cp1252", "utf-16-be"), (b"", "", "utf-8"), (b"\x00", "", "utf-8"),
    ],
)  # fmt: skip
def test_which_encoding(start: bytes, named: str, name: str) -> None:
    """Marks, the shape of UTF-16, a named encoding, and none."""
    assert decoding.encoding(start, named) == name


def test_noise_is_no_text_and_text_is() -> None:
    """Random-looking bytes, a long text with one zero in it."""
    assert decoding.no_text(bytes(range(256)) * 4) == ("binary data", decoding._AGAIN)
    assert decoding.no_text(b"a line of text\n" * 20 + b"\x00") is None
