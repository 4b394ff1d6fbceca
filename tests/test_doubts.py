"""Things that can hardly be meant are said; nothing is changed, and nothing true is doubted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from careerkit.doubts import ahead
from careerkit.rebuild import rebuild
from careerkit.workspace import Workbook, sample, sample_names
from tests.conftest import Builder, Done

Run = Callable[..., Done]
HEADS = {
    "roles": "slug,title,started,ended", "projects": "slug,title,started,ended", "goals": "slug,title,parent,set_on,due",
    "skills": "slug,name,aliases", "books": "title,started,finished",
}  # fmt: skip


def said(workbook: Builder) -> list[tuple[str, int, str]]:
    return [(found.code, found.line, found.column) for found in workbook.rebuild().problems]


@pytest.mark.parametrize(
    ("register", "row", "code", "column"),
    [
        ("roles", "a,A,2019,2018", "W-RANGE", "ended"), ("roles", "a,A,2019-05,2019-04", "W-RANGE", "ended"),
        ("projects", "a,A,2024-03-05,2024-03-04", "W-RANGE", "ended"),
        ("goals", "a,A,,2024-03-05,2024-03-04", "W-RANGE", "due"), ("goals", "a,A,nobody,,", "W-REF", "parent"),
        ("goals", "a,A,a,,", "W-REF", "parent"), ("books", "A,2024-03-05,2024-03-04", "W-RANGE", "finished"),
    ],
)  # fmt: skip
def test_what_can_hardly_be_meant_is_said(
    workbook: Builder, register: str, row: str, code: str, column: str
) -> None:
    """One row that contradicts itself; it stays in its table."""
    workbook.write(f"registers/{register}.csv", f"{HEADS[register]}\n{row}\n")
    assert said(workbook) == [(code, 2, column)]
    assert sum(workbook.rebuild().counts.values()) == 1


@pytest.mark.parametrize(
    ("register", "row"),
    [("roles", "a,A,2019-05,2019"), ("roles", "a,A,2019,2019-01-01"), ("roles", "a,A,2019,"), ("goals", "a,A,,2024-03-05,2024-03-05")],
)  # fmt: skip
def test_what_may_be_true_is_not_doubted(workbook: Builder, register: str, row: str) -> None:
    """An end in the year of the start, an open end, a goal that is due at once."""
    workbook.write(f"registers/{register}.csv", f"{HEADS[register]}\n{row}\n")
    assert said(workbook) == []


def test_goals_in_a_circle_and_an_alias_of_two_skills(workbook: Builder) -> None:
    """A is a milestone of b and b of a; c of a is fine. Two skills claim one alias: the second one is told."""
    workbook.write("registers/goals.csv", "slug,parent\na,b\nb,a\nc,a\n")
    workbook.write("registers/skills.csv", "slug,aliases\nsql,data\npython,data; py\n")
    assert said(workbook) == [
        ("W-REF", 2, "parent"),
        ("W-REF", 3, "parent"),
        ("W-REF", 3, "aliases"),
    ]


def test_a_day_to_come_is_said_where_today_is_known(workbook: Builder, run: Run) -> None:
    """On 15 January 2026: a line of tomorrow is let through, one of the day after is told; both are kept."""
    workbook.write(
        "journal/2026.md",
        "## 2026-01-16\n- win: x\n## 2026-01-17\n- win: y\n## 2062-01-01\n- win: z\n",
    )
    rebuilt = workbook.rebuild()
    assert rebuilt.counts["entry"] == 3
    found = ahead(rebuilt.rows["entry"], date(2026, 1, 15))
    assert [(problem.code, problem.line) for problem in found] == [("W-FUTURE", 4), ("W-FUTURE", 6)]
    for command in ("check", "ingest"):
        assert (
            "journal/2026.md:4 [date]: W-FUTURE this day is still to come"
            in run(command, workbook.root).err
        )


@pytest.mark.parametrize("name", sample_names())
def test_no_sample_is_doubted(name: str) -> None:
    """Four lives over three years."""
    book: Workbook = sample(name)
    assert [found for found in rebuild(book).problems if found.code in ("W-REF", "W-RANGE")] == []
