"""Names become initials: what leaves for another reader names nobody else.

The same person has the same initials in every section and every year, and two people with the same letters are told apart by
a number, in the order in which shared records first name them. Only people whom shared records name are ever counted, so
that nobody can be guessed from a gap in the numbers, and somebody whom no shared record names changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from careerkit.reading import masks

# Scripts without spaces, and Hangul, where endings stick to a name: each character is a token of its own.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
# Accents, points and vowel signs, which belong to the letter before them.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u0dff"
)
_IN_SLUG = rf"\w{_MARKS}"
_TOKEN = re.compile(
    rf"(?<!\w)@+(?P<slug>[^\W\d_](?:[{_IN_SLUG}.@-]*[{_IN_SLUG}])?)"
    rf"|[{_UNSPACED}]|(?:(?![{_UNSPACED}])(?:[^\W_]|[{_MARKS}]))+"
)
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")
# What may stand between the words of one name, and between two parts of it that stand without the rest.
_GAP = re.compile(r"[\s.,_'’-]*")
_BETWEEN = re.compile(r"[\s.-]+")
# A stop that only ends the sentence: one is enough after `L. H.`
_STOP = re.compile(r"\.(?!\w)")
_SHORTEST = 2
_TITLES = frozenset(
    ("dr", "prof", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "herr", "frau", "hr", "dipl", "ing", "mag", "phd",
     "md", "mba", "jr", "sr", "ii", "iii")
)  # fmt: skip
# Hiding one name may lay another one bare, as in `Lene@dana`; more than twice it cannot.
_PASSES = 3


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write a name, and whom it may mean: a whole name one person, a part of it perhaps several."""

    words: tuple[str, ...]
    people: frozenset[str]
    is_whole: bool
    needs_capitals: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """A place in a text where somebody is named; surely is not said of a mere part of a name."""

    start: int
    end: int
    people: frozenset[str]
    is_sure: bool


@dataclass(frozen=True)
class Initials:
    """Replaces the people of one workbook in texts.

    whole: the name by which everybody is known, by slug. letters: the initials of those whom shared records name, by that
    name. A whole name counts however it is written; a part of it only with its capital letter and as a whole word: `Will`
    is a person, `will` is a verb. A short name in the log's own sign, `@will`, always counts.
    """

    whole: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, Sequence[_Form]] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """The text with initials in the place of names, and no e-mail address; one without names stays as it is."""
        before = plain = unicodedata.normalize("NFC", text)
        for _ in range(_PASSES):
            hidden = self._hidden(masks.mail(plain))
            if hidden == plain:
                break
            plain = hidden
        return text if plain == before else plain

    def _hidden(self, plain: str) -> str:
        parts, at = [], 0
        for named in self.named(plain):
            short = self._short(named, plain)
            parts += [plain[at : named.start], short]
            at = named.end
            if short.endswith(".") and _STOP.match(plain, at):
                at += 1
        return "".join([*parts, plain[at:]])

    def named(self, text: str) -> Iterator[_Named]:
        """Every place in a text (NFC) where somebody is named, from the left, the longest name first."""
        tokens, at = list(_TOKEN.finditer(text)), 0
        while at < len(tokens):
            slug = tokens[at]["slug"]
            if slug:
                who = slug.casefold()
                people, is_sure, end = frozenset({self.whole.get(who, who)}), True, at + 1
            else:
                people, is_sure, end = self._at(text, tokens, at)
            if people:
                yield _Named(tokens[at].start(), tokens[end - 1].end(), people, is_sure)
            at = max(end, at + 1)

    def _at(
        self, text: str, tokens: Sequence[re.Match[str]], at: int
    ) -> tuple[frozenset[str], bool, int]:
        """Who is named from this token on, whether surely, and the token behind. Parts of one name are taken together."""
        form = self._form(text, tokens, at)
        if form is None:
            return frozenset(), False, at
        people, end = form.people, at + len(form.words)
        while not form.is_whole and end < len(tokens):
            more = self._form(text, tokens, end)
            between = text[tokens[end - 1].end() : tokens[end].start()]
            if more is None or more.is_whole or not people & more.people or not _BETWEEN.fullmatch(between):  # fmt: skip
                break
            people, end = people & more.people, end + len(more.words)
        return people, form.is_whole, end

    def _form(self, text: str, tokens: Sequence[re.Match[str]], at: int) -> _Form | None:
        possible = self.forms.get(tokens[at][0].casefold(), ())
        return next((form for form in possible if _stands(form, text, tokens, at)), None)

    def _short(self, named: _Named, text: str) -> str:
        known = [who for who in named.people if who in self.letters]
        if len(known) == 1:
            return self.letters[known[0]]
        return initials(min(named.people) if named.is_sure else text[named.start : named.end])


