"""A workbook with somebody sitting in front of a form: what a page sends goes in, what the files say then comes out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from careerkit import blocks, frontend, init, workspace
from careerkit.desk import Desk
from careerkit.filling import Filling
from careerkit.guide import Guide

AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
YEAR = 2026
# Texts that mean something in a journal line, in a table, in a page, or to a terminal.
HOSTILE = (
    "told him -> call back by 2026-02-01", "late because of rain", "done by 2026-02-01", "a [reach:: team] b", "reach:: team",
    "ends with #tag", "ends with @dana", "ends with +2", "took 1h", "a star *", "for all !mentor", "!public", "- win: another line",
    "first\n- win: second", "first\n## 2020-01-01\nthird", "```\ncode", "a\nb\n```", "=1+1", "@SUM(A1)", "a,b;c\td", '"quoted"', "it's",
    "<script>alert(1)</script>", "nul\x00here", "left\u202eright", "zero\u200bwidth", "\ufeffmark", "4/5", "^abc", "[[Page|shown]]", "until 2026-01-01",
    "x" * 10_000,
)  # fmt: skip
DERIVED = shutil.ignore_patterns("raw", "tables", "quarantine", "reports")


class Seat:
    """A desk at a fixed moment, until a test sets another one, and the files below it."""

    def __init__(self, root: Path, year: int = YEAR) -> None:
        self.root, self.year, self.at = root, year, AT
        self.desk = Desk(str(root), year, clock=lambda: self.at)

    def open(self, name: str, **options: str) -> Filling:
        """A form as a notebook shows it, made anew from the files."""
        return Filling(name, self.desk, options)

    def write(self, name: str, text: str) -> None:
        """Put a file into the workbook."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def text(self, name: str) -> str:
        """What a file says; empty where there is none."""
        path = self.root / name
        return path.read_bytes().decode() if path.exists() else ""

    def files(self) -> dict[str, bytes]:
        """Every file of the person's own, by name."""
        places = ("journal", "registers", "answers")
        found = [path for place in places for path in sorted((self.root / place).rglob("*"))]
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in found
            if path.is_file()
        }

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table, as they are read now."""
        found: list[dict[str, Any]] = self.desk.tables[table].to_dict("records")
        return found


def new(folder: Path) -> Seat:
    """A workbook as `careerkit init` makes it, with nothing in it."""
    return Seat(init.init(folder / "own").root)


def hostile(here: Seat, name: str, field: str, **good: str) -> Iterator[str]:
    """Each hostile text in one field of a form that is right otherwise.

    Given are those that were saved, with their rows in the files until the next one; of the others is checked that they
    are refused at a field and leave nothing behind.
    """
    before, filling = here.files(), here.open(name)
    for text in HOSTILE:
        answer = save(filling, **{**good, field: text})
        if answer["op"] == "refused":
            assert list(answer["problems"]) == [field], (text, answer["problems"])
        else:
            yield text
            assert undo(filling)["op"] == "undone", text
        assert here.files() == before, text


def as_read(text: str, *, lines: bool = True) -> str:
    """A text as the journal has it. lines: whether only its first line counts, the others being detail."""
    plain = text.replace("\x00", "")
    return " ".join((plain.split("\n")[0] if lines else plain).split())


def sample(folder: Path, name: str = "teller-to-adviser", year: int = 2025) -> Seat:
    """A copy of a sample, which may be written to."""
    root = folder / name
    shutil.copytree(workspace.samples() / name, root, ignore=DERIVED)
    return Seat(root, year)


def save(filling: Filling, **values: str) -> dict[str, Any]:
    """The answer to a page that asks to save."""
    return filling.handle({"op": "save", "values": values, "client": "page", "seq": 1})


def undo(filling: Filling) -> dict[str, Any]:
    """The answer to a page that asks to take the last save back."""
    return filling.handle({"op": "undo", "client": "page", "seq": 2})


def problems(filling: Filling, **values: str) -> dict[str, str]:
    """What a save that is refused says, by the name of the field."""
    answer = save(filling, **values)
    assert answer["op"] == "refused", answer
    found: dict[str, str] = answer["problems"]
    return found


def printed(seat: Seat, monkeypatch: pytest.MonkeyPatch, name: str, **options: str) -> str:
    """All that is shown of a form where nobody can fill it in, as plain text."""
    shown: list[blocks.Block] = []
    monkeypatch.setenv(frontend.VARIABLE, "0")
    monkeypatch.setattr(blocks, "emit", shown.extend)
    Guide(str(seat.root), seat.year).form(name, **options)
    return "\n".join(block.plain for block in shown)
