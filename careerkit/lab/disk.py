"""What JupyterLab may write to disk: notebooks without outputs, in files and in checkpoints; the screen keeps them.

Outputs are made from the person's log, and a notebook is easily given away. A notebook that cannot be cleaned is not saved:
JupyterLab would write it as it is if the hook raised anything but an HTTPError.
"""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.filecheckpoints import AsyncGenericFileCheckpoints
from tornado.web import HTTPError

# What a run leaves in the metadata: times, the state of widgets with what was typed into them, how far one had scrolled.
_OF_A_RUN = ("execution", "ExecuteTime", "papermill", "widgets", "scrolled", "collapsed")


def strip(*, model: dict[str, Any], **_: object) -> None:
    """JupyterLab's hook before a save: what goes to disk has no outputs. Raises HTTPError, and nothing is written then."""
    if model.get("type") == "notebook" and model.get("content") is not None:
        model["content"] = _cleaned(model["content"])


class CleanCheckpoints(AsyncGenericFileCheckpoints):
    """JupyterLab's checkpoints, in which notebooks have no outputs either."""

    async def create_notebook_checkpoint(self, nb: dict[str, Any], path: str) -> Any:
        """Keep a notebook, without outputs, as the state to go back to. Raises HTTPError, and nothing is written then."""
        keep = super().create_notebook_checkpoint
        return await keep(_cleaned(nb), path)  # type: ignore[no-untyped-call]


def clean(notebook: dict[str, Any]) -> dict[str, Any]:
    """Take outputs, counts and what else a run has left out of a notebook, in place. Raises for what is no notebook."""
    _forget_run(notebook["metadata"])
    for cell in notebook["cells"]:
        _forget_run(cell["metadata"])
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return notebook


def _forget_run(metadata: dict[str, Any]) -> None:
    for name in _OF_A_RUN:
        metadata.pop(name, None)


def _cleaned(notebook: dict[str, Any]) -> dict[str, Any]:
    try:
        return clean(notebook)
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it must not be written as it is
        raise HTTPError(
            400, "Not saved: careerkit could not take the outputs out of this notebook"
        ) from None
