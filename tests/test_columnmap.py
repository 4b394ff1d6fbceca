"""Any spreadsheet through a column map: days, numbers and hours are read as the whole column shows, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.conftest import Builder

TOML = """format = 1
[sources.training]
table = "learning"
columns = { date = "Done on", title = "Course", hours = "Hours", provider = "Vendor", form = "Kind" }
"""
HEAD = "Done on,Course,Hours,Vendor,Kind\n"


@pytest.fixture
def training(workbook: Builder) -> Builder:
    workbook.write("workbook.toml", TOML)
    return workbook


def codes(workbook: Builder) -> list[str]:
    return [problem.code for problem in workbook.rebuild().problems]


def learned(workbook: Builder, *names: str) -> list[tuple[Any, ...]]:
    rows = sorted(workbook.cells("learning"), key=lambda cells: cells["line"])
    return [tuple(cells[name] for name in names) for cells in rows]


def test_one_proof_decides_the_whole_column(training: Builder) -> None:
    """03/04 could be two days; 25/04 further down can be only one."""
    training.write("inbox/t.csv", HEAD + "03/04/2024,A,1,,\n25/04/2024,B,1,,\n")
    assert learned(training, "date") == [(date(2024, 4, 3),), (date(2024, 4, 25),)]


def test_an_open_question_is_asked_with_both_readings_and_its_answer_is_remembered(
    training: Builder,
) -> None:
    """Only days that could be both; then the answer in workbook.toml."""
    training.write("inbox/t.csv", HEAD + "03/04/2024,A,1,,\n")
    problem = training.rebuild().problems[0]
    assert problem.code == "E-DATE-AMBIGUOUS"
    assert "3 April 2024 (dmy)" in problem.reason
    assert "4 March 2024 (mdy)" in problem.reason
    assert "careerkit answer training date_order dmy" in problem.fix
    training.write("workbook.toml", TOML + 'date_order = "mdy"\n')
    assert learned(training, "date") == [(date(2024, 3, 4),)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_another_file_of_the_source_answers(training: Builder, order: tuple[int, int]) -> None:
    """One file proves the order, the other does not; they may come in any sequence."""
    files = ("03/04/2024,A,1,,\n", "25/12/2024,B,1,,\n")
    for number in order:
        training.write(f"inbox/t{number}.csv", HEAD + files[number])
        training.refresh()
    assert sorted(day for (day,) in learned(training, "date")) == [
        date(2024, 4, 3),
        date(2024, 12, 25),
    ]
    assert codes(training) == []


def test_columns_that_contradict_each_other_are_refused(training: Builder) -> None:
    """13/02 is day first, 02/13 month first."""
    training.write("inbox/t.csv", HEAD + "13/02/2024,A,1,,\n02/13/2024,B,1,,\n")
    assert codes(training) == ["E-DATE-MIXED"]


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024-03-05", date(2024, 3, 5)), ('"March 5, 2024"', date(2024, 3, 5)), ("5 March 2024", date(2024, 3, 5)),
     ('"March 5, 2024 9:00 AM (GMT+1) → 10:30 AM"', date(2024, 3, 5)), ("45356", date(2024, 3, 5)), ("45356.5", date(2024, 3, 5)),
     ("60000000", None), ("heute", None), ("31/02/2024", None), ("00/00/0000", None)],
)  # fmt: skip
def test_days_as_programs_write_them(training: Builder, text: str, day: date | None) -> None:
    """ISO, in words, a range, a spreadsheet's serial number; and what is no day."""
    training.write("inbox/t.csv", HEAD + f"{text},A,1,,\n")
    assert learned(training, "date") == [(day,)]
    assert codes(training) == ([] if day else ["W-DATE"])


@pytest.mark.parametrize(
    ("cells", "hours"),
    [(["1.5", "0.25"], [1.5, 0.25]), (['"1,5"', '"0,25"'], [1.5, 0.25]), (["1:30", "0:15"], [1.5, 0.25]),
     (["90min", "15 min"], [1.5, 0.25]), (["1h30", "1h5"], [1.5, 1.083333]), (['"2.000,0"', '"1,5"'], [None, 1.5])],
)  # fmt: skip
def test_hours_as_people_write_them(
    training: Builder, cells: list[str], hours: list[float | None]
) -> None:
    """Decimal point, decimal comma, clock, minutes; and two thousand hours, which no day has."""
    training.write(
        "inbox/t.csv", HEAD + "".join(f"2024-03-05,A{n},{cell},,\n" for n, cell in enumerate(cells))
    )
    assert learned(training, "hours") == [(hour,) for hour in hours]


def test_a_number_with_two_readings_is_asked_about(training: Builder) -> None:
    """`1,234` alone: a bit more than one, or a thousand."""
    training.write("inbox/t.csv", HEAD + '2024-03-05,A,"1,234",,\n')
    assert codes(training) == ["W-NUMBER"]
    assert learned(training, "hours") == [(None,)]
    training.write("workbook.toml", TOML + 'decimal = ","\n')
    assert learned(training, "hours") == [(1.234,)]


def test_their_words_become_ours(training: Builder) -> None:
    """E-Learning is a course; a kind that nobody translated is left empty with a warning."""
    training.write(
        "workbook.toml",
        TOML + 'words = { form = { "E-Learning" = "course" } }\nvalues = { provider = "HR" }\n',
    )
    training.write("inbox/t.csv", HEAD + "2024-03-05,A,1,,e-learning\n2024-03-05,B,1,,Seminar\n")
    assert learned(training, "form") == [("course",), (None,)]
    assert codes(training) == ["W-ENUM"]


