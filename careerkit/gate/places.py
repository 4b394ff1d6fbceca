"""Finds what only a computer writes: ids of records, paths, file names, the name of its user."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from careerkit.gate import vocabulary
from careerkit.gate.indexed import Allowed, Known, Page
from careerkit.gate.private import FILE, ID, PATH, USER, Secret
from careerkit.gate.wording import clean, words

ID_LENGTH = 16
_DIGITS = re.compile(rf"[0-9a-f]{{{ID_LENGTH},}}")
_HOMES = r"(?:home|users|user|~|var/home|export/home)"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
# A file name of fewer characters says nothing, nor does a user name of so few that stands alone.
_SHORTEST, _SYLLABLE = 5, 2


def places(
    page: Page, secrets: Sequence[Secret], may_stand: Allowed, known: Known
) -> Iterator[tuple[Secret, bool]]:
    """The ids, paths, file names and user names on the page, each with whether it may stand there."""
    ids = {secret.text: secret for secret in secrets if secret.kind == ID}
    yield from ((ids[one], False) for one in dict.fromkeys(_windows(page, ids)))
    for secret in secrets:
        if secret.kind != ID and page.there.issuperset(words(clean(secret.text))):
            name = re.sub(r"[\\/]+", "/", clean(secret.text).casefold())
            verdict = _CHECKS[secret.kind](page, name, may_stand, known)
            if verdict is not None:
                yield secret, verdict


def _windows(page: Page, ids: Mapping[str, Secret]) -> Iterator[str]:
    """Every id that stands in the text, also in the middle of a longer run of digits."""
    for run in dict.fromkeys(_DIGITS.findall(page.folded)):
        for start in range(len(run) - ID_LENGTH + 1):
            if run[start : start + ID_LENGTH] in ids:
                yield run[start : start + ID_LENGTH]


def _path(page: Page, path: str, _: Allowed, __: Known) -> bool | None:
    """A path of at least two names, with either kind of slash, as long as no letter follows."""
    return False if re.search(re.escape(path) + _AFTER, page.folded) else None


def _file(page: Page, name: str, may_stand: Allowed, _: Known) -> bool | None:
    """A file name by itself, which may stand where we or the reader's texts speak of it: `Connections.csv`."""
    written = re.compile(_BEFORE + re.escape(name) + _AFTER)
    if len(name) < _SHORTEST or not written.search(page.folded):
        return None
    return name in vocabulary.source() or any(map(written.search, may_stand.folded))


def _user(page: Page, name: str, may_stand: Allowed, known: Known) -> bool | None:
    """The user name in a path or an address; by itself where it is no other word."""
    alone, run = re.escape(name) + _AFTER, tuple(words(name))
    if re.search(f"{_BEFORE}{_HOMES}/{alone}|{_BEFORE}{re.escape(name)}@\\w", page.folded):
        return False
    if len(name) <= _SYLLABLE or not known.tells(run) or not re.search(_BEFORE + alone, page.folded):  # fmt: skip
        return None
    return may_stand.has(run)


_CHECKS: dict[str, Callable[[Page, str, Allowed, Known], bool | None]] = {
    PATH: _path, FILE: _file, USER: _user,
}  # fmt: skip
