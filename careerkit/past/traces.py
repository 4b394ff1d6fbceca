"""Where a text still stands: every file of a folder is searched, archives inside included, and what cannot be is named.

It finds the words as they are written, whatever the case, the line breaks between them, and the ways in which Markdown, CSV,
JSON, notebooks, calendars, web pages and spreadsheets write them. It does not find pictures of words.
"""

from __future__ import annotations

import html
import io
import json
import os
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from careerkit import limits
from careerkit.errors import UsageError
from careerkit.reading import archives

SHORTEST = 3
_DEEPEST = 3
_ZIP = b"PK\x03\x04"
# What begins like this holds its text packed.
_PACKED = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"PAR1",
    b"Rar!",
    b"\xfd7zXZ",
    b"GIF8",
)
_TAG = re.compile(r"<[^<>]*>")
_HISTORY = frozenset({".git", ".hg", ".svn"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass
class Traces:
    """Places as `file:line`, an archive's member as `file!member:line`; and what could not be searched, with the reason."""

    places: list[str] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)


def find(text: str, root: Path, *others: Path, passed_over: Iterable[Path] = ()) -> Traces:
    """Search all files below a folder and others; links are not followed. Raises UsageError for a text that is too short.

    passed_over: files and folders that are left out. Places are named as seen from `root`, or in full.
    """
    check(text)
    needles = _needles(text)
    traces, skipped = Traces(), set(passed_over)
    for top in (root, *(other for other in others if not other.is_relative_to(root))):
        for path in _files(top, skipped, traces):
            inner = path.relative_to(root if top == root else path.anchor).as_posix()
            shown = _named(f"{'' if top == root else path.anchor}", inner, needles, traces)
            _search_file(path, shown, needles, traces)
    return traces


def check(text: str) -> None:
    """Raises UsageError for a text that is too short to be looked for."""
    if len(_plain(text)) < SHORTEST:
        raise UsageError(f"give at least {SHORTEST} characters to look for")


def _files(top: Path, skipped: set[Path], traces: Traces) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        traces.unsearched.append(f"{error.filename}: cannot be read: {error.strerror}")

    for folder, inside, names in os.walk(top, onerror=refuse):
        kept = []
        for name in sorted(inside):
            path = Path(folder, name)
            if path in skipped:
                continue
            if path.is_symlink():
                traces.unsearched.append(f"{path}: a link, which is not followed")
            elif name in _HISTORY:
                traces.unsearched.append(f"{path}: the history of version control")
            else:
                kept.append(name)
        inside[:] = kept
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_symlink():
                traces.unsearched.append(f"{path}: a link, which is not followed")
            elif path not in skipped:
                yield path


def _search_file(path: Path, shown: str, needles: set[str], traces: Traces) -> None:
    try:
        with path.open("rb") as stream:
            is_zip = stream.read(4) == _ZIP
            stream.seek(0)
            if is_zip:
                _search_zip(stream, shown, needles, traces, 1)
            elif path.stat().st_size > limits.MAX_FILE:
                traces.unsearched.append(f"{shown}: too large to be searched")
            else:
                _search(stream.read(), shown, needles, traces, 0)
    except OSError as error:
        traces.unsearched.append(f"{shown}: cannot be read: {error.strerror}")


def _named(before: str, path: str, needles: set[str], traces: Traces) -> str:
    """A path as it is told: a name that holds the text is a place itself, and is not printed."""
    parts = path.split("/")
    is_there = [any(needle in _plain(part) for needle in needles) for part in parts]
    shown = before + "/".join(
        "(the text)" if there else part for part, there in zip(parts, is_there, strict=True)
    )
    if any(is_there):
        traces.places.append(f"{shown}: a name")
    return shown


def _search_zip(
    stream: BinaryIO, shown: str, needles: set[str], traces: Traces, depth: int
) -> None:
    try:
        archive = archives.opened(stream)
        infos = sorted(archive.infolist(), key=lambda info: info.filename)
    except (archives.TooMuch, *archives.DAMAGED):
        traces.unsearched.append(f"{shown}: an archive that cannot be opened")
        return
    for info in infos:
        member = _named(f"{shown}!", info.filename, needles, traces)
        if info.is_dir():
            continue
        try:
            data = archives.unpacked(archive, info, limits.MAX_MEMBER)
        except (archives.TooMuch, *archives.DAMAGED):
            traces.unsearched.append(f"{member}: cannot be unpacked")
            continue
        _search(data, member, needles, traces, depth)


def _search(data: bytes, shown: str, needles: set[str], traces: Traces, depth: int) -> None:
    if data.startswith(_ZIP):
        if depth < _DEEPEST:
            _search_zip(io.BytesIO(data), shown, needles, traces, depth + 1)
        else:
            traces.unsearched.append(f"{shown}: archives too deep inside each other")
    elif data.startswith(_PACKED):
        traces.unsearched.append(f"{shown}: its text is packed")
    elif b'"careerkit-locked"' in data:
        traces.unsearched.append(f"{shown}: it is locked")
    else:
        is_folded = b"BEGIN:V" in data[: limits.KIB]
        lines = {n for text in _texts(data) for n in _lines(text, needles, is_folded=is_folded)}
        traces.places += [f"{shown}:{number}" for number in sorted(lines)]


def _needles(text: str) -> set[str]:
    """The text as it may be written: plain, or with the marks of CSV, JSON, HTML and addresses."""
    plain = {text, text.replace('"', '""'), html.escape(text), html.escape(text, quote=False)}
    escaped = {
        json.dumps(form, ensure_ascii=ascii_)[1:-1] for form in plain for ascii_ in (True, False)
    }
    found = {_plain(form) for form in (*plain, *escaped, quote(text))}
    return {form for form in found if form}


def _plain(text: str) -> str:
    """One form, one case, one space; nothing invisible."""
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)) if not text.isascii() else text
    return " ".join(shown.casefold().split())


def _texts(data: bytes) -> Iterator[str]:
    """The bytes as text, in every way they may be meant; of a page or a spreadsheet also without its tags."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found = [data.decode("utf-16", "replace")]
    else:
        try:
            found = [data.decode("utf-8-sig")]
        except UnicodeDecodeError:
            found = [data.decode(kind, "replace") for kind in ("utf-8", "cp1252", "utf-16-le")]
        if b"\0" in data[: limits.KIB]:
            found.append(data.decode("utf-16-le", "replace"))
    yield from found
    for text in found:
        if text.lstrip()[:1] == "<":
            yield html.unescape(_TAG.sub(lambda tag: "\n" * tag[0].count("\n"), text))


def _lines(text: str, needles: set[str], *, is_folded: bool) -> Iterator[int]:
    """The lines on which one of the needles begins; line breaks count as spaces, in folded files as nothing."""
    pieces: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if is_folded and pieces and line[:1] in (" ", "\t"):
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + line[1:])
        else:
            pieces.append((number, line))
    plain = [(number, _plain(piece)) for number, piece in pieces]
    plain = [(number, piece) for number, piece in plain if piece]
    whole = " ".join(piece for _, piece in plain)
    starts = list(accumulate((len(piece) + 1 for _, piece in plain), initial=0))
    for needle in needles:
        at = whole.find(needle)
        while at >= 0:
            yield plain[bisect_right(starts, at) - 1][0]
            at = whole.find(needle, at + 1)
