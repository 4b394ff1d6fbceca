"""Long answers of one questionnaire to a grid of sittings and items: the latest answer of each, skips and gaps as nan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from careerkit.instruments import Instrument

Floats = np.ndarray[Any, np.dtype[np.float64]]
Counts = np.ndarray[Any, np.dtype[np.int64]]
_STATES = ("answered", "skipped")
_NEVER = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Grid:
    """`heads`: administration, occasion and at of each sitting, by at and name; `values`: sittings x items.

    given: items with an answer or a skip; left_out: answers on no scale or to no item.
    """

    heads: pd.DataFrame
    values: Floats
    given: Counts
    left_out: Counts


def gather(answers: pd.DataFrame, instrument: Instrument) -> Grid:
    """The grid of all sittings with one questionnaire.

    A skip, and an answer that stands on its item's scale, in numbers or in the words of the scale, count; of
    several the latest. Columns: administration, occasion, item, value, text, answered, at.
    """
    sitting, heads = _heads(answers)
    column = _codes(answers["item"], list(instrument.values))
    state = _codes(answers["answered"], list(_STATES))
    value = _in_numbers(answers, column, instrument)
    usable = _usable(value, column, state, answers["text"], instrument)
    width = len(instrument.values)
    cell = sitting * width + column
    rows = _latest(np.flatnonzero(usable), cell, _moments(answers), state, value)
    values, is_given = np.full(len(heads) * width, np.nan), np.zeros(len(heads) * width, bool)
    values[cell[rows]], is_given[cell[rows]] = value[rows], True
    return Grid(
        heads, values.reshape(-1, width), is_given.reshape(-1, width).sum(axis=1),
        np.bincount(sitting[~usable], minlength=len(heads)),
    )  # fmt: skip


def gather_unknown(answers: pd.DataFrame) -> Grid:
    """Sittings whose questionnaire is not there: what was given is counted, and all of it is left out."""
    sitting, heads = _heads(answers)
    items, names = pd.factorize(answers["item"])
    pairs = np.unique(sitting * max(len(names), 1) + items) // max(len(names), 1)
    given, rows = (np.bincount(found, minlength=len(heads)) for found in (pairs, sitting))
    return Grid(heads, np.empty((len(heads), 0)), given, rows)


def _heads(answers: pd.DataFrame) -> tuple[Counts, pd.DataFrame]:
    """The sitting of each answer by its place among all, and for each what it is for and its last moment."""
    sitting, names = pd.factorize(answers["administration"], sort=True)
    occasion, occasions = pd.factorize(answers["occasion"], sort=True)
    last, named = np.full(len(names), _NEVER), np.full(len(names), -1)
    np.maximum.at(last, sitting, _moments(answers))
    np.maximum.at(named, sitting, occasion)
    order = np.lexsort((np.arange(len(names)), last, last == _NEVER))
    heads = pd.DataFrame(
        {
            "administration": pd.Series(names, dtype="str").take(order).array,
            "occasion": pd.Series(occasions, dtype="str").reindex(named[order]).array,
            "at": last[order].view("datetime64[us]"),
        }
    )
    return np.argsort(order)[sitting], heads


def _moments(answers: pd.DataFrame) -> Counts:
    """When each answer was given, in microseconds; the lowest number where nothing is said."""
    moments: Counts = answers["at"].to_numpy("datetime64[us]").view(np.int64)
    return moments


def _codes(texts: pd.Series[str], names: list[str]) -> Counts:
    """The place of each text among the names, -1 for any other."""
    codes, found = pd.factorize(texts)
    places = {name: place for place, name in enumerate(names)}
    # Code -1, which is nothing at all, takes the last one.
    return np.array([*(places.get(name, -1) for name in found), -1])[codes]


def _in_numbers(answers: pd.DataFrame, column: Counts, instrument: Instrument) -> Floats:
    """The values, and those that words stand for where they are a label of the item's scale, in any case."""
    value = answers["value"].to_numpy(float, copy=True)
    in_words = np.flatnonzero(np.isnan(value) & answers["text"].notna().to_numpy() & (column >= 0))
    labels = [
        {label.strip().casefold(): number for label, number in zip(words, numbers, strict=True)}
        for words, numbers in zip(
            instrument.labels.values(), instrument.values.values(), strict=True
        )
    ]
    said = answers["text"].iloc[in_words].str.strip().str.casefold()
    for row, word in zip(in_words, said, strict=True):
        value[row] = labels[column[row]].get(word, np.nan)
    return value


def _usable(
    value: Floats, column: Counts, state: Counts, text: pd.Series[str], instrument: Instrument
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """A skip of a known item, or a value that stands on its item's scale."""
    scales = [*instrument.values.values()]
    kinds = {scale: kind for kind, scale in enumerate(dict.fromkeys(scales))}
    kind = np.array([*(kinds[scale] for scale in scales), -1])[column]
    on_scale = np.zeros(len(value), bool)
    for scale, number in kinds.items():
        on_scale |= (kind == number) & np.isin(value, scale)
    # Words are no skip: those that stand on no scale are left out and counted.
    silent = np.isnan(value) & text.isna().to_numpy()
    skipped = state == _STATES.index("skipped")
    usable: np.ndarray[Any, np.dtype[np.bool_]] = (column >= 0) & (skipped | silent | on_scale)
    return usable


def _latest(rows: Counts, cell: Counts, at: Counts, state: Counts, value: Floats) -> Counts:
    """Of the rows with the same cell the latest; sorted by all that tells two apart, so that no order of lines decides."""
    again = np.bincount(cell[rows])[cell[rows]] > 1 if len(rows) else np.zeros(0, bool)
    several = rows[again]
    known = np.where(np.isnan(value[several]), -np.inf, value[several])
    ordered = several[np.lexsort((known, state[several], at[several], cell[several]))]
    is_last = np.append(np.diff(cell[ordered]) != 0, True)[: len(ordered)]
    return np.concatenate([rows[~again], ordered[is_last]])
