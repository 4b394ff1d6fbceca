"""The reports that the product really makes, opened in Chromium with the network off."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from careerkit import batch, workspace
from tests.browser.checks import BRIEF_LOOKS, check_report

pytestmark = pytest.mark.browser

YEARS = [2023, 2024, 2025]
OWNED = [(name, year) for name in workspace.sample_names() for year in YEARS]


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All samples' reports of three years for the owner, and of the last year for the mentor."""
    root = tmp_path_factory.mktemp("reports")
    books = []
    for name in workspace.sample_names():
        shutil.copytree(workspace.sample(name).root, root / "books" / name)
        books.append(str(root / "books" / name))
    todo = batch.jobs(books, YEARS, None, "owner", root / "out", 300)
    todo += batch.jobs(books, YEARS[-1:], None, "mentor", root / "out", 300)
    results = batch.run(todo, quiet=True)
    assert batch.exit_code(results) == 0, batch.summary(results)
    return root / "out"


@pytest.mark.parametrize(("name", "year"), OWNED)
def test_an_owners_report_opens_offline(open_report, reports: Path, name: str, year: int) -> None:  # type: ignore[no-untyped-def]
    """Zero requests, zero console errors, axe 0, every chart visible, at 1280 and 390 px."""
    check_report(open_report, reports / name / f"{year}-owner.html", BRIEF_LOOKS)


@pytest.mark.parametrize("name", workspace.sample_names())
def test_a_mentors_report_opens_offline(open_report, reports: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    """The same for what the mentor gets."""
    check_report(open_report, reports / name / "2025-mentor.html", BRIEF_LOOKS)


def test_an_owners_report_shows_all_its_charts(open_report, reports: Path) -> None:  # type: ignore[no-untyped-def]
    """Nineteen charts in a full year, of the analyses that have something to draw; too few of its hours name a goal."""
    page = open_report(reports / "teller-to-adviser" / "2024-owner.html", 1280)
    assert page.locator("svg.chart").count() == 19
