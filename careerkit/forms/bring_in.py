"""What lies in the inbox, and taking it in: every row accounted for, and what only the person can decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from careerkit import accept, ingest, raw, refresh
from careerkit.desk import Desk
from careerkit.errors import UsageError
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.importers import Importer, known, recognise
from careerkit.reading.drops import Unreadable
from careerkit.rebuild import Rebuilt
from careerkit.saved import Saved
from careerkit.workspace import Workbook

LONG = True
Say = Callable[[str], object]
MOST, MOST_PROBLEMS = 20, 10
_LIVING = tuple(f"{place}/" for place in ingest.LIVING)


def form(desk: Desk) -> Form:
    """What lies in the inbox by name, and whose it is; nothing is taken in before it is asked for."""
    names = list(_inbox(desk.workbook))
    shown = [*names[:MOST], *([f"and {len(names) - MOST} more"] if len(names) > MOST else [])]
    there = "In the inbox: " + ", ".join(shown) + "." if names else "The inbox is empty."
    return Form(
        "Bring in what exists",
        (
            Group("", (
                Field("shrink", "Take in an export that has lost more than a fifth of its rows", "flag", "Only if you know why; otherwise it is held back and nothing is lost."),
            ), there),
        ),
        by_hand="Put the files into inbox/, then: careerkit ingest",
        intro="Drop exports as they are into the folder inbox/, by the file browser on the left: LinkedIn, a calendar, books, time sheets. They are read here, on this machine, and kept unchanged.",
        submit="Bring in",
    )  # fmt: skip


def _inbox(book: Workbook) -> Iterator[str]:
    """Every file of the inbox with what is known of it at a glance."""
    sources, taken = known(book.settings), {note["sha256"] for note in raw.manifest(book)}
    for path in book.files("inbox"):
        yield f"{book.relative(path)} ({_whose(book, path, sources, taken)})"


def _whose(book: Workbook, path: Path, sources: Mapping[str, Importer], taken: set[str]) -> str:
    drop = raw.load(book, path, "inbox")
    try:
        found = recognise(drop, sources)
        is_taken = drop.digest in taken
    except Unreadable as bad:
        return bad.problem.reason
    finally:
        drop.release()
    if len(found) != 1:
        return "nobody knows it yet" if not found else f"{' and '.join(found)} both claim it"
    return f"{found[0]}, taken in already" if is_taken else found[0]


def save(desk: Desk, form: Form, values: Values, say: Say) -> Saved:
    """Take in the inbox, rebuild the tables, and say what became of every row of the exports."""
    if desk.is_read_only:
        raise Refused({"": "this workbook is only for reading"})
    say("Reading…")
    try:
        rebuilt, taken = refresh.refresh(
            desk.workbook, desk.today, accept_shrink=values.flag("shrink")
        )
    except UsageError as bad:
        raise Refused({"": str(bad)}) from None
    head = f"Taken in: {len(taken)} {'file' if len(taken) == 1 else 'files'}."
    return Saved("\n".join([head, *_told(rebuilt)]))


def _told(rebuilt: Rebuilt) -> Iterator[str]:
    """The rows of each export, what is wrong with its remedy, and what waits; the person's own files are told elsewhere."""
    exports = [one for one in rebuilt.accounts if not one.file.startswith(_LIVING) and one.rows_in]
    yield from (account.one_line() for account in exports)
    problems = [one for one in rebuilt.problems if not one.file.startswith(_LIVING)]
    yield from (problem.one_line() for problem in problems[:MOST_PROBLEMS])
    if len(problems) > MOST_PROBLEMS:
        yield f"and {len(problems) - MOST_PROBLEMS} more: careerkit check"
    if waiting := accept.queue(rebuilt):
        yield f"{len(waiting)} waiting for your yes or no: careerkit accept"
    if rebuilt.set_aside:
        yield f"{len(rebuilt.set_aside)} set aside, with the reason and what to do: quarantine/"
