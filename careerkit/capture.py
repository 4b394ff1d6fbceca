"""`careerkit log`: one journal line, written so that it reads back as exactly what was meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from careerkit import durable, ingest, raw, tidy, workspace
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.importers import journal as importer
from careerkit.limits import MAX_TEXT
from careerkit.notes import journal
from careerkit.notes.journal import Line
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record
from careerkit.settings import Settings
from careerkit.workspace import Workbook


@dataclass(frozen=True)
class Draft:
    """What the person wants to log. hours are decimal; energy is -2 to 2; share names audiences."""

    word: str
    text: str
    day: date
    energy: int | None = None
    hours: float | None = None
    tags: Sequence[str] = ()
    people: Sequence[str] = ()
    share: Sequence[str] = ()
    starred: bool = False


def log(workbook: Workbook, draft: Draft, at: datetime) -> tuple[Path, str]:
    """Append one line to the journal of the draft's year, and return the file and the line.

    at: now, in the person's zone. When this returns the line is on disk: a kill afterwards loses nothing. Raises UsageError
    for a line that cannot be written, BadData for a journal file to which none can be added, Locked, CannotWrite.
    """
    ingest.require(workbook)
    if workspace.is_shipped(workbook):
        raise NotAllowed(
            "the samples that came with careerkit are only for reading; make your own with: careerkit init DIR"
        )
    line = compose(draft, at)
    with durable.locked(workbook.root):
        path = _file(workbook, draft.day)
        heading = "" if _last_day(workbook, path, line) == draft.day else _heading(draft.day, path)
        durable.append(path, f"{heading}{line}\n".encode())
    return path, line.split("\n", 1)[0]


def compose(draft: Draft, at: datetime) -> str:
    """The journal line of a draft, with further lines of its text as indented detail. Raises UsageError."""
    first, *rest = [part.rstrip() for part in _text(draft).split("\n")]
    tokens = [
        f"[at:: {at:%Y-%m-%dT%H:%M}]",
        *(f"@{_name(person)}" for person in draft.people),
        *([f"{draft.energy:+d}"] if draft.energy is not None else []),
        *([_hours(draft.hours)] if draft.hours is not None else []),
        *(f"#{_name(tag)}" for tag in draft.tags),
        *(f"!{_name(share)}" for share in draft.share),
        *(["*"] if draft.starred else []),
    ]
    line = "\n".join(
        [f"- {draft.word}: {first} {' '.join(tokens)}", *(f"  {r}" for r in rest if r)]
    )
    _check(draft, line)
    return line


def _text(draft: Draft) -> str:
    text = tidy.clean(draft.text.replace("\r\n", "\n").replace("\r", "\n"))
    if draft.word not in journal.WORDS:
        raise UsageError(
            f"{draft.word!r} is not a journal word; one of: {', '.join(journal.WORDS)}"
        )
    if not text:
        raise UsageError("there is nothing to log; give a few words")
    if len(text) > MAX_TEXT:
        raise UsageError(f"the text is longer than {MAX_TEXT} characters; log the gist of it")
    return text


def _check(draft: Draft, line: str) -> None:
    """Read the line back: what was asked for must be what the journal, and then the tables, will say."""
    text = f"## {draft.day}\n{line}\n"
    numbered = list(enumerate(text.split("\n"), 1))
    found = [line for line in journal.parse(numbered, "journal.md") if isinstance(line, Line)]
    if not found or journal.count(numbered) != 1 or journal.open_fence(numbered):
        raise UsageError(
            "this text cannot stand in one journal line; leave out bullets and code fences"
        )
    for kind, asked, got in (
        ("tag", draft.tags, found[0].tags),
        ("person", draft.people, found[0].people),
        ("audience", draft.share, found[0].share),
    ):
        for name in asked:
            if _name(name) not in got:
                raise UsageError(
                    f"the {kind} {name!r} cannot be written in a line; use letters, digits and -"
                )
    _check_cells(draft, text)


def _check_cells(draft: Draft, text: str) -> None:
    drop = Drop("journal.md", "journal", "journal.md", text.encode())
    record = next(found for found in importer.read(drop, Settings()) if isinstance(found, Record))
    cells, problems = tidy.row(record)
    if cells is None:
        bad = problems[0]
        raise UsageError(f"the line would be set aside: {bad.column}: {bad.reason}. {bad.fix}")
    for name, wanted in (("energy", draft.energy), ("hours", draft.hours)):
        if wanted is None:
            continue
        if name not in cells:
            raise UsageError(f"a line that begins with {draft.word!r} has no {name}; leave it out")
        got = cells[name]
        if got is None or abs(got - wanted) > 0.005:
            raise UsageError(f"{name} stands both in the text and as an option; give it once")


def _hours(hours: float) -> str:
    if not 0 < hours <= 24:
        raise UsageError(f"{hours:g} hours is not more than 0 and at most 24")
    minutes = round(hours * 60)
    if not minutes:
        raise UsageError("less than a minute cannot be logged")
    if abs(hours * 60 - minutes) > 0.01:
        return f"{hours:.2f}h"
    whole, rest = divmod(minutes, 60)
    return f"{minutes}min" if not whole else f"{whole}h{rest:02d}" if rest else f"{whole}h"


def _name(text: str) -> str:
    found = tidy.slug(text).replace("/", "-").strip("-.")
    if not found or not found[0].isalpha():
        raise UsageError(f"{text!r} must begin with a letter")
    return found


def _file(workbook: Workbook, day: date) -> Path:
    """The journal file that a day belongs to: its own if there is one, else the year's."""
    own = workbook.journal / f"{day.isoformat()}.md"
    path = own if own.is_file() else workbook.journal / f"{day.year}.md"
    for link in (workbook.journal, path):
        if link.is_symlink():
            raise BadData(f"{link} is a link, which careerkit does not follow; nothing was written")
    return path


def _last_day(workbook: Workbook, path: Path, line: str) -> date | None:
    """The day that is open at the end of a journal file. Raises BadData when the line would not count there."""
    if not path.exists():
        return None
    drop = raw.load(workbook, path, "journal")
    try:
        drop.refuse_binary()
    except Unreadable as bad:
        raise BadData(f"{bad.problem.one_line()}; nothing was written") from None
    if drop.is_utf16:
        raise BadData(
            f"{drop.path} is UTF-16; save it as UTF-8, then log again; nothing was written"
        )
    if not _is_same_in(workbook.settings.sources.get("journal", {}).get("encoding"), line):
        raise BadData(f"{drop.path} is not UTF-8 (see workbook.toml), so this line cannot be added")
    if fence := journal.open_fence(drop.lines):
        raise BadData(
            f"{drop.path}:{fence}: a code fence opens here and never closes, so the line would not count;"
            " close it, then log again; nothing was written"
        )
    return journal.open_day(drop.lines, path.name)


def _is_same_in(encoding: object, line: str) -> bool:
    if not encoding or not isinstance(encoding, str):
        return True
    try:
        return line.encode(encoding) == line.encode()
    except (LookupError, ValueError):
        return False


def _heading(day: date, path: Path) -> str:
    space = "\n" if path.exists() and path.stat().st_size else ""
    return f"{space}## {day.isoformat()} {_WEEKDAYS[day.weekday()]}\n"


_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
