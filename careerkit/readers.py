"""Who may read what: one TOML file per reader, the package's and the person's own in `audiences/` of the workbook.

A file names what may leave; what it does not name stays. The owner has none and gets everything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from careerkit import registry, tables
from careerkit.errors import BadData, UsageError
from careerkit.limits import MAX_SETTINGS
from careerkit.settings import near
from careerkit.workspace import PACKAGE, Workbook

OWNER = "owner"
EVERYONE = "public"
FOLDER = "audiences"
FORMAT = 1
# Fewer records than this could point at one of them.
LEAST = 5
# Kinds of blocks a report is made of, apart from its cover and headings.
KINDS = ("statement", "action", "chart", "table", "quote", "prose")
NAMES = ("initials", "full")
# Sections that are no measure.
PAGES = ("in-two-minutes", "next-actions", "horizon")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_TAKEN = (OWNER, "self", EVERYONE)


@dataclass(frozen=True)
class Reader:
    """One reader and what may leave for them.

    least: a number rests on at least this many records. columns, values: of each measure, those of its table and of its
    numbers; more: measures of which every sentence may leave, not only the first. tables: the columns of shared
    rows. names: people as initials, or in full. order: sections in this reader's order; opened: those not folded (empty: all).
    """

    name: str
    title: str
    least: int = 0
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    more: frozenset[str] = frozenset()
    advice: bool = False
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blocks: frozenset[str] = frozenset(KINDS)
    names: str = "initials"
    order: tuple[str, ...] = ()
    opened: frozenset[str] = frozenset()

    @property
    def is_owner(self) -> bool:
        """The person themselves."""
        return self.name == OWNER

    def may_leave(self, table: str, column: str) -> bool:
        """Whether a column of a row that is shared with this reader may leave."""
        return self.is_owner or column in self.tables.get(table, ())


def names(book: Workbook | None = None) -> tuple[str, ...]:
    """All readers: the owner, those of the package, then the person's own, sorted each."""
    own = (path.stem for path in _own_files(book))
    return tuple(dict.fromkeys((OWNER, *_packaged(), *own)))


def reader(name: str, book: Workbook | None = None) -> Reader:
    """One reader by name. Raises UsageError that lists them, BadData for a broken file of the person's own."""
    # First, so that a file of their own under a name that is taken is refused and not passed over.
    for path in _own_files(book):
        if path.stem == name:
            return _read(path)
    if name == OWNER:
        return Reader(OWNER, "Yourself", names="full")
    if name in _packaged():
        return _shipped(name)
    raise UsageError(f"no audience {name!r}; there are: {', '.join(names(book))}")


@cache
def _packaged() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in (PACKAGE / FOLDER).glob("*.toml")))


def _own_files(book: Workbook | None) -> list[Path]:
    """The files in the folder itself: one further down, such as an older copy, is nobody's reader."""
    if book is None:
        return []
    home = book.root / FOLDER
    return [p for p in book.files(FOLDER) if p.suffix == ".toml" and p.parent == home]


@cache
def _shipped(name: str) -> Reader:
    return _read(PACKAGE / FOLDER / f"{name}.toml")


def _read(path: Path) -> Reader:
    """A reader's file, checked. Raises BadData that lists all problems at once."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_SETTINGS + 1)
    except OSError as error:
        raise BadData(f"{path}: cannot be read: {error.strerror}") from None
    if len(raw) > MAX_SETTINGS:
        raise BadData(f"{path}: larger than {MAX_SETTINGS // 1024} KiB; this is no reader's file")
    try:
        found = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadData(f"{path}: is not UTF-8; save it as UTF-8") from None
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits is a ValueError, too.
        raise BadData(f"{path}: not valid TOML: {error}") from None
    problems = list(_problems(path, found))
    if problems:
        raise BadData("\n".join(f"{path}: {problem}" for problem in problems))
    measures: Mapping[str, Any] = found.get("measures", {})
    return Reader(
        path.stem, found["title"], found["least"],
        {name: tuple(rule.get("columns", ())) for name, rule in measures.items()},
        {name: tuple(rule.get("values", ())) for name, rule in measures.items()},
        frozenset(name for name, rule in measures.items() if rule.get("sentences") == "all"),
        found.get("advice", False),
        {name: tuple(columns) for name, columns in found.get("tables", {}).items()},
        frozenset(found.get("blocks", KINDS)), found.get("names", "initials"),
        tuple(found.get("order", ())), frozenset(found.get("open", ())),
    )  # fmt: skip


_KEYS = ("format", "title", "least", "names", "advice", "blocks", "order", "open", "tables", "measures")  # fmt: skip


def _problems(path: Path, found: Mapping[str, Any]) -> Iterable[str]:
    if not _NAME.fullmatch(path.stem) or path.stem in _TAKEN:
        yield "its name must be small letters, digits and hyphens, and none of owner, self, public"
    if path.stem in _packaged() and path.parent != PACKAGE / FOLDER:
        yield "careerkit has a reader of this name; choose another one"
    yield from (f"unknown key {key!r}{near(key, _KEYS)}" for key in found if key not in _KEYS)
    if type(found.get("format")) is not int or found["format"] != FORMAT:
        yield "it must start with: format = 1"
    title = found.get("title")
    if not isinstance(title, str) or not title.strip() or len(title) > 60 or not title.isprintable():  # fmt: skip
        yield "title: must be a short text in quotes"
    least = found.get("least")
    if not isinstance(least, int) or isinstance(least, bool) or least < LEAST:
        yield f"least: must be a whole number of {LEAST} or more"
    if not isinstance(found.get("advice", False), bool):
        yield "advice: must be true or false"
    if found.get("names", "initials") not in NAMES:
        yield f"names: must be one of {', '.join(NAMES)}"
    sections = (*registry.names("measures"), *PAGES)
    for key, known in (("blocks", KINDS), ("order", sections), ("open", sections)):
        yield from _unknown(key, found.get(key, []), known)
    yield from _tables(found.get("tables", {}))
    yield from _measures(found.get("measures", {}))


def _tables(found: Any) -> Iterable[str]:
    if not isinstance(found, dict):
        yield "tables: must be a table, such as [tables]"
        return
    for name, columns in found.items():
        if name not in tables.names():
            yield f"tables: unknown table {name!r}{near(name, tables.names())}"
        else:
            known = [column.name for column in tables.table(name).all_columns]
            yield from _unknown(f"tables.{name}", columns, known)


def _measures(found: Any) -> Iterable[str]:
    if not isinstance(found, dict):
        yield "measures: must be a table, such as [measures.wins]"
        return
    known = registry.names("measures")
    for name, rule in found.items():
        where = f"measures.{name}"
        if name not in known:
            yield f"{where}: unknown measure{near(name, known)}"
        if not isinstance(rule, dict):
            yield f"{where}: must be a table, such as [measures.wins]"
            continue
        keys = ("columns", "values", "sentences")
        yield from (f"{where}: unknown key {key!r}{near(key, keys)}" for key in rule if key not in keys)  # fmt: skip
        if rule.get("sentences", "first") not in ("first", "all"):
            yield f'{where}: sentences must be "first" or "all"'
        for key in ("columns", "values"):
            yield from _unknown(f"{where}.{key}", rule.get(key, []), None)


def _unknown(where: str, found: Any, known: Iterable[str] | None) -> Iterable[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        yield f'{where}: must be a list such as ["text"]'
        return
    names = found if known is None else known
    yield from (f"{where}: unknown name {n!r}{near(n, names)}" for n in found if n not in names)
