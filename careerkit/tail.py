"""The tokens at the end of a journal line: `+2 1h30 #persuasion @dana.ortiz * !mentor`.

They are read from the end backwards and stop at the first other word, so that "-20 %" in the middle of a
sentence stays prose; `#` and `@` count inside the text too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<energy>[+\-−–][0-2])|(?P<h>\d{1,3})h(?P<m>[0-5]?\d)?(?:m|min)?|(?P<dec>\d{1,3}[.,]\d{1,4})h"
    r"|(?P<min>\d{1,4})min|#(?P<tag>[^\W\d_][\w/.-]*)|@(?P<person>[^\W\d_][\w.-]*)"
    r"|(?P<star>\*)|!(?P<share>[a-z][a-z0-9_-]*)"
)
_TAGS = re.compile(r"(?<![\w/&#])#([^\W\d_][\w/-]*)")
_PEOPLE = re.compile(r"(?<![\w.])@([^\W\d_][\w.-]*)")
_URL = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,20}://|www\.)\S+", re.IGNORECASE)
# Marks that no eye sees and that come along when text is pasted.
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_LONGEST_MISS = 40

# What people write when they mean a token; each would silently end the reading of the tail.
_NEAR_MISSES = (
    (re.compile(r"(\d+(?:[.,]\d+)?)\s+(?:h|hrs?|hours?)$", re.I), "hours stick to their number: {0}h"),
    (re.compile(r"(\d+(?:[.,]\d+)?)(?:hrs?|hours?)$", re.I), "hours are written {0}h"),
    (re.compile(r"(\d+)\s*(?:m|mins?|minutes?)$", re.I), "minutes are written {0}min"),
    (re.compile(r"(?<!\d)(\d{1,2}):([0-5]\d)$"), "a duration is written {0}h{1}"),
    (re.compile(r"(?<!\S)([+\-−–](?:[3-9]|\d\d+))$"), "energy runs from -2 to +2, not {0}"),
    (re.compile(r"(?<!\S)([+\-−–])\s+([0-2])$"), "energy sticks to its sign: {0}{1}"),
)  # fmt: skip


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
    while words and (match := _TOKEN.fullmatch(_bare(words[-1]))):
        if match["energy"] and tail.energy is not None:
            tail.warnings.append("energy stands twice; the last one counts")
        elif match["energy"]:
            tail.energy = int(match["energy"].replace("−", "-").replace("–", "-"))
        elif match["tag"]:
            tail.tags.insert(0, match["tag"].rstrip("."))
        elif match["person"]:
            tail.people.insert(0, match["person"].rstrip("."))
        elif match["star"]:
            tail.starred = True
        elif match["share"]:
            tail.share.insert(0, match["share"])
        else:
            tail.hours = (tail.hours or 0.0) + _hours(match)
        words.pop()
    tail.text = " ".join(words)
    tail.warnings += [hint for hint in [near_miss(tail.text)] if hint]
    # An address such as https://example.org/@dana#top names nobody and nothing.
    prose = _URL.sub(" ", tail.text)
    tail.tags = _TAGS.findall(prose) + tail.tags
    tail.people = [name.rstrip(".") for name in _PEOPLE.findall(prose)] + tail.people
    return tail


def _bare(word: str) -> str:
    return word.strip(_INVISIBLE).rstrip(".,;").rstrip(_INVISIBLE)


def near_miss(text: str) -> str:
    """What the end of a text was probably meant to be, or nothing."""
    for pattern, hint in _NEAR_MISSES:
        if match := pattern.search(text[-_LONGEST_MISS:]):
            return hint.format(*match.groups())
    return ""


def _hours(match: re.Match[str]) -> float:
    if match["dec"]:
        return float(match["dec"].replace(",", "."))
    if match["min"]:
        return int(match["min"]) / 60
    return int(match["h"]) + int(match["m"] or 0) / 60
