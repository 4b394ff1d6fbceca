"""How long events last: by the clock, in truth, cut at midnight, and added up so that what overlaps counts once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from careerkit.ical.calendars import Event, Unusable, value
from careerkit.reading import dates
from careerkit.reading.zones import Clock, When, bare

CORRECT = "Correct the event in the calendar and export again"

_LENGTH = re.compile(
    rb"([+-])?P(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
    rb"(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,8})S)?)?",
    re.IGNORECASE,
)
_NONE, _DAY, _HOUR = timedelta(), timedelta(days=1), timedelta(hours=1)

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Span:
    """When an event begins and how long it lasts by the clock; `exact` hours stay the same when clocks change."""

    start: When
    lasts: timedelta
    exact: bool = False

    def elapsed(self, start: datetime) -> timedelta:
        """How long the occurrence that begins at `start` really lasts."""
        if self.exact:
            return self.lasts
        end = start + self.lasts
        found = self.lasts - ((end.utcoffset() or _NONE) - (start.utcoffset() or _NONE))
        # One that begins in the hour that is left out may seem to end before it begins.
        return found if found > _NONE else self.lasts


def span(event: Event, clock: Clock) -> Span:
    """When an event, or the first of a series, begins and how long it lasts. Raises Unusable."""
    if event.too_long:
        fix = "Shorten or delete the event in the calendar and export again"
        raise Unusable("E-SIZE", "", "the event holds far too much", fix)
    if not event.start:
        raise Unusable("E-DATE", "DTSTART", "the event has no start", CORRECT)
    start = moment(event.start, "DTSTART", event, clock)
    if event.end:
        lasts = until(start, moment(event.end, "DTEND", event, clock))
    elif event.duration:
        lasts = length(value(event.duration), "DURATION")
    else:
        lasts = _NONE if isinstance(start, datetime) else _DAY
    if lasts < _NONE:
        said = event.end or event.duration
        raise Unusable("E-RANGE", "DTEND", "the event ends before it starts", CORRECT, said)
    return Span(start, lasts, exact=not event.end)


def moment(raw: bytes, column: str, event: Event, clock: Clock) -> When:
    """What one field of an event says when. Raises Unusable."""
    try:
        found = clock.moment(raw, event.calendar.zones)
    except (ValueError, OverflowError):
        found = date.max
    if dates.FIRST_YEAR <= found.year <= dates.LAST_YEAR:
        return found
    reason = "this is no time between 1900 and 2100 as calendars write it"
    raise Unusable("E-DATE", column, reason, CORRECT, raw)


def until(start: When, end: When) -> timedelta:
    """From start to end by the clock of the start's zone; of a day and a time, the start decides what it is."""
    if not isinstance(start, datetime):
        return (end.date() if isinstance(end, datetime) else end) - start
    if not isinstance(end, datetime):
        end = datetime.combine(end, time(), start.tzinfo)
    return bare(end, start.tzinfo) - bare(start, start.tzinfo)


def length(text: bytes, column: str) -> timedelta:
    """How long `P1DT2H30M` is. Raises Unusable."""
    match = _LENGTH.fullmatch(text)
    if match is None or not any(match.groups()[1:]):
        reason = "this is no length of time as calendars write it"
        raise Unusable("E-DATE", column, reason, CORRECT, text)
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    found = timedelta(days, seconds, minutes=minutes, hours=hours, weeks=weeks)
    return -found if match[1] == b"-" else found


def by_day(start: datetime, lasts: timedelta, home: tzinfo) -> Iterator[tuple[date, Interval]]:
    """The parts of an interval on each day at home that it touches, in UTC. One of no length touches none."""
    begin = start.astimezone(UTC)
    end = begin + lasts
    while begin < end:
        day = begin.astimezone(home).date()
        cut = min(end, _midnight(day + _DAY, home, begin))
        yield day, (begin, cut)
        begin = cut


def _midnight(day: date, home: tzinfo, after: datetime) -> datetime:
    """The moment at which a day begins; where clocks are put back over midnight, the one that is still to come."""
    for fold in (0, 1):
        found = datetime.combine(day, time(fold=fold), home).astimezone(UTC)
        if found > after:
            return found
    return after + _HOUR


def union(intervals: Iterable[Interval]) -> timedelta:
    """How long at least one of them lasted."""
    found, busy_until = _NONE, None
    for begin, end in sorted(intervals):
        busy_until = begin if busy_until is None else max(begin, busy_until)
        found += max(end - busy_until, _NONE)
        busy_until = max(busy_until, end)
    return found
