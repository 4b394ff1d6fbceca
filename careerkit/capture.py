"""One journal line, written so that it reads back as exactly what was meant: `careerkit log`, and every form that logs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from careerkit import durable, raw
from careerkit.errors import BadData
from careerkit.keeping import edits, textfile
from careerkit.keeping.edits import Edit
from careerkit.keeping.journalline import Draft, Unwritable, compose
from careerkit.notes import journal
from careerkit.reading.drops import Unreadable
from careerkit.workspace import Workbook

__all__ = ["Draft", "Unwritable", "compose", "log", "write"]


def log(workbook: Workbook, draft: Draft, at: datetime) -> tuple[Path, str]:
    """Append one line to the journal of the draft's year, and return the file and the line.

    at: now, in the person's zone. The text may hold tokens of the journal, such as `#tag`. When this returns the line is on disk: a
    kill afterwards loses nothing. Raises UsageError for a line that cannot be written, BadData for a journal file to
    which none can be added, Locked, CannotWrite.
    """
    edit, line = _write(workbook, draft, at, exact=False)
    return workbook.root / edit.path, line.split("\n", 1)[0]


def write(workbook: Workbook, draft: Draft, at: datetime) -> Edit:
    """Append one line, as `log` does, whose text is nothing but text; the heading that it needed is part of the edit.

    Raises as `log`, and UsageError where something in the text would work as a tag, a name, a number, a field or a reader.
    """
    return _write(workbook, draft, at, exact=True)[0]


def _write(workbook: Workbook, draft: Draft, at: datetime, *, exact: bool) -> tuple[Edit, str]:
    textfile.require(workbook)
    line = compose(draft, at, exact=exact)
    with durable.locked(workbook.root):
        path = _file(workbook, draft.day)
        heading = "" if _last_day(workbook, path, line) == draft.day else _heading(draft.day, path)
        return edits.append(workbook, workbook.relative(path), f"{heading}{line}\n"), line


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
