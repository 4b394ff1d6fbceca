"""The native journal: Markdown bullets whose first word is one of ours, in any `journal/**/*.md`.

win, lesson, did, note, try become entries; met a touch; learn learning; read a book; feedback,
kept and broke, done, replan and drop, pause become what their names say. A vault of Obsidian or
Logseq is read the same way; done tasks in it are entries that wait until the person accepts them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from careerkit.notes import copies, journal, tasks
from careerkit.notes.journal import Line, Page
from careerkit.problems import Problem
from careerkit.reading.drops import Drop
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings

COVERAGE = Coverage.LIVING
PLACES = ("journal",)
OPTIONS = {
    "tasks": 'the tags of done tasks that count at once, such as ["work"]; every other done task waits until you accept it',
}

_BY = re.compile(r"\s*\bby\s+(\S+)\s*$")
_FORMS = ("podcast", "course", "workshop", "book", "practice", "mentoring", "certificate", "event")
_CHANNELS = ("coffee", "lunch", "call", "phone", "mail", "chat", "visit", "video", "letter", "walk")
_RATING = re.compile(r"\s*(\d(?:[.,]\d{1,2})?)/5$")
_IMPACT = re.compile(
    r"([-+]?\d+(?:[.,]\d+)?)\s*(?:->|→)\s*([-+]?\d+(?:[.,]\d+)?)\s*(.*)$|([-+]?\d+(?:[.,]\d+)?)\s+(\S.*)$"
)


def claims(drop: Drop) -> bool:
    """Any Markdown or text file in the journal folder."""
    return drop.name.casefold().endswith((".md", ".markdown", ".txt"))


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per journal line and done task; a line with bytes that are no text is set aside alone."""
    drop.refuse_binary()
    wanted = tuple(map(str, settings.option("journal", "tasks", ())))
    if drop.is_utf16:
        yield Problem(
            drop.path, 0, "", "W-ENCODING", "the file is UTF-16",
            "It was read; save it as UTF-8, or careerkit log cannot add to it",
        )  # fmt: skip
    page = journal.Page(drop.lines, drop.path, with_tasks=True)
    is_backup = copies.is_backup(drop.path)
    if drop.data and not drop.data.endswith((b"\n", b"\n\x00")) and not is_backup:
        yield from _torn(drop, page)
    for found in page.read():
        if is_backup:
            yield from _left_out(found)
        elif isinstance(found, Problem):
            yield found
        elif found.is_task:
            yield _task(found, wanted)
        else:
            yield Record(_TABLES[found.word], found.line, _KINDS[found.word](found))
    drop.rows_in += page.rows


def _left_out(found: Line | Problem) -> Iterator[Row]:
    """Logseq keeps old states of its pages beside them, which would count everything twice."""
    if isinstance(found, Line) or not found.is_warning:
        yield Skipped(found.line, "in a backup of Logseq")


def _torn(drop: Drop, page: Page) -> Iterator[Row]:
    """A last line without an end; apps leave daily notes so, and careerkit marks what it writes into them."""
    number, line = drop.lines[-1]
    if journal.count(drop.lines[-1:]) and (not page.is_day_note or b"[at:: " in drop.data):
        yield Problem(
            drop.path, number, "", "W-TORN", "the last line has no line end and may be torn",
            "Read it again, then end it with Enter", line or "",
        )  # fmt: skip


def _task(line: Line, wanted: tuple[str, ...]) -> Record:
    """A done task is a `did`; it is a draft unless the person said that tasks with such a tag count.

    Its key is its own, so that no line of ours with the same words can take over what was answered about it.
    """
    draft = not tasks.carries(line.tags, wanted)
    line.tags = [tag for tag in line.tags if tag.casefold() != tasks.MARKER]
    key = ("task", line.day.isoformat(), line.text.casefold())
    return Record("entry", line.line, _entry(line), key, draft=draft)


def _shared(line: Line) -> dict[str, Any]:
    """What every line may carry. What it does not say is not there, so that nobody has to look at it."""
    values: dict[str, Any] = {"date": line.day}
    if line.tags:
        values["tags"] = line.tags
    if line.share:
        values["share"] = line.share
    if line.rest:
        values["detail"] = line.detail
    if "at" in line.fields:
        values["recorded_at"] = line.fields["at"]
    if "role" in line.fields:
        values["role"] = line.fields["role"]
    return values


def _measured(line: Line) -> dict[str, Any]:
    """The same with hours and energy, as tokens or as fields, which most lines may carry."""
    values = _shared(line)
    for name, number in (("hours", line.hours), ("energy", line.energy)):
        if number is not None:
            values[name] = number
        elif name in line.fields:
            values[name] = line.fields[name]
    return values


