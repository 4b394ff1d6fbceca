"""A text is found wherever it is written, and what cannot be searched is said."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from careerkit import limits
from careerkit.errors import UsageError
from careerkit.past import traces

TEXT = 'Émile said: "go & ask <them>"'
links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


def found(root: Path, text: str = TEXT) -> list[str]:
    return traces.find(text, root).places


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        f"one\n- win: {TEXT} +1\n".encode(),
        f"one\n- win: {TEXT.upper()} +1\n".encode(),
        b"\xef\xbb\xbfone\n" + TEXT.encode(),
        f"one\n{TEXT}".encode("utf-16"),
        f"one\r\n{TEXT}".encode("cp1252"),
        "one\nÉmile said:\n".encode() + b'  "go & ask\n  <them>"',
        f"one\nE\u0301mile{TEXT[5:]}".encode(),
        "one\nÉm\u00adile said: \"go & ask\u200b <them>\"".encode(),
        b"one\n" + json.dumps({"a": TEXT}).encode(),
        b"one\n" + json.dumps({"a": TEXT}, ensure_ascii=False).encode(),
        'one\na;"Émile said: ""go & ask <them>""";b\n'.encode(),
        'one\n<p>Émile said: &quot;go &amp; ask &lt;them&gt;&quot;</p>'.encode(),
        b"one\n" + json.dumps("<p>Émile said: &quot;go &amp; ask &lt;them&gt;&quot;</p>").encode(),
        '<sst>\n<t>Émile</t><r> said: "go &amp; ask</r> &lt;them&gt;"</sst>'.encode(),
        "BEGIN:VEVENT\nSUMMARY:Émile said: \"go\n  & ask <th\n em>\"\nEND".encode(),
        b"one\nhttp://x/?q=%C3%89mile%20said%3A%20%22go%20%26%20ask%20%3Cthem%3E%22",
    ],
    ids=["line", "case", "bom", "utf-16", "cp1252", "wrapped", "decomposed", "invisible", "json", "json-plain", "csv",
         "html", "html-in-json", "xml", "folded", "address"],
)  # fmt: skip
def test_a_text_is_found_as_it_is_written(tmp_path: Path, data: bytes) -> None:
    """On the second line, in sixteen ways of writing it."""
    (tmp_path / "a").write_bytes(data)
    assert found(tmp_path) == ["a:2"]


def test_what_only_looks_like_it_is_not_found(tmp_path: Path) -> None:
    """Other words, half of the text, the words in another order; a text in the middle of a word is one."""
    (tmp_path / "a").write_text('Émile said\n"go & ask them"\nask & go\n')
    assert found(tmp_path) == []
    assert found(tmp_path, "mile SAID") == ["a:1"]


def test_every_line_is_named_once(tmp_path: Path) -> None:
    """Three times on two lines, in two files, in the order of their names."""
    (tmp_path / "b.md").write_text("chicks chicks\n\nchicks\n")
    (tmp_path / "a.md").write_text("x\nchicks\n")
    assert found(tmp_path, "chicks") == ["a.md:2", "b.md:1", "b.md:3"]


