"""`environment.yml` says the same as `pyproject.toml`, in conda's words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Where conda spells a name in another way.
RENAMED = {"jupyter-client": "jupyter_client", "jupyter-server": "jupyter_server"}
# conda counts 2.0a1 as below 2, so this bound says it in full.
BOUNDS = {"vl-convert-python": (">=1.9,<2", ">=1.9,<2.0a0")}
WINDOWS_ONLY = {"tzdata"}
# Not on conda-forge: pip brings it with careerkit itself, and the file says so.
BY_PIP = {"xkcdpass"}
_LINE = re.compile(r"^  - ([A-Za-z0-9_-]+)(?: (\S+))?$", re.MULTILINE)


def split(requirement: str) -> tuple[str, str]:
    """Name and bounds of a requirement, without its marker."""
    match = re.fullmatch(r"([A-Za-z0-9._-]+)\s*([^;]*?)\s*(?:;.*)?", requirement)
    assert match, requirement
    return match[1], match[2]


def conda() -> dict[str, str]:
    """The packages of environment.yml with their bounds."""
    text = (ROOT / "environment.yml").read_text("utf-8").split("dependencies:\n")[1]
    return {name: bounds or "" for name, bounds in _LINE.findall(text)}


WANTED = dict(map(split, PROJECT["project"]["dependencies"]))


@pytest.mark.parametrize("name", sorted(set(WANTED) - WINDOWS_ONLY - BY_PIP))
def test_a_dependency_has_the_same_bounds(name: str) -> None:
    """Every runtime dependency of pyproject.toml."""
    ours, theirs = BOUNDS.get(name, (WANTED[name], WANTED[name]))
    assert WANTED[name] == ours
    assert conda()[RENAMED.get(name, name)] == theirs


def test_there_is_nothing_else() -> None:
    """Python, pip and nbval stand beside the runtime dependencies; tzdata is for Windows without conda."""
    names = {RENAMED.get(name, name) for name in WANTED} - WINDOWS_ONLY - BY_PIP
    assert set(conda()) == names | {"python", "pip", "nbval"}


def test_what_pip_brings_is_named() -> None:
    """In the comment above the line that installs careerkit itself."""
    text = (ROOT / "environment.yml").read_text("utf-8")
    assert set(WANTED) >= BY_PIP
    assert (
        f"# and what conda-forge does not have: {', '.join(sorted(BY_PIP))}\n  - pip:\n      - -e .\n"
        in text
    )


def test_only_windows_needs_time_zones() -> None:
    """Its marker says so."""
    lines = [line for line in PROJECT["project"]["dependencies"] if split(line)[0] in WINDOWS_ONLY]
    assert all("sys_platform == 'win32'" in line for line in lines)
    assert len(lines) == len(WINDOWS_ONLY)


def test_nbval_is_there_for_the_notebooks() -> None:
    """With the bounds of the development group."""
    assert conda()["nbval"] == dict(map(split, PROJECT["dependency-groups"]["dev"]))["nbval"]


def test_python_is_of_the_same_range() -> None:
    """The same lower end as requires-python, and an upper end above it."""
    least = PROJECT["project"]["requires-python"]
    low, _, high = conda()["python"].partition(",")
    assert low == least
    assert re.fullmatch(r"<3\.\d+", high)
    assert int(high.removeprefix("<3.")) > int(low.removeprefix(">=3."))
    assert PROJECT["tool"]["mypy"]["python_version"] == low.removeprefix(">=")
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + low.removeprefix(">=").replace(
        ".", ""
    )


def test_the_package_itself_is_installed_from_the_checkout() -> None:
    """The last lines: pip, and the folder."""
    text = (ROOT / "environment.yml").read_text("utf-8")
    assert text.endswith("  - pip:\n      - -e .\n")
    assert "  - conda-forge\n" in text


def test_the_lock_pins_every_dependency_with_hashes_and_no_address() -> None:
    """requirements.lock: each requirement of pyproject.toml at a version it allows; no URL, no path."""
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = {
        canonicalize_name(name): version
        for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    for requirement in map(Requirement, wanted):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not pinned; CONTRIBUTING says how"
        assert requirement.specifier.contains(version)
    assert text.count("--hash=sha256:") > len(pinned)
    assert "://" not in text
    assert " @ " not in text
