"""Turns checked blocks into what the templates print: sections with ready-made parts.

Everything that needs thought happens here (ids, cell texts, dates, cleaned markup), so that
the templates hold nothing but markup.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from careerkit.blocks import Cell, text_of
from careerkit.report.clean import clean_prose, clean_svg, shown_text
from careerkit.report.status import STATUSES, Status, status_key

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass
class Section:
    """One section of the page; parts that stand under no heading have no title, no id and no key.

    key: its name in the notebook, such as `wins`. folded: shown closed, to be opened by who wants more.
    """

    title: str = ""
    id: str = ""
    key: str = ""
    folded: bool = False
    parts: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Page:
    """A whole report, ready to be printed."""

    title: str
    lines: list[str]
    sections: list[Section]
    statuses: list[Status]


class _Unique:
    """Hands out names that differ from all it gave before."""

    def __init__(self) -> None:
        self.given: Counter[str] = Counter()

    def __call__(self, wanted: str, form: str) -> str:
        name, number = wanted, 1
        while self.given[name]:
            number += 1
            name = form.format(wanted, number)
        self.given[name] += 1
        return name


def view(
    blocks: Iterable[Mapping[str, Any]], order: Sequence[str] = (), opened: Container[str] = ()
) -> Page:
    """The page these blocks make. Without a cover its title is just 'Report'.

    order: keys of sections as this reader wants them; the others follow as they come. opened: keys of the sections that
    are not folded; if it is empty, none is.
    """
    page = Page("Report", [], [Section()], [])
    anchors, names = _Unique(), _Unique()
    for number, block in enumerate(blocks, start=1):
        match block["kind"]:
            case "cover":
                page.title, page.lines = block["title"], list(block["lines"])
            case "section":
                anchor = anchors(f"s-{_slug(block['key'])}", "{}-{}")
                key = block["key"]
                is_folded = bool(opened) and key not in opened
                page.sections.append(Section(block["title"], anchor, key, is_folded))
            case _:
                if block.get("unheaded") and page.sections[-1].id:
                    page.sections.append(Section())
                page.sections[-1].parts.append(_part(block, page.sections[-1], number, names))
    place = {key: at for at, key in enumerate(order)}
    page.sections[1:] = _in_order(page.sections[1:], place)
    page.statuses = _statuses(page.sections)
    return page


def _in_order(sections: list[Section], place: Mapping[str, int]) -> list[Section]:
    """Sections as the reader wants them; what stands under no heading stays behind the section before it."""
    groups: list[list[Section]] = []
    for section in sections:
        if section.id or not groups:
            groups.append([])
        groups[-1].append(section)
    groups.sort(key=lambda group: place.get(group[0].key, len(place)))
    return [section for group in groups for section in group]


def _part(
    block: Mapping[str, Any], section: Section, number: int, names: _Unique
) -> dict[str, Any]:
    match block["kind"]:
        case "prose":
            made: dict[str, Any] = {"html": clean_prose(block["text"], 3 if section.id else 2)}
        case "statement" | "action":
            made = {"status": STATUSES[status_key(block["status"])]}
        case "quote":
            made = {"iso": _iso(block["date"]), "when": spoken_date(block["date"])}
        case "table":
            made = _grid(block, block["caption"], names)
        case _:
            made = _chart(block, f"f{number}", names)
    return {**block, **made}


def _chart(block: Mapping[str, Any], name: str, names: _Unique) -> dict[str, Any]:
    title = block["title"].strip() or "Chart"
    picture = clean_svg(block["svg"], name, title, block["alt"])
    # A chart that already shows its title does not need it twice.
    heading = "" if not block["title"].strip() or title in shown_text(picture) else title
    table = _grid(block, f"{title}, data", names)
    return {"svg": picture, "heading": heading, "named": title, "table": table}


def _grid(block: Mapping[str, Any], caption: str, names: _Unique) -> dict[str, Any]:
    return {
        "caption": caption,
        "name": names(caption, "{} ({})"),
        "columns": block["columns"],
        "numeric": block["numeric"],
        "rows": [[_shown(cell) for cell in row] for row in block["rows"]],
    }


def _shown(cell: Cell) -> str:
    unknown = isinstance(cell, float) and math.isnan(cell)
    return text_of(None if unknown else cell)


def _statuses(sections: Iterable[Section]) -> list[Status]:
    parts = [part for section in sections for part in section.parts]
    seen = {part["status"] for part in parts if "status" in part}
    return [status for status in STATUSES.values() if status in seen]


def _slug(key: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-") or "part"


def _iso(date: str) -> str:
    return date if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", date) else ""


def spoken_date(date: str) -> str:
    """2025-03-04 as `4 March 2025`, in every locale; anything else stays as it is."""
    if not _iso(date):
        return date
    year, month, day = date.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
