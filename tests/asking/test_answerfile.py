"""The files of answers: added to in the form that each already has, and read again as what was given."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from careerkit import durable
from careerkit.asking import answerfile
from careerkit.asking.answerfile import HEADER, Answer
from careerkit.errors import BadData
from tests.conftest import Builder

AT = datetime(2026, 1, 15, 9, 30)  # noqa: DTZ001 - in UTC, as in the tables
LINE = "compass,1.0.0,ff,compass-2026-01,2026,scope_1,3,answered,2026-01-15T09:30:00Z,en,form"
NEXT = "compass,1.0.0,ff,compass-2026-01,2026,drive_1,,skipped,2026-01-15T09:30:00Z,en,form"


def answer(item: str = "scope_1", value: float | None = 3, **other: str) -> Answer:
    said = {"instrument": "compass", "version": "1.0.0", "fingerprint": "ff", "administration": "compass-2026-01",
            "occasion": "2026", "lang": "en", "mode": "form", **other}  # fmt: skip
    return Answer(item=item, value=value, at=AT, **said)


def added(workbook: Builder, *answers: Answer) -> bytes:
    with durable.locked(workbook.root):
        edit = answerfile.append(workbook.book, answers)
    return (workbook.root / edit.path).read_bytes()


def test_a_new_file_gets_its_header(workbook: Builder) -> None:
    """The columns of the samples, one line each, and a skip without a value."""
    found = added(workbook, answer(), answer("drive_1", None)).decode()
    assert found == f"{','.join(HEADER)}\n{LINE}\n{NEXT}\n"
    sample = Path("data/sample/teller-to-adviser/answers/compass.csv")
    assert sample.read_text("utf-8").split("\n")[0] == ",".join(HEADER)


def test_what_is_added_is_read_again(workbook: Builder) -> None:
    given = [answer(), answer("drive_1", None), answer("impact_1", 2.5)]
    added(workbook, *given)
    assert answerfile.read(workbook.book) == given


def test_and_stands_in_the_table(workbook: Builder) -> None:
    """Through ingest: the same values, in UTC, nothing set aside."""
    added(workbook, answer(), answer("drive_1", None))
    cells = sorted(workbook.cells("answer"), key=lambda row: str(row["item"]), reverse=True)
    assert [(row["item"], row["value"], row["answered"]) for row in cells] == [
        ("scope_1", 3, "answered"),
        ("drive_1", None, "skipped"),
    ]
    assert cells[0]["at"] == AT
    assert workbook.rebuild().problems == []


ODD = "item,at,administration,comment,instrument,value,version"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{ODD}\n", "scope_1,2026-01-15T09:30:00Z,compass-2026-01,,compass,3,1.0.0\n"),
        (f"{ODD.replace(',', ';')}\r\n", "scope_1;2026-01-15T09:30:00Z;compass-2026-01;;compass;3;1.0.0\r\n"),
        (f"\ufeff{ODD.upper()}\r\n", "scope_1,2026-01-15T09:30:00Z,compass-2026-01,,compass,3,1.0.0\r\n"),
        (f"# my answers\n{ODD}\n", "scope_1,2026-01-15T09:30:00Z,compass-2026-01,,compass,3,1.0.0\n"),
        (f"{','.join(HEADER)}\n{NEXT}", f"\n{LINE}\n"),
        (f"{','.join(HEADER)}\r\n{NEXT}", f"\n{LINE}\r\n"),
        (f'{",".join(HEADER)}\n"compass,1.0.0,ff', f"\n{LINE}\n"),
    ],
    ids=["own order", "semicolons", "byte-order mark", "notes above", "no last newline", "the same, CRLF", "torn in a quote"],
)  # fmt: skip
def test_a_file_keeps_its_form(workbook: Builder, before: str, after: str) -> None:
    """Columns in another order, one of the person's own, BOM, CRLF, a last line without an end."""
    workbook.write("answers/compass.csv", before)
    found = added(workbook, answer()).decode()
    assert found == before + after
    assert answerfile.read(workbook.book)[-1].item == "scope_1"
    assert answerfile.read(workbook.book)[-1].value == 3


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        (b"year,topic,guess\n2026,a,b\n", "no header for answers"),
        (b"instrument,item,value\ncompass,scope_1,3\n", "no column administration, at, version"),
        ("instrument,item\n".encode("utf-16"), "is UTF-16"),
        (b"PK\x03\x04 not text \x00\x01", "nothing was written"),
    ],
)
def test_a_file_to_which_nothing_can_be_added_says_why(
    workbook: Builder, before: bytes, reason: str
) -> None:
    workbook.write("answers/compass.csv", before)
    for act in (
        lambda: added(workbook, answer()),
        lambda: answerfile.check(workbook.book, "compass"),
    ):
        with pytest.raises(BadData, match=reason):
            act()
    assert (workbook.root / "answers" / "compass.csv").read_bytes() == before


def test_a_link_is_not_written_through(workbook: Builder, tmp_path: Path) -> None:
    (workbook.root / "answers").mkdir()
    (workbook.root / "answers" / "compass.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(BadData, match="is a link"):
        added(workbook, answer())
    assert not (tmp_path / "elsewhere.csv").exists()


def test_a_line_that_was_cut_off_is_no_skip(workbook: Builder) -> None:
    """A kill in the middle of a line: without a value and without a word it says nothing."""
    workbook.write(
        "answers/compass.csv",
        f"{','.join(HEADER)}\n{LINE}\ncompass,1.0.0,ff,compass-2026-01,2026,drive_1,",
    )
    assert [found.item for found in answerfile.read(workbook.book)] == ["scope_1"]


def test_other_files_in_the_folder_are_passed_over(workbook: Builder) -> None:
    """Guesses, a broken file, and answers under another name, which count."""
    workbook.write("answers/guesses.csv", "year,topic,guess\n2026,a,b\n")
    workbook.write("answers/bad.csv", b"instrument,item\n\xff\xff\n")
    workbook.write("answers/old.csv", f"{','.join(HEADER)}\n{LINE}\n")
    assert answerfile.read(workbook.book) == [answer()]
