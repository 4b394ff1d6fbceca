"""`workbook.toml`: who the person is, what they aim at, and what each audience may get."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from careerkit import registry
from careerkit.errors import BadData
from careerkit.limits import MAX_SETTINGS

FORMAT = 1
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DATE_ORDERS = ("dmy", "mdy", "ymd")  # and "": not said
STREAMS = ("boundary", "feedback", "learning", "touch")
TARGETS = {"connections_per_week": 2.0, "learning_hours_per_month": 10.0}

Option = TypeVar("Option", str, int, float, bool, tuple[Any, ...], dict[str, Any])
_KINDS = {
    str: "a text in quotes", int: "a whole number", float: "a number such as 1.5",
    bool: "true or false", tuple: "a list such as [\"a\", \"b\"]", dict: "a table such as { a = 1 }",
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """A workbook's settings; every field has a default that works."""

    name: str = ""
    time_zone: str = "UTC"
    week_starts: str = "monday"
    year_starts: str = "01-01"
    date_order: str = ""
    complete: tuple[str, ...] = ()
    targets: Mapping[str, float] = field(default_factory=lambda: dict(TARGETS))
    season: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    consent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def option(self, source: str, name: str, default: Option) -> Option:
        """What `[sources.SOURCE]` says under a name, of the same kind as `default`: text, number, flag, list or table.

        Raises BadData when it is of another kind.
        """
        found = self.sources.get(source, {}).get(name, default)
        if isinstance(default, tuple) and isinstance(found, list):
            found = tuple(found)
        elif isinstance(default, tuple) and isinstance(found, str):
            found = (found,)
        if type(found) is not type(default):
            raise BadData(
                f"workbook.toml: [sources.{source}] {name}: must be {_KINDS[type(default)]}"
            )
        said: Option = found
        return said

    @property
    def first_weekday(self) -> int:
        """0 for Monday."""
        return WEEKDAYS.index(self.week_starts)

    @property
    def year_start(self) -> tuple[int, int]:
        """Month and day on which the person's year begins."""
        month, day = self.year_starts.split("-")
        return int(month), int(day)


def load(path: Path) -> Settings:
    """Read and check a workbook.toml; a missing file gives the defaults.

    Raises BadData that lists all problems at once, each with its nearest valid choice.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror}") from None
    if len(raw) > MAX_SETTINGS:
        raise BadData(
            f"{path}: larger than {MAX_SETTINGS // 1024} KiB; this is not a workbook.toml"
        )
    try:
        found = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadData(f"{path}: is not UTF-8; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise BadData(f"{path}: not valid TOML: {error}") from None
    problems: list[str] = []
    values = _checked(found, problems, path.parent)
    if problems:
        raise BadData("\n".join(f"{path}: {problem}" for problem in problems))
    return Settings(**values)


def _checked(found: Mapping[str, Any], problems: list[str], home: Path) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in found.items():
        if key == "format":
            _check_format(value, problems)
        elif key not in _KNOWN:
            problems.append(f"unknown key {key!r}{near(key, _KNOWN)}")
        else:
            try:
                read = partial(_consent, home) if key == "consent" else _READERS[key]
                values[key] = read(value)
            except ValueError as error:
                problems.append(f"{key}: {error}")
    if "format" not in found:
        problems.append("it must start with: format = 1")
    return values


def _check_format(value: Any, problems: list[str]) -> None:
    if value == FORMAT and not isinstance(value, bool):
        return
    newer = isinstance(value, int) and value > FORMAT
    hint = "it was made by a newer careerkit; update careerkit" if newer else "write: format = 1"
    problems.append(f"format = {value!r} is not known here; {hint}")


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200 or not value.isprintable():
        raise ValueError("must be a short text in quotes")
    return value


def _zone(value: Any) -> str:
    try:
        ZoneInfo(_text(value))
    except (ValueError, OSError, KeyError):
        raise ValueError(f"{value!r} is not a time zone; write one like Europe/Berlin") from None
    return str(value)


def _one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in choices:
            raise ValueError(f"{value!r} is not one of {', '.join(choices)}")
        return str(value)

    return read


def _month_day(value: Any) -> str:
    match = re.fullmatch(r"(\d\d)-(\d\d)", _text(value))
    if not match or not 1 <= int(match[1]) <= 12 or not 1 <= int(match[2]) <= 28:
        raise ValueError(f"{value!r} is not a month and day such as 01-01 (day 1 to 28)")
    return str(value)


def _streams(value: Any) -> tuple[str, ...]:
    names = _texts(value)
    for name in names:
        if name not in STREAMS:
            raise ValueError(f"{name!r} is not one of {', '.join(STREAMS)}")
    return names


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError('must be a list such as ["touch"]')
    return tuple(_text(item) for item in value)


def _targets(value: Any) -> dict[str, float]:
    read = dict(TARGETS)
    for name, number in _mapping(value).items():
        if name not in TARGETS:
            raise ValueError(f"unknown target {name!r}{near(name, TARGETS)}")
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < 1e4:
            raise ValueError(f"{name} must be a number above 0")
        read[name] = float(number)
    return read


def _season(value: Any) -> dict[str, str]:
    return {_text(year): _text(words) for year, words in _mapping(value).items()}


def _sources(value: Any) -> dict[str, Mapping[str, Any]]:
    return {_text(name): dict(_mapping(table)) for name, table in _mapping(value).items()}


def _consent(home: Path, value: Any) -> dict[str, tuple[str, ...]]:
    """Consent with a typing error in it would share nothing and say nothing: every name must be known."""
    readers = _readers(home)
    sections = dict.fromkeys((*registry.names("measures"), "advice"))
    read: dict[str, tuple[str, ...]] = {}
    for reader, rules in _mapping(value).items():
        if reader not in readers:
            raise ValueError(f"unknown reader {reader!r}{near(reader, readers)}")
        for key in _mapping(rules):
            if key != "sections":
                raise ValueError(f"{reader}: unknown key {key!r}; known: sections")
        read[reader] = _texts(rules.get("sections", []))
        for section in read[reader]:
            if section not in sections:
                raise ValueError(f"{reader}: unknown section {section!r}{near(section, sections)}")
    return read


def _readers(home: Path) -> dict[str, None]:
    """The package's readers and the person's own."""
    folders = (Path(__file__).parent / "audiences", home / "audiences")
    return dict.fromkeys(p.stem for folder in folders for p in sorted(folder.glob("*.toml")))


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("must be a table, such as [targets]")
    return value


def near(word: str, choices: Iterable[str]) -> str:
    """What a mistyped word was probably meant to be, else all choices, as the end of a sentence."""
    known = list(choices)
    close = difflib.get_close_matches(word, known, 1, 0.6)
    return f" (did you mean {close[0]!r}?)" if close else f"; known: {', '.join(known)}"


_READERS: dict[str, Callable[[Any], Any]] = {
    "name": _text,
    "time_zone": _zone,
    "week_starts": _one_of(WEEKDAYS),
    "year_starts": _month_day,
    "date_order": _one_of(("", *DATE_ORDERS)),
    "complete": _streams,
    "targets": _targets,
    "season": _season,
    "sources": _sources,
}
_KNOWN = (*_READERS, "consent")
