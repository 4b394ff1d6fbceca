"""The ledger of advice: what a review recommended and what became of it, in `registers/advice.csv`, only ever added to."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from careerkit import durable, raw, workspace
from careerkit.advise import Proposed, rules
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.reading import sheets
from careerkit.reading.drops import Unreadable
from careerkit.reading.formulas import defuse
from careerkit.settings import near
from careerkit.workspace import Workbook

REGISTER = "advice.csv"
HEADER = (
    "year", "rule", "rule_version", "text", "value", "evidence", "first_step", "check_on", "outcome",
    "helped",
)  # fmt: skip
_NEEDED = {"year", "rule", "outcome"}
OUTCOMES = ("taken", "rejected")


def keep(book: Workbook, year: int, proposed: Iterable[Proposed], told: Iterable[str]) -> list[str]:
    """Add a year's advice to the ledger as open; rules in `told` stand there already. Returns the rules added.

    Raises NotAllowed, BadData, Locked, CannotWrite.
    """
    known = set(told)
    fresh = [one for one in proposed if one.rule not in known]
    _add(book, [_row(year, one) for one in fresh])
    return [one.rule for one in fresh]


def settle(
    book: Workbook, year: int, rule: str, outcome: str, told: Iterable[str], *, helped: bool | None
) -> None:
    """Add what became of one piece of advice: taken or rejected, and whether it helped.

    Raises UsageError for a rule that was not advised in that year, NotAllowed, BadData, Locked, CannotWrite.
    """
    known = sorted(set(told))
    if rule not in known:
        hint = (
            near(rule, known) if known else f"; keep it first: careerkit advice keep --year {year}"
        )
        raise UsageError(f"the ledger has no advice {rule!r} of {year}{hint}")
    said = "" if helped is None else "yes" if helped else "no"
    version = next((found.VERSION for name, found in rules() if name == rule), "")
    row = {
        "year": str(year),
        "rule": rule,
        "rule_version": version,
        "outcome": outcome,
        "helped": said,
    }
    _add(book, [row])


def _row(year: int, one: Proposed) -> dict[str, str]:
    found = one.advice
    return {
        "year": str(year), "rule": one.rule, "rule_version": one.version, "text": defuse(found.text),
        "value": f"{found.value:.6g}", "evidence": ";".join(found.evidence[:20]),
        "first_step": defuse(found.first_step), "check_on": one.check_on.isoformat(), "outcome": "open",
    }  # fmt: skip


def _add(book: Workbook, rows: Sequence[Mapping[str, str]]) -> None:
    if workspace.is_shipped(book):
        raise NotAllowed("the samples that came with careerkit are only for reading")
    if not rows:
        return
    path = book.root / "registers" / REGISTER
    with durable.locked(book.root):
        header, text = _header(book, path), io.StringIO()
        writer = csv.DictWriter(text, header, extrasaction="ignore", lineterminator="\n")
        if not path.exists() or not path.stat().st_size:
            writer.writeheader()
        writer.writerows(rows)
        durable.append(path, text.getvalue().encode())


def _header(book: Workbook, path: Path) -> Sequence[str]:
    """The columns of the register as it is. Raises BadData when a line could not be added to it."""
    if path.with_suffix(".xlsx").exists():
        raise BadData(f"advice.xlsx: a line can only be added to {REGISTER}; save it as CSV")
    if not path.exists() or not path.stat().st_size:
        return HEADER
    try:
        sheet = sheets.find(raw.load(book, path, "registers"), HEADER)
    except Unreadable as bad:
        raise BadData(f"{bad.problem.one_line()}; nothing was written") from None
    if sheet is None or sheet.delimiter != "," or not set(sheet.header) >= _NEEDED:
        raise BadData(
            f"registers/{REGISTER}: its first line must name the columns {','.join(HEADER)}, with commas; nothing was written"
        )
    return sheet.header
