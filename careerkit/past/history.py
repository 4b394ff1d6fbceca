"""The record of the reviews that were made: one line each, only ever added to.

It says which frozen tables a review was made from, by which rules, and what it said: its sentences, which hold numbers and no
text of the log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from careerkit import durable
from careerkit.blocks import MIME
from careerkit.errors import BadData

RECORD = "reviews.jsonl"
Note = TypeVar("Note")
# One sentence as it was printed: status, n, text.
Said = Sequence[Any]


@dataclass(frozen=True)
class Past:
    """One review that was made.

    frozen: the name of its folder of frozen tables. html: SHA-256 of the page. notebook: of the notebook that was run, before
    it was. rules: version, gates and hash of each. said: the sentences of each section by the measure's name.
    """

    made_on: date
    year: int
    as_of: date
    audience: str
    frozen: str
    careerkit: str
    html: str
    notebook: str = ""
    rules: Mapping[str, Any] = field(default_factory=dict)
    said: Mapping[str, Sequence[Said]] = field(default_factory=dict)

    def one_line(self) -> str:
        """Say it in one line."""
        return (
            f"{self.made_on}  {self.year}  {self.audience:8}  as of {self.as_of}"
            f"  frozen {self.frozen}  careerkit {self.careerkit}"
        )

    def command(self, folder: Path) -> str:
        """The command that makes it again; `folder` is where the frozen ones are."""
        return (
            f'careerkit review "{folder / self.frozen}" --year {self.year} --as-of {self.as_of}'
            f" --audience {self.audience}"
        )

    def public(self) -> dict[str, Any]:
        """As one object of JSON."""
        found = asdict(self)
        return {**found, "made_on": self.made_on.isoformat(), "as_of": self.as_of.isoformat()}


def read(folder: Path) -> list[Past]:
    """The reviews in the order in which they were made. Raises BadData for a line that is none.

    A line torn by a kill was never acknowledged and is passed over; what a newer careerkit adds to a line, too.
    """
    return noted(folder / RECORD, _past)


def noted(path: Path, parse: Callable[[bytes], Note | None]) -> list[Note]:
    """The notes of a record that is only ever added to, in order; none where there is no file.

    parse gives None for a line that is no note of ours. Raises BadData for such a line, with its number.
    """
    lines = path.read_bytes().split(b"\n") if path.is_file() else []
    found = []
    for number, line in enumerate(lines, 1):
        if not line.rstrip().endswith(b"}"):
            continue
        note = parse(line)
        if note is None:
            raise BadData(f"{path}:{number}: not a note of careerkit; delete the line")
        found.append(note)
    return found


def add(folder: Path, past: Past) -> bool:
    """Note a review; one that says nothing new since the last of its year and reader is not noted again.

    Raises Locked, CannotWrite.
    """
    with durable.locked(folder):
        same = [
            one for one in read(folder) if (one.year, one.audience) == (past.year, past.audience)
        ]
        if same and _apart_from_day(same[-1]) == _apart_from_day(past):
            return False
        line = json.dumps(past.public(), ensure_ascii=False, sort_keys=True)
        durable.append(folder / RECORD, line.encode() + b"\n")
    return True


def sentences(executed: Mapping[str, Any], reader: str) -> dict[str, list[list[Any]]]:
    """The sentences of every section of an executed notebook, as one reader gets them."""
    said: dict[str, list[list[Any]]] = {}
    key = ""
    for cell in executed["cells"]:
        for output in cell.get("outputs", ()):
            block = output.get("data", {}).get(MIME)
            if not isinstance(block, dict) or reader not in block.get("audience", ()):
                continue
            if block.get("kind") == "section":
                key = str(block.get("key"))
            elif block.get("kind") == "statement" and key:
                said.setdefault(key, []).append([block["status"], block["n"], block["text"]])
    return said


def _past(line: bytes) -> Past | None:
    try:
        found = json.loads(line)
        return Past(
            date.fromisoformat(found["made_on"]), int(found["year"]), date.fromisoformat(found["as_of"]),
            str(found["audience"]), str(found["frozen"]), str(found["careerkit"]), str(found["html"]),
            str(found.get("notebook", "")), dict(found.get("rules", {})), dict(found.get("said", {})),
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _apart_from_day(past: Past) -> str:
    return json.dumps({**past.public(), "made_on": ""}, sort_keys=True)
