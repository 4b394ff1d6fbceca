"""A JSON export of Day One, as the whole zip or as single journals out of it: each entry becomes a note.

A tag that is a journal word (`win`, `lesson`, `did`, `note`, `try`) makes the entry one. The day is the
one that the entry's own clock showed. Of a zip only the journals themselves are opened. Photos, places
and weather are read by nobody, and e-mail addresses are blanked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from careerkit.problems import Problem
from careerkit.reading import dates, documents, masks
from careerkit.reading.drops import Drop, Unreadable, normal
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings

COVERAGE = Coverage.DROP
PLACES = ("inbox",)

# Which version of an entry stands: by its uuid, the journal's and its own number in the drop.
Standing = Mapping[str, tuple[int, int]]

_OURS = frozenset({"entries[].uuid", "entries[].creationDate"})
_JOURNAL_WORDS = ("win", "lesson", "did", "note", "try")
_MOMENT = re.compile(
    r"([0-9]{4})-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_EARLIEST = datetime(dates.FIRST_YEAR, 1, 1, tzinfo=UTC)
_ZONE = re.compile(r"[A-Za-z0-9_+-]{1,30}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")
_OFFSET = re.compile(r"(?:GMT|UTC)([+-])(0?[0-9]|1[0-4]):?([0-5][0-9])?")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\(dayone-moment:[^)\s]{0,300}\)")
_HEADING = re.compile(r"^#{1,6}(?:[ \t]+|$)")
# Code is passed over: nothing is escaped there.
_ESCAPED = re.compile(r"```.*?```|`[^`\n]{1,500}`|\\([!-/:-@\[-`{-~])", re.DOTALL)
_GAP = re.compile(r"\n{3,}")
_COPY = re.compile(r" \([0-9]{1,3}\)(?=\.json$)", re.IGNORECASE)
# Bounded, so that a text of 200 kB without an address costs no more than reading it.


def claims(drop: Drop) -> bool:
    """A JSON document, or a zip with one on top, whose entries have a uuid and a date of creation."""
    return any(documents.shape(journal) >= _OURS for journal in _journals(drop))


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per entry; a journal in a zip that cannot be read is set aside alone, as one row."""
    standing = _standing(drop)
    home = ZoneInfo(settings.time_zone)
    for number, journal in enumerate(_journals(drop)):
        try:
            yield from _entries(journal, number, standing, home)
        except Unreadable as bad:
            if journal is drop:
                raise
            journal.rows_in += 1
            yield bad.problem
        if journal is not drop:
            drop.rows_in += journal.rows_in


def _journals(drop: Drop) -> Iterator[Drop]:
    return drop.members(_is_journal) if drop.is_zip else iter([drop])


def _is_journal(path: str) -> bool:
    return "/" not in path and path.casefold().endswith(".json")


def _standing(drop: Drop) -> Standing:
    """Of several versions of one entry the last modified, of equals the first."""
    best: dict[str, tuple[datetime, tuple[int, int]]] = {}
    for number, journal in enumerate(_journals(drop)):
        for row, entry in enumerate(_rows(journal)):
            uuid = documents.text(entry, "uuid")
            modified = _moment(documents.text(entry, "modifiedDate")) or _EARLIEST
            if uuid and (uuid not in best or modified > best[uuid][0]):
                best[uuid] = (modified, (number, row))
    return {uuid: place for uuid, (_, place) in best.items()}


def _rows(journal: Drop) -> list[Any]:
    """The entries of a journal; none of one that cannot be read, which is told of later."""
    try:
        return documents.array(documents.load_json(journal), "entries")
    except Unreadable:
        return []


def _entries(journal: Drop, number: int, standing: Standing, home: tzinfo) -> Iterator[Row]:
    document = documents.load_json(journal)
    if not isinstance(document, dict) or not isinstance(document.get("entries"), list):
        raise journal.refuse(
            "E-HEADER", "there are no entries in it as Day One writes them",
            "Export the journal as JSON once more, or take this file out",
        )  # fmt: skip
    for row, (line, entry) in enumerate(documents.items(journal, document, "entries")):
        if standing.get(documents.text(entry, "uuid"), (number, row)) != (number, row):
            yield Skipped(line, "other version of an entry")
        else:
            yield from _entry(entry, line, journal, home)


