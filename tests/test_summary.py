"""What an ingest tells: recognised, new, changed, gone, set aside, waiting, likely doubles; nothing private."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from careerkit import summary
from tests.conftest import Builder, Done

Run = Callable[..., Done]
HEAD = "First Name,Last Name,URL,Company,Position,Connected On\n"
PEOPLE = [
    f"Ann{n},Example,https://www.linkedin.com/in/ann{n},Acme,Clerk,{n + 1:02} Jan 2024\n"
    for n in range(20)
]


def test_new_changed_and_gone_are_told_apart(workbook: Builder, run: Run) -> None:
    """Twenty people; then one changed, one new, two gone."""
    workbook.write("inbox/Connections_2024-02-01.csv", HEAD + "".join(PEOPLE))
    workbook.write("inbox/x", b"")
    first = run("ingest", workbook.root)
    assert "taken in: inbox/Connections_2024-02-01.csv as linkedin: 20 new, 0 changed" in first.out
    later = [PEOPLE[0].replace("Clerk", "Head"), *PEOPLE[1:18],
             "Bo,New,https://www.linkedin.com/in/bo,Acme,,05 Mar 2024\n"]  # fmt: skip
    workbook.write("inbox/Connections_2024-04-01.csv", HEAD + "".join(later))
    second = run("ingest", workbook.root)
    assert (
        "as linkedin: 1 new, 1 changed, 17 as before, 2 of earlier exports missing here"
        in second.out
    )
    assert (
        "inbox/Connections_2024-02-01.csv (linkedin): 20 rows = 0 accepted + 18 duplicate + 2 retired"
        in second.out
    )
    third = run("ingest", workbook.root)
    assert "taken in:" not in third.out


def test_a_partial_export_stops_and_asks(workbook: Builder, run: Run) -> None:
    """Twenty people, then a file with eight: held, left in the inbox, taken in only with the flag."""
    workbook.write("inbox/Connections_2024-02-01.csv", HEAD + "".join(PEOPLE))
    run("ingest", workbook.root)
    workbook.write("inbox/Connections_2024-04-01.csv", HEAD + "".join(PEOPLE[:8]))
    held = run("ingest", workbook.root)
    assert "12 of the 20 rows known from earlier exports are missing here" in held.err
    assert "careerkit ingest --accept-shrink" in held.err
    assert held.code == 0
    assert run("ingest", workbook.root, "--strict").code == 65
    assert [cells["status"] for cells in workbook.cells("person")] == ["live"] * 20
    assert len(list((workbook.root / "raw/linkedin").iterdir())) == 1
    agreed = run("ingest", workbook.root, "--accept-shrink")
    assert agreed.code == 0
    assert [cells["status"] for cells in workbook.cells("person")].count("retired") == 12
    again = run("ingest", workbook.root)
    assert "E-SHRINK" not in again.err


def test_a_few_rows_may_go_without_a_question(workbook: Builder) -> None:
    """Four of ten rows gone is more than a fifth, but too few to stop for."""
    workbook.write("inbox/Connections_2024-02-01.csv", HEAD + "".join(PEOPLE[:10]))
    workbook.refresh()
    workbook.write("inbox/Connections_2024-04-01.csv", HEAD + "".join(PEOPLE[:6]))
    assert workbook.refresh().set_aside == []


def test_likely_doubles_and_drafts_are_pointed_at(workbook: Builder) -> None:
    """One book in the register and in an export of ours, and a contact of unknown meaning."""
    workbook.write("workbook.toml", """format = 1
[sources.shelf]
table = "book"
columns = { title = "Book" }
[sources.meetings]
table = "touch"
columns = { date = "When", text = "About" }
""")  # fmt: skip
    workbook.write("registers/books.csv", "title\nDeep Work\n")
    workbook.write("inbox/shelf.csv", "Book\ndeep work (again)\n")
    workbook.write("inbox/m.csv", "When,About\n2025-03-05,secret budget\n")
    told = list(summary.next_steps(workbook.rebuild()))
    assert told[1].startswith("likely double in book: ")
    assert "registers/books.csv:2" in told[1]
    assert told[2] == "1 waiting for your yes or no: careerkit accept"
    assert "secret" not in "\n".join(told)
    assert "Deep" not in "\n".join(told)


def test_many_warnings_of_one_kind_are_counted(workbook: Builder) -> None:
    """250 bullets with a typing error."""
    workbook.write("journal/2025.md", "## 2025-03-05\n" + "- wim: x\n" * 250)
    told = list(summary.problems(workbook.rebuild(), date(2026, 1, 15)))
    assert len(told) == 101
    assert told[-1] == "journal/2025.md: 150 more of W-WORD"
