"""Why numbers moved: what differs in the records, the settings, the questionnaires and the day up to which is looked.

A cause is told of one table. Tags and skills that were renamed are told as that, not as so many changed records.
"""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from careerkit.instruments.known import instruments, used_file
from careerkit.past.diff.records import Cells, Change
from careerkit.past.diff.sides import Side

if TYPE_CHECKING:
    import pandas as pd

NEW, LATE, REMOVED, CHANGED = "new", "late", "removed", "changed"
TAG, SKILL, SETTING, QUESTIONNAIRE, DAY = (
    "renamed tag",
    "renamed skill",
    "setting",
    "questionnaire",
    "as-of day",
)
# Settings that hold the person's own words, or what only ingest and consent go by.
_QUIET = frozenset({"name", "season", "sources", "consent"})


@dataclass(frozen=True, eq=False)
class Cause:
    """One reason. records: those it is about; detail: columns or values; private: what may be words of the log."""

    kind: str
    table: str = ""
    records: tuple[Change, ...] = ()
    detail: str = ""
    private: str = ""

    def applied(self, name: str, base: Any, other: Any) -> Any:
        """An input of a measure with this cause alone taken over from the other state; one that is no table, as a whole."""
        if name != self.table:
            return other
        import pandas as pd

        theirs = {
            str(cells["id"])
            for change in self.records
            for cells in (change.before, change.after)
            if cells
        }
        return pd.concat(
            [base[~base["id"].isin(theirs)], other[other["id"].isin(theirs)]], ignore_index=True
        )


def of_table(found: Sequence[Change], before: Side, after: pd.DataFrame) -> list[Cause]:
    """The differences of one table, put together by kind. after: the table as it is now."""
    if not found:
        return []
    groups: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in found:
        groups[_kind(change, before)].append(change)
    told = [
        Cause(kind, found[0].table, tuple(records), detail)
        for (kind, detail), records in sorted(groups.items())
        if kind != CHANGED
    ]
    renamed = {column: _renamed(column, found, after) for column in ("tags", "skills")}
    told += list(_renames(TAG, renamed["tags"]))
    told += list(_renames(SKILL, {p: c for p, c in renamed["skills"].items() if not _by_tag(c)}))
    return told + _other(groups, renamed["tags"], renamed["skills"])


def _kind(change: Change, before: Side) -> tuple[str, str]:
    if change.after is None:
        return REMOVED, ""
    if change.before is None:
        is_late = change.day is not None and change.day <= before.as_of
        return (LATE if is_late else NEW), ""
    return CHANGED, ", ".join(sorted(change.columns))


Pair = tuple[str, str]


def _renamed(column: str, found: Iterable[Change], after: pd.DataFrame) -> dict[Pair, list[Change]]:
    """Labels that gave way to another one everywhere: old and new, with the records on which they did."""
    left = {label for labels in after[column] for label in labels}
    pairs: dict[Pair, list[Change]] = defaultdict(list)
    for change in found:
        for old, new in _swapped(change, column):
            if old not in left:
                pairs[old, new].append(change)
    # A label that became two different ones was split, not renamed.
    times = Counter(old for old, _ in pairs)
    return {pair: records for pair, records in pairs.items() if times[pair[0]] == 1}


def _swapped(change: Change, column: str) -> list[Pair]:
    if change.before is None or change.after is None or column not in change.columns:
        return []
    old, new = change.before[column] or (), change.after[column] or ()
    if len(old) != len(new):
        return []
    gone, come = (
        [label for label in one if label not in other] for one, other in ((old, new), (new, old))
    )
    return list(zip(gone, come, strict=False)) if len(gone) == len(come) else []


def _by_tag(records: Sequence[Change]) -> bool:
    """Whether the skills are others because the tags are: then the tag was renamed, and no skill."""
    return all("tags" in change.columns for change in records)


def _renames(kind: str, pairs: Mapping[Pair, list[Change]]) -> Iterator[Cause]:
    for (old, new), records in sorted(pairs.items()):
        yield Cause(kind, records[0].table, tuple(records), private=f"{old} -> {new}")


def _other(
    groups: Mapping[tuple[str, str], list[Change]],
    tags: Mapping[Pair, list[Change]],
    skills: Mapping[Pair, list[Change]],
) -> list[Cause]:
    """Changed records, by the columns that a renamed label does not explain."""
    explained = {
        "tags": {id(change) for records in tags.values() for change in records},
        "skills": {
            id(change) for records in (*skills.values(), *tags.values()) for change in records
        },
    }
    left: dict[str, list[Change]] = defaultdict(list)
    for (kind, _), records in groups.items():
        for change in records if kind == CHANGED else ():
            columns = {c for c in change.columns if id(change) not in explained.get(c, ())}
            if columns:
                left[", ".join(sorted(columns))].append(change)
    return [
        Cause(CHANGED, found[0].table, tuple(found), key) for key, found in sorted(left.items())
    ]


def of_settings(before: Side, after: Side) -> list[Cause]:
    """Every key of workbook.toml that says something else, with both values where they are no words of the person's."""
    old, new = (_flat(dataclasses.asdict(side.book.settings)) for side in (before, after))
    return [
        Cause(SETTING, detail=key, private=f"{old.get(key)} -> {new.get(key)}")
        if key.partition(".")[0] in _QUIET
        else Cause(SETTING, detail=f"{key}: {old.get(key)} -> {new.get(key)}")
        for key in sorted({*old, *new})
        if old.get(key) != new.get(key)
    ]


def _flat(found: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in found.items():
        name = f"{before}{key}"
        flat |= _flat(value, f"{name}.") if isinstance(value, Mapping) and value else {name: value}
    return flat


def of_questionnaires(before: Side, after: Side) -> list[Cause]:
    """The questionnaires that answers can be scored with, where one is new, gone or not the same.

    By what they say and not by their files: frozen tables have copies of the packaged ones beside them.
    """
    old, new = (
        {used_file(one): one.raw for one in instruments(side.book.instruments).values()}
        for side in (before, after)
    )
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    return [Cause(QUESTIONNAIRE, detail=Path(name).name) for name in names]


def of_day(before: Side, after: Side) -> list[Cause]:
    """Another day up to which the log is looked at."""
    if before.as_of == after.as_of:
        return []
    return [Cause(DAY, detail=f"{before.as_of} -> {after.as_of}")]


def words(change: Change, cells: Cells | None) -> str:
    """What a record says, for the person alone."""
    if not cells:
        return ""
    told = [
        cells.get(name)
        for name in ("date", "word", "text", "title", "name", "slug", "value", "kept")
    ]
    shown = [
        value.date().isoformat() if hasattr(value, "date") else str(value)
        for value in told
        if value is not None
    ]
    return " ".join(" ".join(shown).split())[:200]
