"""The yearly sitting of the compass: where each dimension stands, and whether the whole moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from careerkit import assess
from careerkit.measure import Measure, Status
from careerkit.period import Period

TITLE = "Compass"
QUESTION = "Where do you see your work between job work and career?"
ORDER = 70
GATES: Mapping[str, float] = {"sittings": 1, "days_apart_for_change": 21, "dimensions": 1}
Values = dict[str, float | int | str | None]
TRACKED = "trajectory"
_COLUMNS = [
    "title",
    "low",
    "high",
    "pomp",
    "sem",
    "from",
    "to",
    "wanted",
    "band",
    "near_line",
    "answered",
    "items",
]


def compass(scores: pd.DataFrame, period: Period) -> Measure:
    """Percent of range (POMP) of each dimension with +-1 SEM, from the year's last finished sitting.

    Near the line = an outer band within one SEM of a cut. Change is judged only for the composite
    trajectory, by Jacobson and Truax beyond 1.96, against last year's last finished sitting, if
    wording and keys are the same and at least 21 days lie between. Single dimensions rest on three
    answers and are for conversation. Gate: one finished sitting.
    """
    own = scores[scores["instrument"] == "compass"]
    now = _sitting(own, period, 0)
    table = _table(now)
    known = table["pomp"].notna()
    if known.sum() < GATES["dimensions"]:
        return Measure(
            Status.NOT_YET,
            0,
            "There is no finished compass sitting for this year.",
            _needs(own, period),
            table,
        )
    values: Values = {
        "dimensions": int(known.sum()),
        "near_line": int(table["near_line"].fillna(False).sum()),
    }
    together = now[now["composite"] & now["pomp"].notna()]
    values |= dict(zip(together["score"], together["pomp"].astype(float), strict=True))
    before = _sitting(own, period, -1)
    return _with_change(now, before, values, table, int(now["answered"][~now["composite"]].sum()))


def _sitting(own: pd.DataFrame, period: Period, years: int) -> pd.DataFrame:
    """The last finished sitting for the year: by its occasion, else by the day it was taken."""
    start, end = (
        pd.Timestamp(day.replace(year=day.year + years)) for day in (period.start, period.end)
    )
    by_day = own["occasion"].isna() & (own["at"] >= start) & (own["at"] < end)
    mine = own[
        ((own["occasion"] == str(period.year + years)) | by_day) & own["status"].isin(_FINISHED)
    ]
    if mine.empty:
        return mine
    latest = mine.sort_values(["at", "administration"])["administration"].iloc[-1]
    last: pd.DataFrame = mine[mine["administration"] == latest]
    return last


_FINISHED = ("scored", "not enough answers")


def _table(now: pd.DataFrame) -> pd.DataFrame:
    rows: pd.DataFrame = now[~now["composite"].astype(bool)].rename(columns={"sem_pomp": "sem"})
    rows = rows.assign(
        **{
            "from": (rows["pomp"] - rows["sem"]).clip(0),
            "to": (rows["pomp"] + rows["sem"]).clip(upper=100),
        }
    )
    shown: pd.DataFrame = rows[_COLUMNS].reset_index(drop=True)
    return shown


def _needs(own: pd.DataFrame, period: Period) -> str:
    drafts = own[
        (own["occasion"] == str(period.year))
        & (own["status"] == "draft")
        & ~own["composite"].astype(bool)
    ]
    if len(drafts):
        done = drafts.drop_duplicates("administration").iloc[-1]
        return f"Finish the one that is open: {done['rows_given']} of {done['rows_asked']} items are answered or skipped."
    if (own["status"] == "unknown instrument").any():
        return "A sitting was found whose questionnaire file is missing; put that file into instruments/."
    return "Take the compass once: 32 short items, about 7 minutes; any of them may be skipped."


def _with_change(
    now: pd.DataFrame, before: pd.DataFrame, values: Values, table: pd.DataFrame, n: int
) -> Measure:
    text = _profile(table)
    tracked = now[now["score"] == TRACKED].head(1)
    earlier = before[before["score"] == TRACKED].head(1)
    if earlier.empty or tracked.empty:
        return Measure(Status.CLEAR, n, f"{text}.", table=table, values=values)
    new, old = tracked.to_dict("records")[0], earlier.to_dict("records")[0]
    if new["fingerprint"] != old["fingerprint"]:
        why = f"wording changed in {new['version']}"
        return Measure(
            Status.NOT_COMPARABLE,
            n,
            f"{text}. Change since last year cannot be told.",
            f"{why}; the next sitting with this version can be compared.",
            table,
            values,
        )
    return Measure(
        Status.CLEAR, n, f"{text}. {_change(new, old, values)}", table=table, values=values
    )


def _change(new: Mapping[Any, Any], old: Mapping[Any, Any], values: Values) -> str:
    if pd.isna(new["pomp"]) or pd.isna(old["pomp"]) or pd.isna(new["sem_pomp"]):
        return "Too few answers to say whether Trajectory changed."
    if (new["at"] - old["at"]).days < GATES["days_apart_for_change"]:
        return "The two sittings are less than 21 days apart: a retake, not a year."
    found = assess.reliable_change(old["pomp"], new["pomp"], new["sem_pomp"])
    values |= {
        "trajectory_before": old["pomp"],
        "trajectory_threshold": found.threshold,
        "trajectory_verdict": found.verdict,
    }
    moved = f"Trajectory moved from {old['pomp']:.0f} to {new['pomp']:.0f} of 100"
    if found.verdict in ("up", "down"):
        return f"{moved}; {found.threshold:.0f} or more is unlikely to be chance alone, so this is a reliable change by our planning value."
    return (
        f"{moved}, which is within what two sittings a week apart can differ: no reliable change."
    )


def _profile(table: pd.DataFrame) -> str:
    known = table[table["pomp"].notna()]
    bands = known.groupby("band", sort=False).size()
    parts = ", ".join(f"{n} {band}" for band, n in bands.items())
    near = int(known["near_line"].fillna(False).sum())
    return f"{len(known)} of {len(table)} dimensions have a score: {parts}" + (
        f"; {near} near the line" if near else ""
    )
