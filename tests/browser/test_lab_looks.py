"""Every guide as it looks in a real JupyterLab with its forms: nothing that a screen reader stumbles over, light and dark.

Only the outputs are looked at, since all around them is JupyterLab's own. With CAREERKIT_LOOKS=FOLDER pictures of every guide
in both themes, 1280 and 900 px wide, are written there, to be looked at; without it none is.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FloatRect, Page

from careerkit import workspace

from . import labserver
from .checks import _axe as axe_script
from .labserver import LabServer

pytestmark = pytest.mark.browser

GUIDES = sorted(path.stem for path in (workspace.notebooks() / "guide").glob("*.ipynb"))
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
WIDTHS = (1280, 900)
# A picture of everything would be too large for any viewer.
HIGHEST, PIECE = 16_000, 2000
_HEIGHT = """(() => {
    const outer = document.querySelector('.jp-WindowedPanel-outer');
    const cells = [...outer.querySelectorAll('.jp-Cell')].map((cell) => cell.getBoundingClientRect());
    return Math.max(...cells.map((box) => box.bottom)) - Math.min(...cells.map((box) => box.top));
})()"""
PERSON = "teller-to-adviser"


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    """JupyterLab on a person's own workbook of three years."""
    root = tmp_path_factory.mktemp("person") / PERSON
    ignored = shutil.ignore_patterns("raw", "tables", "quarantine", "reports")
    shutil.copytree(workspace.samples() / PERSON, root, ignore=ignored)
    with LabServer(root, tmp_path_factory.mktemp("lab")) as server:
        yield server
        assert server.outside == []


@pytest.fixture(scope="module")
def page(lab: LabServer, browser: Browser) -> Iterator[Page]:
    """One window for all guides."""
    with lab.page(browser) as opened:
        yield opened


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_is_accessible_in_both_themes(page: Page, lab: LabServer, guide: str) -> None:
    """All cells run, everything unfolded: axe-core finds nothing in any output, and no form is without its fields."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    labserver.open_notebook(page, lab, f"notebooks/guide/{guide}.ipynb")
    draw_all(page)
    labserver.run_all(page)
    assert failed(page) == []
    wanted = sum("my.form(" in str(cell["source"]) for cell in labserver.cells(page))
    page.wait_for_function(
        "(wanted) => document.querySelectorAll('.careerkit-form form').length === wanted", arg=wanted
    )  # fmt: skip
    for look, theme in THEMES.items():
        change_theme(page, theme)
        photograph(page, guide, look)
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        unfold(page)
        assert violations(page) == []
    change_theme(page, THEMES["light"])
    lab.end_kernels()


def draw_all(page: Page) -> None:
    """JupyterLab draws only what is in sight; here everything is to be seen."""
    page.evaluate(
        """() => {
            const content = window.jupyterapp.shell.currentWidget.content;
            content.notebookConfig = { ...content.notebookConfig, windowingMode: 'none' };
        }"""
    )


def failed(page: Page) -> list[str]:
    """The cells that raised something."""
    return [
        f"{cell['source']}: {output['evalue']}"
        for cell in labserver.cells(page)
        for output in cell.get("outputs", [])
        if output["output_type"] == "error"
    ]


def change_theme(page: Page, theme: str) -> None:
    """As Settings > Theme does, until it is there."""
    page.evaluate(
        """async (theme) => { await window.jupyterapp.commands.execute('apputils:change-theme', { theme }); }""",
        theme,
    )
    page.wait_for_function(
        "(theme) => document.body.dataset.jpThemeName === theme && !document.querySelector('.jp-Spinner')",
        arg=theme,
    )
    # Colours glide from one theme to the other.
    page.wait_for_timeout(300)


def unfold(page: Page) -> None:
    """What is folded in the outputs."""
    page.evaluate(
        "for (const one of document.querySelectorAll('.jp-OutputArea-output details')) one.open = true"
    )


def violations(page: Page) -> list[str]:
    """What axe-core says about the outputs."""
    page.evaluate(axe_script())
    found = page.evaluate(
        "axe.run({ include: [['.jp-OutputArea-output']] }, { resultTypes: ['violations'] })"
    )
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def photograph(page: Page, guide: str, look: str) -> None:
    """Pictures of the whole guide, if a folder for them is named."""
    folder = os.environ.get("CAREERKIT_LOOKS")
    if not folder:
        return
    page.evaluate("window.jupyterapp.shell.collapseLeft()")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(200)
        high = min(int(page.evaluate(_HEIGHT)) + 150, HIGHEST)
        page.set_viewport_size({"width": width, "height": high})
        page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")
        page.wait_for_timeout(300)
        for number, top in enumerate(range(0, high, PIECE), 1):
            clip = FloatRect(x=0, y=top, width=width, height=min(PIECE, high - top))
            page.screenshot(path=Path(folder) / f"{guide}-{look}-{width}-{number}.png", clip=clip)
