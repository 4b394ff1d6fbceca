"""Many reports: each in a process of its own, and one that fails stops no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from careerkit import batch
from careerkit.batch import Job, Result
from careerkit.errors import UsageError


def workbook(root: Path, text: str) -> Path:
    (root / "journal").mkdir(parents=True)
    (root / "workbook.toml").write_text("format = 1\n", encoding="utf-8")
    (root / "journal" / "2025.md").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("text", "years"),
    [("2025", [2025]), ("2023-2025", [2023, 2024, 2025]), (" 2024-2024 ", [2024])],
)
def test_years_are_one_or_a_range(text: str, years: list[int]) -> None:
    """One year, three years, a range of one."""
    assert batch.parse_years(text) == years


@pytest.mark.parametrize("text", ["", "twenty", "2025-2023", "1800", "2023-", "1960-2060", "٢٠٢٥x"])
def test_other_years_are_refused(text: str) -> None:
    """Nothing, words, a range backwards, out of bounds."""
    with pytest.raises(UsageError):
        batch.parse_years(text)


def test_two_workbooks_of_one_name_never_share_a_folder(tmp_path: Path) -> None:
    """a/ada and b/ada with one --out would overwrite each other."""
    with pytest.raises(UsageError, match="same"):
        batch.jobs(["a/ada", "b/ada"], [2025], None, "owner", tmp_path, 300)


def test_one_bad_workbook_does_not_stop_the_others(tmp_path: Path) -> None:
    """A good one, a missing one, one with a broken workbook.toml, one with a raw file gone."""
    good = workbook(tmp_path / "good", "## 2025-03-05\n- win: Closed the pitch +1\n")
    broken = workbook(tmp_path / "broken", "")
    (broken / "workbook.toml").write_text("format = \n", encoding="utf-8")
    gone = workbook(tmp_path / "gone", "## 2025-03-05\n- win: x y z\n")
    (gone / "raw").mkdir()
    note = {
        "sha256": "0" * 64,
        "file": "toggl/x.csv",
        "name": "x.csv",
        "size": 1,
        "source": "toggl",
    }
    (gone / "raw" / "manifest.jsonl").write_text(json.dumps(note) + "\n", encoding="utf-8")
    books = [str(good), str(tmp_path / "missing"), str(broken), str(gone)]
    results = batch.run(batch.jobs(books, [2025], None, "owner", None, 300), quiet=True)
    assert [result.exit_code for result in results] == [0, 2, 65, 65]
    assert Path(results[0].files["html"]).is_file()
    assert Path(results[0].files["frozen"]).parent == good / "reports" / "frozen"
    assert "is not a folder" in results[1].error
    assert "not valid TOML" in results[2].error
    assert "is gone" in results[3].error
    assert batch.exit_code(results) == 1
    assert "1 of 4 reports made" in batch.summary(results)
    assert batch.public(results)["failed"] == 3


def test_all_good_is_exit_code_zero() -> None:
    """A result without an error."""
    job = Job("ada", 2025, "owner")
    assert batch.exit_code([Result(job, {"html": "x.html", "notebook": "x.ipynb"})]) == 0


def test_a_workbook_name_is_never_an_option() -> None:
    """A folder called --year."""
    assert Job("--year", 2025, "owner").command()[-2:] == ["--", "--year"]
