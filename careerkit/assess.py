"""Answers and questionnaires to scores: always derived, never stored; raw answers are never reversed in place."""

from __future__ import annotations

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
    Cohen, Cohen, Aiken and West 1999 (POMP).
    """
    known = _identified(
        answers.dropna(subset=["instrument", "administration", "item"]), instruments
    )
    parts = []
    for (name, _, key), group in known.groupby(SITTING[:3], sort=True):
        instrument = instruments.get(str(key))
        own = instrument is not None and instrument.id == name
        parts.append(_scored(group, instrument) if instrument and own else _unknown(group))
    empty = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _COLUMNS.items()})
    found = pd.concat(parts, ignore_index=True) if parts else empty
    found = found.reindex(columns=list(_COLUMNS)).astype(_COLUMNS)
    order = ["instrument", "at", "administration", "version", "fingerprint"]
    return found.sort_values(order, kind="stable").reset_index(drop=True)


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


def _heads(answers: pd.DataFrame) -> pd.DataFrame:
    """One row per sitting, by its name: what it is, what it is for and when its last answer was given."""
    by_occasion = answers.sort_values(["administration", "occasion"], na_position="first")
    heads = by_occasion.drop_duplicates("administration", keep="last").set_index("administration")
    last = answers.groupby("administration")["at"].max()
    return heads[[*SITTING[:3], "occasion"]].sort_index().assign(at=last)


def _unknown(answers: pd.DataFrame) -> pd.DataFrame:
    """Sittings that nothing but their name can be said of."""
    items = answers.groupby("administration")["item"]
    heads = _heads(answers).assign(status="unknown instrument", composite=False)
    return heads.assign(rows_given=items.nunique(), left_out=items.size()).reset_index()


def _scored(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    heads = _heads(answers)
    usable = _usable(answers, instrument)
    # Sorted by everything that tells two rows apart, so that the order of lines in a file decides nothing.
    order = ["administration", "item", "at", "answered", "value"]
    latest = answers[usable].sort_values(order, na_position="first")
    latest = latest.drop_duplicates(order[:2], keep="last")
    row = heads.index.get_indexer(pd.Index(latest["administration"]))
    column = pd.Index(list(instrument.values)).get_indexer(pd.Index(latest["item"]))
    matrix = np.full((len(heads), len(instrument.values)), np.nan)
    matrix[row, column] = latest["value"].to_numpy(float)
    counts: dict[str, Any] = {
        "rows_given": np.bincount(row, minlength=len(heads)),
        "rows_asked": len(instrument.values),
        "left_out": (~usable).groupby(answers["administration"]).sum(),
    }
    items = {item: matrix[:, i] for i, item in enumerate(instrument.values)}
    rows = [
        heads.assign(**counts, **found).reset_index() for found in _calculated(instrument, items)
    ]
    table = pd.concat(rows, ignore_index=True)
    return table.assign(status=_statuses(table))


def _statuses(table: pd.DataFrame) -> pd.Series[str]:
    status = pd.Series("scored", table.index).mask(table["mean"].isna(), "not enough answers")
    return status.mask(table["rows_given"] < table["rows_asked"], "draft")


def _usable(answers: pd.DataFrame, instrument: Instrument) -> pd.Series[bool]:
    """A skip of a known item, or a value that stands on its item's scale."""
    is_known = answers["item"].isin(instrument.values)
    # Words are no skip: they stand on no scale, so they are left out and counted.
    silent = answers["value"].isna() & answers["text"].isna()
    skipped = answers["answered"].eq("skipped").fillna(False).astype(bool) | silent
    on_scale = pd.Series(False, answers.index)
    for values in set(instrument.values.values()):
        items = [item for item, own in instrument.values.items() if own == values]
        on_scale |= answers["item"].isin(items) & answers["value"].isin(values)
    return is_known & (skipped | on_scale)


def _calculated(instrument: Instrument, items: Mapping[str, Floats]) -> Iterator[dict[str, Any]]:
    """Every score over all sittings, as columns."""
    spans = {item: (values[0], values[-1]) for item, values in instrument.values.items()}
    known, percent = dict(items), {name: _percent(x, spans[name]) for name, x in items.items()}
    for score in instrument.scores.values():
        low, high = spans[score.parts[0]]
        turned = [low + high - known[p] if p in score.reversed else known[p] for p in score.parts]
        stacked = np.column_stack(turned)
        n = (~np.isnan(stacked)).sum(axis=1)
        mean = np.where(n >= score.least, np.nansum(stacked, axis=1) / np.maximum(n, 1), np.nan)
        times = len(score.parts) if score.is_sum else 1
        known[score.id], spans[score.id] = mean * times, (low * times, high * times)
        percent[score.id] = _percent(known[score.id], spans[score.id])
        wanted = percent.get(instrument.wanted.get(score.id, ""), np.nan)
        yield {
            "score": score.id, "title": score.title, "low": score.low, "high": score.high,
            "composite": score.composite, "mean": known[score.id], "pomp": percent[score.id],
            "answered": n, "items": len(score.parts), "wanted": wanted,
            **_read(percent[score.id], instrument.bands, _sem_pomp(score, spans[score.id])),
        }  # fmt: skip


def _percent(values: Floats, span: tuple[float, float]) -> Floats:
    return 100 * (values - span[0]) / (span[1] - span[0])


def _sem_pomp(score: Score, span: tuple[float, float]) -> float:
    """The standard error in percent of the range; unknown without a reliability."""
    if score.sd is None or score.reliability is None:
        return math.nan
    return 100 * standard_error(score.sd, score.reliability) / (span[1] - span[0])


def _read(
    pomp: Floats, bands: tuple[tuple[float, ...], tuple[str, ...]], sem: float
) -> dict[str, Any]:
    """The band of each score, and whether an outer one is within one SEM of a cut."""
    cuts, names = np.asarray(bands[0], float), np.asarray([*bands[1], None], dtype=object)
    if not bands[1]:
        return {"band": None, "near_line": pd.NA, "sem_pomp": sem}
    position = np.where(np.isnan(pomp), len(names) - 1, band_of(pomp, cuts))
    near = np.any(np.abs(pomp[:, None] - cuts) <= sem, axis=1)
    outer = (position == 0) | (position == len(cuts))
    judged = pd.array(near & outer, dtype="boolean")
    judged[np.isnan(pomp) | math.isnan(sem)] = pd.NA
    return {"band": names[position], "near_line": judged, "sem_pomp": sem}


def band_of(pomp: Floats, cuts: Floats) -> np.ndarray[Any, np.dtype[np.intp]]:
    """The number of the band; a score on a cut belongs to the band nearer the middle."""
    on_or_below, below = (np.searchsorted(cuts, pomp, side) for side in ("right", "left"))
    return np.where(pomp < 50, on_or_below, below)
