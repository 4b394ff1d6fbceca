"""What our pages can say by themselves is read from the files that say it, so that it cannot fall behind."""

from __future__ import annotations

import re

import pytest

from careerkit import registry
from careerkit.gate import vocabulary
from careerkit.gate.wording import words
from careerkit.report import write_html
from careerkit.workspace import PACKAGE
from tests.report.samples import READER, every_kind


def test_a_page_of_ours_says_no_other_word() -> None:
    """Every word of a page whose blocks say `year` and `month`: from the templates, the scripts, the statuses."""
    page = write_html(every_kind("year month"), READER).decode()
    shown = re.sub(r"sha256-[^']+|data-t=\"May: 3\"|\bf[0-9]+[dt]?\b|\bq?[0-9]+\w*", " ", page)
    unknown = {
        word for word in words(shown) if len(word) > 2 and word not in vocabulary.known_words()
    }
    assert unknown <= {"plain", "form", "caption", "one", "bar", "hours", "path"}


def test_the_words_of_every_analysis_are_known() -> None:
    """The titles and questions of the measures, of the charts, of the advice."""
    for room in ("measures", "charts", "advice"):
        for _, part in registry.parts(room):
            assert set(words(part.TITLE)) <= vocabulary.known_words()


@pytest.mark.parametrize("word", ["May", "Jan", "Sunday", "Page"])
def test_what_we_write_with_a_capital_is_known(word: str) -> None:
    """The calendar, and our own words."""
    assert word in vocabulary.capitals()
    assert word.casefold() in vocabulary.known_words()


@pytest.mark.parametrize("word", ["kestrel", "greta", "acme", "salary", "holger"])
def test_other_words_are_not(word: str) -> None:
    """Words of somebody's life; no invented person of ours is in the files either."""
    assert word not in vocabulary.known_words()


def test_the_texts_of_every_page_are_those_of_its_assets() -> None:
    """A sentence of the template, one of the style, one of the script, what a status means."""
    texts = " ".join(vocabulary.page_texts())
    for said in ("makes no network requests", "Too few records so far", "getBoundingClientRect"):
        assert said in texts
    for file in (PACKAGE / "report" / "assets").glob("*.css"):
        assert file.read_text("utf-8").split("{")[0].strip() in texts
