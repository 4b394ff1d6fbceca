"""Column maps in workbook.toml: every mistake at once, each with what would be right."""

from __future__ import annotations

import pytest

from careerkit.errors import BadData
from careerkit.maps import maps
from careerkit.records import Coverage
from careerkit.settings import Settings
from tests.conftest import Builder

GOOD = {"table": "learning", "columns": {"date": "Done", "title": "Course"}}


def wrong(**said: object) -> list[str]:
    return maps(Settings(sources={"training": {**GOOD, **said}}), taken=())[1]


def test_a_good_map_is_an_importer() -> None:
    """Table and columns, nothing else."""
    found, problems = maps(Settings(sources={"training": GOOD}), taken=())
    assert problems == []
    assert found["training"].COVERAGE is Coverage.WINDOW
    assert found["training"].headers == ("Done", "Course")


def test_a_table_without_days_is_a_snapshot() -> None:
    """Skills by name; and coverage given by hand."""
    said = {"table": "skill", "columns": {"name": "Skill"}}
    assert maps(Settings(sources={"s": said}), taken=())[0]["s"].COVERAGE is Coverage.DROP
    said = {**said, "coverage": "union"}
    assert maps(Settings(sources={"s": said}), taken=())[0]["s"].COVERAGE is Coverage.UNION


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"table": "lerning"}, "did you mean 'learning'?"),
        (
            {"columns": {"titel": "Course"}},
            "columns: learning has no 'titel' (did you mean 'title'?)",
        ),
        ({"columns": {}}, "columns: name at least one"),
        ({"columns": {"title": 5}}, "columns.title: must be a text in quotes"),
        ({"columns": "title"}, "columns: must be a table"),
        ({"columns": {"id": "ID"}}, "columns: learning has no 'id'"),
        ({"words": {"form": "x"}}, "words.form: must be a table from their words to ours"),
        ({"colums": {}}, "unknown key 'colums' (did you mean 'columns'?)"),
        ({"coverage": "all"}, "coverage: 'all' is not one of snapshot, window, union"),
        ({"decimal": ";"}, "decimal: ';' is not one of"),
        ({"date_order": "ydm"}, "date_order: 'ydm' is not one of dmy, mdy, ymd"),
        ({"key": "ID"}, "key: must be a list of headers"),
        ({"files": 3}, "files: must be a text"),
    ],
)
def test_a_mistake_says_what_would_be_right(said: dict[str, object], problem: str) -> None:
    """One wrong key in a map that is right otherwise."""
    found = wrong(**said)
    assert len(found) == 1
    assert found[0].startswith("[sources.training] ")
    assert problem in found[0]


def test_all_mistakes_are_told_at_once(workbook: Builder) -> None:
    """Two maps with three mistakes, a source that does not exist, a key that toggl does not know."""
    workbook.write("workbook.toml", """format = 1
[sources.a]
table = "learning"
columns = { titel = "x" }
coverage = "all"
[sources.b]
table = "nothing"
[sources.togl]
encoding = "cp1252"
[sources.toggl]
moods = { x = 1 }
""")  # fmt: skip
    with pytest.raises(BadData) as raised:
        workbook.rebuild()
    lines = str(raised.value).splitlines()
    assert len(lines) == 5
    assert all(line.startswith("workbook.toml: [sources.") for line in lines)
    assert "[sources.togl]: no such source (did you mean 'toggl'?)" in str(raised.value)
    assert "[sources.toggl]: unknown key 'moods'" in str(raised.value)
