"""Annotations lie over imported rows by id; a draft counts only once it is accepted; nothing is lost on the way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from careerkit import annotate, tidy
from careerkit.records import Account, Record
from careerkit.rows import Row


def row(
    table: str, id_: str, *, draft: bool = False, account: Account | None = None, **values: Any
) -> Row:
    """One typed and settled row."""
    cells, problems = tidy.row(Record(table, 7, values))
    assert cells is not None, problems
    cells.update(source="toggl", file="raw/x.csv", line=7, status="live")
    return Row(table, cells, account or Account("raw/x.csv", "toggl", 1, 1), id=id_, draft=draft)


def touch(id_: str = "aaaa1111", **values: Any) -> Row:
    return row("touch", id_, date=date(2025, 3, 5), text="coffee", **values)


def draft(id_: str = "bbbb2222", account: Account | None = None) -> Row:
    return row(
        "entry",
        id_,
        draft=True,
        account=account,
        date=date(2025, 3, 5),
        word="did",
        text="12 commits",
    )


def note(of: str, **values: Any) -> Row:
    return row("annotation", f"note-{of}-{len(values)}", of=of, **values)


def test_without_annotations_nothing_changes() -> None:
    """Two rows, neither a draft."""
    rows = [touch("a"), touch("b")]
    assert annotate.annotate(rows) == (rows, [], [])


def test_an_annotation_fills_and_adds() -> None:
    """Meaningful yes, two hours, a tag beside the one that is there."""
    target = touch(tags=["sales"])
    standing, waiting, problems = annotate.annotate(
        [target, note("aaaa1111", meaningful="yes", hours="2", tags="mentor; sales")]
    )
    assert (len(standing), waiting, problems) == (2, [], [])
    assert (target.cells["meaningful"], target.cells["hours"]) == (True, 2.0)
    assert target.cells["tags"] == ["sales", "mentor"]


def test_of_two_lines_the_later_wins_cell_by_cell() -> None:
    """First energy 1 and one hour, then energy 2."""
    target = touch()
    annotate.annotate(
        [target, note("aaaa1111", energy="1", hours="1"), note("aaaa1111", energy="2")]
    )
    assert (target.cells["energy"], target.cells["hours"]) == (2, 1.0)


@pytest.mark.parametrize(
    ("said", "stands", "waits", "rule"),
    [([], False, True, annotate.WAITING), (["yes"], True, False, None), (["no"], False, False, annotate.REJECTED),
     (["no", "yes"], True, False, None), (["yes", "no"], False, False, annotate.REJECTED)],
)  # fmt: skip
def test_a_draft_counts_only_when_accepted(
    said: list[str], stands: bool, waits: bool, rule: str | None
) -> None:
    """No answer, yes, no, and two answers of which the last one holds; the row stays accounted for."""
    account = Account("raw/x.csv", "gitlog", 1, 1)
    notes = [
        row("annotation", f"n{at}", of="bbbb2222", accept=answer) for at, answer in enumerate(said)
    ]
    standing, waiting, problems = annotate.annotate([draft(account=account), *notes])
    assert ("bbbb2222" in [found.id for found in standing]) is stands
    assert bool(waiting) is waits
    assert problems == []
    assert account.holds
    assert account.rules == ({rule: 1} if rule else {})


def test_an_orphan_is_reported_and_stays() -> None:
    """An annotation of a row that a newer export no longer has."""
    orphan = note("cccc3333", energy="1")
    standing, _, problems = annotate.annotate([touch(), orphan])
    assert orphan in standing
    assert [(found.code, found.line, found.column) for found in problems] == [("W-ORPHAN", 7, "of")]


def test_a_column_that_the_row_cannot_have_is_reported() -> None:
    """A level on a contact; the energy beside it still counts."""
    target = touch()
    _, _, problems = annotate.annotate([target, note("aaaa1111", level="3", energy="-1")])
    assert [(found.code, found.column) for found in problems] == [("W-COLUMN", "level")]
    assert target.cells["energy"] == -1
    assert "level" not in target.cells
