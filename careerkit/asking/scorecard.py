"""The last sitting of a questionnaire in plain lines: each score with its band, its precision and what may be said.

For the person alone. Limits come with every result; a change is told only where it may be claimed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from careerkit import assess
from careerkit.assess.change import FINISHED
from careerkit.instruments import Instrument

Row = Mapping[Any, Any]
# What is wanted and what is there differ by one step of a five-step scale.
_GAP, _MOST_GAPS = 25, 3


def lines(
    scores: pd.DataFrame,
    known: Mapping[str, Instrument],
    name: str,
    *,
    language: str = "",
    sitting: str = "",
) -> list[str]:
    """The last finished sitting of a questionnaire, else the open one as a draft; empty when there is none.

    known: questionnaires by fingerprint. language, sitting: only in this language, only the one of this name.
    """
    own = scores[(scores["instrument"] == name) & scores["score"].notna()]
    for column, wanted in (("language", language), ("administration", sitting)):
        own = own[own[column] == wanted] if wanted else own
    finished = own[own["status"].isin(FINISHED)]
    chosen = finished if len(finished) else own
    if chosen.empty:
        return []
    last = chosen.iloc[-1]
    same = chosen[["administration", "fingerprint"]] == last[["administration", "fingerprint"]]
    now = chosen[same.all(axis=1)].to_dict("records")
    instrument = known[str(last["fingerprint"])]
    return [
        *_head(now[0], finished),
        "",
        *_scores(now, instrument),
        *_after(now, scores, instrument),
    ]


def _head(first: Row, finished: pd.DataFrame) -> Iterator[str]:
    taken = finished[finished["occasion"] == first["occasion"]]["administration"].nunique()
    times = f", taken {taken} times for it" if taken > 1 else ""
    yield f"{first['administration']}: {first['at']:%Y-%m-%d}, for {first['occasion']}{times}"
    if first["status"] == "draft":
        yield f"A draft: {first['rows_given']} of {first['rows_asked']} statements have an answer or a skip."
    if first["left_out"]:
        yield f"{first['left_out']} answers are left out: they are on no scale, or to no item of this questionnaire."


def _scores(now: list[dict[Any, Any]], instrument: Instrument) -> Iterator[str]:
    """Single scores first, then the composites; the feedback of a band below its score."""
    for row in sorted(now, key=lambda row: bool(row["composite"])):
        yield from _score(row)
        yield from _feedback(row, instrument)


def _score(row: Row) -> Iterator[str]:
    poles = f" ({row['low']} ... {row['high']})" if row["low"] and row["high"] else ""
    kind = "scores" if row["composite"] else "answers"
    rests = f"{row['answered']} of {row['items']} {kind}"
    if pd.isna(row["pomp"]):
        yield f"{row['title']}{poles}: not enough answers ({rests})"
        return
    told = [f"{row['pomp']:.0f} of 100", rests]
    if not pd.isna(row["sem_pomp"]):
        low, high = max(0, row["pomp"] - row["sem_pomp"]), min(100, row["pomp"] + row["sem_pomp"])
        told.insert(1, f"{low:.0f} to {high:.0f} with its error")
    # A band is a place between two poles; a composite has none.
    if isinstance(row["band"], str) and poles:
        near = ", near the line" if row["near_line"] is True else ""
        told.insert(1, f"{row['band']}{near}")
    yield f"{row['title']}{poles}: {'; '.join(told)}"


def _feedback(row: Row, instrument: Instrument) -> Iterator[str]:
    texts = instrument.raw.get("feedback", {}).get(row["score"], {})
    names = instrument.bands[1]
    if texts and isinstance(row["band"], str):
        place = names.index(row["band"])
        key = "low" if place == 0 else "high" if place == len(names) - 1 else "mid"
        if key in texts:
            yield f"    {texts[key]}"


def _after(
    now: list[dict[Any, Any]], scores: pd.DataFrame, instrument: Instrument
) -> Iterator[str]:
    yield from _gaps(now)
    yield from _changes(now, scores)
    yield ""
    if any(not pd.isna(row["sem_pomp"]) for row in now):
        planned = " by planning values, not by data" if now[0]["precision"] == "assumed" else ""
        yield f"The error is one standard error of measurement{planned}: about two times in three a repeated score lies within it."
    yield from (f"- {limit}" for limit in instrument.raw["instrument"].get("limits", ()))


def _gaps(now: list[dict[Any, Any]]) -> Iterator[str]:
    """The widest gaps between what is wanted and what is there; never tested, at most three."""
    asked = [row for row in now if not (pd.isna(row["wanted"]) or pd.isna(row["pomp"]))]
    wide = [row for row in asked if abs(row["wanted"] - row["pomp"]) >= _GAP]
    wide.sort(key=lambda row: (-abs(row["wanted"] - row["pomp"]), row["score"]))
    if asked:
        yield ""
    if asked and not wide:
        yield "What you have and what you want agree closely."
    for row in wide[:_MOST_GAPS]:
        much = "more" if row["wanted"] > row["pomp"] else "less"
        yield f"You want {much} {row['title']} than you have now (wanted {row['wanted']:.0f}, now {row['pomp']:.0f})."


def _changes(now: list[dict[Any, Any]], scores: pd.DataFrame) -> Iterator[str]:
    """The change since the last finished sitting at least 21 days before, of the scores that can carry one."""
    first = now[0]
    if first["status"] not in FINISHED:
        return
    earlier = scores[
        (scores["instrument"] == first["instrument"])
        & scores["status"].isin(FINISHED)
        & (scores["at"] <= first["at"] - pd.Timedelta(days=assess.APART))
    ]
    if earlier.empty:
        return
    last = earlier["administration"].iloc[-1]
    before = {
        row["score"]: row for row in earlier[earlier["administration"] == last].to_dict("records")
    }
    tested = [row for row in now if row["is_testable"] and not math.isnan(row["sem_pomp"])]
    yield ""
    yield f"Since {last} ({earlier['at'].iloc[-1]:%Y-%m-%d}):"
    for row in tested:
        if row["score"] in before:
            yield assess.judge(row, before[row["score"]]).sentence(row["title"])
    if len(tested) < len(now):
        yield "Of a change in the other scores nothing is said: three answers, or an unknown precision, cannot carry it."
