"""A review is made whole or not at all, and says why not without a word of the log."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from careerkit import review, store, workspace
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.past import freeze, history
from careerkit.workspace import Workbook

TODAY = date(2026, 1, 15)
CANARY = "quetzalcoatlus"
DECLARED = 'workbook: str = ""\nyear: int = 2025\nas_of: str = ""\naudience: str = "owner"\n'
TOKEN = (
    'from careerkit import blocks, pages\nblocks.emit([pages.end(year, as_of, audience, "x")])\n'
)


def notebook(path: Path, *sources: str, parameters: str = DECLARED) -> Path:
    """A notebook with a parameters cell and the given code cells."""
    cells = [{"source": parameters, "tags": ["parameters"]}, *({"source": s} for s in sources)]
    found = [
        {
            "cell_type": "code",
            "id": f"c{i}",
            "metadata": {"tags": cell.get("tags", [])},
            "source": cell["source"],
            "outputs": [],
            "execution_count": None,
        }
        for i, cell in enumerate(cells)
    ]
    spec = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    whole = {"cells": found, "metadata": spec, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


@pytest.fixture
def book(tmp_path: Path) -> Workbook:
    """A workbook of one entry, in a folder whose name is hostile to format templates."""
    root = tmp_path / "Übung {0} & Co"
    (root / "journal").mkdir(parents=True)
    (root / "workbook.toml").write_text('format = 1\nname = "Ada"\n', encoding="utf-8")
    line = f"## 2025-03-05\n- win: {CANARY} closed the pitch +1\n"
    (root / "journal" / "2025.md").write_text(line, encoding="utf-8")
    return Workbook(root)


def make(book: Workbook, source: Path, **options: Any) -> review.Made:
    return review.review(book, 2025, today=TODAY, notebook=source, **options)


def test_a_finished_notebook_is_published_with_its_token(book: Workbook, tmp_path: Path) -> None:
    """A notebook whose last cell gives the token: both files stand, with no trace of the run."""
    made = make(book, notebook(tmp_path / "own.ipynb", TOKEN))
    stored = json.loads(made.notebook.read_text("utf-8"))
    assert made.html.read_bytes().startswith(b"<!doctype html>")
    assert "papermill" not in json.dumps([c["metadata"] for c in stored["cells"]])
    assert "papermill" not in stored["metadata"]
    assert made.notebook.parent == book.root / "reports"


@pytest.mark.parametrize(
    ("poison", "reason"),
    [
        ("import sys; sys.exit(0)", "stopped before its last cell"),
        ("import os; os._exit(0)", "the kernel died"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "the kernel died"),
        ("import time; time.sleep(60)", "took longer than allowed"),
        (f"raise ValueError('{CANARY}')", "failed with ValueError"),
        ("def f(): return f()\nf()", "failed with RecursionError"),
    ],
    ids=["sys.exit", "exit", "kill", "hang", "raise", "recursion"],
)
def test_a_run_that_did_not_end_is_a_failure_with_a_reason(
    book: Workbook, tmp_path: Path, poison: str, reason: str
) -> None:
    """Six ways to die in the second cell: no report, the old one untouched, no private word said."""
    old = book.root / "reports" / "2025-owner.html"
    old.parent.mkdir()
    old.write_bytes(b"old")
    source = notebook(tmp_path / "own.ipynb", poison, TOKEN)
    with pytest.raises(review.ReviewFailed, match=reason) as caught:
        make(book, source, timeout=3 if "sleep" in poison else 120)
    assert CANARY not in str(caught.value)
    assert old.read_bytes() == b"old"
    assert not (book.root / "reports" / "2025-owner.ipynb").exists()
    assert (book.root / "reports" / "failed" / "2025-owner.ipynb").exists()


def test_a_token_for_other_parameters_does_not_count(book: Workbook, tmp_path: Path) -> None:
    """A notebook that overwrites its year reviews the wrong one: it is not published."""
    source = notebook(tmp_path / "own.ipynb", "year = 1999", TOKEN)
    with pytest.raises(review.ReviewFailed, match="before its last cell"):
        make(book, source)


def test_parameters_that_the_notebook_does_not_declare_are_refused(
    book: Workbook, tmp_path: Path
) -> None:
    """Papermill would only warn and run the defaults."""
    source = notebook(tmp_path / "own.ipynb", TOKEN, parameters="year: int = 2025\n")
    with pytest.raises(UsageError, match="no parameter workbook, audience, as_of; it has: year"):
        make(book, source)


def test_a_parameter_name_is_never_code(tmp_path: Path) -> None:
    """A name with a line break in it would be pasted into a cell."""
    source = notebook(tmp_path / "own.ipynb")
    with pytest.raises(UsageError):
        review.check_parameters(source, {"year=1; import os\nx": 1})


def test_what_is_no_notebook_is_said_so(book: Workbook, tmp_path: Path) -> None:
    """A text file named .ipynb, and a file that is not there."""
    bad = tmp_path / "bad.ipynb"
    bad.write_text("hello", encoding="utf-8")
    with pytest.raises(BadData, match="not a Jupyter notebook"):
        make(book, bad)
    with pytest.raises(UsageError, match="there is no notebook"):
        make(book, tmp_path / "none.ipynb")


@pytest.mark.parametrize(
    ("year", "options", "reason"),
    [
        (2027, {}, "has not begun"),
        (1800, {}, "not a year between"),
        (2025, {"as_of": date(2024, 5, 1)}, "lies before the year"),
        (2025, {"reader": "boss"}, "no audience 'boss'"),
    ],
)
def test_questions_without_an_answer_are_refused_before_anything_runs(
    book: Workbook, year: int, options: dict[str, Any], reason: str
) -> None:
    """A year to come, an impossible one, an as-of date before it, an unknown reader."""
    with pytest.raises(UsageError, match=reason):
        review.review(book, year, today=TODAY, **options)
    assert not (book.root / "reports").exists()


def test_a_running_year_is_known_until_today(book: Workbook, tmp_path: Path) -> None:
    """In January 2026 the year 2026 is known up to that day."""
    source = notebook(tmp_path / "own.ipynb", TOKEN)
    made = review.review(book, 2026, today=TODAY, notebook=source)
    injected = json.loads(made.notebook.read_text("utf-8"))["cells"][1]["source"]
    assert 'as_of = "2026-01-15"' in "".join(injected)


def test_no_module_of_a_data_folder_is_ever_imported(book: Workbook, tmp_path: Path) -> None:
    """An altair.py beside the journal, and the command run from there."""
    (book.root / "altair.py").write_text("raise SystemExit('ran')", encoding="utf-8")
    probe = "import sys, os\nassert os.getcwd() not in sys.path and '' not in sys.path\n"
    made = make(book, notebook(tmp_path / "own.ipynb", probe, TOKEN))
    assert made.html.exists()


def test_two_reviews_are_the_same_bytes(tmp_path: Path) -> None:
    """The annual review of a sample, before and after its exports were taken in, into two folders."""
    book = Workbook(tmp_path / "book")
    shutil.copytree(workspace.sample("driver-to-creator").root, book.root)
    made = [review.review(book, 2024, today=TODAY, out=tmp_path / out) for out in ("a", "b")]
    assert made[0].html.read_bytes() == made[1].html.read_bytes()
    assert made[0].notebook.read_bytes() == made[1].notebook.read_bytes()
    assert str(tmp_path).encode() not in made[0].html.read_bytes()
    assert len(history.read(freeze.home(book))) == 1
    # Whatever has become of the log: the frozen tables give the same page and the same notebook.
    shutil.rmtree(book.root / "journal")
    (book.root / "workbook.toml").write_text('format = 1\nname = "Somebody else"\n', "utf-8")
    again = review.review(workspace.find(made[0].frozen), 2024, today=date(2030, 1, 1))
    assert again.html.read_bytes() == made[0].html.read_bytes()
    assert again.notebook.read_bytes() == made[0].notebook.read_bytes()
    assert again.html.parent == made[0].frozen / "reports"
    assert len(history.read(freeze.home(book))) == 1


def test_a_review_runs_on_what_it_keeps(book: Workbook, tmp_path: Path) -> None:
    """A notebook that looks at its workbook, and meanwhile a line is written: it sees frozen tables without that line."""
    journal = book.root / "journal" / "2025.md"
    probe = (
        "from careerkit.workbook import Year\nfrom pathlib import Path\n"
        f"with Path({str(journal)!r}).open('a') as file:\n    file.write('- win: Meanwhile\\n')\n"
        "seen = Year(workbook, year)\nassert seen.book.is_frozen\nassert len(seen.tables['entry']) == 1\n"
    )
    made = make(book, notebook(tmp_path / "own.ipynb", probe, TOKEN))
    assert made.frozen.parent == book.root / "reports" / "frozen"
    assert len(store.load(Workbook(made.frozen)).frames["entry"]) == 1
    assert len(store.load(book).frames["entry"]) == 2


def test_a_review_is_put_on_record_once(book: Workbook, tmp_path: Path) -> None:
    """Made on two days; then after a change; then a run that fails: two lines, the last as made."""
    own = notebook(tmp_path / "own.ipynb", TOKEN)
    first = make(book, own)
    review.review(book, 2025, today=date(2026, 2, 1), notebook=own)
    (past,) = history.read(freeze.home(book))
    assert (past.made_on, past.year, past.as_of) == (TODAY, 2025, date(2025, 12, 31))
    assert (past.audience, past.frozen) == ("owner", first.frozen.name)
    assert past.html == hashlib.sha256(first.html.read_bytes()).hexdigest()
    (book.root / "journal" / "2025.md").write_text("## 2025-03-05\n- win: Another\n", "utf-8")
    with pytest.raises(review.ReviewFailed):
        make(book, notebook(tmp_path / "bad.ipynb", "raise ValueError", TOKEN))
    second = make(book, own)
    assert [past.frozen for past in history.read(freeze.home(book))] == [
        first.frozen.name, second.frozen.name,
    ]  # fmt: skip


def test_the_tables_never_lie_in_a_folder_that_may_be_handed_on(
    book: Workbook, tmp_path: Path
) -> None:
    """--out for a mentor: the page and its notebook are there, the whole log and the record of reviews are not."""
    out = tmp_path / "shared"
    make(book, notebook(tmp_path / "own.ipynb", TOKEN), reader="mentor", out=out)
    assert {path.name for path in out.iterdir()} == {"2025-mentor.html", "2025-mentor.ipynb"}
    assert {path.name for path in (book.root / "reports").iterdir()} >= {"frozen", "reviews.jsonl"}


def test_a_private_text_in_a_readers_block_stops_the_review(book: Workbook, tmp_path: Path) -> None:
    """A notebook that by mistake gives the mentor a private line: nothing is written, no word is said."""
    line = f"{CANARY} closed the pitch"
    leak = (
        "from careerkit import blocks\n"
        f'blocks.emit([blocks.quote("{line}", "2025-03-05", audience=["mentor"])])\n'
    )
    source = notebook(tmp_path / "own.ipynb", leak, TOKEN)
    with pytest.raises(NotAllowed, match="1 private text stands") as caught:
        make(book, source, reader="mentor")
    assert CANARY not in str(caught.value)
    assert not list((book.root / "reports").glob("2025-*"))
    assert history.read(freeze.home(book)) == []
