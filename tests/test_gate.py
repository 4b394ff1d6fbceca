"""The last check: a page with a private text in it does not leave, whoever put it there."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from careerkit import gate
from careerkit.errors import NotAllowed
from careerkit.workspace import Workbook

JOURNAL = """## 2025-03-05
- win: The kestrel outside my office window had five chicks
  My boss shouted at me in front of everybody again
- win: We shipped the new form to all eleven branches today !mentor
  Nobody knows how close it was to failing twice
"""


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    """Two wins with private detail; the second win's text is shared with the mentor."""
    (tmp_path / "journal").mkdir()
    (tmp_path / "workbook.toml").write_text('format = 1\nname = "Ada"\n', encoding="utf-8")
    (tmp_path / "journal" / "2025.md").write_text(JOURNAL, encoding="utf-8")
    return Workbook(tmp_path)


def page(text: str) -> bytes:
    return f"<!doctype html><main><p>{text}</p></main>".encode()


@pytest.mark.parametrize(
    "text",
    [
        "The kestrel outside my office window had five chicks",
        "and so THE KESTREL   outside my <b>office</b> window had",
        html.escape("My boss shouted at me in front of everybody again"),
        "Nobody knows how close it was to failing twice",
        '<img alt="the kestrel outside my office window had five chicks">',
    ],
)
def test_a_private_text_stops_the_export(book: Workbook, text: str) -> None:
    """An unshared text, its parts, its detail, the detail of a shared line, an attribute."""
    with pytest.raises(NotAllowed, match="1 private texts") as caught:
        gate.refuse_leaks(book, "mentor", page(text))
    assert "kestrel" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["We shipped the new form to all eleven branches today", "47 wins and 21 lessons", ""],
)
def test_what_is_shared_may_leave(book: Workbook, text: str) -> None:
    """A shared text, a sentence of numbers, an empty page."""
    gate.refuse_leaks(book, "mentor", page(text))


def test_shared_with_one_reader_is_not_shared_with_another(book: Workbook) -> None:
    """A line marked !mentor in the coach's copy."""
    with pytest.raises(NotAllowed):
        gate.refuse_leaks(
            book, "coach", page("We shipped the new form to all eleven branches today")
        )
