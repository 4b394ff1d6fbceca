"""What is private for one reader: every text, name, id and path of a workbook that is not shared with them, and where it stands."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from careerkit import initials, raw, registry, store, tables
from careerkit.errors import BadData
from careerkit.gate.wording import WINDOW, clean, runs, words
from careerkit.readers import EVERYONE, Reader
from careerkit.rebuild import rebuild
from careerkit.tables import Column
from careerkit.workspace import MARKER, PACKAGE, Workbook

if TYPE_CHECKING:
    import pyarrow as pa

TEXT, NAME, ID, PATH, FILE, USER = "text", "name", "id", "path", "file", "user"
# Columns that name somebody: with a full name, or with the short one of the log.
_NAMING = {
    ("person", "slug"), ("person", "name"), ("feedback", "giver"), ("reply", "from_claimed"),
    ("question", "asked_of"), ("touch", "person"),
}  # fmt: skip
# Lists and short names that are no labels: who may read, and the id of another record.
_NO_LABELS = ("share", "of")
_SLUG = re.compile(r"[^\W_A-Z][\w./+-]*")


@dataclass(frozen=True, slots=True)
class Secret:
    """One private thing: what kind it is, how it is written, where it stands."""

    kind: str
    text: str
    origin: str

    @property
    def says(self) -> str:
        """What is told of it: never the words."""
        return {NAME: "a name in ", ID: "the id of "}.get(self.kind, "") + self.origin


@dataclass(frozen=True)
class Private:
    """All that must not leave, and what may.

    shared: texts that the reader may see. labels: short names of goals, skills, tags, which are no secrets. named: texts in
    which a name may stand.
    """

    secrets: tuple[Secret, ...]
    shared: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()

    def only(self, secrets: Iterable[Secret]) -> Private:
        """The same with these secrets alone."""
        return replace(self, secrets=tuple(secrets))


def private_things(
    book: Workbook, reader: Reader, *paths: Path, shared: Iterable[str] = (), user: str = ""
) -> Private:
    """Everything of a workbook that is private for this reader.

    paths: folders that must not be named; of one that is a workbook, also its files, its rows set aside and its warnings are
    private. shared: further texts that may leave. user: the name under which the person uses the computer.
    """
    found, labels, open_to = _Found(), set[str](), [book.settings.name, *shared]
    read = store.read(book)[0]
    hidden = _initials(read["person"]) if reader.names == "initials" else None
    cells: list[str] = []
    for name, table in read.items():
        cells += _table(name, table, reader, found, labels)
    if "advice" in read:
        ours = _of_our_rules(read["advice"])
        found.secrets = {key: s for key, s in found.secrets.items() if s.kind != TEXT or s.text not in ours}  # fmt: skip
        open_to += [*sorted(ours), *_in_words_of_our_rules(read["advice"])]
    for text in (*book.settings.season.values(), *_strings(book.settings.sources)):
        found.add(TEXT, text, "workbook.toml")
    for path in dict.fromkeys((book.root, *paths)):
        found.paths(path)
        if (path / MARKER).is_file() and not Workbook(path).is_frozen:
            _beside_the_tables(Workbook(path), found)
    if user:
        found.add(USER, user, "the user name of this computer")
    written = [hidden.hide(text) for text in cells] if hidden else cells
    return Private(
        tuple(found.secrets.values()), (*open_to, *cells, *written, *sorted(labels)),
        frozenset(word for label in labels for word in words(clean(label))), (*open_to, *written),
    )  # fmt: skip


class _Found:
    """Secrets without doubles; each keeps the first place it was met in."""

    def __init__(self) -> None:
        self.secrets: dict[tuple[str, str], Secret] = {}

    def add(self, kind: str, text: str, origin: str) -> None:
        if text.strip():
            self.secrets.setdefault((kind, text), Secret(kind, text, origin))

    def person(self, text: str, origin: str) -> None:
        """A person, by a full name or as `@short-name`, told apart by the sign."""
        self.add(NAME, f"@{text}" if _SLUG.fullmatch(text) else text, origin)

    def paths(self, path: Path) -> None:
        """A folder and every folder above it that says more than one word."""
        for one in (path, *path.parents):
            if len(one.parts) > 2:
                self.add(PATH, one.as_posix(), "the path of a folder")
        self.add(TEXT, path.name, "the name of a folder")

    def file(self, path: str, origin: str) -> None:
        """A file's name, and its words without the ending."""
        name = path.rsplit("/", 1)[-1]
        self.add(FILE, name, origin)
        self.add(TEXT, name.rsplit(".", 1)[0], origin)


