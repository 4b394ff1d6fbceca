"""Spreadsheets: typed cells as text, every sheet looked at, and nothing read that was not looked through before."""

from __future__ import annotations

import json
import random
import struct
import subprocess
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import limits
from careerkit.problems import Problem
from careerkit.reading import sheets, sheetxml, spreadsheets
from careerkit.reading.drops import Drop, Unreadable
from careerkit.reading.sheets import Cells, Sheet
from tests import xlsx
from tests.xlsx import book, number, row, table, text

KNOWN = ("Name", "Day", "Note")
HEADER = table(("Name", "Day"))


def _drop(data: bytes, name: str = "goals.xlsx") -> Drop:
    return Drop(name, "registers", f"registers/{name}", data)


def _sheet(data: bytes) -> Sheet:
    found = sheets.find(_drop(data), KNOWN)
    assert found is not None
    return found


def _rows(rows: str, **options: Any) -> list[Cells | Problem]:
    found = _sheet(book({"Goals": rows}, **options))
    read = list(found.rows())
    outcomes = [row for row in read if not isinstance(row, Problem) or not row.is_warning]
    assert found.drop.rows_in == len(outcomes)
    return read


def _shown(rows: str, **options: Any) -> list[tuple[int, list[str]]]:
    return [(row.line, row.values) for row in _rows(rows, **options) if isinstance(row, Cells)]


def _refusal(data: bytes, name: str = "goals.xlsx") -> Problem:
    with pytest.raises(Unreadable) as bad:
        _all(_drop(data, name))
    return bad.value.problem


def _all(drop: Drop) -> list[Cells | Problem]:
    found = sheets.find(drop, KNOWN)
    return list(found.rows()) if found else []


# ---- what a cell becomes -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (number("B2", 45356, xlsx.DAY), "2024-03-05"),
        (number("B2", 45356.770833333336, xlsx.MOMENT), "2024-03-05T18:30:00"),
        (number("B2", 45356.77083332, xlsx.OWN), "2024-03-05T18:30:00"),
        (number("B2", 45356, xlsx.OWN), "2024-03-05"),
        (number("B2", 0.0625, xlsx.CLOCK), "01:30:00"),
        (number("B2", 0.0625, xlsx.OWN_HOURS), "01:30:00"),
        (number("B2", 1.0625, xlsx.HOURS), "25:30:00"),
        (number("B2", -0.0625, xlsx.HOURS), "-01:30:00"),
        (number("B2", 5), "5"), (number("B2", "5.0"), "5"), (number("B2", -2), "-2"), (number("B2", 5.25), "5.25"),
        (number("B2", 0.30000000000000004), "0.30000000000000004"), (number("B2", "1E+20"), "1e+20"),
        (number("B2", 0.5, xlsx.PERCENT), "0.5"), (number("B2", 45356), "45356"),
        ('<c r="B2" t="b"><v>1</v></c>', "yes"), ('<c r="B2" t="b"><v>0</v></c>', "no"),
        ('<c r="B2" t="d"><v>2024-03-05T18:30:00</v></c>', "2024-03-05T18:30:00"),
        ('<c r="B2" t="str"><f>A1</f><v>worked out</v></c>', "worked out"),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', "2"), ('<c r="B2" t="str"><f>A9</f><v></v></c>', ""),
        (text("B2", "007"), "007"), (text("B2", "=1+1"), "=1+1"), (text("B2", "A\u030asa"), "Åsa"),
        (text("B2", "two\r\nlines"), "two\nlines"), (text("B2", "&lt;b&gt;"), "<b>"),
    ],
)  # fmt: skip
def test_a_typed_cell_is_the_text_that_our_readers_know(cell: str, shown: str) -> None:
    """Days, times, durations, numbers, flags, results of formulas and texts, each in one cell."""
    assert _shown(HEADER + row(2, text("A2", "Ada"), cell)) == [(2, ["Ada", shown])]


def test_dates_since_1904() -> None:
    """The number of 5 March 2024 in a file that counts from 1904: 1,462 days fewer."""
    rows = HEADER + row(2, number("A2", 45356 - 1462, xlsx.DAY))
    assert _shown(rows, since_1904=True) == [(2, ["2024-03-05", ""])]


