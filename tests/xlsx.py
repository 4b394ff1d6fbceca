"""Writes small spreadsheets for tests: a zip of XML texts, with whatever a hostile one may hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TYPES = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
# Formats of cells by their place in the file: general, day, day and time, time, hours, percent, own, own hours.
GENERAL, DAY, MOMENT, CLOCK, HOURS, PERCENT, OWN, OWN_HOURS = range(8)
_STYLES = (
    f'{_HEAD}<styleSheet {_MAIN}><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy hh:mm"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellXfs>'
    + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 14, 22, 21, 46, 9, 164, 165))
    + "</cellXfs></styleSheet>"
)


def text(place: str, value: str) -> str:
    """A cell of text, written into the cell itself."""
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def number(place: str, value: object, style: int = GENERAL) -> str:
    """A cell of a number, shown in one of the formats."""
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def row(number: int, *cells: str) -> str:
    """A row of cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def table(*lines: Sequence[str], top: int = 1) -> str:
    """Rows of texts, one below the other, from row `top`; an empty text is no cell."""
    return "".join(
        row(n, *(text(f"{chr(65 + at)}{n}", value) for at, value in enumerate(line) if value))
        for n, line in enumerate(lines, top)
    )


def sheet(rows: str) -> str:
    """The XML of one sheet."""
    return f"{_HEAD}<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>"


def book(
    sheets: Mapping[str, str], *, shared: Sequence[str] = (), since_1904: bool = False,
    hidden: Sequence[str] = (), parts: Mapping[str, str | bytes] | None = None,
) -> bytes:  # fmt: skip
    """A file with these sheets, each the XML of its rows. `parts` are added, or stand instead of ours."""
    numbered = list(enumerate(sheets.items(), 1))
    named = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
        for n, (name, _) in numbered
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_KIND}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n, _ in numbered
    )  # fmt: skip
    start = '<workbookPr date1904="1"/>' if since_1904 else ""
    held: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'{_HEAD}<Relationships {_RELATIONS}><Relationship Id="r1"'
        f' Type="{_KIND}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} xmlns:r="{_KIND}">{start}<sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{_HEAD}<Relationships {_RELATIONS}>{related}</Relationships>",
        "xl/styles.xml": _STYLES,
        **{f"xl/worksheets/sheet{n}.xml": sheet(rows) for n, (_, rows) in numbered},
    }
    if shared:
        items = "".join(f"<si>{item}</si>" for item in shared)
        held["xl/sharedStrings.xml"] = f"{_HEAD}<sst {_MAIN}>{items}</sst>"
    return packed({**held, **(parts or {})})


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in parts.items():
            archive.writestr(path, data)
    return buffer.getvalue()
