"""The kernel of JupyterLab's notebooks, started as JupyterLab starts it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from careerkit.lab import kernel, server

Ask = Callable[[str], str]


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KernelManager]:
    """A kernel with an empty home, in a folder with a stray module."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(home))
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (folder / "pandas.py").write_text("print('the stray one')", encoding="utf-8")
    manager = KernelManager(
        kernel_name="python3", kernel_spec_manager=specs(), transport_encryption="auto"
    )
    manager.start_kernel(cwd=str(folder))
    yield manager
    manager.shutdown_kernel(now=True)
    manager.cleanup_resources()


@pytest.fixture
def ask(started: KernelManager) -> Iterator[Ask]:
    """Runs a line in that kernel; gives what it printed."""
    client = started.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)

    def run(code: str) -> str:
        printed: list[str] = []
        client.execute_interactive(
            code, timeout=60, output_hook=lambda m: printed.append(json.dumps(m["content"]))
        )
        return "\n".join(printed)

    yield run
    client.stop_channels()


def specs() -> KernelSpecManager:
    """Where JupyterLab looks for kernels, our folder first."""
    return KernelSpecManager(kernel_dirs=[str(server.SETTINGS / "kernels")])


def test_it_is_ours_and_runs_in_this_python() -> None:
    """The name of every ordinary notebook's kernel, and a Python that JupyterLab takes for its own."""
    spec = specs().get_kernel_spec("python3")
    assert spec.argv[:3] == ["python", "-m", kernel.__name__]
    assert Path(spec.resource_dir).parent == server.SETTINGS / "kernels"
    command = KernelManager(kernel_name="python3", kernel_spec_manager=specs()).format_kernel_cmd()
    assert command[0] == sys.executable


def test_a_session_leaves_no_history_and_no_stray_module_is_imported(
    ask: Ask, tmp_path: Path
) -> None:
    """A file pandas.py beside the notebook; a private line; then the line is asked for, and looked for on disk."""
    assert "stray" not in ask("import pandas, sys; print(pandas.__name__, '' in sys.path)")
    assert "False" in ask(f"import os; print({str(tmp_path)!r} in ' '.join(sys.path))")
    assert "None" in ask("import sys; print(sys.modules['rfc3987_syntax'])")
    ask("secret = 'kestrel'")
    assert "error" not in ask("%history")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if path.suffix in (".sqlite", ".db")]
    assert not [path for path in files if b"kestrel" in path.read_bytes()]


def test_the_link_is_encrypted(ask: Ask, started: KernelManager) -> None:
    """The file through which kernel and server find each other has keys, and only the owner can read it."""
    assert "3" in ask("print(1 + 2)")
    connection = Path(started.connection_file)
    assert json.loads(connection.read_text("utf-8"))["curve_publickey"]
    if os.name == "posix":
        assert connection.stat().st_mode & 0o077 == 0
