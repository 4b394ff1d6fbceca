"""The yearly sitting of the compass: where each dimension stands, and where it is wanted; for orientation, never a grade."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from careerkit import assess
from careerkit.measure import Measure, Statement, Status
from careerkit.period import Period

TITLE = "Compass"
QUESTION = "Where do you see your work between job work and career?"
ORDER = 150
GATES: Mapping[str, float] = {
    "sittings": 1,
    "days_apart_for_change": assess.APART,
    "dimensions": 1,
    "gaps": 3,
    "points_for_a_gap": 25,
    "low_zone": 40,
    "retake_pairs": 10,
}
Values = dict[str, float | int | str | None]
Row = Mapping[Any, Any]
COMPOSITES = ("trajectory", "meaning", "sustain")
# Our names of what the packaged file measures: a file's own titles are data and stand in the table alone.
_NAMES = {
    "scope": "Scope", "drive": "Drive", "impact": "Impact", "growth": "Growth", "network": "Network",
    "fit": "Fit", "steady": "Steadiness", "harmony": "Harmony",
}  # fmt: skip
_COLUMNS = [
    "title", "low", "high", "pomp", "sem", "from", "to", "wanted", "band", "near_line", "answered", "items",
]  # fmt: skip


def compass(answer: pd.DataFrame, scores: pd.DataFrame, period: Period) -> Measure:
    """Percent of range (POMP) of each dimension with +-1 SEM, from the year's last finished sitting.

    Near the line = an outer band within one SEM of a cut. A gap = wanted - now of 25 points or more, the
    three widest told and never tested. Single dimensions rest on three answers, so no change in them is
    tested. Of the composites (in `values` alone) a change is told by Jacobson and Truax beyond 1.96, against
    the last finished sitting of the year before, with the same items and at least 21 days between. Gate:
    one finished sitting.
    """
    own = scores[scores["instrument"] == "compass"]
    if not period.is_finished:
        own = own[own["at"] < pd.Timestamp(period.last)]
    now, before = (assess.sitting(own, "compass", period, years) for years in (0, -1))
    table = _table(now)
    sittings = now["administration"].nunique()
    if sittings < GATES["sittings"] or table["pomp"].notna().sum() < GATES["dimensions"]:
        text = "There is no finished compass sitting for this year."
        return Measure(Status.NOT_YET, 0, text, _needs(own, period), table)
    single, judged = _zoned(now[~now["composite"]]), _judged(now, before)
    n, refused = int(single["answered"].sum()), _refused(judged.get("trajectory"))
    return Measure(
        Status.NOT_COMPARABLE if refused else Status.CLEAR, n, _profile(now, single),
        f"{refused}; the next sitting with this version can be compared." if refused else "",
        table, _values(now, single, judged), evidence=_answers(answer, now),
        more=(
            *_gaps(single), *_beside(single, before, judged), *_care(single), *_repeats(own), *_limits(n),
        ),
    )  # fmt: skip


def _answers(answer: pd.DataFrame, now: pd.DataFrame) -> tuple[str, ...]:
    taken = now["administration"].iloc[0]
    own = answer[(answer["instrument"] == "compass") & (answer["administration"] == taken)]
    return tuple(own.sort_values(["at", "id"])["id"].dropna())


def _table(now: pd.DataFrame) -> pd.DataFrame:
    rows: pd.DataFrame = now[~now["composite"].astype(bool)].rename(columns={"sem_pomp": "sem"})
    low, high = (rows["pomp"] - rows["sem"]).clip(0), (rows["pomp"] + rows["sem"]).clip(upper=100)
    shown: pd.DataFrame = rows.assign(**{"from": low, "to": high})[_COLUMNS]
    return shown.reset_index(drop=True)


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


def _profile(now: pd.DataFrame, single: pd.DataFrame) -> str:
    """The headline: how many dimensions lie in which zone; no composite and no single number."""
    known = single[single["pomp"].notna()]
    parts = [f"{len(known)} of {len(single)} dimensions have a score"]
    zones = known["zone"].value_counts()
    told = [f"{zones[zone]} {zone}" for zone in _ZONES if zone in zones]
    parts[0] += f": {', '.join(told)}" if told else ""
    near = int(known["near_line"].fillna(False).sum())
    may = "they may" if near != 1 else "it may"
    parts += [f"{near} so near a border that {may} belong to the neighbour"] if near else []
    taken = int(now["taken"].iloc[0])
    parts += (
        [f"the compass was taken {taken} times this year, and the last one counts"]
        if taken > 1
        else []
    )
    return "; ".join(parts) + "."


_ZONES = ("towards the first pole", "some of both", "towards the second pole")


def _zoned(single: pd.DataFrame) -> pd.DataFrame:
    """With the zone of each score in our words, from the cuts of its file; unknown where the file has none."""
    zones = []
    for bands, pomp in zip(single["bands"], single["pomp"], strict=True):
        cuts = np.asarray(json.loads(bands)[0], float)
        place = int(assess.band_of(np.array([pomp]), cuts)[0])
        known = len(cuts) and not pd.isna(pomp)
        zones.append(_ZONES[0 if place == 0 else 2 if place == len(cuts) else 1] if known else None)
    return single.assign(zone=pd.Series(zones, single.index, dtype=object))


def _judged(now: pd.DataFrame, before: pd.DataFrame) -> dict[str, assess.Judgement]:
    """What may be told of the change in each composite that both sittings have."""
    new, old = (
        {row["score"]: row for row in rows[rows["composite"].astype(bool)].to_dict("records")}
        for rows in (now, before)
    )
    return {
        name: assess.judge(new[name], old[name])
        for name in COMPOSITES
        if name in new and name in old
    }


def _refused(tracked: assess.Judgement | None) -> str:
    """Why a change cannot be told although two years are there: another wording or another language."""
    if (
        tracked is None
        or tracked.change
        or not ("wording" in tracked.reason or "language" in tracked.reason)
    ):
        return ""
    # What follows a colon is text of the questionnaire's file.
    why = tracked.reason.partition(":")[0]
    return f"{why[:1].upper()}{why[1:]}"


def _values(
    now: pd.DataFrame, single: pd.DataFrame, judged: Mapping[str, assess.Judgement]
) -> Values:
    """The counts; and of the composites their scores, and their changes where they may be told."""
    values: Values = {
        "dimensions": int(single["pomp"].notna().sum()),
        "near_line": int(single["near_line"].fillna(False).sum()),
        "taken": int(now["taken"].iloc[0]),
    }
    known = now[now["score"].isin(COMPOSITES) & now["pomp"].notna()]
    values |= dict(zip(known["score"], known["pomp"].astype(float), strict=True))
    for name, each in judged.items():
        if each.change:
            values |= {
                f"{name}_before": float(each.before), f"{name}_threshold": each.change.threshold,
                f"{name}_verdict": each.change.verdict,
            }  # fmt: skip
    return values


def _gaps(single: pd.DataFrame) -> Iterator[Statement]:
    """The widest differences between wanted and now, in our names of the dimensions."""
    both = single[single["pomp"].notna() & single["wanted"].notna() & single["score"].isin(_NAMES)]
    if both.empty:
        return
    wide = both.assign(width=(both["wanted"] - both["pomp"]).abs())
    wide = wide[wide["width"] >= GATES["points_for_a_gap"]]
    wide = wide.sort_values("width", ascending=False, kind="stable").head(int(GATES["gaps"]))
    parts = [
        f"{'more' if row['wanted'] > row['pomp'] else 'less'} {_NAMES[row['score']]} (wanted {row['wanted']:.0f}, now {row['pomp']:.0f})"
        for row in wide.to_dict("records")
    ]
    text = (
        f"You want {', then '.join(parts)}; these are for orientation and not tested."
        if parts
        else "What you have and what you want agree closely."
    )
    yield Statement(text, Status.CLEAR, len(both))


def _beside(
    single: pd.DataFrame, before: pd.DataFrame, judged: Mapping[str, assess.Judgement]
) -> Iterator[Statement]:
    """How this year's sitting may be read beside the one of the year before."""
    tracked, n = judged.get("trajectory"), int(single["answered"].sum())
    if tracked is None:
        return
    if "retake" in tracked.reason:
        text = "The sitting of the year before is less than 21 days away: a retake, which tells how precise the answers are, not how a year went."
        needs = "A sitting at least 21 days after the last one."
        yield Statement(text, Status.NOT_COMPARABLE, n, needs)
    elif _refused(tracked):
        old = before.loc[before["pomp"].notna()].set_index("score")["items_key"]
        same = int((single["score"].map(old) == single["items_key"]).sum())
        text = f"{same} of {len(single)} dimensions have the same items in both years; these may be read side by side."
        if same:
            yield Statement(text, Status.CLEAR, n)
    elif tracked.change:
        text = "The sitting of the year before has the same items; a change is told for whole groups of dimensions alone, in the appendix of your own copy."
        yield Statement(text, Status.CLEAR, n)


