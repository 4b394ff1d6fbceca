"""Numbers and durations: what is plain is read, what can be read two ways is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit.reading import amounts


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1.234,5"], ","), (["1,234.5"], "."), (["1,234", "0,5"], ","), (["1,234", "12.50"], "."),
        (["1.234.567"], ","), (["1,234,567"], "."), (["0,123"], ","), (["1234.567"], "."),
        (["1 234,567"], ","), (["1'234.567"], "."), (["-.5"], "."), (["2.000,0", "", "x"], ","),
        (["1,234", "12", "v1.2", "3.4.5", "1,5,7", "5.", "١,٥"], ""), ([], ""),
    ],
)  # fmt: skip
def test_the_mark_of_a_column(cells: list[str], mark: str) -> None:
    """Both marks in a cell, one that is not before three figures, repeated ones; nothing that proves any."""
    assert amounts.decimal_mark(cells) == mark


def test_two_marks_in_one_column() -> None:
    """A column in which one number proves a comma and another a point."""
    with pytest.raises(ValueError, match="decimal comma"):
        amounts.decimal_mark(["0,5", "12", "0.5"])


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1.234,5", "", 1234.5), ("2.000,0", ",", 2000.0), ("1,234.5", "", 1234.5), ("0,01", ",", 0.01),
        ("1,234", ".", 1234.0), ("1,234", ",", 1.234), ("12", "", 12.0), ("\u22121,5", "", -1.5),
        ("1 234,5", ",", 1234.5), ("1\u00a0234\u00a0567,25", ",", 1234567.25), (" 7 ", "", 7.0),
        ("1\u202f234", "", 1234.0), ("1'234.5", ".", 1234.5), ("1’234", "", 1234.0), ("+3", ",", 3.0),
        ("-,5", ",", -0.5), ("007", "", 7.0), ("1.234.567", "", 1234567.0),
    ],
)  # fmt: skip
def test_numbers(text: str, mark: str, number: float) -> None:
    """Points, commas, blanks and apostrophes between thousands, either mark, both minus signs."""
    assert amounts.number(text, mark) == number


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("", ""), ("1,234", ""), ("1.5", ","), ("0,5", "."), ("5 %", ""), ("5%", ""), ("€5", ""), ("5 EUR", ""),
        ("1e5", ""), ("nan", ""), ("inf", ""), ("-", ""), (".", ""), ("5.", "."), ("1 23", ""),
        ("12,34.5", ""), ("1,234,5", "."), ("1.234 567", ","), ("(5)", ""), ("- 5", ""), ("0x10", ""),
        ("١", ""), ("１", ""), ("1_000", ""), ("9" * 16, ""), ("1" * 200_000, ""), ("1," * 100_000, ""),
    ],
)  # fmt: skip
def test_what_is_no_number(text: str, mark: str) -> None:
    """Two readings, another mark, money, per cents, exponents, bad groups, other digits, endless ones."""
    with pytest.raises(ValueError, match=r".+") as bad:
        amounts.number(text, mark)
    assert not text or text not in str(bad.value)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("1h30", 1.5), ("1h5", 1.083333), ("1h05", 1.083333), ("1 h 30", 1.5), ("1:30", 1.5),
        ("01:30:00", 1.5), ("0:00:01", 0.000278), ("48:00", 48.0), ("90m", 1.5), ("90min", 1.5),
        ("90 Minuten", 1.5), ("1.5h", 1.5), ("1,5h", 1.5), ("1.5", 1.5), ("1,5", 1.5), ("2", 2.0),
        ("1 h 30 min", 1.5), ("1 hour, 30 minutes", 1.5), ("1h 30m 36s", 1.51), ("2 Std. 15 Min.", 2.25),
        ("5400s", 1.5), ("PT1H30M", 1.5), ("PT90M", 1.5), ("PT0.5H", 0.5), ("1H30", 1.5), ("0", 0.0),
        ("1\u00a0h", 1.0), ("1:30:00.500", 1.500139),
    ],
)  # fmt: skip
def test_durations(text: str, hours: float) -> None:
    """Clocks, hours with and without minutes, minutes alone, words of several languages, ISO durations."""
    assert amounts.hours(text) == hours


def test_a_duration_takes_the_mark_of_its_column() -> None:
    """One figure of three places, with a comma and with a point, bare and with a unit."""
    assert amounts.hours("1,250", ",") == 1.25
    assert amounts.hours("1.250h", ".") == 1.25
    assert amounts.hours("1.250", ",") == 1250.0


@pytest.mark.parametrize(
    "text",
    [
        "", "h", "m", "PT", "P1D", "1h75", "1:5", "1:75", "01:30:75", "1h 90m", "1.5h30", "1.5h 30m", "-1",
        "-1:30", "\u22121h", "1,250", "1.250h", "nan", "an hour", "1m30", "30 5s", "5h,", "1h1h", "1d",
        "١:30", "1" * 200_000, "1h " * 100_000, "1::30", "1h3000",
    ],
)  # fmt: skip
def test_what_is_no_duration(text: str) -> None:
    """No figure, no such minute, below zero, two readings, words, units out of order, endless ones."""
    with pytest.raises(ValueError, match=r".+") as bad:
        amounts.hours(text)
    assert len(text) < 3 or text not in str(bad.value)


@given(
    st.integers(0, 10**9), st.sampled_from([("{:,.2f}", "."), ("{:.2f}", "."), ("{:_.2f}", ",")])
)
def test_numbers_come_back(cents: int, written: tuple[str, str]) -> None:
    """Any amount of cents, with and without parted thousands, in both countries."""
    template, mark = written
    text = template.format(cents / 100)
    if mark == ",":
        text = text.replace(".", ",").replace("_", ".")
    assert amounts.number(text, mark) == cents / 100
    assert amounts.decimal_mark([text]) == mark


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_a_value_error(text: str) -> None:
    """Any text at all."""
    for read in (amounts.number, amounts.hours):
        try:
            assert math.isfinite(read(text))
        except ValueError:
            continue
