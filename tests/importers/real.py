"""What becomes of a folder of real export files: each is dropped alone into an empty workbook and taken in twice.

    python -m tests.importers.real FOLDER

prints one line a file as CSV. `real_exports.csv` beside this file holds the lines as they were checked by hand.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

from careerkit.rebuild import Rebuilt
from careerkit.refresh import refresh
from careerkit.workspace import Workbook

TODAY = date(2026, 1, 15)
# Where a file belongs that is no drop.
PLACES = {"obsidian": "journal"}
# The column maps that a person would have saved for the two folders of spreadsheets.
MAPS = """format = 1
time_zone = "Europe/Berlin"
[sources.sheet]
table = "entry"
columns = { date = "date", word = "kind", text = "text", hours = "hours" }
[sources.notion]
table = "entry"
columns = { date = "Date", text = "Name", tags = "Tags", energy = "Energy" }
"""
# Files that ask something, and the answer that a person would give.
ANSWERS = {
    "clockify/clockify_time_entries_import_test_1.csv": '[sources.clockify]\ndate_order = "mdy"\n',
    "excel/cp1252.csv": 'encoding = "cp1252"\n',
    "excel/sep_hint.csv": 'encoding = "cp1252"\n',
    "excel/macroman.csv": 'encoding = "mac_roman"\n',
    "jrnl/little_endian_dates.journal": '[sources.jrnl]\ndate_order = "dmy"\n',
    "jrnl/simple_jrnl-1-9-5_little_endian_dates.journal": '[sources.jrnl]\ndate_order = "dmy"\n',
    "googleforms/form_direct.csv": '[sources.forms]\nme = "p1@example.org"\n',
}


@dataclass(frozen=True)
class Line:
    """One file, with or without its answer: the source, where its rows went, and the codes of what was wrong."""

    file: str
    answered: str
    source: str
    rows_in: int
    accepted: int
    duplicate: int
    ignored: int
    set_aside: int
    codes: str


def survey(folder: Path) -> Iterator[Line]:
    """Every file below a folder, sorted. Raises AssertionError when rows are lost or a second run changes a byte."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            yield _line(path, name, "")
            if name in ANSWERS:
                yield _line(path, name, ANSWERS[name])


def _line(path: Path, name: str, answer: str) -> Line:
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        # A map's own key goes right below the map.
        settings = (
            MAPS + answer
            if answer.startswith("[")
            else MAPS.replace("[sources.notion]", answer + "[sources.notion]")
        )
        (root / "workbook.toml").write_text(settings, "utf-8")
        target = root / PLACES.get(name.split("/", maxsplit=1)[0], "inbox") / path.name
        target.parent.mkdir()
        target.write_bytes(path.read_bytes())
        rebuilt, _ = refresh(Workbook(root), TODAY)
        before = _bytes(root)
        refresh(Workbook(root), TODAY)
        assert _bytes(root) == before, f"{name}: a second run changed something"
        return _told(name, answer, rebuilt)


def _bytes(root: Path) -> dict[str, bytes]:
    kept = (path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in kept}


def _told(name: str, answer: str, rebuilt: Rebuilt) -> Line:
    accounts = rebuilt.accounts
    assert all(account.holds for account in accounts), f"{name}: the rows do not add up"
    assert accounts or rebuilt.problems or rebuilt.found.files or name.endswith("SOURCE.txt"), (
        f"{name}: silently nothing"
    )
    codes = sorted({problem.code for problem in rebuilt.problems})
    return Line(
        name, "yes" if answer else "", "+".join(sorted({account.source for account in accounts})),
        sum(a.rows_in for a in accounts), sum(a.accepted for a in accounts),
        sum(a.duplicate for a in accounts), sum(a.ignored for a in accounts),
        sum(a.quarantined for a in accounts), " ".join(codes),
    )  # fmt: skip


def main() -> None:
    """Print the survey of a folder."""
    writer = csv.DictWriter(sys.stdout, [field.name for field in fields(Line)], lineterminator="\n")
    writer.writeheader()
    for line in survey(Path(sys.argv[1])):
        writer.writerow(asdict(line))
        sys.stdout.flush()


if __name__ == "__main__":
    main()
