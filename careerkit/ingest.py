"""Facts on the way in: inbox drops become raw files under their hash, with a manifest; every file is read.

Raw files are never changed and never unpacked. The same bytes twice are one file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from careerkit import durable, tidy
from careerkit.drops import MAX_FILE, Drop, Unreadable
from careerkit.errors import BadData, UsageError
from careerkit.importers import importers, recognise
from careerkit.problems import Problem
from careerkit.records import Account, Coverage, Record, Skipped
from careerkit.settings import Settings
from careerkit.settle import File, Row
from careerkit.workspace import MARKER, Workbook

LIVING = ("journal", "registers", "answers")
MANIFEST = "manifest.jsonl"
SEEN = "seen.jsonl"
_NOTE = ("sha256", "file", "name", "source")


@dataclass(slots=True)
class Harvest:
    """Everything read from a workbook's files: typed rows by file, and what was wrong.

    `copies` are files with the same bytes as another one; `fresh` are drops that no raw file holds yet.
    """

    files: list[File] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    copies: list[Account] = field(default_factory=list)
    unknown: list[Account] = field(default_factory=list)
    fresh: list[tuple[str, Drop]] = field(default_factory=list)


def harvest(workbook: Workbook) -> Harvest:
    """Read every file of a workbook. Raises UsageError when it is none, BadData when raw files are gone."""
    require(workbook)
    found = Harvest()
    for place in LIVING:
        for path in workbook.files(place):
            _read_living(workbook, load(workbook, path, place), found)
    for number, (drop, source) in enumerate(_drops(workbook, found)):
        file = _read(drop, source, workbook.settings, found)
        if file is not None:
            file.newest = (drop.dated, _newest_inside(file), number)
            found.files.append(file)
    return found


def require(workbook: Workbook) -> None:
    """Raises UsageError for a folder with no workbook.toml and no file to read where one would be."""
    if (workbook.root / MARKER).is_file():
        return
    if not any(True for place in (*LIVING, "inbox") for _ in workbook.files(place)):
        raise UsageError(
            f"{workbook.root} has no {MARKER}; make a workbook with: careerkit init DIR"
        )


def load(workbook: Workbook, path: Path, place: str) -> Drop:
    """One file as a drop; a file beyond the size limit keeps only its head, so that it is refused."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror}") from None
    return Drop(path.name, place, workbook.relative(path), data)


def manifest(workbook: Workbook) -> list[dict[str, Any]]:
    """The raw files in the order in which they were taken in. Raises BadData when it is damaged."""
    return list(_notes(workbook.raw / MANIFEST, _NOTE))


