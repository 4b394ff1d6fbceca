"""What was sent to whom: one line for every shared copy, only ever added to.

`shares.jsonl` lies beside the reviews' record in the workbook's folder of reports. It holds what its reader got anyway, the
hash of the file, and no passphrase.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from careerkit import durable
from careerkit.past import freeze, history
from careerkit.workspace import Workbook

RECORD = "shares.jsonl"


@dataclass(frozen=True)
class Receipt:
    """One shared copy.

    share_id: hash of its bytes without the id. sha256: of the file as it was written. salt: of a locked copy, in
    hexadecimal digits, for its sealed reply. sections: keys of the sections in it. manifest: what went in and what
    stayed out.
    """

    share_id: str
    made_on: date
    year: int
    as_of: date
    audience: str
    format: str
    locked: bool
    file: str
    sha256: str
    sections: tuple[str, ...]
    salt: str = ""
    manifest: dict[str, Any] = field(default_factory=dict)

    def one_line(self) -> str:
        """Say it in one line."""
        locked = ", locked" if self.locked else ""
        words = len(self.manifest.get("entries", ()))
        return (
            f"{self.made_on}  {self.year}  {self.audience:8}  {self.format}{locked}  {len(self.sections)} sections,"
            f" {words} records in words  copy {self.share_id}"
        )

    def public(self) -> dict[str, Any]:
        """As one object of JSON."""
        found = asdict(self)
        days = {"made_on": self.made_on.isoformat(), "as_of": self.as_of.isoformat()}
        return {**found, **days, "sections": list(self.sections)}


def path(book: Workbook) -> Path:
    """Where the receipts of a workbook are."""
    return freeze.home(book) / RECORD


def read(book: Workbook) -> list[Receipt]:
    """The receipts in the order in which the copies were made. Raises BadData for a line that is none.

    A line torn by a kill was never acknowledged and is passed over.
    """
    return history.noted(path(book), _receipt)


def find(book: Workbook, share_id: str) -> Receipt | None:
    """The last receipt of a copy, if this workbook made it."""
    found = [receipt for receipt in read(book) if receipt.share_id == share_id]
    return found[-1] if found else None


def add(book: Workbook, receipt: Receipt) -> None:
    """Keep a receipt. Raises Locked, CannotWrite."""
    file = path(book)
    durable.make_folder(file.parent)
    with durable.locked(file.parent):
        line = json.dumps(receipt.public(), ensure_ascii=False, sort_keys=True)
        durable.append(file, line.encode() + b"\n")


def _receipt(line: bytes) -> Receipt | None:
    try:
        found = json.loads(line)
        return Receipt(
            str(found["share_id"]), date.fromisoformat(found["made_on"]), int(found["year"]),
            date.fromisoformat(found["as_of"]), str(found["audience"]), str(found["format"]), bool(found["locked"]),
            str(found["file"]), str(found["sha256"]), tuple(map(str, found["sections"])), str(found["salt"]),
            dict(found["manifest"]),
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
