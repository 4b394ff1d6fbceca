"""A real `careerkit lab`, headless, in a home of its own, and its notebooks in a guarded browser page.

    with LabServer(workbook, tmp_path / "home") as server, server.page(browser) as page:
        notebook = open_notebook(page, server, "notebooks/guide/00_start_here.ipynb")
        run_all(page)                       # every cell, in order; returns when the kernel is idle again
        save(page)                          # Ctrl+S, until the file is written
        restart_kernel(page)                # afterwards nothing has run
        assert server.outside == []         # requests that wanted to leave this machine

`workbook` is a folder, `sample:NAME`, or None for the try-out, which then lies in `home`/shelf/try-out. `server.root` is the
folder that JupyterLab shows, `server.home` everything it could write outside of it, `server.log()` what it printed,
`server.url(path)` an address with its token, `server.complaints` what the page's console said. `run_cell(page, n)` runs one
cell, `cells(page)` gives them with their outputs as the screen has them, `wait_for_cell(page, n)` one as a locator, also when it
is scrolled out of sight. `server.kill_kernels()` is a crash, `server.end_kernels()` an end in good order. Tests with it need `pytestmark = pytest.mark.browser`.

One server may serve many tests: make it in a fixture of scope "module"; a page is cheap, and closing it ends its kernels.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, Locator, Page, Route

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
RUN_SECONDS = 120
_NUMBERS = count(1)
_OURS = ("JUPYTER", "IPYTHON", "CAREERKIT", "JPY_", "XDG_")
# As the command does, but a try-out is made in the folder that is named first, and never in this checkout.
_BEGIN = """
import pathlib, sys
from careerkit.lab import lab, places
places.shelf = lambda: pathlib.Path(sys.argv[1])
sys.exit(lab(sys.argv[2] or None, True, True, print, sys.argv[3:]))
"""


class LabServer:
    """One running `careerkit lab`; entering starts it and waits until it answers, leaving ends it and its kernels."""

    def __init__(
        self, workbook: Path | str | None, home: Path, further: Sequence[str] = (), **variables: str
    ) -> None:
        """`further`: more words for JupyterLab. `variables`: for its environment, over what is set for all."""
        self.home = home
        self.workbook = str(workbook or "")
        self.further = list(further)
        self.variables = variables
        self.outside: list[str] = []
        self.complaints: list[str] = []
        self.token = ""
        self._log = home / "lab.log"

    def __enter__(self) -> LabServer:
        here = self.home / "here"
        here.mkdir(parents=True, exist_ok=True)
        self.port = _free_port()
        words = [
            *(
                sys.executable,
                "-c",
                _BEGIN,
                str(self.home / "shelf"),
                self.workbook,
                f"--ServerApp.port={self.port}",
            ),
            *("--ServerApp.port_retries=0", "--LabApp.expose_app_in_browser=True", *self.further),
        ]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                words, cwd=here, env=self._environment(), stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the server and everything it started; a second time does nothing."""
        with contextlib.suppress(OSError):
            self.ask("api/shutdown", "POST")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def log(self) -> str:
        """What the server has printed so far."""
        return self._log.read_text("utf-8", errors="replace")

    def url(self, path: str = "lab") -> str:
        """The address of a page or file of this server, with its token."""
        return f"http://localhost:{self.port}/{quote(path)}?token={self.token}"

    def sessions(self) -> list[dict[str, Any]]:
        """The notebooks with a kernel, as the server tells them."""
        found: list[dict[str, Any]] = json.loads(self.ask("api/sessions"))
        return found

    def kill_kernels(self) -> None:
        """End every kernel at once with SIGKILL, as a crash does; the server may start them anew."""
        for connection in (self.home / "runtime").glob("kernel-*.json"):
            for line in processes(connection.name):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(line.split()[0]), signal.SIGKILL)

    def end_kernels(self) -> None:
        """Shut every kernel down, as Kernel > Shut Down All Kernels does."""
        for session in self.sessions():
            self.ask(f"api/sessions/{session['id']}", "DELETE")

    @contextlib.contextmanager
    def page(self, browser: Browser, *, width: int = 1280, dark: bool = False) -> Iterator[Page]:
        """A page in a fresh profile; a request to anywhere else is stopped and noted in `outside`.

        Errors and warnings of its console go to `complaints`. At the end the kernels are ended, too.
        """
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
        )
        context.route("**/*", self._guard)
        page = context.new_page()
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on("pageerror", lambda error: self._note("error", str(error.stack)))
        page.on("websocket", lambda socket: self._look(socket.url))
        try:
            yield page
        finally:
            context.close()
            self.end_kernels()

    def _guard(self, route: Route) -> None:
        if self._look(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _look(self, url: str) -> bool:
        parts = urlsplit(url)
        is_ours = parts.scheme in ("data", "blob") or parts.netloc == f"localhost:{self.port}"
        if not is_ours:
            self.outside.append(url)
        return is_ours

    def _note(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _environment(self) -> dict[str, str]:
        """A home in which nobody has ever worked, and nothing of the machine's own Jupyter."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        folders = {
            "HOME": "home", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython", "TMPDIR": "tmp",
        }  # fmt: skip
        own = {name: str(self.home / folder) for name, folder in folders.items()}
        for folder in own.values():
            Path(folder).mkdir(parents=True, exist_ok=True)
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        return {**kept, **own, "PYTHONPATH": path, **self.variables}

    def _wait(self) -> None:
        """Until it answers: its port, its folder and its token stand in the file that it writes for browsers."""
        told = self.home / "runtime" / f"jpserver-{self._process.pid}.json"
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise AssertionError(f"careerkit lab ended:\n{self.log()}")
            if told.is_file():
                with contextlib.suppress(ValueError, KeyError, urllib.error.URLError):
                    found = json.loads(told.read_text("utf-8"))
                    self.token, self.root = str(found["token"]), Path(found["root_dir"])
                    self.ask("api/status")
                    return
            time.sleep(0.1)
        raise AssertionError(f"careerkit lab did not answer in {START_SECONDS} s:\n{self.log()}")

    def ask(self, path: str, method: str = "GET", body: str | None = None) -> bytes:
        """One call to the server with its token, past any proxy; what it answers. Raises HTTPError."""
        request = urllib.request.Request(
            f"http://localhost:{self.port}/{path}",
            data=None if body is None else body.encode(),
            method=method,
            headers={"Authorization": f"token {self.token}"},
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            said: bytes = answer.read()
            return said


def open_notebook(page: Page, server: LabServer, path: str) -> Locator:
    """Open a notebook, seen from `server.root`, and wait until its kernel is ready; the notebook as a locator.

    Each call has a layout of its own, so that nothing else which was open before is opened again; a reload keeps it.
    """
    page.goto(server.url(f"lab/workspaces/test-{next(_NUMBERS)}/tree/{path}"))
    wait_ready(page)
    return page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")


def wait_ready(page: Page) -> None:
    """Until JupyterLab has started and the notebook in front has a kernel that answers."""
    page.wait_for_function("window.jupyterapp !== undefined", timeout=START_SECONDS * 1000)
    _in_front(
        page,
        """await app.restored;
        while (!panel()) await pause();
        await panel().context.ready;
        await panel().sessionContext.ready;
        while (!panel().sessionContext.session?.kernel) await pause();
        await panel().sessionContext.session.kernel.info;""",
    )


def run_all(page: Page) -> None:
    """Run every cell in order, and wait until the kernel is idle. A cell that fails stops the rest, as it does for a person."""
    execute(page, "notebook:run-all-cells")
    wait_idle(page)


def run_cell(page: Page, number: int) -> None:
    """Run one cell, counted from 0, and wait until the kernel is idle."""
    _in_front(page, "panel().content.activeCellIndex = argument;", number)
    execute(page, "notebook:run-cell")
    wait_idle(page)


def wait_idle(page: Page) -> None:
    """Until the kernel of the notebook in front has nothing to do."""
    _in_front(
        page,
        """await panel().sessionContext.ready;
        const kernel = panel().sessionContext.session.kernel;
        while (kernel.status !== "idle") await pause();""",
    )


def save(page: Page) -> None:
    """Ctrl+S, as a person does, until JupyterLab says that the file is written."""
    changed = _in_front(page, "return panel().context.contentsModel.last_modified;")
    page.keyboard.press("Control+s")
    _in_front(
        page,
        """while (panel().context.contentsModel.last_modified === argument || panel().context.model.dirty) await pause();""",
        changed,
    )


def restart_kernel(page: Page) -> None:
    """A new kernel for the notebook in front, without asking; what the page shows stays."""
    _in_front(
        page,
        "await panel().sessionContext.session.kernel.restart(); await panel().sessionContext.session.kernel.info;",
    )


def wait_for_cell(page: Page, number: int) -> Locator:
    """A cell, counted from 0, brought into sight: JupyterLab does not draw what is far away."""
    _in_front(page, "await panel().content.scrollToItem(argument);", number)
    return page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell[data-windowed-list-index='{number}']")  # fmt: skip


def cells(page: Page) -> list[dict[str, Any]]:
    """The cells as JupyterLab holds them now, outputs included, whatever is on disk."""
    found = _in_front(page, "return panel().context.model.toJSON().cells;")
    return list(found)


def execute(page: Page, command: str) -> None:
    """One of JupyterLab's commands, by its id; returns when it is done."""
    _in_front(page, "await app.commands.execute(argument);", command)


def _in_front(page: Page, script: str, argument: object = None) -> Any:
    """Run a script with `app`, and `panel()` as the notebook in front; what it returns."""
    page.set_default_timeout(RUN_SECONDS * 1000)
    return page.evaluate(
        f"""async (argument) => {{
            const app = window.jupyterapp;
            const pause = () => new Promise((done) => setTimeout(done, 50));
            const panel = () => {{
                const widget = app.shell.currentWidget;
                return widget?.sessionContext && widget?.context ? widget : undefined;
            }};
            {script}
        }}""",
        argument,
    )


def processes(word: str) -> list[str]:
    """The running processes with this word in their command line: `PID command line`."""
    command = ["ps", "-ww", "-eo", "pid,args"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [line.strip() for line in listed.splitlines() if word in line]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
