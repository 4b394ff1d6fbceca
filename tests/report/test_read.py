"""What the reader of blocks takes, what it leaves out and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit import blocks
from careerkit.errors import BadData
from careerkit.report import read_blocks

from .samples import READER, chart, every_kind, notebook

TO: dict[str, Any] = {"audience": [READER]}
SECRET = "the words nobody may repeat"


def _kinds(*given: blocks.Block | dict[str, Any], audience: str = READER) -> list[str]:
    return [block["kind"] for block in read_blocks(notebook(*given), audience)]


def test_blocks_come_in_the_order_of_the_cells() -> None:
    """Prose, statement, prose: as they stand in the notebook."""
    one, two = blocks.prose("1", **TO), blocks.statement("2", "clear", 3, **TO)
    assert _kinds(one, two, one) == ["prose", "statement", "prose"]


def test_every_kind_is_accepted() -> None:
    """All ten blocks of the sample, each kind at least once."""
    kinds = {block["kind"] for block in read_blocks(every_kind(), READER)}
    assert kinds == {"cover", "section", "prose", "statement", "action", "quote", "table", "chart"}


@pytest.mark.parametrize("audience", [[], ["coach"], ["mentor2"], ["Mentor"]])
def test_a_block_that_does_not_name_the_reader_is_not_there(audience: list[str]) -> None:
    """Nobody, somebody else, or almost this name."""
    assert _kinds(blocks.prose("x", audience=audience)) == []


def test_a_block_without_an_audience_is_not_there() -> None:
    """No list at all."""
    assert _kinds({"kind": "prose", "text": "x"}) == []


def test_an_audience_that_is_one_string_is_refused() -> None:
    """'mentor' as text would contain 'ment'."""
    with pytest.raises(BadData, match="audience"):
        _kinds({"kind": "prose", "text": "x", "audience": "mentor"}, audience="ment")


def test_a_section_without_blocks_for_this_reader_is_dropped() -> None:
    """Two sections, the first with a private quote only."""
    first = blocks.section("a", "A", **TO), blocks.quote("x", "2025-01-01")
    second = blocks.section("b", "B", **TO), blocks.prose("y", **TO)
    assert _kinds(*first, *second) == ["section", "prose"]


def test_a_block_under_a_hidden_heading_is_marked() -> None:
    """Shared prose under a private heading must not move under the heading before it."""
    shown = blocks.section("a", "A", **TO), blocks.prose("1", **TO)
    hidden = blocks.section("b", "B", audience=[]), blocks.prose("2", **TO)
    found = read_blocks(notebook(*shown, *hidden), READER)
    assert [block["kind"] for block in found] == ["section", "prose", "prose"]
    assert [block.get("unheaded") for block in found] == [None, None, True]


def test_only_displayed_outputs_are_read() -> None:
    """A stream and an error that carry a block, and a Markdown cell with an attachment."""
    given = notebook(blocks.prose("x", **TO))
    output = given["cells"][0]["outputs"][0]
    given["cells"][0]["outputs"] = [
        {**output, "output_type": "stream"},
        {**output, "output_type": "error"},
        {"output_type": "display_data", "data": {"text/html": "<b>x</b>"}},
    ]
    given["cells"].append({"cell_type": "markdown", "source": "x", "attachments": {}})
    assert read_blocks(given, READER) == []


def test_an_execute_result_is_read() -> None:
    """The last line of a cell shows its block this way."""
    given = notebook(blocks.prose("x", **TO))
    given["cells"][0]["outputs"][0]["output_type"] = "execute_result"
    assert len(read_blocks(given, READER)) == 1


def test_two_covers_for_one_reader_are_refused() -> None:
    """A report has one title."""
    cover = blocks.cover("x", [], **TO)
    with pytest.raises(BadData, match="more than one cover"):
        _kinds(cover, cover)
    assert _kinds(cover, blocks.cover("y", [], audience=["owner"])) == ["cover"]


def _broken() -> list[tuple[str, dict[str, Any]]]:
    table = blocks.table("c", ["a"], [[1]], **TO).json
    statement = blocks.statement("x", "clear", 1, **TO).json
    action = blocks.action("Do", "x", "clear", 1, {}, **TO).json
    return [
        ("missing", {"kind": "prose", "audience": []}),
        ("wrong type", {"kind": "prose", "audience": [], "text": 3}),
        ("does not belong", {"kind": "prose", "audience": [], "text": SECRET, SECRET: 1}),
        ("'status'", statement | {"status": SECRET}),
        ("'n'", statement | {"n": -1}),
        ("'n'", statement | {"n": True}),
        ("'n'", statement | {"n": "3"}),
        ("'records'", statement | {"records": [[SECRET] * 3]}),
        ("'rests_on'", statement | {"rests_on": None}),
        ("'facts'", action | {"facts": [[SECRET]]}),
        ("length", table | {"rows": [[1, 2]]}),
        ("length", table | {"numeric": []}),
        ("length", table | {"columns": [], "numeric": [], "rows": []}),
        ("'rows'", table | {"rows": [[{"a": SECRET}]]}),
        ("'caption'", table | {"caption": " "}),
        ("'alt'", chart().json | {"alt": ""}),
        ("'svg'", chart().json | {"svg": None}),
        ("'audience'", statement | {"audience": [1]}),
    ]


@pytest.mark.parametrize(("reason", "block"), _broken())
def test_a_broken_block_is_refused_by_cell_and_kind(reason: str, block: dict[str, Any]) -> None:
    """Even when it is not for this reader; the message has its place, not its content."""
    with pytest.raises(BadData, match=reason) as caught:
        _kinds(blocks.prose("x", **TO), block)
    message = str(caught.value)
    assert "cell cell-2" in message
    assert f"a {block['kind']} block" in message
    assert SECRET not in message


@pytest.mark.parametrize("block", [{"kind": SECRET}, {}, [], SECRET, None, {"kind": ["prose"]}])
def test_a_block_of_unknown_kind_is_refused_without_its_name(block: Any) -> None:
    """The unknown kind may itself be private text."""
    with pytest.raises(BadData, match="cell cell-1: a block of unknown kind") as caught:
        _kinds(block)
    assert SECRET not in str(caught.value)


def test_a_strange_cell_id_is_named_by_its_number() -> None:
    """An id with spaces could carry anything."""
    given = notebook({"kind": "?"})
    given["cells"][0]["id"] = SECRET
    with pytest.raises(BadData, match="cell number 1"):
        read_blocks(given, READER)


@pytest.mark.parametrize("given", [{}, {"nbformat": 3, "cells": []}, {"nbformat": 4}])
def test_something_else_than_a_notebook_is_refused(given: dict[str, Any]) -> None:
    """Empty, too old, without cells."""
    with pytest.raises(BadData, match="not an executed notebook"):
        read_blocks(given, READER)


def test_text_that_cannot_be_written_is_made_writable() -> None:
    """A null character, half an emoji, an old line end."""
    found = read_blocks(notebook(blocks.prose("a\x00b\ud83dc\r\nd", **TO)), READER)
    assert found[0]["text"] == "a\ufffdb\ufffdc\nd"


def test_the_notebook_is_not_changed() -> None:
    """Reading twice gives the same."""
    given = every_kind("a\x00b")
    assert read_blocks(given, READER) == read_blocks(given, READER)
    assert given == every_kind("a\x00b")
