"""The wheel is whole: notebooks and samples inside the package, nothing private, no top-level `notebooks`."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of all files in a freshly built wheel."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(out.glob("*.whl"))) as wheel:
        return wheel.namelist()


def test_the_notebooks_are_inside_the_package(names: list[str]) -> None:
    """Every tracked notebook, below careerkit/notebooks/."""
    for path in (ROOT / "notebooks").glob("*/*.ipynb"):
        assert f"careerkit/notebooks/{path.parent.name}/{path.name}" in names


def test_the_samples_are_inside_the_package(names: list[str]) -> None:
    """Four workbooks with journals, registers and inbox."""
    for path in (ROOT / "data" / "sample").glob("*/workbook.toml"):
        folder = f"careerkit/sample/{path.parent.name}"
        assert f"{folder}/workbook.toml" in names
        assert f"{folder}/journal/2025.md" in names
        assert any(name.startswith(f"{folder}/inbox/") for name in names)


def test_nothing_else_is_installed(names: list[str]) -> None:
    """One package and its metadata; no tests, no derived tables, no reports."""
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"careerkit"}
    derived = ("/tables/", "/raw/", "/quarantine/", "/reports/", ".parquet", ".ipynb_checkpoints")
    sample = [name for name in names if name.startswith("careerkit/sample/")]
    assert not [name for name in sample if any(part in name for part in derived)]


def test_the_data_files_of_the_package_are_there(names: list[str]) -> None:
    """Style, template, instrument, audiences, skills, the typing marker."""
    for name in ("report/assets/report.css", "instruments/compass.toml", "audiences/mentor.toml",
                 "skills.toml", "py.typed"):  # fmt: skip
        assert f"careerkit/{name}" in names
