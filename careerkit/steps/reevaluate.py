"""The yearly decision: what matters, how well the work fits it, and stay, shape or shift."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from careerkit.steps import Log, Task, missing

TITLE = "Re-evaluate the role"
GUIDE = "10_reevaluate"
ORDER = 10
VALUES = 3
_PARTS = {
    "reason": "the reason",
    "tripwire": "what would reopen it",
    "tripwire_on": "the day to look again",
}


def tasks(log: Log) -> Iterator[Task]:
    """Three values or more with a weight, a fit for each of them, and the decision with its reason and a tripwire with a day."""
    value = log.tables["value"]
    weighed = {_plain(name) for name in value.loc[value["weight"].notna(), "name"]} - {""}
    yield Task(
        "values with a weight", len(weighed), VALUES,
        f"weigh {missing(len(weighed), VALUES, 'value')} before you look at how the work fits",
    )  # fmt: skip
    wanted = max(VALUES, len(weighed))
    fits = len(_fits(log) & weighed)
    yield Task(
        "values with a fit of this year", fits, wanted,
        f"say for {missing(fits, wanted, 'value')} how well the work fits, 0 to 10",
    )  # fmt: skip
    decided = log.of_year("decision")
    lacking = _lacking(decided)
    yield Task(
        "decision of this year, with a reason and a tripwire", int(len(decided) > 0 and not lacking), 1,
        f"add {lacking[0]}" if lacking else "choose stay, shape or shift, and say why; all three are good answers",
    )  # fmt: skip


def _fits(log: Log) -> set[str]:
    """The values with a fit of the year, from rows of their own or from the short form in the decision."""
    fit = log.of_year("fit")
    found = {_plain(name) for name in fit.loc[fit["fit"].notna(), "value"]}
    for text in log.of_year("decision")["fits"].dropna():
        # learning=7; family: 5
        for part in map(str.rstrip, re.split("[;,\n]", text)):
            name = part.rstrip("0123456789./ ")
            found |= {_plain(name)} if name != part else set()
    return found


def _lacking(decided: pd.DataFrame) -> list[str]:
    """What the fullest decision of the year leaves open, in words."""
    every = [
        [words for name, words in _PARTS.items() if pd.isna(row[name])]
        for row in decided.to_dict("records")
    ]
    return min(every, key=len, default=[])


def _plain(name: str) -> str:
    """A value's name without case, signs and hyphens: so one is found again."""
    return " ".join(re.findall(r"\w+", name.casefold().replace("_", " ")))
