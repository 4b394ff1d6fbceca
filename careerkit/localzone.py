"""Time zones to choose from, and the one that this machine is set to, if it says; nothing is asked of the network."""

from __future__ import annotations

import os
import zoneinfo
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from careerkit import period
from careerkit.reading import zones

# Places are named after these; all else are old spellings and offsets.
_REGIONS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip
# `UTC` is what a workbook has in which nobody has chosen; who lives by it says this.
UTC = "Etc/UTC"
_ETC = Path("/etc")


def names(*further: str) -> list[str]:
    """All zones that are named after a place, sorted, then UTC; and further ones that are in use."""
    known = zoneinfo.available_timezones()
    places = sorted(name for name in known if name.partition("/")[0] in _REGIONS)
    return list(dict.fromkeys([*places, UTC, *(name for name in further if name in known)]))


def of_machine(
    outside: Mapping[str, str] | None = None, etc: Path = _ETC, now: datetime | None = None
) -> str:
    """The zone of this machine as one of `names`; empty where it does not say, or lives by UTC as servers do.

    outside, etc, now: its variables, its folder of settings, and its clock.
    """
    found = os.environ if outside is None else outside
    said = (found.get("TZ", ""), _link(etc / "localtime"), _text(etc / "timezone"), _clock(now))
    known = set(names())
    return next((name for name in map(_place, said) if name in known and name != UTC), "")


def _place(said: str) -> str:
    return said.strip().removeprefix(":").rpartition("zoneinfo/")[2]


def _link(path: Path) -> str:
    try:
        return path.readlink().as_posix()
    except OSError:
        return ""


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")[:100]
    except (OSError, ValueError):
        return ""


def _clock(now: datetime | None) -> str:
    """What the clock calls its zone, where that names a place: on Windows."""
    found = zones.named((now or period.now()).tzname() or "")
    return str(getattr(found, "key", ""))
