"""Formulas in exported tables: harmless outside, unchanged when they come back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerkit.reading.formulas import defuse, undefuse

_ODD = st.text("'=+-@\t\r\n＝ a", max_size=6) | st.text(max_size=20)


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("=1+1", "'=1+1"), ("-2", "'-2"), ("+49 30", "'+49 30"), ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("＝1", "'＝1"), ("'=1", "''=1"), ("''-", "'''-"),
        ("'tis", "'tis"), ("", ""), ("a=1", "a=1"), (" =1", " =1"), ("'", "'"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_could_run_is_told(text: str, harmless: str) -> None:
    """Each sign that starts a formula, one that is defused already, apostrophes that are letters."""
    assert defuse(text) == harmless
    assert undefuse(harmless) == text


@given(_ODD)
@example("'=")
@example("''")
def test_every_text_comes_back(text: str) -> None:
    """Any text, and many with the signs in question."""
    assert undefuse(defuse(text)) == text
    assert not defuse(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))


@given(_ODD, _ODD)
def test_two_texts_stay_two(one: str, other: str) -> None:
    """Any two texts: they are equal outside only if they were equal inside."""
    assert (defuse(one) == defuse(other)) == (one == other)


def test_what_nobody_defused_stays() -> None:
    """Texts as a person writes them into a register, a formula among them."""
    for text in ("=1+1", "don't", "'80s", "-2", "''", "x'=1"):
        assert undefuse(text) == text
