"""What was known on a day: nothing that came later, and nothing of it missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from careerkit import asof, tables
from careerkit.settings import Settings
from tests.measures.frames import frame

DAY = date(2024, 6, 30)
BEFORE, ON, AFTER = "2024-06-29", "2024-06-30", "2024-07-01"


def ids(name: str, *rows: dict[str, Any], **settings: Any) -> list[str]:
    made = frame(name, [{"id": str(i), **row} for i, row in enumerate(rows)])
    return list(asof.known(name, made, DAY, Settings(**settings))["id"])


@pytest.mark.parametrize("name", tables.names())
def test_every_table_hides_what_happened_or_was_written_down_later(name: str) -> None:
    """A day before, the day itself, the day after, and none: as the date, and as the day it was written down."""
    for column in ("date", "recorded_at"):
        rows = ({column: day} for day in (BEFORE, ON, AFTER, None))
        assert ids(name, *rows) == ["0", "1", "3"]


@pytest.mark.parametrize(("name", "column"), asof.DAYS.items())
def test_a_row_that_came_to_be_later_is_hidden(name: str, column: str) -> None:
    """A goal set, a person met, a value weighed, a book put on the list, a project or a role begun."""
    assert ids(name, *({column: day} for day in (BEFORE, ON, AFTER, None))) == ["0", "1", "3"]


@pytest.mark.parametrize(("name", "column"), asof.MOMENTS.items())
def test_a_moment_is_of_the_day_at_home(name: str, column: str) -> None:
    """The last hour of the day and the first of the next, in UTC and seven hours west of it."""
    rows = [{column: f"2024-{at}", **({"year": 2024} if name == "guess" else {})}
            for at in ("06-30T23:30", "07-01T00:30", "07-01T06:59", "07-01T07:00")]  # fmt: skip
    assert ids(name, *rows) == ["0"]
    assert ids(name, *rows, time_zone="America/Phoenix") == ["0", "1", "2"]


@pytest.mark.parametrize("name", sorted(asof.YEARS))
def test_a_row_of_a_later_year_is_hidden(name: str) -> None:
    """The year before, the year itself, the next one, none; where the year begins in October it is still the one before."""
    rows = [{"year": year} for year in (2023, 2024, 2025, None)]
    assert ids(name, *rows) == ["0", "1", "3"]
    assert ids(name, *rows, year_starts="10-01") == ["0", "3"]


def test_a_row_of_a_later_year_that_was_there_by_then_is_not_hidden() -> None:
    """A question for next year, written down in May; a guess about next year, made in May."""
    assert ids("question", {"year": 2025, "recorded_at": "2024-05-01"}) == ["0"]
    assert ids("guess", {"year": 2025, "at": "2024-05-01T10:00"}) == ["0"]


def test_a_week_that_begins_later_is_hidden() -> None:
    """30 June 2024 is the Sunday of week 26: that week is known, the next is not; what is no week is left alone."""
    weeks = ("2024-W26", "2024-W27", "2023-W52", "soon", None)
    assert ids("checkin", *({"week": week} for week in weeks)) == ["0", "2", "3", "4"]


@pytest.mark.parametrize(("key", "others"), asof.LATER.items())
def test_a_cell_that_tells_of_later_is_empty(key: tuple[str, str], others: tuple[str, ...]) -> None:
    """Done, told, followed up, ended or learned after the day: the row is there and does not know it yet."""
    name, column = key
    known = {"state": "grew", "learned": "x", "ended_precision": "m", "level": 4}
    rows = [
        {"id": day, column: day, **{other: known[other] for other in others}} for day in (ON, AFTER)
    ]
    made = frame(name, rows)
    found = asof.known(name, made, DAY, Settings()).set_index("id")
    for one in (column, *others):
        assert found[one].isna().to_dict() == {ON: False, AFTER: True}
    assert dict(found.dtypes) == dict(made.set_index("id").dtypes)


def test_plans_reach_into_the_future() -> None:
    """Due days of a goal, of an action, of a decision, and the end of a pause, are known before they come."""
    rows = {
        "goal": ("due",), "goal_event": ("due",), "feedback": ("action_due",), "project": ("decide_on",),
        "decision": ("tripwire_on",), "advice": ("check_on",), "touch": ("follow_up",), "pause": ("until",),
    }  # fmt: skip
    for name, columns in rows.items():
        for column in columns:
            made = frame(name, [{"id": "a", column: AFTER, "year": 2024}])
            found = asof.known(name, made, DAY, Settings())
            assert found[column].notna().all()
            assert len(found) == 1


def test_every_day_of_a_table_is_decided_about() -> None:
    """A column of days is a plan, hides its row, empties a cell, or is the day the row itself happened."""
    plans = {"due", "action_due", "decide_on", "tripwire_on", "check_on", "follow_up", "until"}
    # The day a book is finished is its date, by which it is hidden; one that was only begun tells nothing by it.
    own = {("time", "start"), ("book", "started"), ("book", "finished")}
    for name in tables.names():
        for column in tables.table(name).columns:
            if column.kind not in ("date", "moment") or column.name == "date":
                continue
            decided = (
                column.name in plans or column.name in (asof.DAYS.get(name), asof.MOMENTS.get(name))
                or (name, column.name) in asof.LATER or (name, column.name) in own
            )  # fmt: skip
            assert decided, f"{name}.{column.name}"


def test_the_rest_of_the_table_is_untouched() -> None:
    """The rows that stay, in their order, under a new count; an empty table stays empty."""
    rows = [
        {"id": str(i), "date": day, "text": day, "tags": [day]}
        for i, day in enumerate((AFTER, ON, AFTER, BEFORE))
    ]
    found = asof.known("entry", frame("entry", rows), DAY, Settings())
    assert list(found.index) == [0, 1]
    assert list(found["text"]) == [ON, BEFORE]
    assert [list(tags) for tags in found["tags"]] == [[ON], [BEFORE]]
    assert asof.known("entry", frame("entry"), DAY, Settings()).empty
