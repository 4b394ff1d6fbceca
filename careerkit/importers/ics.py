"""A calendar as iCalendar, one file or a zip of them: only the hours of meetings a day, and what the person asks for.

Titles and guests belong to others. Unless `[sources.ics]` in workbook.toml names words, people or whole calendars, all
that is kept of a calendar is how many hours of a day its meetings take, overlaps counted once. What had not happened
by the day of the export, was cancelled or declined, or is shown as free, is left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from careerkit import limits
from careerkit.ical import occurrences, spans
from careerkit.ical.allowlist import AllowList, Verdict
from careerkit.ical.calendarfiles import CalendarFiles, is_ics
from careerkit.ical.calendars import Event, Unusable, value
from careerkit.ical.occurrences import Occurrence, Series, versions
from careerkit.problems import Problem
from careerkit.reading import masks
from careerkit.reading.drops import Drop, Unreadable
from careerkit.reading.zones import Clock
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings

COVERAGE = Coverage.WINDOW
PLACES = ("inbox",)
OPTIONS: Mapping[str, str] = {
    "touch": "a list of words: an event with one of them in its title becomes a contact",
    "learning": "a list of words: an event with one of them in its title becomes learning",
    "people": "a table of guests' addresses and short names: an event with such a guest becomes a contact with that person",
    "calendars": "a table of calendars' names and touch, learning, hours or skip: what everything in that calendar becomes",
    "me": "a list of your own addresses, so that what you declined is left out",
}

# A word of the person's own that is a kind of learning, or a way to meet, says so in the record as well.
_FORMS = frozenset({"podcast", "course", "workshop", "book", "practice", "mentoring", "event"})
_CHANNELS = frozenset({"coffee", "call", "mail", "visit"})
_PHONE = re.compile(r"(?:\+|\b00)[0-9](?:[ ()/.-]{0,2}[0-9]){6,14}")
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_AFTER = "after the export"


def claims(drop: Drop) -> bool:
    """A text that begins with a calendar, or a zip with such an .ics member."""
    if drop.is_zip:
        return any(_is_calendar(member) for member in drop.members(is_ics))
    return _is_calendar(drop)


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per day that an occurrence takes, per event or task left out as a whole, per event set aside."""
    for row in _Reading(drop, settings).rows():
        if not isinstance(row, Problem) or not row.is_warning:
            drop.rows_in += 1
        yield row


def _is_calendar(drop: Drop) -> bool:
    try:
        lines = [line.strip() for line in drop.head(9)]
    except Unreadable:
        # A web page or a picture with a calendar's name is ours to refuse; any other file is not.
        if is_ics(drop.name) and "!" not in drop.path:
            raise
        return False
    return next(filter(None, lines), "").upper() == "BEGIN:VCALENDAR"


