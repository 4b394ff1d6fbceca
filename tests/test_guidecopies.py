"""Private copies of the guides: pointed at the workbook, locked, laid once, and never over anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from careerkit import __version__, guidecopies, workspace

SPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}


def shipped(text: str = "# Start") -> dict[str, Any]:
    """A guide as it is shipped: title, parameters, one question with its answer from the sample."""
    return {
        "cells": [
            {"cell_type": "markdown", "id": "title", "metadata": {}, "source": [text]},
            {
                "cell_type": "code",
                "id": "parameters",
                "metadata": {"tags": ["parameters"]},
                "execution_count": 1,
                "outputs": [],
                "source": [
                    'workbook: str = "sample:teller-to-adviser"  # a folder\n',
                    "year: int = 2025  # the year",
                ],
            },
            {
                "cell_type": "code",
                "id": "ask",
                "metadata": {},
                "execution_count": 2,
                "outputs": [{"output_type": "stream", "name": "stdout", "text": ["Mara\n"]}],
                "source": ["my.show()"],
            },
        ],
        "metadata": {"kernelspec": SPEC},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ships guides that say this."""
    folder = tmp_path / "shipped"
    (folder / "guide").mkdir(parents=True)
    monkeypatch.setattr(workspace, "notebooks", lambda: folder)

    def write(text: str, *names: str) -> None:
        for name in (guidecopies.START, "01_next.ipynb", *names):
            written = json.dumps(shipped(text))
            (folder / "guide" / name).write_text(written, encoding="utf-8")

    write("# Start")
    return write


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file, by path."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_a_copy_is_pointed_at_its_workbook_and_has_no_outputs() -> None:
    """The sample and its year become the workbook around the copy and its latest year; the ends of lines stay."""
    copy = guidecopies.private_copy(shipped())
    assert copy["cells"][1]["source"] == [
        'workbook: str = ""  # this workbook; or another folder\n',
        "year: int = 0  # the year to look at; 0: the latest one in your log",
    ]
    code = [cell for cell in copy["cells"] if cell["cell_type"] == "code"]
    assert [(c["outputs"], c["execution_count"]) for c in code] == [([], None), ([], None)]
    nbformat.validate(copy)


def test_shipped_cells_are_locked_and_two_are_the_persons() -> None:
    """Nothing shipped can be deleted; the parameters can be changed, and the notes at the end are free."""
    cells = guidecopies.private_copy(shipped())["cells"]
    locked = {"deletable": False, "editable": False}
    assert [cell["metadata"] for cell in cells] == [
        locked,
        {"tags": ["parameters"], "deletable": False},
        locked,
        {},
    ]
    assert cells[-1]["cell_type"] == "markdown"


def test_making_a_copy_changes_nothing_of_what_is_shipped() -> None:
    """The same notebook before and after."""
    source = shipped()
    guidecopies.private_copy(source)
    assert source == shipped()


def test_the_first_set_is_laid_once(tmp_path: Path, ship: Any) -> None:
    """Twice in a row: the second time nothing is written, also when the person has written notes and parameters."""
    first = guidecopies.lay(tmp_path / "me")
    assert first == tmp_path / "me" / "notebooks" / "guide"
    assert sorted(path.name for path in first.iterdir()) == [guidecopies.START, "01_next.ipynb"]
    used = json.loads((first / guidecopies.START).read_text("utf-8"))
    used["cells"][-1]["source"] = ["Mine"]
    (first / guidecopies.START).write_text(json.dumps(used), encoding="utf-8")
    before = snapshot(tmp_path / "me")
    assert guidecopies.lay(tmp_path / "me") == first
    assert snapshot(tmp_path / "me") == before


def test_new_guides_are_laid_beside_the_old_ones(tmp_path: Path, ship: Any) -> None:
    """Changed twice in one version, then as they were at first: two new folders, and the old files byte for byte."""
    me = tmp_path / "me"
    first = guidecopies.lay(me)
    before = snapshot(me)
    ship("# Start anew")
    assert guidecopies.lay(me).name == f"guide-{__version__}"
    ship("# Start anew", "02_more.ipynb")
    assert guidecopies.lay(me).name == f"guide-{__version__}-2"
    ship("# Start anew once more", "02_more.ipynb")
    assert guidecopies.lay(me).name == f"guide-{__version__}-3"
    assert before.items() <= snapshot(me).items()
    (tmp_path / "shipped" / "guide" / "02_more.ipynb").unlink()
    ship("# Start")
    assert guidecopies.lay(me) == first


def test_other_outputs_of_the_sample_are_no_new_guides(tmp_path: Path, ship: Any) -> None:
    """Only what a shipped cell showed has changed: the same set."""
    first = guidecopies.lay(tmp_path / "me")
    path = tmp_path / "shipped" / "guide" / guidecopies.START
    path.write_text(path.read_text("utf-8").replace("Mara", "Mira"), encoding="utf-8")
    assert guidecopies.lay(tmp_path / "me") == first


def test_an_old_workbook_keeps_its_flat_copies(tmp_path: Path, ship: Any) -> None:
    """Copies right in notebooks/, as careerkit laid them before: the new set gets a folder, they stay."""
    old = tmp_path / "me" / "notebooks" / guidecopies.START
    old.parent.mkdir(parents=True)
    old.write_text(json.dumps(shipped("# Old")), encoding="utf-8")
    assert guidecopies.lay(tmp_path / "me").name == f"guide-{__version__}"
    assert json.loads(old.read_text("utf-8")) == shipped("# Old")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"metadata": 1}', '{"metadata": {"careerkit": []}}', "[" * 100_000])  # fmt: skip
def test_a_damaged_copy_is_of_no_set(tmp_path: Path, ship: Any, content: str) -> None:
    """The first guide is damaged in several ways: it stays, and a whole set is laid beside it."""
    first = guidecopies.lay(tmp_path / "me")
    (first / guidecopies.START).write_text(content, encoding="utf-8")
    second = guidecopies.lay(tmp_path / "me")
    assert second.name == f"guide-{__version__}"
    assert (first / guidecopies.START).read_text("utf-8") == content


def test_a_name_that_is_taken_is_passed_over(tmp_path: Path, ship: Any) -> None:
    """A file and a link that leads nowhere where the folders would go."""
    top = tmp_path / "me" / "notebooks"
    top.mkdir(parents=True)
    (top / "guide").write_text("mine", encoding="utf-8")
    (top / f"guide-{__version__}").symlink_to(tmp_path / "nowhere")
    assert guidecopies.lay(tmp_path / "me").name == f"guide-{__version__}-2"
    assert (top / "guide").read_text("utf-8") == "mine"


def test_links_between_the_shipped_guides_work_in_a_set() -> None:
    """Every link of a shipped guide to a notebook leads to one of the same folder."""
    copies = guidecopies.private_set()
    assert guidecopies.START in copies
    for copy in copies.values():
        for cell in copy["cells"]:
            for link in "".join(cell["source"]).split("](")[1:]:
                target = link.split(")")[0]
                assert not target.endswith(".ipynb") or target in copies, target
