"""Answers, guesses and check-ins: one line each, told apart by their header."""

from __future__ import annotations

from datetime import datetime

import pytest

from careerkit.importers import answers, recognise
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record
from careerkit.settings import Settings
from tests.conftest import Builder

HEADER = "instrument,version,fingerprint,administration,occasion,item,value,status,at,lang,mode\n"
ROW = "compass,1.0,abc,c-2025,2025,scope_1,{value},{status},2025-11-26T21:10:17+01:00,en,form\n"


def test_any_csv_of_the_answers_folder_is_claimed() -> None:
    """A CSV there, a CSV in the inbox, a text there."""
    assert recognise(Drop("x.CSV", "answers", "x.CSV", b"")) == ["answers"]
    assert recognise(Drop("x.csv", "inbox", "x.csv", HEADER.encode())) == []
    assert recognise(Drop("x.txt", "answers", "x.txt", b"")) == []


def test_an_answer_is_kept_raw(workbook: Builder) -> None:
    """An answered and a skipped item, with the moment of the click in Berlin."""
    workbook.write(
        "answers/compass.csv",
        HEADER + ROW.format(value="4", status="answered") + ROW.format(value="", status="skipped"),
    )
    first, second = sorted(workbook.cells("answer"), key=lambda cells: cells["line"])
    assert (first["value"], first["answered"], first["status"]) == (4.0, "answered", "live")
    assert first["at"] == datetime.fromisoformat("2025-11-26T20:10:17")
    assert (second["value"], second["answered"]) == (None, "skipped")
    assert workbook.rebuild().problems == []


def test_a_changed_mind_is_a_second_answer_and_the_same_click_is_none(workbook: Builder) -> None:
    """One item answered 4, then the same line again, then 5 a moment later."""
    later = ROW.format(value="5", status="answered").replace("10:17", "10:18")
    row = ROW.format(value="4", status="answered")
    workbook.write("answers/compass.csv", HEADER + row + row + later)
    rebuilt = workbook.rebuild()
    assert sorted(cells["value"] for cells in workbook.cells("answer")) == [4.0, 5.0]
    assert [problem.code for problem in rebuilt.problems] == ["W-DOUBLE"]


def test_guesses_and_check_ins_are_known_by_their_header(workbook: Builder) -> None:
    """A guess and a check-in, with columns in another order and one missing."""
    workbook.write("answers/a.csv", "guess,topic,year\n70,Learning Hours,2025\n")
    workbook.write("answers/b.csv", "week,item,field,value\n2025-W07,Closed it,reach,team\n")
    guess, checkin = workbook.cells("guess")[0], workbook.cells("checkin")[0]
    assert (guess["year"], guess["topic"], guess["guess"], guess["at"]) == (
        2025,
        "learning-hours",
        "70",
        None,
    )
    assert (checkin["week"], checkin["item"], checkin["field"]) == (
        "2025-W07",
        "Closed it",
        "reach",
    )


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "instrument,x\n1,2\n", "year,guess\n2025,70\n"])
def test_an_unknown_header_sets_the_file_aside(text: str) -> None:
    """Columns of nothing, half of the needed columns."""
    drop = Drop("x.csv", "answers", "answers/x.csv", text.encode())
    with pytest.raises(Unreadable) as refused:
        list(answers.read(drop, Settings()))
    assert refused.value.problem.code == "E-HEADER"


def test_rows_add_up(workbook: Builder) -> None:
    """A blank row, a guess about no year, a guess without a topic, a ragged one, a good one."""
    workbook.write(
        "answers/g.csv",
        "year,topic,guess\n,,\nsoon,hours,7\n2025,,7\n2025,hours,7,8\n2025,hours,7\n",
    )
    account = workbook.rebuild().accounts[0]
    assert (account.rows_in, account.ignored, account.quarantined, account.accepted) == (5, 1, 3, 1)
    assert account.rules == {"blank row": 1}


def test_an_empty_sheet_has_no_rows() -> None:
    """Nothing, blanks, and a header alone."""
    for text in ("", "\n \n", HEADER):
        drop = Drop("x.csv", "answers", "answers/x.csv", text.encode())
        rows = [row for row in answers.read(drop, Settings()) if isinstance(row, Record)]
        assert (rows, drop.rows_in) == ([], 0)
