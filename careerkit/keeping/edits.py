"""One change of one text file, and how it is undone: all or none, and only where it still stands as it was written.

A heading or a header that came with a change stays when it is taken back, if others have come to stand below it by then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import takewhile

from careerkit import durable, tidy
from careerkit.errors import BadData, CareerkitError
from careerkit.importers import answers, journal, registers
from careerkit.keeping import textfile
from careerkit.keeping.textfile import TextFile
from careerkit.notes import days
from careerkit.problems import Problem
from careerkit.reading.drops import Unreadable
from careerkit.records import Record
from careerkit.workspace import Workbook

# So much of the text before a change tells one place from another where the same line stands twice.
BEFORE = 80
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_HEADING = re.compile(r"\s*(## \d{4}-\d\d-\d\d [A-Z][a-z]{2}(?:\r\n|\r|\n))")
_HEADER = re.compile(r"\ufeff?[^\r\n]*(?:\r\n|\r|\n)")
_DETAIL = re.compile(r"[\r\n]*[^\S\r\n]+\S")
_READERS = {"journal": journal, "registers": registers, "answers": answers}


class Moved(BadData):
    """What was written has been changed since, so it cannot be taken back."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of one text file of a workbook: where, what stands there now, what stood there before.

    path: in the workbook, with `/`. added, removed: exact text with its line ends; empty for a removal, for an addition. before:
    the text right before it, so that the place is found again even if the same line stands there twice.
    """

    path: str
    added: str
    removed: str
    before: str = ""

    def __repr__(self) -> str:
        """Where, and not a word of what."""
        return f"Edit({self.path})"


def append(workbook: Workbook, name: str, text: str) -> Edit:
    """Add a text with its line end at the end of a file; call it under the workbook's lock. Raises BadData, CannotWrite."""
    file = textfile.load(workbook, name)
    # As `durable` does, so that a line torn by a kill never swallows this one.
    fence = "" if not file.text or file.text.endswith("\n") else "\n"
    durable.append(file.path, file.bytes_of(text))
    return Edit(name, fence + text, "", file.text[-BEFORE:])


def change(file: TextFile, start: int, end: int, text: str) -> Edit:
    """Put another text in the place of one from `start` to `end`; call it under the lock. Raises BadData, CannotWrite."""
    file.replace(file.text[:start] + text + file.text[end:])
    return Edit(file.name, text, file.text[start:end], file.text[max(0, start - BEFORE) : start])


