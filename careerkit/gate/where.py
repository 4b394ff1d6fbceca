"""Says where a private thing was found: which block of which section holds it, in words that give nothing away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from careerkit.gate.indexed import Page
from careerkit.gate.private import Private, Secret
from careerkit.gate.search import find
from careerkit.gate.unpack import read

ITSELF = "the page itself"
# Fields of a block that are no text of it.
_SILENT = frozenset({"kind", "audience", "numeric", "unheaded", "minor"})
_KEY = re.compile(r"[a-z][a-z0-9_-]{0,40}")


def locate(
    secrets: Sequence[Secret], blocks: Iterable[Mapping[str, Any]], private: Private
) -> list[str]:
    """For each secret the kind and section of the first block whose own text holds it, else `the page itself`."""
    wanted, places = list(secrets), dict.fromkeys(secrets, ITSELF)
    for name, block in _named(blocks, private.only(secrets)):
        if not wanted:
            break
        held = find(Page(read(*_strings(block))), private.only(wanted)).hits
        places.update(dict.fromkeys(held, name))
        wanted = [secret for secret in wanted if secret not in held]
    return [places[secret] for secret in secrets]


def _named(
    blocks: Iterable[Mapping[str, Any]], private: Private
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every block with its kind and section; a section's key is said only where it is no secret itself."""
    section, number = "", 0
    for block in blocks:
        if block["kind"] == "section":
            number += 1
            key = str(block["key"])
            is_plain = _KEY.fullmatch(key) and not find(Page(read(key)), private).hits
            section = f" in section {key}" if is_plain else f" in section {number}"
            yield f"the heading{section.replace(' in', ' of', 1)}", block
        else:
            outside = not section or block.get("unheaded")
            yield f"a {block['kind']}{'' if outside else section}", block


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inside in value.items():
            if name not in _SILENT:
                yield from _strings(inside)
    elif isinstance(value, Sequence):
        for inside in value:
            yield from _strings(inside)
