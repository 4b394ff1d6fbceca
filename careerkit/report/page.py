"""Writes the file: one page that loads nothing, runs one small script and says so itself.

The policy in the head names the only script and the only style by their hashes. The same
blocks always give the same bytes: no path, name, version or time of day goes in.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from careerkit.report.read import read_blocks
from careerkit.report.view import view


def write_html(notebook: Mapping[str, Any], audience: str) -> bytes:
    """The report of an executed notebook for one audience, as one offline HTML file.

    Raises BadData when a block or a picture cannot be used.
    """
    css, js = asset("report.css"), asset("report.js")
    page = view(read_blocks(notebook, audience))
    # Our own files and hashes, to be written as they are.
    own = {"policy": _policy(css, js), "css": css, "js": js}
    marked = {name: Markup(text) for name, text in own.items()}  # noqa: S704
    text = _templates().get_template("page.html.j2").render(page=page, **marked)
    return text.encode()


@cache
def asset(name: str) -> str:
    """The text of a file in `assets/`, with the line ends that its hash is made from."""
    return files(__package__).joinpath("assets", name).read_text("utf-8").strip()


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("careerkit.report", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _policy(css: str, js: str) -> str:
    return (
        f"default-src 'none'; script-src {_hash(js)}; style-src {_hash(css)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
