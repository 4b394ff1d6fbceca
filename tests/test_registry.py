"""Parts are found by looking into their folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from careerkit import importers, registry
from careerkit.errors import BadData, UsageError
from careerkit.reading.drops import Drop
from careerkit.records import Coverage, Record
from careerkit.settings import Settings
from tests.conftest import Builder


def test_parts_are_sorted_and_complete() -> None:
    """The tables: every file that is there, in order, without private ones."""
    names = registry.names("tables")
    assert list(names) == sorted(names)
    assert {"entry", "touch", "book"} <= set(names)
    assert not any(name.startswith("_") for name in names)
    assert [name for name, _ in registry.parts("tables")] == list(names)


def test_a_part_is_its_module() -> None:
    """The table of entries."""
    assert registry.part("tables", "entry").TABLE.name == "entry"


@pytest.mark.parametrize("name", ["entri", "", "../cli", "__init__", "os", "entry.TABLE"])
def test_an_unknown_part_lists_the_known_ones(name: str) -> None:
    """A near miss, nothing, paths and names of other modules."""
    with pytest.raises(UsageError, match=r"there are: advice, annotation, .*value"):
        registry.part("tables", name)


class Point:
    """An entry point of an invented package."""

    def __init__(self, name: str, module: object) -> None:
        self.name, self.value, self.module = name, f"invented.{name}", module

    def load(self) -> object:
        if isinstance(self.module, Exception):
            raise self.module
        return self.module

    def __lt__(self, other: Point) -> bool:
        return self.name < other.name


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Pretends that another package adds sources."""

    def add(*points: Point) -> None:
        monkeypatch.setattr("importlib.metadata.entry_points", lambda group: list(points))
        importers._added.cache_clear()

    yield add
    importers._added.cache_clear()


def test_another_package_adds_a_source(added: Callable[..., None], workbook: Builder) -> None:
    """A module with the four names; its file is recognised, read and accounted for."""
    module = ModuleType("invented.diary")
    module.COVERAGE, module.PLACES = Coverage.UNION, ("inbox",)  # type: ignore[attr-defined]
    module.claims = lambda drop: drop.name == "my.diary"  # type: ignore[attr-defined]

    def read(drop: Drop, settings: Settings) -> Iterator[Record]:
        drop.rows_in += 1
        yield Record("entry", 1, {"date": "2025-03-05", "word": "note", "text": drop.text.strip()})

    module.read = read  # type: ignore[attr-defined]
    added(Point("diary", module))
    workbook.write("inbox/my.diary", "A good day\n")
    rebuilt = workbook.refresh()
    assert rebuilt.accounts[0].one_line().startswith("inbox/my.diary (diary): 1 rows = 1 accepted")
    assert workbook.cells("entry")[0]["text"] == "A good day"


@pytest.mark.parametrize(
    ("point", "said"),
    [(Point("toggl", ModuleType("x")), "which is there already"), (Point("diary", ImportError("secret")), "cannot be loaded"),
     (Point("diary", ModuleType("x")), "has no COVERAGE, PLACES, claims, read")],
)  # fmt: skip
def test_a_source_that_cannot_be_used_is_refused_by_name(
    added: Callable[..., None], point: Point, said: str
) -> None:
    """A name of ours, a package that does not load, a module without the four names."""
    added(point)
    with pytest.raises(BadData, match=said) as raised:
        list(importers.importers())
    assert "secret" not in str(raised.value)
