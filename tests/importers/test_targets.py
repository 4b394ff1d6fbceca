"""Roles that one aims at: a row for every skill, and one clear line for what cannot be one."""

from __future__ import annotations

import pytest

from careerkit.importers import recognise, targets
from careerkit.limits import MAX_SETTINGS
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record
from careerkit.settings import Settings
from tests.conftest import Builder

ROLE = """title = "Research engineer"

[[skill]]
slug = "evaluation"
importance = 5
level = 4

[[skill]]
slug = "writing"
importance = 2.5
"""


def _read(
    text: str | bytes, name: str = "Research Engineer.toml"
) -> tuple[list[Record], list[Problem]]:
    data = text.encode() if isinstance(text, str) else text
    drop = Drop(name, "targets", f"targets/{name}", data)
    assert recognise(drop) == ["targets"]
    found = list(targets.read(drop, Settings()))
    rows = [one for one in found if isinstance(one, Record)]
    assert drop.rows_in == len(rows)
    return rows, [one for one in found if isinstance(one, Problem)]


def test_a_skill_is_a_row_with_its_line() -> None:
    """Two skills, the second without a level; the role is named after its file."""
    rows, problems = _read(ROLE)
    assert problems == []
    assert [(r.line, r.values["slug"], r.values["skill"]) for r in rows] == [
        (3, "research-engineer", "evaluation"), (8, "research-engineer", "writing"),
    ]  # fmt: skip
    assert [(r.values["importance"], r.values["level"]) for r in rows] == [(5, 4), (2.5, None)]
    assert rows[0].values["title"] == "Research engineer"


def test_an_unknown_key_is_told_with_its_place_and_never_quoted() -> None:
    """A key of the role and one of a skill, mistyped."""
    rows, problems = _read(ROLE.replace("importance = 2.5", "importence = 2") + "[secret]\na = 1\n")
    assert len(rows) == 2
    assert [(p.code, p.line) for p in problems] == [("W-COLUMN", 1), ("W-COLUMN", 8)]
    assert "'importance'" in problems[1].fix
    assert all("secret" not in p.one_line() for p in problems)


@pytest.mark.parametrize("text", ["title = ", "skill = 3\n", "skill = [1, 2]\n", "[" * 3000])
def test_what_is_no_role_is_set_aside_whole(text: str) -> None:
    """Broken TOML, skills that are none, brackets without end."""
    with pytest.raises(Unreadable) as bad:
        _read(text)
    assert bad.value.problem.code == "E-FORMAT"


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(Unreadable) as bad:
        _read(b"#" * (MAX_SETTINGS + 1))
    assert bad.value.problem.code == "E-SIZE"


def test_a_role_without_a_skill_says_so() -> None:
    rows, problems = _read('title = "Anything"\n')
    assert (rows, [p.code for p in problems]) == ([], ["W-EMPTY"])


def test_values_are_checked_like_any_other_cell(workbook: Builder) -> None:
    """A skill without a name is set aside; a level of 9 and an importance in words are left out with a warning."""
    workbook.write(
        "targets/a.toml",
        '[[skill]]\nimportance = 1\n[[skill]]\nslug = "x"\nlevel = 9\nimportance = "much"\n',
    )
    found = workbook.rebuild()
    (row,) = [r.cells for r in found.rows["target"]]
    assert (row["slug"], row["skill"], row["level"], row["importance"]) == ("a", "x", None, None)
    assert sorted(p.code for p in found.problems if p.file == "targets/a.toml") == [
        "E-MISSING", "W-NUMBER", "W-RANGE",
    ]  # fmt: skip
    assert all(account.holds for account in found.accounts)
