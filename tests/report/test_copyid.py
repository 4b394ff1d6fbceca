"""The id of a copy is the hash of its bytes: it fits these bytes and no others."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit import report
from careerkit.readers import reader
from careerkit.report.copyid import LENGTH, PLACEHOLDER, is_genuine, stamp
from tests.report.samples import every_kind

PLACE = PLACEHOLDER.encode()
FOOT = b'<code class="copy">' + PLACE + b"</code>"
BLANK = b'<html data-copy="' + PLACE + b'"><p>Words</p>' + FOOT + b"</html>"


def test_the_id_is_the_hash_of_the_page_without_it_and_stands_in_every_place() -> None:
    """A page with two places for it."""
    page, found = stamp(BLANK)
    assert found == hashlib.sha256(BLANK).hexdigest()[:32]
    assert page == BLANK.replace(PLACE, found.encode())
    assert page.count(found.encode()) == 2
    assert PLACE not in page
    assert len(page) == len(BLANK)


def test_equal_copies_have_one_id_and_others_have_another() -> None:
    """The same page twice; a page with one more space."""
    assert stamp(BLANK) == stamp(bytes(BLANK))
    assert stamp(BLANK)[1] != stamp(BLANK + b" ")[1]


def test_a_file_without_a_place_for_it_stays_as_it_is_and_has_one_all_the_same() -> None:
    """A PDF, and nothing at all."""
    for data in (b"%PDF-1.7 words", b""):
        page, found = stamp(data)
        assert page == data
        assert is_genuine(data, found)


@given(st.lists(st.binary(max_size=40) | st.just(FOOT), max_size=6).map(b"".join))
def test_a_stamped_copy_is_genuine_and_every_other_claim_is_not(page: bytes) -> None:
    """Any bytes with any number of places in them."""
    stamped, found = stamp(page)
    assert is_genuine(stamped, found)
    assert not is_genuine(stamped + b"x", found)
    assert not is_genuine(stamped, found[::-1]) or found == found[::-1]


@pytest.mark.parametrize("at", range(0, len(BLANK), 7))
def test_one_changed_byte_is_found(at: int) -> None:
    """Every seventh byte of a copy, the ones of the id included."""
    page, found = stamp(BLANK)
    changed = page[:at] + bytes([page[at] ^ 1]) + page[at + 1 :]
    assert not is_genuine(changed, found)


@pytest.mark.parametrize(
    "claimed",
    ["", "0" * 32, "a" * 31, "a" * 33, "A" * 32, "\ud800" * 32, "é" * 32, " " * 32, "a" * 31 + "\n"],
    ids=["nothing", "place", "short", "long", "capitals", "surrogates", "letters", "spaces", "line"],
)  # fmt: skip
def test_what_is_no_id_is_never_genuine(claimed: str) -> None:
    """Whatever somebody may write into a reply in its place."""
    for page in (stamp(BLANK)[0], BLANK, b""):
        assert not is_genuine(page, claimed)


def test_words_that_look_like_a_place_are_left_alone() -> None:
    """Thirty-two zeros in a text of the log are no place for the id."""
    text = b"<p>0 " + PLACE + b" data-copy=&#34;" + PLACE + b"&#34;</p>"
    page, found = stamp(BLANK + text)
    assert page.endswith(text)
    assert is_genuine(page, found)


def test_an_id_in_capitals_is_not_the_same_id() -> None:
    """There is one spelling, so that two files of one reply cannot name it in two ways."""
    page, found = stamp(BLANK)
    assert not is_genuine(page, found.upper())


def test_the_page_of_a_mentor_waits_for_its_id_and_the_owners_does_not() -> None:
    """A page with a form carries places for the id; one without carries none, and no words of a text are one."""
    page = report.page_of(every_kind("7" + "0" * (LENGTH - 2)), reader("mentor"))
    plain, form = report.page_html(page), report.page_html(page, year=2025, form=True)
    assert PLACE not in plain
    assert form.count(PLACE) >= 2
    stamped, found = stamp(form)
    assert f'data-copy="{found}"'.encode() in stamped
    assert is_genuine(stamped, found)
    assert report.stamp(form) == (stamped, found)
