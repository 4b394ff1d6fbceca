"""From blocks to what the templates print."""

from __future__ import annotations

from typing import Any

import pytest

from careerkit import blocks
from careerkit.report import read_blocks
from careerkit.report.view import Page, spoken_date, view

from .samples import PICTURE, READER, chart, notebook

TO: dict[str, Any] = {"audience": [READER]}


def _view(*given: blocks.Block) -> Page:
    return view(read_blocks(notebook(*given), READER))


def _part(block: blocks.Block) -> dict[str, Any]:
    return _view(block).sections[0].parts[0]


def test_without_a_cover_the_title_is_neutral() -> None:
    """No file name, no person."""
    assert _view().title == "Report"


def test_the_cover_gives_title_and_lines() -> None:
    """Wherever it stands."""
    page = _view(blocks.prose("x", **TO), blocks.cover("T", ["a", "b"], **TO))
    assert (page.title, page.lines) == ("T", ["a", "b"])


def test_anchors_are_unique_and_plain() -> None:
    """Equal keys, and a key with other characters."""
    keys = ["My goals!", "my-goals", "***"]
    given = [b for k in keys for b in (blocks.section(k, k, **TO), blocks.prose("x", **TO))]
    assert [s.id for s in _view(*given).sections[1:]] == ["s-my-goals", "s-my-goals-2", "s-part"]


def test_names_of_tables_are_unique() -> None:
    """Two tables with one caption are two landmarks."""
    table = blocks.table("Same", ["a"], [], **TO)
    assert [p["name"] for p in _view(table, table).sections[0].parts] == ["Same", "Same (2)"]


def test_cells_read_well() -> None:
    """Unknown, not a number, a flag, a long number, text."""
    row = [None, float("nan"), True, 0.123456, "x"]
    part = _part(blocks.table("c", list("abcde"), [row], **TO))
    assert part["rows"] == [["–", "–", "yes", "0.1235", "x"]]


@pytest.mark.parametrize(
    ("given", "shown"),
    [("2025-03-04", "4 March 2025"), ("2025-13-04", "2025-13-04"), ("spring", "spring"), ("", "")],
)
def test_a_date_is_spoken(given: str, shown: str) -> None:
    """Anything that is not a day stays as it is."""
    assert spoken_date(given) == shown


def test_only_statuses_that_occur_are_explained() -> None:
    """In their fixed order, each once."""
    given = [blocks.statement("x", s, 1, **TO) for s in ("failed", "not_yet", "failed")]
    assert [status.word for status in _view(*given).statuses] == ["Not yet", "Failed"]


def test_a_title_drawn_in_the_picture_is_not_repeated() -> None:
    """The chart says it already."""
    assert _part(chart())["heading"] == "Hours"
    assert _part(chart(PICTURE.replace(">May<", ">Hours<")))["heading"] == ""
    assert _part(chart(title=" "))["heading"] == ""


def test_a_block_without_its_heading_stands_apart() -> None:
    """It opens a section without a title; a lone one joins the lead."""
    apart = blocks.section("b", "B", audience=[]), blocks.prose("2", **TO)
    shown = blocks.section("a", "A", **TO), blocks.prose("1", **TO)
    sections = _view(*shown, *apart, *apart).sections
    assert [(s.id, len(s.parts)) for s in sections] == [("", 0), ("s-a", 1), ("", 2)]
    assert [len(s.parts) for s in _view(*apart).sections] == [1]


def sections(*keys: str) -> list[dict[str, Any]]:
    """A heading and a sentence for each key."""
    return [
        block
        for key in keys
        for block in (
            {"kind": "section", "key": key, "title": key.capitalize(), "audience": ["a"]},
            {"kind": "prose", "text": f"About {key}.", "audience": ["a"]},
        )
    ]


def test_a_reader_has_an_order_of_their_own() -> None:
    """Named sections first, in that order; the others follow as they come."""
    found = view(sections("trust", "wins", "goals", "energy"), ["goals", "nothing", "wins"])
    assert [section.key for section in found.sections] == ["", "goals", "wins", "trust", "energy"]
    assert [section.parts[0]["html"] for section in found.sections[1:3]] == ["<p>About goals.</p>", "<p>About wins.</p>"]  # fmt: skip


def test_what_stands_under_no_heading_stays_behind_its_section() -> None:
    """A block whose heading is for another reader, between two sections that change places."""
    loose = {"kind": "prose", "text": "Loose.", "audience": ["a"], "unheaded": True}
    found = view([*sections("trust"), loose, *sections("wins")], ["wins"])
    assert [section.key for section in found.sections] == ["", "wins", "trust", ""]


def test_what_is_not_opened_is_folded() -> None:
    """Without a list nothing is; with one, all that it does not name."""
    assert [s.folded for s in view(sections("trust", "wins")).sections] == [False] * 3
    found = view(sections("trust", "wins"), opened={"wins"})
    assert [(s.key, s.folded) for s in found.sections[1:]] == [("trust", True), ("wins", False)]
