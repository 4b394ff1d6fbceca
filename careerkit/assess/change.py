"""What may be said of two scores: whether they compare at all, and whether they differ by more than chance."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, NamedTuple

import pandas as pd

from careerkit.instruments import version_key

Z95 = NormalDist().inv_cdf(0.975)
# Two sittings fewer days apart are a retake: they tell how precise a score is, not how it moved.
APART = 21
# 1.96 sqrt(2): two scores of an unchanged person differ by more in 5 of 100 pairs.
SMALLEST_REAL = Z95 * math.sqrt(2)
FINISHED = ("scored", "not enough answers")
Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A difference, the least difference that chance alone rarely makes, and what may be said."""

    difference: float
    threshold: float
    index: float
    verdict: str


class Comparison(NamedTuple):
    """Whether two scores mean the same, and why not, or why so although the wording changed."""

    is_comparable: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What may be said of a change: the change, or why there is nothing to say of one.

    reason: why `change` is None, or what a comparison across versions rests on. is_planned: the
    precision is a planning value, which no data stand behind.
    """

    change: Change | None
    reason: str
    before: float
    after: float
    is_planned: bool = False

    def sentence(self, title: str) -> str:
        """The one sentence that a reader gets; it never says more than the change carries."""
        if self.change is None:
            return f"Of a change in {title} nothing can be said: {self.reason}."
        before, after = f"{self.before:.0f}", f"{self.after:.0f}"
        moved = f"{title} moved from {before} to {after} of 100"
        if self.change.verdict == "no reliable change":
            if before == after:
                return f"{title} stayed at {after} of 100: no reliable change."
            return f"{moved}, which is within what two sittings a week apart can differ: no reliable change."
        by = " by our planning value" if self.is_planned else ""
        least = math.ceil(self.change.threshold)
        return f"{moved}; a change of {least} or more is unlikely to be chance alone, so this is a reliable change{by}."


def standard_error(sd: float, reliability: float) -> float:
    """Standard error of measurement, SD sqrt(1 - r)."""
    return sd * math.sqrt(1 - reliability)


def reliable_change(
    before: float, after: float, sem: float, sem_before: float | None = None
) -> Change:
    """Reliable change index (x2 - x1) / sqrt(SEM1^2 + SEM2^2); reliable beyond 1.96 (two-sided 5 %).

    With one SEM for both that is (x2 - x1) / (sqrt(2) SEM). verdict: up, down or `no reliable
    change`. Source: Jacobson and Truax 1991.
    """
    spread = math.hypot(sem, sem if sem_before is None else sem_before)
    difference, threshold = after - before, Z95 * spread
    index = (
        difference / spread
        if spread
        else math.copysign(math.inf, difference)
        if difference
        else 0.0
    )
    if abs(difference) <= threshold:
        return Change(difference, threshold, index, "no reliable change")
    return Change(difference, threshold, index, "up" if difference > 0 else "down")


def comparable(now: Row, before: Row) -> Comparison:
    """Whether two rows of `scores` (or of `mean_of_sittings`) with the same score may be set side by side.

    Both finished and scored, at least 21 days apart, and made of the same items by id, wording, scale
    and key (`items_key`); a file's `[[changes]]` may say that another wording compares, with its reason.
    """
    if (now["instrument"], now["score"]) != (before["instrument"], before["score"]):
        return Comparison(False, "these are two different scores")
    if now["status"] not in FINISHED or before["status"] not in FINISHED:
        return Comparison(False, "one of the two sittings is not finished")
    if pd.isna(now["pomp"]) or pd.isna(before["pomp"]):
        return Comparison(False, "not enough answers in one of the two sittings")
    if abs(now["at"] - before["at"]) < pd.Timedelta(days=APART):
        return Comparison(False, f"the two sittings are less than {APART} days apart: a retake")
    return _same_items(now, before)


def _same_items(now: Row, before: Row) -> Comparison:
    if now["items_key"] == before["items_key"]:
        return Comparison(True, "")
    if now["language"] != before["language"]:
        return Comparison(False, "the two sittings are in different languages")
    old, new = sorted((before, now), key=lambda row: version_key(row["version"]))
    crossed = [
        change
        for change in json.loads(new["changes"] or "[]")
        if version_key(old["version"]) < version_key(change[0]) <= version_key(new["version"])
    ]
    refused = next((summary for _, agrees, summary in crossed if not agrees), "")
    if crossed and not refused:
        why = "; ".join(summary for _, _, summary in crossed)
        return Comparison(True, f"compared although the wording changed in {new['version']}: {why}")
    told = f"wording changed in {new['version']}"
    return Comparison(False, f"{told}: {refused}" if refused else told)


def judge(now: Row, before: Row) -> Judgement:
    """The change from one score to a later one, where it may be told at all.

    Never for a score of fewer than 4 items (`is_testable`): three answers move by a full point of five
    without a cause in one pair of five. Never without a known precision. In percent of the range.
    """
    found = comparable(now, before)
    reason = found.reason
    if found.is_comparable and not now["is_testable"]:
        reason = "it rests on fewer than 4 items, which is for conversation and not for change"
    elif found.is_comparable and (pd.isna(now["sem_pomp"]) or pd.isna(before["sem_pomp"])):
        reason = "how precise it is, is not known"
    elif found.is_comparable:
        change = reliable_change(before["pomp"], now["pomp"], now["sem_pomp"], before["sem_pomp"])
        is_planned = "assumed" in (now["precision"], before["precision"])
        return Judgement(change, reason, before["pomp"], now["pomp"], is_planned)
    return Judgement(None, reason, before["pomp"], now["pomp"])


def repeatability(scores: pd.DataFrame, instrument: str) -> pd.DataFrame:
    """How well a person repeats themselves, from retakes: one row per score with `pairs` of them.

    s_w = sqrt(mean(d^2) / 2) over pairs of finished sittings less than 21 days apart with the same items,
    no sitting in two pairs; smallest_real = 1.96 sqrt(2) s_w = 2.77 s_w. Percent of the range. Worth
    reading from about ten pairs. Source: Bland and Altman 1996.
    """
    own = scores[(scores["instrument"] == instrument) & scores["pomp"].notna()]
    own = own[own["status"].isin(FINISHED)].sort_values(["score", "at", "administration"])
    found = {}
    for score, rows in own.groupby("score", sort=True):
        gaps = _retakes(rows)
        if gaps:
            found[score] = (len(gaps), math.sqrt(sum(gap * gap for gap in gaps) / len(gaps) / 2))
    table = pd.DataFrame.from_dict(found, orient="index", columns=["pairs", "s_w"])
    return table.assign(smallest_real=SMALLEST_REAL * table["s_w"]).rename_axis("score")


def _retakes(rows: pd.DataFrame) -> list[float]:
    """The differences of neighbouring sittings of one score, each sitting in one pair at most."""
    gaps, waiting = [], None
    for at, pomp, key in zip(rows["at"], rows["pomp"], rows["items_key"], strict=True):
        if waiting and key == waiting[2] and at - waiting[0] < pd.Timedelta(days=APART):
            gaps.append(float(pomp - waiting[1]))
            waiting = None
        else:
            waiting = (at, pomp, key)
    return gaps
