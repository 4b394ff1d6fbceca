"""Tables of text: headers by name, cells as text, no row lost and none moved."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerkit import limits
from careerkit.problems import Problem
from careerkit.reading import sheets
from careerkit.reading.drops import Drop, Unreadable, normal
from careerkit.reading.sheets import DELIMITERS, Cells, Sheet

KNOWN = ("Name", "Day", "Note")


def _drop(text: str | bytes) -> Drop:
    return Drop("a.csv", "inbox", "inbox/a.csv", text.encode() if isinstance(text, str) else text)


def _sheet(text: str | bytes) -> Sheet:
    found = sheets.find(_drop(text), KNOWN)
    assert found is not None
    return found


def _rows(text: str | bytes) -> tuple[list[Cells | Problem], int]:
    sheet = _sheet(text)
    return list(sheet.rows()), sheet.drop.rows_in


def _codes(rows: list[Cells | Problem]) -> list[str]:
    return [row.code for row in rows if isinstance(row, Problem)]


def _cells(text: str) -> list[dict[str, str]]:
    rows, count = _rows(text)
    assert count == len(rows)
    return [row.cells for row in rows if isinstance(row, Cells)]


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("above", ["", "sep=;\n", "\n\n", 'Notes:\n"two\nlines, Name"\n\n'])
def test_header_is_found_by_its_names(delimiter: str, above: str) -> None:
    """A header in another case, below notes and blank lines, with each delimiter."""
    header = delimiter.join(["day", "NAME", "Mood"])
    sheet = _sheet(above + header + "\n")
    assert (sheet.header, sheet.delimiter) == (("Day", "Name", "Mood"), delimiter)
    assert sheet.header_line == above.count("\n") + 1


def test_no_known_name_is_no_table() -> None:
    """Other columns, too few of ours, a header below the first lines, nothing."""
    assert sheets.find(_drop("a,b\n1,2\n"), KNOWN) is None
    assert sheets.find(_drop("Name,b\n1,2\n"), KNOWN, least=2) is None
    assert sheets.find(_drop("\n" * 15 + "Name,Day\n"), KNOWN) is None
    assert sheets.find(_drop(""), KNOWN) is None


def test_lines_are_the_first_of_each_row() -> None:
    """Rows of one line and of three, blank lines between."""
    rows, count = _rows('Name,Note\na,1\n"b\nb\nb",2\n\nc,3\n')
    assert [row.line for row in rows] == [2, 3, 7]
    assert count == 3


def test_short_rows_stand_and_long_ones_do_not() -> None:
    """A row that ends early, one with empty cells too many, one with a full cell too many."""
    rows, count = _rows("Name,Day\na\nb,1,,\nc,1,2\nd,1\n")
    assert count == 4
    assert _codes(rows) == ["E-RAGGED"]
    assert [row["Day"] for row in rows if isinstance(row, Cells)] == ["", "1", "1"]


def test_rows_of_empty_cells_are_handed_on_and_blank_lines_are_not() -> None:
    """Commas only, blanks only, nothing at all."""
    rows, count = _rows("Name,Day\n,\n   \n\na,1\n")
    assert count == 2
    assert [row.is_blank for row in rows if isinstance(row, Cells)] == [True, False]


@pytest.mark.parametrize("place", range(5))
def test_an_unclosed_quote_costs_its_line(place: int) -> None:
    """Five rows with quoted cells; one of them opens a quotation mark and never closes it."""
    lines = [f'"n, {i}",{i},"x"' for i in range(5)]
    lines[place] = f'"open,{place},x'
    rows, count = _rows("Name,Day,Note\n" + "\n".join(lines) + "\n")
    assert count == len(rows) == 5
    assert [(row.code, row.line) for row in rows if isinstance(row, Problem)] == [
        ("E-QUOTE", place + 2)
    ]


def test_a_file_full_of_open_quotes_is_refused() -> None:
    """A hundred and twenty rows that each open a quotation mark."""
    with pytest.raises(Unreadable) as bad:
        _rows("Name,Day\n" + 'a"b,"c" d\n' * 120)
    assert bad.value.problem.code == "E-QUOTE"


def test_cells_stay_text() -> None:
    """Names that spreadsheets and data frames turn into something else."""
    odd = ["Null", "NA", "True", "1e5", "007", "=1+1", "N/A", "-", "2024-03-05", "1.234,5"]
    assert [row["Name"] for row in _cells("Name\n" + "".join(f'"{x}"\n' for x in odd))] == odd


def test_of_two_equal_names_the_first_counts() -> None:
    """Name stands twice, in two cases, and a column without a name three times."""
    rows, count = _rows("Name,,Day,name,,\na,x,1,b,y,z\n")
    warning, row = rows
    assert isinstance(warning, Problem)
    assert isinstance(row, Cells)
    assert (warning.code, warning.column, warning.line) == ("W-COLUMN", "Name", 1)
    assert (row["Name"], row["Day"], count) == ("a", "1", 1)


def test_a_cell_of_200_kb_is_read_and_one_of_two_megabytes_is_not() -> None:
    """One long cell; one beyond the limit, which costs its row."""
    assert len(_cells(f"Name,Day\n{'x' * 200_000},1\n")[0]["Name"]) == 200_000
    rows, _ = _rows(f"Name,Day\n{'x' * 2 * sheets.MAX_CELL},1\nb,2\n")
    assert len(_codes(rows)) == 1
    assert len(rows) == 2


@pytest.mark.parametrize(
    "row",
    ["“Lovelace, Ada”,1", "Ada,“one, two”", "„Lovelace, Ada“,1", "„a, b”", " “a,b ” ,c"],
)
def test_typographic_quotes_that_hold_nothing_together(row: str) -> None:
    """A delimiter between typographic quotation marks: cells would move into other columns."""
    rows, count = _rows(f"Name,Day,Note\nx,1,n\n{row}\ny,2,n\n")
    assert (_codes(rows), count) == (["E-QUOTE"], 3)
    assert [row.line for row in rows if isinstance(row, Problem)] == [3]


@pytest.mark.parametrize(
    "row",
    [
        "“Ada”,1,n",
        "Ada,“x” and “y”,n",
        '"“Lovelace, Ada”",1,n',
        "“Ada,1,n",
        "Ada,1”,n",
        "„Ada“,„1“,n",
    ],
)
def test_typographic_quotes_as_letters(row: str) -> None:
    """Whole in one cell, inside real quotation marks, opened and never closed."""
    assert len(_cells(f"Name,Day,Note\n{row}\n")) == 1


def test_smart_quotes_and_backslashes_are_letters() -> None:
    """Typographic quotation marks around a comma-free cell, and backslashes before quotes."""
    assert _cells('Name,Day\n“a”,1\n"\\\\ ""b"" \\",2\n')[1]["Name"] == '\\\\ "b" \\'


def test_a_greek_question_mark_is_no_delimiter() -> None:
    """A sign that becomes a semicolon when the text is normalised, in a table with semicolons."""
    assert _cells("Name;Day\nτι\u037e;1\n") == [{"Name": "τι;", "Day": "1"}]


def test_a_zero_byte_costs_its_row() -> None:
    """A line with a zero byte among a hundred good ones."""
    lines = ["a,1"] * 100
    lines[50] = "a\x00b,1"
    rows, count = _rows("Name,Day\n" + "\n".join(lines) + "\n")
    assert (_codes(rows), count) == (["E-ENCODING"], 100)


def test_a_mark_in_the_middle_is_left_out() -> None:
    """Two exports put one behind the other, each with its byte-order mark and its header."""
    text = "\ufeffName,Day\na,1\n\ufeffName,Day\n\ufeffb,2\n"
    rows, count = _rows(text.encode())
    assert count == 3
    assert [row.is_header for row in rows if isinstance(row, Cells)] == [False, True, False]
    assert [row["Name"] for row in rows if isinstance(row, Cells)] == ["a", "Name", "b"]


@pytest.mark.parametrize(
    ("row", "same"),
    [
        ("Name,Day", True),
        ("NAME, day ", True),
        ("Name", False),
        ("Name,x", False),
        ("Day,Name", False),
    ],
)
def test_the_header_once_more(row: str, same: bool) -> None:
    """The header in its own case and another one, a part of it, one in another order."""
    (found,) = (row for row in _rows(f"Name,Day\n{row}\n")[0] if isinstance(row, Cells))
    assert found.is_header is same


def test_a_header_over_several_lines() -> None:
    """Columns that are whole questions, one of them on three lines; rows below it."""
    text = 'Name,"What went\nwell,\nand why?",Day\n"a\nb",good,1\nc,bad,2\n'
    sheet = _sheet(text)
    assert sheet.header == ("Name", "What went\nwell,\nand why?", "Day")
    assert (sheet.header_line, sheet.header_end) == (1, 3)
    assert [(row.line, row["Day"]) for row in sheet.rows() if isinstance(row, Cells)] == [
        (4, "1"), (6, "2"),
    ]  # fmt: skip


def test_a_short_row_has_fewer_cells() -> None:
    """A row that ends after its first cell: the others are empty, and it shows."""
    (row,) = (row for row in _rows("Name,Day\na\n")[0] if isinstance(row, Cells))
    assert (row["Day"], row["nothing"], row.cells, row.values) == ("", "", {"Name": "a"}, ["a"])


# ---- as a stream -----------------------------------------------------------------------------------


def _written(rows: list[list[str]], delimiter: str = ",", end: str = "\n") -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end)
    writer.writerows([list(KNOWN), *rows])
    return buffer.getvalue()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_many_rows_over_many_pieces(end: str, encoding: str, tmp_path: Path) -> None:
    """Thirty thousand rows, some on two lines, some with letters outside ASCII, as a file and as bytes."""
    rows = [
        [f"Name {n}", "é" * (n % 3), "two\nlines" if n % 7 == 0 else "x, y"] for n in range(30_000)
    ]
    data = _written(rows, end="\n").replace("\n", end).encode(encoding)
    path = tmp_path / "x"
    path.write_bytes(data)
    lines, line = [], 2
    for row in rows:
        lines.append(line)
        line += 1 + row[2].count("\n")
    for drop in (Drop.at(path, "a.csv", "inbox", "inbox/a.csv"), _drop(data)):
        found = sheets.find(drop, KNOWN, least=3)
        assert found is not None
        got = list(found.rows())
        assert drop.rows_in == 30_000
        assert [row.values for row in got if isinstance(row, Cells)] == rows
        assert [row.line for row in got] == lines


@pytest.mark.parametrize("size", [10, 1_000, 100_000, sheets.MAX_CELL - 10])
def test_a_record_over_many_lines_and_pieces(size: int) -> None:
    """A cell of short lines, from two lines to a hundred thousand, between two rows."""
    cell = "\n".join(["123456789"] * (size // 10))
    rows = [["a", "1", "x"], ["b", cell, "y"], ["c", "3", "z"]]
    got, count = _rows(_written(rows))
    assert [row.values for row in got if isinstance(row, Cells)] == rows
    assert [row.line for row in got] == [2, 3, 3 + size // 10]
    assert count == 3


@pytest.mark.parametrize("place", [0, 1, 9_999, 19_999])
def test_an_unclosed_quote_deep_inside_costs_its_line(place: int) -> None:
    """Twenty thousand rows without any quotation mark but one, which is never closed."""
    lines = [f"name {n},{n},a note of some length" for n in range(20_000)]
    lines[place] = f'"name,{place},x'
    rows, count = _rows("Name,Day,Note\n" + "\n".join(lines) + "\n")
    assert count == len(rows) == 20_000
    assert [(row.code, row.line) for row in rows if isinstance(row, Problem)] == [
        ("E-QUOTE", place + 2)
    ]
    assert [row.line for row in rows] == list(range(2, 20_002))


def test_a_record_beyond_the_limit_costs_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that goes on over a hundred thousand lines, each cell short, where ten thousand letters may."""
    monkeypatch.setattr(limits, "MAX_ROW", 10_000)
    text = "Name,Day\na,1\n" + '"x\n",' * 100_000 + "\nb,2\n"
    with pytest.raises(Unreadable) as bad:
        _rows(text)
    assert bad.value.problem.code == "E-QUOTE"


