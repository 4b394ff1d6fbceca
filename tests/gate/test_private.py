"""What is private for one reader: everything that is not shared with them, with the place where it stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from careerkit import store, tables
from careerkit.audience import Reader, reader
from careerkit.errors import BadData
from careerkit.gate.private import FILE, ID, NAME, PATH, TEXT, USER, Private, Secret, private_things
from careerkit.records import Account
from careerkit.rows import Row
from careerkit.workspace import Workbook
from tests.conftest import Builder
from tests.gate.looking import JOURNAL, PEOPLE

READER = replace(
    reader("mentor"), tables={"entry": ("text",), "goal": ("slug",), "person": ("name",)}
)


@pytest.fixture
def filled(workbook: Builder) -> Builder:
    """Wins, one of them shared, people in a register and in the log."""
    workbook.write("workbook.toml", 'format = 1\nname = "Ada Park"\n')
    workbook.write("journal/2025.md", JOURNAL)
    workbook.write("registers/people.csv", PEOPLE)
    return workbook


def of(book: Workbook, who: Reader = READER, *paths: Path, **more: object) -> Private:
    return private_things(book, who, *paths, **more)  # type: ignore[arg-type]


def texts(found: Private, kind: str) -> set[str]:
    return {secret.text for secret in found.secrets if secret.kind == kind}


def test_texts_are_private_unless_the_row_is_shared_and_its_column_may_leave(filled: Builder) -> None:  # fmt: skip
    """The unshared win, the details of both; the shared win's text is none."""
    found = of(filled.book)
    shared = "We shipped the new form to all eleven branches today"
    assert texts(found, TEXT) >= {
        "The kestrel outside my office window had five chicks",
        "My boss shouted at me in front of everybody again",
        "Nobody knows how close it was to failing twice",
        "Quellenhof Partners", "colleague",
    }  # fmt: skip
    assert shared not in texts(found, TEXT)
    assert shared in found.shared
    assert "Ada Park" in found.shared
    assert shared in texts(of(filled.book, replace(READER, tables={})), TEXT)
    assert shared in texts(of(filled.book, reader("coach")), TEXT)


def test_every_origin_names_table_and_id(filled: Builder) -> None:
    """So that the person can find the record."""
    rows = store.read(filled.book)[0]["entry"].to_pylist()
    [kestrel] = [row for row in rows if "kestrel" in row["text"]]
    found = of(filled.book)
    [secret] = [s for s in found.secrets if "kestrel" in s.text]
    assert secret.origin == secret.says == f"entry {kestrel['id']}"
    assert Secret(ID, kestrel["id"], secret.origin) in found.secrets
    assert Secret(ID, kestrel["id"], secret.origin).says == f"the id of {secret.origin}"


def test_people_are_names(filled: Builder) -> None:
    """By short and full name from the register, by short name alone from the log."""
    found = of(filled.book, replace(READER, tables={}))
    assert texts(found, NAME) >= {"Greta Voss-Imhoff", "@greta", "@max", "@holger.brandt"}
    says = {s.text: s.says.split(" ")[:4] for s in found.secrets if s.kind == NAME}
    assert says["Greta Voss-Imhoff"][:4] == ["a", "name", "in", "person"]
    assert says["@holger.brandt"][3] == "touch"


@pytest.mark.parametrize(("names", "left"), [("initials", False), ("full", True)])
def test_names_in_shared_texts_may_stand_where_the_reader_gets_names(
    filled: Builder, names: str, *, left: bool
) -> None:
    """Where the reader gets initials, the name itself may not stand in the copy, though its sentence is shared."""
    filled.write("journal/2024.md", "## 2024-03-05\n- win: Greta laughed about the plan !mentor\n")
    found = of(filled.book, replace(READER, names=names))
    assert ("Greta laughed about the plan" in found.named) is left
    assert "Greta laughed about the plan" in found.shared


def test_labels_are_no_secrets(filled: Builder) -> None:
    """Short names of goals, skills and tags; not those of people, and no ids."""
    filled.write("registers/goals.csv", "slug,title,due\nask-twice,Ask twice a week,2025-09-01\n")
    filled.write("journal/2024.md", "## 2024-03-05\n- win: It went well #garden @lee\n")
    filled.write("registers/annotations.csv", "of,accept\n0123456789abcdef,yes\n")
    found = of(filled.book)
    assert {"ask", "twice", "garden"} <= found.labels
    assert not {"lee", "greta", "0123456789abcdef", "mentor"} & found.labels
    assert "ask-twice" in found.shared
    assert "Ask twice a week" in texts(found, TEXT)


