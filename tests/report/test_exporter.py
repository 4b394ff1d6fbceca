"""The exporter of nbconvert: the bytes of `careerkit review` for its owner, one clear line for everything else."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from careerkit import blocks, pages
from careerkit.errors import BadData, CareerkitError, NotAllowed, UsageError
from careerkit.readers import reader
from careerkit.report import exporter, write_html
from careerkit.report.exporter import CareerkitExporter, Finished

from .samples import PICTURE, notebook

NO_REVIEW = (
    "no review of careerkit that ran to its end; make one with: careerkit review --year YEAR"
)
CLASS = "careerkit.report.exporter.CareerkitExporter"


def executed(audience: str = "owner", changed: dict[str, Any] | None = None) -> dict[str, Any]:
    """A finished review for one reader, with words in every place that is no block of theirs."""
    to = [audience]
    found = notebook(
        blocks.cover("A year", ["2025"], audience=to),
        blocks.section("wins", "Wins", audience=to),
        blocks.statement("Nine wins.", "clear", 9, audience=to),
        blocks.chart("c", "Chart", PICTURE, "One bar.", "Words", (["Month"], [["May"]]), audience=to),
        blocks.section("trust", "Trust", audience=to),
        blocks.quote("My own words", "2025-03-04", audience=to),
        blocks.prose("canary-other-reader", audience=["canary-audience"]),
    )  # fmt: skip
    found["metadata"] = {"title": "canary-metadata", "papermill": {"input_path": "/canary/path"}}
    for cell in found["cells"]:
        cell["source"] = "x = 'canary-source'"
        cell["metadata"] = {"tags": ["canary-tag"]}
        cell["execution_count"] = 1
    found["cells"] += [_loud(), _end(_token(audience) | (changed or {}))]
    return found


def _token(audience: str) -> dict[str, Any]:
    return dict(pages.end(2025, "2025-12-31", audience, "canary-digest").json)


def _loud() -> dict[str, Any]:
    """A cell that says everything that a cell can say."""
    picture = {
        "image/svg+xml": "<svg>canary-svg</svg>",
        "text/html": "<b>canary-html</b>",
        "text/plain": "canary-plain",
    }
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "canary-stdout"},
        {"output_type": "stream", "name": "stderr", "text": ["canary-stderr\n", "b"]},
        {"output_type": "error", "ename": "canary-ename", "evalue": "v", "traceback": ["canary-trace"]},
        {"output_type": "display_data", "data": picture, "metadata": {"m": "canary-output-metadata"}},
        {"output_type": "execute_result", "execution_count": 2, "data": {"application/json": {"a": "canary-json"}}, "metadata": {}},
    ]  # fmt: skip
    return {"cell_type": "code", "id": "canary-id", "source": "canary", "metadata": {}, "execution_count": 2, "outputs": outputs}  # fmt: skip


def _end(token: dict[str, Any]) -> dict[str, Any]:
    data = {blocks.END_MIME: token, "text/plain": "canary-end"}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    return {"cell_type": "code", "id": "end", "source": "", "metadata": {}, "execution_count": 3, "outputs": [output]}  # fmt: skip


def node(given: dict[str, Any]) -> nbformat.NotebookNode:
    """The notebook as Jupyter's own reader gives it."""
    found: nbformat.NotebookNode = nbformat.reads(json.dumps(given), as_version=4)
    return found


# ---- what is exported --------------------------------------------------------------------------------


def test_it_is_registered_and_offered_by_name() -> None:
    """What `jupyter nbconvert --to careerkit` and the menu of JupyterLab ask for."""
    from nbconvert.exporters import get_export_names, get_exporter

    found = get_exporter("careerkit")
    assert found is CareerkitExporter
    assert found.output_mimetype == "text/html"
    assert found.export_from_notebook == "Career review (careerkit)"
    assert found().file_extension == ".html"
    assert "careerkit" in get_export_names()


def test_it_gives_the_bytes_of_the_writer() -> None:
    """From Jupyter's form of the notebook, and from the file itself."""
    given = executed()
    wanted = write_html(given, reader("owner"))
    page, resources = CareerkitExporter().from_notebook_node(node(given))
    assert page.encode() == wanted
    assert resources["output_extension"] == ".html"
    assert CareerkitExporter().from_file(io.StringIO(json.dumps(given)))[0] == page
    assert exporter.export(given) == wanted


def test_nothing_but_blocks_is_in_it() -> None:
    """Canaries in sources, streams, tracebacks, other outputs, ids, tags, metadata, the token, and another reader's block."""
    given = executed()
    assert json.dumps(given).count("canary") > 20
    page = CareerkitExporter().from_notebook_node(node(given))[0]
    assert "canary" not in page
    assert "My own words" in page


def test_it_runs_no_preprocessor() -> None:
    """One of the person's settings would clear all outputs, another one would run the notebook."""
    given = executed()
    clear = CareerkitExporter(config={"ClearOutputPreprocessor": {"enabled": True}})
    assert clear.from_notebook_node(node(given))[0].encode() == write_html(given, reader("owner"))
    run = CareerkitExporter(config={"ExecutePreprocessor": {"enabled": True}})
    with pytest.raises(UsageError, match="runs nothing"):
        run.from_notebook_node(node(given))


def test_the_notebook_says_for_whom_it_was_made() -> None:
    """Year, last known day and reader, from its last code cell; text below it does not matter."""
    given = executed("mentor")
    given["cells"].append({"cell_type": "markdown", "source": "My remarks"})
    assert exporter.finished(given) == Finished(2025, "2025-12-31", "mentor")


