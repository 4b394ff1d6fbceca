"""When the events of a calendar happened: when they repeat, what was moved, left out or replaced.

A series is followed by the clock of its own zone, up to a last day, and what all series of a file may cost together is
bounded. One event that cannot be read costs only itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from careerkit import limits
from careerkit.ical.calendars import Event, Unusable, value
from careerkit.ical.repeats import Rule
from careerkit.ical.spans import CORRECT, Span, length, moment, span, until
from careerkit.reading.zones import Clock, When, bare

_SERIES, _CHANGED = 15, 3

_NONE, _DAY = timedelta(), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that an event happens; `named` is where its series has it, from where it may have been moved."""

    event: Event
    span: Span
    start: When
    named: When

    @property
    def original(self) -> str:
        """What names the occurrence within its event, in UTC."""
        if isinstance(self.named, datetime):
            return f"{self.named.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        return f"{self.named:%Y%m%d}"


def single(event: Event, clock: Clock) -> Occurrence:
    """The occurrence of an event that does not repeat. Raises Unusable."""
    found = span(event, clock)
    if not event.original:
        return Occurrence(event, found, found.start, found.start)
    return Occurrence(
        event, found, found.start, moment(event.original, "RECURRENCE-ID", event, clock)
    )


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _time(when: When) -> datetime:
    return when if isinstance(when, datetime) else datetime.combine(when, time())


