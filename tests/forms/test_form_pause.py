"""A declared break is one line in the journal, on its first day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.forms import seat

JOURNAL = "journal/2026.md"


def test_a_break_is_one_line(tmp_path: Path) -> None:
    """From a day to come to a later one, with a reason."""
    here = seat.new(tmp_path)
    answer = seat.save(
        here.open("pause"), until="2026-03-31", reason="parental leave", date="2026-02-01"
    )
    assert answer["message"] == f"Saved in {JOURNAL}."
    line = "- pause: until 2026-03-31 parental leave [at:: 2026-01-15T09:30]\n"
    assert here.text(JOURNAL) == f"## 2026-02-01 Sun\n{line}"
    [row] = here.rows("pause")
    assert (row["date"].date(), row["until"].date()) == (date(2026, 2, 1), date(2026, 3, 31))
    assert row["reason"] == "parental leave"


def test_a_break_needs_no_reason_and_can_be_taken_back(tmp_path: Path) -> None:
    """A break of today alone in a workbook with nothing in it."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("pause")
    said = {"until": "2026-01-15", "date": "2026-01-15"}
    assert seat.save(filling, **said)["op"] == "saved"
    [row] = here.rows("pause")
    assert row["reason"] is None or row["reason"] != row["reason"]
    assert seat.undo(filling)["values"] == said
    assert here.files() == before


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"until": ""}, "until"),
        ({"until": "2026-01-14"}, "until"),
        ({"until": "soon"}, "until"),
        ({"date": ""}, "date"),
        ({"reason": "rest !mentor"}, "reason"),
    ],
)
def test_what_cannot_be_saved_is_told_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """No end, an end before its beginning, no beginning, a reason that would name a reader."""
    here = seat.new(tmp_path)
    before = here.files()
    good = {"until": "2026-01-20", "date": "2026-01-15"}
    assert list(seat.problems(here.open("pause"), **{**good, **said})) == [field]
    assert here.files() == before


def test_no_reason_does_anything_but_stand_there(tmp_path: Path) -> None:
    """Texts with signs that mean something: one break from day to day that nobody else may read, or none."""
    here = seat.new(tmp_path)
    good = {"until": "2026-01-20", "date": "2026-01-15"}
    for text in seat.hostile(here, "pause", "reason", **good):
        [row] = here.rows("pause")
        assert (str(row["until"].date()), list(row["share"])) == ("2026-01-20", [])
        assert row["reason"] == seat.as_read(text, lines=False)


def test_without_anybody_it_is_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch run in a copy of a sample: every label, and the line by hand."""
    here = seat.sample(tmp_path)
    shown = seat.printed(here, monkeypatch, "pause")
    assert all(found.label in shown for found in here.open("pause").form.fields())
    assert "- pause: until" in shown
