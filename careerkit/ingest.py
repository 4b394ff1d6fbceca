"""Facts on the way in: every file of a workbook is recognised and read, the inbox's included.

The same bytes twice are one file. What is known of a source from one of its files helps to read the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from careerkit import durable, limits, period, raw, tidy
from careerkit.columnmap import ColumnMap
from careerkit.errors import UsageError
from careerkit.importers import Importer, known, recognise
from careerkit.notes import copies
from careerkit.problems import Problem
from careerkit.raw import load
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Account, Coverage, Record, Skipped
from careerkit.rows import Row
from careerkit.settings import Settings
from careerkit.settle import File, key_of
from careerkit.workspace import MARKER, Workbook

LIVING = ("journal", "registers", "answers", "targets", "replies")
# What a vault holds besides notes. Other files in journal/ are said to be unknown, so that none is missed.
_ATTACHED = re.compile(
    r"\.(?:png|jpe?g|gif|webp|svg|bmp|heic|avif|pdf|mp3|m4a|ogg|wav|flac|mp4|mov|webm|mkv|3gp|canvas|base|edn|css|js|json)$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(.*?)(?: ?\((\d{1,3})\))?(\.[^.]*)?", re.DOTALL)
# After so many rows the clock is looked at.
_LOOK_UP = 1024
_AMBIGUOUS = "E-DATE-AMBIGUOUS"


@dataclass(slots=True)
class Reading:
    """One file as it was read: its typed rows, what was wrong, and why the whole of it was refused, if it was."""

    file: File
    problems: list[Problem] = field(default_factory=list)
    refused: Problem | None = None


@dataclass(slots=True)
class Harvest:
    """Everything read from a workbook's files: typed rows by file, and what was wrong.

    `copies` are files with the same bytes as another one; `fresh` are drops that no raw file holds yet, with their source.
    """

    files: list[File] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    copies: list[Account] = field(default_factory=list)
    unknown: list[Account] = field(default_factory=list)
    fresh: list[tuple[str, Drop]] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Take in one file's rows and problems."""
        self.files.append(reading.file)
        self.problems += reading.problems
        if reading.refused:
            self.problems.append(reading.refused)

    def to_take_in(self) -> list[tuple[str, Drop]]:
        """The fresh drops that were not held."""
        held = {file.account.file for file in self.files if file.held}
        return [(source, drop) for source, drop in self.fresh if drop.path not in held]


def harvest(workbook: Workbook) -> Harvest:
    """Read every file of a workbook. Raises UsageError when it is none, BadData when raw files are gone."""
    require(workbook)
    sources, found = known(workbook.settings), Harvest()
    for place in LIVING:
        for path in workbook.files(place):
            drop = load(workbook, path, place)
            for source in _one_source(drop, sources, found):
                found.add(_read(drop, source, sources[source], workbook.settings))
    _count_once(found)
    for reading in _exports(workbook, sources, found):
        found.add(reading)
    return found


def _count_once(found: Harvest) -> None:
    """A second copy of a note, as sync clients leave them, counts only for what its original lacks."""
    notes = {file.account.file: file for file in found.files if file.account.source == "journal"}
    pairs = copies.originals(notes)
    held = {
        path: [(row.table, key_of(row)) for row in notes[path].rows]
        for path in {*pairs, *pairs.values()}
    }
    for path, is_new in copies.fresh(held).items():
        if all(is_new):
            continue
        notes[path].rows = [row for row, new in zip(notes[path].rows, is_new, strict=True) if new]
        notes[path].account.ignore("in the original too", is_new.count(False))
        found.problems.append(Problem(
            path, 0, "", "W-COPY", f"this looks like a second copy of {pairs[path]}",
            "What is new in it counts; take that over, then delete the copy", source="journal",
        ))  # fmt: skip


def require(workbook: Workbook) -> None:
    """Raises UsageError for a folder with no workbook.toml and no file to read where one would be, NotAllowed if frozen."""
    durable.refuse_frozen(workbook.root)
    if (workbook.root / MARKER).is_file():
        return
    if not any(True for place in (*LIVING, "inbox") for _ in workbook.files(place)):
        raise UsageError(
            f"{workbook.root} has no {MARKER}; make a workbook with: careerkit init DIR"
        )


