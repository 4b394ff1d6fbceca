"""How JupyterLab is started: for this machine only, quiet, and with nothing of the person's left behind on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from careerkit import durable, labpath, workspace
from careerkit.errors import NotAllowed
from careerkit.lab import places
from careerkit.lab.places import Place

SETTINGS = workspace.PACKAGE / "jupyter"
# What JupyterLab remembers of open files stays with them; the file's name is how it spells the workspace's.
LAYOUT = Path(".lab", "workspaces")
WORKSPACE = "careerkit"
_WORKSPACE_FILE = "careerkit-f83e.jupyterlab-workspace"

_FIXED = (
    "--ServerApp.ip=localhost",
    "--ServerApp.allow_remote_access=False",
    "--ServerApp.terminals_enabled=False",
    # JupyterLab would ask the network for news and extensions.
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
    # Said of the class above, and of the one that a person's own settings usually name.
    "--ContentsManager.pre_save_hook=careerkit.lab.disk.strip",
    "--FileContentsManager.pre_save_hook=careerkit.lab.disk.strip",
    "--ContentsManager.checkpoints_class=careerkit.lab.disk.CleanCheckpoints",
    # Ours alone: another kernel would keep a history, and talk in plain text.
    "--KernelSpecManager.allowed_kernelspecs=python3",
    "--MappingKernelManager.transport_encryption=auto",
)


def lab(
    workbook: str | None,
    no_browser: bool,
    allow_root: bool,
    say: Callable[[str], object],
    further: Sequence[str] = (),
) -> int:
    """Open JupyterLab in the workbook, on localhost with a token. Returns JupyterLab's exit code.

    further: more words for JupyterLab's command line. Without a workbook, a try-out is opened. Raises UsageError,
    NotAllowed, CannotWrite.
    """
    refuse_root(allow_root)
    if workbook and workbook.startswith("-"):
        # No folder was named before JupyterLab's own options.
        further, workbook = (workbook, *further), None
    place = places.find(workbook)
    settings = environment(place.root, os.environ)
    command = compose(place, no_browser, allow_root, further)
    say(f"Opening JupyterLab on {place.root}; stop it with Ctrl-C")
    if os.name == "posix":
        # JupyterLab takes this process's place, so that whoever ends the one ends the other.
        os.execve(command[0], command, settings)
    return subprocess.call(command, env=settings)


def refuse_root(allow_root: bool) -> None:
    """Raises NotAllowed for the system's administrator, unless it is allowed."""
    if os.name == "posix" and os.geteuid() == 0 and not allow_root:
        raise NotAllowed(
            "as root every page could do anything; use your own account, or --allow-root"
        )


def compose(
    place: Place, no_browser: bool, allow_root: bool, further: Sequence[str] = ()
) -> list[str]:
    """The command line that opens JupyterLab on a place."""
    words = [
        sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={place.root}",
        f"--LabApp.default_url=/lab/workspaces/{WORKSPACE}/tree/{quote(place.start)}", *_FIXED,
    ]  # fmt: skip
    words += ["--no-browser"] if no_browser else []
    words += ["--allow-root"] if allow_root else []
    return [*words, *further]


def environment(root: Path, outside: Mapping[str, str]) -> dict[str, str]:
    """The variables for JupyterLab on this folder, with its layout laid there if it has none. Raises CannotWrite."""
    layout = root / LAYOUT
    if not (layout / _WORKSPACE_FILE).is_file():
        durable.write(layout / _WORKSPACE_FILE, (SETTINGS / "workspace.json").read_bytes())
    ours = {
        # Our defaults, and our kernel, before the person's own.
        "JUPYTER_CONFIG_PATH": _before(SETTINGS, outside.get("JUPYTER_CONFIG_PATH")),
        "JUPYTER_PATH": _before(SETTINGS, outside.get("JUPYTER_PATH")),
        "JUPYTERLAB_WORKSPACES_DIR": str(layout),
        # For links to what a form has made.
        labpath.VARIABLE: str(root),
        # A module lying beside a notebook must not be imported in place of a library.
        "PYTHONSAFEPATH": "1",
    }
    # A private copy finds its workbook upward from itself; the variable would lead it to another one.
    kept = {name: value for name, value in outside.items() if name != workspace.VARIABLE}
    return kept | ours


def _before(ours: Path, theirs: str | None) -> str:
    return os.pathsep.join(filter(None, (str(ours), theirs)))