@pytest.mark.parametrize(
    "name",
    [
        ".obsidian/x.json",
        "journal/2024 (conflicted copy).md",
        "x.tmp",
        ".stversions/a",
        "~a",
        "a/b/c/d",
    ],
)
def test_every_corner_is_searched(tmp_path: Path, name: str) -> None:
    """Hidden folders, conflict copies, temporary files, old versions, deep folders."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT)
    assert found(tmp_path) == [f"{name}:1"]


def test_archives_are_searched_to_a_depth(tmp_path: Path) -> None:
    """A member; a member of an archive in an archive; one too deep, which is said."""
    inner = zipped(x=TEXT.encode())
    deep = inner
    for _ in range(4):
        deep = zipped(y=deep)
    (tmp_path / "a.zip").write_bytes(
        zipped(**{"in/er.csv": b"\n" + TEXT.encode(), "z.zip": inner, "zz": deep})
    )
    told = traces.find(TEXT, tmp_path)
    assert told.places == ["a.zip!in/er.csv:2", "a.zip!z.zip!x:1"]
    assert told.unsearched == ["a.zip!zz!y!y: archives too deep inside each other"]


def _locked_zip(path: Path) -> None:
    data = bytearray(zipped(x=b"abc"))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(bytes(data))


def _linked(path: Path) -> None:
    path.symlink_to(path.parent.parent / "away")


UNSEARCHED: dict[str, tuple[Callable[[Path], object], str]] = {
    "pdf": (lambda p: p.write_bytes(b"%PDF-1.7 x"), "a: its text is packed"),
    "gzip": (lambda p: p.write_bytes(gzip.compress(TEXT.encode())), "a: its text is packed"),
    "parquet": (lambda p: p.write_bytes(b"PAR1 x"), "a: its text is packed"),
    "a broken archive": (lambda p: p.write_bytes(b"PK\x03\x04 x"), "a: an archive that cannot be opened"),
    "a locked archive": (_locked_zip, "a!x: cannot be unpacked"),
    "git": (lambda p: (p.parent / ".git").mkdir(), "{root}/.git: the history of version control"),
}  # fmt: skip


@pytest.mark.parametrize(("make", "said"), UNSEARCHED.values(), ids=UNSEARCHED)
def test_what_cannot_be_searched_is_said(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    """Packed texts, archives that are broken or locked, version control."""
    make(tmp_path / "a")
    told = traces.find(TEXT, tmp_path)
    assert (told.places, told.unsearched) == ([], [said.replace("{root}", str(tmp_path))])


@links
def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link to a file and one to a folder that hold the text."""
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "x").write_text(TEXT)
    root = tmp_path / "me"
    root.mkdir()
    (root / "a").symlink_to(tmp_path / "away" / "x")
    (root / "b").symlink_to(tmp_path / "away", target_is_directory=True)
    told = traces.find(TEXT, root)
    assert told.places == []
    assert sorted(told.unsearched) == [
        f"{root / name}: a link, which is not followed" for name in "ab"
    ]


def test_a_file_that_cannot_be_held_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit of a file that is read as a whole."""
    monkeypatch.setattr(limits, "MAX_FILE", 10)
    (tmp_path / "a").write_text(TEXT)
    assert traces.find(TEXT, tmp_path).unsearched == ["a: too large to be searched"]


def test_a_name_that_holds_the_text_is_a_place_and_is_not_printed(tmp_path: Path) -> None:
    """A folder, a file and a member of an archive that are called so."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "For Emile.txt").write_text("for emile\n")
    (tmp_path / "a.zip").write_bytes(zipped(**{"to/for_emile.md": b"x", "for emile/b": b"x"}))
    places = found(tmp_path, "for emile")
    assert places == [
        "a.zip!(the text)/b: a name",
        "inbox/(the text): a name",
        "inbox/(the text):1",
    ]
    assert found(tmp_path, "for_emile") == ["a.zip!to/(the text): a name"]


def test_what_is_passed_over_is_not_searched(tmp_path: Path) -> None:
    """A file and a folder that are to go; a second folder outside is told in full."""
    for name in ("me/a", "me/b/c", "me/d", "out/e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    root = tmp_path / "me"
    told = traces.find(
        TEXT, root, tmp_path / "out", root / "b", passed_over=[root / "a", root / "b"]
    )
    assert told.places == ["d:1", f"{tmp_path / 'out' / 'e'}:1"]


@pytest.mark.parametrize("text", ["", "ab", "   a", "\u200b\u200b\u200b\u200b"])
def test_too_little_to_look_for_is_refused(tmp_path: Path, text: str) -> None:
    """Nothing, two letters, one with spaces before it, four that nobody sees."""
    with pytest.raises(UsageError, match="at least 3 characters"):
        traces.find(text, tmp_path)
