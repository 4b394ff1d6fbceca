"""Done tasks: what is one, when it was done, and what is left of its line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit.notes import tasks


@pytest.mark.parametrize(
    ("box", "body", "text"),
    [
        ("x", "Call Lee", "Call Lee"), ("X", "Call Lee", "Call Lee"), (None, "DONE Call Lee", "Call Lee"), (" ", "Call Lee", None),
        ("-", "Call Lee", None), ("/", "Call Lee", None), ("✓", "Call Lee", None), (None, "Call Lee", None), (None, "DONE", None),
        (None, "DONE: Call", None), (None, "Done Call", None), (None, "DONEE Call", None), (" ", "DONE Call Lee", None),
    ],
)  # fmt: skip
def test_what_is_a_done_task(box: str | None, body: str, text: str | None) -> None:
    """Boxes with every mark, and states that only sound like DONE."""
    found = tasks.done(box, body)
    assert (found.text if found else None) == text


@pytest.mark.parametrize(
    ("body", "text", "said"),
    [
        ("a ✅ 2024-03-05", "a", "2024-03-05"), ("a ✅2024-03-05", "a", "2024-03-05"), ("a ✅\ufe0f 2024-03-05", "a", "2024-03-05"),
        ("✅ 2024-03-05 a", "a", "2024-03-05"), ("a ✅ 2024-03-05 b ✅ 2024-03-06", "a b", "2024-03-06"),
        ("a 📅 2024-03-04 ✅ 2024-03-05", "a", "2024-03-05"), ("a 🗓️2024-03-04", "a", ""), ("a 📆 2024-03-04 #b", "a #b", ""),
        ("a ⏳ 2024-03-04 🛫2024-03-03 ➕ 2024-03-01 ⌛ 2024-03-02", "a", ""), ("a ⏰ 2024-03-05 07:30", "a", ""), ("a ❌ 2024-03-05", "a", ""),
        ("a ⏫ b 🔼", "a b", ""), ("a 🔽\ufe0f ⏬ 🔺", "a", ""), ("a 🔁 every 2 weeks when done #b", "a #b", ""), ("a 🔁 every day 📅 2024-03-04", "a", ""),
        ("a 🏁 delete", "a", ""), ("a 🆔 dcf64c ⛔ a1,b2 , c3", "a", ""), ("[#A] a", "a", ""), ("a [#AB] [#b]", "a [#AB] [#b]", ""),
        ("a ✅", "a ✅", ""), ("a ✅ 5 of 7", "a ✅ 5 of 7", ""), ("a ✅ 17.04.2023", "a", "17.04.2023"), ("a 📅 soon", "a 📅 soon", ""),
    ],
)  # fmt: skip
def test_signs_leave_the_text(body: str, text: str, said: str) -> None:
    """Every sign of the Tasks plugin in any place, with a variation selector, without a value, with an odd one."""
    found = tasks.done("x", body)
    assert found
    assert (" ".join(found.text.split()), found.said) == (text, said)


@pytest.mark.parametrize(
    ("said", "fields", "wanted"),
    [
        ("2024-03-05", {"completion": "2024-03-06"}, "2024-03-05"), ("", {"completion": "2024-03-06"}, "2024-03-06"),
        ("", {"completion": "soon"}, "soon"), ("", {"completed": "2024-03-06"}, "2024-03-06"), ("", {"completed": "yes"}, ""),
        ("", {"done": "1681725600000"}, ""), ("", {"done": "2024-03-06T10:00"}, "2024-03-06T10:00"), ("", {"due": "2024-03-06"}, ""), ("", {}, ""),
    ],
)  # fmt: skip
def test_which_date_says_when(said: str, fields: dict[str, str], wanted: str) -> None:
    """The sign before the fields; a field that also means other things only if it is a day."""
    assert tasks.said_on(said, fields) == wanted


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-03-05", date(2024, 3, 5)), ("2024-03-05T10:00:00+01:00", date(2024, 3, 5)), ("2024-03-05 10:00", date(2024, 3, 5)),
        ("2024-02-30", None), ("2024-3-5", None), ("05.03.2024", None), ("", None), ("2024-03-05x", None), ("٢٠٢٤-٠٣-٠٥", None),
    ],
)  # fmt: skip
def test_the_day_of_a_done_date(said: str, day: date | None) -> None:
    """With a time, in another order, without zeros, in digits of another script."""
    assert tasks.day(said) == day


def test_leading_tags() -> None:
    """The tag of the plugin and another before the words; a tag behind them; nothing but tags."""
    assert tasks.leading_tags("#task #work/acme Call #later") == (
        ["task", "work/acme"],
        "Call #later",
    )
    assert tasks.leading_tags("#task") == ([], "#task")
    assert tasks.leading_tags("#1 Call") == ([], "#1 Call")


@pytest.mark.parametrize(
    ("tags", "wanted", "found"),
    [
        (["work"], ["work"], True), (["Work"], ["#work"], True), (["work/acme"], ["work"], True), (["work"], ["work/acme"], False),
        (["workshop"], ["work"], False), (["two words"], ["two-words"], True), ([], ["work"], False), (["work"], [], False), (["a"], [""], False),
    ],
)  # fmt: skip
def test_which_tags_are_wanted(tags: list[str], wanted: list[str], found: bool) -> None:
    """Case, hash, tags below others, tags that begin alike."""
    assert tasks.carries(tags, wanted) is found


@pytest.mark.parametrize(
    ("line", "is_kept"),
    [
        ("  :LOGBOOK:", True), ("  :END:", True), ("\tCLOCK: [2024-03-06 Wed 10:00:00]", True), ("  SCHEDULED: <2024-03-06 Wed>", True),
        ("  DEADLINE: <2024-03-06 Wed>", True), ("  id:: 65e8a1b2", True), ("  collapsed:: true", True), ("  logseq.order-list-type:: number", True),
        ("  words", False), ("  idea:: x", False), ("  the id:: x", False), ("  CLOCKS: two", False), ("  Scheduled: soon", False),
    ],
)  # fmt: skip
def test_what_logseq_keeps_below_a_block(line: str, is_kept: bool) -> None:
    """Its bookkeeping, and lines that only look like it."""
    assert bool(tasks.BOOKKEEPING.match(line)) is is_kept


@given(st.text(alphabet="x#[]A ✅📅🔁🆔⛔⏫\ufe0f2024-03-05.", max_size=60))
def test_any_signs_in_any_order(body: str) -> None:
    """Signs, digits and brackets in any order; what was taken out does not come back."""
    found = tasks.done("x", body)
    assert found
    again = tasks.done("x", found.text)
    assert again
    assert len(again.text) <= len(found.text)
