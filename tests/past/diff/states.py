"""A small workbook in two states, as the tests of a comparison need them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from careerkit.past.diff import Side
from careerkit.workspace import Workbook

YEAR = 2024
END = date(2024, 12, 31)
FILES = {
    "workbook.toml": 'format = 1\nname = "Ada"\n[targets]\nconnections_per_week = 2\n',
    "journal/2024.md": """## 2024-02-05 Mon
- win: Closed the pitch with the bakery +2 1h30 #persuasion #acme
- did: Expense reports for the branch -2 2h #admin
## 2024-03-04 Mon
- lesson: Ask for the budget before the demo +1 #persuasion
- met: @dana coffee at the corner
- kept: tech-free evening
## 2024-05-13 Mon
- win: Led the first training of the new ones +2 3h #teaching
- learn: podcast "Invented careers" 45min #teaching
- broke: tech-free evening
## 2024-09-02 Mon
- did: Sorted the archive with care -1 2h #admin
- feedback: @lee be briefer -> three-bullet rule by 2024-10-20
## 2024-11-11 Mon
- win: Wrote the guide for the counter +1 2h #writing #acme
- met: @rahel lunch
""",
    "registers/goals.csv": "slug,title,parent,set_on,due\nrise,Rise,,,\npricing-diploma,A diploma,rise,2024-01-10,2024-10-01\n",
    "registers/skills.csv": "slug,name,aliases\nteaching,Teaching,coaching\n",
}


def written(root: Path, files: Mapping[str, str] = FILES) -> Workbook:
    """A workbook with these files and no others."""
    shutil.rmtree(root, ignore_errors=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Workbook(root)


def side(root: Path, files: Mapping[str, str] = FILES, as_of: date = END) -> Side:
    """One state of the year, as the log is when it is as these files say."""
    return Side(written(root, files), YEAR, as_of)


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """The files with one text of one of them replaced; it must be there."""
    assert old in FILES[name]
    return {**FILES, name: FILES[name].replace(old, new)}
