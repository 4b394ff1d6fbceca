"""The physical lines of a text in batches, so that a record which goes on can be read again from its first line."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator

from careerkit import limits

# Stands for a line beyond the limit: longer than any cell may be, so that no reader takes it for a row.
_TOO_LONG = "x" * (limits.MAX_CELL + 1)
_MARK = "\ufeff"
_SMART = "“”„"


class Lines:
    """The lines at hand, each with its line end, and the number of the first of them.

    `is_odd` says that some of them need a second look: letters that are not composed, a zero byte,
    typographic quotation marks.
    """

    def __init__(self, pieces: Iterator[str], skipped: int) -> None:
        self.batch: list[str] = []
        self.number = 1
        self.is_odd = False
        self._texts = _whole_lines(pieces)
        while skipped and self.more(0):
            gone = min(skipped, len(self.batch))
            self.drop(gone)
            skipped -= gone

    def drop(self, count: int) -> None:
        """Forget the first lines: what stood on them was read."""
        del self.batch[:count]
        self.number += count

    def more(self, done: int) -> bool:
        """Forget the lines that are done and put further ones behind the others; False if there are none.

        Each time as many as are at hand, so that a record over many lines is not read too often; a
        record beyond the limit gets no more of them.
        """
        self.drop(done)
        if sum(map(len, self.batch)) > limits.MAX_ROW:
            return False
        self.is_odd = self.is_odd and bool(self.batch)
        wanted, before = 2 * len(self.batch), len(self.batch)
        while len(self.batch) <= wanted:
            text = next(self._texts, None)
            if text is None:
                break
            self.is_odd = self.is_odd or _is_odd(text)
            self.batch += io.StringIO(text, newline="\n")
        return len(self.batch) > before


def _whole_lines(pieces: Iterator[str]) -> Iterator[str]:
    """The text cut after line ends; the marks of files that were put one behind another are left out."""
    rest = ""
    for piece in pieces:
        text = rest + piece
        cut = text.rfind("\n") + 1
        rest = text[cut:]
        if len(rest) > limits.MAX_ROW:
            rest = _TOO_LONG
        if cut:
            yield _unmarked(text[:cut])
    if rest:
        yield _unmarked(rest)


def _unmarked(text: str) -> str:
    if text.isascii() or _MARK not in text:
        return text
    return text.removeprefix(_MARK).replace("\n" + _MARK, "\n")


def _is_odd(text: str) -> bool:
    if "\x00" in text:
        return True
    if text.isascii() or _is_latin(text):
        return False
    # Whatever is cut out of a composed text is composed.
    return any(mark in text for mark in _SMART) or not unicodedata.is_normalized("NFC", text)


def _is_latin(text: str) -> bool:
    """Whether all letters are among those that are composed whatever stands beside them; that is fast to tell."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
