"""careerkit: a private Jupyter workbook that turns job work into a career.

In a notebook: `import careerkit`, then `year = careerkit.Year("path/to/workbook", 2025)`; in a guide, which goes on while
files change, `my = careerkit.Guide("path/to/workbook")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from careerkit.version import VERSION as __version__  # noqa: N811 - the name Python expects

if TYPE_CHECKING:
    from careerkit.guide import Guide
    from careerkit.workbook import Year

__all__ = ["Guide", "Year", "__version__"]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for, so that the command line starts without pandas.
    if name == "Year":
        from careerkit.workbook import Year

        return Year
    if name == "Guide":
        from careerkit.guide import Guide

        return Guide
    raise AttributeError(f"module 'careerkit' has no attribute {name!r}")
