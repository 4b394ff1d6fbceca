"""The sample workbooks read like real logs, and hold what the product must be able to show."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from careerkit import store, workspace
from careerkit.rebuild import Rebuilt, rebuild
from careerkit.workspace import Workbook

NAMES = workspace.sample_names()
YEARS = (2023, 2024, 2025)
EACH_YEAR = [(name, year) for name in NAMES for year in YEARS]


@cache
def built(name: str) -> Rebuilt:
    return rebuild(workspace.sample(name))


@cache
def frames(name: str) -> dict[str, pd.DataFrame]:
    return {t: store.frame(store.arrow(t, rows)) for t, rows in built(name).rows.items()}


def entries(name: str, year: int) -> pd.DataFrame:
    entry = frames(name)["entry"]
    return entry[entry["date"].dt.year == year]


def test_there_are_the_four_paths() -> None:
    """Teller, driver, administrator, coder."""
    assert NAMES == [
        "admin-to-coordinator",
        "coder-to-research",
        "driver-to-creator",
        "teller-to-adviser",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_accounted_for_and_none_is_set_aside(name: str) -> None:
    """All files of a sample, its two exports among them."""
    rebuilt = built(name)
    assert rebuilt.unbalanced == []
    assert rebuilt.set_aside == []
    exports = [a for a in rebuilt.accounts if a.source in ("linkedin", "toggl")]
    assert len(exports) >= 2
    assert all(account.accepted for account in exports)


@pytest.mark.parametrize(("name", "year"), EACH_YEAR)
def test_a_year_is_long_and_patchy_enough(name: str, year: int) -> None:
    """110 entries in 35 weeks; a tenth without energy; a twentieth written down more than a week late."""
    found = entries(name, year)
    assert len(found) >= 110
    assert found["date"].dt.isocalendar()["week"].nunique() >= 35
    assert found["energy"].isna().mean() >= 0.10
    late = (found["recorded_at"] - found["date"]).dt.days > 7
    assert late.mean() >= 0.05


@pytest.mark.parametrize(("name", "year"), EACH_YEAR)
def test_a_year_has_a_declared_pause(name: str, year: int) -> None:
    """One break, with nothing logged inside."""
    pause = frames(name)["pause"]
    mine = pause[pause["date"].dt.year == year]
    assert len(mine) == 1
    begin, until = mine.iloc[0][["date", "until"]]
    inside = entries(name, year)["date"].between(begin, until, inclusive="right")
    assert not inside.any()


@pytest.mark.parametrize(("name", "year"), EACH_YEAR)
def test_tags_are_messy(name: str, year: int) -> None:
    """Many tags, and skills that several spellings lead to."""
    found = entries(name, year)
    tags = found["tags"].explode().dropna()
    assert tags.nunique() >= 25
    assert found["skills"].explode().dropna().nunique() < tags.nunique()


@pytest.mark.parametrize(("name", "year"), EACH_YEAR)
def test_some_lines_are_shared_and_most_are_private(name: str, year: int) -> None:
    """A mentor's copy has something to show."""
    shared = entries(name, year)["share"].map(lambda share: "mentor" in share)
    assert 6 <= shared.sum() <= len(shared) / 3


def test_a_rebuilt_sample_is_the_same_bytes() -> None:
    """Two rebuilds of one sample give equal Parquet."""
    book: Workbook = workspace.sample(NAMES[0])
    first, second = rebuild(book), rebuild(book)
    for table in first.rows:
        assert store.to_parquet(store.arrow(table, first.rows[table])) == store.to_parquet(
            store.arrow(table, second.rows[table])
        )
