"""Which spellings mean which skill, and what entries are labelled with."""

from __future__ import annotations

from typing import Any

from careerkit import skills
from tests.measures.frames import frame


def labels(tags: list[str], own: list[str], *register: dict[str, Any]) -> list[str]:
    entry = frame("entry", [{"id": "a", "date": "2025-01-01", "tags": tags, "skills": own}])
    return skills.labels(entry, frame("skill", register))[0]


def test_every_spelling_leads_to_its_skill() -> None:
    """`excel` is shipped as a spelling of spreadsheets, which is its own spelling."""
    index = skills.spellings([])
    assert (index["excel"], index["spreadsheets"]) == ("spreadsheets", "spreadsheets")
    assert "meeting" not in index


def test_the_persons_own_register_comes_first() -> None:
    index = skills.spellings([("tables", ["excel"]), ("spreadsheets", ["grids"])])
    assert (index["excel"], index["grids"], index["tables"]) == ("tables", "spreadsheets", "tables")


def test_a_shipped_skill_that_is_the_persons_alias_is_the_persons_skill() -> None:
    index = skills.spellings([("tables", ["spreadsheets"])])
    assert (index["spreadsheets"], index["excel"]) == ("tables", "tables")


def test_a_label_is_a_skill_or_an_activity() -> None:
    assert labels(["excel", "meeting"], ["spreadsheets"]) == ["spreadsheets", "meeting"]
    assert labels(["spreadsheets"], ["spreadsheets"]) == ["spreadsheets"]
    assert labels(["grid", "meeting"], ["sheet"], {"slug": "sheet", "aliases": ["grid"]}) == [
        "sheet",
        "meeting",
    ]
    assert labels([], []) == []


def test_a_spelling_of_a_skill_that_the_entry_does_not_have_stays_a_label() -> None:
    """Nothing that was said is lost when the register changed after the entry was read."""
    assert labels(["excel"], []) == ["excel"]
