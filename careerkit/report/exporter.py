"""The page of a review out of JupyterLab and `jupyter nbconvert`: the writer of `careerkit review` as an exporter.

Only a review that was made for its owner is exported, and it gives the very bytes of `careerkit review`. One for anybody
else is refused. What leaves for them is searched for private texts first, listed, agreed to and kept as a receipt. All of that
needs the workbook. A notebook only says where its workbook was, and what a file says is data, not a folder to be opened. An export
here would be a copy that nobody searched, nobody can answer, and `careerkit shares` does not know.

Nothing is run and nothing is changed: preprocessors and templates of nbconvert do not apply. This module alone needs nbconvert,
which comes with JupyterLab; nbconvert finds it through the entry points of this package.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from nbconvert.exporters import Exporter
from traitlets import default

from careerkit.blocks import END_MIME
from careerkit.errors import BadData, CareerkitError, NotAllowed, UsageError
from careerkit.limits import MAX_NOTEBOOK, MIB

NAME = "careerkit"
_READER = re.compile(r"[a-z][a-z0-9-]{0,30}")


@dataclass(frozen=True)
class Finished:
    """What the end of a review's notebook says: which year, known until when (an ISO day), and for whom."""

    year: int
    as_of: str
    audience: str


class CareerkitExporter(Exporter):
    """Exports an executed review as one offline HTML file: `jupyter nbconvert --to careerkit 2025-owner.ipynb`."""

    export_from_notebook = "Career review (careerkit)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def _init_preprocessors(self) -> None:
        """None: what is exported is what was executed, and its blocks are all that is read."""
        self._preprocessors = []

    def from_notebook_node(  # type: ignore[override]
        self, nb: Mapping[str, Any], resources: Any = None, **_: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page, and nbconvert's resources. Raises UsageError, BadData or NotAllowed, each with one clear line."""
        if self.config.get("ExecutePreprocessor", {}).get("enabled"):
            raise UsageError(f"--to {NAME} runs nothing; make the review with: careerkit review")
        return export(nb).decode(), self._init_resources(resources)  # type: ignore[no-untyped-call]

    def from_file(  # type: ignore[override]
        self, file_stream: Any, resources: Any = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of a notebook file. The command `jupyter nbconvert` is ended with one line if there is none."""
        try:
            return self.from_notebook_node(_read(file_stream), resources, **options)
        except CareerkitError as error:
            self._refuse(error)

    def _refuse(self, error: CareerkitError) -> NoReturn:
        from nbconvert.nbconvertapp import NbConvertApp
        from traitlets.config import Application

        # Whoever calls from Python gets the error; the command would print a traceback of it.
        if Application.initialized() and isinstance(Application.instance(), NbConvertApp):
            self.log.error("careerkit: %s", error)
            raise SystemExit(error.exit_code) from None
        raise error


def export(notebook: Mapping[str, Any]) -> bytes:
    """The page of a review that was made for its owner. Raises BadData for any other notebook, NotAllowed for another reader."""
    # Here, so that listing the exporters costs no more than this file.
    from careerkit.readers import OWNER, reader
    from careerkit.report.page import write_html

    made = finished(notebook)
    if made.audience != OWNER:
        raise NotAllowed(
            f"this review was made for {made.audience}; what leaves is searched and noted first:"
            f" careerkit share --year {made.year} --audience {made.audience}"
        )
    return write_html(notebook, reader(OWNER))


def finished(notebook: Mapping[str, Any]) -> Finished:
    """What the last code cell of an executed review says. Raises BadData when it says nothing: that is no finished review."""
    cells = notebook.get("cells") if isinstance(notebook, Mapping) else None
    if isinstance(cells, list) and all(map(_is_cell, cells)):
        code = [cell for cell in cells if cell.get("cell_type") == "code"]
        for output in code[-1].get("outputs", ()) if code else ():
            token = output.get("data", {}).get(END_MIME)
            if isinstance(token, Mapping) and _is_token(token):
                return Finished(token["year"], token["as_of"], token["audience"])
    raise BadData(
        "this notebook is no review of careerkit that ran to its end; make one with: careerkit review --year YEAR"
    )


def _is_cell(cell: Any) -> bool:
    outputs = cell.get("outputs", []) if isinstance(cell, Mapping) else None
    return isinstance(outputs, list) and all(
        isinstance(output, Mapping) and isinstance(output.get("data", {}), Mapping)
        for output in outputs
    )


def _is_token(token: Mapping[str, Any]) -> bool:
    audience = token.get("audience")
    return (
        type(token.get("year")) is int
        and isinstance(token.get("as_of"), str)
        and isinstance(audience, str)
        and _READER.fullmatch(audience) is not None
    )


def _read(file: Any) -> Any:
    """A notebook as JSON, without nbformat: what it finds wrong it would print, with texts of the notebook."""
    try:
        text = file.read(MAX_NOTEBOOK + 1)
        if len(text) > MAX_NOTEBOOK:
            raise BadData(f"a notebook of more than {MAX_NOTEBOOK // MIB} MiB is no review")
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