def test_texts_that_cells_share() -> None:
    """A text with parts in bold, one with signs that XML cannot hold, one used twice."""
    shared = ['<r><t xml:space="preserve">Ada </t></r><r><t>Lovelace</t></r>', "<t>a_x000D_b</t>"]
    cells = row(2, '<c r="A2" t="s"><v>0</v></c>', '<c r="B2" t="s"><v>1</v></c>')
    again = row(3, '<c r="A3" t="s"><v>0</v></c>')
    assert _shown(HEADER + cells + again, shared=shared) == [
        (2, ["Ada Lovelace", "a\nb"]),
        (3, ["Ada Lovelace", ""]),
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (datetime.fromisoformat("2024-03-05T23:59:59.9996"), "2024-03-06T00:00:00"),
        (datetime.fromisoformat("9999-12-31T23:59:59.9996"), "9999-12-31T23:59:59"),
        (time(18, 29, 59, 999_700), "18:30:00"), (timedelta(hours=100), "100:00:00"),
        (timedelta(seconds=-1), "-00:00:01"), (date(2024, 3, 5), "2024-03-05"), (True, "yes"),
        (float("inf"), "inf"), (float("nan"), "nan"), (1e15, "1000000000000000.0"), (7, "7"),
    ],
)  # fmt: skip
def test_values_at_the_edge(value: object, shown: str) -> None:
    """Fractions of a second before midnight, the last day of all, durations beyond a day, numbers beyond reason."""
    assert spreadsheets.text(value) == shown


# ---- where a table is ----------------------------------------------------------------------------


def test_rows_keep_the_numbers_of_the_sheet() -> None:
    """A table that begins in C4, below a title, with an empty row and one of empty texts inside."""
    rows = (
        row(1, text("A1", "My goals"))
        + row(4, text("C4", "DAY"), text("D4", "name"))
        + row(5, number("C5", 45356, xlsx.DAY), text("D5", "Ada"))
        + row(7, text("C7", " "), '<c r="D7" s="1"/>')
        + row(9, text("D9", "Bo"))
    )
    found = _sheet(book({"Goals": rows}))
    assert (found.header, found.header_line, found.member) == (("", "", "Day", "Name"), 4, "Goals")
    shown = [(row.line, row["Name"], row["Day"]) for row in found.rows() if isinstance(row, Cells)]
    assert shown == [(5, "Ada", "2024-03-05"), (9, "Bo", "")]


def test_every_sheet_is_looked_at_and_visible_ones_first() -> None:
    """A cover, an old hidden table, the table, and another one like it."""
    other = table(("Name", "Day"), ("Old", "1"))
    data = book(
        {"Cover": table(("Hello",)), "Old": other, "2025": table(("Name", "Day"), ("Ada", "1")), "2024": other},
        hidden=["Old"],
    )  # fmt: skip
    found = _sheet(data)
    assert (found.member, found.beside) == ("2025", ("2024", "Old"))
    warnings = [row for row in found.rows() if isinstance(row, Problem)]
    assert [(w.code, w.file) for w in warnings] == [
        ("W-SHEET", "registers/goals.xlsx!2024"), ("W-SHEET", "registers/goals.xlsx!Old"),
    ]  # fmt: skip
    assert found.drop.rows_in == 1


def test_a_sheet_may_have_any_name() -> None:
    """A name with a line end in it, longer than any program allows."""
    found = _sheet(book({f"a&#10;b{'c' * 100}": table(("Name",), ("Ada",), ("Bo", "x"))}))
    assert found.member == "a b" + "c" * 77
    assert [row.file for row in found.rows() if isinstance(row, Problem)] == [
        f"registers/goals.xlsx!{found.member}"
    ]


def test_no_known_name_is_no_table() -> None:
    """Other columns, and a sheet without a cell."""
    assert sheets.find(_drop(book({"A": table(("x", "y"))})), KNOWN) is None
    assert sheets.find(_drop(book({"A": ""})), KNOWN) is None
    assert sheets.find(_drop(book({"A": HEADER})), KNOWN, least=3) is None


def test_the_content_decides_and_not_the_name() -> None:
    """A spreadsheet named as a CSV: a table, but no text."""
    drop = _drop(book({"Goals": table(("Name",), ("Ada",))}), "goals.csv")
    found = sheets.find(drop, KNOWN)
    assert found is not None
    assert [row["Name"] for row in found.rows() if isinstance(row, Cells)] == ["Ada"]
    for read in (drop.refuse_binary, lambda: drop.text, lambda: drop.head(1)):
        with pytest.raises(Unreadable) as bad:
            read()
        assert bad.value.problem.code == "E-FORMAT"


