"""Prose becomes a tree of known tags with its words whole."""

from __future__ import annotations

import pytest

from careerkit import blocks
from careerkit.report.clean import clean_prose
from careerkit.report.pdf import text_of, write_pdf
from careerkit.report.prosetree import Node, prose_tree, words_of
from careerkit.report.read import read_blocks
from careerkit.report.view import view

from .samples import READER, notebook


def tree(markdown: str) -> list[Node]:
    """The tree of our own words; there is one section."""
    return prose_tree(clean_prose(markdown), {"#s-a"})


def shape(node: Node) -> object:
    """A node without its words."""
    return "text" if isinstance(node, str) else (node["tag"], *map(shape, node["kids"]))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("one *two* **three**", [("p", "text", ("em", "text"), "text", ("strong", "text"))]),
        ("- a\n- b\n  1. c", [("ul", ("li", "text"), ("li", "text", ("ol", ("li", "text")), "text"))]),
        ("> q\n\n---", [("blockquote", ("p", "text")), ("hr",)]),
        ("a  \nb", [("p", "text", ("br",), "text")]),
        ("## H\n\n```\nx\n```", [("h", "text"), ("pre", ("code", "text"))]),
        ("[a](https://b.example) [c](#s-a) [d](#s-b)", [("p", ("a", "text"), "text", ("a", "text"), "text", ("span", "text"))]),
        ("", []),
    ],
)  # fmt: skip
def test_the_tags_are_those_of_the_cleaned_prose(markdown: str, expected: list[object]) -> None:
    """A link that leads nowhere is plain words."""
    assert [shape(node) for node in tree(markdown)] == expected


def test_words_keep_their_spaces_and_code_its_lines() -> None:
    """A line end of the source is a space, as in HTML."""
    assert words_of(tree("one\ntwo *three* four")[0]) == "one two three four"
    assert words_of(tree("```\na\n  b\n```")[0]) == "a\n  b\n"
    assert words_of(tree("&lt;b&gt; `<i>` \\*")[0]) == "<b> <i> *"


def test_a_heading_has_a_level_and_a_link_an_address() -> None:
    """And both have words."""
    heading, paragraph = tree("##### H\n\n[w](https://b.example)")
    assert isinstance(heading, dict)
    assert isinstance(paragraph, dict)
    assert heading["level"] == 3
    link = paragraph["kids"][0]
    assert (link["to"], link["words"]) == ("https://b.example", "w")


def test_prose_nested_as_deep_as_it_can_be_is_printed() -> None:
    """The template calls itself for each level."""
    deep = "".join("> " * i + f"level{i}\n\n" for i in range(40)) + "- " * 40 + "end"
    given = notebook(blocks.prose(deep, audience=[READER]))
    text = text_of(write_pdf(view(read_blocks(given, READER))))
    assert "level0" in text
    assert "level18" in text
    assert "end" in text
