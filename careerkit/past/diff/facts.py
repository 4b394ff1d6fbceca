"""Everything of a measure that stands on the page as a number or a sentence, under a name, so that two can be compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from careerkit.measure import Measure

if TYPE_CHECKING:
    import pandas as pd

ABSENT = "nothing"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Columns that say who may read a row or which record it is, not how much of something there is.
_NO_NUMBERS = frozenset({"share", "id"})


@dataclass(frozen=True)
class Moved:
    """One thing that is not what it was. private: its name or words may be those of the log."""

    what: str
    before: Any
    after: Any
    private: bool = False

    def public(self, *, show_text: bool) -> dict[str, str]:
        """What moved, from what and to what, as text."""
        what, before, after = self.what, told(self.before), told(self.after)
        if before == after:
            before, after = repr(self.before), repr(self.after)
        if self.private and not show_text:
            what = "a row of the table" + (f": {what.rpartition(': ')[2]}" if ": " in what else "")
            before, after = (
                _masked(value, text) for value, text in ((self.before, before), (self.after, after))
            )
        return {"what": what, "before": before, "after": after}


def moved(before: Measure, after: Measure) -> list[Moved]:
    """What of two states of one measure differs: status, n, values, sentences, the cells of its table, its records."""
    old, new = facts(before), facts(after)
    names = list(old) + [name for name in new if name not in old]
    both = [(name, old.get(name, _NOTHING), new.get(name, _NOTHING)) for name in names]
    found = [
        Moved(name, was[0], now[0], was[1] or now[1])
        for name, was, now in both
        if not _same(was[0], now[0])
    ]
    gone, come = (Counter(_records(one)) for one in (before.rows, after.rows))
    if gone != come:
        told_apart = (
            f"{(gone - come).total()} that are gone",
            f"{(come - gone).total()} that are new",
        )
        found.append(Moved("records shown", *told_apart))
    return found


def facts(measure: Measure) -> dict[str, tuple[Any, bool]]:
    """Every number and sentence by name, with whether it may hold words of the log."""
    found: dict[str, tuple[Any, bool]] = {
        "status": (str(measure.status), False), "n": (measure.n, False),
        **{name: (value, False) for name, value in measure.values.items()},
    }  # fmt: skip
    for number, said in enumerate(measure.statements, 1):
        text = " ".join(filter(None, (said.text, said.needs)))
        found[f"sentence {number}"] = (f"[{said.status}, n = {said.n}] {text}", False)
    return found | _cells(measure.table)


_NOTHING = (ABSENT, False)


def told(value: Any) -> str:
    """A value as text: numbers without noise."""
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value)


def _masked(value: Any, text: str) -> str:
    is_words = isinstance(value, str) and value != ABSENT and not _DAY.fullmatch(value)
    return "words" if is_words or isinstance(value, tuple) else text


def _same(one: Any, other: Any) -> bool:
    if one is other:
        return True
    try:
        return bool(one == other) or (one != one and other != other)  # noqa: PLR0124 - nan is not itself
    except (TypeError, ValueError):
        return str(one) == str(other)


def _cells(table: pd.DataFrame) -> dict[str, tuple[Any, bool]]:
    """The cells of an aggregate by row and column; a table with a `share` column may name what the log names."""
    if table.empty:
        return {}
    private = "share" in table
    columns = [str(name) for name in table if name not in _NO_NUMBERS]
    lists = {name: table[name].tolist() for name in columns}
    return {
        f"table, {label}: {name}": (_plain(lists[name][row]), private)
        for row, label in enumerate(_labels(lists))
        for name in columns
    }


def _labels(columns: Mapping[str, list[Any]]) -> Iterator[str]:
    """What a row is called: its first cell, and a number where several rows begin with the same."""
    first = next(iter(columns.values()))
    seen: Counter[str] = Counter()
    for value in first:
        name = str(_plain(value))
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def _records(rows: pd.DataFrame) -> tuple[str, ...]:
    if rows.empty:
        return ()
    shown = [name for name in ("date", "label", "text", "detail") if name in rows]
    return tuple(
        " ".join(str(_plain(cell)) for cell in row) for row in rows[shown].itertuples(index=False)
    )


def _plain(value: Any) -> Any:
    """A cell without its wrapping: a day as ISO text, a list as a tuple, unknown as None."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    if str(value) in ("NaT", "<NA>", "nan"):
        return None
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value
