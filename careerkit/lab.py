"""`careerkit lab`: JupyterLab on the person's own notebooks, on this machine only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from careerkit import workspace
from careerkit.errors import NotAllowed, UsageError

START = "00_start_here.ipynb"


def lab(
    workbook: str | None, no_browser: bool, allow_root: bool, say: Callable[[str], object]
) -> int:
    """Open JupyterLab in the workbook, on localhost with a token. Returns JupyterLab's exit code.

    Without a workbook the shipped notebooks are opened on the samples.
    """
    command, root = compose(workbook, no_browser, allow_root)
    say(f"Opening JupyterLab on {root}; stop it with Ctrl-C")
    environment = _environment()
    if os.name == "posix":
        # JupyterLab takes this process's place, so that whoever ends the one ends the other.
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def _environment() -> dict[str, str]:
    settings = [str(workspace.PACKAGE / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    return {
        **os.environ,
        # Our defaults (no question about news, no look for updates) beside the person's own settings.
        "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, settings)),
        # A module lying beside a notebook must not be imported in place of a library.
        "PYTHONSAFEPATH": "1",
    }


def compose(workbook: str | None, no_browser: bool, allow_root: bool) -> tuple[list[str], Path]:
    """The command line of JupyterLab and the folder it shows. Raises UsageError, NotAllowed."""
    if os.name == "posix" and os.geteuid() == 0 and not allow_root:
        raise NotAllowed(
            "as root every page could do anything; use your own account, or --allow-root"
        )
    root, start = _start(workbook)
    words = [
        sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}",
        "--ServerApp.ip=localhost", "--ServerApp.terminals_enabled=False",
        f"--LabApp.default_url=/lab/tree/{start}", "--ServerApp.allow_remote_access=False",
        # JupyterLab would ask the network for news and extensions.
        "--LabApp.news_url=None", "--LabApp.extension_manager=readonly",
    ]  # fmt: skip
    words += ["--no-browser"] if no_browser else []
    words += ["--allow-root"] if allow_root else []
    return words, root


def _start(workbook: str | None) -> tuple[Path, str]:
    try:
        book = workspace.find(workbook)
    except UsageError:
        if workbook:
            raise
        return workspace.notebooks(), f"guide/{START}"
    if (book.root / "notebooks" / START).is_file():
        return book.root, f"notebooks/{START}"
    return workspace.notebooks(), f"guide/{START}"
