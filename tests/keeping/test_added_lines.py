"""Guesses and check-ins are lines that are only ever added."""

from __future__ import annotations

import threading

import pytest

from careerkit.errors import BadData, UsageError
from careerkit.keeping import edits, lines
from tests.conftest import Builder

GUESS = {"year": "2026", "topic": "wins", "guess": "-2.5", "at": "2026-01-15T09:30:00Z"}
CHECKIN = {
    "week": "2026-W03",
    "item": "win: One, two",
    "field": "reach",
    "value": "team\nand =more",
}


def test_lines_read_back(workbook: Builder) -> None:
    """A guess below zero, a check-in whose answer has two lines and a sign."""
    edits_ = [
        lines.add(workbook.book, "guess", [GUESS]),
        lines.add(workbook.book, "checkin", [CHECKIN, CHECKIN | {"field": "lasts", "value": ""}]),
    ]
    assert (workbook.root / "answers" / "guesses.csv").read_bytes() == (
        b"year,topic,guess,at\n2026,wins,-2.5,2026-01-15T09:30:00Z\n"
    )
    (guess,) = workbook.cells("guess")
    assert (guess["year"], guess["topic"], guess["guess"]) == (2026, "wins", "-2.5")
    first, second = workbook.cells("checkin")
    assert (first["item"], first["value"]) == ("win: One, two", "team\nand =more")
    assert (second["field"], second["value"]) == ("lasts", None)
    edits.take_back(workbook.book, edits_)
    assert workbook.snapshot("answers") == {}


def test_a_file_keeps_its_form(workbook: Builder) -> None:
    """A guesses file with semicolons, Windows line ends and columns in another order; a torn last line."""
    old = b"topic;guess;mine;year\r\nwins;3;x;2025"
    path = workbook.write("answers/guesses.csv", old)
    edit = lines.add(workbook.book, "guess", [GUESS])
    assert path.read_bytes() == (
        b"topic;guess;mine;year;at\r\nwins;3;x;2025\r\nwins;-2.5;;2026;2026-01-15T09:30:00Z\r\n"
    )
    edits.take_back(workbook.book, [edit])
    assert path.read_bytes() == old


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (GUESS | {"gues": "3"}, "did you mean 'guess'"), (GUESS | {"year": "soon"}, "year: this is not a number"),
        (GUESS | {"guess": " \x00"}, "guess: nothing stands here"), (GUESS | {"at": "noon"}, "at: this is not a date"),
        (GUESS | {"guess": "x" * 5001}, "guess is longer than"),
    ],
)  # fmt: skip
def test_a_line_that_would_be_set_aside_is_refused(
    workbook: Builder, line: dict[str, str], hint: str
) -> None:
    """Unknown columns, values of another kind, nothing, a novel; beside a line that is fine."""
    with pytest.raises(UsageError, match=hint):
        lines.add(workbook.book, "guess", [GUESS, line])
    with pytest.raises(UsageError, match="no guess to add"):
        lines.add(workbook.book, "guess", [])
    assert not (workbook.root / "answers").exists()


def test_a_file_of_something_else_is_refused(workbook: Builder) -> None:
    """Answers to a questionnaire under the name of the guesses."""
    path = workbook.write("answers/guesses.csv", "instrument,item,value,at\npulse,a,3,\n")
    before = path.read_bytes()
    with pytest.raises(BadData, match="its first line should be year,topic,guess,at"):
        lines.add(workbook.book, "guess", [GUESS])
    assert path.read_bytes() == before


def test_four_threads_at_once(workbook: Builder) -> None:
    """Four threads, each adding fifty guesses."""
    failed: list[BaseException] = []

    def add(window: int) -> None:
        try:
            for number in range(50):
                lines.add(workbook.book, "guess", [GUESS | {"topic": f"t-{window}-{number}"}])
        except BaseException as error:  # noqa: BLE001 - a thread's error must reach the test
            failed.append(error)

    threads = [threading.Thread(target=add, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len({cells["topic"] for cells in workbook.cells("guess")}) == 200
