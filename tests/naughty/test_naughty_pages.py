"""Without a browser: a page has the same elements whatever its words are, and a workbook carries them in every field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from careerkit import blocks, tables
from careerkit.blocks import Block
from careerkit.rebuild import rebuild
from careerkit.report import is_genuine, page_html
from careerkit.workbook import Year
from careerkit.workspace import Workbook
from tests.naughty import book, pages
from tests.naughty.strings import Naughty, texts
from tests.rendering import render

AT_ONCE = 200


class Elements(HTMLParser):
    """Counts the start tags of a page with the names of their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: Counter[tuple[str, ...]] = Counter()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Counts one tag."""
        self.found[tag, *sorted(name for name, _ in attrs)] += 1


def _without_prose(strings: list[str]) -> list[Block]:
    """Prose is Markdown of our own and becomes elements; everything else must not."""
    return [block for block in pages.block_list(strings) if block.json["kind"] != "prose"]


def _page(found: list[Block]) -> str:
    return page_html(
        pages.page_of(pages.notebook(found), pages.READER), year=2025, form=True
    ).decode()


def _pieces(naughty: tuple[Naughty, ...]) -> Iterator[list[str]]:
    every = texts(naughty)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


def test_a_page_has_the_same_elements_whatever_its_words_are(naughty: tuple[Naughty, ...]) -> None:
    """Set beside the same page with an x for every string; what is empty to the eye is left out on both."""
    for strings in _pieces(naughty):
        harmless = [_harmless(text) for text in strings]
        hostile = Elements(_page(_without_prose(strings)))
        assert hostile.found == Elements(_page(_without_prose(harmless))).found


def _harmless(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text  # a day is written as a day
    return "x" if text.strip() else text


def test_the_comparison_of_elements_can_fail() -> None:
    """A text that was not escaped."""
    page = _page(_without_prose(["unmistakable"]))
    assert Elements(page.replace("unmistakable", "<b>x</b>", 1)).found != Elements(page).found
    assert Elements(page.replace("<code>", "<code onclick=x>", 1)).found != Elements(page).found


def test_what_jupyter_shows_has_the_same_elements(naughty: tuple[Naughty, ...]) -> None:
    """The notebook's own form of every block."""
    for strings in _pieces(naughty):
        hostile, harmless = (
            Elements(pages.in_notebook(pages.block_list(some)).decode())
            for some in (strings, ["x" for _ in strings])
        )
        assert hostile.found == harmless.found


def test_a_shared_page_is_genuine_whatever_its_words_are(naughty: tuple[Naughty, ...]) -> None:
    """Words that look like the place for its id, too: the id is found and nothing else is changed."""
    zeros = [text for text in texts(naughty) if "0" * 32 in text]
    page = pages.shared(zeros)
    copy = page.partition(b'data-copy="')[2][:32].decode()
    assert is_genuine(page, copy)
    assert page.count(b"0" * 32) >= len(zeros)


# ---- a workbook of it --------------------------------------------------------------------------------

# Columns that hold no words of a person: made by careerkit, or checked to be something else.
_OURS = {
    "id", "source", "status", "account", "share_id", "section", "fingerprint",
    # Only an export can have it.
    "answer.text",
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, naughty: tuple[Naughty, ...]) -> Path:
    """A workbook of these strings."""
    return book.write(tmp_path / "me", texts(naughty))


def test_every_field_that_takes_words_has_hostile_ones(root: Path) -> None:
    """In every text column of every table stands at least one sign of code; rows add up, and few are lost."""
    rebuilt = rebuild(Workbook(root))
    harmless = []
    for name in tables.names():
        for column in tables.table(name).all_columns:
            words = [
                str(row.cells[column.name]) for row in rebuilt.rows[name] if row.cells[column.name]
            ]
            ours = {column.name, f"{name}.{column.name}"} & _OURS
            if (
                column.kind == "text"
                and not ours
                and not set("<{%$'\"[(\\;&=") & set("".join(words))
            ):
                harmless.append(f"{name}.{column.name}")
    # Their file is always one whose name careerkit knows.
    assert [found for found in harmless if not found.endswith(".file")] == []
    assert "entry.file" not in harmless
    assert not rebuilt.unbalanced
    assert len(rebuilt.set_aside) < 40


@pytest.mark.parametrize("reader", ["owner", "mentor", book.GUEST])
def test_a_review_of_it_is_made_and_says_nothing_failed(
    root: Path, reader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every analysis, chart and piece of advice; no section says that it could not be worked out."""
    found = render(Year(str(root), book.YEAR, audience=reader), monkeypatch)
    statuses = [block["status"] for block in found.blocks if "status" in block]
    assert "failed" not in statuses
    assert reader == book.GUEST or len(statuses) > 20


def test_our_own_words_hold_no_link_of_a_workbook(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prose is Markdown: a name or a slug in it must not become a link or a picture."""
    for reader in ("owner", "mentor"):
        found = render(Year(str(root), book.YEAR, audience=reader), monkeypatch)
        prose = [block["text"] for block in found.blocks if block["kind"] == "prose"]
        assert prose
        page = page_html(pages.page_of(pages.notebook(_prose(prose)), pages.READER)).decode()
        links = [tag for tag in Elements(page.partition("<main")[2]).found if tag[0] == "a"]
        assert links in ([], [("a", "href")])  # back to the top


def _prose(texts_: list[str]) -> list[Block]:
    return [blocks.prose(text, audience=[pages.READER]) for text in texts_]
