"""The checks that a reader of the code would run first: types, lint, format, import contracts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["mypy"],
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["lint-imports"],
    ],
    ids=["types", "lint", "format", "contracts"],
)
def test_the_code_passes(command: list[str]) -> None:
    """Mypy --strict, ruff, and the import contracts of pyproject.toml, over the whole tree."""
    program = [str(BIN / command[0]), *command[1:]]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
