"""From a sentence of a review back to file and line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from careerkit import tracing
from careerkit.errors import UsageError
from careerkit.workbook import Year
from tests.conftest import Builder, Done

LINES = """## 2025-03-05
- win: Closed the pitch +2
- lesson: Ask before the demo +1
"""


def test_a_sentence_is_followed_by_its_records_with_file_and_line(workbook: Builder) -> None:
    """A win and a lesson; their texts only when they are asked for."""
    workbook.write("journal/2025.md", LINES)
    year = Year(str(workbook.root), 2025)
    found = list(tracing.sentences(year, ("wins",)))
    assert found[0].startswith("wins: 1 wins and 1 lessons are logged")
    assert found[0].endswith("[clear, n = 2]")
    places = [line for line in found[1:] if line.startswith("    2025-03-05")]
    assert any("win  journal/2025.md:2  " in line for line in places)
    assert any("lesson  journal/2025.md:3  " in line for line in places)
    assert "pitch" not in "".join(found)
    assert "Closed the pitch" in "".join(tracing.sentences(year, ("wins",), show_text=True))


def test_without_a_name_every_section_is_told(workbook: Builder) -> None:
    workbook.write("journal/2025.md", LINES)
    found = list(tracing.sentences(Year(str(workbook.root), 2025), ()))
    assert {line.split(":")[0] for line in found if not line.startswith(" ")} >= {
        "trust",
        "momentum",
    }
    assert any("counts of all records" in line for line in found)


def test_an_unknown_section_is_told_with_what_it_may_mean(workbook: Builder) -> None:
    workbook.write("journal/2025.md", LINES)
    with pytest.raises(UsageError, match="wins"):
        list(tracing.sentences(Year(str(workbook.root), 2025), ("win",)))


def test_the_command_prints_the_same(workbook: Builder, run: Callable[..., Done]) -> None:
    workbook.write("journal/2025.md", LINES)
    done = run("trace", "wins", "--workbook", workbook.root, "--year", "2025")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == list(
        tracing.sentences(Year(str(workbook.root), 2025), ("wins",))
    )
    assert run("trace", "nothing", "--workbook", workbook.root, "--year", "2025").code == 2
