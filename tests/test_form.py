"""What comes from a page is checked against what was asked, all problems at once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit.form import SHORT, Field, Form, Group, Refused, Values, check
from careerkit.limits import MAX_TEXT

FORM = Form(
    "A form",
    (
        Group("One", (
            Field("text", "What", "long", required=True),
            Field("word", "Kind", "choice", choices=(("win", "a win"), ("note", "a note")), skip=True),
            Field("day", "Day", "date"),
        )),
        Group("Two", (
            Field("hours", "Hours", "number", low=0.02, high=24),
            Field("count", "Count", "number", low=0, whole=True),
            Field("star", "Star", "flag"),
            Field("who", "Who"),
        ), folded=True),
    ),
    by_hand="- win: What",
)  # fmt: skip


def problems(sent: Any, *, partly: bool = False) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        check(FORM, sent, partly=partly)
    return refused.value.problems


def test_good_answers_come_out_in_their_kinds() -> None:
    """Every field filled in; a comma in a number; names parted by commas, with or without their sign."""
    values = check(
        FORM,
        {"text": " Closed the pitch \n", "word": "win", "day": "2025-03-04", "hours": "1,5", "count": "3", "star": "yes", "who": "@lee, dana ,, "},
    )  # fmt: skip
    assert values["text"] == "Closed the pitch"
    assert str(values.day("day")) == "2025-03-04"
    assert (values.number("hours"), values.whole("count")) == (1.5, 3)
    assert values.flag("star")
    assert values.names("who") == ["lee", "dana"]


def test_what_was_not_said_is_unknown() -> None:
    """Only the needed text: no day, no number, no tick, no names; never zero."""
    values = check(FORM, {"text": "x"})
    assert values.day("day") is None
    assert values.number("hours") is None
    assert values.whole("count") is None
    assert not values.flag("star")
    assert values.names("who") == []
    assert values["never asked"] == ""


def test_all_problems_come_at_once() -> None:
    """No text, an unknown word, no day, too many hours, half a count, a tick that is none."""
    found = problems(
        {"word": "wim", "day": "4.3.2025", "hours": "25", "count": "1.5", "star": "on"}
    )
    assert found == {
        "text": "What: please fill this in",
        "word": "Kind: choose one of the answers",
        "day": "Day: write a day such as 2025-03-31",
        "hours": "Hours: not more than 24",
        "count": "Count: write a whole number",
        "star": "Star: is either ticked or not",
    }


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("hours", "0", "Hours: not less than 0.02"), ("hours", "two", "Hours: write a number, such as 1.5"),
        ("hours", "1e3", "Hours: write a number, such as 1.5"), ("hours", "nan", "Hours: write a number, such as 1.5"),
        ("hours", "٣", ""), ("count", "-1", "Count: not less than 0"), ("day", "2025-02-30", "Day: write a day such as 2025-03-31"),
        ("day", "0001-01-01", "Day: write a day such as 2025-03-31"), ("who", "x" * (SHORT + 1), f"Who: at most {SHORT} characters"),
        ("text", "x" * (MAX_TEXT + 1), f"What: at most {MAX_TEXT} characters"), ("word", "-", ""), ("who", "<b>", ""),
    ],
)  # fmt: skip
def test_bounds_and_kinds(name: str, said: str, told: str) -> None:
    """One field at a time."""
    if told:
        assert problems({"text": "x", name: said})[name] == told
    else:
        assert check(FORM, {"text": "x", name: said})[name] == said


@pytest.mark.parametrize("sent", [None, [], "text", {"text": 1}, {"text": None}, {"other": "x"}, {1: "x"}, {"text": {"a": "b"}}])  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused_as_a_whole(sent: Any) -> None:
    """Not a table of texts, or a field that the form does not have."""
    assert list(problems(sent)) == [""]


def test_one_answer_alone_needs_no_other() -> None:
    """In a questionnaire the needed text is another question."""
    assert dict(check(FORM, {"word": "note"}, partly=True).said) == {"word": "note"}
    assert problems({"word": "wim"}, partly=True) == {"word": "Kind: choose one of the answers"}


def test_two_fields_of_one_name_are_a_fault_of_ours() -> None:
    """The same name in two groups."""
    twice = Group("x", (Field("a", "A"),))
    with pytest.raises(ValueError, match="two fields"):
        Form("F", (twice, twice), by_hand="")


@given(st.dictionaries(st.sampled_from([*(f.name for f in FORM.fields()), "other"]), st.text() | st.integers() | st.none()))  # fmt: skip
def test_anything_is_either_values_or_refused(sent: dict[str, Any]) -> None:
    """Any texts under any names: no other error, and what passed is short enough and known."""
    found: Values | Refused
    try:
        found = check(FORM, sent)
    except Refused as refused:
        found = refused
    if isinstance(found, Refused):
        assert found.problems
        assert all(found.problems.values())
        return
    values = found
    assert values["text"]
    assert values["word"] in ("", "win", "note", "-")
    assert values.number("hours") is None or 0.02 <= (values.number("hours") or 0) <= 24


def test_the_page_gets_plain_data() -> None:
    """What is drawn: no private default besides the values, choices with the skip at their end."""
    public = FORM.public()
    (word,) = [f for g in public["groups"] for f in g["fields"] if f["name"] == "word"]
    assert word["choices"] == [["win", "a win"], ["note", "a note"], ["-", "skip"]]
    assert [g["folded"] for g in public["groups"]] == [False, True]
    assert "value" not in word
