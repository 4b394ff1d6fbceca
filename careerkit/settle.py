"""Which rows stand: identity, duplicates, newer exports, contradictions. Nothing is lost on the way.

Every row of every file ends as accepted, duplicate, retired, set aside or ignored.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from careerkit.contradictions import without_contradictions
from careerkit.problems import Problem
from careerkit.records import Account, Coverage
from careerkit.rows import Row
from careerkit.tables import table

# A fresh export that takes away more than this share of the rows it speaks of is held; a few rows never are.
SHRINK, FEWEST_GONE = 0.2, 5
_PLACE = frozenset({"id", "skills", "recorded_at", "file", "line", "status"})


class Pairing(Protocol):
    """Who is who: ids of rows that are old ones in a new guise, and of rows that add nobody."""

    same: Mapping[str, str]
    undecided: Collection[str]
    explained: Mapping[str, str]
    problems: Sequence[Problem]


Pair = Callable[[Sequence[Row], Sequence[Row], date | None, Mapping[str, str]], Pairing]


@dataclass(slots=True)
class File:
    """The typed rows of one file of one source.

    `newest` orders exports (the date in the name, the newest date inside, the order of arrival); living files have none.
    `fresh`: nobody has agreed to this file yet. `held`: it would take away too much and was left out. `pair`: the
    source's own way to see who is who between two exports.
    """

    account: Account
    coverage: Coverage
    rows: list[Row] = field(default_factory=list)
    newest: tuple[str, str, int] = ("", "", 0)
    fresh: bool = False
    held: bool = False
    pair: Pair | None = None

    @property
    def day(self) -> date | None:
        """The day of the export: the date in its name, else the newest date inside."""
        text = self.newest[0] or self.newest[1]
        return date.fromisoformat(text) if text else None


def settle(
    files: Iterable[File], *, accept_shrink: bool = False
) -> tuple[list[Row], list[Problem]]:
    """The rows that stand, and what was found on the way; the files' accounts are completed.

    A fresh export that would take away more than a fifth of the rows it speaks of is held, unless `accept_shrink`.
    """
    by_source: dict[str, list[File]] = defaultdict(list)
    for file in files:
        by_source[file.account.source].append(file)
    rows: list[Row] = []
    problems: list[Problem] = []
    for source in sorted(by_source):
        found = by_source[source]
        if found[0].coverage is Coverage.LIVING:
            rows += _once(_identified(row for file in found for row in file.rows), problems)
        else:
            ordered = sorted(found, key=_place_in_time)
            rows += _exports(ordered, problems, accept_shrink=accept_shrink)
    return without_contradictions(rows, problems), problems


def _place_in_time(file: File) -> tuple[str, str, int]:
    """A file without a date in its name stands where the newest date inside puts it."""
    named, inside, number = file.newest
    return named or inside, inside, number


def _identified(rows: Iterable[Row]) -> list[Row]:
    """Give every row its id: a hash of source, table and key, with an ordinal among equals."""
    equals: Counter[str] = Counter()
    found = []
    for row in rows:
        named = json.dumps([row.account.source, row.table, *key_of(row)], ensure_ascii=False)
        ordinal = equals[named] if row.key or table(row.table).repeats else 0
        equals[named] += 1
        text = f"{named}#{ordinal}" if ordinal else named
        row.id = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
        found.append(row)
    return found


def key_of(row: Row) -> tuple[str, ...]:
    """What makes two rows of one source and table the same thing, without the count among equals."""
    return row.key or tuple(_plain(row.cells[name]) for name in table(row.table).key)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(str(value).split()).casefold()


def _once(rows: Iterable[Row], problems: list[Problem]) -> list[Row]:
    """The first row of each id; a second one is a duplicate and is reported."""
    standing: dict[str, Row] = {}
    for row in rows:
        if row.id not in standing:
            standing[row.id] = row
            row.account.accepted += 1
            continue
        row.account.duplicate += 1
        problems.append(
            Problem(
                row.cells["file"], row.cells["line"], table(row.table).key[0], "W-DOUBLE",
                "the same thing stands earlier", "The first one counts; delete one of them",
                source=row.account.source,
            )
        )  # fmt: skip
    return list(standing.values())


def _exports(files: list[File], problems: list[Problem], *, accept_shrink: bool) -> list[Row]:
    """Fold exports from the oldest to the newest: the newest row of each id wins."""
    standing: dict[str, Row] = {}
    folded: list[File] = []
    explained: dict[str, str] = {}
    for file in files:
        rows = _identified(file.rows)
        pairing = _paired(file, rows, standing, folded, explained)
        gone, spoken_of = _gone(file.coverage, standing, rows)
        if file.fresh and not accept_shrink and _looks_partial(gone, spoken_of):
            problems.append(_hold(file, len(gone), len(spoken_of)))
            continue
        if pairing is not None:
            problems += pairing.problems
            explained |= pairing.explained
        _fold(standing, {row.id: row for row in _first_of_each(rows)}, gone, file)
        folded.append(file)
    return list(standing.values())


def _fold(standing: dict[str, Row], fresh: dict[str, Row], gone: list[Row], file: File) -> None:
    """Put the rows of one export in the place of what they replace."""
    for key, row in fresh.items():
        old = standing.get(key)
        if old is None:
            file.account.new += 1
            continue
        file.account.changed += _told(old) != _told(row)
        _uncount(old)
        old.account.duplicate += 1
    file.account.missed = len(gone)
    for row in gone:
        _uncount(row)
        row.account.retired += 1
        if file.coverage is Coverage.KEEP:
            row.cells["status"] = "retired"
        else:
            del standing[row.id]
    standing.update(fresh)


def _told(row: Row) -> dict[str, Any]:
    """What a row says, apart from where it stands."""
    return {name: value for name, value in row.cells.items() if name not in _PLACE}


def _paired(
    file: File,
    rows: list[Row],
    standing: dict[str, Row],
    folded: list[File],
    before: Mapping[str, str],
) -> Pairing | None:
    """Let the source say which rows with a new id are old ones in a new guise; `rows` is changed in place."""
    if file.pair is None or not standing:
        return None
    ids = {row.id for row in rows}
    appeared = [row for row in rows if row.id not in standing]
    vanished = [row for key, row in standing.items() if key not in ids]
    known_until = max(filter(None, (earlier.day for earlier in folded)), default=None)
    found = file.pair(vanished, appeared, known_until, before)
    for row in appeared:
        if row.id in found.same:
            _take_over(row, standing[found.same[row.id]], keep_name=row.id not in found.undecided)
    explained = [row for row in appeared if row.id in found.explained]
    for row in explained:
        row.account.duplicate += 1
    rows[:] = [row for row in rows if row.id not in found.explained]
    return found


def _take_over(row: Row, old: Row, *, keep_name: bool) -> None:
    """The row is the old one in a new guise: its id stays, and so does the short name that the journal uses."""
    row.id = old.id
    if keep_name and old.cells.get("slug"):
        row.cells["slug"] = old.cells["slug"]


def _looks_partial(gone: list[Row], spoken_of: list[Row]) -> bool:
    return len(gone) >= FEWEST_GONE and len(gone) > SHRINK * len(spoken_of)


def _hold(file: File, gone: int, spoken_of: int) -> Problem:
    """Leave a whole export out: all its rows are set aside until the person agrees."""
    file.held = True
    file.account.quarantined += len(file.rows)
    file.account.duplicate = 0
    return Problem(
        file.account.file, 0, "", "E-SHRINK",
        f"{gone} of the {spoken_of} rows known from earlier exports are missing here; it looks partial or filtered",
        "If it is whole, take it in with: careerkit ingest --accept-shrink", source=file.account.source,
    )  # fmt: skip


def _first_of_each(rows: list[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            row.account.duplicate += 1
            continue
        seen.add(row.id)
        row.account.accepted += 1
        yield row


def _uncount(row: Row) -> None:
    if row.cells["status"] == "retired":
        row.account.retired -= 1
    else:
        row.account.accepted -= 1


def _gone(
    coverage: Coverage, standing: dict[str, Row], rows: list[Row]
) -> tuple[list[Row], list[Row]]:
    """Rows of older exports that the new one should hold and does not, and all rows it should hold."""
    if coverage is Coverage.UNION:
        return [], []
    live = [row for row in standing.values() if row.cells["status"] != "retired"]
    if coverage is Coverage.WINDOW:
        windows = _windows(rows)
        spoken_of = [row for row in live if _inside(row, windows)]
    else:
        members = {row.member for row in rows}
        spoken_of = [row for row in live if row.member in members]
    ids = {row.id for row in rows}
    return [row for row in spoken_of if row.id not in ids], spoken_of


def _windows(rows: Iterable[Row]) -> dict[str, tuple[date, date]]:
    days: dict[str, list[date]] = defaultdict(list)
    for row in rows:
        if row.cells.get("date"):
            days[row.cells.get("account") or ""].append(row.cells["date"])
    return {account: (min(found), max(found)) for account, found in days.items()}


def _inside(row: Row, windows: dict[str, tuple[date, date]]) -> bool:
    window, day = windows.get(row.cells.get("account") or ""), row.cells.get("date")
    if window is None or day is None:
        return False
    return bool(window[0] <= day <= window[1])
