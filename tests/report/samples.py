"""Small notebooks and pictures that the tests of the report room share."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from careerkit import blocks
from careerkit.blocks import MIME, Block, Cell
from careerkit.report import write_html

READER = "mentor"

PICTURE = """<svg xmlns="http://www.w3.org/2000/svg" width="360" height="200" viewBox="0 0 360 200">
<rect width="360" height="200" fill="white"/>
<defs><clipPath id="clip7"><rect x="0" y="0" width="1.23456" height="200"/></clipPath></defs>
<g clip-path="url(#clip7)"><path d="M0.123456,1L2,-0.0001" role="graphics-symbol"
 aria-roledescription="bar" aria-label="May: 3" fill="#3b7dd8"/></g>
<text x="1" y="2" fill="#000" font-family="sans-serif">May</text></svg>"""


def notebook(*given: Block | dict[str, Any]) -> dict[str, Any]:
    """An executed notebook with one block to a cell; a dict stands for a raw block."""
    cells = [_cell(number, block) for number, block in enumerate(given, start=1)]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def _cell(number: int, block: Block | dict[str, Any]) -> dict[str, Any]:
    content = block.json if isinstance(block, Block) else block
    data = {MIME: content, "text/plain": "plain form", "text/html": "<p>html form</p>"}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    return {"cell_type": "code", "id": f"cell-{number}", "outputs": [output]}


def chart(svg: str = PICTURE, key: str = "may", title: str = "Hours") -> Block:
    """A chart block for the reader, with a data table of one row."""
    data: tuple[list[str], list[list[Cell]]] = (["Month", "Hours"], [["May", 3]])
    return blocks.chart(key, title, svg, "One bar.", "A caption.", data, audience=[READER])


def every_kind(text: str = "Plain words") -> dict[str, Any]:
    """A notebook with every kind of block, where `text` stands in every place for words."""
    to = {"audience": [READER]}
    return notebook(
        blocks.cover(text, [text], **to),
        blocks.prose(text, **to),
        blocks.section("first", text, **to),
        blocks.statement(text, "hint", 3, text, [["2025-03-04", text, text, text]], 2, **to),
        blocks.action(
            text,
            text,
            "clear",
            4,
            {text: text, "Look again on": "2025-06-01"},
            [[text, text, text, text]],
            1,
            **to,
        ),
        blocks.quote(text, "2025-03-04", text, text, text, **to),
        blocks.table(text, [text, "n"], [[text, 1], [None, 2]], **to),
        blocks.table(text, ["a"], [], **to),
        chart(title=text),
        blocks.chart("b", text, PICTURE, text, text, ([text], [[text]]), **to),
    )


class Tags(HTMLParser):
    """Every tag of a page with its attributes, in order, and the text between the tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the tag."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keeps the text."""
        self.text.append(data)

    def named(self, *names: str) -> list[dict[str, str]]:
        """The attributes of all tags with one of these names."""
        return [attributes for tag, attributes in self.tags if tag in names]


def page_of(given: dict[str, Any]) -> str:
    """The page this notebook makes for the reader, as text."""
    return write_html(given, READER).decode()


def body_of(page: str) -> str:
    """A page without its head, style and script."""
    return re.sub(r"(?s)<script.*?</script>|<head>.*?</head>", "", page)
