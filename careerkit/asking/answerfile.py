"""The files of answers, `answers/*.csv`: read line by line, and added to in the form that each file already has.

One line is one answer, as it was clicked. Lines are only ever added: the latest one of a sitting and item counts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from careerkit import raw, tidy
from careerkit.errors import BadData
from careerkit.importers import answers as importer
from careerkit.keeping import edits
from careerkit.keeping.edits import Edit
from careerkit.reading import sheets
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record
from careerkit.workspace import Workbook

PLACE = "answers"
HEADER = (
    "instrument", "version", "fingerprint", "administration", "occasion", "item", "value",
    "status", "at", "lang", "mode",
)  # fmt: skip
# Without these a line does not say what was answered, in which sitting, and when.
_NEEDED = frozenset({"instrument", "version", "administration", "item", "value", "at"})
_START = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """One line: the raw value, None for a skip; `at` in UTC without a zone, None where the line does not say."""

    instrument: str
    version: str
    fingerprint: str
    administration: str
    occasion: str
    item: str
    value: float | None
    at: datetime | None
    lang: str = ""
    mode: str = "form"

    def cell(self, column: str) -> str:
        """What stands in one column of the file; empty for a column that is none of ours."""
        if column == "value":
            return "" if self.value is None else f"{self.value:g}"
        if column == "status":
            return "skipped" if self.value is None else "answered"
        if column == "at":
            return self.at.replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if self.at else ""
        return str(getattr(self, column)) if column in HEADER else ""


@dataclass(frozen=True)
class _Form:
    """How a file is written: its columns in order, what parts them, and how a line ends."""

    columns: tuple[str, ...] = HEADER
    delimiter: str = ","
    line_end: str = "\n"
    is_new: bool = True


def read(workbook: Workbook) -> list[Answer]:
    """All answers in the workbook's own files, in the order in which they stand; what cannot be read is passed over."""
    found = []
    for path in workbook.files(PLACE):
        drop = _drop(workbook, path)
        if importer.claims(drop):
            found += list(_answers(drop, workbook))
    return found


def append(workbook: Workbook, answers: Sequence[Answer]) -> Edit:
    """Add lines to `answers/INSTRUMENT.csv`, all or none; when this returns they are on disk. Call it under the workbook's lock.

    Returns what can be taken back. Raises BadData for a file to which they cannot be added, CannotWrite.
    """
    path = path_of(workbook, answers[0].instrument)
    text = _text(_form(workbook, path), answers)
    return edits.append(workbook, workbook.relative(path), text)


def path_of(workbook: Workbook, instrument: str) -> Path:
    """The file to which answers to a questionnaire are added."""
    return workbook.root / PLACE / f"{instrument}.csv"


def check(workbook: Workbook, instrument: str) -> None:
    """Raises BadData when answers to a questionnaire could not be added: better said before the first question."""
    _form(workbook, path_of(workbook, instrument))


def _drop(workbook: Workbook, path: Path) -> Drop:
    drop = raw.load(workbook, path, PLACE)
    drop.encoding = workbook.settings.option(PLACE, "encoding", "")
    return drop


def _answers(drop: Drop, workbook: Workbook) -> Iterator[Answer]:
    try:
        for record in importer.read(drop, workbook.settings):
            if not isinstance(record, Record) or record.table != "answer":
                continue
            cells, _ = tidy.row(record)
            # A line that was cut off says neither a value nor that there is none.
            if cells and (cells["value"] is not None or cells["answered"] == "skipped"):
                yield _answer(cells)
    except Unreadable:
        return


def _answer(cells: Mapping[str, Any]) -> Answer:
    texts = {name: cells[name] or "" for name in HEADER if name not in ("value", "status", "at")}
    value = None if cells["answered"] == "skipped" else cells["value"]
    return Answer(**texts, value=value, at=cells["at"])


def _form(workbook: Workbook, path: Path) -> _Form:
    for link in (path.parent, path):
        if link.is_symlink():
            raise BadData(f"{link} is a link, which careerkit does not follow; nothing was written")
    if not path.exists() or not path.stat().st_size:
        return _Form()
    drop = _drop(workbook, path)
    try:
        drop.refuse_binary()
        sheet = sheets.find(drop, HEADER, least=2)
    except Unreadable as bad:
        raise BadData(f"{bad.problem.one_line()}; nothing was written") from None
    finally:
        drop.release()
    if drop.is_utf16:
        raise BadData(f"{drop.path} is UTF-16; save it as UTF-8; nothing was written")
    missing = _NEEDED - set(sheet.header if sheet else ())
    if sheet is None or missing:
        lacks = f"no column {', '.join(sorted(missing))}" if sheet else "no header for answers"
        raise BadData(
            f"{drop.path} has {lacks}, so nothing can be added to it; its first line should be {','.join(HEADER)}"
        )
    line_end = "\r\n" if b"\r\n" in drop.start(_START) else "\n"
    return _Form(sheet.header, sheet.delimiter, line_end, is_new=False)


def _text(form: _Form, answers: Iterable[Answer]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=form.delimiter, lineterminator=form.line_end)
    if form.is_new:
        writer.writerow(form.columns)
    writer.writerows([answer.cell(column) for column in form.columns] for answer in answers)
    return text.getvalue()
