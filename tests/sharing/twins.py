"""Pairs of logs that are equal in what a reader gets: both copies must be the same bytes.

`python -m tests.sharing.twins` makes all of them and counts the pairs of each family; the test makes as many as fit into a normal
run. What is equal is worked out here from the owner's numbers and from the files as they were written, not from the copy.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from careerkit import assess, audience, chart, measure, registry, report, seen, store
from careerkit.measure import Measure, Status
from careerkit.readers import Reader
from careerkit.report.pdf import write_pdf
from careerkit.sharing import manifest, share
from careerkit.workbook import Year
from tests.rendering import executed
from tests.sharing.twin_bases import YEAR, Base, bases, without_advice
from tests.sharing.twin_changes import FAMILIES, FREE, MOVE_ADVICE, doubled
from tests.sharing.twin_logs import Log

PAIRS = 500
AS_OF = f"{YEAR}-12-31"
TODAY = date(YEAR + 1, 1, 15)
# So many tries may go by without a pair, for families that now and then touch an aggregate.
TRIES = 4


@dataclass(frozen=True)
class Copy:
    """What leaves: the page with its form and id, and what the owner is told of that."""

    html: bytes
    share_id: str
    listed: tuple[Any, ...]
    notebook: Mapping[str, Any]
    reader: Reader

    def pdf(self) -> bytes:
        """The same as a PDF."""
        return write_pdf(report.page_of(self.notebook, self.reader))


@dataclass
class Tally:
    """How many pairs were compared, by family; and which were not pairs, and which were not the same."""

    pairs: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)
    differ: list[str] = field(default_factory=list)
    speaking: Counter[str] = field(default_factory=Counter)


# ---- a copy -------------------------------------------------------------------------------------------


def copy(root: Path, reader: str) -> Copy:
    """One copy, by the calls of the shipped notebook in this process."""
    year = Year(str(root), YEAR, AS_OF, reader)
    with pytest.MonkeyPatch.context() as patch:
        notebook = executed(year, patch)
    blocks, html, share_id = share._copy(notebook, year.reader, YEAR, "html")
    listed = (
        manifest.counted(blocks, year.reader.order), manifest.entries(blocks), manifest.columns(blocks),
        manifest.withheld(notebook),
    )  # fmt: skip
    return Copy(html, share_id, listed, notebook, year.reader)


@contextmanager
def machine(log: Log) -> Iterator[None]:
    """The process as it would be on the log's own computer. What its hashes begin with cannot change within a process."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("USER", "LOGNAME", "USERNAME"):
            patch.setenv(name, log.user)
        patch.setenv("TZ", log.zone)
        _set_zone()
        yield
    _set_zone()


def _set_zone() -> None:
    if hasattr(time, "tzset"):
        time.tzset()


