"""An e-mail address never gets through; what only looks a little like one stays."""

from __future__ import annotations

import pytest

from careerkit.reading import masks


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("write to ada.b+c@mail.example.org, please", "write to (address), please"),
        ("<ada@example.org>;bo@example.org", "<(address)>;(address)"), ("Ada (ada@example.org)", "Ada ((address))"),
        ("@lee and @OS/2 stay", "@lee and @OS/2 stay"), ("7 @ 5 each", "7 @ 5 each"), ("", ""),
    ],
)  # fmt: skip
def test_addresses_are_masked(text: str, masked: str) -> None:
    """In prose, in brackets, in a list; a mention, a price."""
    assert masks.mail(text) == masked


def test_another_word_may_stand_there() -> None:
    """Nothing at all instead."""
    assert masks.mail("Ada ada@example.org", "") == "Ada "


def test_a_long_cell_costs_no_more_than_reading_it() -> None:
    """200,000 letters before and after a sign that makes no address."""
    text = "x" * 200_000 + "@" + "y" * 200_000
    assert masks.mail(text) == text


def test_a_pseudonym_tells_apart_and_nothing_else() -> None:
    """The same address in two cases, another one, nobody."""
    ada = masks.pseudonym("Ada@example.org")
    assert ada == masks.pseudonym(" ada@EXAMPLE.org ")
    assert ada != masks.pseudonym("bo@example.org")
    assert (len(ada), masks.pseudonym("  ")) == (12, "")