def test_a_line_beyond_the_limit_costs_its_row() -> None:
    """Six megabytes of commas on one line, and of letters, between good rows."""
    for long in ("," * (6 * 2**20), "x" * (6 * 2**20), '"' + "x" * (6 * 2**20) + '"'):
        rows, count = _rows(f"Name,Day\na,1\n{long}\nb,2\n")
        assert (_codes(rows), count) == (["E-SIZE"], 3)
        assert [row.line for row in rows] == [2, 3, 4]
        assert all(len(row.value) <= limits.MAX_SHOWN for row in rows if isinstance(row, Problem))


def test_another_encoding_deep_inside_refuses_the_file() -> None:
    """Twenty thousand rows of UTF-8, then one that a second program added in another encoding."""
    good = [f"é{n},1" for n in range(20_000)]
    data = ("Name,Day\n" + "\n".join(good) + "\n").encode() + b"\xe9t\xe9,1\n"
    sheet, read = _sheet(data), []
    with pytest.raises(Unreadable) as bad:
        read.extend(sheet.rows())
    assert (bad.value.problem.code, bad.value.problem.line) == ("E-ENCODING", 20_002)
    assert sheet.drop.rows_in == len(read)
    assert [row["Name"] for row in read if isinstance(row, Cells)] == [f"é{n}" for n in range(len(read))]  # fmt: skip


