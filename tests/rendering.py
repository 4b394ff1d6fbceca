"""A review without a kernel: the calls of the shipped notebook, made in this process; their blocks and the page."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from careerkit import blocks, workspace
from careerkit.blocks import MIME, Block
from careerkit.report import write_html
from careerkit.workbook import Year

NOTEBOOK = "review/annual_review.ipynb"


@dataclass(frozen=True)
class Rendered:
    """What a reader would get: every block in order, and the page."""

    blocks: list[dict[str, Any]]
    html: str

    def sections(self) -> dict[str, list[dict[str, Any]]]:
        """The blocks below each heading, by the section's key; what stands before the first one under no key."""
        found: dict[str, list[dict[str, Any]]] = {"": []}
        key = ""
        for block in self.blocks:
            if block["kind"] == "section":
                key = block["key"]
                found[key] = []
            else:
                found[key].append(block)
        return found


def calls() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every `review.NAME(...)` of the shipped notebook, in order."""
    notebook = json.loads((workspace.notebooks() / NOTEBOOK).read_text("utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        for node in ast.parse("".join(cell["source"])).body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                assert isinstance(node.value.func, ast.Attribute)
                yield node.value.func.attr, tuple(map(ast.literal_eval, node.value.args))


def render(year: Year, monkeypatch: pytest.MonkeyPatch) -> Rendered:
    """Make one review in this process; the end token is left out."""
    found = executed(year, monkeypatch)
    outputs = [out["data"] for cell in found["cells"] for out in cell["outputs"]]
    shown = [data[MIME] for data in outputs if MIME in data]
    html = write_html(found, year.reader).decode()
    return Rendered([b for b in shown if year.audience in b["audience"]], html)


def executed(year: Year, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The executed notebook of one review, made in this process, with nothing in it but its blocks and the end token."""
    found: list[Block] = []
    monkeypatch.setattr(blocks, "emit", found.extend)
    for name, arguments in calls():
        getattr(year, name)(*arguments)
    outputs = [{"output_type": "display_data", "data": {b.mime: b.json}} for b in found]
    cells = [
        {"cell_type": "code", "id": f"c{i}", "source": "", "metadata": {}, "outputs": [out]}
        for i, out in enumerate(outputs)
    ]
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
