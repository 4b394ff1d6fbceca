"""What every finished report must pass in a browser; used on the sample page and on real ones.

Each check takes an open page and fails with a message that says where. `check_report` opens
a file in all the ways a reader may and runs every check.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Page

WIDTHS = (390, 1280)
LOOKS = tuple((width, dark) for width in WIDTHS for dark in (False, True))
# Enough for a report whose parts have been looked at in all four ways already.
BRIEF_LOOKS = ((1280, False), (390, True))


class PageFactory(Protocol):
    """What the `open_report` fixture gives."""

    requests: list[str]
    errors: list[str]

    def __call__(self, path: Path, width: int, *, dark: bool = False, js: bool = True) -> Page:
        """Opens a file in a window of this width."""
        ...


def check_report(
    browser_page_factory: PageFactory, path: Path, looks: Sequence[tuple[int, bool]] = LOOKS
) -> None:
    """Opens a report wide and narrow, light and dark, without script and on paper.

    looks: pairs of a width in px and whether it is dark.
    """
    for width, dark in looks:
        page = browser_page_factory(path, width, dark=dark)
        check_width(page)
        page.evaluate("for (const d of document.querySelectorAll('.fold')) d.open = true")
        check_pictures(page)
        open_details(page)
        check_width(page)
        check_accessible(page)
        check_targets(page)
    for width in WIDTHS:
        check_readable(browser_page_factory(path, width, js=False))
    check_paper(browser_page_factory(path, 1280, dark=True))
    assert not browser_page_factory.requests, browser_page_factory.requests
    assert not browser_page_factory.errors, browser_page_factory.errors


def open_details(page: Page) -> None:
    """Opens every data table and the contents."""
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")


def check_accessible(page: Page) -> None:
    """No violation of any axe rule, best practice included."""
    page.evaluate(_axe())
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    told = [f"{v['id']}: {node['target']}" for v in found["violations"] for node in v["nodes"]]
    assert not told, "\n".join(told)


def check_width(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, f"{wide} px too wide"


def check_pictures(page: Page) -> None:
    """Every chart is drawn, inside the window, with text of at least 9 px."""
    window = page.viewport_size
    assert window is not None
    for chart in page.locator("svg.chart").all():
        box = chart.bounding_box()
        assert box is not None
        assert box["width"] > 0
        assert box["height"] > 0
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= window["width"]
    small = page.evaluate(
        """[...document.querySelectorAll('svg.chart text')].filter((text) => {
            const svg = text.closest('svg');
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            return parseFloat(getComputedStyle(text).fontSize) * scale < 9;
        }).map((text) => text.textContent)"""
    )
    assert not small, f"too small to read: {small}"


def check_targets(page: Page) -> None:
    """What one taps is at least 44 px high; links inside running text are exempt."""
    low = page.evaluate(
        """[...document.querySelectorAll('summary, nav a, footer a, button')]
            .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44)
            .map((e) => e.textContent)"""
    )
    assert not low, f"lower than 44 px: {low}"


def check_readable(page: Page) -> None:
    """Without script every heading, statement and chart is still on the page."""
    assert page.locator("h1").count() == 1
    # What is folded opens by itself, and needs no script for that.
    for summary in page.locator("details.fold > summary").all():
        summary.click()
    for thing in page.locator("h1, h2, .statement, .quote, svg.chart, footer").all():
        assert thing.is_visible()
    # The last block before the footer: nothing hides the rest of the page.
    assert "makes no network requests" in page.locator("body").inner_text()


def check_paper(page: Page) -> None:
    """On paper the ink is dark and the ground is white, also for readers in dark mode."""
    page.emulate_media(media="print", color_scheme="dark")
    style = "getComputedStyle(document.body)"
    assert page.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(f"{style}.color") == "rgb(0, 0, 0)"
    closed = "details:not(.fold):not([open]):visible"
    assert page.locator(f"nav:visible, .skip:visible, {closed}").count() == 0
    check_accessible(page)
    # A folded section is printed in full.
    hidden = page.evaluate(
        """[...document.querySelectorAll('.fold > .statement, .fold > .drawn')]
            .filter((e) => !e.checkVisibility() || !e.getBoundingClientRect().height).length"""
    )
    assert hidden == 0


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
