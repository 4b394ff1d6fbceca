"""A mentor's path from beginning to end: a copy is shared, opened offline, answered, read in, and seen in the next review."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from careerkit import review, workspace
from careerkit.cli_reply import reply as take_in
from careerkit.past import freeze
from careerkit.sharing import receipts, share
from careerkit.workbook import Year
from careerkit.workspace import Workbook
from tests.rendering import executed, render

from .checks import check_report
from .conftest import Opener

pytestmark = pytest.mark.browser

TODAY = date(2026, 1, 15)
ANSWER = "Ask for Tuesday mornings, and say why."


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of the sample workbooks, whose reviews are made in this process."""

    def made(book: Workbook, year: int, **given: Any) -> review.Made:
        frozen = freeze.freeze(book, given["today"], freeze.home(book))
        with monkeypatch.context() as patch:
            seen = Year(str(frozen.root), year, f"{year}-12-31", given["reader"])
            found = executed(seen, patch)
        notebook = workspace.reports_folder(book) / f"{year}-{given['reader']}.ipynb"
        notebook.parent.mkdir(parents=True, exist_ok=True)
        notebook.write_text(json.dumps(found), "utf-8")
        return review.Made(notebook, notebook.with_suffix(".html"), frozen.root)

    monkeypatch.setattr(review, "up_to_date", made)
    for name in workspace.sample_names():
        shutil.copytree(workspace.sample(name).root, tmp_path / name)
    return tmp_path


def shared(book: Workbook, reader: str = "mentor", random: Random | None = None) -> share.Shared:
    """A copy of 2025, as its list was agreed to."""
    prepared = share.prepare(book, 2025, reader, today=TODAY)
    return share.publish(book, prepared, prepared.manifest.hash, today=TODAY, random=random)


def answered(page: Page, words: str = "") -> bytes:
    """Open the copy, answer one section and rate one dimension, and save."""
    if words:
        page.get_by_label("The six words").fill(words)
        page.get_by_role("button", name="Open").click()
        page.locator("#reply").wait_for()
    box = page.locator('textarea[data-section="goals"]')
    box.evaluate("(e) => { e.closest('details').open = true }")
    box.fill(ANSWER)
    page.get_by_label("Who you are").fill("Greta")
    page.locator('input[name="reply-scope"][value="4"]').check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save my answers", exact=True).click()
    return waiting.value.path().read_bytes()


@pytest.mark.parametrize("is_locked", [False, True], ids=["open", "locked"])
def test_a_mentor_answers_and_the_next_review_says_so(
    open_report: Opener, books: Path, *, is_locked: bool
) -> None:
    """Both kinds of copy; a reply to another person's copy is refused."""
    book = Workbook(books / "coder-to-research")
    made = shared(book, random=Random(7) if is_locked else None)
    saved = answered(open_report(made.file, 1280), made.passphrase)
    assert not open_report.requests
    assert not open_report.errors
    file, words = books / "reply.json", books / "words.txt"
    file.write_bytes(saved)
    words.write_text(made.passphrase + "\n", "utf-8")
    given = [str(file), "--passphrase-file", str(words)] if is_locked else [str(file)]

    elsewhere = CliRunner().invoke(take_in, [str(books / "teller-to-adviser"), *given])
    assert elsewhere.exit_code != 0
    assert not (books / "teller-to-adviser" / "replies" / "reply.json").exists()

    looked = CliRunner().invoke(take_in, [str(book.root), *given, "--dry-run"])
    assert ANSWER in looked.output
    assert not (book.root / "replies").exists()
    taken = CliRunner().invoke(take_in, [str(book.root), *given])
    assert taken.exit_code == 0, taken.output
    [kept] = (book.root / "replies").iterdir()
    assert kept.name.startswith(receipts.read(book)[0].share_id[:12])

    with pytest.MonkeyPatch.context() as patch:
        again = render(Year(str(book.root), 2025, "2026-12-31"), patch)
    told = [b for b in again.sections()["mentor_replies"] if b["kind"] in ("statement", "quote")]
    assert "1 answer" in told[0]["text"]
    assert ANSWER in [block["text"] for block in told]


@pytest.mark.parametrize("name", workspace.sample_names())
def test_a_shared_copy_opens_offline(open_report: Opener, books: Path, name: str) -> None:
    """With its form and its folded sections: wide and narrow, light and dark, without script and on paper, axe 0."""
    made = shared(Workbook(books / name))
    check_report(open_report, made.file, ((1280, False), (390, True), (320, False)))
    assert len(made.file.read_bytes()) <= 350_000


def test_the_coachs_copy_opens_offline(open_report: Opener, books: Path) -> None:
    """Of a person who lets a coach see two sections."""
    book = Workbook(books / "teller-to-adviser")
    settings = book.root / "workbook.toml"
    consent = '\n[consent.coach]\nsections = ["trust", "learning"]\n'
    settings.write_text(settings.read_text("utf-8") + consent, "utf-8")
    made = shared(Workbook(book.root), "coach")
    check_report(open_report, made.file, ((1280, True), (390, False)))
