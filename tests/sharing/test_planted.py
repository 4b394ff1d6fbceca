"""A private text planted in every part of a copy stops it: nothing is written, and no word of it is said."""

from __future__ import annotations

import base64
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from careerkit import blocks, gate, review, workspace
from careerkit.__main__ import main
from careerkit.blocks import Block
from careerkit.errors import NotAllowed
from careerkit.report import pdf
from careerkit.sharing import receipts, share
from careerkit.workspace import Workbook
from tests.gate import finder
from tests.sharing.test_share import TODAY

# A line of the fixture's journal that nobody else may read.
SECRET = "Asked for more money and got a maybe"
TO = ["mentor"]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><g>{}</g></svg>'
BAR = '<path d="M0,0h9v9" role="graphics-symbol" aria-roledescription="bar" aria-label="{}"/>'
Plant = Callable[[str], list[Block]]


def _chart(*, title: str = "t", alt: str = "a", caption: str = "c", cell: str = "x", inside: str = BAR.format("m")) -> list[Block]:  # fmt: skip
    return [blocks.chart("k", title, PICTURE.format(inside), alt, caption, (["n", "text"], [[1, cell]]), audience=TO)]  # fmt: skip


PLANTS: dict[str, Plant] = {
    "cover title": lambda s: [blocks.cover(s, ["Known until"], audience=TO)],
    "cover line": lambda s: [blocks.cover("t", ["Known until", s], audience=TO)],
    "section title": lambda s: [
        blocks.section("more", s, audience=TO),
        blocks.prose("x", audience=TO),
    ],
    "prose": lambda s: [blocks.prose(f"*Why?* {s}", audience=TO)],
    "statement": lambda s: [blocks.statement(s, "clear", 9, audience=TO)],
    "needs of a statement": lambda s: [blocks.statement("Nothing.", "hint", 9, s, audience=TO)],
    "quote": lambda s: [blocks.quote(s, "2025-03-04", "win", audience=TO)],
    "label of a quote": lambda s: [blocks.quote("Well", "2025-03-04", s, audience=TO)],
    "detail of a quote": lambda s: [blocks.quote("Well", "2025-03-04", "win", s, audience=TO)],
    "table caption": lambda s: [blocks.table(s, ["a", "b"], [["x", 1]], audience=TO)],
    "table head": lambda s: [blocks.table("c", ["a", s], [["x", 1]], audience=TO)],
    "table cell": lambda s: [blocks.table("c", ["a", "b"], [[s, 1]], audience=TO)],
    "action facts": lambda s: [blocks.action("Do", "x", "clear", 9, {"First": s}, audience=TO)],
    "action": lambda s: [blocks.action("Do", s, "clear", 9, {"First step": "x"}, audience=TO)],
    "chart cell": lambda s: _chart(cell=s),
    "chart title": lambda s: _chart(title=s),
    "alternative text": lambda s: _chart(alt=s),
    "chart caption": lambda s: _chart(caption=s),
    "text in a picture": lambda s: _chart(inside=f'<text x="1" y="9">{s}</text>'),
    "label of a mark": lambda s: _chart(inside=BAR.format(s)),
}
# One of each kind is tried in a PDF as well.
IN_A_PDF = ("cover line", "section title", "statement", "quote", "table cell", "action facts", "alternative text", "text in a picture")  # fmt: skip


@pytest.fixture
def planted(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[Block]], Workbook]:
    """The workbook whose review for the mentor has some blocks more, or another cover."""

    def plant(more: list[Block]) -> Workbook:
        read = review.read_notebook

        def with_it(path: Path) -> dict[str, Any]:
            found = read(path)
            cells = [
                {"cell_type": "code", "id": f"more{n}", "source": "", "metadata": {}, "outputs": [{"output_type": "display_data", "data": {one.mime: one.json}}]}
                for n, one in enumerate(more)
            ]  # fmt: skip
            # There is one cover, the first of all; everything else stands last but for the end.
            if more[0].json["kind"] == "cover":
                return {**found, "cells": [*cells, *found["cells"][1:]]}
            return {**found, "cells": [*found["cells"][:-1], *cells, found["cells"][-1]]}

        monkeypatch.setattr(review, "read_notebook", with_it)
        return book

    return plant


def refused(book: Workbook, kind: str = "html") -> str:
    """The one line that says why nothing was made; nothing lies there."""
    with pytest.raises(NotAllowed) as caught:
        share.prepare(book, 2025, "mentor", today=TODAY, kind=kind)
    said = str(caught.value)
    assert caught.value.exit_code == 77
    assert "\n" not in said
    assert not [word for word in ("Asked", "money", "maybe") if word in said]
    assert "entry " in said
    assert not (workspace.reports_folder(book) / "shared").exists()
    assert receipts.read(book) == []
    return said


@pytest.mark.parametrize(("place", "kind"), [*((place, "html") for place in PLANTS), *((place, "pdf") for place in IN_A_PDF)])  # fmt: skip
def test_a_planted_text_is_found(
    place: str, kind: str, planted: Callable[[list[Block]], Workbook], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """In every kind of block, through the writer of the page and that of the PDF; our own finder sees it there, too."""
    searched: list[bytes] = []
    search = gate.refuse_leaks

    def look(*given: Any, **named: Any) -> Any:
        searched.extend(given[2].values())
        return search(*given, **named)

    monkeypatch.setattr(gate, "refuse_leaks", look)
    refused(planted(PLANTS[place](SECRET)), kind)
    assert [len(finder.find(data, [SECRET])) for data in searched] == [1]


@pytest.mark.parametrize(
    "written",
    [
        b'<form data-a="%s">', b"<!-- %s -->", b"<script type='application/json'>[\"%s\"]</script>", b"<meta name=a content='%s'>",
        b"<style>/* %s */</style>",
    ],
)  # fmt: skip
def test_what_a_writer_would_let_slip_is_found(written: bytes, book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    """An attribute of the form, a comment, data of a script, the head, the style; plain and in base64."""
    make = share._copy
    for said in (SECRET.encode(), base64.b64encode(SECRET.encode())):

        def slip(*given: Any, said: bytes = said) -> Any:
            found, data, name = make(*given)
            return found, data.replace(b"</main>", written % said + b"</main>"), name

        monkeypatch.setattr(share, "_copy", slip)
        assert "the page itself" in refused(book)


def test_metadata_of_a_pdf_is_found(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """A subject, which no page shows."""
    from pypdf import PdfReader, PdfWriter

    write = pdf.write_pdf

    def slip(page: Any) -> bytes:
        writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(write(page)))), io.BytesIO()
        writer.add_metadata({"/Subject": SECRET})
        writer.write(out)
        return out.getvalue()

    monkeypatch.setattr(pdf, "write_pdf", slip)
    refused(book, "pdf")


def test_the_command_ends_with_77(
    planted: Callable[[list[Block]], Workbook], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """`careerkit share`, with a hash too: one line on the error output, without a word of the text."""
    book = planted(PLANTS["prose"](SECRET))
    monkeypatch.setattr(sys, "argv", ["careerkit", "share", str(book.root), "--year", "2025", "--audience", "mentor", "--lock", "--manifest", "0" * 12])  # fmt: skip
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 77
    out, error = capsys.readouterr()
    assert out == ""
    assert len(error.splitlines()) == 1
    assert finder.find(error.encode(), [SECRET, "money", "maybe"]) == []
