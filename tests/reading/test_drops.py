"""One file as bytes: what is text and what is not, decoding without guessing, archives by allow-list."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerkit import limits
from careerkit.errors import BadData
from careerkit.reading import drops
from careerkit.reading.decoding import LINE_END
from careerkit.reading.drops import Drop, Unreadable


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
    monkeypatch.setattr(limits, "MAX_FILE", len(data) - 1)
    assert _code(_drop(b"x" * len(data))) == "E-SIZE"
    with pytest.raises(Unreadable) as bad:
        _members(data, "a.csv")
    assert bad.value.problem.code == "E-SIZE"


def test_a_zero_byte_alone_does_not_make_a_text_binary() -> None:
    """A hundred lines, one of them with a zero byte from a torn write; the same file full of them."""
    lines = [b"- win: a line of a log"] * 100
    lines[50] = b"- win: a li\x00ne"
    assert len(_drop(b"\n".join(lines)).lines) == 100
    assert _code(_drop(b"\n".join(lines).replace(b"i", b"\x00"))) == "E-FORMAT"


def test_an_old_spreadsheet_is_told_what_to_do() -> None:
    """The first bytes of an old Excel file, which a new one with a password has as well."""
    with pytest.raises(Unreadable) as bad:
        _drop(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "a.xls").refuse_binary()
    assert (bad.value.problem.code, ".xlsx" in bad.value.problem.fix) == ("E-FORMAT", True)


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
        assert found[number] == drops._line(LINE_END.split(raw)[0])
        number += len(LINE_END.split(raw)) - 1


# --- a drop whose bytes stay in a file -----------------------------------------------------------


def _at(path: Path, data: bytes, encoding: str = "") -> Drop:
    path.write_bytes(data)
    drop = Drop.at(path, "a.csv", "inbox", "inbox/a.csv")
    drop.encoding = encoding
    return drop


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_both_kinds_say_the_same(tmp_path: Path, encoding: str) -> None:
    """One text in several encodings, once as bytes and once as a path."""
    data = "Name;Day\r\nÅsa;1\r\n".encode(encoding)
    named = "cp1252" if encoding == "cp1252" else ""
    one, other = _drop(data, "a.csv", named), _at(tmp_path / "x", data, named)
    for said in (
        "digest",
        "size",
        "text",
        "written",
        "lines",
        "is_utf16",
        "is_zip",
        "is_empty",
        "data",
    ):
        assert getattr(one, said) == getattr(other, said), said
    assert one.head(2) == other.head(2) == ["Name;Day", "Åsa;1"]
    assert list(one.pieces()) == list(other.pieces()) == ["Name;Day\nÅsa;1\n"]
    with other.open() as stream:
        assert stream.read() == data


def test_bytes_are_read_only_when_asked_for(tmp_path: Path) -> None:
    """A file that changes: what was not read yet is new, what was read stays until it is forgotten."""
    path = tmp_path / "x"
    drop = _at(path, b"one")
    renamed = replace(drop, path="raw/x")
    assert drop.data == b"one"
    path.write_bytes(b"other")
    assert (drop.data, renamed.data, renamed.path) == (b"one", b"other", "raw/x")
    drop.release()
    assert (drop.data, drop.text) == (b"other", "other")


def test_a_drop_may_be_given_other_bytes(tmp_path: Path) -> None:
    """The same file without its first line."""
    for drop in (_at(tmp_path / "x", b"a\nb"), _drop(b"a\nb")):
        drop.rows_in = 5
        assert replace(drop, data=b"b", rows_in=0).data == b"b"
        assert drop.data == b"a\nb"


@pytest.mark.parametrize("said", ["digest", "data", "size", "is_zip", "is_utf16", "text", "lines"])
def test_a_file_that_is_gone(tmp_path: Path, said: str) -> None:
    """A path with nothing under it, and one that is a folder."""
    for path in (tmp_path / "gone", tmp_path):
        with pytest.raises(BadData, match=r"inbox/a\.csv: cannot be read"):
            getattr(Drop.at(path, "a.csv", "inbox", "inbox/a.csv"), said)


def test_what_is_streamed_may_be_larger_than_what_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of thirty bytes where twenty may be held and forty streamed; then one of fifty."""
    monkeypatch.setattr(limits, "MAX_FILE", 20)
    monkeypatch.setattr(limits, "MAX_STREAM", 40)
    drop = _at(tmp_path / "x", b"Name,Day\n" + b"a,1\n" * 5)
    assert drop.head(1) == ["Name,Day"]
    assert sum(map(len, drop.pieces())) == drop.size == 29
    larger = _at(tmp_path / "y", b"Name,Day\n" + b"a,1\n" * 11)
    for read in (
        lambda: drop.text, lambda: drop.data, lambda: drop.lines, lambda: larger.head(1),
        lambda: list(larger.pieces()), lambda: list(larger.members(lambda path: True)),
    ):  # fmt: skip
        with pytest.raises(Unreadable) as bad:
            read()
        assert bad.value.problem.code == "E-SIZE"


def test_members_of_an_archive_in_a_file(tmp_path: Path) -> None:
    """The same archive as bytes and as a path."""
    data = _zip({"a.csv": b"1", "b.csv": b"2"})
    found = _at(tmp_path / "x", data).members(lambda path: path == "b.csv")
    assert [(member.name, member.path, member.data) for member in found] == [
        ("b.csv", "inbox/a.csv!b.csv", b"2")
    ]


@pytest.mark.parametrize(("data", "empty"), [(b"", True), (b" \r\n\t", True), (b" " * 2**21 + b"a", False)])  # fmt: skip
def test_nothing_but_white_space(data: bytes, empty: bool) -> None:
    """No byte, blanks, a letter behind two megabytes of blanks."""
    assert _drop(data).is_empty is empty


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
            patch.setattr(limits, limit, value)
            with pytest.raises(Unreadable) as bad:
                _members(data, "a.csv")
            assert bad.value.problem.code == "E-ZIP"
            assert _members(data, "b.csv") == []
    assert len(_members(data, "a.csv")) == 4


def test_a_ratio_beyond_reason_is_refused() -> None:
    """Ten megabytes of one letter."""
    with pytest.raises(Unreadable) as bad:
        _members(_zip({"a.csv": b"a" * 10 * limits.MIB}), "a.csv")
    assert bad.value.problem.code == "E-ZIP"


def test_a_member_that_lies_about_its_size() -> None:
    """The directory says ten bytes, the stream holds a megabyte."""
    data = bytearray(_zip({"a.csv": random.Random(0).randbytes(limits.MIB)}))
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
