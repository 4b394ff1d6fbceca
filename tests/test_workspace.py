"""Where everything lives, and what is no data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from careerkit import workspace
from careerkit.errors import BadData, UsageError
from careerkit.workspace import Workbook
from tests.conftest import Builder

links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


def _names(book: Workbook, folder: str = "inbox") -> list[str]:
    return [book.relative(path) for path in book.files(folder)]


def test_litter_is_no_data(workbook: Builder) -> None:
    """What Finder, Office, editors, Jupyter, sync clients and Windows leave behind, beside two files."""
    litter = (
        ".DS_Store", "~$Goals.xlsx", "x.tmp", "a.lock", "Thumbs.db", "DESKTOP.INI", "~x.md",
        ".ipynb_checkpoints/a-checkpoint.csv", "sub/.git/config", ".stfolder/b.csv",
    )  # fmt: skip
    for name in (*litter, "b.csv", "sub/a.csv"):
        workbook.write(f"inbox/{name}", "x")
    assert _names(workbook.book) == ["inbox/b.csv", "inbox/sub/a.csv"]


def test_a_missing_folder_has_no_files(workbook: Builder) -> None:
    """A workbook without an inbox, and a file where a folder should be."""
    workbook.write("journal", "x")
    assert _names(workbook.book) == []
    assert _names(workbook.book, "journal") == []


@links
def test_links_are_not_followed(workbook: Builder, tmp_path: Path) -> None:
    """A link to a file and a link to a folder, both outside the workbook, in its inbox."""
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "secret.csv").write_text("x")
    workbook.write("inbox/own.csv", "x")
    (workbook.root / "inbox" / "a.csv").symlink_to(tmp_path / "else" / "secret.csv")
    (workbook.root / "inbox" / "b").symlink_to(tmp_path / "else", target_is_directory=True)
    assert _names(workbook.book) == ["inbox/own.csv"]


@links
def test_a_linked_folder_is_an_error_and_not_an_empty_one(
    workbook: Builder, tmp_path: Path
) -> None:
    """A journal folder that is a link to a vault elsewhere."""
    (tmp_path / "vault").mkdir()
    (workbook.root / "journal").symlink_to(tmp_path / "vault", target_is_directory=True)
    with pytest.raises(BadData, match="is a link"):
        _names(workbook.book, "journal")


def test_an_unreadable_folder_is_an_error_and_not_an_empty_one(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that the system does not let us read."""
    workbook.write("journal/2024.md", "x")

    def scandir(path: Any) -> Any:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(BadData, match="journal: cannot be read: Permission denied"):
        _names(workbook.book, "journal")


def test_the_argument_comes_before_the_variable_and_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three workbooks: one named, one in CAREERKIT_WORKBOOK, one around the current folder."""
    for name in ("a", "b", "c"):
        Builder(tmp_path / name)
    deep = tmp_path / "c" / "journal" / "2024"
    deep.mkdir(parents=True)
    monkeypatch.delenv("CAREERKIT_WORKBOOK", raising=False)
    assert workspace.find(start=deep).root == (tmp_path / "c").resolve()
    monkeypatch.setenv("CAREERKIT_WORKBOOK", str(tmp_path / "b"))
    assert workspace.find(start=deep).root == (tmp_path / "b").resolve()
    assert workspace.find(tmp_path / "a", start=deep).root == (tmp_path / "a").resolve()


@pytest.mark.parametrize("name", ["gone", "~nobody-of-this-name/x", "a\0b", "workbook.toml"])
def test_no_folder_no_workbook(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A folder that is not there, a home of nobody, an impossible name, a file."""
    monkeypatch.chdir(workbook.root)
    with pytest.raises(UsageError, match="is not a folder; make a workbook with"):
        workspace.find(name)


def test_outside_every_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No argument, no variable, no workbook.toml upward."""
    monkeypatch.delenv("CAREERKIT_WORKBOOK", raising=False)
    with pytest.raises(UsageError, match="no workbook here"):
        workspace.find(start=tmp_path)


def test_samples_are_found_by_name() -> None:
    """Each shipped sample, and names of none, among them a path."""
    for name in workspace.sample_names():
        assert workspace.find(f"sample:{name}").settings.name
    for name in ("nobody", "", "../sample", "../../careerkit"):
        with pytest.raises(UsageError, match="no sample"):
            workspace.find(f"sample:{name}")


def test_a_workbook_is_called_by_its_name_else_its_folder(workbook: Builder) -> None:
    """A workbook without a name in its settings, then with one."""
    assert workbook.book.name == "me"
    workbook.write("workbook.toml", 'format = 1\nname = "Ada"\n')
    assert workbook.book.name == "Ada"


def test_reports_go_into_the_workbook_or_where_one_says(workbook: Builder, tmp_path: Path) -> None:
    """A workbook of one's own, with and without --out; a sample of the checkout."""
    assert workspace.reports_folder(workbook.book) == workbook.root / "reports"
    assert workspace.reports_folder(workbook.book, tmp_path / "o") == (tmp_path / "o").resolve()
    sample = workspace.sample(workspace.sample_names()[0])
    root = workspace.clone()
    assert root is not None
    assert workspace.reports_folder(sample) == root / "reports" / sample.root.name
    assert not workspace.is_shipped(sample)
    assert workspace.is_shipped(Workbook(workspace.PACKAGE / "sample" / "x"))
