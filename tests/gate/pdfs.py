"""Small PDFs with a text in one of the places that a PDF has for texts."""

from __future__ import annotations

import io
from functools import cache

from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

PLACES = ("page", "title", "outline", "note", "attachment", "xmp", "alternative text")


@cache
def pdf(place: str, text: str) -> bytes:
    """A PDF of one page with the text in one place."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    if place == "page":
        font = DictionaryObject({
            NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        })  # fmt: skip
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        first, _, rest = text.partition(" ")
        lines = f"BT /F1 9 Tf 10 200 Td ({first}) Tj"
        lines += f" 0 -12 Td ({rest}) Tj ET" if rest else " ET"
        stream.set_data(lines.encode())
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    elif place == "title":
        writer.add_metadata({"/Title": text})
    elif place == "outline":
        writer.add_outline_item(text, 0)
    elif place == "note":
        writer.add_annotation(0, FreeText(text=text, rect=(10, 10, 90, 90)))
    elif place == "attachment":
        writer.add_attachment("a.txt", text.encode())
    elif place == "xmp":
        xmp = DecodedStreamObject()
        xmp.set_data(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><p>{text}</p></x:xmpmeta>".encode())
        xmp.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})  # fmt: skip
        writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    else:
        figure = DictionaryObject({NameObject("/S"): NameObject("/Figure"), NameObject("/Alt"): TextStringObject(text)})  # fmt: skip
        tree = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot"), NameObject("/K"): ArrayObject([writer._add_object(figure)])})  # fmt: skip
        writer.root_object[NameObject("/StructTreeRoot")] = writer._add_object(tree)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