_MEASURED = """
import json, sys
from pathlib import Path
from careerkit import limits
from careerkit.reading import sheets
from careerkit.reading.drops import Drop
from tests.peaks import peak
before = peak()
found = sheets.find(Drop.at(Path(sys.argv[1]), "a.csv", "inbox", "inbox/a.csv"), ["Name"])
count = sum(1 for row in found.rows() if row["Name"])
print(json.dumps([count, (peak() - before) / 2**20]))
"""


def test_memory_does_not_grow_with_the_table(tmp_path: Path) -> None:
    """Ten thousand rows and three hundred thousand, each read in a process of its own."""
    grown = []
    for count in (10_000, 300_000):
        path = tmp_path / "a.csv"
        path.write_text("Name,Day,Note\n" + "A name,2024-03-05,a note that is a little longer\n" * count, "utf-8")  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, str(path)],
            capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent,
        )  # fmt: skip
        read, mib = json.loads(done.stdout)
        assert read == count
        grown.append(mib)
    # The larger file has fifteen megabytes.
    assert max(grown) < 10
    assert grown[1] - grown[0] < 3


def test_columns_beyond_reason_are_no_header() -> None:
    """A line with six hundred columns."""
    assert sheets.find(_drop("Name," * 600 + "\n"), KNOWN) is None


