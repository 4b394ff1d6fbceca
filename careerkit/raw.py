"""What a workbook keeps of the exports it took in: the files under their hash, a manifest, the day of each first meeting.

Raw files are never changed and never unpacked; the two lists are only ever added to.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from careerkit import durable, tidy
from careerkit.errors import BadData
from careerkit.reading.drops import Drop
from careerkit.rows import Row
from careerkit.workspace import Workbook

MANIFEST = "manifest.jsonl"
SEEN = "seen.jsonl"
_NOTE = ("sha256", "file", "name", "source")


def load(workbook: Workbook, path: Path, place: str) -> Drop:
    """One file as a drop, whose bytes are read when they are asked for. Raises BadData for one that cannot be read."""
    drop = Drop.at(path, path.name, place, workbook.relative(path))
    # So that a file that cannot be read is said here, before anything is made of it.
    drop.start(1)
    return drop


def manifest(workbook: Workbook) -> list[dict[str, Any]]:
    """The raw files in the order in which they were taken in. Raises BadData when it is damaged."""
    return list(_notes(workbook.raw / MANIFEST, _NOTE))


def stored(workbook: Workbook, sources: Container[str]) -> Iterator[tuple[Drop, str]]:
    """The raw files with their sources, in the order in which they were taken in; each file once.

    Raises BadData for one that is gone, has changed, or belongs to a source that nothing here reads.
    """
    listed: set[str] = set()
    for note in manifest(workbook):
        drop = _stored(workbook, note, sources)
        if drop.digest not in listed:
            listed.add(drop.digest)
            yield drop, note["source"]


def take_in(workbook: Workbook, fresh: Iterable[tuple[str, Drop]]) -> list[str]:
    """Copy fresh drops into raw/ and note them in the manifest; call it under the workbook's lock.

    Returns the names of the files taken in. A file is copied before it is noted, so a kill between the two
    only means that it is copied again. Raises BadData for a file that changed since it was read.
    """
    taken = []
    for source, drop in fresh:
        target = workbook.raw / source / raw_name(drop)
        with drop.open() as bytes_:
            durable.copy(target, bytes_)
        if Drop.at(target, drop.name, drop.place, drop.path).digest != drop.digest:
            # Perhaps it is still being downloaded; noted, it would never be what its hash says.
            durable.remove(target)
            raise BadData(f"{drop.path}: changed while it was read; try again when it is whole")
        note = {
            "sha256": drop.digest, "file": target.relative_to(workbook.raw).as_posix(),
            "name": drop.name, "size": drop.size, "source": source,
        }  # fmt: skip
        line = json.dumps(note, ensure_ascii=False, sort_keys=True) + "\n"
        durable.append(workbook.raw / MANIFEST, line.encode())
        taken.append(drop.name)
    return taken


def raw_name(drop: Drop) -> str:
    """The name of a raw file: the head of its hash and a harmless form of its own name."""
    stem, dot, kind = drop.name.rpartition(".")
    safe = tidy.slug(stem or kind).replace("/", "-")[:40] or "file"
    return f"{drop.digest[:12]}-{safe}" + (f".{tidy.slug(kind)[:10]}" if dot and stem else "")


def first_seen(workbook: Workbook) -> dict[str, date | None]:
    """When the workbook first met each id; None for everything in a source's first ingest."""
    return {id_: day for id_, _, day in _seen(workbook)}


def note_seen(workbook: Workbook, rows: list[Row], day: date) -> None:
    """Remember ids met for the first time; ids of a source never met before get no date."""
    noted = list(_seen(workbook))
    known, met = {id_ for id_, _, _ in noted}, {source for _, source, _ in noted}
    lines = [
        json.dumps({
            "id": row.id, "source": row.account.source,
            "seen": day.isoformat() if row.account.source in met else None,
        })
        for row in sorted(rows, key=lambda row: (row.account.source, row.id))
        if row.id not in known
    ]  # fmt: skip
    if lines:
        # As a whole: half of a first ingest would make the other half of it look late the next time.
        path = workbook.raw / SEEN
        old = path.read_bytes().split(b"\n") if path.exists() else []
        durable.write(path, b"\n".join([*filter(None, old), *map(str.encode, lines), b""]))


def _seen(workbook: Workbook) -> Iterator[tuple[str, str, date | None]]:
    path = workbook.raw / SEEN
    for note in _notes(path, ("id", "source")):
        try:
            day = date.fromisoformat(note["seen"]) if note.get("seen") else None
        except (TypeError, ValueError):
            raise BadData(f"{path}: a line has no valid day; put it back from a backup") from None
        yield note["id"], note["source"], day


def _stored(workbook: Workbook, note: dict[str, Any], sources: Container[str]) -> Drop:
    path = workbook.raw / note["file"]
    inside = path.is_relative_to(workbook.raw) and ".." not in path.parts
    if not inside or not path.is_file():
        raise BadData(
            f"{workbook.raw / MANIFEST}: the raw file {note['file']} is gone; put it back from a backup,"
            " or delete its line if it shall be forgotten"
        )
    drop = load(workbook, path, "inbox")
    if drop.digest != note["sha256"]:
        raise BadData(
            f"{path}: the raw file has changed since it was taken in; put back the original"
        )
    if note["source"] not in sources:
        raise BadData(
            f"{path}: nothing here reads {note['source']!r}; update careerkit, or put back"
            f" its column map in workbook.toml"
        )
    return Drop.at(path, note["name"], "inbox", drop.path)


def _notes(path: Path, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The lines of an append-only file, with texts under these names; one torn by a kill is passed over."""
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    for number, line in enumerate(lines, 1):
        try:
            note = json.loads(line)
        except (ValueError, RecursionError):
            # Every append is fenced off, so a torn line was never acknowledged.
            if not line.rstrip().endswith(b"}"):
                continue
            note = None
        if not isinstance(note, dict) or not all(isinstance(note.get(name), str) for name in names):
            raise BadData(f"{path}:{number}: not a note of careerkit; put it back from a backup")
        yield note