class Memory:
    """What was worked out once is not worked out again from equal frames, or from one folder: all of it are pure functions."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, ...], Any] = {}
        self._stamps: dict[int, tuple[object, str]] = {}
        self._run, self._render, self._scores = measure.run, chart.render, assess.scores
        self._known, self._instruments = seen.known, assess.instruments

    @contextmanager
    def used(self) -> Iterator[None]:
        """With it, and without it again."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store, "load", lru_cache(2)(store.load))
            patch.setattr(measure, "run", self.run)
            patch.setattr(chart, "render", lambda *given: self._once(self._render, *given))
            patch.setattr(assess, "scores", lambda *given: self._once(self._scores, *given))
            patch.setattr(seen, "known", self.known)
            patch.setattr(assess, "instruments", self.instruments)
            yield

    def run(self, name: str, inputs: Mapping[str, Any]) -> Measure:
        """A measure from the inputs that it asks for."""
        asked = {one: inputs[one] for one in _asks(name)}
        found: Measure = self._once(
            self._run, name, asked, stamped=tuple(map(self._stamp, asked.values()))
        )
        return found

    def known(self, name: str, frame: Any, *given: Any) -> Any:
        """A table as it was known on a day; the same frame again, so that its stamp is known as well."""
        return self._once(self._known, name, frame, *given)

    def instruments(self, folder: Path) -> Any:
        """The questionnaires of a folder, by the bytes in it."""
        files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*"))]
        return self._once(self._instruments, folder, stamped=(repr(files),))

    def _once(self, work: Callable[..., Any], *given: Any, stamped: tuple[str, ...] = ()) -> Any:
        key = (work.__name__, *(stamped or map(self._stamp, given)))
        key = (*key, given[0]) if stamped and isinstance(given[0], str) else key
        if key not in self._found:
            self._found[key] = work(*given)
        return self._found[key]

    def _stamp(self, thing: Any) -> str:
        """A frame, or anything that says all of itself, as a hash."""
        before = self._stamps.get(id(thing))
        if before is None or before[0] is not thing:
            if hasattr(thing, "dtypes"):
                said: Any = (list(thing), list(map(str, thing.dtypes)), thing.index.tolist(), thing.to_numpy(dtype=object).tolist())  # fmt: skip
            else:
                said = thing
            self._stamps[id(thing)] = before = (thing, hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest())  # fmt: skip
        return before[1]


@cache
def _asks(name: str) -> tuple[str, ...]:
    return tuple(inspect.signature(getattr(registry.part("measures", name), name)).parameters)


# ---- what a reader gets, worked out apart ---------------------------------------------------------------


def shared_part(root: Path, reader: str) -> dict[str, Any]:
    """The rows that are shared, in the columns that may leave, and the named aggregates; nothing else may matter."""
    owner = Year(str(root), YEAR, AS_OF)
    who = audience.reader(reader, owner.book)
    consent = owner.book.settings.consent.get(reader, ())
    named = {name: _named(owner.whole(name), who) for name in who.columns if name in consent}
    advised = [
        (one.title, one.rule, one.version, one.kind, str(one.check_on), *_said(one.advice))
        for one in (owner.counsel.proposed if who.advice and "advice" in consent else ())
        if one.advice.n >= who.least
    ]
    return {
        "always": (owner.book.name, owner.year, str(owner.as_of_day), owner.is_starter),
        "rows": {name: _rows(owner.tables[name], columns, who) for name, columns in who.tables.items()},
        "advice": advised, **named,
    }  # fmt: skip


def _said(one: Any) -> tuple[Any, ...]:
    return (one.text, str(one.status), one.n, getattr(one, "needs", ""), getattr(one, "first_step", ""), getattr(one, "unless", ""))  # fmt: skip


def _named(found: Measure, who: Reader) -> Any:
    if found.status is Status.FAILED or found.n < who.least:
        return "kept back"
    said = [one for one in found.statements if one.n >= who.least or one is found.statements[0]]
    table = found.table
    if "share" in table:
        table = table[[not {who.name, "public"}.isdisjoint(share) for share in table["share"]]]
    columns = {
        name: [_cell(cell) for cell in table[name]]
        for name in who.columns[found.name]
        if name in table
    }
    values = {name: _cell(found.values.get(name)) for name in who.values[found.name]}
    sentences = [(_said(one), one.about) for one in (said if found.name in who.more else said[:1])]
    return sentences, values, columns


def _rows(table: Any, columns: tuple[str, ...], who: Reader) -> list[tuple[str, ...]]:
    found = [
        tuple(_cell(row[name]) for name in columns)
        for row in table.to_dict("records")
        if not {who.name, "public"}.isdisjoint(row["share"])
    ]
    return sorted(found)


def _cell(cell: Any) -> str:
    """A cell in words; sums of the same numbers in another order are the same."""
    return f"{cell:.9g}" if isinstance(cell, float) else str(cell)


# ---- pairs ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """Two logs on disk that differ, and for whom they are copied."""

    name: str
    base: Base
    one: Path
    other: Path
    log: Log


