"""The PDF as a file: tagged, silent about its maker, packed, and behind a password if one is given."""

from __future__ import annotations

import getpass
import io
import itertools
import re
import sys
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from careerkit import blocks
from careerkit.errors import BadData, NotAllowed, UsageError
from careerkit.report.compact import compact
from careerkit.report.pdf import protect, text_of, write_pdf
from careerkit.report.read import read_blocks
from careerkit.report.view import view

from .samples import READER, every_kind, notebook


def made(given: dict[str, Any]) -> bytes:
    """The PDF of a notebook for the reader of the samples."""
    return write_pdf(view(read_blocks(given, READER)))


def opened(pdf: bytes, password: str = "") -> PdfReader:
    """A PDF, ready to be looked into."""
    return PdfReader(io.BytesIO(pdf), password=password or None)


def tags(pdf: bytes) -> list[DictionaryObject]:
    """Every tag of the structure tree, in reading order."""

    def below(tag: Any) -> Iterator[DictionaryObject]:
        found = tag.get_object()
        if isinstance(found, DictionaryObject):
            if "/S" in found:
                yield found
            kids = found.get("/K", [])
            for kid in kids if isinstance(kids, list) else [kids]:
                yield from below(kid)

    return list(below(opened(pdf).trailer["/Root"]["/StructTreeRoot"]))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A PDF with every kind of block."""
    return made(every_kind())


def test_no_place_person_time_or_version_is_in_the_bytes(pdf: bytes) -> None:
    """Also in what is packed."""
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    packed = [stream for stream in streams if not stream.startswith(b"<?xpacket")]
    assert len(packed) == len(streams) - 1 > 5
    whole = b"\n".join([pdf, *map(zlib.decompress, packed)])
    assert b"/StructElem" in whole
    assert b"<xmp:CreatorTool>careerkit</xmp:CreatorTool>" in whole
    for word in (b"C:\\", b"/home", b"/work", b"/tmp", b"site-packages", b"CreationDate", b"ModDate", b"CreateDate",
                 b"Producer", b"Typst", b"(%b)" % getpass.getuser().encode()):  # fmt: skip
        assert word not in whole, word
    assert not re.search(rb"D:20\d\d|20\d\d-\d\d-\d\dT", whole)


def test_it_is_tagged_and_has_a_language_a_title_and_an_outline(pdf: bytes) -> None:
    """As PDF/UA-1 asks, on A4 paper."""
    root = opened(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert opened(pdf).metadata == {"/Title": "Plain words", "/Creator": "careerkit"}
    assert b"<pdfuaid:part>1" in root["/Metadata"].get_data()
    titles = [entry["/Title"] for entry in opened(pdf).outline if isinstance(entry, dict)]
    assert titles == ["Plain words", "The numbers behind the charts"]
    sizes = {(round(p.mediabox.width), round(p.mediabox.height)) for p in opened(pdf).pages}
    assert sizes == {(595, 842)}


def test_headings_are_in_order_and_pictures_and_columns_are_told() -> None:
    """One first heading; every picture has its sentence, every table its caption and headings."""
    every = tags(made(every_kind("# Big\n\n##### small")))
    levels = [int(tag["/S"][2:]) for tag in every if re.fullmatch(r"/H\d", tag["/S"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(levels) == 2
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
    figures = [tag for tag in every if tag["/S"] == "/Figure"]
    assert [figure["/Alt"].partition(": ")[2][:8] for figure in figures] == [
        "One bar.",
        "# Big  #",
    ]
    heads = [tag for tag in every if tag["/S"] == "/TH"]
    assert len(heads) == 2 + 1 + 2 + 1
    assert {head["/A"][0]["/Scope"] for head in heads} == {"/Column"}
    counts = {name: sum(tag["/S"] == name for tag in every) for name in ("/Table", "/Caption")}
    assert counts == {"/Table": 4, "/Caption": 4 + 2}


def test_links_lead_to_what_is_there_or_are_plain_words() -> None:
    """Only https, mailto, and sections of this page; each is told to a screen reader."""
    words = "[in](#s-a) [gone](#s-zzz) [out](https://example.org) [bad](javascript:alert(1)) <mailto:a@b.c>"
    given = notebook(
        blocks.section("a", "Alpha", audience=[READER]), blocks.prose(words, audience=[READER])
    )
    found = [annot.get_object() for page in opened(made(given)).pages for annot in page["/Annots"]]
    assert [annot["/A"]["/URI"] for annot in found if "/A" in annot] == [
        "https://example.org",
        "mailto:a@b.c",
    ]
    assert len(found) == 3
    assert all(annot["/Contents"] for annot in found)


def test_packing_changes_nothing_but_the_size() -> None:
    """Every object is the same one, and what is not from typst is refused."""
    import typst

    source = (
        b'#set document(title: "x", date: none)\n= A\n' + b"#table(columns: 2, [a], [b])\n" * 99
    )
    plain = typst.compile(source, ignore_system_fonts=True, pdf_standards=["ua-1"])
    packed = compact(plain)
    assert len(packed) < len(plain) * 0.6
    one, other = opened(plain), opened(packed)
    size = one.trailer["/Size"]
    assert size > 400
    for number in range(1, size):
        assert _shape(one, number) == _shape(other, number)
    assert one.trailer["/ID"] == other.trailer["/ID"]
    for wrong in (b"", b"trailer", packed, plain[:-200], plain.replace(b" 0 obj", b" 1 obj")):
        with pytest.raises(BadData):
            compact(wrong)


def _shape(reader: PdfReader, number: int) -> tuple[str, bytes]:
    found = reader.get_object(number)
    return re.sub(
        r"(IndirectObject\(\d+, \d+), \d+", r"\1", repr(found)
    ), found.get_data() if hasattr(found, "get_data") else b""


def test_a_password_protects_and_keeps_everything(pdf: bytes) -> None:
    """A wrong one is refused; the right one gives the same text and tags."""
    sealed = protect(pdf, "six plain words")
    assert b"Plain words" not in sealed
    for wrong in ("another", ""):
        with pytest.raises(NotAllowed):
            text_of(sealed, wrong)
    own = opened(sealed, "six plain words")
    second = own.trailer["/ID"][1]
    assert [
        line for line in text_of(sealed, "six plain words").split("\n") if line != second
    ] == text_of(pdf).split("\n")
    encrypted = own.trailer["/Encrypt"]
    assert (encrypted["/V"], encrypted["/R"], encrypted["/CF"]["/StdCF"]["/CFM"]) == (
        5,
        6,
        "/AESV3",
    )
    assert own.trailer["/Root"]["/StructTreeRoot"]["/K"]
    assert own.trailer["/Root"]["/Lang"] == "en"
    assert own.metadata == {"/Title": "Plain words", "/Creator": "careerkit"}
    assert protect(pdf, "six plain words") != sealed
    with pytest.raises(UsageError):
        protect(pdf, "")


def test_text_of_finds_what_no_page_shows(pdf: bytes) -> None:
    """Information, outline, alternative texts, attachments; and words broken over two lines."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    writer.add_metadata({"/Subject": "HIDDEN-1", "/Own": "HIDDEN-2"})
    writer.add_attachment("HIDDEN-3.txt", b"HIDDEN-4")
    writer.add_outline_item("HIDDEN-5", 0)
    out = io.BytesIO()
    writer.write(out)
    text = text_of(out.getvalue())
    assert [i for i in range(1, 6) if f"HIDDEN-{i}" not in text] == []
    assert "One bar." in text
    path = "/somewhere" * 40
    assert path in text_of(made(notebook(blocks.quote(path, "2025-01-01", audience=[READER]))))
    with pytest.raises(BadData):
        text_of(b"no PDF at all")


@pytest.mark.parametrize("missing", ["typst", "pypdf"])
def test_without_the_packages_one_line_says_how_to_get_them(
    missing: str, pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The very command, and no traceback."""
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError, match=re.escape("pip install 'careerkit[pdf]'")) as caught:
        made(every_kind()) if missing == "typst" else text_of(pdf)
    assert "\n" not in str(caught.value)
