"""`careerkit review` from cold, against the papermill command line and jupyter nbconvert on the same notebook.

    python -m tests.benchmarks.review [--json] [--times 5]

Both make one sample's review of one year, each command in a fresh process, in turn on the same machine. Besides the
ratio: the share of careerkit's CPU time that goes into imports, and the CPU time of `careerkit --help`.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from careerkit import workspace
from tests.benchmarks import measuring

SAMPLE, YEAR = "teller-to-adviser", "2025"
BIN = Path(sys.executable).parent
# What the command and its kernel load, each in a process of its own.
IMPORTS = (
    "from careerkit.startup import skip_slow_import as skip; skip()\n"
    "import careerkit.review, careerkit.report, papermill.execute, papermill.clientwrap",
    "from careerkit.startup import skip_slow_import as skip; skip()\n"
    "import ipykernel.kernelapp, altair, vl_convert, pyarrow.parquet, careerkit.workbook",
)


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true")
    arguments.add_argument("--times", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / SAMPLE
        shutil.copytree(workspace.sample(SAMPLE).root, book)
        measuring.report(figures(book, Path(folder), given.times), as_json=given.json)


def figures(book: Path, scratch: Path, times: int) -> dict[str, float | int]:
    """All figures of this benchmark, in seconds and ratios."""
    ours, theirs = measuring.in_turn(
        lambda: measuring.run(careerkit(book, scratch)).wall,
        lambda: baseline(book, scratch),
        times,
    )
    whole = statistics.median(measuring.run(careerkit(book, scratch)).cpu for _ in range(times))
    imports = sum(measuring.run([sys.executable, "-c", code]).cpu for code in IMPORTS)
    helped = [measuring.run([str(BIN / "careerkit"), "--help"]).cpu for _ in range(times)]
    return {
        "runs": times,
        "careerkit_review_seconds": statistics.median(ours),
        "papermill_nbconvert_seconds": statistics.median(theirs),
        "ratio": measuring.median_ratio(theirs, ours),
        "import_share_of_cpu": imports / whole,
        "help_cpu_seconds": statistics.median(helped),
    }


def careerkit(book: Path, scratch: Path) -> list[str]:
    """The command under test."""
    out = str(scratch / "ours")
    return [str(BIN / "careerkit"), "review", str(book), "--year", YEAR, "--out", out]


def baseline(book: Path, scratch: Path) -> float:
    """Wall seconds of the two standard commands on the same notebook with the same parameters."""
    notebook = workspace.notebooks() / "review" / "annual_review.ipynb"
    executed = scratch / "theirs.ipynb"
    first = measuring.run([
        str(BIN / "papermill"), str(notebook), str(executed), "--no-progress-bar",
        "-r", "workbook", str(book), "-p", "year", YEAR,
    ])  # fmt: skip
    second = measuring.run([str(BIN / "jupyter"), "nbconvert", "--to", "html", str(executed)])
    return first.wall + second.wall


if __name__ == "__main__":
    main()
