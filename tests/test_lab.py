"""`careerkit lab` starts JupyterLab in its own place, for this machine only, and says in one line where."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from careerkit import init, lab
from careerkit.errors import NotAllowed, UsageError
from careerkit.lab import server


class Started(Exception):
    """JupyterLab would run now."""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Collects the command line that would be run, in place of running it."""
    commands: list[list[str]] = []

    def run(command: list[str], *_: object, **__: object) -> int:
        commands.append(command)
        raise Started

    monkeypatch.setattr(os, "execve", lambda path, command, environment: run(command))
    monkeypatch.setattr(server.subprocess, "call", run)
    monkeypatch.delenv("CAREERKIT_WORKBOOK", raising=False)
    return commands


def test_it_says_in_one_line_where_it_opens(tmp_path: Path, started: list[list[str]]) -> None:
    """A workbook made by init: the line names its folder, and JupyterLab is started there."""
    book = init.init(tmp_path / "x")
    said: list[object] = []
    with pytest.raises(Started):
        lab.lab(str(book.root), True, True, said.append)
    assert said == [f"Opening JupyterLab on {book.root}; stop it with Ctrl-C"]
    assert f"--ServerApp.root_dir={book.root}" in started[0]


def test_what_comes_after_is_jupyterlabs(
    tmp_path: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook and a port; and a port alone, in a workbook's folder."""
    book = init.init(tmp_path / "x")
    with pytest.raises(Started):
        lab.lab(str(book.root), True, True, print, ["--ServerApp.port=1"])
    monkeypatch.chdir(book.root)
    with pytest.raises(Started):
        lab.lab("--ServerApp.port=1", True, True, print, ["--x"])
    assert started[0][-1:] == ["--ServerApp.port=1"]
    assert started[1][-2:] == ["--ServerApp.port=1", "--x"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, started: list[list[str]]) -> None:
    """A name with a slip in it: no try-out is opened in its place."""
    with pytest.raises(UsageError, match="not a folder"):
        lab.lab(str(tmp_path / "slip"), True, True, print)
    assert started == []


@pytest.mark.skipif(os.name != "posix", reason="there is no root on Windows")
def test_root_needs_to_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root, without --allow-root: nothing is made either."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotAllowed):
        lab.lab(None, True, False, print)
    assert list(tmp_path.iterdir()) == []
