"""JupyterLab is opened on a workbook, or on a try-out that leaves the shipped sample as it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from careerkit import init, workspace
from careerkit.errors import CannotWrite, NotAllowed, UsageError
from careerkit.lab import places
from careerkit.workbook import Year

from ..conftest import Builder

SAMPLE = workspace.SAMPLE + places.PERSON
SAMPLES = workspace.samples()
NOTEBOOKS = workspace.notebooks()


@pytest.fixture(autouse=True)
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder that is in no checkout, and no workbook named anywhere."""
    monkeypatch.delenv("CAREERKIT_WORKBOOK", raising=False)
    monkeypatch.setattr(workspace, "clone", lambda: None)
    # What is shipped stays where it is.
    monkeypatch.setattr(workspace, "samples", lambda: SAMPLES)
    monkeypatch.setattr(workspace, "notebooks", lambda: NOTEBOOKS)
    monkeypatch.chdir(tmp_path)


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a sample, by path, without what careerkit makes of it."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    made = ("raw/", "tables/", "quarantine/", "reports/", "notebooks/")
    return {n: data for n, data in named.items() if not n.startswith(made) and "/." not in f"/{n}"}


def test_a_workbook_is_opened_at_its_own_folder(tmp_path: Path) -> None:
    """Made by init, and named."""
    book = init.init(tmp_path / "x")
    assert places.find(str(book.root)) == places.Place(
        book.root, "notebooks/guide/00_start_here.ipynb"
    )


def test_the_workbook_around_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Called in its journal folder, without a name; and from anywhere with CAREERKIT_WORKBOOK."""
    book = init.init(tmp_path / "x")
    monkeypatch.chdir(book.journal)
    assert places.find(None).root == book.root
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAREERKIT_WORKBOOK", str(book.root))
    assert places.find(None).root == book.root


def test_without_a_workbook_there_is_a_try_out(tmp_path: Path) -> None:
    """In an empty folder: the sample person's files, guides of their own, and room for a workbook beside it."""
    found = places.find(None)
    assert found == places.Place(
        tmp_path / "careerkit", "try-out/notebooks/guide/00_start_here.ipynb"
    )
    book = tmp_path / "careerkit" / "try-out"
    assert contents(book) == contents(SAMPLES / places.PERSON)
    assert Year(str(book)).year == 2025


def test_in_a_checkout_the_try_out_is_in_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout whose data folder git ignores."""
    monkeypatch.setattr(workspace, "clone", lambda: tmp_path / "clone")
    assert places.find(None).root == tmp_path / "clone" / "data"
    assert (tmp_path / "clone" / "data" / "try-out" / "workbook.toml").is_file()


def test_every_sample_can_be_tried_out(tmp_path: Path) -> None:
    """By its name, and by the path of the shipped folder: never the shipped folder itself."""
    for name in workspace.sample_names():
        last = "try-out" if name == places.PERSON else f"try-out-{name}"
        start = f"{last}/notebooks/guide/00_start_here.ipynb"
        assert places.find(f"sample:{name}") == places.Place(tmp_path / "careerkit", start)
        assert places.find(str(SAMPLES / name)).start == start


def test_a_try_out_is_laid_once_and_kept(tmp_path: Path) -> None:
    """Something was written into it; it is opened again."""
    places.find(SAMPLE)
    journal = tmp_path / "careerkit" / "try-out" / "journal" / "2025.md"
    journal.write_text("## 2025-12-24\n- win: Mine\n", encoding="utf-8")
    places.find(None)
    assert journal.read_text("utf-8").endswith("Mine\n")


def test_what_has_its_name_is_not_touched(tmp_path: Path) -> None:
    """A folder of photographs that is called careerkit/try-out."""
    (tmp_path / "careerkit" / "try-out").mkdir(parents=True)
    with pytest.raises(UsageError, match="no workbook"):
        places.find(None)
    assert list((tmp_path / "careerkit" / "try-out").iterdir()) == []


@pytest.mark.parametrize("named", ["slip", "sample:nobody"])
def test_a_slip_is_said(named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not there, a sample that does not exist; as an argument and in the variable."""
    with pytest.raises(UsageError):
        places.find(named)
    monkeypatch.setenv("CAREERKIT_WORKBOOK", named)
    with pytest.raises(UsageError):
        places.find(None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_settings_is_no_workbook(tmp_path: Path) -> None:
    """A folder with a letter in it: nothing is put there."""
    (tmp_path / "letters").mkdir()
    with pytest.raises(UsageError, match="careerkit init"):
        places.find(str(tmp_path / "letters"))
    assert list((tmp_path / "letters").iterdir()) == []


def test_a_frozen_folder_is_only_for_reading(workbook: Builder) -> None:
    """The tables of a past review: nothing is laid there."""
    workbook.write("frozen.json", "{}")
    with pytest.raises(NotAllowed, match="only for reading"):
        places.find(str(workbook.root))
    assert not (workbook.root / "notebooks").exists()


def test_a_place_that_cannot_be_written_is_said_in_one_line(workbook: Builder) -> None:
    """A file where the folder of the notebooks should be; a real write protection where tests are not run by root."""
    workbook.write("notebooks", "a file")
    with pytest.raises(CannotWrite, match="cannot write") as said:
        places.find(str(workbook.root))
    assert "\n" not in str(said.value)


@pytest.mark.skipif(os.name != "posix", reason="permissions are a POSIX promise")
def test_only_the_owner_can_read_a_try_out(tmp_path: Path) -> None:
    """Folders 0700, files 0600."""
    places.find(None)
    root = tmp_path / "careerkit" / "try-out"
    for path in (root.parent, root, *root.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
