"""The report as a tagged PDF: for paper, for mail, and for a telephone that runs no scripts.

Printed from the same view as the HTML page, through typst with the fonts inside it and no others: the
same page gives the same bytes wherever typst and zlib are the same.
"""

from __future__ import annotations

import importlib
import io
import json
import re
from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.report.compact import compact
from careerkit.report.printed import printed
from careerkit.report.view import Page

if TYPE_CHECKING:
    from pypdf import PdfReader

MAKER = b"careerkit"
_MADE_BY = (rb"/Creator\(Typst [^)]+\)", rb"<xmp:CreatorTool>Typst [^<]+</xmp:CreatorTool>")


def write_pdf(page: Page) -> bytes:
    """The page as a PDF/UA-1 file of A4 pages: nothing is folded and nothing is cut.

    No name but the title, no path, version or time goes in. Raises UsageError without typst, BadData
    when a text or a picture cannot be printed.
    """
    typst = _package("typst")
    for simple in (False, True):
        try:
            made = _compiled(typst, printed(page, simple=simple))
        except typst.TypstError:  # its words can quote the report
            continue
        return compact(_without_version(made))
    raise BadData(
        "the PDF could not be printed: a picture or a text is unusable; take the HTML page"
    )


def _compiled(typst: Any, data: dict[str, Any]) -> bytes:
    """What typst makes of our template and the data."""
    assets = files(__package__).joinpath("assets")
    with as_file(assets) as folder:
        # A folder of our own as the root: nothing that a template could name lies outside it.
        made: bytes = typst.compile(
            assets.joinpath("report.typ").read_bytes(),
            root=str(folder),
            sys_inputs={"data": json.dumps(data)},
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
        )
    return made


def _without_version(pdf: bytes) -> bytes:
    """The same file, of the same length, that names no version of the program that made it."""
    for pattern in _MADE_BY:
        found = list(re.finditer(pattern, pdf))
        if found:
            start, end = found[-1].span()
            named = re.sub(rb"Typst [^)<]+", MAKER, pdf[start:end])
            pdf = pdf[:start] + named.ljust(end - start) + pdf[end:]
    return pdf


def protect(pdf: bytes, password: str) -> bytes:
    """The same report behind a password (AES-256), tags, outline and title kept.

    The key and salts come from the system's source of randomness inside pypdf, so no two such files are
    equal; what is inside them is. Raises UsageError without pypdf or without a password.
    """
    if not password:
        raise UsageError("a protected PDF needs a password that is not empty")
    pypdf = _package("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf))
    # pypdf would name itself as the producer.
    writer.metadata = pypdf.PdfReader(io.BytesIO(pdf)).metadata
    writer.pdf_header = "%PDF-1.7"
    writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def text_of(pdf: bytes, password: str = "") -> str:
    """Everything a PDF says, for the leak gate: its pages, and every string in any of its objects.

    Those are the document information, XMP, outline, tags, alternative texts, links and form fields.
    The pages' text comes twice, as it is and without line ends, so that a word broken over two lines is found.
    Raises NotAllowed for a wrong password, BadData for what is no PDF.
    """
    pypdf = _package("pypdf")
    try:
        reader = pypdf.PdfReader(io.BytesIO(pdf))
        if reader.is_encrypted and not reader.decrypt(password):
            raise NotAllowed("this PDF is locked, and the password is not the right one")
        pages = [page.extract_text() for page in reader.pages]
        found = list(dict.fromkeys(_strings(reader)))
    except pypdf.errors.PyPdfError:
        raise BadData("this file is not a PDF that can be read; make it again") from None
    whole = [re.sub(r"\s*\n\s*", "", text) for text in pages]
    return "\n".join([*pages, *whole, *found])


def _strings(reader: PdfReader) -> Iterator[str]:
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        value = waiting.pop()
        if hasattr(value, "idnum"):  # a reference: each object once
            if value.idnum in seen:
                continue
            seen.add(value.idnum)
            value = value.get_object()
        if isinstance(value, bytes):
            yield value.decode("utf-8", "replace")
        elif isinstance(value, str) and not value.startswith("/"):
            yield value
        elif isinstance(value, dict):
            waiting += [value.raw_get(key) for key in value if key != "/Encrypt"]  # type: ignore[attr-defined]
            if value.get("/Type") in ("/Metadata", "/EmbeddedFile"):
                yield value.get_data().decode("utf-8", "replace")  # type: ignore[attr-defined]
        elif isinstance(value, list):
            waiting += list.__iter__(value)


def _package(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        line = "a PDF needs two more packages; install them with: pip install 'careerkit[pdf]'"
        raise UsageError(line) from None
