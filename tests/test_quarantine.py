"""The files of what was set aside: one per source, gone when it is clean, and never a formula."""

from __future__ import annotations

import csv
import io

from careerkit import quarantine
from careerkit.problems import Problem
from tests.conftest import Builder


def test_one_file_per_source_until_it_is_clean(workbook: Builder) -> None:
    """Two sources and a warning, which costs nothing; then one of them is mended."""
    bad = Problem("inbox/x.csv", 3, "day", "E-DATE", "no day", "Write it so", source="toggl")
    other = Problem("journal/2024.md", 1, "", "E-NODAY", "no day", "Write one", value="=1+1")
    warning = Problem("journal/2024.md", 1, "", "W-DATE", "odd", "Look", source="journal")
    quarantine.write(workbook.book, [bad, other, warning])
    assert set(workbook.snapshot("quarantine")) == {
        "quarantine/toggl.csv",
        "quarantine/workbook.csv",
    }
    rows = list(
        csv.DictReader(io.StringIO(workbook.snapshot()["quarantine/workbook.csv"].decode()))
    )
    assert [row["value"] for row in rows] == ["'=1+1"]
    quarantine.write(workbook.book, [bad])
    assert set(workbook.snapshot("quarantine")) == {"quarantine/toggl.csv"}
