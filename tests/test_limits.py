"""The one table of limits: every number named, explained, and the same wherever it is looked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from careerkit import limits

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


def test_every_limit_is_kept_somewhere() -> None:
    """A number that no module reads would only seem to bound something."""
    package = Path(limits.__file__).parent
    source = "\n".join(
        path.read_text("utf-8") for path in package.rglob("*.py") if path.name != "limits.py"
    )
    assert [name for name in NAMES if not re.search(rf"\b{name}\b", source)] == []
