"""Answers and questionnaires to scores: always derived, never stored; raw answers are never reversed in place."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from careerkit.instruments import Instrument, Score, collect, fingerprint, load, packaged

Floats = np.ndarray[Any, np.dtype[np.float64]]
Z95 = NormalDist().inv_cdf(0.975)
SITTING = ["instrument", "version", "fingerprint", "administration"]
_COLUMNS = {
    "instrument": "str", "version": "str", "fingerprint": "str", "administration": "str", "occasion": "str",
    "at": "datetime64[us]", "score": "str", "title": "str", "mean": "float64", "pomp": "float64",
    "band": "str", "near_line": "boolean", "sem_pomp": "float64", "answered": "Int64", "items": "Int64",
    "status": "str", "low": "str", "high": "str", "wanted": "float64", "composite": "bool",
    "rows_given": "int64", "rows_asked": "Int64", "left_out": "int64",
}  # fmt: skip
__all__ = [
    "Change", "fingerprint", "instruments", "load", "reliable_change", "scores", "standard_error",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A difference, the least difference that chance alone rarely makes, and what may be said."""

    difference: float
    threshold: float
    index: float
    verdict: str


def standard_error(sd: float, reliability: float) -> float:
    """Standard error of measurement, SD sqrt(1 - r)."""
    return sd * math.sqrt(1 - reliability)


def reliable_change(before: float, after: float, sem: float) -> Change:
    """Reliable change index (x2 - x1) / (sqrt(2) SEM); a change is reliable beyond 1.96 (two-sided 5 %).

    verdict: up, down or `no reliable change`. Source: Jacobson and Truax 1991.
    """
    spread = math.sqrt(2) * sem
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


def instruments(folder: Path | None = None) -> dict[str, Instrument]:
    """The packaged questionnaires and those of a folder, by fingerprint. Raises BadData for broken files."""
    own = sorted(folder.glob("*.toml")) if folder is not None and folder.is_dir() else []
    return packaged() | collect(own)


def scores(answers: pd.DataFrame, instruments: Mapping[str, Instrument]) -> pd.DataFrame:
    """One row per sitting and score, from long answers.

    mean = mean of the answered parts on the item scale, reversed items as min + max - x (a prorated
    sum where the file says so); none below `min_answered`. pomp = 100 (x - min) / (max - min).
    sem_pomp = SD sqrt(1 - r) on that scale. near_line: an outer band within one SEM of a cut. The
    latest row per sitting and item wins; an answer off the scale or to an unknown item is left out
    and counted in `left_out`. status: scored, not enough answers, draft (some item has neither an
    answer nor a skip), unknown instrument (the very file it was taken with is not there). Source:
    Cohen, Cohen, Aiken and West 1999 (POMP); design, assessment, section 3.
    """
    known = _identified(
        answers.dropna(subset=["instrument", "administration", "item"]), instruments
    )
    rows = [
        row
        for key, group in known.groupby("fingerprint", sort=True)
        for row in _of_instrument(group, instruments.get(str(key)))
    ]
    found = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return found.sort_values(["instrument", "at", "administration"], kind="stable").reset_index(
        drop=True
    )


def _identified(answers: pd.DataFrame, instruments: Mapping[str, Instrument]) -> pd.DataFrame:
    """Answers with a fingerprint: the given one, else that of the only file with this id and version."""
    named: dict[str, list[str]] = {}
    for key, instrument in instruments.items():
        named.setdefault(f"{instrument.id} {instrument.version}", []).append(key)
    only = {name: keys[0] for name, keys in named.items() if len(keys) == 1}
    spelled = answers["instrument"].astype(str) + " " + answers["version"].fillna("").astype(str)
    by_name = spelled.map(only).astype("str")
    return answers.assign(
        fingerprint=answers["fingerprint"].fillna(by_name).fillna(""),
        version=answers["version"].fillna(""),
    )


def _of_instrument(group: pd.DataFrame, instrument: Instrument | None) -> Iterator[dict[str, Any]]:
    for (name, _, _), part in group.groupby(["instrument", "version", "fingerprint"], sort=True):
        if instrument is None or instrument.id != name:
            yield from (
                _unknown(part[part["administration"] == one])
                for one in sorted(part["administration"].unique())
            )
        else:
            yield from _scored(part, instrument)


def _unknown(sitting: pd.DataFrame) -> dict[str, Any]:
    return {
        **_head(sitting), "status": "unknown instrument", "composite": False,
        "rows_given": sitting["item"].nunique(), "left_out": len(sitting),
    }  # fmt: skip


def _head(sitting: pd.DataFrame) -> dict[str, Any]:
    last = sitting.sort_values(["at", "item"], na_position="first").iloc[-1]
    occasion = sitting["occasion"].dropna()
    return {
        **last[SITTING],
        "at": sitting["at"].max(),
        "occasion": occasion.max() if len(occasion) else None,
    }


