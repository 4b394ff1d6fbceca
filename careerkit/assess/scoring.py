"""Long answers to one row per sitting and score; the raw answers are never reversed in place."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, cast

import numpy as np
import pandas as pd

from careerkit.assess.change import standard_error
from careerkit.assess.gather import Floats, Grid, gather, gather_unknown
from careerkit.instruments import Instrument, Score

# What a change is told of rests on at least so many items.
LEAST_TESTED = 4
SITTING = ["instrument", "version", "fingerprint", "administration"]
_COLUMNS = {
    "instrument": "str", "version": "str", "fingerprint": "str", "administration": "str", "occasion": "str",
    "at": "datetime64[us]", "score": "str", "title": "str", "mean": "float64", "pomp": "float64",
    "band": "str", "near_line": "boolean", "sem_pomp": "float64", "answered": "Int64", "items": "Int64",
    "status": "str", "low": "str", "high": "str", "wanted": "float64", "composite": "bool",
    "rows_given": "int64", "rows_asked": "Int64", "left_out": "int64", "language": "str",
    "items_key": "str", "changes": "str", "bands": "str", "is_testable": "bool", "precision": "str",
}  # fmt: skip


def scores(answers: pd.DataFrame, instruments: Mapping[str, Instrument]) -> pd.DataFrame:
    """One row per sitting and score, from long answers; `instruments` by fingerprint.

    mean = mean of the answered parts on the item scale, reversed items as min + max - x (a prorated
    sum where the file says so); none below `min_answered`. pomp = 100 (x - min) / (max - min).
    sem_pomp = SD sqrt(1 - r) on that scale. near_line: an outer band within one SEM of a cut. The
    latest row per sitting and item wins. An answer in words counts where it is a label of the item's
    scale, in any case; one off the scale or to an unknown item is left out and counted in `left_out`.
    status: scored, not enough answers, draft (some item has neither an answer nor a skip), unknown
    instrument (the very file it was taken with is not there). is_testable: it rests on at least 4 items,
    so that a change may be told. items_key, language, changes, bands, precision: what a comparison
    needs. By instrument and time. Source: Cohen, Cohen, Aiken and West 1999 (POMP).
    """
    whole = answers[["instrument", "administration", "item"]].notna().all(axis=1)
    known = _identified(answers if whole.all() else answers[whole], instruments)
    parts = [
        _told(part, [*map(str, key)], instruments.get(str(key[2])))
        for key, part in _by_questionnaire(known)
    ]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _COLUMNS.items()})
    found = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    if found[SITTING[:3]].drop_duplicates()["instrument"].is_unique:
        return found
    order = ["instrument", "at", "administration", "version", "fingerprint"]
    return found.sort_values(order, kind="stable").reset_index(drop=True)


def _by_questionnaire(
    answers: pd.DataFrame,
) -> Iterator[tuple[tuple[object, ...], pd.DataFrame]]:
    """The answers to each version of each questionnaire, sorted; nothing is copied where there is one."""
    heads = answers[SITTING[:3]]
    first = heads.iloc[:1]
    if len(first) and all((heads[name] == first[name].iloc[0]).all() for name in heads):
        yield tuple(first.iloc[0]), answers
        return
    for key, rows in heads.groupby(SITTING[:3], sort=True).indices.items():
        yield tuple(cast("tuple[object, ...]", key)), answers.iloc[rows]


def _identified(answers: pd.DataFrame, instruments: Mapping[str, Instrument]) -> pd.DataFrame:
    """Answers with a fingerprint: the given one, else that of the only file they can have been taken with."""
    nameless = answers["fingerprint"].isna()
    found = answers["fingerprint"].copy()
    if nameless.any():
        found[nameless] = _by_version(answers[nameless], instruments)
    return answers.assign(fingerprint=found.fillna(""), version=answers["version"].fillna(""))


def _by_version(answers: pd.DataFrame, instruments: Mapping[str, Instrument]) -> pd.Series[str]:
    """The fingerprint of the only file with this id and version (a patch keeps it) and, if said, language."""
    named: dict[str, list[str]] = {}
    for key, instrument in instruments.items():
        head = f"{instrument.id} {_minor(instrument.version)} "
        for name in (head, f"{head}{instrument.language}"):
            named.setdefault(name, []).append(key)
    only = {name: keys[0] for name, keys in named.items() if len(keys) == 1}
    version, lang = (answers[name].fillna("").astype(str) for name in ("version", "lang"))
    spelled = answers["instrument"].astype(str) + " " + version.map(_minor) + " "
    return (spelled + lang).map(only).fillna(spelled.map(only)).astype("str")


def _minor(version: str) -> str:
    return ".".join(version.split(".")[:2])


def _told(answers: pd.DataFrame, key: list[str], instrument: Instrument | None) -> pd.DataFrame:
    """All scores of all sittings with one version, a sitting's scores behind each other."""
    if instrument is None or instrument.id != key[0]:
        grid, found = gather_unknown(answers), [_UNKNOWN]
    else:
        grid = gather(answers, instrument)
        found = list(_calculated(instrument, grid))
    sittings, each = len(grid.heads), np.repeat(np.arange(len(grid.heads)), len(found))
    columns: dict[Any, Any] = {
        **dict.fromkeys(_COLUMNS), **dict(zip(SITTING[:3], key, strict=True)),
        **{name: column.array.take(each) for name, column in grid.heads.items()},
        "rows_given": grid.given[each], "left_out": grid.left_out[each],
        **{name: _woven([score[name] for score in found], sittings) for name in found[0]},
    }  # fmt: skip
    columns["status"] = _statuses(columns) if found[0] is not _UNKNOWN else "unknown instrument"
    index = pd.RangeIndex(len(each))
    return pd.DataFrame(
        {name: pd.Series(column, index, _COLUMNS[str(name)]) for name, column in columns.items()}
    )


