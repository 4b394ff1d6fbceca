"""Many workbooks and years -> one process per report; one that fails does not stop the others."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from careerkit import audience, period, terminal
from careerkit.errors import SomeFailed, UsageError

MAX_YEARS = 60
# Starting Python and the kernel, on top of what the cells may take.
GRACE = 120


@dataclass(frozen=True)
class Job:
    """One report to make. timeout: seconds one cell may take."""

    workbook: str
    year: int
    audience: str
    as_of: date | None = None
    out: Path | None = None
    timeout: int = 300

    @property
    def label(self) -> str:
        """How messages name it: the folder's name and the year."""
        return f"{Path(self.workbook).name} {self.year}"

    def command(self) -> list[str]:
        """The command line that makes it, in a process of its own."""
        words = [
            sys.executable, "-P", "-m", "careerkit", "review", "--year", str(self.year),
            "--audience", self.audience, "--timeout", str(self.timeout), "--json",
        ]  # fmt: skip
        words += ["--as-of", self.as_of.isoformat()] if self.as_of else []
        words += ["--out", str(self.out)] if self.out else []
        return [*words, "--", self.workbook]


@dataclass(frozen=True)
class Result:
    """What became of a job: the files made, or the one line that says why not."""

    job: Job
    files: dict[str, str]
    error: str = ""
    exit_code: int = 0


def parse_years(text: str) -> list[int]:
    """`2025` or `2023-2025` as years. Raises UsageError."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{4}))?", text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not first <= last < first + MAX_YEARS:
        raise UsageError(f"{text!r} is not a year or a range such as 2023-2025")
    for year in (first, last):
        period.check_year(year)
    return list(range(first, last + 1))


def jobs(
    workbooks: Iterable[str], years: Sequence[int], as_of: date | None, reader: str,
    out: Path | None, timeout: int,
) -> list[Job]:  # fmt: skip
    """One job per workbook and year, in order; two workbooks never write into the same folder."""
    audience.reader(reader)
    found: list[Job] = []
    taken: dict[Path, str] = {}
    for workbook in dict.fromkeys(str(name).rstrip("/\\") for name in workbooks):
        folder = _folder(workbook, out)
        if folder is not None and taken.setdefault(folder, workbook) != workbook:
            raise UsageError(f"{workbook} and {taken[folder]} would write into the same {folder}")
        found += [Job(workbook, year, reader, as_of, folder, timeout) for year in years]
    return found


def _folder(workbook: str, out: Path | None) -> Path | None:
    return out.expanduser().resolve() / Path(workbook).name if out else None


def run(todo: Sequence[Job], *, workers: int | None = None, quiet: bool = False) -> list[Result]:
    """Run all jobs, a few at a time, with a progress bar; results come in the order of the jobs.

    workers: reports at the same time; one per core if not given. Ctrl-C ends the running ones.
    """
    count = workers or os.cpu_count() or 1
    running = _Running()
    results: dict[Job, Result] = {}
    bar = click.progressbar(
        length=len(todo), label="Reports", file=terminal.unguarded(sys.stderr), show_pos=True,
        hidden=quiet, item_show_func=lambda label: label and terminal.shown(label),
    )  # fmt: skip
    with ThreadPoolExecutor(count) as pool, bar:
        futures = {pool.submit(_run, job, running): job for job in todo}
        try:
            for future in as_completed(futures):
                results[futures[future]] = future.result()
                bar.update(1, futures[future].label)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            running.stop()
            raise
    return [results[job] for job in todo]


class _Running:
    """The processes under way, so that an interrupted batch leaves none behind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._processes: set[subprocess.Popen[str]] = set()
        self._stopped = False

    def start(self, job: Job) -> subprocess.Popen[str] | None:
        with self._lock:
            if self._stopped:
                return None
            process = subprocess.Popen(
                job.command(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace",
                start_new_session=os.name == "posix", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            )  # fmt: skip
            self._processes.add(process)
            return process

    def done(self, process: subprocess.Popen[str]) -> None:
        with self._lock:
            self._processes.discard(process)

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            for process in self._processes:
                _kill(process)


def _kill(process: subprocess.Popen[str]) -> None:
    """End a report's process and the kernel in its group."""
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _run(job: Job, running: _Running) -> Result:
    process = running.start(job)
    if process is None:
        return Result(job, {}, "stopped before it began", 130)
    try:
        out, err = process.communicate(timeout=job.timeout * 4 + GRACE)
    except subprocess.TimeoutExpired:
        _kill(process)
        process.communicate()
        return Result(job, {}, "took longer than allowed and was stopped", 1)
    finally:
        running.done(process)
    if process.returncode == 0:
        return Result(job, json.loads(out.strip().splitlines()[-1]))
    lines = [line for line in err.strip().splitlines() if line.startswith("careerkit: ")]
    error = lines[0].removeprefix("careerkit: ") if lines else f"ended with {process.returncode}"
    return Result(job, {}, error, process.returncode)


def exit_code(results: Sequence[Result]) -> int:
    """0 when all reports were made, else 1."""
    return SomeFailed.exit_code if any(result.error for result in results) else 0


def summary(results: Sequence[Result]) -> str:
    """What was made, and one line for each report that was not."""
    failed = [result for result in results if result.error]
    lines = [f"{len(results) - len(failed)} of {len(results)} reports made"]
    folders = sorted({str(Path(r.files["html"]).parent) for r in results if r.files})
    lines += [f"  {folder}" for folder in folders]
    lines += [f"failed: {result.job.label}: {result.error}" for result in failed]
    return "\n".join(lines)


def public(results: Sequence[Result]) -> dict[str, Any]:
    """The results, for machine-readable output."""
    return {
        "made": sum(not result.error for result in results),
        "failed": sum(bool(result.error) for result in results),
        "reports": [
            {
                "workbook": result.job.workbook, "year": result.job.year,
                "audience": result.job.audience, **result.files,
                "error": result.error or None, "exit_code": result.exit_code,
            }
            for result in results
        ],
    }  # fmt: skip