def _exports(
    workbook: Workbook, sources: Mapping[str, Importer], found: Harvest
) -> Iterator[Reading]:
    """The exports, read; one whose days can be read two ways is read again with what the others of its source prove."""
    waiting: list[tuple[int, Drop, str]] = []
    proven: dict[str, set[str]] = defaultdict(set)
    for number, (drop, source) in enumerate(_drops(workbook, sources, found)):
        reading = _read(drop, source, sources[source], workbook.settings)
        if drop.proven_order:
            proven[source].add(drop.proven_order)
        if reading.refused and reading.refused.code == _AMBIGUOUS:
            waiting.append((number, drop, source))
        else:
            yield _placed(reading, drop, number, found)
    for number, drop, source in waiting:
        orders = proven[source]
        drop.date_order = orders.pop() if len(orders) == 1 else ""
        reading = _read(drop, source, sources[source], workbook.settings)
        yield _placed(reading, drop, number, found)


def _placed(reading: Reading, drop: Drop, number: int, found: Harvest) -> Reading:
    """A reading that knows which of two exports is newer, and whether anybody has agreed to it.

    An export without a single row is said: it may be a form that nobody answered, or a filter that let nothing through.
    """
    if not (reading.file.account.rows_in or reading.problems or reading.refused):
        empty = Problem(drop.path, 0, "", "W-EMPTY", "there is not one row in it",
                        "Export it again without a filter, if there should be")  # fmt: skip
        reading.problems.append(empty.at(drop.path, reading.file.account.source))
    reading.file.newest = (drop.dated, _newest_inside(reading.file), number)
    reading.file.fresh = any(drop.digest == new.digest for _, new in found.fresh)
    return reading


def _drops(
    workbook: Workbook, sources: Mapping[str, Importer], found: Harvest
) -> Iterator[tuple[Drop, str]]:
    """Raw files in manifest order, then fresh inbox files; copies are accounted for and left out."""
    paths = sorted(workbook.files("inbox"), key=_in_order)
    inbox = [load(workbook, path, "inbox") for path in paths]
    at_hand = {drop.digest: drop for drop in reversed(inbox)}
    listed: set[str] = set()
    for drop, source in raw.stored(workbook, sources):
        listed.add(drop.digest)
        yield _as_raw(drop, source, at_hand.get(drop.digest)), source
    for drop in inbox:
        if drop.digest in listed:
            if drop is not at_hand[drop.digest]:
                _count_copy(workbook, drop, sources, found)
            continue
        listed.add(drop.digest)
        for source in _one_source(drop, sources, found):
            found.fresh.append((source, drop))
            yield _as_raw(drop, source, drop), source


def _in_order(path: Path) -> tuple[Path, str, int]:
    """A browser's second download, `name (1).csv`, comes after the first."""
    match = _NUMBERED.fullmatch(path.name)
    stem, number, kind = match.groups() if match else (path.name, "", "")
    return path.parent, f"{stem}{kind or ''}", int(number or 0)


def _as_raw(drop: Drop, source: str, shown: Drop | None) -> Drop:
    """The drop under its raw name, which is its provenance; messages name the inbox file if it is there."""
    path = f"raw/{source}/{raw.raw_name(drop)}"
    return replace(drop, path=shown.path if shown else path, provenance=path)


def _one_source(drop: Drop, sources: Mapping[str, Importer], found: Harvest) -> list[str]:
    """The one source that a file belongs to; none when nobody or more than one claims it, which is then said."""
    living = drop.place in LIVING
    try:
        claimed = recognise(drop, sources)
    except Unreadable as bad:
        _refuse(drop, bad.problem, found)
        return []
    if not living and drop.is_empty:
        _refuse(drop, Problem(drop.path, 0, "", "E-EMPTY", "the file is empty",
                              "Export it again, or take it out of the inbox"), found)  # fmt: skip
        return []
    if not claimed and drop.place == "journal" and _ATTACHED.search(drop.name):
        return []
    if not claimed:
        _refuse(drop, _unknown(drop, sources), found)
    if len(claimed) > 1:
        fix = "Please report it; nothing was read from it"
        if any(isinstance(sources[name], ColumnMap) for name in claimed):
            fix = (
                'Narrow the map in workbook.toml with files = "pattern*"; nothing was read from it'
            )
        reason = f"{' and '.join(claimed)} both claim this file"
        _refuse(drop, Problem(drop.path, 0, "", "E-CLAIMED", reason, fix), found)
        return []
    return claimed


