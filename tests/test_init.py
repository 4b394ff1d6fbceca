"""A new workbook is whole, private, and can be used at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from careerkit import init, settings
from careerkit.errors import UsageError
from careerkit.rebuild import rebuild


def test_a_new_workbook_reads_without_a_word_of_complaint(tmp_path: Path) -> None:
    """Careerkit init x: settings load, nothing is wrong, every register has a header its table knows."""
    book = init.init(tmp_path / "x", "Ada")
    assert book.name == "Ada"
    rebuilt = rebuild(book)
    assert rebuilt.problems == []
    assert {account.file for account in rebuilt.accounts} >= {"registers/goals.csv"}


def test_nothing_is_shared_by_default(tmp_path: Path) -> None:
    """The consent of a new workbook names no section."""
    book = init.init(tmp_path / "x")
    assert book.settings.consent == {"mentor": ()}


def test_the_private_notebooks_hold_no_output_and_point_at_the_workbook(tmp_path: Path) -> None:
    """Copies of the guides: stripped of the samples' outputs, workbook parameter empty."""
    book = init.init(tmp_path / "x")
    copies = sorted((book.root / "notebooks" / "guide").glob("*.ipynb"))
    assert len(copies) >= 3
    for copy in copies:
        notebook = json.loads(copy.read_text("utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
        assert "sample:" not in json.dumps(code)
        parameters = "".join(code[0]["source"])
        assert 'workbook: str = ""' in parameters
        assert "year: int = 0" in parameters


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    """A second init in the same folder, and one in a folder that holds something."""
    init.init(tmp_path / "x")
    with pytest.raises(UsageError, match="already"):
        init.init(tmp_path / "x")
    (tmp_path / "y").mkdir()
    (tmp_path / "y" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match="not an empty folder"):
        init.init(tmp_path / "y")


@pytest.mark.parametrize("name", ['Ada "the" Boss', "a\\b", "x\ny", "Zoë 🙂", '"""'])
def test_any_name_gives_a_valid_workbook(tmp_path: Path, name: str) -> None:
    """Names with quotes, backslashes, line breaks, emoji."""
    book = init.init(tmp_path / "x", name)
    assert settings.load(book.root / "workbook.toml").name == name.replace("\n", "")


@pytest.mark.skipif(os.name != "posix", reason="permissions are a POSIX promise")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    """Folders 0700, files 0600."""
    book = init.init(tmp_path / "x")
    assert book.root.stat().st_mode & 0o777 == 0o700
    assert (book.root / "workbook.toml").stat().st_mode & 0o777 == 0o600


def test_the_private_notebooks_run_on_a_log_of_any_year(tmp_path: Path) -> None:
    """One line of 1999: every copied guide runs to its end, in its own folder."""
    book = init.init(tmp_path / "x")
    (book.journal / "1999.md").write_text("## 1999-05-05\n- win: One line\n", encoding="utf-8")
    for copy in sorted((book.root / "notebooks" / "guide").glob("*.ipynb")):
        cells = json.loads(copy.read_text("utf-8"))["cells"]
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        subprocess.run(
            [sys.executable, "-c", code], cwd=copy.parent, check=True, capture_output=True
        )
