"""Which later line quotes which earlier text: how one record is seen to build on another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

LEAST_WORDS = 2
_WORD = re.compile(r"\w+")


def quoted(texts: Iterable[object], said: Sequence[object]) -> list[list[int]]:
    """For each text, the positions in `said` of what quotes it; nothing quotes an unknown text.

    A quote is at least two words, all of them in the text, side by side and in their order; case and
    punctuation do not matter. `said` is read once, so that the cost grows with the words of both.
    """
    places: dict[tuple[str, ...], list[int]] = {}
    for place, words in enumerate(map(_words, said)):
        if len(words) >= LEAST_WORDS:
            places.setdefault(words, []).append(place)
    lengths = sorted({len(words) for words in places})
    return [_found(_words(text), places, lengths) for text in texts]


def _found(
    words: tuple[str, ...], places: dict[tuple[str, ...], list[int]], lengths: Sequence[int]
) -> list[int]:
    runs = {words[at : at + length] for length in lengths for at in range(len(words) - length + 1)}
    return sorted(place for run in runs for place in places.get(run, ()))


def _words(text: object) -> tuple[str, ...]:
    return () if pd.isna(text) else tuple(_WORD.findall(str(text).casefold()))  # type: ignore[call-overload]