def of(people: Iterable[tuple[str, str]], texts: Iterable[str]) -> Initials:
    """The initials for the people (slug, full name) of a workbook; two people of one full name are one.

    texts: those of the shared records, oldest first; they decide who comes first among people with the same letters. A part
    of a name means the one person of that name whom these texts name in full or by slug; else it has letters of its own.
    """
    whole, given = _whole({slug.casefold(): name for slug, name in people if slug})
    found = Initials(whole, _forms(whole.values(), given))
    letters: dict[str, str] = {}
    taken: dict[str, int] = defaultdict(int)
    for text in texts:
        for named in found.named(unicodedata.normalize("NFC", text)):
            who = min(named.people)
            if named.is_sure and who not in letters:
                short = initials(who)
                taken[short] += 1
                letters[who] = short if taken[short] == 1 else f"{short} ({taken[short]})"
    return Initials(found.whole, found.forms, letters)


def initials(name: str) -> str:
    """`Lene Hansen` and `lene-hansen` as `L. H.`; one letter and a stop for each word."""
    words = _WORD.findall(unicodedata.normalize("NFC", name))
    return " ".join(f"{word[0].upper()}." for word in words) or "N. N."


def _whole(known: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """The whole name of everybody by slug, and which of these were given as names."""
    whole, given = {}, set()
    for slug, name in known.items():
        written = " ".join(unicodedata.normalize("NFC", name).split())
        whole[slug] = written or slug
        if written:
            given.add(written)
    return whole, given


def _forms(names: Iterable[str], given: set[str]) -> dict[str, Sequence[_Form]]:
    """Every form of every name by its first token, the longest first."""
    parts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    forms: list[_Form] = []
    for name in sorted(set(names)):
        words = _tokens(name)
        # A slug of several words is a full name, too, but its single words may be any words: team-lead.
        if len(words) > 1 and not _is_initials(name):
            forms.append(_Form(words, frozenset({name}), True, name not in given))
        for part in _parts(name) if name in given else ():
            parts[_tokens(part)].add(name)
    forms += [_Form(words, frozenset(whom), False, True) for words, whom in parts.items()]
    by_first: dict[str, list[_Form]] = defaultdict(list)
    for form in sorted(forms, key=lambda form: (-len(form.words), not form.is_whole)):
        by_first[form.words[0]].append(form)
    return dict(by_first)


def _parts(name: str) -> Iterator[str]:
    """The parts of a full name that may stand alone for the person: `Hansen`, not `van`, `J.` or `Dr`."""
    for part in (name.title() if name.islower() else name).split():
        for piece in part.split("-") if not part.endswith(".") else ():
            letters = "".join(_WORD.findall(piece))
            is_name = len(letters) >= _SHORTEST and not letters[0].islower()
            if is_name and letters.casefold() not in _TITLES:
                yield piece


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(token[0].lstrip("@").casefold() for token in _TOKEN.finditer(name.lstrip("@")))


def _is_initials(name: str) -> bool:
    return name.casefold() == initials(name).casefold()


def _stands(form: _Form, text: str, tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a form begins at this token: its words in a row, with nothing between them but what joins a name."""
    last = at + len(form.words) - 1
    if last >= len(tokens):
        return False
    if any(tokens[at + n][0].casefold() != word for n, word in enumerate(form.words)):
        return False
    if not all(
        _GAP.fullmatch(text, tokens[n].end(), tokens[n + 1].start()) for n in range(at, last)
    ):
        return False
    said = text[tokens[at].start() : tokens[last].end()]
    return not form.needs_capitals or not any(word[0].islower() for word in said.split())
