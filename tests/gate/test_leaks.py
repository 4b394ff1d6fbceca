"""The search finds planted words, and stays quiet about words that are shared or tell nothing."""

from __future__ import annotations

import html

import pytest

from careerkit import blocks
from careerkit.report import write_html
from tests.gate.looking import leaks, look
from tests.gate.looking import page as _page
from tests.report.samples import PICTURE, READER, chart, every_kind, notebook

SECRET = "Told my boss that I will not stay past the autumn"


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>{SECRET}</p>",
        "<p>xx that I will not stay xx</p>",
        f"<p>{SECRET.upper()}</p>",
        "<p>Told my <em>boss</em> that<br>I  will\n not stay</p>",
        "<text><tspan x='0'>Told my</tspan><tspan x='0'>boss that I</tspan></text>",
        "<p>Told m<b>y bo</b>ss that I</p>",
        "<p>Told my<!-- no --> boss <x-y>that</x-y> I</p>",
        f'<path data-t="{SECRET}"/>',
        f"<path data-t='{SECRET}'/>",
        f"<path data-t={SECRET.replace(' ', '-')}/>",
        f'<i aria-label="x &gt; {SECRET}"></i>',
        f'<svg><title>t</title><desc id="d">{SECRET}</desc></svg>',
        f"<!-- {SECRET} -->",
        "<!-- Told my boss <b>that I</b> will -->",
        f"<script>var x = '{SECRET}'</script>",
        f'<script type=\'application/json\'>{{"a": ["{SECRET}"]}}</script>',
        f"<style>/* {SECRET} */</style>",
        "<p>" + "".join(f"&#{ord(c)};" for c in SECRET) + "</p>",
        "<p>" + html.escape("".join(f"&#{ord(c)};" for c in SECRET)) + "</p>",
        "<p>" + "\u200b".join(SECRET) + "</p>",
        "<p>" + "&shy;".join(SECRET) + "</p>",
        "<p>" + "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in SECRET) + "</p>",
        '<a href="mailto:a@b?body=' + SECRET.replace(" ", "%20") + '">x</a>',
        '<a href="x?q=' + SECRET.replace(" ", "+") + '">x</a>',
        "<p>Told, my “boss” that: I</p>",
        "<p>Told_my_boss_that_I</p>",
        "<p>Told my bo-\nss that I</p>",
        "<p>Told my bo&shy;\nss that I</p>",
    ],
)
def test_planted_words_are_found(inside: str) -> None:
    """Whatever stands between them or hides them."""
    assert leaks(_page(inside), [SECRET]) == 1
    assert leaks(_page(inside), ["Told my other friend that nothing is so bad"]) == 0


@pytest.mark.parametrize(
    "inside",
    [
        "<td>Told</td><td>my</td><td>boss</td><td>that</td><td>I</td>",
        "<ul><li>Told my boss</li><li>that I will</li></ul>",
        "<p>Told my boss</p><p>that I will</p>",
        "<svg><text>Told my boss</text><text x='1'>that I will</text></svg>",
        "<path data-t='Told my boss'/><path data-t='that I will'/>",
        "<div>Told my boss<div>that I will</div></div>",
        "<tr><th>Told my</th><td>boss that</td></tr><tr><th>I will</th></tr>",
    ],
)
def test_neighbours_are_no_sentence(inside: str) -> None:
    """Words of one text that happen to stand in cells, points, blocks and marks beside each other."""
    assert leaks(_page(inside), [SECRET]) == 0


@pytest.mark.parametrize(
    ("private", "known"),
    [
        ("salary is secret", 1),
        ("Quellenhofstrasse", 1),
        ("Quellenhof", 1),
        ("Kestrel GmbH", 1),
        ("ZURICH_CANARY_1", 1),
        ("met KX4471ZZ900Q77 there", 1),
        ("met acct_93_main_x there", 1),
        ("met KX4471-ZZ900Q_77 there", 0),
        ("Kestrel AG", 0),
    ],
)
def test_short_texts_and_distinctive_tokens_are_found(private: str, known: int) -> None:
    """A whole short text with a word that is none of ours, and names of things in letters and digits."""
    page = _page(
        "x salary is secret x Quellenhofstrasse x ZZ900Q_77 kx4471zz900q77 ZURICH_CANARY_1 x acct_93_main_x Quellenhof, "
        "Kestrel GmbH"
    )
    assert leaks(page, [private]) == known


@pytest.mark.parametrize(
    "private",
    ["", " ", "records", "The year", "nothing to show", "2025-03-14", "1 2 3 4 5 6", "will I not past stay the", "10:30 11:45", "12", "ab", "\x1d"],
)  # fmt: skip
def test_words_that_tell_nothing_do_not_fire(private: str) -> None:
    """Words that our own pages know, bare numbers, two letters, the same words in another order."""
    page = _page(
        f"{SECRET} 2025-03-14 1 2 3 4 5 6 10:30 11:45 records the year 12 ab, nothing to show"
    )
    assert leaks(page, [private]) == 0


def test_shared_words_do_not_fire() -> None:
    """A private text that says what a shared one says, and one that goes on after it."""
    page = _page(f"<p>{SECRET}</p>")
    assert leaks(page, [SECRET], [SECRET]) == 0
    assert leaks(page, [SECRET], ["x Told my boss that I will not stay past the autumn y"]) == 0
    assert leaks(page, [SECRET], ["Told my boss that I will"]) == 1
    found = look(page, [SECRET], [SECRET])
    assert [secret.origin for secret in found.exempt] == ["entry 0"]


def test_each_private_text_counts_once() -> None:
    """Two that leak in many places, one that does not."""
    other = "The second thing nobody should ever read"
    page = _page(f"{SECRET} {SECRET} {other}")
    assert leaks(page, [SECRET, other, "something that is not there at all"]) == 2


def test_languages_without_spaces_are_searched() -> None:
    """A run of five characters is a run of five words."""
    assert leaks(_page("前文今天和经理谈了薪水后文"), ["今天和经理谈了薪水"]) == 1
    assert leaks(_page("今天天气很好"), ["今天和经理谈了薪水"]) == 0


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
    assert leaks(page, own) == 0


def test_leaks_in_a_real_page_are_found_wherever_blocks_put_text() -> None:
    """A tooltip, a table cell, an alt text, a quote."""
    secrets = [f"{SECRET} number {word}" for word in ("one", "two", "three", "four")]
    picture = PICTURE.replace("May: 3", secrets[0])
    given = notebook(
        chart(picture),
        blocks.table("c", ["a"], [[secrets[1]]], audience=[READER]),
        blocks.chart("k", "t", PICTURE, secrets[2], "", (["a"], []), audience=[READER]),
        blocks.quote(secrets[3], "2025-01-01", audience=[READER]),
    )
    assert leaks(write_html(given, READER), secrets) == 4
    assert leaks(write_html(given, READER), secrets, secrets) == 0