def _scored(answers: pd.DataFrame, instrument: Instrument) -> Iterator[dict[str, Any]]:
    usable = _usable(answers, instrument)
    left_out = (~usable).groupby(answers["administration"]).sum()
    # Sorted by everything that tells two rows apart, so that the order of lines in a file decides nothing.
    order = ["administration", "item", "at", "answered", "value"]
    latest = (
        answers[usable]
        .sort_values(order, na_position="first")
        .drop_duplicates(order[:2], keep="last")
    )
    sittings = sorted(answers["administration"].unique())
    row = pd.Index(sittings).get_indexer(pd.Index(latest["administration"]))
    column = pd.Index(list(instrument.values)).get_indexer(pd.Index(latest["item"]))
    matrix = np.full((len(sittings), len(instrument.values)), np.nan)
    matrix[row, column] = latest["value"].to_numpy(float)
    given = np.bincount(row, minlength=len(sittings))
    heads = [_head(part) for _, part in answers.groupby("administration", sort=True)]
    columns = {item: matrix[:, i] for i, item in enumerate(instrument.values)}
    found = list(_calculated(instrument, columns))
    for i, head in enumerate(heads):
        counts = {
            "rows_given": given[i],
            "rows_asked": len(columns),
            "left_out": left_out[sittings[i]],
        }
        for score, mean, pomp, n, wanted in found:
            status = (
                "draft"
                if given[i] < len(columns)
                else "scored"
                if n[i] >= score.least
                else "not enough answers"
            )
            yield {
                **head,
                **counts,
                **_row(score, instrument, mean[i], pomp[i]),
                "answered": n[i],
                "wanted": wanted[i],
                "status": status,
            }


def _usable(answers: pd.DataFrame, instrument: Instrument) -> pd.Series[bool]:
    """A skip of a known item, or a value that stands on its item's scale."""
    is_known = answers["item"].isin(instrument.values)
    skipped = answers["answered"].eq("skipped").fillna(False).astype(bool) | answers["value"].isna()
    on_scale = pd.Series(False, answers.index)
    for values in set(instrument.values.values()):
        items = [item for item, own in instrument.values.items() if own == values]
        on_scale |= answers["item"].isin(items) & answers["value"].isin(values)
    return is_known & (skipped | on_scale)


def _calculated(
    instrument: Instrument, items: Mapping[str, Floats]
) -> Iterator[tuple[Score, Floats, Floats, Floats, Floats]]:
    """Every score over all sittings: mean, percent of range, number of parts answered, percent wanted."""
    spans = {item: (values[0], values[-1]) for item, values in instrument.values.items()}
    known, percent = dict(items), {name: _percent(x, spans[name]) for name, x in items.items()}
    for score in instrument.scores.values():
        low, high = spans[score.parts[0]]
        turned = [
            low + high - known[part] if part in score.reversed else known[part]
            for part in score.parts
        ]
        stacked = np.column_stack(turned)
        n = (~np.isnan(stacked)).sum(axis=1)
        mean = np.where(n >= score.least, np.nansum(stacked, axis=1) / np.maximum(n, 1), np.nan)
        times = len(score.parts) if score.is_sum else 1
        known[score.id], spans[score.id] = mean * times, (low * times, high * times)
        percent[score.id] = _percent(known[score.id], spans[score.id])
        wanted = percent.get(instrument.wanted.get(score.id, ""), np.full(len(mean), np.nan))
        yield score, known[score.id], percent[score.id], n, wanted


def _percent(values: Floats, span: tuple[float, float]) -> Floats:
    return 100 * (values - span[0]) / (span[1] - span[0])


def _row(score: Score, instrument: Instrument, mean: float, pomp: float) -> dict[str, Any]:
    sem, (cuts, names) = _sem_pomp(score, instrument), instrument.bands
    position = _band(pomp, cuts) if names and not np.isnan(pomp) else None
    near = None
    if position is not None and sem is not None:
        outer = position in (0, len(cuts))
        near = bool(outer and any(abs(pomp - cut) <= sem for cut in cuts))
    return {
        "score": score.id, "title": score.title, "mean": mean, "pomp": pomp, "near_line": near, "sem_pomp": sem,
        "band": None if position is None else names[position], "items": len(score.parts),
        "low": score.low, "high": score.high, "composite": score.composite,
    }  # fmt: skip


def _band(pomp: float, cuts: tuple[float, ...]) -> int:
    """The band a score lies in; a score on a cut belongs to the band nearer the middle."""
    position = bisect.bisect_right(cuts, pomp)
    return position - 1 if position and cuts[position - 1] == pomp and pomp > 50 else position


def _sem_pomp(score: Score, instrument: Instrument) -> float | None:
    if score.sd is None or score.reliability is None:
        return None
    low, high = _span(score, instrument)
    return 100 * standard_error(score.sd, score.reliability) / (high - low)


def _span(score: Score, instrument: Instrument) -> tuple[float, float]:
    first = score.parts[0]
    values = instrument.values.get(first)
    low, high = (values[0], values[-1]) if values else _span(instrument.scores[first], instrument)
    times = len(score.parts) if score.is_sum else 1
    return low * times, high * times
