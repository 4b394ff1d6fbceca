"""Runs every shipped notebook on the samples and writes it back in its normal form.

    python tests/write_notebooks.py            # all
    python tests/write_notebooks.py guide/03_build_network.ipynb

The normal form: kernelspec as the only metadata, readable stable cell ids, execution counts 1..n, outputs that hold
no path, no time and no user name. `tests/test_notebooks.py` checks that what is stored is in this form.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from careerkit.engine import start_kernel

ROOT = Path(__file__).resolve().parent.parent / "notebooks"
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}


def run(path: Path) -> dict[str, Any]:
    """Execute one notebook in a fresh kernel and return it in normal form."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    kernel = start_kernel()
    try:
        client = NotebookClient(notebook, km=kernel.manager, timeout=300, store_widget_state=False)
        client.execute(cleanup_kc=True)
    finally:
        kernel.stop()
    return normal_form(json.loads(nbformat.writes(notebook)))


def normal_form(notebook: dict[str, Any]) -> dict[str, Any]:
    """The notebook without anything that belongs to one machine or one run."""
    count = 0
    for cell in notebook["cells"]:
        kept = {name: cell["metadata"][name] for name in ("tags",) if cell["metadata"].get(name)}
        cell["metadata"] = kept
        if cell["cell_type"] != "code":
            continue
        count += 1
        cell["execution_count"] = count
        for output in cell["outputs"]:
            if "execution_count" in output:
                output["execution_count"] = count
    notebook["metadata"] = {"kernelspec": KERNELSPEC}
    return notebook


def text(notebook: dict[str, Any]) -> str:
    """The bytes of the file, as text."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def main(names: list[str]) -> None:
    """Rewrite the named notebooks, or all."""
    paths = [ROOT / name for name in names] or sorted(ROOT.glob("*/*.ipynb"))
    for path in paths:
        path.write_text(text(run(path)), encoding="utf-8", newline="\n")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
