"""Files as JupyterLab names them, from the folder at its top."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerkit import labpath
from careerkit.workspace import Workbook


def test_a_workbook_is_the_top_and_a_try_out_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a try-out other workbooks can be opened; above a person's own nothing can."""
    monkeypatch.delenv(labpath.VARIABLE, raising=False)
    own, trial = Workbook(tmp_path / "career"), Workbook(tmp_path / "try-out")
    assert labpath.seen(own, own.root / "reports" / "a b.html") == "reports/a b.html"
    assert labpath.seen(own, trial.root / "x") == ""
    assert labpath.seen(trial, own.root / "x") == "career/x"
    assert labpath.is_try_out(Workbook(tmp_path / "try-out-driver"))
    assert not labpath.is_try_out(Workbook(tmp_path / "my-try-out"))


def test_what_lab_says_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder, unless the workbook lies elsewhere."""
    book = Workbook(tmp_path / "shelf" / "career")
    monkeypatch.setenv(labpath.VARIABLE, str(tmp_path / "shelf"))
    assert labpath.seen(book, book.root / "x") == "career/x"
    monkeypatch.setenv(labpath.VARIABLE, str(tmp_path / "elsewhere"))
    assert labpath.seen(book, book.root / "x") == "x"
