"""Whatever a page sends gets one answer: what came of it, and never a traceback or a private word."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from careerkit import durable
from careerkit.errors import CannotWrite, Locked
from careerkit.filling import Filling
from careerkit.forms import entry
from careerkit.keeping import drafts, undo
from tests.forms import seat
from tests.forms.seat import Seat

SAID = {"word": "win", "text": "Told nobody yet", "date": "2026-01-15"}
MESSAGE = {"op": "save", "values": SAID, "client": "a", "seq": 7}


@pytest.fixture
def here(tmp_path: Path) -> Seat:
    """An empty workbook."""
    return seat.new(tmp_path)


@pytest.mark.parametrize(
    "message",
    [None, "save", [], {}, {"op": "delete"}, {"op": "save"}, {"op": "save", "values": [1]}, {"op": ["save"], "values": SAID},
     {"op": "save", "values": {**SAID, "path": "../x"}}],
)  # fmt: skip
def test_what_no_page_of_ours_sends(here: Seat, message: Any) -> None:
    """No message, an unknown wish, no values, a field that there is not: refused in words, and nothing is written."""
    answer = here.open("entry").handle(message)
    assert answer["op"] == "refused"
    assert answer["problems"] == {"": "the page and the notebook do not fit; run the cell again"}
    assert not list((here.root / "journal").iterdir())


def test_an_answer_goes_back_to_who_asked(here: Seat) -> None:
    """The page's own name and number, and whether there is something to undo."""
    answer = here.open("entry").handle(MESSAGE)
    assert (answer["op"], answer["client"], answer["seq"], answer["can_undo"]) == ("saved", "a", 7, True)  # fmt: skip


def test_a_fault_of_ours_is_told_without_private_words(
    here: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The part breaks with the text in its message: the kind is named, the text is not, and it stays in the form."""

    def broken(*_: object) -> None:
        raise ValueError(f"cannot do {SAID['text']}")

    monkeypatch.setattr(entry, "save", broken)
    answer = here.open("entry").handle(MESSAGE)
    assert answer["problems"] == {
        "": "Not saved: a fault of careerkit (ValueError). Your text stays here."
    }
    assert "nobody" not in str(answer)


def test_problems_of_no_field_are_told_below_the_form(
    here: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One for a field that is there, two for others."""

    def refuse(*_: object) -> None:
        raise entry.Refused({"text": "too dull", "elsewhere": "no", "": "never"})

    monkeypatch.setattr(entry, "save", refuse)
    assert here.open("entry").handle(MESSAGE)["problems"] == {"text": "too dull", "": "no; never"}


def test_somebody_else_is_writing(here: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is held for too long: said in a line, nothing lost."""
    form = here.open("entry")

    def taken(*_: object, **__: object) -> None:
        raise Locked("in use by another careerkit; try again in a moment")

    monkeypatch.setattr(durable, "locked", taken)
    answer = form.handle(MESSAGE)
    assert answer["problems"][""].startswith("Not saved: in use by another careerkit")


def test_undo_outlives_the_session(here: Seat) -> None:
    """Saved by one form, taken back by another that was made later."""
    here.open("entry").handle(MESSAGE)
    again = here.open("entry")
    assert again.can_undo
    assert seat.undo(again)["values"] == SAID
    assert seat.undo(again)["problems"] == {"": "there is nothing to take back"}


def test_an_undo_that_could_not_be_written_can_be_tried_again(
    here: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: the line stands, and so does the undo; afterwards it works."""
    form = here.open("entry")
    form.handle(MESSAGE)
    with monkeypatch.context() as full:

        def refuse(*_: object) -> None:
            raise CannotWrite("no space left")

        full.setattr(durable, "remove", refuse)
        answer = seat.undo(form)
    assert answer["op"] == "refused"
    assert answer["can_undo"]
    assert SAID["text"] in here.text("journal/2026.md")
    assert seat.undo(form)["op"] == "undone"


def test_what_was_changed_by_hand_is_not_taken_back(here: Seat) -> None:
    """The line was edited since: it stays, and the undo before it is next."""
    form = here.open("entry")
    form.handle({**MESSAGE, "values": {**SAID, "text": "First"}})
    form.handle(MESSAGE)
    changed = here.text("journal/2026.md").replace("Told nobody", "Told everybody")
    here.write("journal/2026.md", changed)
    answer = seat.undo(form)
    assert "changed since" in answer["problems"][""]
    assert here.text("journal/2026.md") == changed
    assert answer["can_undo"]
    last = undo.last(here.desk.workbook, form.key)
    assert last is not None
    assert last.values["text"] == "First"


def test_a_draft_comes_back_and_goes_with_the_save(here: Seat) -> None:
    """Half a text, also with what the form does not ask; a new form has it; after the save it is gone."""
    form = here.open("entry")
    form.draft({"text": "Half a tho"})
    assert here.open("entry").values()["text"] == "Half a tho"
    form.draft({"text": 3})
    form.draft({"nonsense": "x"})
    assert drafts.load(here.desk.workbook, form.key)["text"] == "Half a tho"
    form.handle(MESSAGE)
    assert "text" not in here.open("entry").values()


def test_two_threads_at_once_lose_nothing(here: Seat) -> None:
    """Four pages of one form, ten entries each: forty lines."""
    form: Filling = here.open("entry")
    answers: list[dict[str, Any]] = []

    def page(name: str) -> None:
        for number in range(10):
            values = {**SAID, "text": f"{name} {number}"}
            answers.append(form.handle({"op": "save", "values": values, "client": name, "seq": number}))  # fmt: skip

    threads = [threading.Thread(target=page, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer["op"] for answer in answers} == {"saved"}
    assert here.text("journal/2026.md").count("- win: ") == 40


def test_the_form_is_made_anew_only_when_something_differs(here: Seat) -> None:
    """A person more to choose from is a change; the same again is none."""
    form = here.open("contact")
    assert form.renewed() is None
    here.write("registers/people.csv", "slug,name\nlee,Lee Tan\n")
    answer = form.renewed()
    assert answer is not None
    assert answer["op"] == "renewed"
    assert form.renewed() is None
