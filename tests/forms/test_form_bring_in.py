"""What lies in the inbox is named, taken in, and every row accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat

BOOKS = "Book Id,Title,Author,Exclusive Shelf,Date Read,Date Added\n1,Quiet,Susan Cain,read,2026/01/03,2026/01/02\n"


def test_an_empty_inbox_says_so(tmp_path: Path) -> None:
    """Nothing there: it is said, and bringing in nothing is no mistake."""
    here = seat.new(tmp_path)
    form = here.open("bring_in")
    assert form.form.groups[0].hint == "The inbox is empty."
    answer = seat.save(form)
    assert answer["op"] == "saved"
    assert answer["message"].startswith("Taken in: 0 files.")
    assert not answer["can_undo"]


def test_an_export_is_taken_in_and_accounted_for(tmp_path: Path) -> None:
    """One book of a Goodreads library: in the tables, and its file kept in raw/."""
    here = seat.new(tmp_path)
    here.write("inbox/goodreads_library_export.csv", BOOKS)
    form = here.open("bring_in")
    assert form.form.groups[0].hint == (
        "In the inbox: inbox/goodreads_library_export.csv (goodreads)."
    )
    told: list[str] = []
    answer = form.handle({"op": "save", "values": {}, "client": "page", "seq": 1}, told.append)
    assert answer["message"].startswith("Taken in: 1 file.")
    assert told == ["Reading…"]
    assert [row["title"] for row in here.rows("book")] == ["Quiet"]
    assert list((here.root / "raw").rglob("*.csv"))
    line = "(goodreads): 1 rows = 1 accepted + 0 duplicate + 0 retired + 0 set aside + 0 ignored"
    assert [one for one in answer["message"].split("\n")[1:] if line in one]
    # Of the person's own files nothing is told here.
    assert "registers/" not in answer["message"]
    renewed = form.renewed()
    assert renewed is not None
    assert renewed["form"]["groups"][0]["hint"].endswith("(goodreads, taken in already).")


def test_what_waits_and_what_is_asked_is_told(tmp_path: Path) -> None:
    """A time sheet whose days can be read two ways: the question with its answer; the tick does not stay."""
    here = seat.new(tmp_path)
    days = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags\n"
    row = "Ada,ada@example.org,,Own,,Mail,No,03/04/2025,09:00:00,03/04/2025,10:00:00,01:00:00,\n"
    here.write("inbox/toggl.csv", days + row)
    form = here.open("bring_in")
    answer = seat.save(form, shrink="yes")
    assert "careerkit answer toggl date_order" in answer["message"]
    assert answer["values"] == {}


def test_a_bad_file_is_told_and_stays(tmp_path: Path) -> None:
    """A table that nobody knows: it is named with what to do, and it is still there."""
    here = seat.new(tmp_path)
    here.write("inbox/mystery.csv", "a,b\n1,2\n")
    answer = seat.save(here.open("bring_in"))
    assert "mystery.csv" in answer["message"]
    assert here.text("inbox/mystery.csv") == "a,b\n1,2\n"


def test_many_names_are_cut(tmp_path: Path) -> None:
    """Twenty-three files: twenty names and the number of the rest."""
    here = seat.new(tmp_path)
    for number in range(23):
        here.write(f"inbox/f{number:02}.csv", "a,b\n")
    hint = here.open("bring_in").form.groups[0].hint
    assert hint.endswith("inbox/f19.csv (nobody knows it yet), and 3 more.")


def test_where_nobody_can_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The question and the command."""
    shown = seat.printed(seat.new(tmp_path), monkeypatch, "bring_in")
    assert "careerkit ingest" in shown
    assert "lost more than a fifth" in shown