def test_a_row_longer_than_the_header_is_set_aside() -> None:
    """A cell in a column without a name."""
    rows = _rows(HEADER + row(2, text("A2", "Ada"), text("C2", "stray")))
    assert [(r.code, r.line, r.value) for r in rows if isinstance(r, Problem)] == [
        ("E-RAGGED", 2, "Ada |  | stray")
    ]


def test_it_is_opened_once_for_many_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three readers ask for their columns before one reads the table."""
    opened = []
    really = spreadsheets.opened
    monkeypatch.setattr(spreadsheets, "opened", lambda drop: opened.append(drop) or really(drop))
    drop = _drop(book({"Goals": table(("Name", "Day"), ("Ada", "1"))}))
    found = [sheets.find(drop, known) for known in (("x",), ("y",), KNOWN)]
    assert found[2] is not None
    assert len(list(found[2].rows())) == 1
    assert len(opened) == 2


# ---- what cannot be trusted ----------------------------------------------------------------------


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_a_formula_that_was_never_worked_out_costs_its_row(value: str) -> None:
    """Rows written by a program that does not calculate."""
    unsolved = row(2, text("A2", "Ada"), f'<c r="B2"><f>1+1</f>{value}</c>')
    rows = _rows(HEADER + unsolved + row(3, text("A3", "Bo")))
    assert [(r.code, r.line) for r in rows if isinstance(r, Problem)] == [("E-FORMULA", 2)]
    assert [r.line for r in rows if isinstance(r, Cells)] == [3]


def test_a_row_of_nothing_but_such_formulas_is_not_lost() -> None:
    """Two formulas without a result, and no other cell."""
    rows = _rows(HEADER + row(2, '<c r="A2"><f>1</f></c>', '<c r="B2"><f>2</f></c>') + row(3, text("A3", "x")))  # fmt: skip
    assert [row.line for row in rows] == [2, 3]


def test_an_error_is_an_empty_cell_with_a_warning() -> None:
    """A lookup that found nothing."""
    rows = _rows(HEADER + row(2, text("A2", "Ada"), '<c r="B2" t="e"><f>X</f><v>#N/A</v></c>'))
    warning, found = rows
    assert isinstance(warning, Problem)
    assert (warning.code, warning.line, warning.column) == ("W-FORMULA", 2, "B")
    assert isinstance(found, Cells)
    assert (found["Name"], found["Day"]) == ("Ada", "")


@pytest.mark.parametrize(
    ("path", "xml"),
    [
        ("xl/styles.xml", '<!DOCTYPE a [<!ENTITY b "c">]><styleSheet/>'),
        ("xl/worksheets/sheet1.xml", "<!DOCTYPE worksheet><worksheet/>"),
        ("xl/workbook.xml", '<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><workbook/>'),
        ("xl/sharedStrings.xml", '<!DOCTYPE a [<!ENTITY a0 "x"><!ENTITY a1 "&a0;&a0;">]><sst><si><t>&a1;</t></si></sst>'),
        ("xl/worksheets/sheet1.xml", '<?xml version="1.0" encoding="UTF-16"?><worksheet/>'.encode("utf-16")),
        ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"), ("xl/worksheets/sheet1.xml", b"\x00\xff"),
        ("xl/worksheets/sheet1.xml", xlsx.sheet(HEADER + '<row><c r="$"><v>1</v></c></row>')),
        ("xl/worksheets/sheet1.xml", xlsx.sheet(HEADER + '<row><c r="A2" t="s"><v>9</v></c></row>')),
        ("xl/worksheets/sheet1.xml", xlsx.sheet(HEADER + '<row><c r="A2" t="s"><v>-1</v></c></row>')),
        ("xl/workbook.xml", ""), ("xl/workbook.xml", b"\xff"),
    ],
)  # fmt: skip
def test_xml_that_is_damaged_or_declares_something(path: str, xml: str | bytes) -> None:
    """Entities and document types in every part, parts cut off, cells without a place or a text."""
    assert _refusal(book({"Goals": HEADER}, parts={path: xml})).code == "E-XML"


@pytest.mark.parametrize(
    "rows",
    [
        row(2, text("A2", "x"), number("XFD1048576", 1)), row(2, '<c r="XFD1048576"><f>1</f></c>'),
        row(2, '<c r="XFD1048576" t="inlineStr"><is><t></t></is></c>'), row(2, number(f"A{limits.MAX_ROWS + 1}", 1)),
        row(2, number("XFD2", 1)) + row(90_000, number("A90000", 1)),
        row(2, text("A2", "x" * (limits.MAX_CELL + 1))),
    ],
)  # fmt: skip
def test_cells_beyond_the_limits(rows: str) -> None:
    """A cell in the last place of all, with a value, a formula, an empty text; rows and areas too large; a huge text."""
    problem = _refusal(book({"Goals": HEADER + rows}))
    assert problem.code == "E-SIZE"
    assert "CSV" in problem.fix


def test_empty_cells_at_the_far_end_do_no_harm() -> None:
    """Styles that reach to the last column and row, as spreadsheet programs write them."""
    rows = row(2, text("A2", "Ada"), '<c r="XFD2" s="1"/>') + row(
        1048576, '<c r="A1048576" s="1"/>'
    )
    assert _shown(HEADER + rows) == [(2, ["Ada", ""])]


def test_one_text_shown_by_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand cells that each show a text of a thousand letters: a million, though the file is small."""
    cells = "".join(row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(2, 1002))
    data = book({"Goals": HEADER + cells}, shared=[f"<t>{'x' * 1000}</t>"])
    assert len(list(_sheet(data).rows())) == 1000
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 999_999)
    assert _refusal(data).code == "E-SIZE"


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        ("MAX_WORKBOOK", 500),
        ("MAX_WORKBOOK_UNPACKED", 2000),
        ("MAX_ELEMENTS", 8),
        ("MAX_SHEETS", 1),
    ],
)
def test_the_other_limits(limit: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of two sheets against each limit, set below what it has."""
    data = book({"Goals": HEADER, "More": HEADER})
    assert _sheet(data).beside == ("More",)
    monkeypatch.setattr(limits, limit, value)
    assert _refusal(data).code == "E-SIZE"


@pytest.mark.parametrize(
    ("data", "name", "code", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "goals.xls", "E-FORMAT", "without a password"),
        (xlsx.packed({"xl/workbook.bin": b"x"}), "goals.xlsb", "E-FORMAT", ".xlsx"),
        (xlsx.packed({"content.xml": "<x/>", "mimetype": "x"}), "goals.ods", "E-FORMAT", ".xlsx"),
        (xlsx.packed({"word/document.xml": "<x/>"}), "goals.xlsx", "E-FORMAT", ".xlsx"),
        (xlsx.packed({"word/document.xml": "<x/>"}), "goals.csv", "E-FORMAT", "Export it again"),
        (book({"Goals": HEADER})[:-30], "goals.xlsx", "E-ZIP", "incomplete"),
        (b"PK\x03\x04rest", "goals.csv", "E-FORMAT", "Export it again"),
        (xlsx.packed({"[Content_Types].xml": "<a/>"}), "goals.xlsx", "E-XML", "save it again"),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_what_helps(
    data: bytes, name: str, code: str, says: str
) -> None:
    """An old or locked file, a binary one, other office files, one cut off, one without a workbook inside."""
    problem = _refusal(data, name)
    assert problem.code == code
    assert says in problem.fix


def test_pictures_and_macros_are_never_opened() -> None:
    """Beside the table a picture and a macro whose bytes are damaged, and a drawing that declares entities."""
    canary = b"canary-canary-canary"
    data = book(
        {"Goals": table(("Name",), ("Ada",))},
        parts={"xl/media/a.png": canary, "xl/vbaProject.bin": canary, "xl/drawings/d.xml": "<!DOCTYPE a>"},
    )  # fmt: skip
    assert [row["Name"] for row in _sheet(data.replace(canary, canary[::-1])).rows() if isinstance(row, Cells)] == ["Ada"]  # fmt: skip


def test_a_part_that_lies_about_its_size() -> None:
    """The directory says that the sheet has ten bytes."""
    data = bytearray(book({"Goals": HEADER}))
    place = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    struct.pack_into("<L", data, place + 24, 10)
    assert _refusal(bytes(data)).code in {"E-ZIP", "E-XML"}


@pytest.mark.parametrize("seed", range(8))
def test_any_damage_is_unreadable_or_harmless(seed: int) -> None:
    """A file with bytes changed at random, in the archive and inside its parts."""
    rows = table(("Name", "Day"), ("Ada", "1"), ("Bo", "2")) + row(4, number("B4", 45356, xlsx.DAY))
    parts = {}
    with zipfile.ZipFile(_drop(book({"Goals": rows}, shared=["<t>x</t>"])).open()) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    draw = random.Random(seed)
    for _ in range(150):
        changed = dict(parts)
        path = draw.choice(sorted(parts))
        data = bytearray(parts[path])
        for _ in range(draw.choice((1, 1, 3))):
            data[draw.randrange(len(data))] = draw.choice(b"<>/\"'0 9AZ=&;!\x00\xff")
        changed[path] = bytes(data)
        _read_or_refuse(xlsx.packed(changed))


@settings(max_examples=200)
@given(st.integers(4), st.binary(min_size=1, max_size=3))
def test_any_change_of_the_archive(place: int, data: bytes) -> None:
    """The bytes of a whole file, changed somewhere, and the file cut off there."""
    whole = book({"Goals": table(("Name",), ("Ada",))})
    place = 4 + place % (len(whole) - 4)
    _read_or_refuse(whole[:place] + data + whole[place + len(data) :])
    _read_or_refuse(whole[:place])


def _read_or_refuse(data: bytes) -> None:
    drop = _drop(data)
    try:
        rows = _all(drop)
    except Unreadable:
        return
    assert drop.rows_in == sum(not isinstance(row, Problem) or not row.is_warning for row in rows)


def test_lengths_of_shared_texts() -> None:
    """Three texts, one of them empty, one in parts."""
    found = sheetxml.lengths(
        b"<sst><si><t>abc</t></si><si/><si><r><t>a</t></r><r><t>b</t></r></si></sst>"
    )
    assert list(found) == [3, 0, 2]


# ---- bombs, each in a process of its own ---------------------------------------------------------

_MEASURED = """
import json, sys, time
from pathlib import Path
from careerkit.reading import sheets
from careerkit.reading.drops import Drop, Unreadable
from tests.peaks import peak
before, began = peak(), time.perf_counter()
code = ""
try:
    found = sheets.find(Drop.at(Path(sys.argv[1]), "a.xlsx", "inbox", "inbox/a.xlsx"), ["Name"])
    rows = list(found.rows()) if found else []
except Unreadable as bad:
    code = bad.problem.code
took = time.perf_counter() - began
print(json.dumps({"code": code, "seconds": took, "mib": (peak() - before) // 2**20}))
"""


def _bombs() -> dict[str, bytes]:
    draw = random.Random(3)
    head = table(("Name",))
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "x" * 10}">' for n in range(10))
    return {
        "two gigabytes of one letter": _lying(
            book({"a": head}, parts={"xl/worksheets/sheet2.xml": b"a" * 2**21}), 2**31
        ),
        "four million rows": book({"a": head + "<row><c><v>1</v></c></row>" * 4_000_000}),
        "four million rows that differ": book(
            {"a": head + "".join(draw.choices([f"<row><c><v>{n}</v></c></row>" for n in range(9)], k=4_000_000))}
        ),
        "three million empty rows": book({"a": head + "".join(draw.choices(("<row/>", "<row />"), k=3_100_000))}),
        "a part that is not as small as it says": _lying(
            book({"a": head}, parts={"xl/worksheets/sheet2.xml": bytes(200 * limits.MIB)}), 1000
        ),
        "entities": book({"a": head}, parts={"xl/sharedStrings.xml": f"<!DOCTYPE a [{levels}]><sst><si><t>&a9;</t></si></sst>"}),
        "one text shown by a hundred thousand cells": book(
            {"a": head + "".join(f'<row><c t="s"><v>{draw.randrange(2)}</v></c></row>' for _ in range(99_000))},
            shared=[f"<t>{draw.randbytes(16_000).hex()}</t>"] * 2,
        ),
        "the last cell of all": book({"a": head + number("XFD1048576", 1)}),
    }  # fmt: skip


def _lying(data: bytes, size: int) -> bytes:
    """A file whose directory says that its second sheet has another size."""
    changed = bytearray(data)
    struct.pack_into("<L", changed, data.rindex(b"xl/worksheets/sheet2.xml") - 46 + 24, size)
    return bytes(changed)


def test_bombs_cost_neither_time_nor_memory(tmp_path: Path) -> None:
    """Small files that unpack or reach to far too much, each read in a process of its own."""
    for what, data in _bombs().items():
        path = tmp_path / "a.xlsx"
        path.write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, str(path)],
            capture_output=True, text=True, check=True, timeout=120, cwd=Path(__file__).parent.parent,
        )  # fmt: skip
        found = json.loads(done.stdout)
        assert found["code"] in {"E-SIZE", "E-XML", "E-ZIP"}, (what, found)
        print(f"{what}: {len(data)} bytes, {found}")
        assert found["mib"] < 300, (what, found)
        assert found["seconds"] < 60, (what, found)
