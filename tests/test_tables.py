"""Every table meets the interface, and the promises of the data dictionary hold for all of them."""

from __future__ import annotations

from typing import get_args

import pytest

from careerkit import tables
from careerkit.errors import UsageError
from careerkit.tables import Kind, Table, table

ALL = tables.names()
SHARED = (
    "id",
    "date",
    "recorded_at",
    "skills",
    "tags",
    "role",
    "share",
    "source",
    "file",
    "line",
    "status",
)


def test_the_tables_are_the_documented_ones() -> None:
    """The names of all kinds of records."""
    assert set(ALL) >= {
        "entry", "time", "goal", "goal_event", "person", "touch", "feedback", "learning", "book", "project",
        "boundary", "role", "skill", "answer", "pause", "value", "decision", "advice", "question", "guess",
        "checkin", "reply",
    }  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_a_table_is_whole(name: str) -> None:
    """Its name is its file's, its key names its columns, every column is documented and stands once."""
    found = table(name)
    assert isinstance(found, Table)
    assert found.name == name
    names = [column.name for column in found.all_columns]
    assert len(names) == len(set(names))
    assert set(SHARED) <= set(names)
    assert set(found.key) <= set(names)
    for column in found.all_columns:
        assert column.kind in get_args(Kind)
        assert column.doc
        assert bool(column.choices) == (column.kind == "choice")
        assert column.low is None or column.high is None or column.low < column.high
        assert not column.partial or column.kind == "date"
    assert found.column(names[0]) is not None
    assert found.column("no such column") is None


@pytest.mark.parametrize("name", ALL)
def test_free_text_is_private(name: str) -> None:
    """Columns of free text, but for addresses of things, versions and other people's keys."""
    public = {
        "id", "source", "version", "fingerprint", "administration", "occasion", "lang", "isbn13", "uri",
        "group", "week", "rule_version", "share_id", "section",
    }  # fmt: skip
    free = {
        column.name
        for column in table(name).all_columns
        if column.kind == "text" and not column.private
    }
    assert free <= public


def test_there_is_no_room_for_an_address_or_a_phone_number() -> None:
    """All columns of all tables."""
    names = {column.name for name in ALL for column in table(name).all_columns}
    assert not {name for name in names if "mail" in name or "phone" in name or "password" in name}


@pytest.mark.parametrize("name", ALL)
def test_partial_days_say_how_exact_they_are(name: str) -> None:
    """Each partial day has a column for its precision beside it."""
    found = table(name)
    for column in found.columns:
        precision = found.column(f"{column.name}_precision")
        assert (precision is not None) == column.partial
        assert precision is None or precision.choices == ("y", "m", "d")


def test_hours_and_energy_have_the_same_limits_everywhere() -> None:
    """All columns called hours or energy."""
    for name in ALL:
        hours, energy = table(name).column("hours"), table(name).column("energy")
        assert hours is None or (hours.low, hours.high) == (0, 24)
        assert energy is None or (energy.kind, energy.low, energy.high) == ("integer", -2, 2)


def test_an_unknown_table_lists_the_known_ones() -> None:
    """The name of a table in the plural."""
    with pytest.raises(UsageError, match="there are: advice"):
        table("entries")
