"""Learning, and where it will be used."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from careerkit.steps import Log, Task, guess

TITLE = "Invest in yourself"
GUIDE = "05_invest_in_yourself"
ORDER = 5


def tasks(log: Log) -> Iterator[Task]:
    """A guess, a session of learning in the year, and a line that says where it is used or will be."""
    yield from guess(log, "invest")
    learning = log.year("learning")
    yield Task(
        "session of learning of this year", len(learning), 1,
        "log one, however short, with a #skill",
    )  # fmt: skip
    yield Task(
        "line that says where it is of use", _uses(log.year("entry"), learning), 1,
        "write where you will try it, with the same #skill, or with [builds_on:: what you learned]",
    )  # fmt: skip


def _uses(entry: pd.DataFrame, learning: pd.DataFrame) -> int:
    """Entries that name what they build on, or carry a tag of something learned on the same day or before."""
    since: dict[str, pd.Timestamp] = {}
    for day, tags, skills in zip(
        *(learning[name] for name in ("date", "tags", "skills")), strict=True
    ):
        for label in (*tags, *skills):
            since[label] = min(day, since.get(label, day))
    carry = [
        any(label in since and since[label] <= day for label in (*tags, *skills))
        for day, tags, skills in zip(
            *(entry[name] for name in ("date", "tags", "skills")), strict=True
        )
    ]
    return int((np.asarray(carry, dtype=bool) | entry["builds_on"].notna().to_numpy()).sum())
