"""Bring a workbook's tables up to date: take in the inbox, rebuild, write. The one writer of derived files."""

from __future__ import annotations

from datetime import date

from careerkit import durable, ingest, store, workspace
from careerkit.rebuild import Rebuilt, rebuild
from careerkit.workspace import Workbook


def refresh(book: Workbook, today: date) -> tuple[Rebuilt, list[str]]:
    """Rebuild and write a workbook's tables, and return them with the names of the files taken in.

    A workbook inside the installed package is left as it is. Raises UsageError, BadData, Locked or CannotWrite.
    """
    if workspace.is_shipped(book):
        return rebuild(book), []
    with durable.locked(book.root):
        rebuilt = rebuild(book)
        taken = ingest.take_in(book, rebuilt.found)
        ingest.note_seen(book, [row for rows in rebuilt.rows.values() for row in rows], today)
        if not store.is_fresh(book, store.inputs_stamp(book)):
            store.write(book, rebuilt, store.inputs_stamp(book))
    return rebuilt, taken


def refresh_if_stale(book: Workbook, today: date) -> None:
    """The same, but nothing at all when no input has changed since the last time."""
    if not store.is_fresh(book, store.inputs_stamp(book)):
        refresh(book, today)
