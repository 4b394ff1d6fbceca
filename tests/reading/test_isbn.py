"""ISBNs by their check digit, and reviews without their HTML."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit.reading import isbn


@pytest.mark.parametrize(
    ("text", "thirteen"),
    [
        # 0306406157: 3*9+6*7+4*6+6*4+1*3+5*2 = 130, 130 mod 11 = 9, so the digit is 2.
        ("0306406152", "9780306406157"),
        ("9780306406157", "9780306406157"),
        # 123456789: 1*10+2*9+3*8+4*7+5*6+6*5+7*4+8*3+9*2 = 210 = 19*11+1, so the digit is 10.
        ("123456789X", "9781234567897"),
        ("080442957X", "9780804429573"),
        ("9791090636071", "9791090636071"),
        # Without one, and without three zeros in front.
        ("306406152", "9780306406157"),
        ("6406157", "9780006406150"),
        ("0306406153", ""), ("9780306406158", ""), ("1234567890", ""), ("306406153", ""),
        # An article number that is no book, the digits of another script, an X in the middle.
        ("4006381333931", ""), ("٠٣٠٦٤٠٦١٥٢", ""), ("12345X7890", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_isbn_of_either_length_becomes_one_of_thirteen(text: str, thirteen: str) -> None:
    """Right and wrong check digits, X, zeros that a spreadsheet took away."""
    assert isbn.thirteen(text) == thirteen


@pytest.mark.parametrize(
    "cell",
    [
        '="0306406152"',
        "0-306-40615-2",
        " 0306406152 ",
        "0\u2011306\u201340615\u20102",
        "'0306406152",
    ],
)
def test_what_stands_around_an_isbn_goes(cell: str) -> None:
    """Wrapped for a spreadsheet, with hyphens and dashes, with spaces, as text by an apostrophe."""
    assert isbn.bare(cell) == "0306406152"


def test_an_empty_wrapping_is_nothing() -> None:
    """An equals sign and two quotation marks."""
    assert isbn.find({"ISBN13": '=""', "ISBN": '=""'}) == isbn.Isbn()


@pytest.mark.parametrize(
    ("cells", "number", "is_right", "column"),
    [
        ({"ISBN13": "9780306406157", "ISBN": "0306406152"}, "9780306406157", True, ""),
        ({"ISBN13": "", "ISBN": "0306406152"}, "9780306406157", True, ""),
        # A rounded number beside a right one loses nothing.
        ({"ISBN13": "9,78031E+12", "ISBN": "306406152"}, "9780306406157", True, ""),
        ({"ISBN13": "9780306406158", "ISBN": "0306406152"}, "9780306406157", True, "ISBN13"),
        ({"ISBN13": "9780306406158", "ISBN": ""}, "9780306406158", False, "ISBN13"),
        ({"ISBN13": "", "ISBN": "0306406153"}, "", False, "ISBN"),
        ({"ISBN13": "9.78031E+12", "ISBN": ""}, "", False, "ISBN13"),
        ({"ISBN13": "4006381333931", "ISBN": ""}, "", False, "ISBN13"),
        # The identity of a seller or of a site is no ISBN and nothing is wrong with it.
        ({"ISBN/UID": "B0ABCDEF12"}, "", False, ""),
        ({"ISBN/UID": "5f2b9c1e-0d7a-4c1b-9a31-7c44c02fd0aa"}, "", False, ""),
    ],
)
def test_the_best_cell_counts_and_a_wrong_one_is_named(
    cells: dict[str, str], number: str, is_right: bool, column: str
) -> None:
    """Two columns of which one, both or none is right."""
    found = isbn.find(cells)
    assert (found.number, found.is_right, found.column) == (number, is_right, column)
    assert bool(found.reason) == bool(found.fix) == bool(column)


@pytest.mark.parametrize(
    ("review", "text"),
    [
        ("one<br/>two<br />three<BR>four", "one\ntwo\nthree\nfour"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<div>a</div><div><br></div><div><br></div><div>b</div>", "a\n\nb"),
        ('<a href="mailto:mira@example.org" rel=x>write</a> <b>now</b>', "write now"),
        ("Tom &amp; Ana &lt;3 &#39;x&#39;&nbsp;!", "Tom & Ana <3 'x' !"),
        ("I <3 it: 2 < 3 > 1, <Title>", "I <3 it: 2 < 3 > 1, <Title>"),
        ('<spoiler>he</spoiler><img src="x"> <b never closed', "he <b never closed"),
        ("one\ntwo", "one\ntwo"),
        ("  ", ""),
    ],
)
def test_a_review_becomes_plain_text(review: str, text: str) -> None:
    """Breaks, paragraphs, a link with an address, entities, hearts, a tag that never ends."""
    assert isbn.plain(review) == text


@given(st.text(alphabet='<>/abr pdiv&;#x0123456789"=\n'))
def test_any_text_is_read(review: str) -> None:
    """Pieces of tags and entities in any order."""
    assert "\n\n\n" not in isbn.plain(review)


@pytest.mark.parametrize("piece", ["<a ", "<a" + " " * 3000, "&", "<br", "<<a>", "</"])
def test_a_large_cell_is_read_quickly(piece: str) -> None:
    """A megabyte of tags that never end."""
    start = time.process_time()
    isbn.plain(piece * (1024 * 1024 // len(piece)))
    assert time.process_time() - start < 5
