"""Slopes over several years: the middle one, from how many years, and the last row that carries it."""

from __future__ import annotations

import pandas as pd
import pytest

from careerkit.counting.slopes import beside, slopes


def table(*values: float, comparable: bool = True) -> pd.DataFrame:
    years = range(2026 - len(values), 2026)
    return pd.DataFrame(
        [("Wins", year, value, comparable) for year, value in zip(years, values, strict=True)],
        columns=["what", "year", "value", "comparable"],
    )


def test_the_middle_slope_and_its_chance() -> None:
    """1, 2, 3, 4, 5: each year one more; of 120 orders one rises all along, so p is about 2/120, and unknown below five."""
    found = slopes(table(1, 2, 3, 4, 5), 3, 5)["Wins"]
    assert (found.years, found.slope) == (5, pytest.approx(1))
    assert found.p == pytest.approx(2 / 120, abs=0.005)
    assert slopes(table(5, 4, 3, 2, 1), 3, 5)["Wins"].p == pytest.approx(2 / 120, abs=0.005)
    assert slopes(table(1, 2, 3, 4), 3, 5)["Wins"].p is None


def test_two_years_have_no_slope_and_what_cannot_be_compared_has_no_part() -> None:
    assert slopes(table(1, 2), 3, 5) == {}
    assert slopes(table(1, 2, 3, comparable=False), 3, 5) == {}


def test_the_last_row_of_each_thing_carries_its_slope() -> None:
    rows = pd.concat([table(1, 2, 3), table(1).assign(what="Lessons")], ignore_index=True)
    found = beside(rows, slopes(rows, 3, 5))
    assert found.fillna(0).tolist() == [0, 0, 1, 0]
