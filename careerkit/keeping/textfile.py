"""One text file of a workbook as it stands, character for character, so that a change leaves all the rest of it alone."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from careerkit import durable, ingest, limits, workspace
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.reading import decoding
from careerkit.reading.drops import Drop
from careerkit.workspace import Workbook

_UTF8 = "utf-8"
_START = 400


@dataclass(frozen=True, slots=True)
class TextFile:
    """name: as messages and edits call it. text: all of it, with its mark and line ends; empty where there is no file."""

    path: Path
    name: str
    text: str
    encoding: str = _UTF8
    exists: bool = True

    @property
    def place(self) -> str:
        """The top folder that it lies in."""
        return self.name.partition("/")[0]

    def drop(self) -> Drop:
        """The file as the importers read it."""
        named = "" if self.encoding == _UTF8 else self.encoding
        return Drop(self.path.name, self.place, self.name, self.bytes_of(self.text), named)

    def bytes_of(self, text: str) -> bytes:
        """A text in the encoding of this file. Raises BadData where it has no letters for it."""
        try:
            data = text.encode(self.encoding, "surrogateescape")
            if data.decode(self.encoding, "surrogateescape") == text:
                return data
        except UnicodeError:
            pass
        raise BadData(
            f"{self.name} is not UTF-8 (see workbook.toml), and some letters cannot stand in it; nothing was written"
        )

    def line_of(self, place: int) -> int:
        """The line on which a place of the text stands, from 1."""
        return decoding.line_ends(self.text[:place]).count("\n") + 1

    def replace(self, text: str) -> None:
        """Put another text into the file, as a whole. Raises BadData, CannotWrite."""
        durable.write(self.path, self.bytes_of(text))


def require(workbook: Workbook) -> None:
    """Raises UsageError for a folder that is no workbook, NotAllowed for one that is only for reading."""
    ingest.require(workbook)
    if workspace.is_shipped(workbook):
        raise NotAllowed(
            "the samples that came with careerkit are only for reading; make your own with: careerkit init DIR"
        )


def load(workbook: Workbook, name: str) -> TextFile:
    """A file by its path in the workbook, with `/`. Raises UsageError for a path that leads elsewhere, BadData for no text."""
    path = _path(workbook, name)
    if not path.exists():
        return TextFile(path, name, "", _named_encoding(workbook, name), exists=False)
    try:
        if path.stat().st_size > limits.MAX_FILE:
            raise BadData(
                f"{name} is larger than {limits.MAX_FILE // limits.MIB} MiB; nothing was written"
            )
        data = path.read_bytes()
    except OSError as error:
        raise BadData(f"{name}: cannot be read: {error.strerror}") from None
    return _decoded(workbook, path, name, data)


def _path(workbook: Workbook, name: str) -> Path:
    parts = PurePosixPath(name).parts
    is_ours = name == "/".join(parts) and not set(name) & set("\\:\0")
    if not parts or not is_ours or any(part.startswith((".", "/")) for part in parts):
        raise UsageError("a change can only be made to a file of the workbook")
    path = workbook.root
    for part in parts:
        path = path / part
        if path.is_symlink():
            raise BadData(f"{path} is a link, which careerkit does not follow; nothing was written")
    return path


def _decoded(workbook: Workbook, path: Path, name: str, data: bytes) -> TextFile:
    start = data[:_START]
    if decoding.is_utf16(start):
        raise BadData(f"{name} is UTF-16; save it as UTF-8, then try again; nothing was written")
    if found := decoding.no_text(start):
        raise BadData(f"{name} is not what its name says; it looks like {found[0]}")
    has_mark = data.startswith(codecs.BOM_UTF8)
    encoding = _UTF8 if has_mark else _named_encoding(workbook, name)
    # A byte that is no letter stays what it is.
    text = data.decode(encoding, "surrogateescape")
    if text.encode(encoding, "surrogateescape") != data:
        raise BadData(f"{name}: its encoding cannot be written; save it as UTF-8, then try again")
    return TextFile(path, name, text, encoding)


def _named_encoding(workbook: Workbook, name: str) -> str:
    """What workbook.toml says about the files of this folder. Raises BadData for what cannot be added to byte by byte."""
    place = name.partition("/")[0]
    named = str(workbook.settings.sources.get(place, {}).get("encoding") or _UTF8)
    try:
        if codecs.lookup(named).name in ("utf-8", "utf-8-sig"):
            return _UTF8
        if "\r\n".encode(named) == b"\r\n":
            return named
    except (LookupError, UnicodeError, ValueError):
        pass
    raise BadData(f"{name}: nothing can be written in the encoding that workbook.toml names")
