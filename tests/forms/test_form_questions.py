"""Questions for the mentor, private unless ticked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.forms import seat
from tests.forms.seat import problems, save, undo

QUESTIONS = "registers/questions.csv"
HEADER = "year,text,asked_of\n"
SHARED = "year,text,asked_of,share\n"


def test_two_questions_become_two_rows(tmp_path: Path) -> None:
    """An empty workbook; one private, one ticked; then undone."""
    here = seat.new(tmp_path)
    before, filling = here.files(), here.open("questions")
    values = {"question_1": "What should I stop?", "question_2": "Who should I know?", "share_2": "yes"}  # fmt: skip
    assert save(filling, **values)["message"] == "Saved in registers/questions.csv."
    assert here.text(QUESTIONS) == (
        f"{SHARED}2026,What should I stop?,mentor\n2026,Who should I know?,mentor,mentor\n"
    )
    assert {row["text"]: list(row["share"]) for row in here.rows("question")} == {
        "What should I stop?": [], "Who should I know?": ["mentor"],
    }  # fmt: skip
    assert here.open("questions").values() == values
    assert undo(filling)["values"] == values
    assert here.files() == before


def test_nothing_is_ticked_at_first(tmp_path: Path) -> None:
    """An empty workbook, and one with a question for which nothing was agreed."""
    here = seat.new(tmp_path)
    assert here.open("questions").values() == {}
    here.write(QUESTIONS, f"{HEADER}2026,What now?,greta\n")
    assert here.open("questions").values() == {"question_1": "What now?"}


def test_a_question_worded_anew_stays_one_row(tmp_path: Path) -> None:
    """A shared question is reworded and no longer shared with the mentor, only with the coach; undone byte for byte."""
    here = seat.new(tmp_path)
    rows = "2025,What now?,greta,mentor\n2026,What now?,greta,coach;mentor\n"
    here.write(QUESTIONS, SHARED + rows)
    before, filling = here.files(), here.open("questions")
    assert filling.values() == {"question_1": "What now?", "share_1": "yes"}
    save(filling, question_1="What next?")
    assert here.text(QUESTIONS) == f"{SHARED}2025,What now?,greta,mentor\n2026,What next?,greta,coach\n"  # fmt: skip
    assert undo(filling)["op"] == "undone"
    assert here.files() == before


@pytest.mark.parametrize(
    ("stands", "ticked", "then"),
    [("", "yes", "mentor"), ("coach", "yes", "coach;mentor"), ("public", "", ""), ("public", "yes", "public"), ("coach", "", "coach")],
)  # fmt: skip
def test_only_the_tick_decides_about_the_mentor(
    tmp_path: Path, stands: str, ticked: str, then: str
) -> None:
    """One question, shared with nobody, a coach or everyone; ticked or not."""
    here = seat.new(tmp_path)
    here.write(QUESTIONS, f"{SHARED}2026,What now?,,{stands}\n")
    save(here.open("questions"), question_1="What now?", share_1=ticked)
    assert here.text(QUESTIONS) == f"{SHARED}2026,What now?,,{then}\n"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"question_1": ""}, "question_1"),
        ({"share_2": "yes"}, "question_2"),
        ({"question_2": "what  NOW?"}, "question_2"),
        ({"share_1": "mentor"}, "share_1"),
        ({"question_3": "x" * 501}, "question_3"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    tmp_path: Path, said: dict[str, str], field: str
) -> None:
    """A question that was saved, with something wrong in it or beside it: nothing is written."""
    here = seat.new(tmp_path)
    here.write(QUESTIONS, f"{HEADER}2026,What now?,\n")
    before = here.files()
    assert list(problems(here.open("questions"), **{"question_1": "What now?", **said})) == [field]
    assert here.files() == before


def test_an_empty_form_is_not_saved_and_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """An empty workbook; then a saved question saved again."""
    here = seat.new(tmp_path)
    assert list(problems(here.open("questions"))) == ["question_1"]
    save(here.open("questions"), question_1="What now?")
    before = here.files()
    answer = save(here.open("questions"), question_1="What now?")
    assert (answer["message"], here.files()) == ("Nothing has changed.", before)


def test_a_second_window_overwrites_nothing_unseen(tmp_path: Path) -> None:
    """Two windows; the first shares a question, the second words it anew and adds one: none of it is written."""
    here = seat.new(tmp_path)
    save(here.open("questions"), question_1="What now?")
    first, second = here.open("questions"), here.open("questions")
    save(first, question_1="What now?", share_1="yes")
    after = here.files()
    found = problems(second, question_1="What next?", question_2="And then?")
    assert "changed meanwhile" in found[""]
    assert here.files() == after


def test_any_words_come_back_and_share_nothing(tmp_path: Path) -> None:
    """A question with the marks of a formula, a table and a reader."""
    here, text = seat.new(tmp_path), '=why "so", mentor; !mentor <b>?'
    save(here.open("questions"), question_1=text)
    assert [(row["text"], list(row["share"])) for row in here.rows("question")] == [(text, [])]


def test_it_is_printed_and_works_on_a_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of a sample with three shared questions: every label and none of the questions; one tick is taken out."""
    here = seat.sample(tmp_path)
    before, filling = here.text(QUESTIONS), here.open("questions")
    shown = seat.printed(here, monkeypatch, "questions")
    assert all(field.label in shown for field in filling.form.fields())
    assert "How many families" not in shown
    save(filling, **{**filling.values(), "share_1": ""})
    line = "2025,How many families are enough?,greta,"
    assert here.text(QUESTIONS) == before.replace(f"{line}mentor", line)


def test_one_window_may_save_again_at_once(tmp_path: Path) -> None:
    """One window, faster than the form is made anew, with a place left out; then undone, made anew, saved once more."""
    here = seat.new(tmp_path)
    filling = here.open("questions")
    assert save(filling, question_1="What now?", question_3="Who else?")["op"] == "saved"
    assert save(filling, question_1="What now?", question_3="Who is it?")["op"] == "saved"
    assert here.text(QUESTIONS) == f"{HEADER}2026,What now?,mentor\n2026,Who is it?,mentor\n"
    assert undo(filling)["op"] == "undone"
    assert filling.renewed() is not None
    assert save(filling, question_1="What now?", question_2="Who else, then?")["op"] == "saved"
    assert here.text(QUESTIONS) == f"{HEADER}2026,What now?,mentor\n2026,Who else, then?,mentor\n".replace("Who else, then?", '"Who else, then?"')  # fmt: skip