def test_rows_that_are_none_are_left_out_by_rule(training: Builder) -> None:
    """A blank row, the header once more, a total; everything is accounted for."""
    training.write("inbox/t.csv", HEAD + "2024-03-05,A,1,,\n,,,,\n" + HEAD + "Total,,1,,\n")
    account = training.rebuild().accounts[0]
    assert account.holds
    assert account.rules == {"blank row": 1, "repeated header": 1, "total row": 1}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_same_rows_in_any_dress(
    training: Builder, delimiter: str, encoding: str, end: str
) -> None:
    """Delimiter, encoding and line ends change nothing."""
    lines = [
        ["Done on", "Course", "Hours", "Vendor", "Kind"],
        ["2024-03-05", "Ängste", "1.5", "Åsa", "course"],
    ]
    text = end.join(delimiter.join(line) for line in lines) + end
    training.write("inbox/t.csv", text.encode(encoding))
    assert learned(training, "date", "title", "hours", "provider", "form") == [
        (date(2024, 3, 5), "Ängste", 1.5, "Åsa", "course")
    ]


@pytest.mark.parametrize("surname", ["Null", "NA", "True", "1e5", "007", "None", "nan"])
def test_a_text_stays_a_text(workbook: Builder, surname: str) -> None:
    """Surnames that other readers take for nothing or for a number."""
    workbook.write(
        "workbook.toml", 'format = 1\n[sources.p]\ntable = "person"\ncolumns = { name = "Who" }\n'
    )
    workbook.write("inbox/p.csv", f"Who\n{surname}\n")
    assert [cells["name"] for cells in workbook.cells("person")] == [surname]


def test_a_key_of_ones_own_survives_an_edit(training: Builder) -> None:
    """The title of number 7 is corrected in the newer file: one row, not two."""
    training.write(
        "workbook.toml", TOML.replace("columns = { date", 'key = ["No"]\ncolumns = { date')
    )
    training.write("inbox/a 2025-01-01.csv", "No," + HEAD + "7,2024-03-05,Pyton,1,,\n")
    training.refresh()
    training.write("inbox/a 2025-02-01.csv", "No," + HEAD + "7,2024-03-05,Python,1,,\n")
    training.refresh()
    assert learned(training, "title") == [("Python",)]


def test_two_maps_that_claim_one_file_are_both_named(training: Builder) -> None:
    """A second map for the same header, told apart by a pattern for the file's name afterwards."""
    second = TOML.removeprefix("format = 1\n").replace("training", "courses")
    training.write("workbook.toml", TOML + second)
    training.write("inbox/t.csv", HEAD + "2024-03-05,A,1,,\n")
    problem = training.rebuild().problems[0]
    assert (problem.code, problem.reason) == (
        "E-CLAIMED",
        "training and courses both claim this file",
    )
    assert "files =" in problem.fix
    training.write("workbook.toml", TOML + 'files = "t*.csv"\n' + second + 'files = "c*.csv"\n')
    assert codes(training) == []


def test_a_map_that_names_its_files_comes_first(workbook: Builder) -> None:
    """A file that the importer of forms would claim as well: without a pattern both are named, with one the map reads it."""
    said = 'format = 1\n[sources.log]\ntable = "entry"\ncolumns = { date = "Timestamp", text = "What" }\n'
    workbook.write(
        "inbox/log.csv", "Timestamp,What\n2025-03-05 10:00:00,Pitch\n2025-03-06 10:00:00,Draft\n"
    )
    workbook.write("workbook.toml", said)
    assert [problem.code for problem in workbook.rebuild().problems] == ["E-CLAIMED"]
    workbook.write("workbook.toml", said + 'files = "log*"\n')
    assert sorted(cells["text"] for cells in workbook.cells("entry")) == ["Draft", "Pitch"]


def test_no_address_gets_into_a_table(workbook: Builder) -> None:
    """An address in a title, in a name and as the account: masked, masked, a pseudonym that does not depend on case."""
    workbook.write("workbook.toml", """format = 1
[sources.t]
table = "time"
columns = { date = "Day", hours = "H", activity = "What", account = "Mail" }
""")  # fmt: skip
    workbook.write(
        "inbox/t.csv",
        "Day,H,What,Mail\n2024-03-05,1,ask bo@example.org,Ada@example.org\n2024-03-06,1,x,ada@example.org\n",
    )
    rows = workbook.cells("time")
    assert [cells["activity"] for cells in rows] == ["ask (address)", "x"]
    assert len({cells["account"] for cells in rows}) == 1
    assert "@" not in repr(rows)


def test_an_address_may_be_the_key_and_is_kept_nowhere(workbook: Builder) -> None:
    """Three people by their addresses; the newer file has them in another order and one of them with a new name."""
    workbook.write("workbook.toml", """format = 1
[sources.list]
table = "person"
columns = { name = "Name" }
key = ["Mail"]
""")  # fmt: skip
    workbook.write(
        "inbox/list 2025-01-01.csv",
        "Name,Mail\nAda,a@example.org\nBo,b@example.org\nCem,c@example.org\n",
    )
    before = {cells["name"]: cells["id"] for cells in workbook.cells("person")}
    workbook.refresh()
    workbook.write(
        "inbox/list 2025-02-01.csv",
        "Name,Mail\nCem,c@example.org\nAda Lund,a@example.org\nBo,b@example.org\n",
    )
    after = {cells["name"]: cells["id"] for cells in workbook.cells("person")}
    assert after == {"Ada Lund": before["Ada"], "Bo": before["Bo"], "Cem": before["Cem"]}
    assert "@" not in repr(workbook.cells("person"))