def test_paths_and_files_are_private(filled: Builder, tmp_path: Path) -> None:
    """The folder and those above it, another one, the names of exports."""
    filled.write("inbox/talks with my boss.csv", "a,b\n1,2\n")
    found = of(filled.book, READER, tmp_path / "elsewhere", user="adap")
    assert texts(found, PATH) >= {
        filled.root.as_posix(), filled.root.parent.as_posix(), (tmp_path / "elsewhere").as_posix()
    }  # fmt: skip
    assert "/" not in texts(found, PATH)
    assert texts(found, FILE) >= {"talks with my boss.csv", "2025.md", "people.csv"}
    assert "talks with my boss" in texts(found, TEXT)
    assert texts(found, USER) == {"adap"}


def test_what_the_settings_say_is_private(filled: Builder) -> None:
    """The season's intent, and the words and addresses of sources."""
    settings = 'format = 1\n[season]\n"2025" = "Quietly, and home by six"\n[sources.ics]\ncalendars = ["Choir on Mondays"]\n'
    filled.write("workbook.toml", settings)
    found = of(filled.book)
    for text in ("Quietly, and home by six", "Choir on Mondays"):
        assert Secret(TEXT, text, "workbook.toml") in found.secrets


def test_rows_set_aside_and_warnings_are_private(filled: Builder) -> None:
    """A row without a valid date, and a line that is nearly one that counts, each by its place."""
    filled.write("registers/goals.csv", "slug,title,due\nx,Leave the bank quietly,31.31.2025\n")
    filled.write("journal/2024.md", "## 2024-03-05\n- wim: The heron is back on the pond again\n")
    rebuilt = filled.refresh()
    assert any(problem.is_warning for problem in rebuilt.problems)
    found = of(filled.book)
    by_text = {secret.text: secret.origin for secret in found.secrets}
    aside = [text for text in by_text if "31.31.2025" in text]
    assert [by_text[text] for text in aside] == ["registers/goals.csv:2"]
    warned = [text for text in by_text if "heron" in text or text.startswith("wim")]
    assert warned
    assert {by_text[text] for text in warned} == {"journal/2024.md:2"}


def test_a_frozen_workbook_is_read_with_the_living_one(filled: Builder, tmp_path: Path) -> None:
    """What lies beside the tables is in the living folder, which is given as a path."""
    from careerkit.past import freeze
    from tests.conftest import TODAY

    filled.write("registers/goals.csv", "slug,title,due\nx,Leave the bank quietly,31.31.2025\n")
    kept = freeze.freeze(filled.book, TODAY, freeze.home(filled.book))
    alone, both = of(kept), of(kept, READER, filled.root)
    assert not any(s.origin == "registers/goals.csv:2" for s in alone.secrets)
    assert any(s.origin == "registers/goals.csv:2" for s in both.secrets)


def test_a_broken_list_of_rows_set_aside_is_no_empty_one(filled: Builder) -> None:
    """It is derived, so the advice is to delete it."""
    filled.write("quarantine/x.csv", b"\xff\xfe\xff")
    with pytest.raises(BadData, match="delete it"):
        of(filled.book)


def test_every_private_column_of_every_table_is_kept(
    workbook: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A canary in each: in the secrets when the row is not shared, and in what may leave when all of it may."""
    full = {name: [_row(name)] for name in tables.names()}
    made = {name: store.arrow(name, rows) for name, rows in full.items()}
    monkeypatch.setattr(store, "read", lambda _: (made, {"codes": {}}))
    found = of(workbook.book, replace(READER, tables={}))
    kept = {secret.text.removeprefix("@") for secret in found.secrets}
    for name in tables.names():
        for column in tables.table(name).all_columns:
            is_text = column.private and column.kind in ("text", "slug")
            if is_text or column.name in ("id", "people"):
                assert _canary(name, column.name) in kept, (name, column.name)


def _canary(name: str, column: str) -> str:
    return f"zqx-{name}-{column}".replace("_", "-")


def _row(name: str) -> Row:
    cells: dict[str, object] = {}
    for column in tables.table(name).all_columns:
        if column.kind in ("text", "slug"):
            cells[column.name] = _canary(name, column.name)
        elif column.kind == "list":
            cells[column.name] = [_canary(name, column.name)]
    return Row(name, cells, Account("a.csv", "registers"))
