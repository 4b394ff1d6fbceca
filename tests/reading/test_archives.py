"""Archives as streams: what a directory may hold, which ways of packing are read, no byte beyond a limit."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from careerkit import limits
from careerkit.reading import archives
from careerkit.reading.archives import TooMuch


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_members_come_back(method: int) -> None:
    """Two members of a folder, stored and packed."""
    with archives.opened(_zip({"x/b": b"2" * 5000, "x/a": b"1"}, method)) as archive:
        infos = archives.chosen(archive, lambda path: path.startswith("x/"))
        assert [archives.unpacked(archive, info, 5000) for info in infos] == [b"1", b"2" * 5000]
        with pytest.raises(TooMuch):
            archives.unpacked(archive, infos[1], 4999)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_unpacks_without_bounds_is_not_read(method: int) -> None:
    """The two methods that unpack a whole gigabyte in one step."""
    with archives.opened(_zip({"a": b"1"}, method)) as archive, pytest.raises(TooMuch):
        archives.unpacked(archive, archive.infolist()[0], 10)


def test_a_small_member_may_be_as_repetitive_as_it_likes() -> None:
    """Half a megabyte of one letter, and two megabytes of it."""
    with archives.opened(_zip({"a": b"a" * 2**19, "b": b"a" * 2**21})) as archive:
        small, large = archive.infolist()
        assert small.file_size > limits.MAX_RATIO * small.compress_size
        assert len(archives.unpacked(archive, small, 2**22)) == 2**19
        with pytest.raises(TooMuch):
            archives.unpacked(archive, large, 2**22)


def test_a_directory_beyond_the_limit_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two hundred members with long names, where fifty may be listed; then where their names alone are too long."""
    packed = _zip({f"{n:0100}": b"" for n in range(200)})
    with archives.opened(packed) as archive:
        assert len(archives.chosen(archive, lambda path: True)) == 200
    for most in (50, 199):
        monkeypatch.setattr(limits, "MAX_LISTED", most)
        with pytest.raises(TooMuch):
            archives.opened(packed)


def test_photos_beside_what_is_wanted_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal with ten photos where five members may be wanted."""
    monkeypatch.setattr(limits, "MAX_MEMBERS", 5)
    with archives.opened(
        _zip({**{f"{n}.jpg": b"" for n in range(10)}, "a.json": b"{}"})
    ) as archive:
        assert len(archives.chosen(archive, lambda path: path.endswith(".json"))) == 1
        with pytest.raises(TooMuch):
            archives.chosen(archive, lambda path: path.endswith(".jpg"))


def test_a_stream_that_goes_on_is_cut_and_refused() -> None:
    """The directory says ten bytes and their checksum; the stream holds a thousand."""
    packed = bytearray(_zip({"a": b"1" * 1000}).getvalue())
    entry = packed.rindex(b"PK\x01\x02")
    packed[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    with archives.opened(io.BytesIO(packed)) as archive, pytest.raises(archives.DAMAGED):
        archives.unpacked(archive, archive.infolist()[0], 5000)
    packed[entry + 16 : entry + 20] = zlib.crc32(b"1" * 10).to_bytes(4, "little")
    with archives.opened(io.BytesIO(packed)) as archive:
        assert archives.unpacked(archive, archive.infolist()[0], 5000) == b"1" * 10
