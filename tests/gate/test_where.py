"""A leak is named by the block whose own text holds it, its chart and its cells included."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from careerkit import blocks
from careerkit.blocks import Block
from careerkit.gate.private import TEXT, Private, Secret
from careerkit.gate.where import ITSELF, locate

LEAK = "The kestrel outside my office window"
OTHER = "A heron stood in the cold pond"
TO = {"audience": ["mentor"]}
SECRETS = (Secret(TEXT, LEAK, "entry 1"), Secret(TEXT, OTHER, "entry 2"))


def places(*given: Block | Mapping[str, object]) -> list[str]:
    found = [one.json if isinstance(one, Block) else one for one in given]
    return locate(SECRETS, found, Private(SECRETS))


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (blocks.prose(f"so *{LEAK}*", **TO), "prose"),
        (blocks.statement("x", "clear", 3, LEAK, **TO), "statement"),
        (blocks.action("Do", "x", "clear", 3, {"First step": LEAK}, **TO), "action"),
        (blocks.quote("x", "2025-01-01", "", LEAK, **TO), "quote"),
        (blocks.table("c", ["a", LEAK], [[1, 2]], **TO), "table"),
        (blocks.table("c", ["a"], [[1], [LEAK]], **TO), "table"),
        (blocks.chart("k", "t", f"<svg><g aria-label='{LEAK}: 3'/></svg>", "a", "", (["a"], []), **TO), "chart"),
        (blocks.chart("k", "t", "<svg/>", "a", LEAK, (["a"], []), **TO), "chart"),
    ],
)  # fmt: skip
def test_the_block_is_found_wherever_it_says_it(block: Block, kind: str) -> None:
    """In a fact, a detail, a heading of a column, a cell, a mark of a picture."""
    other = blocks.prose("nothing of it", **TO)
    assert places(blocks.section("wins", "Wins", **TO), other, block) == [f"a {kind} in section wins", ITSELF]  # fmt: skip
    assert places(block) == [f"a {kind}", ITSELF]
    assert places(blocks.section("wins", "Wins", **TO), {**block.json, "unheaded": True})[0] == f"a {kind}"  # fmt: skip


def test_the_first_of_several_blocks_is_named() -> None:
    """Each secret by itself, in the order in which they were given."""
    found = places(
        blocks.section("wins", "Wins", **TO), blocks.prose("x", **TO),
        blocks.section("goals", f"Goals: {OTHER}", **TO), blocks.prose(LEAK, **TO),
        blocks.section("energy", "Energy", **TO), blocks.quote(LEAK, "", **TO),
    )  # fmt: skip
    assert found == ["a prose in section goals", "the heading of section goals"]


@pytest.mark.parametrize("key", [LEAK, "the-kestrel-outside-my-office-window", "Ü b", ""])
def test_a_key_that_is_odd_or_secret_is_a_number(key: str) -> None:
    """It would be printed."""
    block = blocks.prose(LEAK, **TO)
    assert places({"kind": "section", "key": key, "title": "t", "audience": []}, block)[0] in (
        "a prose in section 1", "the heading of section 1",
    )  # fmt: skip
