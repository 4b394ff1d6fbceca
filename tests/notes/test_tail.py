"""The end of a line, and the links in it: what is no token stays text, whatever its shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit.notes.tail import near_miss, read_tail, unlinked


@pytest.mark.parametrize(
    ("token", "energy"),
    [
        ("+2", 2), ("\u200b+2", 2), ("+\u200b2", 2), ("+2\u200d", 2), ("\u202a+2\u202c", 2), ("\ufeff-1", -1),
        ("\u22122", -2), ("\u200e\u22121.", -1), ("–2,", -2), ("\uff0b2", None), ("+\u0662", None), ("++2", None),
    ],
)  # fmt: skip
def test_energy_with_marks_that_no_eye_sees(token: str, energy: int | None) -> None:
    """Zero-width and direction marks before, inside and behind; a minus sign; signs and digits of other scripts."""
    assert read_tail(f"Tally {token}").energy == energy


@pytest.mark.parametrize(
    ("token", "hours"),
    [("1h5", 1 + 5 / 60), ("1h05", 1 + 5 / 60), ("1h59m", 1 + 59 / 60), ("1.5h", 1.5), ("1,5h", 1.5),
     ("1h60", None), ("1:30", None), ("90m", None), ("1.5.5h", None), ("h", None), ("1e2h", None)],
)  # fmt: skip
def test_hours_and_what_only_looks_like_them(token: str, hours: float | None) -> None:
    """Durations with one digit of minutes, with a point and a comma; times, minutes without their name."""
    assert read_tail(f"Tally {token}").hours == hours


def test_an_emoji_ends_the_tail() -> None:
    """A family of emoji joined by marks is a word like any other; tokens behind it count."""
    found = read_tail("Party 👩\u200d👩\u200d👧 +2 1h")
    assert (found.text, found.energy, found.hours) == ("Party 👩\u200d👩\u200d👧", 2, 1.0)
    assert read_tail("Party +2 🎉").energy is None


@pytest.mark.parametrize(
    "text", ["C#", "F#", "20 %", "-20 %", "3:1", "a@b.example", "R&D #", "x#part"]
)
def test_signs_at_the_end_stay_text(text: str) -> None:
    """Languages, shares, a score, an address, a lone sign as the last word."""
    found = read_tail(f"about {text}")
    assert found.text == f"about {text}"
    assert (found.tags, found.people, found.energy, found.hours) == ([], [], None, None)


def test_names_keep_their_order() -> None:
    """Two tags and two people in the text, two of each behind it."""
    found = read_tail("with @ann and @bob on #one, #two then @cem #three !x @dan #four !y")
    assert found.tags == ["one", "two", "three", "four"]
    assert found.people == ["ann", "bob", "cem", "dan"]
    assert found.share == ["x", "y"]


def test_a_token_of_any_length_is_read() -> None:
    """A tag of a thousand letters, which is not worth remembering."""
    assert read_tail(f"Tally #{'a' * 1000} +1").tags == ["a" * 1000]


def test_nothing_is_kept_from_one_line_to_the_next() -> None:
    """The same tokens on two lines give two lists."""
    first, second = read_tail("a #x @y !z"), read_tail("b #x @y !z")
    first.tags.append("more")
    first.share.clear()
    assert (second.tags, second.people, second.share) == (["x"], ["y"], ["z"])


@pytest.mark.parametrize(
    "text", ["", "word", "room 12", "in 2024", "at home", "3h", "half an hour"]
)
def test_what_misses_nothing(text: str) -> None:
    """Words, numbers, and a unit without a number."""
    assert near_miss(text) == ""


@pytest.mark.parametrize(
    ("text", "shown", "page"),
    [
        ("[[Page]]", "Page", "Page"), ("[[Page|shown]]", "shown", "Page"), ("[[Page|]]", "Page", "Page"),
        ("[[Page#Part]]", "Page", "Page"), ("[[Page#^6f2a1c]]", "Page", "Page"), ("[[#Part]]", "Part", "Part"),
        ("![[plan.png]]", "plan.png", "plan.png"), ("[[a/b c]]", "a/b c", "a/b c"),
        ("#[[two words]]", "#two-words", "#two-words"), ("#[[a/b]]", "#a/b", "#a/b"),
        ("[[@Dana Ortiz]]", "@Dana-Ortiz", "@Dana-Ortiz"), ("@[[Dana Ortiz]]", "@Dana-Ortiz", "@Dana-Ortiz"),
        ("[[[Page]]]", "[Page]", "[Page]"), ("[[ ]]", " ", " "), ("[[]]", "[[]]", "[[]]"),
        ("[Page]", "[Page]", "[Page]"), ("[[Page", "[[Page", "[[Page"), ("a [[b]] c [[d]]", "a b c d", "a b c d"),
    ],
)  # fmt: skip
def test_links(text: str, shown: str, page: str) -> None:
    """Every form of a link, as it is shown and as it leads; brackets that are none."""
    assert (unlinked(text), unlinked(text, as_shown=False)) == (shown, page)


@given(st.text(alphabet="[]|#@!^ab \u200b", max_size=60))
def test_any_brackets_are_text(text: str) -> None:
    """Brackets and signs in any order: no letter is lost."""
    found = unlinked(text)
    if "|" not in text and "#" not in text:
        assert found.count("a") == text.count("a")
    read_tail(found)
