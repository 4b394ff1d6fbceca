"""Words as a reader sees them: one form, one case, nothing invisible; what the gate compares is made of these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WINDOW = 5  # this many words in a row are no coincidence
# Ends a run of words: two cells of a table, two blocks, two pieces of packed data are never read as one sentence.
END = "\x1d"

# Zero-width, joiners, direction marks, variation selectors; NUL, as in UTF-16 read byte by byte.
_INVISIBLE = re.compile(
    "[\x00\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
# Scripts without spaces: each character is a word of its own.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(r"\x1d|[^\W_]+")
_SPLIT_WORD = re.compile(rf"\x1d|[{_UNSPACED}]|(?:(?![{_UNSPACED}])[^\W_])+")
_LETTERS = re.compile(r"[^\W\d_]{2}|[" + _UNSPACED + "]")
_JOINED_BY_LINES = re.compile(r"[^\W_]*_[\w]*")

Run = tuple[str, ...]


def clean(text: str) -> str:
    """The text in one Unicode form without invisible characters; letters keep their case."""
    if text.isascii():
        return text.replace("\x00", "")
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def words(text: str) -> list[str]:
    """The words of a cleaned text in small letters, and `END` where a run of words ends."""
    folded = text.casefold()
    split = not folded.isascii() and _HAS_UNSPACED.search(folded)
    return (_SPLIT_WORD if split else _WORD).findall(folded)


def long_names(text: str) -> set[str]:
    """Whole names such as `acct_93_main`, which `words` takes apart."""
    return set(_JOINED_BY_LINES.findall(text.casefold())) if "_" in text else set()


def has_letters(word: str) -> bool:
    """Whether a word has two letters in a row: bare numbers and single letters tell nothing."""
    return _LETTERS.search(word) is not None


def runs(found: list[str], length: int) -> Iterator[Run]:
    """Every `length` words in a row."""
    return zip(*(found[start:] for start in range(length)), strict=False)
