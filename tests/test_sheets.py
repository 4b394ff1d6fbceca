"""Tables of text: headers by name, cells as text, no row lost and none moved."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from careerkit import sheets
from careerkit.drops import Drop, Unreadable, normal
from careerkit.problems import Problem
from careerkit.sheets import DELIMITERS, Cells, Sheet

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
    """Name stands twice."""
    assert _cells("Name,Day,name\na,1,b\n") == [{"Name": "a", "Day": "1"}]


def test_a_cell_of_200_kb_is_read_and_one_of_two_megabytes_is_not() -> None:
    """One long cell; one beyond the limit, which costs its row."""
    assert len(_cells(f"Name,Day\n{'x' * 200_000},1\n")[0]["Name"]) == 200_000
    rows, _ = _rows(f"Name,Day\n{'x' * 2 * sheets.MAX_CELL},1\nb,2\n")
    assert len(_codes(rows)) == 1
    assert len(rows) == 2


def test_smart_quotes_and_backslashes_are_letters() -> None:
    """Typographic quotation marks around a comma-free cell, and backslashes before quotes."""
    assert _cells('Name,Day\n“a”,1\n"\\\\ ""b"" \\",2\n')[1]["Name"] == '\\\\ "b" \\'


def test_a_greek_question_mark_is_no_delimiter() -> None:
    """A sign that becomes a semicolon when the text is normalised, in a table with semicolons."""
    assert _cells("Name;Day\nτι\u037e;1\n") == [{"Name": "τι;", "Day": "1"}]


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
    expected = [[normal(c.encode("utf-8", "replace").decode()) for c in row] for row in rows]
    shown = [[normal(row.cells[name]) for name in KNOWN] for row in got if isinstance(row, Cells)]
    assert shown == expected


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
