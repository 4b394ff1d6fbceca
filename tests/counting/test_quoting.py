"""What quotes what: two words or more, side by side, whatever their case."""

from __future__ import annotations

import pytest

from careerkit.counting.quoting import quoted


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        ("ask for the BUDGET", True),  # case does not matter
        ("the budget, first!", True),  # nor does punctuation
        ("Ask for the budget first", True),  # all of it
        ("budget", False),  # one word says nothing
        ("ask the budget", False),  # not side by side
        ("budget the", False),  # not in this order
        ("for the budget of May", False),  # one word is not in it
        ("sk for", False),  # half a word
        ("", False),
        (None, False),
    ],
)
def test_a_quote_is_two_words_or_more_that_stand_in_the_text(
    said: str | None, is_found: bool
) -> None:
    assert quoted(["Ask for the budget first"], [said]) == [[0] if is_found else []]


def test_every_text_gets_the_places_of_all_that_quotes_it() -> None:
    """Two lines quote the first text, one of them the second as well; an unknown text is quoted by nothing."""
    said = ["write it", "sleep on it", "it down", "write it"]
    assert quoted(["Write it down", "sleep on it down", None], said) == [[0, 2, 3], [1, 2], []]


def test_a_text_that_says_it_twice_is_quoted_once() -> None:
    assert quoted(["day by day by day"], ["day by"]) == [[0]]
