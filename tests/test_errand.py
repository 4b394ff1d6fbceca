"""A command as a process of its own: its answer, its errors in their own words, and signs of life meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from careerkit import errand, init
from careerkit.errors import BadData, CareerkitError, UsageError


def quiet(_: str) -> None:
    pass


def test_what_a_command_prints_comes_back(tmp_path: Path) -> None:
    """The check of a new workbook, and one sign of life at least."""
    said: list[str] = []
    found = errand.run(["check", str(init.init(tmp_path / "x").root)], said.append, "Looking:")
    assert found["problems"] == []
    assert said[0] == "Looking: 0 s"


def test_an_error_comes_back_as_the_same_kind(tmp_path: Path) -> None:
    """A folder that is none, and settings that cannot be read."""
    with pytest.raises(UsageError, match="is not a folder"):
        errand.run(["check", str(tmp_path / "nothing")], quiet, "")
    book = init.init(tmp_path / "x")
    (book.root / "workbook.toml").write_text("format = 9\n", encoding="utf-8")
    with pytest.raises(BadData, match="newer careerkit"):
        errand.run(["check", str(book.root)], quiet, "")


def test_the_surroundings_of_a_notebook_lead_nobody_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A live session and another workbook in the environment, a module of a library's name in the folder."""
    monkeypatch.setenv("JPY_SESSION_NAME", "x.ipynb")
    monkeypatch.setenv("CAREERKIT_WORKBOOK", str(tmp_path / "other"))
    found = errand._environment({"JPY_SESSION_NAME": "x", "CAREERKIT_WORKBOOK": "y", "A": "b"})
    assert found == {"A": "b", "CAREERKIT_FRONTEND": "0", "PYTHONUTF8": "1"}
    (tmp_path / "json.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert errand.run(["check", str(init.init(tmp_path / "x").root)], quiet, "")["problems"] == []


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that sleeps for a minute, with a limit of nothing: signs of life until it is ended."""
    asked: list[subprocess.Popen[str]] = []
    original = subprocess.Popen

    def sleeping(words: list[str], **options: Any) -> subprocess.Popen[str]:
        asked.append(original([sys.executable, "-c", "import time; time.sleep(60)"], **options))
        return asked[-1]

    monkeypatch.setattr(subprocess, "Popen", sleeping)
    monkeypatch.setattr(errand, "SIGN", 0.05)
    monkeypatch.setattr(errand, "LONGEST", 0)
    with pytest.raises(CareerkitError, match="was stopped"):
        errand.run(["check"], quiet, "")
    assert asked[0].returncode is not None


def test_no_answer_is_said() -> None:
    """A command that prints no JSON: its version takes no --json."""
    with pytest.raises(CareerkitError):
        errand.run(["--version"], quiet, "")
