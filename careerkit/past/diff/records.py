"""What of one table differs between two states, record by record.

A record is the same while its id is. Where the id holds what was edited (its words, its day), a record that is gone and one
that has come are one that was changed, if they agree in the rest and their words are alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from careerkit import tables

if TYPE_CHECKING:
    import pandas as pd

Cells = Mapping[str, Any]
# Where a record stands is not what it says.
_PLACE = frozenset({"id", "file", "line"})
ALIKE = 0.6
# Characters of a text that are compared, and pairs of texts beyond which only equal ones are paired.
_MOST_TEXT, _MOST_PAIRS = 400, 2_500


@dataclass(frozen=True)
class Change:
    """One record on both sides; None where it is not there. columns: those that differ, when it is on both."""

    table: str
    before: Cells | None
    after: Cells | None
    columns: frozenset[str] = frozenset()

    @property
    def cells(self) -> Cells:
        """The record as it is now, else as it was."""
        return self.after or self.before or {}

    @property
    def day(self) -> date | None:
        """When it happened."""
        found = self.cells.get("date")
        return found.date() if found is not None else None

    @property
    def place(self) -> str:
        """Its id, file and line, for somebody who wants to look."""
        cells = self.cells
        return f"{str(cells['id'])[:8]} ({cells.get('file') or 'no file'}:{cells.get('line') or 0})"


def changes(name: str, before: pd.DataFrame, after: pd.DataFrame) -> list[Change]:
    """Every record of one table that is new, gone or changed, in the order of the days."""
    old, new = _keyed(before), _keyed(after)
    gone = _records(old.loc[old.index.difference(new.index, sort=False)])
    come = _records(new.loc[new.index.difference(old.index, sort=False)])
    found = list(_edited(name, old, new))
    for one, other in _pairs(name, gone, come):
        columns = frozenset(key for key in other if key not in _PLACE and one[key] != other[key])
        found.append(Change(name, one, other, columns))
        del gone[one["id"]], come[other["id"]]
    found += [Change(name, cells, None) for cells in gone.values()]
    found += [Change(name, None, cells) for cells in come.values()]
    return sorted(found, key=lambda change: (str(change.day or ""), str(change.cells["id"])))


def _keyed(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame by id; should an id be there twice, the second one gets a number."""
    again = frame.groupby("id", sort=False).cumcount()
    if again.any():
        numbered = frame["id"].astype("str") + again.map(lambda n: f"#{n}" if n else "")
        frame = frame.assign(id=numbered)
    return frame.set_index("id", drop=False)


def _edited(name: str, old: pd.DataFrame, new: pd.DataFrame) -> Iterator[Change]:
    """Records on both sides with other cells."""
    both = old.index.intersection(new.index, sort=False)
    one, other = old.loc[both], new.loc[both]
    columns = [str(column) for column in new if column not in _PLACE]
    lists = {column.name for column in tables.table(name).all_columns if column.kind == "list"}
    differ = {
        column: _differ(one[column], other[column], is_list=column in lists) for column in columns
    }
    rows = sorted({row for found in differ.values() for row in found})
    before, after = _records(one.iloc[rows]), _records(other.iloc[rows])
    for row in rows:
        key = both[row]
        said = frozenset(column for column in columns if row in differ[column])
        yield Change(name, before[key], after[key], said)


def _differ(one: pd.Series[Any], other: pd.Series[Any], *, is_list: bool) -> set[int]:
    """The positions at which two columns of the same records differ; unknown equals unknown."""
    import numpy as np

    if is_list:
        pairs = zip(one.tolist(), other.tolist(), strict=True)
        return {row for row, (a, b) in enumerate(pairs) if list(a) != list(b)}
    same = (one == other).fillna(False).to_numpy(dtype=bool)
    unknown = one.isna().to_numpy() & other.isna().to_numpy()
    return set(np.flatnonzero(~(same | unknown)).tolist())


def _records(frame: pd.DataFrame) -> dict[str, Cells]:
    """Rows as plain cells by id, with lists as tuples and unknown as None."""
    found: dict[str, Cells] = {}
    for cells in frame.to_dict("records"):
        plain = {str(key): _plain(value) for key, value in cells.items()}
        found[plain["id"]] = plain
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if hasattr(value, "tolist") or isinstance(value, list):
        return tuple(value)
    # These three are not equal to themselves.
    return None if str(value) in ("NaT", "<NA>", "nan") else value


# ---- who is who --------------------------------------------------------------------------------------


def _pairs(
    name: str, gone: Mapping[str, Cells], come: Mapping[str, Cells]
) -> list[tuple[Cells, Cells]]:
    """Records that are gone and have come and are the same but for one part of what names them."""
    key = tables.table(name).key
    left, right = dict(gone), dict(come)
    found: list[tuple[Cells, Cells]] = []
    words = _words(name)
    for part in sorted(key, key=lambda column: (column in words, column)):
        rest = [column for column in key if column != part]
        for old, new in _by(rest, left.values(), right.values()):
            alike = _alike(old, new, words) if part in words or not rest else _in_turn(old, new)
            found += alike
            for one, other in alike:
                del left[one["id"]], right[other["id"]]
    return found


def _words(name: str) -> list[str]:
    """The columns of a table whose words tell a record from others."""
    found = tables.table(name)
    return [
        column.name
        for column in found.columns
        if column.kind in ("text", "slug") and (column.private or column.name in found.key)
    ]


def _by(
    columns: Sequence[str], old: Iterable[Cells], new: Iterable[Cells]
) -> Iterator[tuple[list[Cells], list[Cells]]]:
    """Both sides by what they agree in; groups that are on one side only are left out."""
    groups: dict[tuple[str, ...], tuple[list[Cells], list[Cells]]] = defaultdict(lambda: ([], []))
    for side, found in enumerate((old, new)):
        for cells in found:
            groups[tuple(str(cells.get(column)) for column in columns)][side].append(cells)
    return (pair for _, pair in sorted(groups.items()) if all(pair))


def _in_turn(old: list[Cells], new: list[Cells]) -> list[tuple[Cells, Cells]]:
    """One of each, where there is no doubt."""
    return [(old[0], new[0])] if len(old) == len(new) == 1 else []


def _alike(old: list[Cells], new: list[Cells], words: Sequence[str]) -> list[tuple[Cells, Cells]]:
    """The pairs whose words are most alike, each record once."""
    texts = [[_text(cells, words) for cells in side] for side in (old, new)]
    if len(old) * len(new) > _MOST_PAIRS:
        return []
    scored = [(-_ratio(a, b), i, j) for i, a in enumerate(texts[0]) for j, b in enumerate(texts[1])]
    found, taken = [], Counter[tuple[int, int]]()
    for score, i, j in sorted(scored):
        if -score >= ALIKE and not taken[0, i] and not taken[1, j]:
            taken.update([(0, i), (1, j)])
            found.append((old[i], new[j]))
    return found


def _text(cells: Cells, words: Sequence[str]) -> str:
    return " ".join(str(cells[column]) for column in words if cells.get(column))[:_MOST_TEXT]


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
