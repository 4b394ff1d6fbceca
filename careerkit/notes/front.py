"""What frames the lines of a note: front matter between `---` lines, Logseq's page properties, code fences.

Front matter is YAML, of which only the events are read: every value stays the text it is, so that `9:30` is no number
and `NO` no flag, nothing is built out of a tag, and an anchor cannot blow up. Only the keys below are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from careerkit import limits
from careerkit.notes.tail import unlinked

DAYS = ("date", "day")
FIELDS = ("role", "project", "goal", "context")
TAGS = ("tags", "tag")
SHARE = "share"
MAX_CHARS = limits.MAX_FRONT_MATTER
MAX_DEPTH = 50
# A default goes onto every line of its file, so it is kept short.
MAX_NAMES, MAX_VALUE = 50, 200

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}.{0,30})?")
_FENCE = re.compile(r"\s*(?:[-*+]\s+)*(`{3,}|~{3,})(.*)$", re.DOTALL)
_TAB = re.compile(r" *\t\s*\S")
_PROPERTY = re.compile(r"[*_]{0,2}([^\W\d_][\w -]{0,40}?)[*_]{0,2}::\s*(.*)")
_WORDS = re.compile(r"#?\[\[[^\[\]]+\]\]|[^\s,]+")
_PARTS = re.compile(r"#?\[\[[^\[\]]+\]\]|[^,]+")
# Other apps write `share: true` for ends of their own.
_NO_READER = frozenset({"true", "false", "yes", "no", "on", "off", "null", "none"})

Numbered = Sequence[tuple[int, str | None]]
Value = str | list[str]


@dataclass(slots=True)
class Front:
    """The defaults for every line of a file.

    `day` counts where the file's name sets none; `tags` are added to a line's own; `share` and `fields` stand where
    a line says nothing itself. `length` is the number of lines that are front matter; `remarks` are line, reason
    and fix of what is wrong with it.
    """

    day: date | None = None
    bad_day: int = 0
    tags: list[str] = field(default_factory=list)
    share: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    length: int = 0
    remarks: list[tuple[int, str, str]] = field(default_factory=list)


class _Unread(Exception):
    """Front matter that cannot be read as a whole; carries the line, counted from 0, and the reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def length(lines: Numbered) -> int:
    """How many lines at the top are front matter; 0 when nothing closes it within 64 KiB."""
    if not _opens(lines):
        return 0
    size = 0
    for position, (_, line) in enumerate(lines[1:], 2):
        if (line or "").rstrip() in ("---", "..."):
            return position
        size += len(line or "") + 1
        if size > MAX_CHARS:
            break
    return 0


def _opens(lines: Numbered) -> bool:
    return bool(lines) and lines[0][0] == 1 and (lines[0][1] or "").rstrip() == "---"


def read(lines: Numbered) -> Front:
    """The defaults that the top of a file sets."""
    front = Front(length=length(lines))
    if front.length:
        _matter([line for _, line in lines[1 : front.length - 1]], front)
    elif _opens(lines) and any((line or "").rstrip() == "---" for _, line in lines[1:]):
        front.remarks.append((
            1, f"what stands between the --- lines is longer than {MAX_CHARS // 1024} KiB and no front matter",
            "It was read as text; take out the first ---",
        ))  # fmt: skip
    for number, key, value in _properties(lines[front.length :]):
        _set(front, number, key, value, _PARTS)
    return front


def _properties(lines: Numbered) -> Iterator[tuple[int, str, str]]:
    """Logseq's page properties: the first lines with text, as long as they are `key:: value`."""
    begun = False
    for number, line in lines:
        match = _PROPERTY.match(line or "")
        if match:
            begun = True
            yield number, match[1], match[2]
        elif begun or line is None or line.strip():
            return


def _matter(lines: list[str | None], front: Front) -> None:
    try:
        found = list(_pairs(_yaml(lines)))
    except _Unread as bad:
        front.remarks.append((
            min(bad.line, len(lines) - 1) + 2, f"{bad.reason}, so none of it is read",
            "Correct that line; a text with one of : # @ * [ in it stands in quotes",
        ))  # fmt: skip
        return
    last = {key.casefold(): place for place, (_, key, _) in enumerate(found)}
    for place, (at, key, value) in enumerate(found):
        if not key or last[key.casefold()] == place:
            _set(front, at + 2, key, value, _WORDS)
        else:
            front.remarks.append((
                at + 2, "this key stands in the front matter again; the last one counts", "Keep one",
            ))  # fmt: skip


def _yaml(lines: list[str | None]) -> str:
    """The front matter as one text, without tabs: between words they are one thing to one library, another to the next."""
    for place, line in enumerate(lines):
        if line is None:
            raise _Unread(place, "the front matter is not UTF-8")
        if _TAB.match(line):
            raise _Unread(place, "a tab indents the front matter")
    return "\n".join(line or "" for line in lines).replace("\t", " ")


