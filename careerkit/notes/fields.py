"""The fields of a journal line, as Dataview and Logseq write them: `[reach:: team]`, `(reach:: team)`, `reach:: team`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from careerkit.notes import tasks
from careerkit.notes.tail import unlinked

FIELDS = (
    "at", "impact", "reach", "lasts", "chosen", "level", "context", "goal", "project", "role",
    "builds_on", "evidence", "energy", "hours", "meaningful", "channel", "form", "provider",
    "completed", "done", "declined", "declined_because", "told", "due", "follow_up", "followed_up", "led_to",
)  # fmt: skip

# A value may hold links: [project:: [[Big Launch]]].
_INLINE = re.compile(
    r"\[(\w[\w -]*)::\s*((?:[^\[\]]|\[\[[^\[\]]*\]\])*)\]|\((\w[\w -]*)::\s*([^()]*)\)"
)
_PROPERTY = re.compile(r"\s+(?:[-*+]\s+)?[*_]{0,2}(\w[\w -]*?)[*_]{0,2}::\s*(.*)")
# Obsidian's name for a block, to which links lead: ^6f2a1c.
_BLOCK = re.compile(r"\s\^[a-zA-Z0-9-]+\s*$")


def plain(text: str, found: dict[str, str], *, is_task: bool = False) -> str:
    """The text of a line without its fields, the name of its block, and the brackets of its links.

    The fields go into `found`. In a task one that is neither ours nor the task app's stays in the text.
    """
    if "^" in text:
        text = _BLOCK.sub("", text)
    if "::" in text:
        text = _INLINE.sub(lambda field: _take(field, found, is_task=is_task), text)
    return unlinked(text)


def below(line: str, *, is_task: bool) -> tuple[str, str] | None:
    """The known field that an indented line sets, as its key and value."""
    match = _PROPERTY.match(line) if "::" in line else None
    if match and is_known(_key(match[1]), is_task=is_task):
        return _key(match[1]), _value(match[2])
    return None


def is_known(key: str, *, is_task: bool = False) -> bool:
    """Whether a field is one of ours, or in a task one of the app's."""
    return key in FIELDS or (is_task and tasks.is_app_field(key))


def suggestion(key: str) -> str:
    """What somebody who wrote this key may have meant."""
    near = difflib.get_close_matches(key, FIELDS, 1, 0.6)
    return f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(FIELDS)}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word within one edit of `word`, or nothing; a ratio misses words of three letters."""
    return next((other for other in known if _one_edit(word, other)), "")


def _take(field: re.Match[str], found: dict[str, str], *, is_task: bool) -> str:
    key, value = (field[1], field[2]) if field[1] else (field[3], field[4])
    if is_task and not is_known(_key(key), is_task=True):
        return field[0]
    found[_key(key)] = _value(value)
    return " "


def _value(text: str) -> str:
    return unlinked(text.strip(), as_shown=False)


def _key(text: str) -> str:
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


def _one_edit(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    i = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    swapped = a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
    return swapped or a[i + 1 :] == b[i + 1 :] or a[i:] == b[i + 1 :] or a[i + 1 :] == b[i:]
