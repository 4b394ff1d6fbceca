"""Writes the file: one page that loads nothing, runs one small script and says so itself.

The policy in the head names the only script and the only style by their hashes. The same
blocks always give the same bytes: no path, name, version or time of day goes in.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from careerkit.readers import Reader
from careerkit.report.copyid import PLACEHOLDER
from careerkit.report.read import read_blocks
from careerkit.report.view import Page, view

STYLES = ("report.css", "reply.css")
SCRIPTS = ("report.js", "reply.js")


def write_html(notebook: Mapping[str, Any], reader: Reader | str) -> bytes:
    """The report of an executed notebook for one reader, as one offline HTML file.

    Raises BadData when a block or a picture cannot be used.
    """
    return page_html(page_of(notebook, reader))


def page_of(notebook: Mapping[str, Any], reader: Reader | str) -> Page:
    """What the page of one reader shows; HTML and PDF are both printed from it. A mere name has no order of its own."""
    if isinstance(reader, str):
        return view(read_blocks(notebook, reader))
    return view(read_blocks(notebook, reader.name), reader.order, reader.opened)


def page_html(page: Page, *, year: int = 0, form: bool = False) -> bytes:
    """The page as HTML. form: with the reply form, and places for the id of the copy."""
    css, js = style(form=form), scripts(form=form)
    # Our own files and hashes, to be written as they are.
    own = {"policy": policy([css], js), "css": css}
    marked = {name: Markup(text) for name, text in own.items()}  # noqa: S704
    text = templates().get_template("page.html.j2").render(
        page=page, scripts=[Markup(one) for one in js], form=form, year=year,  # noqa: S704
        copy=PLACEHOLDER if form else "", **marked,
    )  # fmt: skip
    return text.encode()


def style(*, form: bool) -> str:
    """The style of a page, with or without the reply form."""
    return "\n".join(asset(name) for name in (STYLES if form else STYLES[:1]))


def scripts(*, form: bool) -> list[str]:
    """The scripts of a page, with or without the reply form."""
    return [asset(name) for name in (SCRIPTS if form else SCRIPTS[:1])]


@cache
def asset(name: str) -> str:
    """The text of a file in `assets/`, with the line ends that its hash is made from."""
    return files(__package__).joinpath("assets", name).read_text("utf-8").strip()


@cache
def templates() -> Environment:
    """The templates in `assets/`, with every text escaped."""
    return Environment(
        loader=PackageLoader("careerkit.report", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def policy(css: Sequence[str], js: Sequence[str]) -> str:
    """What the page may do: run these scripts, look like this, and nothing else."""
    return (
        f"default-src 'none'; script-src {' '.join(map(_hash, js))}; style-src {' '.join(map(_hash, css))}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
