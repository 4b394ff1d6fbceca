"""Bring a workbook's tables up to date: take in the inbox, rebuild, write. The one writer of derived files."""

from __future__ import annotations

from datetime import date

from careerkit import durable, ingest, raw, store, workspace
from careerkit.rebuild import Rebuilt, fill_recorded_at, rebuild
from careerkit.workspace import Workbook


def refresh(
    book: Workbook, today: date, *, accept_shrink: bool = False
) -> tuple[Rebuilt, list[str]]:
    """Rebuild and write a workbook's tables, and return them with the names of the files taken in.

    A workbook inside the installed package is left as it is. Raises UsageError, BadData, Locked or CannotWrite.
    """
    if workspace.is_shipped(book):
        return rebuild(book), []
    ingest.require(book)
    with durable.locked(book.root):
        # Before anything is read: what is edited meanwhile must not count as known.
        given = store.given_stamp(book)
        rebuilt = rebuild(book, accept_shrink=accept_shrink)
        rows = [row for found in rebuilt.rows.values() for row in found]
        taken = raw.take_in(book, rebuilt.found.to_take_in())
        raw.note_seen(book, rows, today)
        fill_recorded_at(book, rows)
        stamp = store.inputs_stamp(book, given)
        if not store.is_fresh(book, stamp):
            store.write(book, rebuilt, stamp)
    return rebuilt, taken


def refresh_if_stale(book: Workbook, today: date) -> None:
    """The same, but nothing at all when no input has changed since the last time, or for a frozen folder."""
    if not book.is_frozen and not store.is_fresh(book, store.inputs_stamp(book)):
        refresh(book, today)
