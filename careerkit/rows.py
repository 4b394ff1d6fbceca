"""A typed row on its way from a file to a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from careerkit.records import Account


@dataclass(slots=True)
class Row:
    """One typed row on its way: its table, its cells, the account of the file it came from."""

    table: str
    cells: dict[str, Any]
    account: Account
    key: tuple[str, ...] = ()
    member: str = ""
    id: str = ""
    draft: bool = False
