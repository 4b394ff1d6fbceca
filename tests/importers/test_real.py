"""Real export files, where a folder of them is named: what becomes of each is what was checked by hand.

`real_exports.csv` has one line a file; none of the files is part of the project.
"""

from __future__ import annotations

import csv
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.importers.real import Line, survey

TABLE = Path(__file__).with_name("real_exports.csv")
# Files that are broken on purpose, or hold nothing but what careerkit refuses to guess.
BROKEN = {
    "clockify/clockify_time_entries_import_test_3.csv", "ics/big_bad_calendar.ics", "ics/end_before_start_event.ics",
    "ics/small_bad_calendar.ics", "jrnl/mostlyreadabledates.journal", "obsidian/Invalid Dates.md",
}  # fmt: skip
FORMATS = {
    "clockify", "dayone", "excel", "goodreads", "googleforms", "ics", "jrnl", "jsonresume", "linkedin", "notion",
    "obsidian", "toggl",
}  # fmt: skip


def checked() -> list[dict[str, str]]:
    """The lines as they were checked."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_real_files_give_what_was_checked(request: pytest.FixtureRequest) -> None:
    """Each file alone in an empty workbook, taken in twice: no row lost, no byte changed by the second run."""
    folder = request.config.getoption("--real-exports", default=None)
    if folder is None:
        pytest.skip("no --real-exports")
    found = [
        {key: str(value) for key, value in asdict(line).items()} for line in survey(Path(folder))
    ]
    assert found == checked()


def test_genuine_exports_lose_next_to_nothing() -> None:
    """Of each file that is not broken on purpose, answered where it asks: at most 5 % of its rows are set aside."""
    lines = checked()
    answered = {line["file"] for line in lines if line["answered"]}
    for line in lines:
        if line["file"].split("/")[0] not in FORMATS or line["file"] in BROKEN:
            continue
        if line["answered"] or line["file"] not in answered:
            assert int(line["set_aside"]) <= 0.05 * int(line["rows_in"]), line


def test_every_row_of_the_table_adds_up() -> None:
    """Rows in = accepted + duplicate + ignored + set aside; a file without a row says why."""
    for line in checked():
        counts = [int(line[name]) for name in ("accepted", "duplicate", "ignored", "set_aside")]
        assert int(line["rows_in"]) == sum(counts), line
        assert int(line["rows_in"]) or line["codes"] or line["source"] == "journal", line
    assert set(checked()[0]) == set(Line.__dataclass_fields__)
