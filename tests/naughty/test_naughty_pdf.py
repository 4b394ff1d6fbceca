"""No string stops the printing of a PDF, none is evaluated, and none becomes an action or an address in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest

from careerkit import blocks
from careerkit.report import page_of
from careerkit.report.pdf import text_of, write_pdf
from tests.naughty import drawing, pages
from tests.naughty.strings import SURROGATES, Naughty, texts

AT_ONCE = 100
CODE = ("templates", "typesetting", "shells", "breakers")
# What makes a PDF do something by itself or load something.
_ACTIVE = (
    "/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/SubmitForm", "/ImportData", "/EmbeddedFile", "/GoToR", "/GoToE",
    "/Rendition", "/RichMedia", "/XFA", "/AcroForm",
)  # fmt: skip


def test_every_string_in_every_place_of_a_pdf(naughty: tuple[Naughty, ...]) -> None:
    """In batches: each is printed, and nothing in the file acts or leads anywhere but the links of our own prose."""
    every = [*texts(naughty), *SURROGATES]
    for start in range(0, len(every), AT_ONCE):
        _check_inert(write_pdf(pages.page(every[start : start + AT_ONCE])))


def test_what_a_printer_could_evaluate_is_printed_as_it_was_written(
    naughty: tuple[Naughty, ...],
) -> None:
    """Code of typst, LaTeX, PDF, templates and shells: the letters stand there, and not what they would make."""
    code = [found.text for found in naughty if found.family in CODE and _is_plain(found.text)]
    assert len(code) > 60
    for wanted in ('#read("/etc/passwd")', "#panic()", "\\input{/etc/passwd}", ") /OpenAction"):
        assert any(wanted in text for text in code)
    said = _squeezed(text_of(write_pdf(pages.page(code))))
    missing = [text for text in code if _squeezed(text) not in said]
    assert not missing, f"{missing[:3]!a}"


def _squeezed(text: str) -> str:
    """A text without what a line break may add or take away."""
    return re.sub(r"\s+", "", text)


def _is_plain(text: str) -> bool:
    """Signs that every font has, in few enough words that no page ends among them."""
    return text.isascii() and text.isprintable() and len(text) < 200


def _check_inert(pdf: bytes) -> None:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(pdf))
    for found in _objects(reader):
        assert not set(found) & set(_ACTIVE), sorted(set(found) & set(_ACTIVE))
        if found.get("/S") == "/URI":
            assert re.match(r"https://|mailto:", str(found["/URI"])), (
                "only addresses that our own prose may have"
            )
        assert found.get("/S") not in _ACTIVE


def _objects(reader: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary of a file, each once."""
    waiting, seen = [reader.trailer], set()
    while waiting:
        value = waiting.pop()
        if hasattr(value, "idnum"):
            if value.idnum in seen:
                continue
            seen.add(value.idnum)
            value = value.get_object()
        if isinstance(value, dict):
            yield value
            waiting += [value.raw_get(key) for key in value]  # type: ignore[attr-defined]
        elif isinstance(value, list):
            waiting += list.__iter__(value)


def test_the_check_of_a_pdf_can_fail() -> None:
    """A file that runs a script when it is opened, and one with a link that runs one."""
    import pypdf
    from pypdf.annotations import Link
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = pypdf.PdfWriter()
    writer.add_blank_page(9, 9)
    runs = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    action = DictionaryObject({NameObject(key): value for key, value in runs.items()})
    writer.root_object[NameObject("/OpenAction")] = action
    with pytest.raises(AssertionError):
        _check_inert(_bytes(writer))
    other = pypdf.PdfWriter()
    other.add_blank_page(9, 9)
    other.add_annotation(0, Link(rect=(0, 0, 9, 9), url="javascript:alert(1)"))
    with pytest.raises(AssertionError):
        _check_inert(_bytes(other))


def _bytes(writer: Any) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    ["👩\u200d", "x 👩\u200d<b>", "👩\u200d&amp;", "👩\u200d\"'", "\u200d", " ", "\t", "\u200b", "\u2028", "\ufeff", "\u00a0"],
    ids=ascii,
)  # fmt: skip
def test_what_stopped_the_printing_once(text: str) -> None:
    """A joiner at the end of a text, and words of which nothing can be seen, alone in every place."""
    _check_inert(write_pdf(pages.page([text])))


def test_charts_with_hostile_labels_are_printed(naughty: tuple[Naughty, ...]) -> None:
    """One chart of every kind, each with another part of the list."""
    every, found = texts(naughty), []
    for number, name in enumerate(drawing.LABELS):
        start = number * drawing.ROWS % len(every)
        drawn = drawing.draw(name, every[start : start + drawing.ROWS])
        data = (drawn.columns, drawn.rows)
        found.append(
            blocks.chart(drawn.key, drawn.title, drawn.svg, drawn.alt, drawn.caption, data, audience=[pages.READER])
        )  # fmt: skip
    _check_inert(write_pdf(page_of(pages.notebook(found), pages.READER)))