def candidates(home: Path, count: int, names: Sequence[str] = ()) -> Iterator[Pair]:
    """As many pairs as may be needed for `count`: every family in turn with every base that it may change."""
    random = Random(count)
    known, names = bases(), names or sorted(FAMILIES)
    roots: dict[tuple[int, bool], Path] = {}
    for number in range(count * TRIES):
        name = names[number % len(names)]
        fitting = [n for n, base in enumerate(known) if without_advice(base) or name not in {*FREE, *MOVE_ADVICE}]  # fmt: skip
        # Not every family begins with the same log.
        n = fitting[(number // len(names) + names.index(name)) % len(fitting)]
        base = known[n]
        first = doubled(base) if name == "same_again" else base.log
        key = (n, first is base.log)
        if key not in roots:
            roots[key] = first.write(home / f"base-{n}-{key[1]}")
        log = FAMILIES[name](base, random)
        yield Pair(name, base, roots[key], log.write(home / str(number)), log)


def differs_on_disk(pair: Pair) -> bool:
    """Whether the two folders hold other files or other bytes, or are read on another computer."""
    one, other = (
        {path.relative_to(root.parent).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
        for root in (pair.one, pair.other)
    )  # fmt: skip
    return one != other


def compare(
    count: int, names: Sequence[str] = (), *, memory: Memory | None = None,
    see: Callable[[Pair, Copy, Copy], object] = lambda *_: None,
) -> Tally:  # fmt: skip
    """Make the copies of `count` pairs. names: of these families alone. see: gets every pair with both copies."""
    tally, known = Tally(), {}
    with tempfile.TemporaryDirectory() as home, (memory or Memory()).used():
        for pair in candidates(Path(home), count, names):
            if tally.pairs.total() == count:
                break
            if pair.one not in known:
                part = shared_part(pair.one, pair.base.reader)
                known[pair.one] = (part, copy(pair.one, pair.base.reader))
                tally.speaking.update(name for name, said in part.items() if said and name not in ("always", "rows"))  # fmt: skip
            part, first = known[pair.one]
            with machine(pair.log):
                own = shared_part(pair.other, pair.base.reader)
                if own != part or not differs_on_disk(pair):
                    _drop(tally, pair, part, own)
                    continue
                second = copy(pair.other, pair.base.reader)
            tally.pairs[pair.name] += 1
            if (first.html, first.share_id, first.listed) != (second.html, second.share_id, second.listed):  # fmt: skip
                tally.differ.append(f"{pair.name} for {pair.base.reader}: {_where(first, second)}")
            see(pair, first, second)
    return tally


def _drop(tally: Tally, pair: Pair, part: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    """No pair: the two are equal on disk, or what the reader gets is not. That is a defect unless the family is free."""
    parts = [name for name in part if part[name] != own[name]]
    tally.dropped[f"{pair.name}: {', '.join(parts) or 'nothing changed'} ({pair.base.reader})"] += 1


def _where(first: Copy, second: Copy) -> str:
    """The first place where two pages part."""
    one, other = first.html.decode(), second.html.decode()
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))  # fmt: skip
    apart = [n for n in range(start, len(one)) if one[n : n + 1] != other[n : n + 1]]
    later = next((n for n in apart if n > start + 40), start)
    return f"{one[max(0, later - 60) : later + 60]!r} / {other[max(0, later - 60) : later + 60]!r}"


def main() -> int:
    """Make all pairs and say what was found."""
    tally = compare(int(os.environ.get("PAIRS", PAIRS)))
    for name, count in sorted(tally.pairs.items()):
        print(f"{count:5} {name}")
    for said, count in sorted(tally.dropped.items()):
        print(f"{count:5} no pair: {said}")
    print(
        f"{tally.pairs.total()} pairs, {len(tally.differ)} of them differ; what spoke: {dict(tally.speaking)}"
    )
    print("\n".join(tally.differ))
    return 1 if tally.differ else 0


if __name__ == "__main__":
    sys.exit(main())
