"""The commands about past reviews, as they are called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from careerkit import cli_time, measure, period
from careerkit.past import diff as diffs
from careerkit.past.freeze import home
from careerkit.workspace import Workbook
from tests.conftest import TODAY
from tests.past.diff.states import written
from tests.past.diff.test_sides import reviewed


def run(command: click.Command, *arguments: str | Path) -> Any:
    done = CliRunner().invoke(command, list(map(str, arguments)))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0
    return done


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    """A workbook that was reviewed once; a review has two analyses here."""
    every = measure.parts
    monkeypatch.setattr(measure, "parts", lambda: [p for p in every() if p[0] in ("trust", "wins")])
    monkeypatch.setattr(diffs, "_counsel", lambda side: {})
    monkeypatch.setattr(period, "today", lambda: TODAY)
    book = written(tmp_path / "me")
    reviewed(book)
    return book


def test_reviews_are_listed_with_the_command_that_makes_them_again(book: Workbook) -> None:
    """One line and one command; as JSON the whole record; and a workbook without any."""
    said = run(cli_time.reviews, book.root).stdout.splitlines()
    assert len(said) == 2
    assert "2024  owner" in said[0]
    assert said[1].startswith(f'  careerkit review "{home(book) / "frozen"}')
    (past,) = json.loads(run(cli_time.reviews, book.root, "--json").stdout)
    assert (past["year"], past["audience"]) == (2024, "owner")
    assert (
        "no review is on record"
        in run(cli_time.reviews, written(book.root.parent / "new").root).stdout
    )


def test_diff_says_nothing_when_nothing_moved_and_else_why(book: Workbook) -> None:
    """Right after the review; then with a win more; as JSON too; a line that is too late for the day is a note."""
    there = ("--workbook", book.root)
    assert run(cli_time.diff, *there).output == ""
    with (book.root / "journal" / "2024.md").open("a") as file:
        file.write("- win: One more +1\n- win: Too late [at:: 2025-03-01T10:00]\n")
    # Noted as there from the beginning: what ingest meets later counts as written down on that day.
    (book.root / "raw" / "seen.jsonl").unlink()
    done = run(cli_time.diff, *there)
    assert done.stdout.startswith("2024: the review of 2026-01-15, frozen ")
    assert "[1] late, entry: 1" in done.stdout
    assert "  wins: 3 -> 4" in done.stdout
    assert "One more" not in done.stdout
    assert "1 entry; see them with a later --as-of" in done.stderr
    assert "One more" in run(cli_time.diff, "2024", "now", *there, "--show-text").stdout
    found = json.loads(run(cli_time.diff, *there, "--json").stdout)
    assert [section["name"] for section in found["sections"]] == ["trust", "wins"]
    assert found["causes"][0]["kind"] == "late"
    assert found["hidden"] == {"entry": 1}
    more = run(cli_time.diff, *there, "--as-of", "2025-04-01").stdout
    assert "  wins: 3 -> 5" in more