def _unknown(drop: Drop, sources: Mapping[str, Importer]) -> Problem:
    kind = drop.name.casefold().rpartition(".")[2]
    fix = f"Known: {', '.join(sources)}"
    if kind in ("csv", "tsv", "txt", "xlsx"):
        fix = f"If it is a table, say once what its columns mean: careerkit map {drop.path}"
    elif kind in ("md", "markdown"):
        fix = "Notes are read where you write them: put it into journal/"
    return Problem(drop.path, 0, "", "E-UNKNOWN", "no importer knows this file", fix)


def _refuse(drop: Drop, problem: Problem, found: Harvest) -> None:
    found.problems.append(problem.at(problem.file or drop.path, "unrecognised"))
    found.unknown.append(Account(drop.path, "unrecognised"))


def _count_copy(
    workbook: Workbook, drop: Drop, sources: Mapping[str, Importer], found: Harvest
) -> None:
    """A second file with the same bytes: all its rows are duplicates."""
    for source in _one_source(drop, sources, Harvest()):
        reading = _read(drop, source, sources[source], workbook.settings)
        if reading.refused is None:
            account = Account(drop.path, source, reading.file.account.rows_in)
            account.duplicate = account.rows_in
            found.copies.append(account)


def _read(drop: Drop, source: str, importer: Importer, settings: Settings) -> Reading:
    """All rows of one file, typed, or why the file as a whole was refused."""
    drop.encoding = settings.option(source, "encoding", "")
    drop.date_order = (
        drop.date_order or settings.option(source, "date_order", "") or settings.date_order
    )
    drop.rows_in = 0
    account = Account(drop.path, source)
    reading = Reading(File(account, Coverage(importer.COVERAGE)))
    reading.file.pair = getattr(importer, "PAIR", None)
    until = period.stopwatch() + limits.MAX_SECONDS
    try:
        for outcome in importer.read(drop, settings):
            _count(outcome, drop, reading)
            if not drop.rows_in % _LOOK_UP and period.stopwatch() > until:
                reason = f"reading it takes longer than {limits.MAX_SECONDS} seconds"
                raise drop.refuse("E-TIME", reason, "Split it, or export a shorter period")
    except Unreadable as bad:
        # What was read before the file turned out unreadable is set aside with it.
        account = Account(drop.path, source, rows_in=drop.rows_in, quarantined=drop.rows_in)
        problem = bad.problem.at(bad.problem.file or drop.path, source)
        problem = replace(problem, fix=problem.fix.replace("SOURCE", source))
        return Reading(File(account, reading.file.coverage), [], problem)
    finally:
        drop.release()
    account.rows_in = drop.rows_in
    return reading


def _count(outcome: object, drop: Drop, reading: Reading) -> None:
    account = reading.file.account
    if isinstance(outcome, Record):
        cells, problems = tidy.row(outcome)
        if problems:
            path = f"{drop.path}!{outcome.member}" if drop.is_zip and outcome.member else drop.path
            reading.problems += [problem.at(path, account.source) for problem in problems]
        if cells is None:
            account.quarantined += 1
            return
        cells.update(
            source=account.source, file=drop.provenance or drop.path,
            line=outcome.line, status="live",
        )  # fmt: skip
        row = Row(outcome.table, cells, account, outcome.key, outcome.member, draft=outcome.draft)
        reading.file.rows.append(row)
    elif isinstance(outcome, Skipped):
        account.ignore(outcome.rule)
    elif isinstance(outcome, Problem):
        account.quarantined += not outcome.is_warning
        reading.problems.append(outcome.at(outcome.file or drop.path, account.source))


def _newest_inside(file: File) -> str:
    days = (row.cells.get("date") or row.cells.get("connected_on") for row in file.rows)
    return max((day.isoformat() for day in days if day), default="")
