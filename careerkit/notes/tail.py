"""The tokens at the end of a journal line: `+2 1h30 #persuasion @dana.ortiz * !mentor`.

They are read from the end backwards and stop at the first other word, so that "-20 %" in the middle of a
sentence stays prose; `#` and `@` count inside the text too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

_TOKEN = re.compile(
    r"(?P<energy>[+\-−–][0-2])|(?P<h>\d{1,3})h(?P<m>[0-5]?\d)?(?:m|min)?|(?P<dec>\d{1,3}[.,]\d{1,4})h"
    r"|(?P<min>\d{1,4})min|#(?P<tag>[^\W\d_][\w/.-]*)|@(?P<person>[^\W\d_][\w.-]*)"
    r"|(?P<star>\*)|!(?P<share>[a-z][a-z0-9_-]*)"
)
_TAGS = re.compile(r"(?<![\w/&#])#([^\W\d_][\w/-]*)")
_PEOPLE = re.compile(r"(?<![\w.])@([^\W\d_][\w.-]*)")
_URL = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.)\S+", re.IGNORECASE)
# [[Page]], [[Page|shown]], ![[embedded]], #[[a tag]], @[[a person]] and [[@a person]].
_LINK = re.compile(r"([#@]|!)?\[\[(@)?([^\[\]|]+)(?:\|([^\[\]]*))?\]\]")
_NOT_NAME = re.compile(r"[^\w/.]+")
# Marks that no eye sees and that come along when text is pasted.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_NO_MARKS = dict.fromkeys(map(ord, INVISIBLE))
_LONGEST_MISS = 40
_LONGEST_TOKEN = 100

# What people write when they mean a token; each would silently end the reading of the tail.
_NEAR_MISSES = (
    (re.compile(r"(\d+(?:[.,]\d+)?)\s+(?:h|hrs?|hours?)$", re.I), "hours stick to their number: {0}h"),
    (re.compile(r"(\d+(?:[.,]\d+)?)(?:hrs?|hours?)$", re.I), "hours are written {0}h"),
    (re.compile(r"(\d+)\s*(?:m|mins?|minutes?)$", re.I), "minutes are written {0}min"),
    (re.compile(r"(?<!\d)(\d{1,2}):([0-5]\d)$"), "a duration is written {0}h{1}"),
    (re.compile(r"(?<!\S)([+\-−–](?:[3-9]|\d\d+))$"), "energy runs from -2 to +2, not {0}"),
    (re.compile(r"(?<!\S)([+\-−–])\s+([0-2])$"), "energy sticks to its sign: {0}{1}"),
)  # fmt: skip
# Every near miss ends in a digit, or in a unit with a digit before it; most lines do neither.
_MAY_MISS = re.compile(r"\d\s*(?:h|hrs?|hours?|m|mins?|minutes?)?$", re.I)


@dataclass(slots=True)
class Tail:
    """What stood at the end of a line, and the text before it."""

    text: str = ""
    hours: float | None = None
    energy: int | None = None
    tags: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    starred: bool = False
    share: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_tail(text: str) -> Tail:
    """Read the tokens at the end of a line, backwards, up to the first other word."""
    words, tail = text.split(), Tail()
    while words:
        word = words[-1]
        # No token begins with a letter, and nearly every line has such a word before its tail.
        token = None if word[0].isalpha() else _token(word)
        if token is None:
            break
        _take(tail, *token)
        words.pop()
    for names in (tail.tags, tail.people, tail.share):
        names.reverse()
    tail.text = text = " ".join(words)
    if hint := near_miss(text):
        tail.warnings.append(hint)
    if "#" in text or "@" in text:
        # An address such as https://example.org/@dana#top names nobody and nothing.
        prose = _URL.sub(" ", text)
        tail.tags[:0] = _TAGS.findall(prose)
        tail.people[:0] = [name.rstrip(".") for name in _PEOPLE.findall(prose)]
    return tail


def unlinked(text: str, *, as_shown: bool = True) -> str:
    """Text without the brackets of wiki links: `[[Page|shown]]` is what is shown, else its page.

    `#[[two words]]` becomes the tag `#two-words`, `[[@Dana Ortiz]]` the person `@Dana-Ortiz`.
    """
    if "[[" not in text:
        return text
    return _LINK.sub(lambda link: _plain_link(link, as_shown=as_shown), text)


def _plain_link(link: re.Match[str], *, as_shown: bool) -> str:
    mark, at, page, shown = link.groups()
    if at or mark in ("#", "@"):
        return f"{at or mark}{_NOT_NAME.sub('-', page).strip('-')}"
    # A heading or block inside the page; of the page itself where none is named.
    place = page.partition("#")[0] or page.lstrip("#^")
    return shown.strip() or place if shown and as_shown else place


def _take(tail: Tail, kind: str, value: str, number: float) -> None:
    if kind == "hours":
        tail.hours = (tail.hours or 0.0) + number
    elif kind == "tag":
        tail.tags.append(value)
    elif kind == "person":
        tail.people.append(value)
    elif kind == "share":
        tail.share.append(value)
    elif kind == "star":
        tail.starred = True
    elif tail.energy is not None:
        tail.warnings.append("energy stands twice; the last one counts")
    else:
        tail.energy = int(number)


def _token(word: str) -> tuple[str, str, float] | None:
    # A journal has few distinct tokens, and they stand on nearly every line.
    return _remembered(word) if len(word) <= _LONGEST_TOKEN else _read_token(word)


def _read_token(word: str) -> tuple[str, str, float] | None:
    """What a word is as a token: its kind, its name or its number; None for any other word."""
    match = _TOKEN.fullmatch(_bare(word))
    if match is None:
        return None
    kind = match.lastgroup or ""
    if kind == "energy":
        return kind, "", int(match[0].replace("−", "-").replace("–", "-"))
    if kind in ("h", "m", "dec", "min"):
        return "hours", "", _hours(match)
    return kind, match[kind].rstrip("."), 0.0


_remembered = lru_cache(maxsize=4096)(_read_token)


def _bare(word: str) -> str:
    shown = word if word.isascii() else word.translate(_NO_MARKS)
    return shown.rstrip(".,;")


def near_miss(text: str) -> str:
    """What the end of a text was probably meant to be, or nothing."""
    end = text[-_LONGEST_MISS:]
    if not _MAY_MISS.search(end):
        return ""
    for pattern, hint in _NEAR_MISSES:
        if match := pattern.search(end):
            return hint.format(*match.groups())
    return ""


def _hours(match: re.Match[str]) -> float:
    if match["dec"]:
        return float(match["dec"].replace(",", "."))
    if match["min"]:
        return int(match["min"]) / 60
    return int(match["h"]) + int(match["m"] or 0) / 60
