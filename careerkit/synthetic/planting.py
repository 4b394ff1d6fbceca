"""Reads and checks planted effects; what they do is told in the package's docstring."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from careerkit.errors import UsageError
from careerkit.period import FIRST_YEAR, LAST_YEAR

_NUMBER = re.compile(r"[-+]?[0-9]{1,6}(\.[0-9]{1,6})?")
_TAG = re.compile(r"[a-z][a-z0-9-]{0,40}")


@dataclass(frozen=True, slots=True)
class Plant:
    """The planted effects of one run; None is an effect that was not planted."""

    slump: int | None = None
    energy: tuple[str, float] | None = None
    contacts: float | None = None
    learning: float | None = None
    slip: float | None = None
    boundary: float | None = None
    entries: float | None = None

    @property
    def is_steady(self) -> bool:
        """Whether every silence must be a declared pause, so that a planted rate can be counted."""
        rates = (self.slump, self.contacts, self.learning, self.entries)
        return any(rate is not None for rate in rates)

    @property
    def tag(self) -> str:
        """The tag with a planted shift, or nothing."""
        return self.energy[0] if self.energy else ""


def read(planted: Mapping[str, str]) -> Plant:
    """The effects of NAME: VALUE pairs. Raises UsageError that lists names or says the range."""
    values: dict[str, Any] = {}
    for name, value in planted.items():
        if name not in _READERS:
            near = difflib.get_close_matches(name, NAMES, 1, 0.6)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise UsageError(f"no effect {name!r}; {hint}names: {', '.join(NAMES)}")
        try:
            values[name] = _READERS[name](value)
        except ValueError as error:
            raise UsageError(f"{name}={value}: {error}") from None
    return Plant(**values)


def _number(low: float, high: float) -> Callable[[str], float]:
    def read_number(text: str) -> float:
        if not _NUMBER.fullmatch(text) or not low <= float(text) <= high:
            raise ValueError(f"it must be a number from {low:g} to {high:g}")
        return float(text)

    return read_number


def _year(text: str) -> int:
    if not re.fullmatch("[0-9]{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError("it must be a year such as 2024")
    return int(text)


def _shifted_tag(text: str) -> tuple[str, float]:
    tag, _, shift = text.partition(":")
    if not _TAG.fullmatch(tag):
        raise ValueError("it must be a lower-case tag and a shift, such as admin:-0.8")
    return tag, _number(-4, 4)(shift)


_READERS: dict[str, Callable[[str], Any]] = {
    "boundary": _number(-4, 4),
    "contacts": _number(0, 10),
    "energy": _shifted_tag,
    "entries": _number(0, 20),
    "learning": _number(0, 100),
    "slip": _number(-30, 365),
    "slump": _year,
}
NAMES = tuple(_READERS)