def take_in(workbook: Workbook, found: Harvest) -> list[str]:
    """Copy fresh drops into raw/ and note them in the manifest; call it under the workbook's lock.

    Returns the names of the files taken in. A file is copied before it is noted, so a kill between the two
    only means that it is copied again.
    """
    taken = []
    for source, drop in found.fresh:
        target = workbook.raw / source / raw_name(drop)
        durable.write(target, drop.data)
        note = {
            "sha256": drop.digest, "file": target.relative_to(workbook.raw).as_posix(),
            "name": drop.name, "size": len(drop.data), "source": source,
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


def _read_living(workbook: Workbook, drop: Drop, found: Harvest) -> None:
    sources = _sources_of(drop, found)
    if len(sources) == 1:
        file = _read(drop, sources[0], workbook.settings, found)
        if file is not None:
            found.files.append(file)


def _drops(workbook: Workbook, found: Harvest) -> Iterator[tuple[Drop, str]]:
    """Raw files in manifest order, then fresh inbox files; copies are accounted for and left out."""
    inbox = [load(workbook, path, "inbox") for path in workbook.files("inbox")]
    at_hand = {drop.digest: drop for drop in reversed(inbox)}
    listed: set[str] = set()
    for note in manifest(workbook):
        drop = _raw(workbook, note)
        if drop.digest not in listed:
            listed.add(drop.digest)
            yield _as_raw(drop, note["source"], at_hand.get(drop.digest)), note["source"]
    for drop in inbox:
        if drop.digest in listed:
            if drop is not at_hand[drop.digest]:
                _count_copy(workbook, drop, found)
            continue
        listed.add(drop.digest)
        sources = _sources_of(drop, found)
        if len(sources) == 1:
            found.fresh.append((sources[0], drop))
            yield _as_raw(drop, sources[0], drop), sources[0]


def _raw(workbook: Workbook, note: dict[str, Any]) -> Drop:
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
    if note["source"] not in dict(importers()):
        raise BadData(f"{path}: nothing here reads {note['source']!r}; update careerkit")
    return Drop(note["name"], "inbox", drop.path, drop.data)


def _as_raw(drop: Drop, source: str, shown: Drop | None) -> Drop:
    """The drop under its raw name, which is its provenance; messages name the inbox file if it is there."""
    path = f"raw/{source}/{raw_name(drop)}"
    named = Drop(drop.name, "inbox", shown.path if shown else path, drop.data)
    named.provenance = path
    return named


def _sources_of(drop: Drop, found: Harvest) -> list[str]:
    try:
        sources = recognise(drop)
    except Unreadable as bad:
        _refuse(drop, bad.problem, found)
        return []
    if not drop.data.strip():
        if drop.place not in LIVING:
            _refuse(drop, Problem(drop.path, 0, "", "E-EMPTY", "the file is empty",
                                  "Export it again, or take it out of the inbox"), found)  # fmt: skip
        return sources if drop.place in LIVING else []
    if not sources:
        _refuse(drop, Problem(drop.path, 0, "", "E-UNKNOWN", "no importer knows this file",
                              f"Known: {', '.join(name for name, _ in importers())}"), found)  # fmt: skip
    if len(sources) > 1:
        _refuse(drop, Problem(drop.path, 0, "", "E-CLAIMED", f"{' and '.join(sources)} both claim this file",
                              "Please report it; nothing was read from it"), found)  # fmt: skip
        return []
    return sources


def _refuse(drop: Drop, problem: Problem, found: Harvest) -> None:
    found.problems.append(problem.at(problem.file or drop.path, "unrecognised"))
    found.unknown.append(Account(drop.path, "unrecognised"))


def _count_copy(workbook: Workbook, drop: Drop, found: Harvest) -> None:
    """A second file with the same bytes: all its rows are duplicates."""
    scratch = Harvest()
    sources = _sources_of(drop, scratch)
    file = _read(drop, sources[0], workbook.settings, scratch) if len(sources) == 1 else None
    if file is not None:
        account = Account(drop.path, file.account.source, file.account.rows_in)
        account.duplicate = account.rows_in
        found.copies.append(account)


def _read(drop: Drop, source: str, settings: Settings, found: Harvest) -> File | None:
    """All rows of one file, typed; None when the file as a whole was refused."""
    importer = dict(importers())[source]
    encoding = settings.sources.get(source, {}).get("encoding", "")
    drop.encoding = encoding if isinstance(encoding, str) else ""
    account = Account(drop.path, source)
    file = File(account, Coverage(importer.COVERAGE))
    try:
        for outcome in importer.read(drop, settings):
            _count(outcome, drop, file, found)
    except Unreadable as bad:
        found.problems.append(bad.problem.at(bad.problem.file or drop.path, source))
        # What was read before the file turned out unreadable is set aside with it.
        account.rows_in = account.quarantined = drop.rows_in
        account.ignored = 0
        found.files.append(File(account, Coverage(importer.COVERAGE)))
        return None
    account.rows_in = drop.rows_in
    return file


def _count(outcome: object, drop: Drop, file: File, found: Harvest) -> None:
    account = file.account
    if isinstance(outcome, Skipped):
        account.ignored += 1
        account.rules[outcome.rule] = account.rules.get(outcome.rule, 0) + 1
    elif isinstance(outcome, Problem):
        account.quarantined += not outcome.is_warning
        found.problems.append(outcome.at(outcome.file or drop.path, account.source))
    elif isinstance(outcome, Record):
        cells, problems = tidy.row(outcome)
        path = f"{drop.path}!{outcome.member}" if drop.is_zip and outcome.member else drop.path
        found.problems += [problem.at(path, account.source) for problem in problems]
        if cells is None:
            account.quarantined += 1
            return
        cells.update(source=account.source, file=drop.provenance or drop.path, line=outcome.line)
        cells["status"] = "live"
        file.rows.append(Row(outcome.table, cells, account, outcome.key, outcome.member))


def _newest_inside(file: File) -> str:
    days = (row.cells.get("date") or row.cells.get("connected_on") for row in file.rows)
    return max((day.isoformat() for day in days if day), default="")


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
