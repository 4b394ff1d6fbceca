"""A large export from bytes to typed rows, against one bare pass of the standard library's CSV reader over the same file.

    python -m tests.benchmarks.ingest [--json] [--rows 1000000] [--times 3]

The export is made here, from a written seed: a detailed report of Toggl Track with fourteen columns and about 130
bytes a row. Three passes are measured: the table cut into rows, the importer's records (recognised, then read), and
the records typed. Each runs in this process in turn with the baseline; seconds are CPU seconds. Besides the ratios:
the cost of a row in files of 10,000 and 100,000 rows and of all of them, and how much memory each pass takes at most,
measured in a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from careerkit import tidy
from careerkit.importers import toggl
from careerkit.reading import sheets
from careerkit.reading.drops import Drop
from careerkit.records import Record
from careerkit.settings import Settings
from tests.benchmarks import measuring
from tests.peaks import peak

ROWS, SEED = 1_000_000, 20240305
SIZES = (10_000, 100_000)
FIRST = date(2015, 1, 1)
HEADER = (
    "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date", "Start time",
    "End date", "End time", "Duration", "Tags", "Amount (EUR)",
)  # fmt: skip
WORK = (
    ("Acme", "Branch story"), ("Acme", "Quarterly report"), ("Bern & Sons", "Website"), ("", "Reading"),
    ("", "Admin"), ("Quay, Ltd.", "Training"),
)  # fmt: skip
TEXTS = (
    "Weekly summary for the team", "Call about the offer", 'Draft of "Plan B", second part', "Inbox",
    "Prepared the workshop", "Notes on negotiation", "Reviewed the figures for the café",
)  # fmt: skip
TAGS = ("", "writing", "pitch, writing", "admin", "learning")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--rows", type=int, default=ROWS)
    arguments.add_argument("--times", type=int, default=3)
    arguments.add_argument("--peak", nargs=2, metavar=("PASS", "FILE"), help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.peak:
        print(grown(given.peak[0], Path(given.peak[1])), file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as folder:
        measuring.report(figures(Path(folder), given.rows, given.times), as_json=given.json)


def figures(folder: Path, rows: int, times: int) -> dict[str, float | int]:
    """All figures of this benchmark, in CPU seconds, ratios and MiB."""
    files = {size: written(folder / f"{size}.csv", size) for size in (*SIZES, rows)}
    found: dict[str, float | int] = {
        "runs": times, "rows": rows, "megabytes": files[rows].stat().st_size / 1e6,
    }  # fmt: skip
    for name, work in PASSES.items():
        ours, theirs = measuring.in_turn(
            lambda work=work: cpu(work, files[rows], rows),  # type: ignore[misc]
            lambda: cpu(baseline, files[rows], rows),
            times,
        )
        found[f"{name}_to_csv_reader"] = measuring.median_ratio(ours, theirs)
        found[f"{name}_cpu_seconds"] = statistics.median(ours)
        found["csv_reader_cpu_seconds"] = statistics.median(theirs)
        found |= {
            f"{name}_microseconds_a_row_of_{size}": cost(work, files[size], size) for size in files
        }
    for name in PASSES:
        found |= {
            f"{name}_mebibytes_for_{size}": float(
                measuring.run(
                    [sys.executable, "-m", "tests.benchmarks.ingest", "--peak", name, str(file)]
                ).stderr
            )
            for size, file in files.items()
        }
    return found


def cpu(work: Callable[[Path], int], file: Path, rows: int) -> float:
    """CPU seconds of one pass. Raises AssertionError when it has lost a row."""
    began = time.process_time()
    count = work(file)
    took = time.process_time() - began
    assert count == rows
    return took


def cost(work: Callable[[Path], int], file: Path, rows: int) -> float:
    """CPU microseconds a row, the better of two passes."""
    return min(cpu(work, file, rows) for _ in range(2)) / rows * 1e6


def grown(name: str, file: Path) -> float:
    """MiB that a pass takes at most, beyond what this process took before it."""
    before = peak()
    PASSES[name](file)
    return (peak() - before) / 2**20


def baseline(file: Path) -> int:
    """The named baseline: every row of the file as a list of texts, strictly, and nothing else."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        return sum(1 for _ in csv.reader(text, strict=True)) - 1


def cut(file: Path) -> int:
    """Find the table and cut it into rows."""
    found = sheets.find(_drop(file), HEADER, least=3)
    assert found is not None
    return sum(1 for _ in found.rows())


def read(file: Path) -> int:
    """Recognise the file and read it into records."""
    drop = _drop(file)
    assert toggl.claims(drop)
    return sum(isinstance(found, Record) for found in toggl.read(drop, Settings()))


def typed(file: Path) -> int:
    """Read the file and type every record; none is kept."""
    drop = _drop(file)
    return sum(
        tidy.row(found)[0] is not None
        for found in toggl.read(drop, Settings())
        if isinstance(found, Record)
    )


PASSES: dict[str, Callable[[Path], int]] = {"rows": cut, "records": read, "typed": typed}


def _drop(file: Path) -> Drop:
    return Drop.at(file, file.name, "inbox", f"inbox/{file.name}")


def written(file: Path, rows: int) -> Path:
    """Write an export with so many entries; the same ones each time."""
    chance = random.Random(SEED)
    # The longest file covers a hundred years at most, with as many entries a day as that takes.
    a_day = max(rows // (60 * 365), 8)
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(HEADER)
        writer.writerows(_entry(chance, number, a_day) for number in range(rows))
    return file


def _entry(chance: random.Random, number: int, a_day: int) -> list[str]:
    day = FIRST + timedelta(days=number // a_day)
    client, project = chance.choice(WORK)
    start, minutes = chance.randrange(6 * 60, 20 * 60), chance.randrange(1, 90)
    end = start + minutes
    return [
        "Robin Example", "robin@example.org", client, project, "", f"{chance.choice(TEXTS)} {number % 97}",
        "No", str(day), f"{start // 60:02}:{start % 60:02}:00", str(day), f"{end // 60:02}:{end % 60:02}:00",
        f"{minutes // 60:02}:{minutes % 60:02}:00", chance.choice(TAGS), "",
    ]  # fmt: skip


if __name__ == "__main__":
    main()
