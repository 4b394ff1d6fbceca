"""Every part that the scan finds keeps its interface: adding a file is all it takes, and this is what it must have."""

from __future__ import annotations

import inspect
import tomllib
from types import ModuleType
from typing import get_args

import pytest

from careerkit import audience, chart, instruments, measure, registry, tables
from careerkit.errors import UsageError
from careerkit.records import Coverage
from careerkit.workspace import PACKAGE


def found(package: str) -> list[object]:
    return [pytest.param(name, module, id=name) for name, module in registry.parts(package)]


def sentence(text: str | None) -> str:
    """The first line of a docstring, which is a whole sentence."""
    first = (text or "").strip().split("\n")[0]
    assert first, "it has no docstring"
    return first


@pytest.mark.parametrize(("name", "module"), found("importers"))
def test_an_importer(name: str, module: ModuleType) -> None:
    """COVERAGE, PLACES, claims(drop), read(drop, settings)."""
    sentence(module.__doc__)
    assert isinstance(module.COVERAGE, Coverage)
    assert set(module.PLACES) <= {"journal", "registers", "answers", "targets", "replies", "inbox"}
    assert module.PLACES
    assert list(inspect.signature(module.claims).parameters) == ["drop"]
    assert list(inspect.signature(module.read).parameters) == ["drop", "settings"]
    sentence(module.claims.__doc__)
    sentence(module.read.__doc__)


@pytest.mark.parametrize(("name", "module"), found("tables"))
def test_a_table(name: str, module: ModuleType) -> None:
    """TABLE, named like its file, with unique documented columns and a key among them."""
    sentence(module.__doc__)
    table = module.TABLE
    assert table.name == name
    columns = [column.name for column in table.all_columns]
    assert len(set(columns)) == len(columns)
    assert set(table.key) <= set(columns)
    assert {"id", "date", "share", "source", "file", "line", "status", "recorded_at"} <= set(
        columns
    )
    for column in table.all_columns:
        assert column.doc
        assert column.kind in get_args(tables.Kind)
        assert bool(column.choices) == (column.kind == "choice")


@pytest.mark.parametrize(("name", "module"), found("measures"))
def test_a_measure(name: str, module: ModuleType) -> None:
    """TITLE, QUESTION, ORDER, GATES and a function with the file's name that asks for known things."""
    sentence(module.__doc__)
    assert module.TITLE
    assert module.QUESTION.endswith("?")
    assert isinstance(module.ORDER, int)
    assert module.GATES
    assert all(isinstance(value, int | float) for value in module.GATES.values())
    function = getattr(module, name)
    sentence(function.__doc__)
    known = {*tables.names(), "period", "settings", "scores"}
    assert set(inspect.signature(function).parameters) <= known


@pytest.mark.parametrize(("name", "module"), found("charts"))
def test_a_chart(name: str, module: ModuleType) -> None:
    """MEASURE that exists, TITLE, COLUMNS, alt(table), draw(table) with a caption."""
    assert module.MEASURE in registry.names("measures")
    assert module.TITLE
    assert module.COLUMNS
    assert list(inspect.signature(module.alt).parameters) == ["table"]
    assert list(inspect.signature(module.draw).parameters) == ["table"]
    assert sentence(module.draw.__doc__)
    assert name in chart.for_measure(module.MEASURE)


@pytest.mark.parametrize("name", [name for name in audience.names() if name != "owner"])
def test_an_audience(name: str) -> None:
    """A title, the fewest records, and only measures that exist; nobody gets boundaries or the compass."""
    raw = tomllib.loads((PACKAGE / "audiences" / f"{name}.toml").read_text("utf-8"))
    assert {"format", "title", "least", "measures"} <= set(raw)
    assert audience.reader(name).title == raw["title"]
    assert raw["least"] >= 5
    assert set(raw["measures"]) <= set(registry.names("measures"))
    assert not {"boundaries", "compass", "going_cold"} & set(raw["measures"])
    for rule in raw["measures"].values():
        assert {"columns", "values"} <= set(rule) <= {"columns", "values", "sentences"}


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "instruments").glob("*.toml")), ids=lambda p: p.stem
)
def test_an_instrument(path: object) -> None:
    """It loads without a problem, and its id is its file's name."""
    loaded = instruments.load(path)  # type: ignore[arg-type]
    assert loaded.id == path.stem  # type: ignore[attr-defined]


def test_measures_have_one_order() -> None:
    """No two share a place, so that a review never changes its order."""
    orders = [part.ORDER for _, part in measure.parts()]
    assert orders == sorted(set(orders))


def test_an_unknown_part_names_the_known_ones() -> None:
    """Asking for a measure that is not there."""
    with pytest.raises(UsageError, match="there are: adding_up, boundaries, compass"):
        registry.part("measures", "karma")
