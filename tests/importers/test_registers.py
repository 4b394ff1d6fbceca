"""The person's own tables of what exists."""

from __future__ import annotations

from datetime import date

import pytest

from careerkit.importers import recognise, registers
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Skipped
from careerkit.settings import Settings
from careerkit.tables import table
from tests.conftest import Builder


def _read(name: str, text: str | bytes) -> tuple[list[Record], list[Problem], Drop]:
    data = text.encode() if isinstance(text, str) else text
    drop = Drop(name, "registers", f"registers/{name}", data)
    outcomes = list(registers.read(drop, Settings()))
    rows = [outcome for outcome in outcomes if isinstance(outcome, Record)]
    problems = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    skipped = [outcome for outcome in outcomes if isinstance(outcome, Skipped)]
    gone = [problem for problem in problems if not problem.is_warning]
    assert drop.rows_in == len(rows) + len(gone) + len(skipped)
    return rows, problems, drop


@pytest.mark.parametrize("name", sorted(registers.TABLES))
def test_every_register_is_claimed_and_has_a_table(name: str) -> None:
    """Each register as CSV, TSV and in capitals, with the full header of its table."""
    kind = table(registers.TABLES[name])
    header = ",".join(column.name for column in kind.columns)
    for file in (f"{name}.csv", f"{name.upper()}.CSV", f"{name}.tsv"):
        assert recognise(Drop(file, "registers", file, header.encode())) == ["registers"]
    assert _read(f"{name}.csv", header + "\n")[:2] == ([], [])


def test_other_names_and_places_are_not_claimed() -> None:
    """A register of nothing, a register in the inbox."""
    assert recognise(Drop("pets.csv", "registers", "pets.csv", b"slug\n")) == []
    assert recognise(Drop("goals.csv", "inbox", "goals.csv", b"slug,title\n")) == []


def test_columns_are_found_by_name(workbook: Builder) -> None:
    """Goals with columns in another order and case, `;` between them, a note above and a partial row."""
    workbook.write(
        "registers/goals.csv",
        "My goals;;\nDUE;Title;slug\n2024-12-31;Lead a team;Lead-Team\n;;\n;No date;second\n",
    )
    found = {cells["slug"]: cells for cells in workbook.cells("goal")}
    assert set(found) == {"lead-team", "second"}
    assert found["lead-team"]["due"] == date(2024, 12, 31)
    assert (found["lead-team"]["title"], found["second"]["due"]) == ("Lead a team", None)
    assert found["lead-team"]["line"] == 3
    assert workbook.rebuild().problems == []


def test_the_shelf_of_a_book_is_called_status(workbook: Builder) -> None:
    """A reading list with its four shelves; the rows' own status stays `live`."""
    rows = "".join(
        f"Book {n},{shelf}\n" for n, shelf in enumerate(("to read", "reading", "read", "dropped"))
    )
    workbook.write("registers/books.csv", "title,status\n" + rows)
    cells = workbook.cells("book")
    assert sorted(c["shelf"] for c in cells) == ["dropped", "read", "reading", "to_read"]
    assert {c["status"] for c in cells} == {"live"}


def test_an_unknown_column_is_reported_and_the_rest_is_read() -> None:
    """People with a column for their birthday, and one that only careerkit fills in, as an exported table has it."""
    rows, problems, _ = _read("people.csv", "slug,name,birthday,id\nada,Ada,1 May,x\n")
    assert [(p.code, p.column, p.line) for p in problems] == [("W-COLUMN", "birthday", 1)]
    assert dict(rows[0].values) == {"slug": "ada", "name": "Ada"}


def test_an_unknown_header_sets_the_file_aside() -> None:
    """A register that begins with its first person instead of a header."""
    with pytest.raises(Unreadable) as refused:
        _read("people.csv", "ada,Ada Lee,Acme\n")
    assert refused.value.problem.code == "E-HEADER"
    assert "slug, name, org" in refused.value.problem.fix
    assert "Lee" not in refused.value.problem.one_line()


def test_an_empty_register_has_no_rows() -> None:
    """A file of no bytes, of blanks, of a header alone."""
    for text in ("", " \n\n", "slug,name\n"):
        assert _read("people.csv", text)[0] == []


def test_one_bad_row_costs_one_row(workbook: Builder) -> None:
    """Roles: one without a name, one with too many cells, one with an impossible day, one that is fine."""
    workbook.write(
        "registers/roles.csv", "slug,started\n,2020\na,2020,x,y\nb,2020-02-30\nc,2020-02\n"
    )
    rebuilt = workbook.rebuild()
    assert [(p.line, p.code) for p in rebuilt.problems] == [
        (2, "E-MISSING"), (3, "E-RAGGED"), (4, "W-DATE"),
    ]  # fmt: skip
    assert [(c["slug"], c["started_precision"]) for c in workbook.cells("role")] != []
    assert {c["slug"]: c["started_precision"] for c in workbook.cells("role")} == {
        "b": None,
        "c": "m",
    }
    account = rebuilt.accounts[0]
    assert (account.rows_in, account.accepted, account.quarantined) == (4, 2, 2)


def test_values_are_what_was_written(workbook: Builder) -> None:
    """People called NA, null and 007, and a name across two lines."""
    workbook.write("registers/people.csv", 'slug,name\na,NA\nb,null\nc,007\nd,"Ada\nLee"\n')
    assert {c["slug"]: c["name"] for c in workbook.cells("person")} == {
        "a": "NA", "b": "null", "c": "007", "d": "Ada\nLee",
    }  # fmt: skip


def test_a_persons_skill_comes_before_the_shipped_ones(workbook: Builder) -> None:
    """A skill of one's own whose alias is a shipped skill, used in a journal."""
    workbook.write("registers/skills.csv", "slug,name,aliases\ntalking,Talking,persuasion;chat\n")
    workbook.write(
        "journal/2024.md", "## 2024-03-05\n- win: x #Persuasion #chat #negotiation #acme\n"
    )
    cells = workbook.cells("entry")[0]
    assert cells["skills"] == ["talking", "negotiation"]
    assert cells["tags"] == ["persuasion", "chat", "negotiation", "acme"]
