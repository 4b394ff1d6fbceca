"""Who is who between two exports of one person's contacts, where addresses and names have changed.

The people connected on a day before the older export are a closed set: whoever connects later has a later day, and
whoever is added again has a new one. So a row of such a day with an unknown id is no new person. It is one of those
whom the newer export no longer lists under the old id. Who, is told by what both rows say, else by there being only one
left; else it stays undecided and is listed, but is still counted once. Rows of other days are paired by what they say
alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from careerkit.problems import Problem

if TYPE_CHECKING:
    from careerkit.rows import Row

Said = TypeVar("Said", date, tuple[object, ...])
# The two sides of one day: who is no longer listed as before, who is listed under an unknown id.
_Sides = tuple[list["Row"], list["Row"]]

TABLE = "person"
# Beyond so many people that no closed day explains, more than it explains, the exports do not continue each other.
MANY_STRANGERS = 10
_MOST_PLACES = 12
_COUNTED = "Nothing needs doing, each is counted once; an export from between the two, if you have one, would tell"
_UNSURE = "Nothing needs doing; if they are the same, the count is too high by that"
_STRANGE = (
    "Check that it comes from the same account and that neither of the two was filtered or cut; people whose name or"
    " address has changed may be counted twice"
)


@dataclass(slots=True)
class Pairing:
    """Which rows are old ones in a new guise.

    `same`: ids of rows that take the place of an old row, with its id. `explained`: ids of nameless rows that stand for
    a person who is known under another id, with that id; they add nobody. `undecided`: those ids of both whose
    counterpart had to be one of several; every one of them stands in a problem.
    """

    same: dict[str, str] = field(default_factory=dict)
    explained: dict[str, str] = field(default_factory=dict)
    undecided: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def pair(
    vanished: Sequence[Row],
    appeared: Sequence[Row],
    closed_before: date | None,
    explained: Mapping[str, str] = MappingProxyType({}),
) -> Pairing:
    """Who of the people that an export no longer lists is who of those it lists under an unknown id.

    vanished: standing rows that the newer export lacks; those retired before are taken only where they are needed.
    appeared: its rows with an unknown id. closed_before: the day of the older export, on which people may still have
    come after it was made. explained: what earlier pairings found; those people stay nameless without another word.
    The order of the rows does not matter.
    """
    found = Pairing()
    old, new = _people(vanished), _people(appeared)
    for alike in (_own_key, _day_and_name):
        _join_unique(found, old, new, alike)
    _stay_nameless(found, old, new, set(explained.values()))
    closed, still_open = _days(old.values(), new.values(), closed_before)
    if _strangers(closed) > max(_places_found(closed), MANY_STRANGERS):
        found.problems.append(_not_continued(new.values(), _strangers(closed)))
        return found
    for gone, come in closed:
        _count_off(found, gone, come)
    found.problems += [_unsure(gone, come) for gone, come in still_open]
    return found


# ---- what both rows say ------------------------------------------------------------------------------


def _people(rows: Iterable[Row]) -> dict[str, Row]:
    people = sorted((row for row in rows if row.table == TABLE), key=lambda row: row.id)
    return {row.id: row for row in people}


def _is_nameless(row: Row) -> bool:
    """A deleted account leaves a row with nothing but its day."""
    return not row.cells["name"] and not row.cells["url"]


def _own_key(row: Row) -> tuple[object, ...] | None:
    """The key of an old row is that of its newest guise, which may have another id by now."""
    return None if _is_nameless(row) or not row.key else row.key


def _day_and_name(row: Row) -> tuple[object, ...] | None:
    day, name = row.cells["connected_on"], " ".join((row.cells["name"] or "").split()).casefold()
    return (day, name) if day and name else None


def _join_unique(
    found: Pairing,
    old: dict[str, Row],
    new: dict[str, Row],
    alike: Callable[[Row], tuple[object, ...] | None],
) -> None:
    """Join rows that say the same and are the only ones on their side to say it; both are taken out."""
    before, after = _grouped(old.values(), alike), _grouped(new.values(), alike)
    for said, rows in after.items():
        if len(rows) == 1 and len(before.get(said, ())) == 1:
            _join(found, before[said][0], rows[0])
            del old[before[said][0].id], new[rows[0].id]


def _grouped(rows: Iterable[Row], by: Callable[[Row], Said | None]) -> dict[Said, list[Row]]:
    """Rows by what they say; those that say nothing are in no group."""
    groups: dict[Said, list[Row]] = defaultdict(list)
    for row in rows:
        said = by(row)
        if said is not None:
            groups[said].append(row)
    return groups


def _join(found: Pairing, old: Row, new: Row) -> None:
    if _is_nameless(new) and not _is_nameless(old):
        found.explained[new.id] = old.id
    else:
        found.same[new.id] = old.id


def _stay_nameless(
    found: Pairing, old: dict[str, Row], new: dict[str, Row], nameless: set[str]
) -> None:
    """Rows without a name first stand for those who had none before; all are taken out.

    Unless there are fewer of them now, and somebody has come who may be the one they lack.
    """
    before = _grouped((old[who] for who in sorted(nameless) if who in old), _day)
    after = _grouped(new.values(), _day)
    for day, people in before.items():
        rows = [row for row in after.get(day, []) if _is_nameless(row)]
        if len(rows) < len(people) and len(rows) < len(after.get(day, [])):
            continue
        for person, row in zip(people, rows, strict=False):
            _join(found, person, row)
            del old[person.id], new[row.id]


# ---- counting off ------------------------------------------------------------------------------------


def _days(
    old: Iterable[Row], new: Iterable[Row], closed_before: date | None
) -> tuple[list[_Sides], list[_Sides]]:
    """Who is left on both sides, day by day: the closed days with somebody new, the open ones with both."""
    before, after = _grouped(old, _day), _grouped(new, _day)
    closed, still_open = [], []
    for day in sorted(after):
        gone, come = before.get(day, []), after[day]
        live = [row for row in gone if _is_live(row)]
        if closed_before is not None and day < closed_before:
            # Those who were gone before come in only where the others are too few.
            closed.append((live if len(live) >= len(come) else gone, come))
        elif live:
            still_open.append((live, come))
    return closed, still_open


def _day(row: Row) -> date | None:
    day: date | None = row.cells["connected_on"]
    return day


def _is_live(row: Row) -> bool:
    return bool(row.cells["status"] != "retired")


def _places_found(days: Iterable[_Sides]) -> int:
    return sum(min(len(gone), len(come)) for gone, come in days)


def _strangers(days: Iterable[_Sides]) -> int:
    return sum(max(0, len(come) - len(gone)) for gone, come in days)


def _count_off(found: Pairing, gone: list[Row], come: list[Row]) -> None:
    """Give every new row of a closed day the place of an old one; only a surplus is new."""
    is_decided = len(gone) == len(come) == 1 or _changes_nothing(gone, come)
    for before, after in _in_turn(gone, come):
        _join(found, before, after)
        if not is_decided:
            found.undecided.add(after.id)
    if gone and not is_decided:
        found.problems.append(_undecided(gone, come))


def _changes_nothing(gone: list[Row], come: list[Row]) -> bool:
    """Nameless rows for people who were all gone before: whoever is meant, all stay as they are."""
    return all(map(_is_nameless, come)) and not any(map(_is_live, gone)) and len(gone) >= len(come)


def _in_turn(gone: list[Row], come: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Namesakes first, then who has a name before who has none; else the order of ids decides."""
    namesakes = _grouped(sorted(gone, key=_turn), _day_and_name)
    left, waiting = {row.id: row for row in gone}, []
    for after in sorted(come, key=_turn):
        said = _day_and_name(after)
        if said and namesakes.get(said):
            yield left.pop(namesakes[said].pop(0).id), after
        else:
            waiting.append(after)
    yield from zip(sorted(left.values(), key=_turn), waiting, strict=False)


