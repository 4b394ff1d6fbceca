"""One file as bytes: what is text and what is not, decoding without guessing, archives by allow-list."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerkit import drops
from careerkit.drops import Drop, Unreadable


def _drop(data: bytes, name: str = "a.md", encoding: str = "") -> Drop:
    return Drop(name, "inbox", f"inbox/{name}", data, encoding)


def _code(drop: Drop) -> str:
    with pytest.raises(Unreadable) as bad:
        _ = drop.text
    return bad.value.problem.code


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _members(data: bytes, *wanted: str) -> list[Drop]:
    return list(_drop(data, "a.zip").members(lambda path: path.rsplit("/", 1)[-1] in wanted))


# --- decoding ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_unicode_needs_no_question(encoding: str, end: str) -> None:
    """Two lines in every Unicode encoding with every line end."""
    drop = _drop(f"- win: Å{end}- did: b{end}".encode(encoding))
    assert drop.text == "- win: Å\n- did: b\n"
    assert drop.lines == [(1, "- win: Å"), (2, "- did: b"), (3, "")]
    assert drop.head(1) == ["- win: Å"]


def test_text_is_composed() -> None:
    """A name in decomposed letters, as one system writes file contents."""
    assert _drop("A\u030asa".encode()).text == "Åsa"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_one_bad_byte_costs_one_line(end: bytes) -> None:
    """Three lines, the second with a byte that is no UTF-8, with every line end."""
    drop = _drop(end.join([b"one", b"tw\xff", b"three"]))
    assert drop.lines == [(1, "one"), (2, None), (3, "three")]
    assert drop.head(2) == ["one", ""]
    with pytest.raises(Unreadable) as bad:
        _ = drop.text
    assert (bad.value.problem.code, bad.value.problem.line) == ("E-ENCODING", 2)


def test_torn_utf_16_is_refused_whole() -> None:
    """UTF-16 that ends in the middle of a letter: its bytes are no lines of another encoding."""
    drop = _drop("## 2024-03-05\n- win: a\n".encode("utf-16-le")[:-1])
    with pytest.raises(Unreadable):
        _ = drop.lines


def test_a_named_encoding_is_obeyed() -> None:
    """Latin-1 with its name given, and names that are no encodings for text."""
    assert _drop(b"\xc5sa", encoding="latin-1").text == "Åsa"
    for name in ("cp9999", "hex", "idna", "undefined", "a\x00b"):
        assert _code(_drop(b"\xc5sa.\xff", encoding=name)) == "E-ENCODING"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest", b"%PDF-1.7", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"\x1f\x8b\x08",
        b"SQLite format 3\x00", b"\x01\x00\x02\x03\x04", b"<!DOCTYPE HTML><p>", b"\n<html>",
        b"\xef\xbb\xbf<html>Sign in",
    ],
)  # fmt: skip
def test_what_is_no_text_is_said(data: bytes) -> None:
    """Archives, pictures, databases, noise and web pages under a text file's name."""
    assert _code(_drop(data)) == "E-FORMAT"