def _pairs(text: str) -> Iterator[tuple[int, str, Value]]:
    """Line, key and value of the outermost mapping. Raises _Unread."""
    # Only a file that has front matter pays for the library.
    import yaml

    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        yield from _mapping(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Unread(mark.line if mark else 0, "the front matter is no valid YAML") from None
    except (yaml.YAMLError, ValueError):
        raise _Unread(0, "the front matter holds characters that YAML forbids") from None


def _mapping(events: Iterable[Any]) -> Iterator[tuple[int, str, Value]]:
    """The pairs that the events of one document tell of; the texts of a list, and of lists in it, as one list."""
    opened: list[str] = []
    node: Value = ""
    key: tuple[int, str] | None = None
    for event in events:
        kind = type(event).__name__.removesuffix("Event")
        _check(event, kind, len(opened))
        if kind in ("MappingStart", "SequenceStart"):
            node = [] if len(opened) == 1 else node
            opened.append(kind)
        elif kind in ("MappingEnd", "SequenceEnd"):
            opened.pop()
        elif kind == "Scalar" and len(opened) == 1:
            node = _text(event)
        elif kind == "Scalar" and isinstance(node, list) and "MappingStart" not in opened[1:]:
            node.append(_text(event))
        if len(opened) != 1 or kind == "MappingStart":
            continue
        if key is None:
            key = event.start_mark.line, node if isinstance(node, str) else ""
        else:
            yield *key, node
            key = None


def _check(event: Any, kind: str, depth: int) -> None:
    line = event.start_mark.line
    if kind == "Alias":
        raise _Unread(line, "the front matter refers elsewhere with a *")
    if depth >= MAX_DEPTH and kind.endswith("Start"):
        raise _Unread(line, "the front matter is nested too deep")
    if depth == 0 and (kind == "SequenceStart" or (kind == "Scalar" and event.value)):
        raise _Unread(line, "the front matter does not say `key: value`")
    if kind == "DocumentStart" and line and event.explicit:
        raise _Unread(line, "the front matter is more than one document")


def _text(event: Any) -> str:
    """A scalar as written; `share: !mentor` is YAML for an empty text with a tag."""
    tag = event.tag or ""
    return str(event.value) or (tag if tag.startswith("!") else "")


def _set(front: Front, line: int, key: str, value: Value, names: re.Pattern[str]) -> None:
    key = key.strip().casefold()
    if key in DAYS:
        _set_day(front, line, _only(value))
    elif key in FIELDS:
        _set_field(front, line, key, value)
    elif key in TAGS or key == SHARE:
        parts = names.findall(value) if isinstance(value, str) else value
        known = front.share if key == SHARE else front.tags
        known[:] = dict.fromkeys([*known, *filter(None, map(_name, parts))])
        if key == SHARE:
            known[:] = [name for name in known if name not in _NO_READER]
        if len(known) > MAX_NAMES:
            del known[MAX_NAMES:]
            front.remarks.append(
                (line, f"{key} names more than {MAX_NAMES}", "The first ones count")
            )


def _set_day(front: Front, line: int, text: str) -> None:
    match = _DAY.fullmatch(text)
    try:
        front.day = date.fromisoformat(match[1]) if match else front.day
    except ValueError:
        match = None
    if text and not match:
        front.bad_day = line


def _set_field(front: Front, line: int, key: str, value: Value) -> None:
    text = _only(value)
    if (value and not text and isinstance(value, list)) or len(text) > MAX_VALUE:
        front.remarks.append(
            (line, f"{key} is no single short text", "Write one; it was passed over")
        )
    elif text:
        front.fields[key] = text


def _only(value: Value) -> str:
    """A text, or the one text of a list, without the brackets of a link."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else ""
    # In YAML an unquoted [[Page|shown]] is a list in a list.
    return unlinked(value.strip(), as_shown=False).partition("|")[0].strip()


def _name(text: str) -> str:
    return unlinked(text.strip(), as_shown=False).lstrip("#!").strip()[:MAX_VALUE]


def own_lines(lines: Numbered) -> tuple[list[tuple[int, str | None]], int]:
    """The lines outside front matter and code fences, and where a fence opens that never closes; else 0."""
    own: list[tuple[int, str | None]] = []
    fence, opened = "", 0
    for number, line in lines[length(lines) :]:
        marked = line and ("```" in line or "~~~" in line)
        match = _FENCE.match(line or "") if marked else None
        if fence:
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
        # Backticks further on make it a code span of one line, as in ```print()```.
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            fence, opened = match[1], number
        else:
            own.append((number, line))
    return own, opened if fence else 0
