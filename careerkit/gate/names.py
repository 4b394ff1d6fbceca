"""Finds people in a file: `@short-name`, whole names, and first or last names that stand alone.

A name that is no other word counts in any spelling. One that is an ordinary word as well (`will`, `rose`, `max`) counts with its
capital letter; and one that our own pages write with a capital (`May`, `Page`) only where it does what people do: `May said`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from careerkit.gate import vocabulary
from careerkit.gate.indexed import Allowed, Known, Page
from careerkit.gate.private import Secret
from careerkit.gate.wording import END, Run, clean, runs, words

SIGN = "@"
# Parts of names that are nobody's name.
_PARTICLES = frozenset(
    ("al", "bin", "da", "de", "del", "den", "der", "di", "dos", "dr", "du", "el", "ibn", "ii", "iii", "jr", "la", "le", "md", "mr",
     "mrs", "ms", "mba", "of", "phd", "prof", "sr", "st", "ten", "ter", "the", "van", "vom", "von", "y", "zu", "zum", "zur")
)  # fmt: skip
# In letters and digits decoded on a guess, a short word stands by chance.
_BY_CHANCE = 5
_PEOPLE_DO = (
    "said|says|told|tells|asked|asks|answered|wrote|writes|thinks|thought|called|calls|wants|wanted|knows|knew|helped|showed|"
    "gave|offered|agreed|promised|suggested|recommended|introduced|explained|and I|and me"
)
_PART = re.compile(r"[^\W_]+")
_MENTION = re.compile(rf"(?<!\w){SIGN}([^\W_][\w./+-]{{0,100}})")
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_INSIDE = re.compile(r"[./+-]")


@dataclass(frozen=True)
class _Forms:
    """The ways to write one person: words in a row, and words that may stand alone, with their capitals."""

    together: tuple[tuple[str, ...], ...]
    alone: tuple[str, ...]
    mention: str = ""


def names(
    page: Page, secrets: Iterable[Secret], may_stand: Allowed, known: Known
) -> Iterator[tuple[Secret, bool]]:
    """The people whom the page names, each with whether all that is there may stand there."""
    search = _Search(page, may_stand, known)
    for secret in secrets:
        met = list(search.met(_forms(secret.text)))
        if met:
            yield secret, all(met)


def _forms(text: str) -> _Forms:
    if text.startswith(SIGN):
        slug = text[1:]
        parts = tuple(_PART.findall(clean(slug)))
        if len(parts) == 1:
            return _Forms((), (parts[0].capitalize(),), slug.casefold())
        # The single words of a longer short name may be any words: team-lead.
        return _Forms((parts,) if parts else (), (), slug.casefold())
    parts = tuple(_PART.findall(clean(text)))
    alone = tuple(part for part in parts if len(part) > 1 and part.casefold() not in _PARTICLES)
    if len(parts) < 2:
        return _Forms((), alone)
    together = dict.fromkeys((parts, (parts[-1], *parts[:-1]), (parts[0], parts[-1])))
    return _Forms(tuple(together), alone)


class _Search:
    def __init__(self, page: Page, may_stand: Allowed, known: Known) -> None:
        self.page, self.may_stand, self.known = page, may_stand, known
        self._mentions: frozenset[str] | None = None
        self._allowed_mentions: frozenset[str] = frozenset()

    def met(self, forms: _Forms) -> Iterator[bool]:
        """For every form that is on the page, whether it may stand there."""
        if forms.mention and forms.mention in self.mentions:
            yield forms.mention in self._allowed_mentions
        for parts in forms.together:
            run = tuple(words(" ".join(parts)))
            if self.page.there.issuperset(run) and self._is_there(parts, run):
                yield self.may_stand.has(run)
        for part in forms.alone:
            run = tuple(words(part))
            if self._stands_alone(part, run):
                # Our style sheets say `max`, too: that makes nobody's name free.
                is_word = len(run) == 1
                yield run[0] in self.may_stand.there if is_word else self.may_stand.has(run)

    @property
    def mentions(self) -> frozenset[str]:
        """Everybody whom the page names with the sign, also where a word goes on after the name."""
        if self._mentions is None:
            self._mentions = _mentions(self.page.text)
            allowed = [*self.may_stand.texts, *vocabulary.page_texts()]
            self._allowed_mentions = _mentions(END.join(allowed))
        return self._mentions

    def _is_there(self, parts: tuple[str, ...], run: Run) -> bool:
        """Whether these words stand in a row: in any spelling if one is no other word, else each with a capital."""
        if self.known.tells(run):
            return run in runs(self.page.words, len(run))
        capitals = rf"[^\w{END}]+".join(_with_capital(part) for part in parts)
        return re.search(f"{_BEFORE}{capitals}{_AFTER}", self.page.text) is not None

    def _stands_alone(self, part: str, run: Run) -> bool:
        there = self.page.there if len(part) >= _BY_CHANCE else self.page.plain
        if not there.issuperset(run):
            return False
        if self.known.tells(run) or len(run) > 1:
            # A name in a script without spaces is a run of words itself.
            return run in runs(self.page.words, len(run))
        if not part[0].isupper():
            return False
        written = {part, part.upper()} & self.page.as_written
        if not written & vocabulary.capitals():
            return bool(written)
        does = rf"{_BEFORE}{_with_capital(part)}\s+(?:{_PEOPLE_DO}){_AFTER}"
        return re.search(does, self.page.text) is not None


def _with_capital(part: str) -> str:
    """How a name is written as one: with a capital, or in capitals."""
    return f"(?:{part[0].upper()}{part[1:]}|{part.upper()})"


def _mentions(text: str) -> frozenset[str]:
    found: set[str] = set()
    for name in _MENTION.findall(text.casefold()):
        found.add(name)
        found.update(name[: match.start()] for match in _INSIDE.finditer(name))
    return frozenset(found)
