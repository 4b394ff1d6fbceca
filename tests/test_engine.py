"""The report's kernel: private, started early, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from careerkit import engine, kernel, startup

PATIENCE = 20.0


def wait_until(done: Callable[[], bool]) -> bool:
    """Whether it became true before patience ran out."""
    end = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < end:
        time.sleep(0.05)
    return done()


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_a_stopped_kernel_leaves_no_process_and_no_file() -> None:
    """Started and stopped at once, before it was ready."""
    running = engine.start_kernel()
    process = running.manager.provisioner.process or running.manager
    pid = running.manager.provisioner.pid
    assert running.folder.is_dir()
    running.stop()
    assert not running.folder.exists()
    assert process is not None
    assert wait_until(lambda: not _exists(pid))


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return sys.platform != "linux" or is_alive(pid)


def test_a_kernel_that_nobody_calls_ends_by_itself(tmp_path: Path) -> None:
    """The starter is gone before it said where to listen: end of file instead of a line."""
    command = [sys.executable, "-P", "-m", kernel.__name__, str(tmp_path / "k.json")]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=60, check=False)
    assert done.returncode == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="reads process states from /proc")
def test_a_kernel_does_not_outlive_a_killed_parent() -> None:
    """SIGKILL to the process that runs the review, while its kernel serves."""
    code = (
        "import time\nfrom careerkit import engine\n"
        "k = engine.start_kernel()\nprint(k.manager.provisioner.pid, k.folder, flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        pid, folder = parent.stdout.readline().split()
        assert is_alive(int(pid))
        parent.send_signal(signal.SIGKILL)
    assert wait_until(lambda: not is_alive(int(pid)))
    for path in sorted(Path(folder).rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    Path(folder).rmdir()


def test_what_is_left_out_at_the_start_is_not_needed() -> None:
    """Charts, notebooks and questionnaires work without the slow optional modules."""
    code = (
        "from careerkit.startup import skip_slow_import as skip; skip()\n"
        "import sys, altair, nbformat, careerkit.instruments as i\n"
        "i.load(i.PACKAGED / 'compass.toml')\n"
        "altair.Chart().mark_point().to_dict(validate=False)\n"
        "nbformat.validate(nbformat.v4.new_notebook())\n"
        "assert sys.modules['rfc3987_syntax'] is None\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_leaving_out_never_undoes_what_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that somebody has loaded already stays."""
    monkeypatch.setitem(sys.modules, "isoduration", sys)
    startup.skip_slow_import()
    assert sys.modules["isoduration"] is sys


def test_the_kernel_sees_nothing_of_a_session(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Run from inside JupyterLab: the name of its session stays out, no profile, no history."""
    monkeypatch.setenv("JPY_SESSION_NAME", "private.ipynb")
    found = engine._environment(tmp_path)
    assert "JPY_SESSION_NAME" not in found
    assert found["PYTHONSAFEPATH"] == "1"
    assert found["IPYTHONDIR"].startswith(str(tmp_path))