def _entry(line: Line) -> dict[str, Any]:
    values, fields = _measured(line), line.fields
    values["word"] = line.word
    values["text"] = line.text
    values["starred"] = line.starred
    if line.people:
        values["people"] = line.people
    if fields:
        values.update({name: fields[name] for name in _ENTRY_FIELDS if name in fields})
        values.update(_impact(fields["impact"]) if "impact" in fields else {})
    if line.word == "try":
        values["project"] = fields.get("project") or line.text.split()[0]
    return values


def _impact(text: str) -> dict[str, Any]:
    """`12 -> 7 days` is a measured change, `3 new clients` an amount with a unit, else words."""
    match = _IMPACT.match(text.strip())
    if not match:
        return {"impact": text or None}
    before, after, unit, amount, what = match.groups()
    return {
        "impact": text,
        "impact_before": before,
        "impact_after": after or amount,
        "impact_unit": unit or what or None,
    }


def _touch(line: Line) -> dict[str, Any]:
    words = {word.strip(".,;:").casefold() for word in line.text.split()}
    channel = line.fields.get("channel") or next((c for c in _CHANNELS if c in words), None)
    return {
        **_measured(line), "text": line.text, "channel": channel,
        "person": line.people[0] if line.people else None, "people": line.people,
        "meaningful": line.fields.get("meaningful", "yes"),
        **{name: line.fields[key] for key, name in _FOLLOWED.items() if key in line.fields},
    }  # fmt: skip


def _learning(line: Line) -> dict[str, Any]:
    first, _, rest = line.text.partition(" ")
    form = first.casefold().strip(":,")
    known = form in _FORMS and bool(rest.strip())
    return {
        **_measured(line),
        "form": line.fields.get("form") or (form if known else None),
        "title": _unquoted((rest if known else line.text).strip()),
        "provider": line.fields.get("provider"), "completed": line.fields.get("completed"),
    }  # fmt: skip


def _unquoted(title: str) -> str:
    """A title without the quotation marks around the whole of it; those around a part of it stay."""
    inner = title[1:-1]
    is_quoted = len(title) > 1 and title[0] in '"“' and title[-1] in '"”'
    return inner if is_quoted and not set(inner) & set('"“”') else title


def _book(line: Line) -> dict[str, Any]:
    match = _RATING.search(line.text)
    return {
        **_shared(line), "title": _RATING.sub("", line.text), "shelf": "read",
        "finished": line.day, "rating": match[1] if match else None, "takeaway": line.detail or None,
    }  # fmt: skip


def _feedback(line: Line) -> dict[str, Any]:
    said, arrow, action = line.text.partition("->")
    due = _BY.search(action) if arrow else None
    return {
        **_shared(line), "giver": line.people[0] if line.people else None,
        "form": line.fields.get("form") or "advice",
        "text": said.strip(), "action": _BY.sub("", action).strip() or None,
        "action_due": due[1] if due else line.fields.get("due"),
        "action_done_on": line.fields.get("done"), "told_on": line.fields.get("told"),
        "declined_because": line.fields.get("declined") or line.fields.get("declined_because"),
    }  # fmt: skip


def _boundary(line: Line) -> dict[str, Any]:
    return {**_shared(line), "name": line.text.casefold(), "kept": line.word == "kept"}


def _goal_event(line: Line) -> dict[str, Any]:
    head, _, reason = line.text.partition(" because ")
    slug, _, rest = head.partition(" ")
    due = _BY.search(" " + rest)
    said = reason or (_BY.sub("", " " + rest).strip() if line.word != "replan" else "")
    return {
        **_shared(line), "slug": slug, "event": line.word,
        "due": due[1] if due else line.fields.get("due"), "reason": said or None,
    }  # fmt: skip


def _pause(line: Line) -> dict[str, Any]:
    words = line.text.split()
    dated = len(words) > 1 and words[0].casefold() == "until"
    return {
        **_shared(line), "until": words[1] if dated else words[0],
        "reason": " ".join(words[2 if dated else 1 :]) or None,
    }  # fmt: skip


_FOLLOWED = {"follow_up": "follow_up", "followed_up": "followed_up_on", "led_to": "led_to"}
_ENTRY_FIELDS = (
    "reach", "lasts", "chosen", "level", "context", "goal", "project", "builds_on", "evidence",
)  # fmt: skip
_GOAL_WORDS = ("done", "replan", "drop")
_KINDS: dict[str, Callable[[Line], dict[str, Any]]] = {
    **dict.fromkeys(journal.ENTRY_WORDS, _entry),
    **dict.fromkeys(_GOAL_WORDS, _goal_event),
    **dict.fromkeys(("kept", "broke"), _boundary),
    "met": _touch, "learn": _learning, "read": _book, "feedback": _feedback, "pause": _pause,
}  # fmt: skip
_TABLES = {
    **dict.fromkeys(journal.ENTRY_WORDS, "entry"),
    **dict.fromkeys(_GOAL_WORDS, "goal_event"),
    **dict.fromkeys(("kept", "broke"), "boundary"),
    "met": "touch", "learn": "learning", "read": "book", "feedback": "feedback", "pause": "pause",
}  # fmt: skip
