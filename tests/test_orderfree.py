"""Ingest is a function of what was dropped: not of the order, the number of times, the files it came in or their dress."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from careerkit.importers import importers
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Skipped
from careerkit.refresh import refresh
from careerkit.settings import Settings
from tests.conftest import TODAY, Builder

HEAD = ["Email", "Project", "Description", "Start date", "Start time", "Duration"]
SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

days = st.dates(date(2024, 1, 1), date(2024, 1, 12))
times = st.tuples(
    st.just("a@example.org"), st.sampled_from(["Quay", "Dock, north", 'The "pier"']),
    st.sampled_from(["Tally", "Åsa's list", "two\nlines", "=1+1", "Ω"]), days.map(date.isoformat),
    st.integers(0, 22).map(lambda hour: f"{hour:02}:15:00"), st.sampled_from(["00:30:00", "01:00:00"]),
)  # fmt: skip
tables_of_times = st.lists(times, min_size=1, max_size=12)


def written(rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\n") -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows([HEAD, *rows])
    return text.getvalue().replace("\n", end)


def taken_in(files: Sequence[tuple[str, bytes]], toml: str = "") -> list[dict[str, Any]]:
    """The rows that stand after each file was dropped and taken in, one after the other; where they came from is left out."""
    with tempfile.TemporaryDirectory() as folder:
        workbook = Builder(Path(folder))
        workbook.write("workbook.toml", f"format = 1\n{toml}")
        for number, (name, data) in enumerate(files):
            workbook.write(f"inbox/{number}/{name}", data)
            rebuilt, _ = refresh(workbook.book, TODAY, accept_shrink=True)
            assert rebuilt.unbalanced == []
        rows = [row.cells for found in rebuilt.rows.values() for row in found]
    # When a row was first met is the one thing that depends on when its file came.
    place = {"file", "line", "recorded_at"}
    return [{key: value for key, value in cells.items() if key not in place} for cells in rows]


@SLOW
@given(tables_of_times, tables_of_times)
def test_order_and_repetition_do_not_matter(first: list[Any], second: list[Any]) -> None:
    """Two exports of a tracker, named after their days: a+b, b+a, a+b+a, and both twice under other names."""
    a = ("times 2024-02-01.csv", written(first).encode())
    b = ("times 2024-03-01.csv", written(second).encode())
    wanted = taken_in([a, b], "[sources.toggl]\n")
    assert taken_in([b, a]) == wanted
    assert taken_in([a, b, a]) == wanted
    assert (
        taken_in([a, ("times 2024-02-01 (1).csv", a[1]), b, ("copy 2024-03-01.csv", b[1])])
        == wanted
    )


@SLOW
@given(st.data(), tables_of_times)
def test_rows_may_be_split_over_files_in_any_dress(data: st.DataObject, rows: list[Any]) -> None:
    """A union of commit-like rows through a column map: any number of files, delimiters, encodings and line ends."""
    unique = list({(row[1], row[2], row[3], row[4]): row for row in rows}.values())
    toml = """[sources.t]
table = "time"
columns = { account = "Email", project = "Project", activity = "Description", date = "Start date", hours = "Duration" }
key = ["Start date", "Start time", "Description", "Project"]
coverage = "union"
files = "part*"
[sources.toggl]
"""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(unique)), max_size=3)))
    parts = [unique[a:b] for a, b in zip([0, *cuts], [*cuts, len(unique)], strict=True)]
    files = []
    for number, part in enumerate(parts):
        delimiter = data.draw(st.sampled_from([",", ";", "\t"]))
        encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
        end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
        text = written([[*row] for row in part], delimiter, end).replace("Start date", "Start day")
        files.append((f"part{number}.csv", text.encode(encoding)))
    toml = toml.replace("Start date", "Start day")
    whole = [("part.csv", written(unique).replace("Start date", "Start day").encode())]
    wanted = taken_in(whole, toml)
    assert taken_in(files, toml) == wanted
    assert len(wanted) == len(unique)


def _samples() -> dict[str, list[bytes]]:
    here = Path(__file__).parent / "importers"
    found: dict[str, list[bytes]] = {}
    for path in sorted(here.glob("*/sample/*")):
        if path.name != "expected.json":
            found.setdefault(path.parts[-3], []).append(path.read_bytes())
    return found


SAMPLES = _samples()
INBOX = [name for name, importer in importers() if "inbox" in importer.PLACES]


@pytest.mark.parametrize("source", INBOX)
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_for_any_bytes_a_reader_gives_a_result_or_says_why_not(
    source: str, data: st.DataObject
) -> None:
    """A sample of the source with bytes cut out, doubled or changed; and bytes that are nothing at all."""
    importer = dict(importers())[source]
    original = data.draw(st.sampled_from([*SAMPLES[source], b""]))
    start, stop = sorted(
        data.draw(st.tuples(st.integers(0, len(original)), st.integers(0, len(original))))
    )
    noise = data.draw(
        st.one_of(st.binary(max_size=40), st.just(original[start:stop] * 2), st.just(b""))
    )
    changed = original[:start] + noise + original[stop:]
    name = data.draw(st.sampled_from(["x.csv", "x.json", "x.zip", "x.txt", "x.ics", "x"]))
    drop = Drop(name, "inbox", name, changed)
    rows = []
    try:
        importer.claims(drop)
        rows = list(importer.read(drop, Settings()))
    except Unreadable as bad:
        rows = [bad.problem]
        drop.rows_in = 1
    outcomes = [row for row in rows if not (isinstance(row, Problem) and row.is_warning)]
    assert all(isinstance(row, Record | Skipped | Problem) for row in outcomes)
    assert drop.rows_in == len(outcomes)
    assert all(
        row.code.startswith("E-") and row.fix for row in outcomes if isinstance(row, Problem)
    )


def test_every_source_of_the_inbox_has_samples() -> None:
    """So that the test above cannot pass over one."""
    assert set(INBOX) <= set(SAMPLES)
    assert all(len(data) > 10 for samples in SAMPLES.values() for data in samples)


def test_the_newest_of_two_exports_is_told_by_its_name_then_by_what_is_inside(
    tmp_path: Path,
) -> None:
    """A name without a date: the newest day inside decides; the file's time stamp never does."""
    early = date(2024, 1, 1)
    rows = [
        [
            "a@example.org",
            "Quay",
            "Tally",
            (early + timedelta(days=n)).isoformat(),
            "09:00:00",
            "01:00:00",
        ]
        for n in range(4)
    ]
    longer = [*rows, ["a@example.org", "Quay", "More", "2024-01-08", "09:00:00", "01:00:00"]]
    for files in ([rows[1:], longer[:1] + longer[2:]], [longer[:1] + longer[2:], rows[1:]]):
        found = taken_in([(f"{n}.csv", written(part).encode()) for n, part in enumerate(files)])
        assert sorted(cells["date"].day for cells in found) == [1, 3, 4, 8]
