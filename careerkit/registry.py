"""Finds the parts of a folder: every file of a plural package is one part, in sorted order."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from careerkit.errors import BadData, UsageError


@cache
def names(package: str) -> tuple[str, ...]:
    """Names of all parts of `careerkit.<package>`, sorted; nothing is imported but the folder."""
    folder = importlib.import_module(f"careerkit.{package}")
    found = (part.name for part in pkgutil.iter_modules(folder.__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def part(package: str, name: str) -> ModuleType:
    """One part by name. Raises UsageError that lists the valid choices."""
    if name not in names(package):
        choices = ", ".join(names(package))
        raise UsageError(f"there is no {name!r} in {package}; there are: {choices}")
    return importlib.import_module(f"careerkit.{package}.{name}")


def parts(package: str) -> Iterator[tuple[str, ModuleType]]:
    """All parts with their names, in sorted order."""
    for name in names(package):
        yield name, part(package, name)


def plugins(package: str) -> Iterator[tuple[str, ModuleType]]:
    """Parts that other installed packages add: entry points of the group `careerkit.<package>`, sorted.

    Raises BadData for one that cannot be loaded or bears the name of a part of ours.
    """
    from importlib import metadata

    for point in sorted(metadata.entry_points(group=f"careerkit.{package}")):
        if point.name in names(package):
            raise BadData(
                f"an installed package adds {point.name!r} to {package}, which is there already"
            )
        try:
            module = point.load()
        except Exception as error:  # noqa: BLE001 - whatever a stranger's package raises
            raise BadData(
                f"{point.value} cannot be loaded ({type(error).__name__}); update or remove its package"
            ) from None
        yield point.name, module