ROW = st.lists(st.text(max_size=12), min_size=3, max_size=3)


@given(st.lists(ROW, max_size=6), st.sampled_from(DELIMITERS), st.sampled_from(["\n", "\r\n"]))
@example([["\u037e", ";", '"'], ["\ufeff", " ", "\n\n"]], ";", "\r\n")
@example([["sep=;", "Name", "Day"], ["#", "'", "\x00"]], ",", "\n")
def test_what_a_writer_writes_comes_back(rows: list[list[str]], delimiter: str, end: str) -> None:
    """Any cells, written as CSV with any of the delimiters."""
    # A writer that ends lines with \n leaves a lone \r unquoted, where it is a line end to everyone.
    rows = [[cell.replace("\r", end) for cell in row] for row in rows]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=end)
    writer.writerow(KNOWN)
    writer.writerows(rows)
    drop = _drop(buffer.getvalue().encode("utf-8", "replace"))
    try:
        found = sheets.find(drop, KNOWN, least=3)
    except Unreadable:
        assert any("\x00" in cell for row in rows for cell in row)
        return
    assert found is not None
    got = list(found.rows())
    assert drop.rows_in == len(got) == len(rows)
    # Said aloud instead of read: zero bytes, and typographic marks that close what they opened elsewhere.
    aside = [row for row in got if isinstance(row, Problem)]
    assert {row.code for row in aside} <= {"E-ENCODING", "E-QUOTE"}
    assert len(aside) <= sum(any(set(cell) & set("\x00“„") for cell in row) for row in rows)
    expected = [
        [normal(c.encode("utf-8", "replace").decode()).replace("\n\ufeff", "\n") for c in row]
        for row in rows
    ]
    shown = [[normal(row.cells[name]) for name in KNOWN] for row in got if isinstance(row, Cells)]
    assert all(row in expected for row in shown) if aside else shown == expected


@given(st.binary(max_size=300), st.sampled_from([b"", b"Name,Day\n", b"\xef\xbb\xbfName;Day\r\n"]))
@example(b'"', b"Name,Day\n")
def test_any_bytes_are_rows_or_unreadable(data: bytes, header: bytes) -> None:
    """Any bytes, below a header and without one."""
    drop = _drop(header + data)
    try:
        found = sheets.find(drop, KNOWN)
        rows = list(found.rows()) if found else []
    except Unreadable:
        return
    assert drop.rows_in == len(rows)
    assert all(row.line > (found.header_line if found else 0) for row in rows)