def rewrite(file: TextFile, text: str) -> Edit:
    """Put another text into a file, as a change of the fewest whole lines; call it under the lock. Raises as `change`."""
    old, new = _LINE.findall(file.text), _LINE.findall(text)
    head = _same(old, new)
    tail = min(_same(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    if head + tail == len(new) and len(old) > len(new):
        # What is only gone could not be found again, so a line beside it is part of the change.
        head, tail = max(head - 1, 0), tail if head else max(tail - 1, 0)
    start, end = len("".join(old[:head])), len("".join(old[: len(old) - tail]))
    return change(file, start, end, "".join(new[head : len(new) - tail]))


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines are the same at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def take_back(workbook: Workbook, edits: Sequence[Edit]) -> list[str]:
    """Undo edits, the latest first, all or none; returns the files.

    Raises Moved when one of them does not stand there any more exactly as it was written, BadData, Locked, CannotWrite.
    """
    textfile.require(workbook)
    with durable.locked(workbook.root):
        files: dict[str, TextFile] = {}
        after: dict[str, TextFile] = {}
        for edit in reversed(edits):
            file = after.get(edit.path) or textfile.load(workbook, edit.path)
            files.setdefault(edit.path, file)
            after[edit.path] = replace(file, text=_without(file, edit))
        for name, file in files.items():
            own = [edit for edit in edits if edit.path == name]
            _check_rest(workbook, file, after[name], own)
        _put_back(files, after)
    return list(dict.fromkeys(edit.path for edit in edits))


@contextmanager
def together(workbook: Workbook) -> Iterator[list[Edit]]:
    """Several edits as one: whoever writes adds each to the list, and when one cannot be written those before it are taken back.

    Call it under the workbook's lock. Raises what was raised inside.
    """
    done: list[Edit] = []
    try:
        yield done
    except CareerkitError:
        take_back(workbook, done)
        raise


def _without(file: TextFile, edit: Edit) -> str:
    """The text of a file without one edit. Raises Moved."""
    text, size = file.text, len(edit.added)
    places = [at for at in _places(text, edit) if _is_whole(text, at, at + size)]
    found = {text[:at] + edit.removed + text[at + size :]: at for at in places}
    if len(found) != 1:
        raise _moved(file, edit)
    at = places[-1]
    rest = text[at + size :]
    if file.place == "journal" and _DETAIL.match(rest):
        # Somebody has told more about it there.
        raise _moved(file, edit)
    return text[:at] + (edit.removed or _frame(edit, rest)) + rest


def _places(text: str, edit: Edit) -> list[int]:
    """Where it stands, with the same text before it; else, where what stood before it was changed, all places."""
    if not edit.before:
        found = [0] if text.startswith(edit.added) else []
    else:
        found = [at + len(edit.before) for at in _finds(text, edit.before + edit.added)]
    return found or (list(_finds(text, edit.added)) if edit.added else [])


def _finds(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether whole lines stand there, and not the middle of one that somebody has made longer."""
    ends = ("\n", "\r")
    piece, rest = text[start:end], text[end:]
    begins = start == 0 or text[start - 1] in ends or piece.startswith(ends)
    return begins and (not piece or not rest or piece.endswith(ends) or rest.startswith(ends))


def _frame(edit: Edit, rest: str) -> str:
    """The heading or the header that came with an addition and is needed by what stands below it now."""
    if not rest.strip():
        return ""
    if not edit.path.startswith("journal/"):
        match = None if edit.before else _HEADER.match(edit.added)
        return match[0] if match else ""
    match = _HEADING.match(edit.added)
    heading = days.of_heading(rest.lstrip().splitlines()[0])
    return match[0] if match and (heading is None or heading.day is None) else ""


def _moved(file: TextFile, edit: Edit) -> Moved:
    at = file.text.rfind(edit.before) + len(edit.before) if edit.before in file.text else -1
    where = f"{file.name}:{file.line_of(at)}" if file.text and at >= 0 else file.name
    said = "has been changed since" if file.exists else "is gone"
    return Moved(f"{where} {said}, so it cannot be taken back; nothing was changed")


def _check_rest(workbook: Workbook, file: TextFile, after: TextFile, edits: Sequence[Edit]) -> None:
    """Raises Moved when something that was written later would read differently by it, or not at all."""
    if file.text.startswith(after.text):
        # Only its end goes, on which nothing can rest.
        return
    old, new = _told(workbook, file), _told(workbook, after)
    back = sum(len(edit.removed.splitlines()) for edit in edits)
    if (new - old).total() > back or _set_aside(new) > _set_aside(old):
        raise Moved(
            f"{file.name}: something that was written later rests on it, so it cannot be taken back; change it there by hand"
        )


def _told(workbook: Workbook, file: TextFile) -> Counter[tuple[bool, str]]:
    """Everything that a file tells, wherever in it; marked with whether it could be read."""
    reader = _READERS.get(file.place)
    if reader is None or not file.text:
        return Counter()
    found: Counter[tuple[bool, str]] = Counter()
    try:
        for one in reader.read(file.drop(), workbook.settings):
            if isinstance(one, Record):
                is_read = tidy.row(one)[0] is not None
                # An empty cell of a column says as much as no such column.
                said = sorted((name, repr(value)) for name, value in one.values.items() if value)
                found[is_read, repr((one.table, said, one.draft))] += 1
            elif isinstance(one, Problem) and not one.is_warning:
                found[False, repr((one.code, one.value))] += 1
    except Unreadable as bad:
        found[False, bad.problem.code] += 1 + file.text.count("\n")
    return found


def _set_aside(told: Counter[tuple[bool, str]]) -> int:
    return sum(count for (is_read, _), count in told.items() if not is_read)


def _put_back(files: dict[str, TextFile], after: dict[str, TextFile]) -> None:
    """Write all files, or, when one of them cannot be written, none."""
    done: list[TextFile] = []
    try:
        for name, file in files.items():
            text = after[name].text
            if text.strip("\ufeff"):
                file.replace(text)
            else:
                durable.remove(file.path)
            done.append(file)
    except CareerkitError:
        for file in done:
            file.replace(file.text)
        raise
