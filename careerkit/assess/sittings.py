"""Which sittings count: the last finished one of a year, all of a span, or their mean."""

from __future__ import annotations

import math
from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from careerkit.assess.change import APART, FINISHED, comparable
from careerkit.assess.scoring import band_in_words
from careerkit.errors import UsageError
from careerkit.period import Period

_ORDER = ["at", "administration"]


def sitting(
    scores: pd.DataFrame, instrument: str, period: Period, years: int = 0, retake: str = "last"
) -> pd.DataFrame:
    """All scores of one finished sitting of the period's year (or `years` later, -1 for the year before).

    A sitting belongs to the year that its occasion names, else to the year in which its last answer was
    given. Of several the last one counts, or the first (`retake`); `taken` says how many there are. Empty
    when there is none. Raises UsageError for another `retake`.
    """
    own = _finished(scores, instrument)
    start, end = (
        pd.Timestamp(day.replace(year=day.year + years)) for day in (period.start, period.end)
    )
    by_day = own["occasion"].isna() & (own["at"] >= start) & (own["at"] < end)
    mine = own[(own["occasion"] == str(period.year + years)) | by_day].sort_values(_ORDER)
    if mine.empty:
        return mine.assign(taken=pd.Series(dtype="int64"))
    chosen = mine["administration"].iloc[_place(retake)]
    found: pd.DataFrame = mine[mine["administration"] == chosen].reset_index(drop=True)
    return found.assign(taken=mine["administration"].nunique())


def sittings(scores: pd.DataFrame, instrument: str, start: date, end: date) -> pd.DataFrame:
    """All finished sittings whose last answer was given in `[start, end)`: one row per sitting and score, in time."""
    own = _finished(scores, instrument)
    mine = own[(own["at"] >= pd.Timestamp(start)) & (own["at"] < pd.Timestamp(end))]
    ordered: pd.DataFrame = mine.sort_values([*_ORDER, "score"], kind="stable")
    return ordered.reset_index(drop=True)


def mean_of_sittings(
    scores: pd.DataFrame, instrument: str, start: date, end: date, retake: str = "last"
) -> pd.DataFrame:
    """The mean of each score over the finished sittings in `[start, end)`, as one row per score.

    pomp, mean: means over `occasions` sittings. sem_pomp = sqrt(sum SEM^2) / k, which is SEM / sqrt(k)
    when all are alike: the errors of occasions are taken as independent. Of sittings less than 21 days
    apart one counts (`retake`: the last or the first), and only those that compare with the latest;
    `passed_over` says how many were scored and do not count. answered: all answers together. at: the
    middle of the occasions. A row may be given to `comparable` and `judge`. Empty when there is none.
    """
    own = sittings(scores, instrument, start, end)
    own = own[own["pomp"].notna()]
    if own.empty:
        return own.assign(occasions=pd.Series(dtype="int64"), passed_over=pd.Series(dtype="int64"))
    means = [_mean(rows.to_dict("records"), retake) for _, rows in own.groupby("score", sort=True)]
    return pd.DataFrame(means).astype(own.dtypes.to_dict())


def _finished(scores: pd.DataFrame, instrument: str) -> pd.DataFrame:
    own: pd.DataFrame = scores[
        (scores["instrument"] == instrument) & scores["status"].isin(FINISHED)
    ]
    return own


def _place(retake: str) -> int:
    if retake not in ("last", "first"):
        raise UsageError(f"retake is last or first, not {retake!r}")
    return -1 if retake == "last" else 0


def _mean(rows: list[dict[Hashable, Any]], retake: str) -> dict[Hashable, Any]:
    """One score: the words of its latest sitting, the mean of all that compare with it."""
    *earlier, latest = _occasions(rows, retake)
    kept = [*(row for row in earlier if comparable(latest, row).is_comparable), latest]
    k, first = len(kept), kept[0]["at"]
    pomp, sem = (
        sum(row["pomp"] for row in kept) / k,
        math.hypot(*(row["sem_pomp"] for row in kept)) / k,
    )
    band, near_line = band_in_words(pomp, sem, latest["bands"])
    return {
        **latest,
        "pomp": pomp, "sem_pomp": sem, "band": band, "near_line": near_line,
        "mean": sum(row["mean"] for row in kept) / k,
        "answered": sum(row["answered"] for row in kept),
        "at": (first + sum((row["at"] - first for row in kept), pd.Timedelta(0)) / k).floor("s"),
        "occasions": k, "passed_over": len(rows) - k,
    }  # fmt: skip


def _occasions(rows: list[dict[Hashable, Any]], retake: str) -> list[dict[Hashable, Any]]:
    """Sittings that are all at least 21 days apart: from the last one backward, or from the first one on."""
    order = -1 if _place(retake) else 1
    kept: list[dict[Hashable, Any]] = []
    for row in rows[::order]:
        if not kept or abs(row["at"] - kept[-1]["at"]) >= pd.Timedelta(days=APART):
            kept.append(row)
    return kept[::order]
