"""A task that is done, as Obsidian's Tasks plugin, Dataview and Logseq write it: `- [x] Call Lee ✅ 2023-04-17`.

What the apps keep beside the words (due dates, priorities, repetition, clocks) is taken out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# The tag by which the Tasks plugin tells its tasks from other check boxes; it says nothing about the work.
MARKER = "task"
# The fields that say when a task was done; `done` and `completed` also mean other things, and then say nothing.
DONE_FIELDS = ("completion", "completed", "done")
# Other fields of the task apps, which are no part of the text.
_APP_FIELDS = frozenset({
    "created", "scheduled", "start", "due", "cancelled", "priority", "repeat", "oncompletion", "dependson", "id",
    "completion", "completed", "done",
})  # fmt: skip
# Obsidian Tasks and Dataview: a sign, perhaps with a variation selector, then its value.
_DONE = re.compile(r"✅\ufe0f?\s*([0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4})")
_SIGNS = re.compile(
    r"[📅📆🗓➕⏳⌛🛫❌⏰✅]\ufe0f?\s*[0-9]{4}-[0-9]{2}-[0-9]{2}(?:\s[0-9]{2}:[0-9]{2})?|[🔺⏫🔼🔽⏬]\ufe0f?"
    r"|🔁\ufe0f?\s?[a-zA-Z0-9, !]{0,80}|🏁\ufe0f?\s*[a-zA-Z]{1,20}|🆔\ufe0f?\s*[\w-]{1,40}"
    r"|⛔\ufe0f?\s*[\w-]{1,40}(?:\s*,\s*[\w-]{1,40}){0,20}|(?<!\S)\[#[A-Z]\](?!\S)"
)
_SIGN = re.compile(r"[📅📆🗓➕⏳⌛🛫❌⏰✅🔺⏫🔼🔽⏬🔁🏁🆔⛔]|\[#[A-Z]\]")
_STATE = re.compile(r"DONE\s+(\S.*)$")
_LEADING = re.compile(r"\s*#([^\W\d_][\w/-]*)\s+(?=\S)")
_ISO = re.compile(r"\[*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].{0,40})?\]*")
# Lines that Logseq keeps below a block, for itself.
BOOKKEEPING = re.compile(
    r"\s*(?::(?:LOGBOOK|PROPERTIES|END):|CLOCK:|(?:SCHEDULED|DEADLINE|CLOSED):\s*[<\[]"
    r"|(?:id|collapsed|logseq\.[\w.-]{1,60}|(?:created|updated)-at|background-color|doing|todo|now|later)::)"
)


@dataclass(slots=True)
class Task:
    """The words of a done task, and the done date that stands in its line, as written; empty when there is none."""

    text: str
    said: str = ""


def done(box: str | None, body: str) -> Task | None:
    """The task that a bullet is, if it is one and is done: `[x]`, or Logseq's DONE; None for any other."""
    if box is not None:
        return _read(body) if box in "xX" else None
    match = _STATE.match(body) if body.startswith("DONE") else None
    return _read(match[1]) if match else None


def _read(body: str) -> Task:
    if not _SIGN.search(body):
        return Task(body)
    dates = _DONE.findall(body)
    text = _DONE.sub(" ", body)
    return Task(_SIGNS.sub(" ", text), dates[-1] if dates else "")


def leading_tags(text: str) -> tuple[list[str], str]:
    """The tags in front of a task's words, where its plugin wants them, and the words."""
    tags, at = [], 0
    while match := _LEADING.match(text, at):
        tags.append(match[1])
        at = match.end()
    return tags, text[at:]


def said_on(said: str, fields: dict[str, str]) -> str:
    """When a task was done, as written in its line or in a field of it; empty when nothing says so."""
    if said or "completion" in fields:
        return said or fields["completion"]
    dated = (fields.get(name, "") for name in DONE_FIELDS)
    return next((found for found in dated if _ISO.fullmatch(found)), "")


def day(said: str) -> date | None:
    """The day of a done date, which may have a time; None when it is no day that exists."""
    match = _ISO.fullmatch(said)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def is_app_field(key: str) -> bool:
    """Whether a field is one that task apps write for themselves."""
    return key.replace("_", "") in _APP_FIELDS


def carries(tags: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether one of the tags is one that is wanted, or lies below it, as #work/acme below #work."""
    plain = [_plain(name) for name in wanted]
    return any(
        _plain(tag) == name or _plain(tag).startswith(f"{name}/") for tag in tags for name in plain
    )


def _plain(tag: str) -> str:
    return tag.strip().lstrip("#").casefold().replace(" ", "-")