class _Reading:
    """One drop on its way: its calendars, the last day that counts, the meetings noted so far."""

    def __init__(self, drop: Drop, settings: Settings) -> None:
        self._allowed = AllowList(settings)
        self._files = CalendarFiles(drop)
        self._clock = Clock(ZoneInfo(settings.time_zone))
        self._last = date.max
        self._series = Series(self._clock, self._last)
        self._verdicts: dict[int, Verdict] = {}
        self._kept: set[tuple[str, ...]] = set()
        self._days: dict[tuple[str, date], list[tuple[Event, spans.Interval]]] = {}

    def rows(self) -> Iterator[Row]:
        """Everything that becomes of the drop; the days come last, when all their meetings are known."""
        yield from self._files.rows()
        self._last = self._files.last_day(self._clock)
        self._series = Series(self._clock, self._last)
        groups: dict[tuple[str, str], list[Event]] = {}
        for calendar in self._files.calendars:
            for event in calendar.events:
                groups.setdefault((self._files.whose(event), _identity(event)), []).append(event)
        for events in groups.values():
            found = list(self._sorted_out(events))
            yield from self._unknown_zones(events[0])
            yield from found
        yield from self._meetings()

    def _sorted_out(self, events: list[Event]) -> Iterator[Row]:
        """All events of one UID."""
        if len(events) == 1 and not events[0].repeats:
            yield from self._single(events[0])
            return
        found = versions(events)
        for event, rule in found.outdated:
            yield Skipped(event.line, rule)
        changes: Sequence[Event] = found.changes
        for master in sorted(found.masters, key=lambda event: not event.repeats):
            if master.repeats or changes:
                yield from self._repeated(master, changes)
            else:
                yield from self._single(master)
            changes = ()
        for event in changes:
            yield from self._single(event)

    def _single(self, event: Event) -> Iterator[Row]:
        """An event by itself."""
        try:
            verdict = self._verdict(event)
            found = None if verdict.rule else occurrences.single(event, self._clock)
        except Unusable as bad:
            yield self._problem(event, bad)
            return
        if found is None:
            yield Skipped(event.line, verdict.rule)
            return
        yield from self._happened(found, verdict)

    def _repeated(self, master: Event, changes: Sequence[Event]) -> Iterator[Row]:
        """A series and what changes it; where it is left out or set aside as a whole, its changes stand alone."""
        whole = self._left_out(master)
        unreadable: dict[int, Problem] = {}
        if whole is None and len(changes) <= limits.MAX_DATES:
            unreadable = {id(event): row for event in changes if (row := self._unreadable(event))}
        yield from unreadable.values()
        changes = [event for event in changes if id(event) not in unreadable]
        found: list[Occurrence] = []
        goes_on = False
        try:
            if whole is None:
                found, goes_on = self._series.follow(master, changes)
        except Unusable as bad:
            whole = self._problem(master, bad)
        if whole is not None:
            yield whole
            for event in changes:
                yield from self._single(event)
            return
        for occurrence in found:
            yield from self._happened(occurrence, self._verdict(occurrence.event))
        yield from self._rest((master, *changes), found, goes_on=goes_on)

    def _verdict(self, event: Event) -> Verdict:
        """What the person wants of an event, asked once. Raises Unusable."""
        if id(event) not in self._verdicts:
            self._verdicts[id(event)] = self._allowed.verdict(event)
        return self._verdicts[id(event)]

    def _left_out(self, master: Event) -> Skipped | Problem | None:
        """Why nothing of a series is looked at, if so."""
        try:
            verdict = self._verdict(master)
            rule = verdict.rule or _no_meeting(spans.span(master, self._clock), verdict)
        except Unusable as bad:
            return self._problem(master, bad)
        return Skipped(master.line, rule) if rule else None

    def _unreadable(self, change: Event) -> Problem | None:
        try:
            self._verdict(change)
            occurrences.single(change, self._clock)
        except Unusable as bad:
            return self._problem(change, bad)
        return None

    def _rest(
        self, events: Sequence[Event], found: list[Occurrence], *, goes_on: bool
    ) -> Iterator[Row]:
        """One outcome for the part of a series that is still to come, and for every event that nothing came of."""
        told = {id(occurrence.event) for occurrence in found}
        for event in events:
            if goes_on and event is events[0]:
                yield Skipped(event.line, _AFTER)
            elif id(event) not in told:
                day = self._clock.day(spans.span(event, self._clock).start)
                yield Skipped(event.line, _AFTER if day > self._last else "no occurrence")

    def _happened(self, found: Occurrence, verdict: Verdict) -> Iterator[Row]:
        """What one occurrence becomes; of one that is only hours, the record comes with its day."""
        line, start = found.event.line, found.start
        rule = verdict.rule or _no_meeting(found.span, verdict)
        if rule or self._clock.day(start) > self._last:
            yield Skipped(line, rule or _AFTER)
        elif verdict.table != "time" or not isinstance(start, datetime):
            yield self._record(found, verdict)
        else:
            whose = self._files.whose(found.event)
            for day, part in spans.by_day(start, found.span.elapsed(start), self._clock.home):
                if day > self._last:
                    yield Skipped(line, _AFTER)
                else:
                    self._days.setdefault((whose, day), []).append((found.event, part))

    def _record(self, found: Occurrence, verdict: Verdict) -> Row:
        """A contact or learning; nobody but the person knows whether a contact was meaningful."""
        event, start = found.event, found.start
        key = (hashlib.sha256(_identity(event).encode()).hexdigest()[:16], found.original)
        if (verdict.table, *key) in self._kept:
            return Skipped(event.line, "the same event again")
        self._kept.add((verdict.table, *key))
        lasts = found.span.elapsed(start) if isinstance(start, datetime) else None
        title = _PHONE.sub("(number)", masks.mail(verdict.title)) or "(no title)"
        values: dict[str, Any] = {
            "date": self._clock.day(start).isoformat(),
            "hours": round(lasts / _HOUR, 6) if lasts else None,
            "account": self._files.whose(event),
        }
        if verdict.table == "touch":
            values |= {
                "person": next(iter(verdict.people), None), "people": list(verdict.people), "text": title,
                "channel": verdict.word if verdict.word in _CHANNELS else None,
            }  # fmt: skip
        else:
            values |= {"title": title, "form": verdict.word if verdict.word in _FORMS else None}
        return Record(verdict.table, event.line, values, key, self._files.member(event))

    def _meetings(self) -> Iterator[Row]:
        """One record for each day and calendar; the other meetings of that day are in it."""
        for (whose, day), meetings in sorted(self._days.items(), key=lambda found: found[0]):
            first = meetings[0][0]
            hours = round(spans.union(part for _, part in meetings) / _HOUR, 6)
            if hours > 24:
                # Only a day on which the clocks are put back has room for so many.
                yield Problem(self._files.path(first), first.line, "hours", "W-RANGE",
                              "meetings took more than 24 hours of this day", "It counts as 24 hours",
                              f"{hours:g}")  # fmt: skip
            values = {
                "date": day.isoformat(), "hours": min(hours, 24.0), "activity": "meetings", "account": whose,
            }  # fmt: skip
            yield Record(
                "time", first.line, values, (whose, day.isoformat()), self._files.member(first)
            )
            for event, _ in meetings[1:]:
                yield Skipped(event.line, "summed into that day's meetings")

    def _unknown_zones(self, event: Event) -> Iterator[Problem]:
        """Say once per name that times were read by the clock at home."""
        for name in self._clock.unknown:
            reason = "this time zone is not known" if name else "this time has no time zone"
            yield Problem(self._files.path(event), event.line, "TZID", "W-TZ", reason,
                          "It is read by the clock of time_zone in workbook.toml", name)  # fmt: skip
        self._clock.unknown.clear()

    def _problem(self, event: Event, bad: Unusable) -> Problem:
        where = self._files.path(event), event.line, bad.column
        return Problem(*where, bad.code, bad.reason, bad.fix, bad.value)


def _no_meeting(span: spans.Span, verdict: Verdict) -> str:
    """The rule by which something is no meeting with hours, if it is to be no more than that."""
    if verdict.table != "time":
        return ""
    if not isinstance(span.start, datetime):
        return "all day"
    return "no length" if not span.lasts else "a day or longer" if span.lasts >= _DAY else ""


def _identity(event: Event) -> str:
    """What names an event: its UID, else what it says."""
    said = value(event.uid) or b"\n".join((b"", event.start, event.end, event.title))
    return said.decode(errors="replace")
