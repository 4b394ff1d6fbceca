"""A page with every kind of block, as a reader's browser shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from careerkit.report import write_html

from .checks import check_accessible, check_report, check_width, open_details
from .conftest import Opener
from .sample_page import READER, notebook

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample page as a file."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(write_html(notebook(), READER))
    return path


def test_the_page_passes_every_check(open_report: Opener, report: Path) -> None:
    """Wide, narrow, light, dark, without script, on paper, with the network off."""
    check_report(open_report, report)


def test_the_checks_can_fail(open_report: Opener, tmp_path: Path) -> None:
    """A page that is too wide, unlabelled, and asks for something remote."""
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<img src='https://remote.invalid/a.png'><div style='width:4000px'>x</div>"
        "<script>throw new Error('broken')</script>",
        "utf-8",
    )
    page = open_report(bad, 390)
    with pytest.raises(AssertionError, match="too wide"):
        check_width(page)
    with pytest.raises(AssertionError, match="image-alt"):
        check_accessible(page)
    assert open_report.requests == ["https://remote.invalid/a.png"]
    assert any("broken" in error for error in open_report.errors)


def test_the_policy_stops_what_does_not_belong(open_report: Opener, report: Path) -> None:
    """A script, a handler, a style and a picture put into the page by hand."""
    page = open_report(report, 390)
    page.evaluate(
        """const at = document.querySelector('main');
        at.insertAdjacentHTML('beforeend', '<img src="https://remote.invalid/x">'
            + '<p id="styled" style="color: rgb(1, 2, 3)" onclick="document.title = 1">x</p>');
        const script = document.createElement('script');
        script.textContent = 'document.title = "ran"';
        at.append(script);
        document.getElementById('styled').click();"""
    )
    assert page.title() == "A year at the counter, and past it"
    colour = page.evaluate("getComputedStyle(document.getElementById('styled')).color")
    assert colour != "rgb(1, 2, 3)"
    assert open_report.requests == []
    assert any("Content Security Policy" in error for error in open_report.errors)


def test_private_blocks_are_not_in_the_page(open_report: Opener, report: Path) -> None:
    """Neither the private quote nor the section of another reader."""
    words = open_report(report, 1280).locator("html").inner_html()
    assert "PRIVATE words" not in words
    assert "Salary" not in words


def test_the_contents_lead_to_the_sections(open_report: Opener, report: Path) -> None:
    """A folded list on a narrow screen, a list at the side on a wide one."""
    narrow = open_report(report, 390)
    narrow.locator("nav summary").click()
    narrow.get_by_role("link", name="Goals and milestones").click()
    assert narrow.url.endswith("#s-goals")
    wide = open_report(report, 1280)
    wide.get_by_role("link", name="Feedback and network").click()
    assert wide.url.endswith("#s-network")
    assert wide.locator("nav.contents-side").bounding_box() is not None


def test_the_skip_link_is_the_first_stop(open_report: Opener, report: Path) -> None:
    """And it is seen when it has focus."""
    page = open_report(report, 390)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["x"] >= 0


def test_a_mark_shows_its_tooltip(open_report: Opener, report: Path) -> None:
    """Under the pointer, and with the arrow keys; Escape takes it away."""
    page = open_report(report, 1280)
    tip = page.locator(".tip")
    mark = page.locator("svg.chart [data-t]").first
    mark.hover()  # scrolls there, and scrolling hides what was shown
    page.mouse.move(0, 0)
    mark.hover()
    expect(tip).to_be_visible()
    assert tip.inner_text()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.locator("svg.chart").first.focus()
    page.keyboard.press("ArrowRight")
    first = tip.inner_text()
    page.keyboard.press("ArrowRight")
    assert tip.is_visible()
    assert tip.inner_text() != first
    page.keyboard.press("Tab")
    assert tip.is_hidden()


def test_a_finger_shows_a_tooltip(open_report: Opener, report: Path) -> None:
    """It stays after the finger is gone, inside the window."""
    page = open_report(report, 390)
    page.locator("svg.chart [data-t]").last.tap()
    box = page.locator(".tip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_dark_mode_is_dark(open_report: Opener, report: Path) -> None:
    """And the words of a chart follow it."""
    page = open_report(report, 390, dark=True)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 28)"
    fill = page.evaluate("getComputedStyle(document.querySelector('svg.chart text')).fill")
    assert fill == "rgb(233, 230, 223)"


def test_a_data_table_opens_and_scrolls_on_its_own(open_report: Opener, report: Path) -> None:
    """A wide table scrolls inside its region, not the page."""
    page = open_report(report, 390)
    open_details(page)
    region = page.get_by_role("region", name="Table: Milestones of the year")
    assert region.evaluate("(e) => e.scrollWidth > e.clientWidth")
    check_width(page)


def test_an_empty_report_passes_every_check(open_report: Opener, tmp_path: Path) -> None:
    """A reader for whom there is nothing."""
    path = tmp_path / "empty.html"
    path.write_bytes(write_html(notebook(), "stranger"))
    check_report(open_report, path)
