"""Where the work stands: a self-assessment, and what gives energy and what drains it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from careerkit.assess import sitting
from careerkit.steps import Log, Task, guess, missing

TITLE = "Assess your current role"
GUIDE = "01_assess_current_role"
ORDER = 1
RATED, LABELLED = 5, 1
INSTRUMENTS = ("compass", "pulse")
STREAMS = ("entry", "touch", "learning")


def tasks(log: Log) -> Iterator[Task]:
    """A guess, the compass or the pulse of the year, five rated lines, one of them with a tag."""
    yield from guess(log, "assess")
    yield _assessment(log)
    columns = ["energy", "tags", "skills"]
    lines = pd.concat([log.year(name)[columns] for name in STREAMS])
    rated = lines[lines["energy"].notna()]
    yield Task(
        "lines of this year with an energy", len(rated), RATED,
        f"rate {missing(len(rated), RATED, 'line')}, from -2 (drained) to +2 (energised)",
    )  # fmt: skip
    labelled = (rated["tags"].str.len() > 0) | (rated["skills"].str.len() > 0)
    yield Task(
        "rated line that says with a #tag what it was", int(labelled.sum()), LABELLED,
        "put a #tag on a line that gave you energy or took it",
    )  # fmt: skip


def _assessment(log: Log) -> Task:
    scores = log.scores()
    finished = [name for name in INSTRUMENTS if len(sitting(scores, name, log.period))]
    begun = scores[(scores["status"] == "draft") & scores["instrument"].isin(INSTRUMENTS)]
    begun = begun[(begun["occasion"] == str(log.period.year)) | log.is_in_year(begun["at"])]
    how = (
        "finish the one that you began; every answer is kept" if len(begun)
        else "take the compass (32 statements) or the pulse (12)"
    )  # fmt: skip
    return Task("finished self-assessment of this year", len(finished), 1, how)
