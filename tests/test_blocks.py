"""What a cell gives to the report: JSON for the report, escaped HTML and text for the notebook."""

from __future__ import annotations

import json
import sys
import types
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import blocks
from careerkit.blocks import Block, text_of

HOSTILE = '</script><img src=x onerror="alert(1)">\' & {{ 7*7 }}'


class _Parsed(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _all(text: str) -> list[Block]:
    to = ["owner"]
    return [
        blocks.cover(text, [text], audience=to),
        blocks.section("key", text, audience=to),
        blocks.prose(text, audience=to),
        blocks.statement(text, "clear", 3, text, [[text] * 4], 1, audience=to),
        blocks.action(text, text, "hint", 3, {text: text}, [[text] * 4], 1, audience=to),
        blocks.quote(text, "2024-03-05", text, text, text, audience=to),
        blocks.table(text, [text, "n"], [[text, 1], [None, 2.5]], audience=to),
        blocks.chart("key", text, "<svg/>", text + ".", text, ([text], [[text]]), audience=to),
    ]


def test_kinds_are_those_the_report_knows() -> None:
    """One block of each kind, for the owner."""
    kinds = [block.json["kind"] for block in _all("x")]
    assert kinds == ["cover", "section", "prose", "statement", "action", "quote", "table", "chart"]
    assert all(block.json["audience"] == ["owner"] for block in _all("x"))


def test_a_block_is_plain_json() -> None:
    """Hostile text in every field survives a round trip through JSON."""
    for block in _all(HOSTILE):
        assert json.loads(json.dumps(block.json)) == block.json
        assert HOSTILE in block.plain


@pytest.mark.parametrize("number", range(7))
def test_text_is_never_markup(number: int) -> None:
    """Hostile text gives the same elements as a plain word, and reads back as text."""
    hostile, plain = _Parsed(_all(HOSTILE)[number].html), _Parsed(_all("x")[number].html)
    assert hostile.tags == plain.tags
    assert HOSTILE in "".join(hostile.text)


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_the_same_elements(text: str) -> None:
    """Any text in every block."""
    for block, plain in zip(_all(text), _all("x"), strict=True):
        assert _Parsed(block.html).tags == _Parsed(plain.html).tags or not text


def test_a_quote_is_private_unless_it_says_otherwise() -> None:
    """A quote without an audience, and one for two readers named twice."""
    assert blocks.quote("x", "2024-03-05").json["audience"] == []
    shared = blocks.quote("x", "2024-03-05", audience=["mentor", "coach", "mentor"])
    assert shared.json["audience"] == ["coach", "mentor"]


def test_a_chart_needs_a_text_alternative() -> None:
    """A chart whose alternative is blank."""
    with pytest.raises(ValueError, match="has no alt text"):
        blocks.chart("key", "Title", "<svg/>", " ", "", ([], []), audience=["owner"])


def test_columns_of_numbers_are_known() -> None:
    """Columns of numbers with a gap, of flags, of text, and of nothing."""
    found = blocks.table(
        "Caption", ["a", "b", "c", "d"], [[1, True, "x", None], [None, False, 2, None]], audience=[]
    )
    assert found.json["numeric"] == [True, False, False, False]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "–"), (True, "yes"), (False, "no"), (0, "0"), (2.0, "2"), (1 / 3, "0.3333"),
     (12345.6, "12,346"), (-0.5, "-0.5"), ("", ""), ("x", "x")],
)  # fmt: skip
def test_how_a_cell_reads(value: blocks.Cell, text: str) -> None:
    """Unknown, flags, small and large numbers, text."""
    assert text_of(value) == text


def test_jupyter_is_given_three_forms() -> None:
    """One block as Jupyter asks for it."""
    block = blocks.prose("x", audience=["owner"])
    assert block._repr_mimebundle_(include=None) == {
        blocks.MIME: block.json, "text/html": "<p>x</p>", "text/plain": "x",
    }  # fmt: skip


def test_blocks_are_shown_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two blocks, with a stand-in for the notebook."""
    shown: list[Block] = []
    fake = types.SimpleNamespace(display=shown.append)
    monkeypatch.setitem(sys.modules, "IPython.display", fake)  # type: ignore[arg-type]
    found = _all("x")[:2]
    blocks.emit(found)
    assert shown == found
