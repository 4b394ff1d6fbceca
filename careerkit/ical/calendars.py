"""Reads iCalendar text as it stands: calendars with their events, each with its line and its fields as bytes.

Only the fields that careerkit has a use for are kept: no description, no place. Bytes and not text, since a
line may be folded in the middle of a letter, and a bad letter in a field that nobody reads costs nothing. One pass,
whatever stands in the file; what its times mean is for `zones` and `occurrences` to say.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from careerkit import limits
from careerkit.reading import dates

_FIELDS = {
    b"UID": "uid", b"DTSTART": "start", b"DTEND": "end", b"DURATION": "duration", b"SUMMARY": "title",
    b"STATUS": "status", b"TRANSP": "shown_as", b"SEQUENCE": "version", b"RECURRENCE-ID": "original",
}  # fmt: skip
_LISTS = {
    b"RRULE": "rules", b"EXRULE": "exrules", b"RDATE": "added", b"EXDATE": "excluded",
    b"ATTENDEE": "people", b"ORGANIZER": "people",
}  # fmt: skip
_ABOUT = {
    b"X-WR-CALNAME": "name", b"NAME": "other_name", b"PRODID": "program", b"METHOD": "method",
    b"X-WR-TIMEZONE": "zone",
}  # fmt: skip
_STAMPS = frozenset({b"DTSTAMP", b"LAST-MODIFIED", b"CREATED"})
# One logical line with all that it is folded over, as name and rest; a line that is no field has no name.
_LINE = re.compile(rb"(?:([A-Za-z0-9-]++)([:;][^\n]*+(?:\n[ \t][^\n]*+)*+)|[^\n]*+)(?:\n|\Z)")
_FOLD = re.compile(rb"\r*\n[ \t]")
_MOMENT = re.compile(rb"([0-9]{8})(?:T([0-9]{4})([0-9]{2})?(Z)?)?", re.IGNORECASE)
_ZONE_NAME = re.compile(rb"^TZID([:;][^\n]*)", re.IGNORECASE | re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\;,nN])")
_VALUE = re.compile(rb'(?:[^":]|"[^"]*")*+:(.*)', re.DOTALL)

_OTHERS = frozenset({b"VTODO", b"VJOURNAL"})
_COUNTED = _OTHERS | {b"VEVENT", b"VCALENDAR"}


class Unusable(Exception):
    """One event cannot be read; says which field is wrong, how, and what to do."""

    def __init__(self, code: str, column: str, reason: str, fix: str, value: bytes = b"") -> None:
        super().__init__(code)
        self.code, self.column, self.reason, self.fix = code, column, reason, fix
        self.value = value.decode(errors="replace")


class TooMany(Exception):
    """The file has more events, tasks and calendars than the limit."""


@dataclass(slots=True)
class Calendar:
    """One VCALENDAR: what it is called, the events in it, the zones that it describes.

    `others` are its tasks and journal entries, by line; `newest` is the latest stamp in it, as written; `closed` says
    whether its end was reached.
    """

    line: int
    name: bytes = b""
    other_name: bytes = b""
    program: bytes = b""
    method: bytes = b""
    zone: bytes = b""
    events: list[Event] = field(default_factory=list)
    others: list[tuple[int, bytes]] = field(default_factory=list)
    zones: dict[bytes, bytes] = field(default_factory=dict)
    newest: bytes = b""
    closed: bool = False


@dataclass(slots=True, eq=False)
class Event:
    """One VEVENT: the line it begins on and its fields as written, parameters included, without their names."""

    line: int
    calendar: Calendar
    uid: bytes = b""
    start: bytes = b""
    end: bytes = b""
    duration: bytes = b""
    title: bytes = b""
    status: bytes = b""
    shown_as: bytes = b""
    version: bytes = b""
    original: bytes = b""
    rules: list[bytes] | None = None
    exrules: list[bytes] | None = None
    added: list[bytes] | None = None
    excluded: list[bytes] | None = None
    people: list[bytes] | None = None
    closed: bool = False
    too_long: bool = False

    @property
    def repeats(self) -> bool:
        """Whether more than one occurrence may come of it."""
        return self.rules is not None or self.added is not None


def calendars(data: bytes) -> list[Calendar]:
    """Every VCALENDAR of a file, in order. Linear in its size. Raises TooMany beyond the limit of events."""
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    reader, line, counted = _Reader(), 1, 0
    for match in _LINE.finditer(data):
        name, rest = match.groups()
        if name is None:
            continue
        name = name.upper()
        if name == b"BEGIN":
            at = match.start()
            line, counted = line + data.count(b"\n", counted, at), at
            reader.begin(_plain(rest[1:]).upper(), line, at)
        elif name == b"END":
            reader.end(_plain(rest[1:]).upper(), data, match.end())
        else:
            reader.field(name, rest)
    reader.finish()
    return reader.calendars


class _Reader:
    """Where in the file we are: in which calendar, in which event, how deep in parts that are of no use."""

    def __init__(self) -> None:
        self.calendars: list[Calendar] = []
        self._calendar: Calendar | None = None
        self._event: Event | None = None
        self._inside = b""
        self._depth = 0
        self._began = 0
        self._parts = 0

    def begin(self, kind: bytes, line: int, at: int) -> None:
        """A part begins; whatever event is still open was never closed."""
        self._parts += kind in _COUNTED
        if self._parts > limits.MAX_EVENTS:
            raise TooMany
        if kind == b"VCALENDAR":
            self.finish()
            self._calendar = Calendar(line)
            self.calendars.append(self._calendar)
        elif self._calendar and kind == b"VEVENT":
            self.finish()
            self._event = Event(line, self._calendar)
        elif self._calendar:
            self._depth += 1
            if self._depth == 1 and not self._event:
                self._inside, self._began = kind, at
                if kind in _OTHERS:
                    self._calendar.others.append((line, kind))

    def end(self, kind: bytes, data: bytes, at: int) -> None:
        """A part ends."""
        if kind == b"VCALENDAR" and self._calendar:
            self.finish()
            self._calendar.closed = True
        elif kind == b"VEVENT" and self._event:
            self._event.closed = True
            self.finish()
        elif self._depth:
            self._depth -= 1
            if self._depth or self._event or not self._calendar:
                return
            if self._inside == b"VTIMEZONE":
                _describe(
                    self._calendar, data[self._began : min(at, self._began + limits.MAX_FIELD)]
                )
            self._inside = b""

    def finish(self) -> None:
        """Leave whatever is open; an event that was not closed stays so."""
        if self._event:
            self._event.calendar.events.append(self._event)
        self._event, self._inside, self._depth = None, b"", 0

    def field(self, name: bytes, rest: bytes) -> None:
        """A field of an event, of a calendar, or of a part that is of no use."""
        event, calendar = self._event, self._calendar
        if calendar is None or self._depth > (0 if event else 1):
            return
        if name in _STAMPS:
            if (
                rest[: len(calendar.newest) or None] > calendar.newest
                and self._inside != b"VTIMEZONE"
            ):
                _stamp(calendar, rest)
        elif event:
            _keep(event, name, rest)
        elif name in _ABOUT and not self._depth:
            setattr(calendar, _ABOUT[name], _plain(rest[: limits.MAX_FIELD]))


def _keep(event: Event, name: bytes, rest: bytes) -> None:
    attribute = _FIELDS.get(name) or _LISTS.get(name)
    if attribute is None:
        return
    if len(rest) > limits.MAX_FIELD:
        event.too_long = True
        return
    said, found = _plain(rest), getattr(event, attribute)
    if said.endswith(b":"):
        return
    if name not in _LISTS:
        # The first of two counts.
        setattr(event, attribute, found or said)
    elif found is None:
        setattr(event, attribute, [said])
    elif len(found) < limits.MAX_FIELD_LINES:
        found.append(said)
    else:
        event.too_long = True


def _stamp(calendar: Calendar, rest: bytes) -> None:
    """Remember the newest stamp, as `:20240305T101112Z`, whatever stood before its colon."""
    found = b":" + _plain(rest).rpartition(b":")[2].upper()
    try:
        year = (
            datetime.fromisoformat(found[1:].decode()).year if _MOMENT.fullmatch(found[1:]) else 0
        )
    except ValueError:
        return
    if found > calendar.newest and dates.FIRST_YEAR <= year <= dates.LAST_YEAR:
        calendar.newest = found


def _describe(calendar: Calendar, part: bytes) -> None:
    """Remember a zone that a calendar describes, by its name."""
    part = _FOLD.sub(b"", part).replace(b"\r\n", b"\n")
    if found := _ZONE_NAME.search(part):
        calendar.zones.setdefault(value(found[1].rstrip()), part)


def _plain(raw: bytes) -> bytes:
    return (_FOLD.sub(b"", raw) if b"\n" in raw else raw).rstrip()


def value(raw: bytes) -> bytes:
    """What stands behind a field's parameters."""
    match = _VALUE.match(raw)
    return match[1] if match else raw.partition(b":")[2]


def text(raw: bytes) -> str:
    """A field's text, without its parameters and escapes. Raises Unusable when it is not UTF-8."""
    try:
        found = value(raw).decode()
    except UnicodeDecodeError:
        raise Unusable(
            "E-ENCODING", "SUMMARY", "the title is not UTF-8",
            'Name the encoding in workbook.toml, for example [sources.ics] encoding = "cp1252"',
        ) from None  # fmt: skip
    found = _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], found)
    return " ".join(unicodedata.normalize("NFC", found).split())
