"""What the tests of sharing have in common: a small workbook, and reviews that are made in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from careerkit import review, workspace
from careerkit.past import freeze
from careerkit.workbook import Year
from careerkit.workspace import Workbook
from tests.rendering import executed

JOURNAL = """\
## 2025-03-04
- win: Told @lene and the whole team about the new rota !mentor
- win: Asked for more money and got a maybe @lene-hansen
- lesson: Ask early, said Otto Bauer to me twice !mentor
"""
PEOPLE = "slug,name\nlene,Lene Hansen\notto,Otto Bauer\n"
SETTINGS = 'format = 1\nname = "Ida Vale"\n[consent.mentor]\nsections = ["trust", "wins"]\n'


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    """A workbook with two shared lines and many private ones, whose reviews are made in this process."""
    root = tmp_path / "ida"
    weeks = "".join(
        f"## 2025-{month:02}-{day:02}\n- win: Counted the boxes of {month} {day}\n"
        for month in range(1, 13)
        for day in (6, 13, 20, 27)
    )
    for name, text in {
        "workbook.toml": SETTINGS, "journal/2025.md": JOURNAL + weeks, "registers/people.csv": PEOPLE,
    }.items():  # fmt: skip
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.setattr(review, "up_to_date", _in_this_process(monkeypatch))
    return Workbook(root)


def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> Callable[..., review.Made]:
    def made(book: Workbook, year: int, **given: Any) -> review.Made:
        frozen = freeze.freeze(book, given["today"], freeze.home(book))
        with monkeypatch.context() as patch:
            seen = Year(str(frozen.root), year, f"{year}-12-31", given["reader"])
            found = executed(seen, patch)
        notebook = workspace.reports_folder(book, given["out"]) / f"{year}-{given['reader']}.ipynb"
        notebook.parent.mkdir(parents=True, exist_ok=True)
        notebook.write_text(json.dumps(found), "utf-8")
        return review.Made(notebook, notebook.with_suffix(".html"), frozen.root)

    return made
