"""Searches a file for what is private: copied words, names, ids, paths. It finds no paraphrase and no drawings.

A text counts when five of its words in a row are there, or all of them when it has fewer. What the reader may see anyway, and
what stands on every page of ours, counts as nobody's secret.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from careerkit.gate import vocabulary
from careerkit.gate.indexed import TOKEN, Allowed, Known, Page
from careerkit.gate.names import names
from careerkit.gate.places import places
from careerkit.gate.private import NAME, TEXT, Private, Secret
from careerkit.gate.wording import END, WINDOW, Run, clean, has_letters, long_names, runs, words

ORDINARY = 3  # a shorter text tells something only with a word that is none of ours
SHORTEST = 4  # letters of such a short text


@dataclass(frozen=True)
class Found:
    """What is there: secrets that would leave, and those of which nothing is there but words that may leave."""

    hits: tuple[Secret, ...]
    exempt: tuple[Secret, ...]


def find(page: Page, private: Private) -> Found:
    """The private things on the page, each once, in the order in which they are given."""
    may_stand, known = Allowed(private.shared), Known(private.labels)
    of_kind: dict[str, list[Secret]] = defaultdict(list)
    for secret in private.secrets:
        of_kind[secret.kind if secret.kind in (TEXT, NAME) else ""].append(secret)
    met = {
        **dict(_texts(page, of_kind[TEXT], may_stand, known)),
        **dict(names(page, of_kind[NAME], Allowed(private.named), known)),
        **dict(places(page, of_kind[""], may_stand, known)),
    }
    there = [secret for secret in private.secrets if secret in met]
    return Found(
        tuple(secret for secret in there if not met[secret]),
        tuple(secret for secret in there if met[secret]),
    )


def _texts(
    page: Page, secrets: Iterable[Secret], may_stand: Allowed, known: Known
) -> Iterator[tuple[Secret, bool]]:
    """The texts of which something is on the page, each with whether all of that may stand there."""
    short: dict[int, dict[Run, list[Secret]]] = defaultdict(lambda: defaultdict(list))
    for secret in secrets:
        found = words(clean(secret.text).replace(END, " "))
        if len(found) < WINDOW:
            short[len(found)][tuple(found)].append(secret)
        telling = _telling(page, secret.text, found)
        if telling:
            yield secret, all(map(may_stand.has, telling))
    for length, wanted in short.items():
        for run in wanted.keys() & set(runs(page.words, length)) if length else ():
            if _tells(run, known):
                for secret in wanted[run]:
                    yield secret, may_stand.has(run)


def _telling(page: Page, text: str, found: list[str]) -> list[Run]:
    """The words on the page that give a text away: five in a row, or one that is no word but the name of something."""
    telling: list[Run] = []
    if len(found) >= WINDOW and not page.windows.isdisjoint(runs(found, WINDOW)):
        telling = [run for run in runs(found, WINDOW) if run in page.windows and any(map(has_letters, run))]  # fmt: skip
    tokens = [word for word in found if len(word) >= TOKEN] + (list(long_names(clean(text))) if "_" in text else [])  # fmt: skip
    return telling + [(word,) for word in tokens if len(word) >= TOKEN and word in page.tokens and _is_mixed(word)]  # fmt: skip


def _tells(run: Run, known: Known) -> bool:
    """Whether a short text that is there as a whole tells anything: with a word that is none of ours, or as no phrase of ours."""
    if known.tells(run):
        return sum(map(len, run)) >= SHORTEST
    is_said = len(run) < ORDINARY or run in vocabulary.phrases(len(run))
    return not is_said and any(map(has_letters, run))


def _is_mixed(word: str) -> bool:
    return not word.isalpha() and has_letters(word)