def test_size_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text and an archive one byte beyond the limit."""
    data = _zip({"a.csv": b"x"})
    monkeypatch.setattr(drops, "MAX_FILE", len(data) - 1)
    assert _code(_drop(b"x" * len(data))) == "E-SIZE"
    with pytest.raises(Unreadable) as bad:
        _members(data, "a.csv")
    assert bad.value.problem.code == "E-SIZE"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("Basic_LinkedInDataExport_11-04-2018.zip", "2018-11-04"), ("2024-03-05 x.csv", "2024-03-05"),
        ("x_31-12-2024.csv", ""), ("2024-99-99.csv", ""), ("0000-00-00 2024-03-05.csv", "2024-03-05"),
        ("12024-03-05.csv", ""), ("Connections.csv", ""),
    ],
)  # fmt: skip
def test_date_in_the_name(name: str, day: str) -> None:
    """Names with a day, with a day in another order, with one that does not exist, with none."""
    assert _drop(b"", name).dated == day


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "cp1252", "utf-16", "idna"]))
@example(b"\xff\xfe\x00\xd8", "")
def test_any_bytes_are_text_or_unreadable(data: bytes, encoding: str) -> None:
    """Any bytes, with and without a named encoding."""
    drop = _drop(data, encoding=encoding)
    codes = set()
    for read in (lambda: drop.text, lambda: drop.lines, lambda: drop.head(5)):
        try:
            read()
        except Unreadable as bad:
            codes.add(bad.problem.code)
    assert codes <= {"E-ENCODING", "E-FORMAT"}


@given(st.text(max_size=80), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_lines_are_the_text_cut(text: str, encoding: str) -> None:
    """Any text, encoded: its lines are the text split at line ends, and its head their beginning."""
    drop = _drop(text.encode(encoding, "replace"))
    try:
        cut = drop.text.split("\n")
    except Unreadable:
        return
    assert [line for _, line in drop.lines] == cut
    assert [drops.normal(line) for line in drop.head(3)] == [drops.normal(line) for line in cut[:3]]


# A carriage return before the line end that joins two lines is part of that line end.
_RAW_LINE = st.binary(max_size=12).filter(lambda raw: b"\x00" not in raw and raw[-1:] != b"\r")


@given(st.lists(_RAW_LINE, max_size=6))
def test_bad_bytes_never_move_a_line(raws: list[bytes]) -> None:
    """Lines of any bytes: each good one keeps its number, whatever the others are."""
    drop = _drop(b"- x\n" + b"\n".join(raws))
    try:
        found = dict(drop.lines)
    except Unreadable:
        return
    number = 1
    for raw in raws:
        number += 1
        assert found[number] == drops._line(drops._LINE_END.split(raw)[0])
        number += len(drops._LINE_END.split(raw)) - 1


# --- archives ----------------------------------------------------------------------------------


def test_only_wanted_members_are_given() -> None:
    """Members in folders, a path that climbs out, a file manager's copy, another case."""
    data = _zip({
        "x/b.csv": b"2", "../a.csv": b"1", "__MACOSX/a.csv": b"no", "A.csv": b"no", "c.csv": b"no",
    })  # fmt: skip
    assert [(m.name, m.data) for m in _members(data, "a.csv", "b.csv")] == [
        ("a.csv", b"1"),
        ("b.csv", b"2"),
    ]


def test_members_count_their_own_rows() -> None:
    """An archive whose reader adds up the rows of its members while it reads them."""
    drop = _drop(_zip({"a.csv": b"1", "b.csv": b"2"}), "a.zip")
    for member in drop.members(lambda path: path in {"a.csv", "b.csv"}):
        assert member.rows_in == 0
        member.rows_in += 5
        drop.rows_in += member.rows_in
    assert drop.rows_in == 10


def test_limits_of_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many members, a member too large, all together too large, one that lies about its size."""
    data = _zip({f"{i}/a.csv": random.Random(i).randbytes(600) for i in range(4)})
    for limit, value in (("MAX_MEMBERS", 3), ("MAX_MEMBER", 500), ("MAX_UNPACKED", 2000)):
        with monkeypatch.context() as patch:
            patch.setattr(drops, limit, value)
            with pytest.raises(Unreadable) as bad:
                _members(data, "a.csv")
            assert bad.value.problem.code == "E-ZIP"
            assert _members(data, "b.csv") == []
    assert len(_members(data, "a.csv")) == 4


def test_a_ratio_beyond_reason_is_refused() -> None:
    """Ten megabytes of one letter."""
    with pytest.raises(Unreadable) as bad:
        _members(_zip({"a.csv": b"a" * 10 * drops.MIB}), "a.csv")
    assert bad.value.problem.code == "E-ZIP"


def test_a_member_that_lies_about_its_size() -> None:
    """The directory says ten bytes, the stream holds a megabyte."""
    data = bytearray(_zip({"a.csv": random.Random(0).randbytes(drops.MIB)}))
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, entry + 24, 10)
    with pytest.raises(Unreadable) as bad:
        _members(bytes(data), "a.csv")
    assert bad.value.problem.code == "E-ZIP"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_any_damage_is_unreadable_or_harmless(method: int) -> None:
    """An archive with one byte changed, at every place, and cut off, at every place."""
    whole = _zip({"a.csv": b"Name\nWriting\n" * 3, "é.csv": b"1"}, method)
    for place in range(4, len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        for data in (bytes(changed), whole[:place]):
            try:
                found = [member.data for member in _members(data, "a.csv")]
            except Unreadable:
                continue
            assert found in ([], [b"Name\nWriting\n" * 3])


@given(st.binary(max_size=200))
def test_any_bytes_after_a_zip_mark(data: bytes) -> None:
    """The first bytes of an archive and then anything."""
    with pytest.raises(Unreadable):
        _members(b"PK\x03\x04" + data, "a.csv")


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive read inside an empty folder."""
    monkeypatch.chdir(tmp_path)
    assert _members(_zip({"../../a.csv": b"1"}), "a.csv")
    assert not list(tmp_path.iterdir())
