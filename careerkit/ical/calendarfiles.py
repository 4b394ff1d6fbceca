"""The calendars of one drop, a single file or a zip of them: which file each stands in, whose it is, up to which day.

A member that cannot be read costs only itself; a file beyond a limit is refused as a whole.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from datetime import date

from careerkit import limits
from careerkit.ical.allowlist import name_of, plain
from careerkit.ical.calendars import Calendar, Event, TooMany, calendars
from careerkit.problems import Problem
from careerkit.reading import dates
from careerkit.reading.drops import Drop, Unreadable
from careerkit.reading.zones import Clock
from careerkit.records import Row, Skipped

_DIGITS = re.compile(rb":([0-9]{8})")


class CalendarFiles:
    """The calendars of a drop, once its `rows` were taken."""

    def __init__(self, drop: Drop) -> None:
        self._drop = drop
        self._files: dict[int, Drop] = {}
        self._whose: dict[int, str] = {}
        self._lines = self._events = 0
        self.calendars: list[Calendar] = []

    def rows(self) -> Iterator[Row]:
        """Read every file, and say what is no event in it or lacks its end. Raises Unreadable."""
        for member in self._drop.members(is_ics) if self._drop.is_zip else (self._drop,):
            try:
                found = self._read(member)
            except Unreadable as bad:
                if bad.problem.file == self._drop.path:
                    raise
                yield bad.problem
                continue
            for calendar in found:
                self.calendars.append(calendar)
                self._files[id(calendar)], self._whose[id(calendar)] = member, _pseudonym(calendar)
                for line, kind in calendar.others:
                    yield Skipped(line, "a task" if kind == b"VTODO" else "a journal entry")
            yield from _torn(member.path, found)

    def path(self, event: Event) -> str:
        """The path that messages about an event name."""
        return self._files[id(event.calendar)].path

    def member(self, event: Event) -> str:
        """The member of the zip in which an event stands; empty if there is no zip."""
        return self._files[id(event.calendar)].name if self._drop.is_zip else ""

    def whose(self, event: Event) -> str:
        """A pseudonym of the calendar in which an event stands."""
        return self._whose[id(event.calendar)]

    def last_day(self, clock: Clock) -> date:
        """The day of the export: of the newest stamp or of the file's name, else of the last event."""
        names = {drop.dated for drop in (self._drop, *self._files.values())}
        days = [date.fromisoformat(name) for name in names if name]
        newest = max((calendar.newest for calendar in self.calendars), default=b"")
        if newest:
            stamp = clock.moment(newest, {}) if newest.endswith(b"Z") else _day_of(newest)
            days.append(clock.day(stamp))
        starts = (event.start for calendar in self.calendars for event in calendar.events)
        found = max(days) if days else max(map(_day_of, starts), default=date.min)
        return min(found, date(dates.LAST_YEAR, 12, 31))

    def _read(self, member: Drop) -> list[Calendar]:
        """The calendars of one file; its bytes are UTF-8, not yet unfolded."""
        member.refuse_binary()
        if len(member.data) > limits.MAX_CALENDAR:
            raise self._too_large(
                f"a calendar of more than {limits.MAX_CALENDAR // limits.MIB} MiB"
            )
        data = member.data.removeprefix(codecs.BOM_UTF8)
        if member.encoding or member.is_utf16:
            data = member.written.encode()
        self._lines += max(data.count(b"\n"), data.count(b"\r"))
        if self._lines > limits.MAX_CALENDAR_LINES:
            raise self._too_large(f"more than {limits.MAX_CALENDAR_LINES:,} lines")
        try:
            found = calendars(data)
        except TooMany:
            self._events = limits.MAX_EVENTS + 1
        else:
            self._events += sum(len(calendar.events) for calendar in found)
        if self._events > limits.MAX_EVENTS:
            raise self._too_large(f"more than {limits.MAX_EVENTS:,} events")
        return found

    def _too_large(self, what: str) -> Unreadable:
        fix = "Export a shorter period, or fewer calendars at once"
        return self._drop.refuse("E-SIZE", f"the file has {what}", fix)


def is_ics(path: str) -> bool:
    """Whether a file bears the name of a calendar."""
    return path.casefold().endswith(".ics")


def _torn(path: str, found: list[Calendar]) -> Iterator[Problem]:
    """Say which events, and whether a calendar, lack their end; such an event is not read any further."""
    fix = "Export it again; the file may be cut off"
    for calendar in found:
        for event in calendar.events:
            if not event.closed:
                yield Problem(path, event.line, "", "E-TORN", "the event has no end", fix)
        calendar.events = [event for event in calendar.events if event.closed]
    for line in [calendar.line for calendar in found if not calendar.closed][:1]:
        yield Problem(path, line, "", "W-TORN", "the calendar has no end", fix)


def _pseudonym(calendar: Calendar) -> str:
    """The same from export to export: made of its name, else of the program that wrote it without its version."""
    program = re.sub("[^a-z]+", " ", calendar.program.decode(errors="replace").casefold())
    named = plain(name_of(calendar)) or f"unnamed: {program}"
    return hashlib.sha256(named.encode()).hexdigest()[:12]


def _day_of(raw: bytes) -> date:
    """The day in a time as written; the first of all days if there is none."""
    match = _DIGITS.search(raw)
    try:
        return date.fromisoformat(match[1].decode()) if match else date.min
    except ValueError:
        return date.min
