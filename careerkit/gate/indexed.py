"""The readings of a file made ready for the search: its words in a row, as sets, and what may stand there anyway."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from careerkit.gate import vocabulary
from careerkit.gate.unpack import Readings
from careerkit.gate.wording import END, WINDOW, Run, clean, has_letters, long_names, runs, words

TOKEN = 12  # characters from which a single word of letters and digits is distinctive

_AS_WRITTEN = re.compile(r"[^\W_]+")


class Page:
    """All words of one or more files."""

    def __init__(self, readings: Readings) -> None:
        self.text = f"{readings.plain} {END} {readings.decoded}"
        plain = words(readings.plain)
        self.plain = frozenset(plain)
        self.words = [*plain, END, *words(readings.decoded)]
        self.there = frozenset(self.words)

    @cached_property
    def windows(self) -> set[Run]:
        """Every five words in a row."""
        return set(runs(self.words, WINDOW))

    @cached_property
    def tokens(self) -> set[str]:
        """Long words that may be the name of an account, a key or a file."""
        return {word for word in self.there if len(word) >= TOKEN} | long_names(self.text)

    @cached_property
    def as_written(self) -> frozenset[str]:
        """Every word with its capitals."""
        return frozenset(_AS_WRITTEN.findall(self.text))

    @cached_property
    def folded(self) -> str:
        """The whole text in small letters, every path with single slashes."""
        return re.sub(r"[\\/]+", "/", self.text.casefold())


class Allowed:
    """Words that may stand in the file: those of given texts, and those of every page of ours."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = [clean(text) for text in texts]
        self._runs: dict[int, set[Run]] = {}

    @cached_property
    def words(self) -> list[str]:
        """All of them in a row, with an end after each text."""
        return [word for text in self.texts for word in (*words(text), END)]

    @cached_property
    def there(self) -> frozenset[str]:
        """The words of the given texts alone."""
        return frozenset(self.words)

    @cached_property
    def folded(self) -> list[str]:
        """The given texts in small letters."""
        return [text.casefold() for text in self.texts]

    def has(self, run: Run) -> bool:
        """Whether these words stand there in a row."""
        length = len(run)
        if length not in self._runs:
            ours = [word for text in vocabulary.page_texts() for word in (*words(text), END)]
            self._runs[length] = {*runs(self.words, length), *runs(ours, length)}
        return run in self._runs[length] or (length == 1 and run[0] in self._tokens)

    @cached_property
    def _tokens(self) -> set[str]:
        return {token for text in self.texts for token in long_names(text)}


class Known:
    """Words that a page may say without telling anything of anybody: ours, and the labels of a workbook."""

    def __init__(self, labels: frozenset[str]) -> None:
        self._labels = labels

    def __contains__(self, word: str) -> bool:
        return word in self._labels or word in vocabulary.known_words()

    def tells(self, run: Run) -> bool:
        """Whether one of the words, with letters, is none of these."""
        return any(has_letters(word) and word not in self for word in run)
