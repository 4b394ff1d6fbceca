"""The tripwire finds planted words, and stays quiet about words that are shared."""

from __future__ import annotations

import html
import random
import time

import pytest

from careerkit import blocks
from careerkit.report import write_html
from careerkit.report.leaks import find_leaks

from .samples import PICTURE, READER, chart, every_kind, notebook

SECRET = "Told my boss that I will not stay past the autumn"


def _page(inside: str) -> bytes:
    return f"<!doctype html><title>t</title><main>{inside}</main>".encode()


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>{SECRET}</p>",
        "<p>xx that I will not stay xx</p>",
        f"<p>{SECRET.upper()}</p>",
        "<p>Told my <em>boss</em> that<br>I  will\n not stay</p>",
        "<td>Told</td><td>my</td><td>boss</td><td>that</td><td>I</td>",
        "<p>Told m<b>y bo</b>ss that I</p>",
        f'<path data-t="{SECRET}"/>',
        f"<path data-t='{SECRET}'/>",
        f'<i aria-label="x &gt; {SECRET}"></i>',
        f"<!-- {SECRET} -->",
        f"<script>var x = '{SECRET}'</script>",
        "<p>" + "".join(f"&#{ord(c)};" for c in SECRET) + "</p>",
        "<p>" + html.escape("".join(f"&#{ord(c)};" for c in SECRET)) + "</p>",
        "<p>" + "\u200b".join(SECRET) + "</p>",
        "<p>" + "&shy;".join(SECRET) + "</p>",
        "<p>" + "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in SECRET) + "</p>",
        '<a href="mailto:a@b?body=' + SECRET.replace(" ", "%20") + '">x</a>',
        "<p>Told, my “boss” that: I</p>",
    ],
)
def test_planted_words_are_found(inside: str) -> None:
    """Whatever stands between them or hides them."""
    assert find_leaks(_page(inside), [SECRET], []) == 1


@pytest.mark.parametrize(
    "private",
    ["salary is secret", "Quellenhofstrasse", "met KX4471-ZZ900Q_77 there", "ZURICH_CANARY_1"],
)
def test_short_texts_and_distinctive_tokens_are_found(private: str) -> None:
    """A whole short text, a long single token, a token that mixes letters and digits."""
    page = _page("x salary is secret x Quellenhofstrasse x ZZ900Q_77 KX4471 ZURICH_CANARY_1 x")
    known = find_leaks(page, [private], [])
    assert known == (0 if private.startswith("met") else 1)
    assert find_leaks(_page("x kx4471zz900q77 x"), ["met KX4471ZZ900Q77 there"], []) == 1


@pytest.mark.parametrize(
    "private",
    ["", "boss", "my boss", "2025-03-14", "1 2 3 4 5 6", "will I not past stay the", "10:30 11:45"],
)
def test_words_that_tell_nothing_do_not_fire(private: str) -> None:
    """Too short, bare numbers, or the same words in another order."""
    page = _page(f"{SECRET} 2025-03-14 1 2 3 4 5 6 10:30 11:45")
    assert find_leaks(page, [private], []) == 0


def test_shared_words_do_not_fire() -> None:
    """A private text that says what a shared one says, and one that goes on after it."""
    page = _page(f"<p>{SECRET}</p>")
    assert find_leaks(page, [SECRET], [SECRET]) == 0
    assert (
        find_leaks(page, [SECRET], ["x Told my boss that I will not stay past the autumn y"]) == 0
    )
    assert find_leaks(page, [SECRET], ["Told my boss that I will"]) == 1


def test_each_private_text_counts_once() -> None:
    """Two that leak in many places, one that does not."""
    other = "The second thing nobody should ever read"
    page = _page(f"{SECRET} {SECRET} {other}")
    assert find_leaks(page, [SECRET, other, "something that is not there at all"], []) == 2


def test_languages_without_spaces_are_searched() -> None:
    """A run of five characters is a run of five words."""
    assert find_leaks(_page("前文今天和经理谈了薪水后文"), ["今天和经理谈了薪水"], []) == 1
    assert find_leaks(_page("今天天气很好"), ["今天和经理谈了薪水"], []) == 0


def test_a_real_page_leaks_nothing_of_its_own() -> None:
    """Its fixed words, its style and its script are nobody's secret."""
    page = write_html(every_kind(), READER)
    own = [
        "This file makes no network requests",
        "Skip to the report",
        "What would make this speak",
        "getBoundingClientRect",
        "Too few records so far, so nothing is claimed.",
        "width=device-width, initial-scale=1",
    ]
    assert find_leaks(page, own, []) == 0


def test_leaks_in_a_real_page_are_found_wherever_blocks_put_text() -> None:
    """A tooltip, a table cell, a caption, an alt text, a quote."""
    secrets = [f"{SECRET} number {word}" for word in ("one", "two", "three", "four")]
    picture = PICTURE.replace("May: 3", secrets[0])
    given = notebook(
        chart(picture),
        blocks.table("c", ["a"], [[secrets[1]]], audience=[READER]),
        blocks.chart("k", "t", PICTURE, secrets[2], "", (["a"], []), audience=[READER]),
        blocks.quote(secrets[3], "2025-01-01", audience=[READER]),
    )
    assert find_leaks(write_html(given, READER), secrets, []) == 4
    assert find_leaks(write_html(given, READER), secrets, secrets) == 0


def test_a_large_journal_is_searched_quickly() -> None:
    """180,000 private words against a page of ordinary size."""
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghij", k=chance.randint(2, 9))) for _ in range(9000)]
    private = [" ".join(chance.choices(words, k=30)) for _ in range(6000)]
    page = write_html(every_kind(), READER)
    start = time.perf_counter()
    assert find_leaks(page, private, private[:300]) == 0
    assert time.perf_counter() - start < 2.0  # measured 0.2; a slow machine is no failure
