"""Second copies that sync clients and file managers leave beside a file: `2024-03-05 (conflicted copy).md`.

A copy counts only for what its original does not hold, so that nothing is counted twice and nothing is lost.
A name is never proof: without the original beside it, a file is a file of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

# Every pattern is anchored at the end of a name without its ending; what stands before it is the original's.
_COPIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Syncthing: 2024-03-05.sync-conflict-20240306-101112-ABCDEFG
        r"\.sync-conflict-\d{8}-\d{6}(?:-\w{1,20})?$",
        # Dropbox, Nextcloud, ownCloud, Obsidian Sync, Seafile and others, in the languages they speak:
        # (conflicted copy 2024-03-06 101112), (Ada's conflicted copy 2024-03-06), (SFConflict ada ...)
        r"\s*\((?=.{0,120}?(?:konflikt|conflict|conflit))(?:[^()]|\([^()]{1,40}\)){1,120}\)$",
        r"\s*\[conflict(?:ed)?\]$",
        # Older ownCloud and Nextcloud: _conflict-20240306-101112
        r"_conflict-\d{8}-\d{6}$",
        # Synology Drive: _Annas-PC_Mar-06-1011-2024_Conflict, with a reason and a number
        r"_[^_]{1,60}_[a-z]{3}-\d\d-\d{4}-\d{4}_[a-z]*conflict(?:_\d{1,3})?$",
        # Windows: " - Copy", " - Copy (2)"; macOS: " copy", " copy 2"
        r" - copy(?: \(\d{1,3}\))?$",
        r" copy(?: \d{1,3})?$",
        # Google Drive, browsers: " (1)"; iCloud: " 2"
        r"\s*\(\d{1,3}\)$",
        r" \d{1,2}$",
    )
)
# OneDrive appends the computer's name: -DESKTOP-AB12CD, -Annas-MacBook-Pro, -PC01-2
_COMPUTERS = (
    re.compile(r"-(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{1,15}(?:-\d{1,3})?$"),
    re.compile(r"-[^\W\d]\w{0,30}(?:-\w{1,30})?-(?:MacBook|iMac|iPhone|iPad)(?:-[A-Za-z]{1,10})?(?:-\d{1,3})?$"),
    re.compile(r"-(?:MacBook|iMac|iPhone|iPad)(?:-[A-Za-z]{1,10})?(?:-\d{1,3})?$"),
    re.compile(r"-[A-Z][A-Z0-9]{1,14}(?:-\d{1,3})?$"),
)  # fmt: skip


def base_name(name: str) -> str | None:
    """The name of the file that this one would be a second copy of; None when it does not look like one.

    `name` is a file's name without its folder; the ending stays.
    """
    return next(_bases(name), None)


def originals(paths: Iterable[str]) -> dict[str, str]:
    """For every second copy among the paths the path of its original, which stands beside it.

    A copy of a copy leads to the original too. Paths are compared in NFC and without case, as file systems do.
    """
    given = sorted(paths)
    there = {_same(path): path for path in reversed(given)}
    found = {path: original for path in given if (original := _original(path, there))}
    return {path: _last(path, found) for path in found}


def fresh(held: Mapping[str, Sequence[Hashable]]) -> dict[str, list[bool]]:
    """For every second copy among files, which of its things neither its original nor an earlier copy holds.

    `held` are the things of each file, by its path.
    """
    pools = {path: list(things) for path, things in held.items()}
    found = {}
    for path, original in sorted(originals(held).items()):
        found[path] = lacking(held[path], pools[original])
        pools[original] += [
            thing for thing, new in zip(held[path], found[path], strict=True) if new
        ]
    return found


def is_backup(path: str) -> bool:
    """Whether a file is one of the backups that Logseq keeps of its own pages."""
    return "/logseq/bak/" in f"/{path}"


def lacking(copy: Sequence[Hashable], original: Iterable[Hashable]) -> list[bool]:
    """For each thing of a copy whether the original lacks it; one that stands there twice covers two."""
    left = Counter(original)
    found = []
    for thing in copy:
        found.append(left[thing] <= 0)
        left[thing] -= 1
    return found


def _bases(name: str) -> Iterator[str]:
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    for pattern in (*_COPIES, *_COMPUTERS):
        match = pattern.search(stem)
        if match and match.start():
            yield f"{stem[: match.start()]}{dot}{ending}"


def _original(path: str, there: Mapping[str, str]) -> str | None:
    folder, slash, name = path.rpartition("/")
    beside = (there.get(_same(f"{folder}{slash}{base}")) for base in _bases(name))
    return next((found for found in beside if found is not None and found != path), None)


def _last(path: str, found: Mapping[str, str]) -> str:
    while path in found:
        path = found[path]
    return path


def _same(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
