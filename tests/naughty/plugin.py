"""The option `--corpus DIR` and the strings of a run; `tests/conftest.py` loads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.naughty.strings import Naughty, corpus


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the option that names a folder of lists of hostile strings, one string a line."""
    parser.addoption(
        "--corpus",
        metavar="DIR",
        default=None,
        help="folder of lists of hostile strings to try as well",
    )


@pytest.fixture(scope="session")
def naughty(request: pytest.FixtureRequest) -> tuple[Naughty, ...]:
    """Every hostile string of this run."""
    folder = request.config.getoption("--corpus")
    if folder is not None and not Path(folder).is_dir():
        raise pytest.UsageError(f"--corpus: {folder} is not a folder")
    return corpus(Path(folder) if folder else None)