def _woven(parts: list[Any], sittings: int) -> Any:
    """One column out of that of each score: arrays row by row, single values over and over."""
    if isinstance(parts[0], np.ndarray):
        return np.column_stack(parts).ravel()
    if isinstance(parts[0], str):
        return pd.array(parts, dtype="str").take(np.tile(np.arange(len(parts)), sittings))
    return np.tile(parts, sittings)


def _statuses(columns: Mapping[Any, Any]) -> Any:
    place = np.where(np.isnan(columns["mean"]), 1, 0)
    place[columns["rows_given"] < columns["rows_asked"]] = 2
    return pd.array(["scored", "not enough answers", "draft"], dtype="str").take(place)


_UNKNOWN: dict[str, Any] = {"composite": False, "is_testable": False}


def _calculated(instrument: Instrument, grid: Grid) -> Iterator[dict[str, Any]]:
    """Every score over all sittings, as columns."""
    known = {item: grid.values[:, i] for i, item in enumerate(instrument.values)}
    spans = {item: (values[0], values[-1]) for item, values in instrument.values.items()}
    percent = {name: _percent(x, spans[name]) for name, x in known.items()}
    nothing = np.full(len(grid.heads), np.nan)
    for score in instrument.scores.values():
        low, high = spans[score.parts[0]]
        turned = [low + high - known[p] if p in score.reversed else known[p] for p in score.parts]
        stacked = np.column_stack(turned)
        n = (~np.isnan(stacked)).sum(axis=1)
        mean = np.where(n >= score.least, np.nansum(stacked, axis=1) / np.maximum(n, 1), np.nan)
        times = len(score.parts) if score.is_sum else 1
        known[score.id], spans[score.id] = mean * times, (low * times, high * times)
        percent[score.id] = _percent(known[score.id], spans[score.id])
        sem = _sem_pomp(score, spans[score.id])
        yield {
            "score": score.id, "title": score.title, "low": score.low, "high": score.high,
            "composite": score.composite, "mean": known[score.id], "pomp": percent[score.id],
            "answered": n, "items": len(score.parts), "rows_asked": len(instrument.values), "sem_pomp": sem,
            "wanted": percent.get(instrument.wanted.get(score.id, ""), nothing),
            **_read(percent[score.id], instrument.bands, sem), **_meaning(score, instrument),
        }  # fmt: skip


def _meaning(score: Score, instrument: Instrument) -> dict[str, Any]:
    """What a comparison needs to know: nothing else of a questionnaire is seen by a measure."""
    changes = [
        [change["version"], change["comparable"], change["summary"]]
        for change in instrument.raw.get("changes", ())
    ]
    return {
        "language": instrument.language, "items_key": instrument.items_keys[score.id],
        "changes": json.dumps(changes, ensure_ascii=False), "bands": json.dumps(instrument.bands, ensure_ascii=False),
        "is_testable": len(instrument.leaves[score.id]) >= LEAST_TESTED, "precision": score.reliability_kind,
    }  # fmt: skip


def _percent(values: Floats, span: tuple[float, float]) -> Floats:
    return 100 * (values - span[0]) / (span[1] - span[0])


def _sem_pomp(score: Score, span: tuple[float, float]) -> float:
    """The standard error in percent of the range; unknown without a reliability."""
    if score.sd is None or score.reliability is None:
        return math.nan
    return 100 * standard_error(score.sd, score.reliability) / (span[1] - span[0])


def band_in_words(pomp: float, sem: float, bands: str) -> tuple[str | None, bool | None]:
    """The band of one percent, and whether it is near the line; `bands` as a row of `scores` has it."""
    cuts, names = json.loads(bands or "[[], []]")
    read = _read(np.array([pomp]), (tuple(cuts), tuple(names)), sem)
    return read["band"][0], read["near_line"][0]


def _read(
    pomp: Floats, bands: tuple[tuple[float, ...], tuple[str, ...]], sem: float
) -> dict[str, Any]:
    """The band of each score, and whether an outer one is within one SEM of a cut; None where that is not known."""
    cuts, names = np.asarray(bands[0], float), np.asarray([*bands[1], None], dtype=object)
    unknown = np.isnan(pomp) if bands[1] else np.full(len(pomp), True)
    position = np.where(unknown, len(names) - 1, band_of(pomp, cuts))
    near = np.any(np.abs(pomp[:, None] - cuts) <= sem, axis=1)
    outer = (position == 0) | (position == len(cuts))
    judged = np.where(near & outer, True, False).astype(object)
    judged[unknown | math.isnan(sem)] = None
    return {"band": names[position], "near_line": judged}


def band_of(pomp: Floats, cuts: Floats) -> np.ndarray[Any, np.dtype[np.intp]]:
    """The number of the band; a score on a cut belongs to the band nearer the middle."""
    on_or_below, below = (np.searchsorted(cuts, pomp, side) for side in ("right", "left"))
    return np.where(pomp < 50, on_or_below, below)
