"""After a person's session in a real JupyterLab: the screen shows everything, the disk keeps none of it."""

from __future__ import annotations

import json
import time
import urllib.error
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from careerkit import init
from careerkit.workspace import Workbook

from . import labserver
from .labserver import LabServer

pytestmark = pytest.mark.browser

SECRET = "the kestrel had five chicks"
GUIDE = "notebooks/guide/00_start_here.ipynb"
MINE = "notebooks/mine.ipynb"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """A workbook with one line."""
    made = init.init(tmp_path_factory.mktemp("person") / "me")
    line = f"## 2025-03-03\n- win: {SECRET} +2\n"
    (made.journal / "2025.md").write_text(line, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def lab(book: Workbook, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """JupyterLab on it, in a home in which nobody has worked before."""
    with LabServer(book.root, tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture
def page(lab: LabServer, browser: Browser) -> Iterator[Page]:
    """A page that must ask nobody outside."""
    with lab.page(browser) as opened:
        yield opened
    assert lab.outside == []


def on_disk(book: Workbook, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((book.root / path).read_text("utf-8"))
    return found


def outputs(cells: list[dict[str, Any]]) -> list[Any]:
    return [output for cell in cells for output in cell.get("outputs", [])]


def holding(folder: Path, text: str) -> list[str]:
    """The files below a folder in which it stands."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [p.relative_to(folder).as_posix() for p in files if text.encode() in p.read_bytes()]


def test_the_landing_page_can_be_used_within_a_minute(
    tmp_path: Path, browser: Browser, book: Workbook
) -> None:
    """A first start as a person has it: the table of contents beside the first guide, no question, no complaint."""
    began = time.monotonic()
    with LabServer(book.root, tmp_path) as server, server.page(browser) as page:
        page.goto(server.url(f"lab/workspaces/careerkit/tree/{GUIDE}"))
        labserver.wait_ready(page)
        assert time.monotonic() - began < 60
        assert page.locator(".jp-TableOfContents-tree .jp-tocItem").count() > 3
        assert page.locator(".jp-Dialog").count() == 0
        assert server.complaints == []
        assert server.outside == []
        assert f"Opening JupyterLab on {book.root}; stop it with Ctrl-C\n" in server.log()


def test_a_saved_guide_keeps_its_outputs_on_the_screen_alone(
    lab: LabServer, page: Page, book: Workbook
) -> None:
    """Every cell of a private copy is run, and it is saved twice: no outputs on disk, no question about a conflict."""
    labserver.open_notebook(page, lab, GUIDE)
    labserver.run_all(page)
    shown = outputs(labserver.cells(page))
    assert SECRET in json.dumps(shown)
    for _ in range(2):
        labserver.save(page)
        assert page.locator(".jp-Dialog").count() == 0
    written = on_disk(book, GUIDE)
    code = [cell for cell in written["cells"] if cell["cell_type"] == "code"]
    assert {cell["execution_count"] for cell in code} == {None}
    assert outputs(written["cells"]) == []
    assert outputs(labserver.cells(page)) == shown
    assert page.get_by_text(SECRET).count() > 0


def test_a_notebook_of_ones_own_is_kept_like_that_too(
    lab: LabServer, page: Page, book: Workbook
) -> None:
    """Made anew by hand: what a cell shows, and what a widget holds, is not in the file."""
    empty = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    code = (
        "import ipywidgets\nprint(' '.join(['the', 'kestrel', 'had', 'five', 'chicks']))\n"
        "ipywidgets.Text(' '.join(['the', 'kestrel', 'had', 'five', 'chicks']))"
    )
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": code, "outputs": []}
    made = {**empty, "metadata": kernel, "cells": [{**cell, "execution_count": None}]}
    (book.root / MINE).write_text(json.dumps(made), encoding="utf-8")
    labserver.open_notebook(page, lab, MINE)
    labserver.run_all(page)
    assert len(outputs(labserver.cells(page))) == 2
    labserver.save(page)
    assert outputs(on_disk(book, MINE)["cells"]) == []
    assert "widgets" not in on_disk(book, MINE)["metadata"]
    assert (book.root / "notebooks" / ".ipynb_checkpoints" / "mine-checkpoint.ipynb").is_file()


def test_no_key_deletes_or_changes_a_shipped_cell(lab: LabServer, page: Page) -> None:
    """Command-mode keys on every cell of a copy: delete, cut; the shipped cells are all there, and say the same."""
    labserver.open_notebook(page, lab, GUIDE)
    before = [cell["source"] for cell in labserver.cells(page)][:-1]
    for number in range(len(before)):
        labserver.wait_for_cell(page, number).locator(".jp-InputPrompt").first.click()
        page.keyboard.press("Escape")
        page.keyboard.press("x")
        page.keyboard.press("d")
        page.keyboard.press("d")
    assert [cell["source"] for cell in labserver.cells(page)][:-1] == before


def test_what_cannot_be_cleaned_is_refused(lab: LabServer, page: Page, book: Workbook) -> None:
    """A save that holds something else than a notebook: an error for the page, and the file stays as it was."""
    labserver.open_notebook(page, lab, GUIDE)
    before = (book.root / GUIDE).read_bytes()
    content = json.dumps({"type": "notebook", "content": {"cells": SECRET, "metadata": {}}})
    with pytest.raises(urllib.error.HTTPError) as refused:
        lab.ask(f"api/contents/{GUIDE}", "PUT", content)
    assert refused.value.code == 400
    refused.value.close()
    assert (book.root / GUIDE).read_bytes() == before


def test_the_link_to_the_kernel_is_encrypted(lab: LabServer, page: Page) -> None:
    """The kernel of an open notebook is ours, and the file with which it was started holds keys."""
    labserver.open_notebook(page, lab, GUIDE)
    (connection,) = (lab.home / "runtime").glob("kernel-*.json")
    told = json.loads(connection.read_text("utf-8"))
    assert told["transport"] == "ipc" or told["curve_publickey"]
    assert "careerkit.lab.kernel" in labserver.processes(connection.name)[0]


def test_what_is_promised_cannot_be_taken_back(book: Workbook, tmp_path: Path) -> None:
    """An address for the whole network, by the short name of the option: JupyterLab does not start."""
    server = LabServer(book.root, tmp_path, ["--ip=0.0.0.0"])
    with pytest.raises(AssertionError, match="only accepts one value"):
        server.__enter__()


def test_nothing_of_it_is_left_anywhere(lab: LabServer, book: Workbook) -> None:
    """After all sessions above: the line is in the journal alone, and no history was begun."""
    assert not list(lab.home.rglob("history.sqlite*"))
    left = holding(book.root, SECRET)
    tables = [name for name in left if not name.startswith("tables/")]
    assert tables == ["journal/2025.md"]
    assert holding(lab.home, SECRET) == []