# ---- what is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mentor", "coach", "boss", "public"])
def test_a_review_for_somebody_else_is_made_by_share(name: str) -> None:
    """The readers of the package, a reader of the person's own, whom a notebook cannot know: no search, no receipt, no page."""
    with pytest.raises(NotAllowed, match=f"careerkit share --year 2025 --audience {name}$"):
        CareerkitExporter().from_notebook_node(node(executed(name)))


BROKEN: dict[str, Any] = {
    "no cells": {"nbformat": 4},
    "nothing in it": {"nbformat": 4, "cells": []},
    "cells of another kind": {"nbformat": 4, "cells": [1, None]},
    "outputs of another kind": {"nbformat": 4, "cells": [{"cell_type": "code", "outputs": {"a": 1}}]},
    "data of another kind": {"nbformat": 4, "cells": [{"cell_type": "code", "outputs": [{"data": []}]}]},
    "an output of another kind": {"nbformat": 4, "cells": [{"cell_type": "code", "outputs": ["a"]}]},
    "words only": {"nbformat": 4, "cells": [{"cell_type": "markdown", "source": "canary"}]},
    "somebody else's": {"nbformat": 4, "cells": [_loud()]},
    "stopped before its end": {**executed(), "cells": executed()["cells"][:-1]},
    "a cell after its end": {**executed(), "cells": [*executed()["cells"], _loud()]},
    "a list": [],
    "a text": "canary",
}  # fmt: skip
TOKENS: dict[str, dict[str, Any]] = {
    "year as a text": {"year": "2025"},
    "year as a flag": {"year": True},
    "no day": {"as_of": None},
    "no reader": {"audience": ""},
    "a reader that is no name": {"audience": "canary; rm -rf /"},
    "a list of readers": {"audience": ["owner"]},
}


@pytest.mark.parametrize("case", [*BROKEN, *TOKENS])
def test_any_other_notebook_is_one_line_that_says_nothing_of_it(case: str) -> None:
    """Not ours, not finished, changed afterwards, or not even a notebook: never a page."""
    given = BROKEN[case] if case in BROKEN else executed(changed=TOKENS[case])
    with pytest.raises(BadData, match=NO_REVIEW) as complaint:
        CareerkitExporter().from_file(io.StringIO(json.dumps(given)))
    assert "canary" not in str(complaint.value)
    assert "\n" not in str(complaint.value)


def test_a_block_that_cannot_be_used_is_named_by_its_cell() -> None:
    """A finished review in which somebody changed a block by hand."""
    given = executed()
    given["cells"][2]["outputs"][0]["data"][blocks.MIME]["status"] = "canary"
    with pytest.raises(BadData, match="cell cell-3: a statement block cannot be used") as complaint:
        CareerkitExporter().from_notebook_node(node(given))
    assert "canary" not in str(complaint.value)


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, b"\xff\xfe\x00", "\x00"])
def test_a_file_that_is_no_notebook_is_one_line(tmp_path: Path, content: str | bytes) -> None:
    """Empty, cut off, endless brackets, not UTF-8."""
    path = tmp_path / "a.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(BadData, match=NO_REVIEW):
        CareerkitExporter().from_filename(str(path))


def test_a_file_that_is_too_large_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a notebook may have; the limit is made small here."""
    text = json.dumps(executed())
    monkeypatch.setattr(exporter, "MAX_NOTEBOOK", len(text))
    assert CareerkitExporter().from_file(io.StringIO(text))[0]
    monkeypatch.setattr(exporter, "MAX_NOTEBOOK", len(text) - 1)
    with pytest.raises(CareerkitError, match="MiB is no review"):
        CareerkitExporter().from_file(io.StringIO(text))


# ---- the command -------------------------------------------------------------------------------------


def nbconvert(folder: Path, given: Any, *options: str, to: str = CLASS) -> tuple[int, str]:
    """`jupyter nbconvert` on a notebook in a folder of its own; its exit code, and what it said."""
    (folder / "out.ipynb").write_text(json.dumps(given))
    command = [sys.executable, "-m", "nbconvert", "--to", to, *options, "out.ipynb"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    """`jupyter nbconvert --to careerkit out.ipynb`."""
    code, said = nbconvert(tmp_path, executed(), to="careerkit")
    assert code == 0, said
    assert (tmp_path / "out.html").read_bytes() == write_html(executed(), reader("owner"))


@pytest.mark.parametrize(
    ("given", "options", "code", "line"),
    [
        (executed("mentor"), [], 77, "careerkit share --year 2025 --audience mentor"),
        (BROKEN["somebody else's"], ["--execute"], 2, "runs nothing"),
        ("canary", [], 65, NO_REVIEW),
    ],
    ids=["for a mentor", "to be run", "no notebook"],
)
def test_the_command_ends_with_one_line_and_no_traceback(
    tmp_path: Path, given: Any, options: list[str], code: int, line: str
) -> None:
    """What the exporter refuses: the documented exit code, no file, no word of the notebook."""
    ended, said = nbconvert(tmp_path, given, *options)
    assert ended == code, said
    errors = [one for one in said.splitlines() if "careerkit:" in one]
    assert len(errors) == 1
    assert line in errors[0]
    assert "Traceback" not in said
    assert "canary" not in said
    assert not (tmp_path / "out.html").exists()


def test_nbconvert_is_loaded_by_nobody_but_this_module() -> None:
    """Neither the report room nor the command line brings it in."""
    code = "import sys, careerkit.report, careerkit.cli; print(sorted({'nbconvert', 'nbformat'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
