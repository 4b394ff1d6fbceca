"""Pages on which a hostile string stands in every place where a block can hold words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from careerkit import blocks
from careerkit.blocks import MIME, Block
from careerkit.report import page_html, page_of, stamp
from careerkit.report.view import Page

READER = "mentor"
YEAR = 2025
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">'
    '<path d="M1 1L8 8" role="graphics-symbol" aria-roledescription="bar" aria-label="May: 3"/></svg>'
)
_TO: dict[str, Any] = {"audience": [READER]}


def every_kind(text: str) -> list[Block]:
    """One section with every kind of block but the cover; `text` stands wherever words can."""
    words = text if text.strip() else "-"  # what a block must not leave empty
    return [
        blocks.section(words, words, **_TO),
        blocks.prose(text, **_TO),
        blocks.statement(text, "hint", 3, text, [["2025-03-04", text, text, text]], 9, **_TO),
        blocks.action(words, text, "clear", 4, {text: text}, [[text] * 4], 1, **_TO),
        blocks.quote(text, text, text, text, text, **_TO),
        blocks.quote(text, "2025-03-04", text, **_TO),
        blocks.table(words, [text, text], [[text, text], [text, None]], **_TO),
        blocks.chart(words, text, PICTURE, words, text, ([text], [[text]]), **_TO),
    ]


def notebook(found: Iterable[Block]) -> dict[str, Any]:
    """An executed notebook with one block to a cell."""
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "source": "",
            "metadata": {},
            "outputs": [
                {"output_type": "display_data", "metadata": {}, "data": {block.mime: block.json}}
            ],
        }
        for number, block in enumerate(found, 1)
        if block.mime == MIME
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


def block_list(strings: Sequence[str]) -> list[Block]:
    """A cover with the first string, then every kind of block with every string."""
    first = strings[0] if strings[0].strip() else "-"
    cover = blocks.cover(first, list(strings[:20]), **_TO)
    return [cover, *(block for text in strings for block in every_kind(text))]


def page(strings: Sequence[str]) -> Page:
    """What the page of these strings shows."""
    return page_of(notebook(block_list(strings)), READER)


def shared(strings: Sequence[str]) -> bytes:
    """The page as it is shared: with the reply form, and its id in it."""
    return stamp(page_html(page(strings), year=YEAR, form=True))[0]


def in_notebook(found: Iterable[Block]) -> bytes:
    """What Jupyter itself shows of blocks, as a bare page that forbids nothing."""
    parts = [str(block._repr_mimebundle_()["text/html"]) for block in found]
    head = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Notebook</title></head><body>\n'
    return (head + "\n<hr>\n".join(parts) + "\n</body></html>").encode("utf-8", "replace")
