"""The Papermill engine: a private kernel of our own, started early, always ended.

The kernel is started before Papermill is imported, so that both get ready at the same time. It has no history file,
no user profile, no working directory of a person on its path, and talks over a socket file where there are any.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careerkit.startup import skip_slow_import

NAME = "careerkit"
START_TIMEOUT = 60
CONNECTION = "k.json"


@dataclass
class Kernel:
    """One running kernel and the temporary folder that goes with it."""

    manager: Any
    folder: Path
    # The notebook as far as it came, for the private record of a failed run.
    notebook: Any = None

    def stop(self) -> None:
        """End the kernel at once (it holds nothing worth saving) and remove its folder."""
        from jupyter_core.utils import run_sync

        try:
            if self.manager.has_kernel:
                run_sync(self.manager.shutdown_kernel)(now=True)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


def start_kernel() -> Kernel:
    """Start a kernel of the running Python without waiting for it to be ready.

    The process is there before jupyter_client is imported, and loads what a review needs while that happens.
    """
    folder = Path(tempfile.mkdtemp(prefix="careerkit-"))
    process = None
    try:
        process = _process(folder)
        manager = _manager(folder, process)
    except BaseException:
        if process is not None:
            process.kill()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Kernel(manager, folder)


def _process(folder: Path) -> subprocess.Popen[bytes]:
    work = folder / "work"
    work.mkdir()
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "careerkit.kernel", str(folder / CONNECTION)],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        cwd=work, env=_environment(folder), start_new_session=os.name == "posix",
    )  # fmt: skip


def _manager(folder: Path, process: subprocess.Popen[bytes]) -> Any:
    """A kernel manager that takes over the process and tells it to begin."""
    skip_slow_import()
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_core.utils import run_sync

    class Adopting(AsyncKernelManager):
        """Launches nothing: the connection file is written, and the waiting process may read it."""

        async def _async_launch_kernel(self, kernel_cmd: list[str], **options: Any) -> None:
            provisioner: Any = self.provisioner
            provisioner.process, provisioner.pid = process, process.pid
            provisioner.pgid = os.getpgid(process.pid) if hasattr(os, "getpgid") else None
            self._reconcile_connection_info(provisioner.connection_info)
            if process.stdin is not None:
                process.stdin.write(b"go\n")
                process.stdin.close()

    manager = Adopting(kernel_name=NAME, connection_file=str(folder / CONNECTION))
    manager._kernel_spec = KernelSpec(argv=[sys.executable], display_name=NAME, language="python")
    if os.name == "posix":
        manager.transport = "ipc"
        manager.ip = str(folder / "k")
    run_sync(manager.start_kernel)()
    return manager


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "JPY_SESSION_NAME"}
    return kept | {
        # A module lying in a folder of data must never be imported from there.
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        "IPYTHONDIR": str(folder / "ipython"),
        "CAREERKIT_FRONTEND": "0",
        # The kernel ends by itself when this process is gone.
        "JPY_PARENT_PID": str(os.getpid()),
    }


def execute(
    notebook: Path, parameters: Mapping[str, Any], kernel: Kernel, *, timeout: int
) -> dict[str, Any]:
    """Run a notebook through Papermill on `kernel`; nothing is written to disk.

    timeout: seconds a single cell may take. Returns the executed notebook. Raises what Papermill and nbclient raise.
    """
    skip_slow_import()
    import logging

    from papermill.engines import Engine, papermill_engines
    from papermill.execute import execute_notebook

    # Its log lines name paths and, for a failing cell, values.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)

    class ReportEngine(Engine):  # type: ignore[misc]
        """Runs the managed notebook on the kernel that is already up."""

        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
            from papermill.clientwrap import PapermillNotebookClient

            kernel.notebook = nb_man.nb
            client = PapermillNotebookClient(
                nb_man, km=kernel.manager, timeout=timeout, startup_timeout=START_TIMEOUT,
                store_widget_state=False, kernel_name=kernel_name,
            )  # fmt: skip
            client.log.setLevel(logging.CRITICAL)
            try:
                client.execute()
            finally:
                if client.kc is not None:
                    client.kc.stop_channels()

    papermill_engines.register(NAME, ReportEngine)
    executed: dict[str, Any] = execute_notebook(
        _escaped(notebook), None, parameters=dict(parameters), engine_name=NAME,
        kernel_name="python3", language="python", progress_bar=False,
    )  # fmt: skip
    return executed


def _escaped(path: Path) -> str:
    """Papermill takes paths as format templates; a folder with braces is still a folder."""
    return str(path).replace("{", "{{").replace("}", "}}")
