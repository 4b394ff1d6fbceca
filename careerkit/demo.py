"""`careerkit demo`: the sample workbooks -> everything -> where the reports are and what to try next."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from careerkit import batch, durable, workspace
from careerkit.errors import UsageError
from careerkit.workspace import MARKER

YEARS = (2023, 2024, 2025)


def demo(out: Path | None, workers: int | None, say: Callable[[str], object]) -> int:
    """Make all reports of the samples. Returns the exit code.

    In a checkout the reports go to reports/; from an installed package the samples are copied to `out` (careerkit-demo
    by default) first, because nothing may be written into the package.
    """
    books = _workbooks(out)
    say(f"Four invented people, three years each: {', '.join(Path(book).name for book in books)}")
    results = batch.run(batch.jobs(books, YEARS, None, "owner", None, 300), workers=workers)
    say(batch.summary(results))
    made = [result.files["html"] for result in results if result.files]
    if made:
        say(f"\nOpen one in a browser: {made[-1]}")
    say(_NEXT.format(sample=books[0]))
    return batch.exit_code(results)


def _workbooks(out: Path | None) -> list[str]:
    names = workspace.sample_names()
    if workspace.clone() is not None and out is None:
        return [str(workspace.sample(name).root) for name in names]
    target = (out or Path("careerkit-demo")).expanduser().resolve()
    return [str(_copy(workspace.sample(name).root, target / name)) for name in names]


def _copy(source: Path, target: Path) -> Path:
    """A fresh copy of a sample; a folder that is no such copy is never touched."""
    if target.exists() and not (target / MARKER).is_file():
        raise UsageError(f"{target} is in the way; name another folder with --out")
    if not target.exists():
        durable.make_folder(target.parent)
        derived = shutil.ignore_patterns("raw", "tables", "quarantine", "reports", ".*")
        shutil.copytree(source, target, ignore=derived)
    return target


_NEXT = """
What to try next:
  careerkit check {sample}
  careerkit review {sample} --year 2025 --audience mentor
  careerkit init my-career && cd my-career
  careerkit log win "What went well today" --energy 1
  careerkit lab"""
