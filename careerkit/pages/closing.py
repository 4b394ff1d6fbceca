"""The end of a review: what it was made from, and the token that proves it was reached."""

from __future__ import annotations

import inspect
import math
from collections.abc import Mapping, Sequence
from typing import Any

from careerkit import advise, blocks, measure
from careerkit.audience import OWNER
from careerkit.blocks import Block


def appendix(
    gates: Mapping[str, Mapping[str, float]],
    sources: Sequence[Mapping[str, Any]],
    codes: Mapping[str, int],
    readers: Sequence[tuple[str, str, str]],
    digest: str,
    definitions: Sequence[tuple[str, str, str]] = (),
    known_until: str = "",
) -> list[Block]:
    """Thresholds, where the rows came from, what was set aside, who would get what: for the owner only."""
    audience = [OWNER]
    found = [blocks.section("appendix", "Appendix", audience=audience)]
    if definitions:
        found.append(
            _table(
                "What each analysis and rule is",
                ["Name", "Version", "Definition"],
                [list(d) for d in definitions],
            )
        )
    rules = [
        [name, gate.replace("_", " "), value]
        for name, found_ in gates.items()
        for gate, value in found_.items()
    ]
    if rules:
        found.append(
            _table(
                "Thresholds, as they stand in the code", ["Analysis", "Threshold", "Value"], rules
            )
        )
    keys = (
        "file",
        "source",
        "rows_in",
        "accepted",
        "duplicate",
        "retired",
        "quarantined",
        "ignored",
    )
    names = [
        "File",
        "Source",
        "Rows in",
        "Accepted",
        "Duplicate",
        "Retired",
        "Set aside",
        "Ignored",
    ]
    if sources:
        rows = [[source[key] for key in keys] for source in sources]
        found.append(_table("Where every row went", names, rows))
    if codes:
        rows = [
            [code, "warning" if code.startswith("W") else "set aside", n]
            for code, n in codes.items()
        ]
        found.append(
            _table(
                "What was found in the data; careerkit check says where, and what helps",
                ["Code", "Kind", "Times"],
                rows,
            )
        )
    if readers:
        rows = [list(row) for row in readers]
        found.append(
            _table(
                "What each reader would get, and why not", ["Reader", "Analysis", "Would get"], rows
            )
        )
    known = f"Known until {known_until}. " if known_until else ""
    text = f"{known}Made from the tables `{digest[:16]}`. The same tables give the same report, byte for byte."
    return [*found, blocks.prose(text, audience=audience)]


COMPOSITES = ("trajectory", "meaning", "sustain")


def composites(values: Mapping[str, float | int | str | None]) -> list[Block]:
    """The compass in three groups of dimensions, with what may be told of a change: for the owner only."""
    rows = [_composite(name, values) for name in COMPOSITES if values.get(name) is not None]
    columns = [
        "Group", "Now, of 100", "A year before", "Least reliable change", "Change, by our planning value",
    ]  # fmt: skip
    caption = "The compass in three groups of dimensions; a change is told by Jacobson and Truax, beyond 1.96"
    return [_table(caption, columns, rows)] if rows else []


def _composite(name: str, values: Mapping[str, float | int | str | None]) -> list[Any]:
    now, before, least = (values.get(f"{name}{end}") for end in ("", "_before", "_threshold"))
    whole = [round(float(number)) if number is not None else None for number in (now, before)]
    limit = math.ceil(float(least)) if least is not None else None
    return [name.capitalize(), *whole, limit, values.get(f"{name}_verdict") or "not told"]


def end(year: int, as_of: str, audience: str, digest: str) -> Block:
    """The end-of-notebook token: proves that the last cell was reached, with the parameters asked for."""
    token = {"year": year, "as_of": as_of, "audience": audience, "tables": digest}
    return Block(
        token,
        f"The review of {year} is complete.",
        f"<p>The review of {year} is complete.</p>",
        blocks.END_MIME,
    )


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Block:
    return blocks.table(caption, columns, rows, audience=[OWNER])


def definitions() -> list[tuple[str, str, str]]:
    """Every analysis and every rule of advice: its title, its version, and the first paragraph of its definition."""
    found = [
        (part.TITLE, getattr(part, "VERSION", "1"), _first_paragraph(getattr(part, name)))
        for name, part in measure.parts()
    ]
    return found + [
        (rule.TITLE, rule.VERSION, _first_paragraph(rule)) for _, rule in advise.rules()
    ]


def _first_paragraph(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())
