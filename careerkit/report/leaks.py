"""The tripwire before a file is written: no words of private texts may be in the page.

It finds copied words, in the text and in the attributes of the page, whatever tags, entities
or invisible characters stand between them. It does not find paraphrase, bare numbers or
drawings. Only a count leaves this module, never a word.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from careerkit.report.page import asset
from careerkit.report.status import STATUSES

WINDOW = 5  # this many words in a row are no coincidence
SHORTEST = 3  # a shorter text says too little to search for, unless it is one long token
TOKEN = 12  # characters from which a single token is distinctive

_ASSETS = ("page.html.j2", "blocks.html.j2", "report.css", "report.js")
_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|code|em|i|mark|s|small|span|strong|tspan|u|wbr)\b[^>]*>"
)
_ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
# Zero-width, soft hyphen, joiners, direction marks, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)
# Scripts without spaces: each character is a word of its own.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+")
_LETTERS = re.compile(r"[^\W\d_]{2}|[" + _UNSPACED + "]")

Run = tuple[str, ...]


def find_leaks(page: bytes, private_texts: Iterable[str], shared_texts: Iterable[str]) -> int:
    """How many private texts have words on the page that no shared text has as well.

    A text counts when five of its words in a row are there; a text of three or four words
    when all are; a token of twelve characters or more when it is the whole text, or when it
    mixes letters and digits as names of accounts, keys and files do.
    """
    there = _runs_of(_views(page.decode("utf-8", "replace")))
    there -= _runs_of([*_own_texts(), *shared_texts])
    return sum(not there.isdisjoint(_telling(_words(text))) for text in private_texts)


def _words(text: str) -> list[str]:
    """The words of a text as a reader sees them: one form, one case, nothing invisible."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _WORD.findall(text.casefold())


def _telling(words: list[str]) -> Iterator[Run]:
    """The runs of words that would give a private text away."""
    if len(words) >= WINDOW:
        yield from zip(*(words[start:] for start in range(WINDOW)), strict=False)
    elif len(words) >= SHORTEST:
        yield tuple(words)
    for word in words:
        if len(word) >= TOKEN and (len(words) < SHORTEST or _mixed(word)):
            yield (word,)


def _mixed(word: str) -> bool:
    return not word.isalpha() and _LETTERS.search(word) is not None


def _runs_of(texts: Iterable[str]) -> set[Run]:
    """Every run that could match, from each text; runs of bare numbers tell nothing."""
    found: set[Run] = set()
    for text in texts:
        words = _words(text)
        found.update((word,) for word in words if len(word) >= TOKEN)
        lettered = [_LETTERS.search(word) is not None for word in words]
        for length in range(SHORTEST, WINDOW + 1):
            runs = zip(*(words[start:] for start in range(length)), strict=False)
            found.update(run for at, run in enumerate(runs) if any(lettered[at : at + length]))
    return found


def _views(page: str) -> list[str]:
    """What can be read off the page: its text in two ways, and its attributes.

    A tag of a phrase may part two words or stand inside one, so the text is read both ways.
    """
    values = (first or second for first, second in _ATTRIBUTE.findall(page))
    hidden = [*_COMMENT.findall(page), *(value for value in values if _LETTERS.search(value))]
    hidden += [unquote(value) for value in hidden if "%" in value]
    views = [_TAG.sub(" ", page), _TAG.sub(" ", _INLINE.sub("", page)), " \n ".join(hidden)]
    return [html.unescape(html.unescape(view)) for view in views]


def _own_texts() -> list[str]:
    """The words that stand on every page: they are nobody's secret."""
    meanings = [f"{status.word} {status.meaning}" for status in STATUSES.values()]
    return [text for name in _ASSETS for text in _views(asset(name))] + meanings
