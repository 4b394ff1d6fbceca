"""Stored notebooks are in their normal form: thin cells, plain metadata, outputs from the samples alone."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent / "notebooks"
NOTEBOOKS = sorted(ROOT.glob("*/*.ipynb"))
SPEC = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
MAX_LINES = 6


def load(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Every tracked notebook in turn."""
    return load(request.param)


def test_there_are_the_review_and_the_guides() -> None:
    """The notebooks of this stage."""
    names = {path.relative_to(ROOT).as_posix() for path in NOTEBOOKS}
    assert names >= {
        "review/annual_review.ipynb",
        "guide/00_start_here.ipynb",
        "guide/03_build_network.ipynb",
        "guide/05_invest_in_yourself.ipynb",
    }


def test_it_opens_with_title_parameters_and_one_object(notebook: dict[str, Any]) -> None:
    """First a Markdown title, then the tagged parameters cell, then the only import."""
    first, second, third = notebook["cells"][:3]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")
    assert second["metadata"] == {"tags": ["parameters"]}
    assert "".join(third["source"]).startswith("import careerkit\n")
    imports = [c for c in code(notebook) if "import " in "".join(c["source"])]
    assert imports == [third]


def test_parameters_are_typed_and_commented_and_name_a_sample(notebook: dict[str, Any]) -> None:
    """`name: type = value  # what it is`, and nothing else."""
    lines = notebook["cells"][1]["source"]
    for line in lines:
        assert re.fullmatch(r'\w+: (str|int) = ("[^"]*"|\d+)  # \S.*\n?', line), line
    assert any('"sample:' in line for line in lines)


def test_a_cell_asks_one_thing(notebook: dict[str, Any]) -> None:
    """At most six lines, no def, class, loop or condition."""
    banned = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Lambda, ast.ListComp)
    for cell in code(notebook):
        source = "".join(cell["source"])
        assert len(cell["source"]) <= MAX_LINES, source
        assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, banned)]


def test_the_metadata_is_the_kernel_alone(notebook: dict[str, Any]) -> None:
    """Kernelspec, readable cell ids, execution counts 1..n."""
    assert notebook["metadata"] == SPEC
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z-]{1,40}", found) for found in ids)
    counts = [cell["execution_count"] for cell in code(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_outputs_hold_nothing_of_a_machine(notebook: dict[str, Any]) -> None:
    """No stream, no traceback, no absolute path, no time of day of the run."""
    for cell in code(notebook):
        for output in cell["outputs"]:
            assert output["output_type"] in ("display_data", "execute_result")
            assert not re.search(r"(?<![\w.:/])/(?:home|Users|tmp|root|var)/", json.dumps(output))


def test_something_is_shown(notebook: dict[str, Any]) -> None:
    """Stored outputs are the shop window: most cells have one."""
    with_output = [cell for cell in code(notebook) if cell["outputs"]]
    assert len(with_output) >= len(code(notebook)) - 2