def _table(
    name: str, table: pa.Table, reader: Reader, found: _Found, labels: set[str]
) -> Iterator[str]:
    """Sort the cells of one table into private and shared. Yields the shared texts."""
    open_to = {reader.name, EVERYONE}
    is_open = [not open_to.isdisjoint(to or ()) for to in table["share"].to_pylist()]
    origins = [f"{name} {one}" for one in table["id"].to_pylist()]
    for column in tables.table(name).all_columns:
        keep = _keeper(name, column, found, labels)
        if keep is None:
            continue
        may_leave = reader.may_leave(name, column.name)
        for cell, origin, is_shared in zip(
            table[column.name].to_pylist(), origins, is_open, strict=True
        ):
            for one in [cell] if isinstance(cell, str) else cell or ():
                if is_shared and may_leave:
                    yield one
                else:
                    keep(one, origin)


def _keeper(
    name: str, column: Column, found: _Found, labels: set[str]
) -> Callable[[str, str], None] | None:
    """What to do with a cell of this column that may not leave; None where there is nothing to keep."""
    if column.name == "id":
        return partial(found.add, ID)
    if (name, column.name) in _NAMING or column.name == "people":
        return found.person
    if column.name == "file":
        return found.file
    if column.private and column.kind == "text":
        return partial(found.add, TEXT)
    is_label = column.kind == "list" or (column.kind == "slug" and not column.private)
    if is_label and column.name not in _NO_LABELS:
        return lambda cell, _: labels.add(cell)
    return None


def _beside_the_tables(book: Workbook, found: _Found) -> None:
    """What a workbook has besides its records: exports, rows set aside, what is doubtful in the data."""
    for folder in ("inbox", "raw"):
        for path in book.files(folder):
            if path.name not in (raw.MANIFEST, raw.SEEN):
                found.file(path.name, f"a file name in {folder}")
    for note in raw.manifest(book):
        found.file(note["name"], "a file name in raw")
    for path in book.files(book.quarantine.name):
        for row in _rows(path):
            found.add(TEXT, row.get("value") or "", f"{row.get('file')}:{row.get('line')}")
    if any(code.startswith("W-") for code in store.read(book)[1]["codes"]):
        for problem in rebuild(book).problems:
            found.add(TEXT, problem.value, f"{problem.file}:{problem.line}")


def _strings(value: object) -> Iterator[str]:
    """Every text in nested settings; their keys are ours."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for inside in value.values() if isinstance(value, Mapping) else value:
            yield from _strings(inside)


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        return list(csv.DictReader(path.read_text("utf-8").splitlines(keepends=True)))
    except (csv.Error, UnicodeDecodeError):
        raise BadData(
            f"{path}: cannot be read; delete it, careerkit ingest writes it again"
        ) from None


def _initials(people: pa.Table) -> initials.Initials:
    """What writes initials for names; which letters they are does not matter here."""
    names = zip(people["slug"].to_pylist(), people["name"].to_pylist(), strict=True)
    return initials.of([(slug or "", name or "") for slug, name in names], ())


def _of_our_rules(found: pa.Table) -> set[str]:
    """The sentences of our own rules, which `careerkit advice keep` wrote down: nobody's secret words.

    Their numbers are those of the sections they come from. A text counts as a rule's own only if that rule's file holds
    every word of it: what a person wrote into the ledger stays private.
    """
    return {text for rule, text in _advised(found) if _plain_words(text) <= _words_of(rule)}


def _in_words_of_our_rules(found: pa.Table) -> list[str]:
    """Runs of words that a rule could have said, of a text that holds others, too.

    A ledger keeps what a rule said in an earlier version. Where that version and today's agree they are the rule's, and not
    a secret; what a person wrote into the ledger stays private.
    """
    return [
        " ".join(run)
        for rule, text in _advised(found)
        for run in runs(words(clean(text)), WINDOW)
        if _plain_words(" ".join(run)) <= _words_of(rule)
    ]


def _advised(found: pa.Table) -> Iterator[tuple[str, str]]:
    """Every sentence of the ledger with its rule, if that still exists."""
    columns = (found[name].to_pylist() for name in ("rule", "text", "first_step"))
    known = set(registry.names("advice"))
    for rule, *texts in zip(*columns, strict=True):
        yield from ((rule, text) for text in texts if rule in known and text is not None)


@cache
def _words_of(rule: str) -> frozenset[str]:
    return _plain_words((PACKAGE / "advice" / f"{rule}.py").read_text("utf-8"))


def _plain_words(text: str) -> frozenset[str]:
    # A rule adds the s of a plural by itself.
    return frozenset(word.removesuffix("s") for word in re.findall(r"[^\W\d_]+", text.casefold()))