def _turn(row: Row) -> tuple[bool, bool, str]:
    return not _is_live(row), _is_nameless(row), row.id


# ---- what is said ------------------------------------------------------------------------------------


def _undecided(gone: list[Row], come: list[Row]) -> Problem:
    before = f"no longer listed as before ({_places(gone)})"
    if len(come) == 1:
        reason = (
            f"this row is one of {len(gone)} people who are {before}; which one cannot be decided"
        )
    elif len(come) <= len(gone):
        reason = (
            f"{len(come)} rows ({_places(come)}) are among {len(gone)} people who are {before};"
            " who is who cannot be decided"
        )
    else:
        reason = (
            f"{len(come)} rows ({_places(come)}) are {len(gone)} known and {len(come) - len(gone)} new;"
            f" the known are {before}; who is who cannot be decided"
        )
    return _problem(come[0], reason, _COUNTED)


def _unsure(gone: list[Row], come: list[Row]) -> Problem:
    return _problem(
        come[0], f"of the last day of the older export, {len(come)} came ({_places(come)}) and {len(gone)} went"
        f" ({_places(gone)}); whether they are the same cannot be decided, and they count apart",
        _UNSURE,
    )  # fmt: skip


def _not_continued(new: Iterable[Row], strangers: int) -> Problem:
    first = min(new, key=lambda row: (row.cells["file"], row.cells["line"]))
    return _problem(
        first, f"{strangers} people here were connected before the older export and are not in it;"
        " it does not continue that one", _STRANGE,
    )  # fmt: skip


def _problem(row: Row, reason: str, fix: str) -> Problem:
    return Problem(
        _file(row), row.cells["line"], "connected_on", "W-WHO", reason, fix, source=row.account.source
    )  # fmt: skip


def _places(rows: Iterable[Row]) -> str:
    """Files and lines, for somebody who wants to look; never a name."""
    lines: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        lines[_file(row)].append(row.cells["line"])
    told = [f"{file}:{line}" for file in sorted(lines) for line in sorted(lines[file])]
    more = f" and {len(told) - _MOST_PLACES} more" if len(told) > _MOST_PLACES else ""
    return ", ".join(told[:_MOST_PLACES]) + more


def _file(row: Row) -> str:
    file = str(row.cells["file"])
    return f"{file}!{row.member}" if file.endswith(".zip") and row.member else file
