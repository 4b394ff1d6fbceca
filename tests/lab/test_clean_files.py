"""What JupyterLab writes has no outputs: tried on its own file manager, with our hook and our checkpoints."""

from __future__ import annotations

import asyncio
import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado.web import HTTPError

from careerkit.lab import disk

SECRET = "the kestrel had five chicks"


def notebook() -> dict[str, Any]:
    """A notebook after a session: a chart, an error, a count, times, the state of a widget, a note of the person's own."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "careerkit": {"guides": "0123456789abcdef"},
            "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {"a": SECRET}}},
            "papermill": {"parameters": {"text": SECRET}},
        },
        "cells": [
            {
                "cell_type": "code",
                "id": "a",
                "source": "my.show()",
                "execution_count": 3,
                "metadata": {
                    "deletable": False,
                    "scrolled": True,
                    "collapsed": False,
                    "execution": {"iopub.execute_input": "2026-01-15T09:30:00Z"},
                },
                "outputs": [
                    {"output_type": "stream", "name": "stdout", "text": SECRET},
                    {
                        "output_type": "execute_result",
                        "execution_count": 3,
                        "metadata": {},
                        "data": {"text/plain": SECRET},
                    },
                    {
                        "output_type": "error",
                        "ename": "E",
                        "evalue": SECRET,
                        "traceback": [SECRET],
                    },
                ],
            },
            {"cell_type": "markdown", "id": "b", "source": "My own note", "metadata": {}},
        ],
    }


def manager(root: Path) -> AsyncLargeFileManager:
    """JupyterLab's own file manager, as `careerkit lab` sets it up."""
    return AsyncLargeFileManager(
        root_dir=str(root),
        pre_save_hook="careerkit.lab.disk.strip",
        checkpoints_class="careerkit.lab.disk.CleanCheckpoints",
    )


def save(root: Path, content: Any, name: str = "a.ipynb") -> None:
    """Save it as the page does."""
    model = {"type": "notebook", "format": "json", "content": content}
    asyncio.run(manager(root).save(model, name))


def test_a_saved_notebook_has_no_outputs(tmp_path: Path) -> None:
    """Chart, error, count, times, widget state: nothing of it is in the file or in its first checkpoint."""
    save(tmp_path, notebook())
    written = json.loads((tmp_path / "a.ipynb").read_text("utf-8"))
    code, note = written["cells"]
    assert (code["outputs"], code["execution_count"]) == ([], None)
    assert code["metadata"] == {"deletable": False}
    assert note["source"] == "My own note" or note["source"] == ["My own note"]
    assert set(written["metadata"]) == {"kernelspec", "careerkit"}
    kept = tmp_path / ".ipynb_checkpoints" / "a-checkpoint.ipynb"
    assert json.loads(kept.read_text("utf-8")) == written
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and SECRET in p.read_text("utf-8")]


def test_a_second_save_changes_nothing(tmp_path: Path) -> None:
    """The same screen saved twice: the same bytes."""
    save(tmp_path, notebook())
    first = (tmp_path / "a.ipynb").read_bytes()
    save(tmp_path, notebook())
    assert (tmp_path / "a.ipynb").read_bytes() == first


BROKEN: dict[str, Any] = {
    "cells that are none": {"cells": 3, "metadata": {}, "nbformat": 4, "nbformat_minor": 5},
    "no cells, as an old format has it": {"worksheets": [], "metadata": {}, "nbformat": 3},
    "a cell without a kind": {"cells": [{"metadata": {}}], "metadata": {}, "nbformat": 4},
    "metadata that are a text": {"cells": [], "metadata": SECRET, "nbformat": 4},
    "a list": [1, 2],
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_cleaned_is_not_written(tmp_path: Path, name: str) -> None:
    """A save is refused, with words that hold nothing of the person's; the file of before stays."""
    save(tmp_path, notebook())
    before = (tmp_path / "a.ipynb").read_bytes()
    with pytest.raises(HTTPError) as refused:
        save(tmp_path, copy.deepcopy(BROKEN[name]))
    assert refused.value.status_code == 400
    assert "Not saved" in str(refused.value)
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None
    assert (tmp_path / "a.ipynb").read_bytes() == before


def test_an_unexpected_failure_refuses_the_save_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect in the cleaning itself: JupyterLab would go on and write everything, if it were told in another way."""

    def fail(_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(disk, "clean", fail)
    with pytest.raises(HTTPError, match="Not saved"):
        save(tmp_path, notebook())
    assert list(tmp_path.iterdir()) == []


def test_a_checkpoint_of_an_old_notebook_is_clean(tmp_path: Path) -> None:
    """A file with outputs from before: opening it makes a checkpoint, and the file stays as it is until it is saved."""
    (tmp_path / "old.ipynb").write_text(json.dumps(notebook()), encoding="utf-8")
    asyncio.run(manager(tmp_path).create_checkpoint("old.ipynb"))
    kept = (tmp_path / ".ipynb_checkpoints" / "old-checkpoint.ipynb").read_text("utf-8")
    assert SECRET not in kept
    assert "My own note" in kept
    assert SECRET in (tmp_path / "old.ipynb").read_text("utf-8")


def test_a_copy_is_clean_and_a_checkpoint_gives_back_what_was(tmp_path: Path) -> None:
    """Duplicated in the file browser; changed, saved, and gone back to the checkpoint."""
    (tmp_path / "old.ipynb").write_text(json.dumps(notebook()), encoding="utf-8")
    files = manager(tmp_path)
    asyncio.run(files.copy("old.ipynb"))
    assert SECRET not in (tmp_path / "old-Copy1.ipynb").read_text("utf-8")
    save(tmp_path, notebook())
    changed = notebook()
    changed["cells"][1]["source"] = "Another note"
    save(tmp_path, changed)
    asyncio.run(files.restore_checkpoint("checkpoint", "a.ipynb"))
    assert "My own note" in (tmp_path / "a.ipynb").read_text("utf-8")


def test_other_files_are_saved_as_they_are(tmp_path: Path) -> None:
    """A journal file, edited in JupyterLab; and a notebook that is only given a new name."""
    model = {"type": "file", "format": "text", "content": "- win: Mine\n"}
    asyncio.run(manager(tmp_path).save(model, "2025.md"))
    assert (tmp_path / "2025.md").read_text("utf-8") == "- win: Mine\n"
    disk.strip(model={"type": "notebook", "name": "b.ipynb"}, path="b.ipynb")
