"""What many tests share: a workbook in a temporary folder, a fixed day, the command line in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from careerkit import period
from careerkit.__main__ import main
from careerkit.rebuild import Rebuilt, rebuild
from careerkit.refresh import refresh
from careerkit.workspace import Workbook

TODAY = date(2026, 1, 15)
pytest_plugins = ("tests.naughty.plugin",)
# How long an example takes depends on the machine and says nothing about the code.
settings.register_profile("careerkit", deadline=None)
settings.load_profile("careerkit")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option that names a folder of real exports, which are never part of the repository."""
    parser.addoption(
        "--real-exports", metavar="DIR", default=None, help="folder of real exports to read as well"
    )


class Builder:
    """Writes the files of one workbook and reads them back."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("workbook.toml", "format = 1\n")

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file into the workbook, with exactly these bytes."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    @property
    def book(self) -> Workbook:
        """The workbook as it is now; settings are read anew."""
        return Workbook(self.root)

    def rebuild(self) -> Rebuilt:
        """Everything in memory; nothing is written."""
        return rebuild(self.book)

    def refresh(self, day: date = TODAY) -> Rebuilt:
        """Everything taken in and written."""
        return refresh(self.book, day)[0]

    def cells(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table."""
        return [row.cells for row in self.rebuild().rows[table]]

    def snapshot(self, folder: str = "") -> dict[str, bytes]:
        """The bytes of every file below a folder, by name; the lock is none of them."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted((self.root / folder).rglob("*"))
            if path.is_file() and path.suffix != ".lock"
        }


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def workbook(tmp_path: Path) -> Builder:
    """An empty workbook in a folder of its own."""
    return Builder(tmp_path / "me")


@pytest.fixture
def today() -> date:
    """The day on which all tests take place."""
    return TODAY


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """The command line in this process, on a fixed day and outside every workbook."""
    monkeypatch.setattr(period, "now", lambda: datetime(2026, 1, 15, 9, 30, tzinfo=UTC))
    monkeypatch.delenv("CAREERKIT_WORKBOOK", raising=False)
    monkeypatch.delenv("CAREERKIT_DEBUG", raising=False)

    def command(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["careerkit", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return Done(int(left.value.code or 0), out, err)

    return command
