"""The one table of limits: every number named, explained, and the same wherever it is looked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from careerkit import limits
from careerkit.reading import drops, sheets

SOURCE = Path(limits.__file__).read_text("utf-8").splitlines()
NAMES = [name for name in vars(limits) if name.startswith("MAX_")]


@pytest.mark.parametrize("name", NAMES)
def test_a_limit_is_a_number_with_a_sentence_above_it(name: str) -> None:
    """Every constant of the table."""
    value = getattr(limits, name)
    assert isinstance(value, int)
    assert value > 0
    at = next(n for n, line in enumerate(SOURCE) if line.startswith(f"{name} = "))
    assert re.match(r"# [A-Z].*\.$", SOURCE[at - 1]), SOURCE[at - 1]


def test_limits_fit_together() -> None:
    """What lies inside something is not larger than that."""
    assert limits.MAX_HEAD < limits.MAX_FILE < limits.MAX_STREAM
    assert limits.MAX_MEMBER < limits.MAX_UNPACKED
    assert limits.MAX_MEMBERS < limits.MAX_LISTED
    assert limits.MAX_CELL < limits.MAX_ROW < limits.MAX_FILE
    assert limits.MAX_WORKBOOK < limits.MAX_WORKBOOK_UNPACKED
    assert limits.MAX_ROWS < limits.MAX_CELLS < limits.MAX_ELEMENTS
    assert limits.MAX_JSON <= limits.MAX_FILE


@pytest.mark.parametrize("part", [drops, sheets])
def test_the_same_number_under_another_name(part: object) -> None:
    """What drops and sheets call a limit."""
    shared = [name for name in NAMES if hasattr(part, name)]
    assert len(shared) >= 3
    assert [name for name in shared if getattr(part, name) != getattr(limits, name)] == []
