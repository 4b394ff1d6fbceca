"""The review queue: what exports propose and only the person can decide, and the answers, kept in a register.

Two things wait: drafts, which count only once they are accepted, and imported contacts, of which nobody but the person
knows whether they were meaningful.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from careerkit import durable, raw, workspace
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.reading import sheets
from careerkit.reading.drops import Unreadable
from careerkit.rebuild import Rebuilt, rebuild
from careerkit.rows import Row
from careerkit.workspace import Workbook

REGISTER = "annotations.csv"
HEADER = ("of", "what", "accept", "meaningful", "word", "energy", "hours", "tags", "share")
SHORTEST_ID = 4
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to decide: its id, what kind of question it is, and what it says."""

    id: str
    question: str
    source: str
    day: date | None
    text: str

    def one_line(self) -> str:
        """Say it in one line; this is shown to the person alone."""
        day = self.day.isoformat() if self.day else "no date"
        return f"{self.id[:8]}  {day}  {self.source:10} {self.question:10} {self.text[:80]}"


@dataclass(frozen=True, slots=True)
class Only:
    """Which of the waiting rows are meant: of one source, from one day to another, both included."""

    source: str = ""
    since: date | None = None
    until: date | None = None

    def means(self, item: Waiting) -> bool:
        """Whether a row is among them; one without a day is in no span of days."""
        if self.source not in ("", item.source):
            return False
        if item.day is None:
            return self.since is None and self.until is None
        return (self.since or item.day) <= item.day <= (self.until or item.day)


EVERYTHING = Only()


def queue(rebuilt: Rebuilt, only: Only = EVERYTHING) -> list[Waiting]:
    """What waits for the person, oldest first."""
    drafts = [_waiting(row, "draft") for row in rebuilt.waiting]
    contacts = [
        _waiting(row, "meaningful") for row in rebuilt.rows["touch"]
        if row.cells["meaningful"] is None and row.cells["status"] == "live"
    ]  # fmt: skip
    found = filter(only.means, drafts + contacts)
    return sorted(found, key=lambda found: (found.day or date.min, found.id))


def decide(
    workbook: Workbook,
    ids: Sequence[str],
    *,
    yes: bool,
    word: str = "",
    only: Only = EVERYTHING,
    everything: bool = False,
) -> list[Waiting]:
    """Write an answer for each waiting row that is meant, and return those rows.

    ids: ids or their first characters (4 or more); `only` narrows, `everything` takes all that is left; `word` is the journal
    word of the drafts among them, if it is another than the export's. Raises
    UsageError when an id names no waiting row or several, BadData, NotAllowed, Locked, CannotWrite.
    """
    if workspace.is_shipped(workbook):
        raise NotAllowed("the samples that came with careerkit are only for reading")
    with durable.locked(workbook.root):
        waiting = queue(rebuild(workbook), only)
        chosen = waiting if everything else [_named(waiting, name) for name in ids]
        chosen = list(dict.fromkeys(chosen))
        if chosen:
            path = workbook.root / "registers" / REGISTER
            durable.append(path, _lines(workbook, path, chosen, "yes" if yes else "no", word))
    return chosen


def _waiting(row: Row, question: str) -> Waiting:
    cells = row.cells
    text = " ".join(str(cells.get("text") or "").split())
    return Waiting(row.id, question, cells["source"], cells["date"], text)


def _named(waiting: Iterable[Waiting], name: str) -> Waiting:
    found = [item for item in waiting if item.id.startswith(name.casefold())]
    if len(name) < SHORTEST_ID or len(found) > 1:
        raise UsageError(
            f"{name!r} names several; give more of the id, as careerkit accept lists it"
        )
    if not found:
        raise UsageError(
            f"nothing that waits has the id {name!r}; careerkit accept lists what does"
        )
    return found[0]


def _lines(
    workbook: Workbook, path: Path, chosen: Iterable[Waiting], said: str, word: str
) -> bytes:
    """The new lines, under the header that the file has or gets. Raises BadData where it has no place for a word."""
    header, text = _header(workbook, path), io.StringIO()
    if word and "word" not in header:
        raise BadData(f"registers/{REGISTER} has no column word; add one, nothing was written")
    writer = csv.DictWriter(text, header, extrasaction="ignore", lineterminator="\n")
    if not path.exists() or not path.stat().st_size:
        writer.writeheader()
    for item in chosen:
        answer = (
            {"accept": said, "word": word} if item.question == "draft" else {"meaningful": said}
        )
        writer.writerow({"of": item.id, "what": _short(item.text), **answer})
    return text.getvalue().encode()


def _short(text: str) -> str:
    from careerkit.reading.formulas import defuse

    return defuse(text[:60])


def _header(workbook: Workbook, path: Path) -> Sequence[str]:
    """The columns of the register as it is. Raises BadData when a line could not be added to it."""
    if path.with_suffix(".xlsx").exists():
        raise BadData(
            f"{path.with_suffix('.xlsx').name}: a line can only be added to {REGISTER}; save it as CSV"
        )
    if not path.exists() or not path.stat().st_size:
        return HEADER
    try:
        sheet = sheets.find(raw.load(workbook, path, "registers"), HEADER)
    except Unreadable as bad:
        raise BadData(f"{bad.problem.one_line()}; nothing was written") from None
    if (
        sheet is None
        or sheet.delimiter != ","
        or not {"of", "accept", "meaningful"} <= set(sheet.header)
    ):
        raise BadData(
            f"registers/{REGISTER}: its first line must name the columns {','.join(HEADER)}, with commas; nothing was written"
        )
    return sheet.header
