"""What differs in a table, record by record, and who is who when what names a record was edited."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from careerkit.past.diff import records
from careerkit.past.diff.records import Change, changes
from tests.measures.frames import frame

PITCH = {"id": "a", "date": "2024-03-04", "word": "win", "text": "Closed the pitch with the bakery",
         "energy": 2, "tags": ["persuasion"], "file": "journal/2024.md", "line": 2}  # fmt: skip
REPORT = {"id": "b", "date": "2024-03-04", "word": "did", "text": "Expense reports", "hours": 2.0}


def kinds(found: list[Change]) -> list[tuple[str | None, str | None, list[str]]]:
    return [
        (c.before and c.before["id"], c.after and c.after["id"], sorted(c.columns)) for c in found
    ]


def entries(*rows: dict[str, Any]) -> pd.DataFrame:
    return frame("entry", rows)


def test_equal_tables_have_no_change_in_any_order() -> None:
    """Two rows with lists, unknown cells and numbers, and the same two the other way round; and two empty tables."""
    assert changes("entry", entries(PITCH, REPORT), entries(REPORT, PITCH)) == []
    assert changes("entry", entries(), entries()) == []


def test_where_a_record_stands_is_not_what_it_says() -> None:
    """The file was renamed and the line moved."""
    moved = {**PITCH, "file": "journal/old.md", "line": 70}
    assert changes("entry", entries(PITCH), entries(moved)) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("energy", 1), ("energy", None), ("hours", 1.5), ("tags", ["acme"]), ("tags", []), ("starred", True),
     ("detail", "more"), ("recorded_at", "2024-05-01"), ("goal", "course")],
)  # fmt: skip
def test_a_cell_that_is_not_the_same_is_named(column: str, value: object) -> None:
    """A number, an unknown one, a list, a flag, a text, a day; the other way round too."""
    other = {**PITCH, column: value}
    assert kinds(changes("entry", entries(PITCH, REPORT), entries(other, REPORT))) == [
        ("a", "a", [column])
    ]
    assert kinds(changes("entry", entries(other), entries(PITCH))) == [("a", "a", [column])]


def test_what_came_and_went_is_told_apart() -> None:
    """A report that is gone, a lunch that has come, two months later."""
    lunch = {"id": "c", "date": "2024-05-06", "word": "did", "text": "Lunch for the whole team"}
    found = changes("entry", entries(PITCH, REPORT), entries(PITCH, lunch))
    assert kinds(found) == [("b", None, []), (None, "c", [])]
    assert [str(change.day) for change in found] == ["2024-03-04", "2024-05-06"]


@pytest.mark.parametrize(
    ("edit", "columns"),
    [
        ({"text": "Closed the pitch with the baker"}, ["text"]),
        ({"date": "2024-03-11"}, ["date"]),
        ({"word": "lesson"}, ["word"]),
        ({"text": "Closed that pitch with the bakery!", "energy": 1}, ["energy", "text"]),
    ],
)
def test_an_edit_of_what_names_a_record_is_a_change(
    edit: dict[str, object], columns: list[str]
) -> None:
    """Other words, another day, another kind: the id is new, the record is not."""
    found = changes("entry", entries(PITCH, REPORT), entries({**PITCH, **edit, "id": "z"}, REPORT))
    assert kinds(found) == [("a", "z", columns)]


def test_other_words_of_the_same_day_are_another_record() -> None:
    """A win that is gone and one that has come, with hardly a letter in common."""
    other = {**PITCH, "id": "z", "text": "Quiz night, third place"}
    assert kinds(changes("entry", entries(PITCH), entries(other))) == [
        ("a", None, []), (None, "z", []),
    ]  # fmt: skip


def test_the_most_alike_are_paired_first() -> None:
    """Two wins of one day whose words were both edited: each finds its own."""
    texts = ("Closed the pitch with the bakery", "Closed the pitch with the butcher")
    old = [{**PITCH, "id": f"old{i}", "text": text} for i, text in enumerate(texts)]
    new = [{**PITCH, "id": f"new{i}", "text": f"{text} now"} for i, text in enumerate(texts)]
    found = changes("entry", entries(*old), entries(*reversed(new)))
    assert {(c.before["id"], c.after["id"]) for c in found if c.before and c.after} == {
        ("old0", "new0"), ("old1", "new1"),
    }  # fmt: skip


def test_a_short_name_that_was_changed_is_the_same_goal() -> None:
    """The slug of a goal names it; its title tells that it is the same."""
    old = {"id": "a", "slug": "course", "title": "A course in pricing", "due": "2024-06-01"}
    new = {**old, "id": "b", "slug": "pricing", "due": "2024-07-01"}
    found = changes("goal", frame("goal", [old]), frame("goal", [new]))
    assert kinds(found) == [("a", "b", ["due", "slug"])]


def test_an_id_that_is_there_twice_is_counted() -> None:
    """Two rows with one id, then three: one has come."""
    found = changes("entry", entries(PITCH, PITCH), entries(PITCH, PITCH, PITCH))
    assert kinds(found) == [(None, "a#2", [])]


def test_thousands_of_edits_take_no_quadratic_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred undated titles, all changed: too many pairs to compare word by word."""
    asked = []
    monkeypatch.setattr(records, "_ratio", lambda *texts: asked.append(texts) or 0.0)
    old, new = ([{"id": f"{side}{i}", "title": f"{side} {i}", "author": "x"} for i in range(300)]
                for side in ("a", "b"))  # fmt: skip
    assert len(changes("book", frame("book", old), frame("book", new))) == 600
    assert asked == []


def test_a_record_says_where_it_stands() -> None:
    """Its id, file and line; of an unknown place as much as is known."""
    change = Change("entry", None, {"id": "0123456789ab", "file": "journal/2024.md", "line": 7})
    assert change.place == "01234567 (journal/2024.md:7)"
    assert Change("entry", {"id": "ab"}, None).place == "ab (no file:0)"
    assert Change("goal", None, {"id": "ab", "date": None}).day is None
