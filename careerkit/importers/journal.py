"""The native journal: Markdown bullets whose first word is one of ours, in any `journal/**/*.md`.

win, lesson, did, note, try become entries; met a touch; learn learning; read a book; feedback,
kept and broke, done, replan and drop, pause become what their names say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from careerkit import journal
from careerkit.drops import Drop
from careerkit.journal import Line
from careerkit.problems import Problem
from careerkit.records import Coverage, Record, Row
from careerkit.settings import Settings

COVERAGE = Coverage.LIVING
PLACES = ("journal",)

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
    """One outcome per journal line; a line with bytes that are no text is set aside alone."""
    drop.refuse_binary()
    if drop.is_utf16:
        yield Problem(
            drop.path, 0, "", "W-ENCODING", "the file is UTF-16",
            "It was read; save it as UTF-8, or careerkit log cannot add to it",
        )  # fmt: skip
    lines = drop.lines
    drop.rows_in += journal.count(lines)
    if drop.data and not drop.data.endswith((b"\n", b"\n\x00")):
        yield from _torn(drop, lines)
    for found in journal.parse(lines, drop.path):
        if isinstance(found, Problem):
            yield found
        else:
            yield Record(_TABLES[found.word], found.line, _KINDS[found.word](found))


def _torn(drop: Drop, lines: list[tuple[int, str | None]]) -> Iterator[Row]:
    number, line = lines[-1]
    if journal.count(lines[-1:]):
        yield Problem(
            drop.path, number, "", "W-TORN", "the last line has no line end and may be torn",
            "Read it again, then end it with Enter", line or "",
        )  # fmt: skip


def _shared(line: Line) -> dict[str, Any]:
    fields = line.fields
    return {
        "date": line.day,
        "recorded_at": fields.get("at"),
        "tags": line.tags,
        "share": line.share,
        "role": fields.get("role"),
        "detail": line.detail or None,
    }


def _measured(line: Line) -> dict[str, Any]:
    """What most lines may carry: hours and energy, as tokens or as fields."""
    return {
        "hours": line.hours if line.hours is not None else line.fields.get("hours"),
        "energy": line.energy if line.energy is not None else line.fields.get("energy"),
    }


def _entry(line: Line) -> dict[str, Any]:
    fields = line.fields
    plain = (
        "reach",
        "lasts",
        "chosen",
        "level",
        "context",
        "goal",
        "project",
        "builds_on",
        "evidence",
    )
    values = {name: fields.get(name) for name in plain}
    if line.word == "try":
        values["project"] = fields.get("project") or line.text.split()[0]
    return {
        **_shared(line), **_measured(line), **values, **_impact(fields.get("impact", "")),
        "word": line.word, "text": line.text, "people": line.people, "starred": line.starred,
    }  # fmt: skip


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
        **_shared(line), **_measured(line), "text": line.text, "channel": channel,
        "person": line.people[0] if line.people else None, "people": line.people,
        "meaningful": line.fields.get("meaningful", "yes"),
    }  # fmt: skip


def _learning(line: Line) -> dict[str, Any]:
    first, _, rest = line.text.partition(" ")
    form = first.casefold().strip(":,")
    known = form in _FORMS and bool(rest.strip())
    return {
        **_shared(line), **_measured(line),
        "form": line.fields.get("form") or (form if known else None),
        "title": (rest if known else line.text).strip().strip('"“”'),
        "provider": line.fields.get("provider"), "completed": line.fields.get("completed"),
    }  # fmt: skip


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


_ENTRY_WORDS = ("win", "lesson", "did", "note", "try")
_GOAL_WORDS = ("done", "replan", "drop")
_KINDS: dict[str, Callable[[Line], dict[str, Any]]] = {
    **dict.fromkeys(_ENTRY_WORDS, _entry),
    **dict.fromkeys(_GOAL_WORDS, _goal_event),
    **dict.fromkeys(("kept", "broke"), _boundary),
    "met": _touch, "learn": _learning, "read": _book, "feedback": _feedback, "pause": _pause,
}  # fmt: skip
_TABLES = {
    **dict.fromkeys(_ENTRY_WORDS, "entry"),
    **dict.fromkeys(_GOAL_WORDS, "goal_event"),
    **dict.fromkeys(("kept", "broke"), "boundary"),
    "met": "touch", "learn": "learning", "read": "book", "feedback": "feedback", "pause": "pause",
}  # fmt: skip