class Series:
    """Follows repeating events, one by one, up to the last day, within what all of them may cost together."""

    def __init__(self, clock: Clock, last: date) -> None:
        self._clock = clock
        self._last = last
        self._left = limits.MAX_STEPS

    def follow(self, master: Event, changes: Sequence[Event]) -> tuple[list[Occurrence], bool]:
        """All occurrences of an event, some of them changed, and whether it goes on after the last day. Raises Unusable."""
        lists = (*(master.added or ()), *(master.excluded or ()))
        listed = sum(raw.count(b",") + 1 for raw in lists) + len(changes)
        if master.exrules or listed > limits.MAX_DATES:
            reason = "the event leaves days out by a rule, or lists thousands of days"
            raise Unusable("E-RRULE", "EXRULE" if master.exrules else "RRULE", reason, CORRECT)
        self._spend(_SERIES + listed // 4 + _CHANGED * len(changes))
        repeating = _Repeating(master, self._clock)
        days = max((self._last - _day(repeating.start)).days + 2, 1)
        if any(rule.most(min(days, 366)) > limits.MAX_OCCURRENCES for rule in repeating.rules):
            raise _too_many()
        self._spend(sum(rule.cost(days) for rule in repeating.rules))
        moved = [_Change(event, repeating, self._clock) for event in changes]
        found = [
            item
            for item in _changed(repeating, repeating.starts(self._last + _DAY), moved)
            if self._clock.day(item.start) <= self._last
        ]
        years = Counter(item.start.year for item in found)
        if max(years.values(), default=0) > limits.MAX_OCCURRENCES:
            raise _too_many()
        return found, repeating.goes_on(self._last, len(found))

    def _spend(self, cost: int) -> None:
        if cost > self._left:
            reason = "the repeating events of this file come to too many occurrences"
            fix = "Export a shorter period, or fewer calendars at once"
            raise Unusable("E-RRULE", "RRULE", reason, fix)
        self._left -= cost


def _too_many() -> Unusable:
    reason = f"the event repeats more than {limits.MAX_OCCURRENCES} times a year"
    return Unusable("E-RRULE", "RRULE", reason, CORRECT)


class _Repeating:
    """A repeating event in bare times by the clock of its zone: its rules, added and excluded dates."""

    def __init__(self, event: Event, clock: Clock) -> None:
        self.event, self._clock = event, clock
        self.span = span(event, clock)
        self.is_timed = isinstance(self.span.start, datetime)
        self.zone = self._zone(self.span.start)
        self.start = self.bare(self.span.start)
        self.rules = [Rule(raw, self.start, self.zone) for raw in dict.fromkeys(event.rules or ())]
        self._lasts: dict[When, timedelta] = {}
        self._added = {self._add(*raw) for raw in _each(event.added)}
        self._excluded = {self._exclude(*raw) for raw in _each(event.excluded)}

    def _zone(self, start: When) -> tzinfo:
        """The zone whose clock the series follows: a calendar that writes UTC may name another."""
        calendar, zone = self.event.calendar, self._clock.home
        if isinstance(start, datetime) and start.tzinfo:
            zone = start.tzinfo
        if zone is UTC and calendar.zone:
            return self._clock.named(value(calendar.zone), calendar.zones) or UTC
        return zone

    def bare(self, when: When) -> When:
        """A day, or a time by the clock of the series."""
        return bare(when, self.zone) if isinstance(when, datetime) else when

    def named(self, when: When) -> When:
        """A time or day that names an occurrence: of the same kind as the start."""
        shown = self.bare(when)
        if self.is_timed and not isinstance(shown, datetime):
            return datetime.combine(shown, _time(self.start).time())
        return shown if self.is_timed else _day(shown)

    def starts(self, last: date) -> list[When]:
        """All starts up to a day, in order, without those that are left out."""
        from dateutil.rrule import rrulestr

        first, end = _time(self.start), datetime.combine(last, time(23, 59, 59))
        ends = [rule.until for rule in self.rules if rule.until]
        # A series that was ended before it began has no first occurrence either.
        found = {*self._added} if ends and max(ends) < first else {self.start, *self._added}
        for rule in self.rules:
            hits = rrulestr(rule.text, dtstart=first).between(first, end, inc=True)
            found.update(hits if self.is_timed else map(_day, hits))
        return sorted(when for when in found if not self.leaves_out(when))

    def leaves_out(self, when: When) -> bool:
        """Whether a start, or its whole day, is left out."""
        return when in self._excluded or _day(when) in self._excluded

    def occurrence(self, shown: When) -> Occurrence:
        """The occurrence that begins then, unchanged."""
        lasts = self._lasts.get(shown)
        own = self.span if lasts is None else Span(self.span.start, lasts)
        return Occurrence(self.event, own, self.aware(shown), self.aware(shown))

    def aware(self, shown: When) -> When:
        """A bare time with the zone of the series."""
        return shown.replace(tzinfo=self.zone) if isinstance(shown, datetime) else shown

    def goes_on(self, last: date, found: int) -> bool:
        """Whether more is to come after a day, as far as can be told without going there."""
        past = found + len(self._excluded)
        return any(_day(when) > last for when in self._added) or any(
            past < rule.count if rule.count else rule.until is None or rule.until.date() > last
            for rule in self.rules
        )

    def _add(self, parameters: bytes, text: bytes) -> When:
        begin, slash, end = text.partition(b"/")
        start = moment(parameters + b":" + begin, "RDATE", self.event, self._clock)
        shown = self.named(start)
        if slash and end[:1] in b"Pp":
            self._lasts[shown] = length(end, "RDATE")
        elif slash:
            finish = moment(parameters + b":" + end, "RDATE", self.event, self._clock)
            self._lasts[shown] = max(until(start, finish), _NONE)
        return shown

    def _exclude(self, parameters: bytes, text: bytes) -> When:
        shown = self.bare(moment(parameters + b":" + text, "EXDATE", self.event, self._clock))
        return shown if self.is_timed else _day(shown)


class _Change:
    """An event that replaces one occurrence of a series, or moves it and all later ones."""

    def __init__(self, event: Event, series: _Repeating, clock: Clock) -> None:
        self._event, self._series = event, series
        self._span = span(event, clock)
        self.named = series.named(moment(event.original, "RECURRENCE-ID", event, clock))
        self.and_later = b"RANGE=THISANDFUTURE" in event.original.upper()
        self._by = _time(series.bare(self._span.start)) - _time(self.named)

    def occurrence(self, shown: When) -> Occurrence:
        """What became of the occurrence that would have begun then."""
        named = self._series.aware(shown)
        if shown == self.named:
            return Occurrence(self._event, self._span, self._span.start, named)
        moved = self._series.aware(_time(shown) + self._by)
        start = moved if isinstance(self._span.start, datetime) else _day(moved)
        return Occurrence(self._event, self._span, start, named)


def _changed(
    series: _Repeating, starts: Sequence[When], changes: Sequence[_Change]
) -> Iterator[Occurrence]:
    """One occurrence for each start, or what it was changed to; then changes of occurrences that no rule gives."""
    waiting = {change.named: change for change in changes}
    later: _Change | None = None
    for start in starts:
        change = waiting.pop(start, None)
        later = change if change and change.and_later else later
        yield (change or later or series).occurrence(start)
    for change in waiting.values():
        if not series.leaves_out(change.named):
            yield change.occurrence(change.named)


def _each(lines: list[bytes] | None) -> Iterator[tuple[bytes, bytes]]:
    """The single dates of several lines, each with its parameters."""
    for line in lines or ():
        parameters, _, texts = line.rpartition(b":")
        for text in texts.split(b","):
            if text.strip():
                yield parameters, text.strip()


@dataclass(frozen=True, slots=True)
class Versions:
    """All that stands under one UID: the events themselves, what changes single occurrences of them, what is outdated."""

    masters: list[Event]
    changes: list[Event]
    outdated: list[tuple[Event, str]]


def versions(events: Sequence[Event]) -> Versions:
    """Sort out events of one UID: of two that stand for the same, the one revised more often counts."""
    found = Versions([], [], [])
    changes = [event for event in events if event.original]
    masters = [event for event in events if not event.original]
    newest = max(map(_revision, masters), default=0)
    for event in masters:
        if _revision(event) < newest:
            found.outdated.append((event, "an older version of the event"))
    masters = [event for event in masters if _revision(event) == newest]
    found.masters.extend(_once(masters, "start", found.outdated))
    found.changes.extend(_once(changes, "original", found.outdated))
    return found


def _once(events: list[Event], slot: str, outdated: list[tuple[Event, str]]) -> Iterable[Event]:
    kept: dict[bytes, Event] = {}
    for event in events:
        other = kept.setdefault(getattr(event, slot), event)
        if other is event:
            continue
        older, newer = (other, event) if _revision(event) > _revision(other) else (event, other)
        same = _revision(event) == _revision(other)
        outdated.append(
            (older, "the same event again" if same else "an older version of the event")
        )
        kept[getattr(event, slot)] = newer
    return kept.values()


def _revision(event: Event) -> int:
    number = value(event.version).strip()
    return int(number) if number.isdigit() and len(number) < 10 else 0
