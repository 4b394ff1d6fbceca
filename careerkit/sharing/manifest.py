"""What goes into a shared copy and what stays out, with the reason and the count: read from the blocks themselves."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from careerkit.blocks import MIME
from careerkit.readers import EVERYONE, OWNER, Reader

# Characters of the hash that a person reads and types.
SHOWN = 12
Block = Mapping[str, Any]


@dataclass(frozen=True)
class Manifest:
    """One copy's list.

    sections: title and number of blocks by kind of every section that goes in. entries: day, label and words of every
    single record that goes in. columns: of each chart, by its title. withheld: of each analysis that stays out, why.
    unshared: of each table, how many of its records are not shared with the reader. exempted: how many private texts also stand
    in a shared field, and may stand there; exempted_of: their records. size: bytes of the file before it is locked. share_id: of the copy.
    """

    share_id: str
    year: int
    as_of: str
    audience: str
    format: str
    sections: tuple[tuple[str, str, Mapping[str, int]], ...]
    entries: tuple[tuple[str, str, str], ...]
    columns: Mapping[str, tuple[str, ...]]
    withheld: Mapping[str, str]
    unshared: Mapping[str, int]
    exempted: int
    exempted_of: tuple[str, ...]
    size: int

    @property
    def hash(self) -> str:
        """The first characters of the SHA-256 of all of it; who gives it back has seen this list and no other."""
        text = json.dumps(self.public(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:SHOWN]

    def public(self) -> dict[str, Any]:
        """As one object of JSON."""
        return dict(json.loads(json.dumps(asdict(self), ensure_ascii=False)))


def parts(blocks: Sequence[Block]) -> list[tuple[str, str, list[Block]]]:
    """The blocks of one reader by section: its key, its title, and what stands in it."""
    found: list[tuple[str, str, list[Block]]] = [("", "", [])]
    for block in blocks:
        if block["kind"] == "section":
            found.append((block["key"], block["title"], []))
        elif block["kind"] != "cover":
            found[-1][2].append(block)
    return [part for part in found if part[2]]


def counted(
    blocks: Sequence[Block], order: Sequence[str]
) -> tuple[tuple[str, str, Mapping[str, int]], ...]:
    """Of each section, its key, its title and how many blocks of each kind; in the reader's order."""
    place = {key: at for at, key in enumerate(order)}
    found = sorted(parts(blocks), key=lambda part: place.get(part[0], len(place) if part[0] else -1))  # fmt: skip
    return tuple(
        (key, title, dict(sorted(Counter(str(block["kind"]) for block in inside).items())))
        for key, title, inside in found
    )


def entries(blocks: Sequence[Block]) -> tuple[tuple[str, str, str], ...]:
    """Every single record that goes in: its day, what it is, its words; sorted by day."""
    quotes = [block for block in blocks if block["kind"] == "quote"]
    return tuple(sorted((str(b["date"]), str(b["label"]), str(b["text"])) for b in quotes))


def columns(blocks: Sequence[Block]) -> dict[str, tuple[str, ...]]:
    """The columns behind each chart and table, by its title."""
    grids = [block for block in blocks if block["kind"] in ("chart", "table")]
    return {str(b.get("title") or b.get("caption")): tuple(b["columns"]) for b in grids}


def withheld(notebook: Mapping[str, Any]) -> dict[str, str]:
    """What the notebook of a reader tells the owner alone: each analysis that stays out, and why."""
    return {
        str(block["text"]).partition(":")[0]: str(block["needs"])
        for block in _every(notebook)
        if block.get("kind") == "statement" and block.get("status") == "withheld"
        and block.get("audience") == [OWNER]
    }  # fmt: skip


def _every(notebook: Mapping[str, Any]) -> Iterator[Block]:
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            block = output.get("data", {}).get(MIME)
            if isinstance(block, dict):
                yield block


def unshared(tables: Mapping[str, Any], reader: Reader) -> dict[str, int]:
    """How many records of each Arrow table are not shared with the reader; tables that are empty are left out."""
    to = {reader.name, EVERYONE}
    found = {
        name: sum(to.isdisjoint(share or ()) for share in table["share"].to_pylist())
        for name, table in tables.items()
        if not reader.is_owner
    }
    return {name: count for name, count in sorted(found.items()) if count}


def told(manifest: Manifest, *, show_text: bool = True) -> Iterator[str]:
    """The list as lines for the owner's terminal."""
    yield f"For {manifest.audience}: {manifest.year}, as of {manifest.as_of}, {manifest.format}, {manifest.size:,} bytes"
    yield ""
    yield "Goes in"
    for _, title, kinds in manifest.sections:
        inside = ", ".join(f"{n} {kind}{'s' * (n != 1)}" for kind, n in kinds.items())
        yield f"  {title or 'before the first heading'}: {inside}"
    yield f"  Records in your own words: {len(manifest.entries)}"
    for day, label, text in manifest.entries if show_text else ():
        yield f"    {day or '-':10}  {label}: {' '.join(text.split())}"
    for title, names in manifest.columns.items():
        yield f"  Columns of {title}: {', '.join(names)}"
    yield ""
    yield "Stays out"
    for title, reason in manifest.withheld.items():
        yield f"  {title}: {reason}"
    for name, count in manifest.unshared.items():
        yield f"  {count} of the table {name}: not shared with {manifest.audience}"
    yield "  All details, people, evidence, file names and ids"
    yield ""
    yield f"Searched for private texts: none found; {manifest.exempted} also stand in what is shared"
    yield "Requests to other machines: none"
    yield f"Copy: {manifest.share_id}"


def of_receipt(found: Mapping[str, Any]) -> Manifest:
    """A list as it was kept on a receipt."""
    lists = {
        "sections": tuple((key, title, kinds) for key, title, kinds in found["sections"]),
        "entries": tuple((day, label, text) for day, label, text in found["entries"]),
        "columns": {title: tuple(names) for title, names in found["columns"].items()},
        "exempted_of": tuple(found["exempted_of"]),
    }
    return Manifest(**{**found, **lists})
