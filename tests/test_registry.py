"""Parts are found by looking into their folder."""

from __future__ import annotations

import pytest

from careerkit import registry
from careerkit.errors import UsageError


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
    with pytest.raises(UsageError, match=r"there are: advice, answer, .*value"):
        registry.part("tables", name)