def _care(single: pd.DataFrame) -> Iterator[Statement]:
    """A low end of what sustains: care, never blame. For the owner's copy."""
    low = single[single["score"].isin(["steady", "harmony"]) & (single["pomp"] < GATES["low_zone"])]
    if len(low):
        text = "This is not a health test: if you feel worn out most days, talk to someone you trust or a health professional."
        yield Statement(text, Status.CLEAR, int(low["answered"].sum()))


def _repeats(own: pd.DataFrame) -> Iterator[Statement]:
    """How far a dimension moves from one sitting to a retake, once there are enough of them."""
    found = assess.repeatability(own[~own["composite"].astype(bool)], "compass")
    found = found[found["pairs"] >= GATES["retake_pairs"]]
    if len(found):
        n, moves = int(found["pairs"].min()), float(found["smallest_real"].median())
        text = f"In {n} retakes within 21 days a dimension of yours moved by up to {moves:.0f} of 100 while hardly anything can have changed."
        yield Statement(text, Status.CLEAR, n)


def _limits(n: int) -> Iterator[Statement]:
    """What is printed with every result."""
    yield Statement(
        "Single dimensions rest on three answers and often move by a full point of five without anything having changed: "
        "they start a conversation, and no change in them is tested.", Status.CLEAR, n,
    )  # fmt: skip
    yield Statement(
        "The compass is our own, tested on nobody and without norms: mood, and who will read it, colour the answers, "
        "and it is not for selection, appraisal, pay or comparing people.", Status.CLEAR, n,
    )  # fmt: skip
    yield Statement("The pulse asks other items on other days; its numbers need not agree.", Status.CLEAR, n)  # fmt: skip
