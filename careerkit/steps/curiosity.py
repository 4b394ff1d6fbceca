"""Curiosity: a book in hand, and a question that is open."""

from __future__ import annotations

from collections.abc import Iterator

from careerkit.steps import Log, Task, guess

TITLE = "Stay curious"
GUIDE = "09_stay_curious"
ORDER = 9


def tasks(log: Log) -> Iterator[Task]:
    """A guess, a book begun or finished in the year, and a question: to the mentor, to oneself in a note, or as a try."""
    yield from guess(log, "curiosity")
    yield Task(
        "book begun or finished this year",
        _books(log),
        1,
        "begin one, or note one that you have read",
    )
    entry = log.year("entry")
    asked = (entry["word"] == "note") & entry["text"].str.contains("?", regex=False)
    found = len(log.of_year("question")) + int((asked | (entry["word"] == "try")).sum())
    yield Task(
        "open question", found, 1,
        "write one down: for a mentor, or as a note that ends with a question mark; or try something",
    )  # fmt: skip


def _books(log: Log) -> int:
    """Books in hand or read whose first or last day lies in the year; without either, the day they were put on the list."""
    book = log.tables["book"]
    book = book[book["shelf"].isin(["reading", "read"])]
    days = book[["started", "finished"]]
    own = log.is_in_year(days["started"]) | log.is_in_year(days["finished"])
    undated = days.isna().all(axis=1) & (
        log.is_in_year(book["date"]) | log.is_in_year(book["added"])
    )
    return int((own | undated).sum())
