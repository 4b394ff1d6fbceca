"""Turns a page into the data that the printed report's template shows: plain values, no markup.

Tables and pictures come fitted to the paper, prose as a tree of known tags, and every text drawable with
the fonts at hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from careerkit.errors import BadData
from careerkit.report.fitting import HALF, INK, READABLE, ROOM, SMALL, fitted, tables
from careerkit.report.glyphs import Drawable, plain
from careerkit.report.prosetree import prose_tree, words_of
from careerkit.report.view import Page, Section

# ink, soft, line, card, cover and accent, as in report.css
COLOURS = (INK, "#57606d", "#dcd7cb", "#f8f6f1", "#f3f0e8", "#1f4d78")
LONG_CARD = 1200  # signs; a card with more may break over two pages
LONG_PROSE = 400  # signs; shorter prose stays with what follows it
LINE = 80  # signs of a full line


def printed(page: Page, *, simple: bool = False) -> dict[str, Any]:
    """The page as JSON values for `report.typ`, folded sections last and in full.

    simple: shows single letters only, for the rare text whose marks no font can combine.
    """
    sections = _folded_last(page.sections)
    targets = {f"#{section.id}" for section in sections if section.id}
    numbers: list[dict[str, Any]] = []
    shown = [
        {
            "title": section.title if section.id else None,
            "id": section.id,
            "lead": section is page.sections[0],
            "parts": [part for given in section.parts for part in _part(given, targets, numbers)],
        }
        for section in sections
        if section.parts or section.id or section is page.sections[0]
    ]
    drawable = Drawable(simple=simple)
    drawn = {
        "title": page.title,
        "lines": page.lines,
        "statuses": [asdict(status) for status in page.statuses],
        "sections": shown,
        "numbers": numbers,
    }
    found = drawable(drawn)
    # A heading of signs that cannot be seen would be an empty one.
    for headed in (found, *found["sections"]):
        if headed["title"] is not None and not headed["title"].strip():
            headed["title"] = "Untitled"
    return {
        **found,
        "name": plain(page.title).strip() or found["title"],
        "colours": COLOURS,
        "missing": drawable.missing,
    }


def _folded_last(sections: Sequence[Section]) -> list[Section]:
    """The sections in order, those that the page folds at the end; one without a heading stays with the one before."""
    groups: tuple[list[Section], list[Section]] = ([], [])
    folded = False
    for section in sections:
        folded = section.folded if section.id else folded
        groups[folded].append(section)
    return groups[0] + groups[1]


def _part(
    part: Mapping[str, Any], targets: set[str], numbers: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    match part["kind"]:
        case "prose":
            nodes = prose_tree(part["html"], targets)
            is_long = sum(len(words_of(node)) for node in nodes) > LONG_PROSE
            yield {"kind": "prose", "nodes": nodes, "long": is_long}
        case "table":
            yield from ({"kind": "table", **table} for table in tables(part, ROOM))
        case "chart":
            yield _chart(part, numbers)
        case "statement" | "action":
            words = [part["text"], part.get("needs", "")]
            words += [word for row in (*part.get("facts", ()), *part["records"]) for word in row]
            yield {**part, "status": asdict(part["status"]), "long": _is_long(words)}
        case "quote":
            yield {**part, "long": _is_long([part["text"], part["detail"]])}
        case kind:
            raise BadData(f"a block of kind {kind!r} has no printed form; take the HTML page")


def _is_long(words: Sequence[str]) -> bool:
    return sum(len(word) + LINE * word.count("\n") for word in words) > LONG_CARD


def _chart(part: Mapping[str, Any], numbers: list[dict[str, Any]]) -> dict[str, Any]:
    first = len(numbers)
    if part["table"]["rows"]:
        half = list(tables(part["table"], HALF, most=SMALL))
        narrow = len(half) == 1 and half[0]["size"] >= READABLE and not half[0]["breaks"]
        for table in half if narrow else tables(part["table"], ROOM, most=SMALL):
            numbers.append({**table, "narrow": narrow, "id": f"numbers-{len(numbers)}"})
    picture, width = fitted(str(part["svg"]))
    return {
        "kind": "chart",
        "heading": part["heading"],
        "caption": part["caption"],
        "svg": picture,
        "alt": f"{part['named']}: {part['alt']}",
        "width": width,
        "numbers": f"numbers-{first}" if len(numbers) > first else "",
    }
