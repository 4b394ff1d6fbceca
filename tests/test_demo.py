"""The demo works from a checkout and from an installed package, and touches nothing that is in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from careerkit import batch, demo, workspace
from careerkit.batch import Job, Result
from careerkit.errors import UsageError


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """The jobs that the demo hands to the batch, which is not run here."""
    seen: list[Job] = []

    def run(todo: list[Job], *, workers: int | None = None, quiet: bool = False) -> list[Result]:
        seen.extend(todo)
        return [Result(job, {"html": f"{job.workbook}/{job.year}.html"}) for job in todo]

    monkeypatch.setattr(batch, "run", run)
    return seen


def test_it_makes_twelve_reports_and_says_what_to_try_next(jobs: list[Job]) -> None:
    """In a checkout: the samples where they lie, three years each."""
    said: list[str] = []
    assert demo.demo(None, None, said.append) == 0
    assert len(jobs) == 12
    assert {Path(job.workbook).parent for job in jobs} == {workspace.samples()}
    text = "\n".join(map(str, said))
    assert "12 of 12 reports made" in text
    assert "careerkit init" in text
    assert "Open one in a browser" in text


def test_with_a_folder_it_works_on_copies(jobs: list[Job], tmp_path: Path) -> None:
    """Careerkit demo --out DIR, as from an installed package: nothing derived is copied."""
    demo.demo(tmp_path / "d", 1, lambda _: None)
    assert {Path(job.workbook).parent for job in jobs} == {tmp_path / "d"}
    for name in workspace.sample_names():
        assert (tmp_path / "d" / name / "journal" / "2025.md").is_file()
        assert not (tmp_path / "d" / name / "tables").exists()


def test_a_folder_in_the_way_is_left_alone(jobs: list[Job], tmp_path: Path) -> None:
    """A folder with the name of a sample that is no workbook."""
    other = tmp_path / workspace.sample_names()[0]
    other.mkdir()
    (other / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(UsageError, match="in the way"):
        demo.demo(tmp_path, 1, lambda _: None)
    assert [path.name for path in other.iterdir()] == ["letter.txt"]
