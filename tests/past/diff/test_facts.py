"""Everything of a measure that is on the page, under a name, and what of it is the log's own words."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from careerkit.measure import Measure, Statement, Status
from careerkit.past.diff.facts import Moved, facts, moved, told

TABLE = pd.DataFrame({
    "month": pd.to_datetime(["2024-01-01", "2024-02-01"]), "wins": [3, 4], "rate": [0.5, float("nan")],
})  # fmt: skip
ROWS = pd.DataFrame({
    "id": ["a"], "date": pd.to_datetime(["2024-01-02"]), "label": ["win"], "text": ["x"], "detail": [None], "share": [[]],
})  # fmt: skip
MEASURE = Measure(
    Status.HINT, 7, "Is 7 many?", "3 more", TABLE, {"wins": 7, "share": None}, ROWS, "wins",
    more=(Statement("5 lessons.", Status.CLEAR, 5),),
)  # fmt: skip


def names(found: list[Moved]) -> list[str]:
    return [one.what for one in found]


def test_a_measure_is_the_same_as_itself() -> None:
    """With unknown and not-a-number cells, and with its rows and those of its table in another order."""
    turned = replace(MEASURE, table=TABLE.iloc[::-1].reset_index(drop=True))
    assert moved(MEASURE, MEASURE) == []
    assert moved(MEASURE, turned) == []


def test_everything_has_a_name() -> None:
    """Status, n, values, both sentences with what they need, each cell by its row."""
    found = {name: value for name, (value, _) in facts(MEASURE).items()}
    assert found == {
        "status": "hint", "n": 7, "wins": 7, "share": None, "sentence 1": "[hint, n = 7] Is 7 many? 3 more",
        "sentence 2": "[clear, n = 5] 5 lessons.", "table, 2024-01-01: month": "2024-01-01",
        "table, 2024-01-01: wins": 3, "table, 2024-01-01: rate": 0.5, "table, 2024-02-01: month": "2024-02-01",
        "table, 2024-02-01: wins": 4, "table, 2024-02-01: rate": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"status": Status.CLEAR}, ["status", "sentence 1"]),
        ({"n": 8}, ["n", "sentence 1"]),
        ({"values": {"wins": 8, "share": None}}, ["wins"]),
        ({"values": {"wins": 7, "share": 0.1}}, ["share"]),
        ({"values": {"wins": 7}}, ["share"]),
        ({"values": {"wins": 7, "share": None, "more": 1}}, ["more"]),
        ({"more": ()}, ["sentence 2"]),
        ({"needs": "2 more"}, ["sentence 1"]),
        ({"table": TABLE.assign(wins=[3, 5])}, ["table, 2024-02-01: wins"]),
        ({"table": TABLE.iloc[:1]}, [f"table, 2024-02-01: {c}" for c in ("month", "wins", "rate")]),
        ({"rows": ROWS.assign(text=["y"])}, ["records shown"]),
        ({"effect": 2.0, "evidence": ("a",)}, []),
    ],
)  # fmt: skip
def test_what_moved_is_named(change: dict[str, object], what: list[str]) -> None:
    """One part of the measure at a time; the order of sections and the ids are no numbers on the page."""
    assert names(moved(MEASURE, replace(MEASURE, **change))) == what  # type: ignore[arg-type]


def test_rows_that_begin_alike_are_told_apart() -> None:
    """Two rows named `win`."""
    table = pd.DataFrame({"word": ["win", "win"], "n": [1, 2]})
    assert "table, win (2): n" in facts(replace(MEASURE, table=table))


def test_a_table_with_a_reader_for_each_row_may_name_what_the_log_names() -> None:
    """A tag and its energy: without leave neither the tag nor a word is told, numbers and days are."""
    tags = pd.DataFrame({"tag": ["acme", "bank"], "mean": [1.0, 2.0], "state": ["late", "x"], "due": ["2024-01-01", None],
                         "share": [[], []]})  # fmt: skip
    before = replace(MEASURE, table=tags)
    after = replace(
        MEASURE, table=tags.assign(mean=[1.5, 2.0], state=["done", "x"], due=["2024-02-01", None])
    )
    found = [one.public(show_text=False) for one in moved(before, after)]
    assert found == [
        {"what": "a row of the table: mean", "before": "1", "after": "1.5"},
        {"what": "a row of the table: state", "before": "words", "after": "words"},
        {"what": "a row of the table: due", "before": "2024-01-01", "after": "2024-02-01"},
    ]
    shown = [one.public(show_text=True) for one in moved(before, after)]
    assert shown[1] == {"what": "table, acme: state", "before": "late", "after": "done"}


def test_small_differences_are_seen() -> None:
    """Two numbers that are the same with four digits are told with all of them."""
    assert Moved("x", 0.12345678, 0.12345679).public(show_text=False)["before"] == "0.12345678"
    assert told(1234567.8) == "1,234,568"
    assert (
        moved(replace(MEASURE, values={"x": math.nan}), replace(MEASURE, values={"x": math.nan}))
        == []
    )