def _entry(entry: Any, line: int, journal: Drop, home: tzinfo) -> Iterator[Row]:
    """A note; an unknown zone only warns, a bad date costs the entry."""
    if not isinstance(entry, dict) or not entry.keys() & {"uuid", "creationDate"}:
        yield Problem(journal.path, line, "", "E-FORMAT", "this is no entry as Day One writes them",
                      "Export the journal as JSON once more")  # fmt: skip
        return
    first, rest = _words(entry)
    if not first:
        yield Skipped(line, "no text")
        return
    written, zone_name = documents.text(entry, "creationDate"), documents.text(entry, "timeZone")
    when, zone = _moment(written), _zone(zone_name)
    if when is None:
        yield Problem(journal.path, line, "creationDate", "E-DATE",
                      "the date is missing, or none as Day One writes it",
                      "Correct it in Day One and export again", written)  # fmt: skip
        return
    if zone_name and zone is None:
        yield Problem(journal.path, line, "timeZone", "W-TZ", "this time zone is not known",
                      "Its day was taken in your own zone; name another in Day One and export again", zone_name)  # fmt: skip
    word, tags = _word(documents.texts(entry, "tags"))
    uuid = documents.text(entry, "uuid")
    yield Record("entry", line, {
        "date": when.astimezone(zone or home).date().isoformat(), "word": word,
        "text": first, "detail": rest or None,
        "starred": documents.flag(entry, "starred"), "tags": tags,
    }, key=(uuid,) if uuid else (), member=_member(journal))  # fmt: skip


def _member(journal: Drop) -> str:
    """Which journal it is: a second download of one bears a number in brackets."""
    return normal(_COPY.sub("", journal.name))


def _moment(written: str) -> datetime | None:
    """A point in time with its zone, in the years we know; None for anything else."""
    match = _MOMENT.fullmatch(written)
    if not match or not dates.FIRST_YEAR <= int(match[1]) <= dates.LAST_YEAR:
        return None
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


@lru_cache(256)
def _zone(name: str) -> tzinfo | None:
    """The zone `Europe/Berlin` or `GMT+0100`; None for one that is not known."""
    if match := _OFFSET.fullmatch(name):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        return timezone(-offset if match[1] == "-" else offset)
    try:
        return ZoneInfo(name) if _ZONE.fullmatch(name) else None
    except (KeyError, ValueError, OSError):
        return None


def _word(tags: list[str]) -> tuple[str, list[str]]:
    """The journal word among the tags, and the other tags."""
    plain = [masks.mail(tag.lstrip("#@ ")) for tag in tags]
    word = next((tag.casefold() for tag in plain if tag.casefold() in _JOURNAL_WORDS), "note")
    return word, [tag for tag in plain if tag.casefold() != word]


def _words(entry: Mapping[str, Any]) -> tuple[str, str]:
    """The first line that says something, without Markdown's marks, and what stands below it."""
    markdown = documents.text(entry, "text")
    plain = normal(_IMAGE.sub("", markdown) if markdown else _rich_text(entry))
    first, lines = "", iter(_GAP.sub("\n\n", plain).split("\n"))
    while not first:
        line = next(lines, None)
        if line is None:
            return "", ""
        first = _HEADING.sub("", line.strip()) if markdown else line.strip()
    rest = "\n".join(lines).strip()
    if markdown:
        first, rest = _unescaped(first), _unescaped(rest)
    return masks.mail(first), masks.mail(rest)


def _unescaped(markdown: str) -> str:
    r"""`1\. Ask` is how Day One writes `1. Ask`."""
    return _ESCAPED.sub(lambda found: found[1] or found[0], markdown)


def _rich_text(entry: Mapping[str, Any]) -> str:
    """The words of an entry that has only its formatted text, as an object or as JSON in a text."""
    rich = entry.get("richText")
    if isinstance(rich, str):
        try:
            rich = documents.loads(rich)
        except documents.BadJson:
            return ""
    parts = documents.array(rich, "contents")
    words = [part.get("text") for part in parts if isinstance(part, dict)]
    return "".join(word for word in words if isinstance(word, str))
