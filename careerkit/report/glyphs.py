"""Text that the fonts inside typst can draw: the rest becomes a box, and is counted.

A tagged PDF may not hold a sign without a shape. `assets/glyphs.txt` lists what Libertinus Serif, New
Computer Modern and DejaVu Sans Mono have between them, as ranges of code points; it was made by having
typst print every sign of the first two planes, each alone and between two letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

BOX = "\u25a1"
AS_IT_IS = ("to", "alt")  # an address and a spoken text are never drawn

_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# What joins or turns letters is kept; what hides, forces an order on letters or only breaks a line is not.
_INVISIBLE = re.compile(
    "[\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u202d\u202e\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_NOT_LATIN = re.compile(r"[^\x00-\u024f\u2010-\u2027\u2212]")
_TURNS = frozenset("\n\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")


@cache
def glyphs() -> frozenset[str]:
    """The signs that can be drawn."""
    ranges = files(__package__).joinpath("assets", "glyphs.txt").read_text("utf-8").split()
    ends = [[int(end, 16) for end in found.split("-")] for found in ranges]
    return frozenset(chr(code) for end in ends for code in range(end[0], end[-1] + 1))


class Drawable:
    """Makes text drawable, and counts the signs that are not."""

    def __init__(self, *, simple: bool) -> None:
        self.simple = simple
        self.missing = 0

    def __call__(self, value: Any) -> Any:
        """The value with every text in it drawable; addresses and spoken texts stay as they are."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self(item) for item in value]
        if isinstance(value, dict):
            return {key: self._field(key, item) for key, item in value.items()}
        return value

    def _field(self, key: str, value: Any) -> Any:
        if key in AS_IT_IS:
            return plain(value)
        made = self(value)
        # In a picture typst does not always find the second font for a sign that the first one lacks.
        return _NOT_LATIN.sub(BOX, made) if key == "svg" and self.simple else made

    def text(self, text: str) -> str:
        """One text, with all its lines."""
        text = _INVISIBLE.sub("", _ENDS.sub("\n", text).replace("\t", " "))
        if text.isascii() and text.replace("\n", " ").isprintable():
            return text
        # Both spellings of a letter share one shape, which can be read back as one of them only.
        text = unicodedata.normalize("NFC", text)
        made: list[str] = []
        joined = False
        for sign in text:
            # Never a sign of markup, which a picture is full of.
            rest, joined = joined and not sign.isascii(), False
            if rest or (made and made[-1] == BOX and "\U0001f3fb" <= sign <= "\U0001f3ff"):
                continue  # the rest of one emoji: a box stands for all of it
            if sign == "\u200d" and made and made[-1] == BOX:
                joined = True
            elif self._can_draw(sign):
                made.append(sign)
            else:
                made.append(BOX)
                self.missing += 1
        return "".join(made)

    def _can_draw(self, sign: str) -> bool:
        if self.simple and unicodedata.category(sign)[0] in "MC":
            return sign == "\n"
        return sign in glyphs() or sign in _TURNS


def plain(text: str) -> str:
    """Text for the reader's program rather than for the page: anything but half signs and controls."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
