"""Time zones as calendars name them: by place, by their name on Windows, or as a table of changes in the file.

A zone that stands in the file is worked out here, and only if its changes are of the kind that real zones have: by
the year. A name that nobody knows gives None; what to take instead is for the caller to say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from careerkit import limits

# Changes are worked out for these years; before and after them the offset stays as it is at that end.
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_LONGEST_NAME = 80
_VENDOR_PARTS = 4

_WEEKDAYS = {b"MO": 0, b"TU": 1, b"WE": 2, b"TH": 3, b"FR": 4, b"SA": 5, b"SU": 6}
_PART = re.compile(rb"^BEGIN:(?:STANDARD|DAYLIGHT)\b", re.MULTILINE)
_FIELD = re.compile(rb"^(DTSTART|TZOFFSETFROM|TZOFFSETTO|RRULE|RDATE)[:;]([^\r\n]*)", re.MULTILINE)
_MOMENT = re.compile(rb"([0-9]{8})(?:T([0-9]{4})([0-9]{2})?(Z)?)?", re.IGNORECASE)
_ZONE = re.compile(rb';TZID=(?:"([^"]*)"|([^;"]*))', re.IGNORECASE)
_OFFSET = re.compile(rb"([+-])([0-9]{2})([0-9]{2})(?:[0-9]{2})?")
# A day alone is its midnight.
_CLOCK = re.compile(rb"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})Z?)?")
_NTH = re.compile(rb"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")
_YEARLY = frozenset({b"FREQ", b"INTERVAL", b"UNTIL", b"WKST", b"BYMONTH", b"BYDAY", b"BYMONTHDAY"})
_DAY = timedelta(days=1)

When = date | datetime


class Written(tzinfo):
    """A zone out of a file: the moments in UTC at which its offset changed, and to what."""

    def __init__(self, before: timedelta, changes: list[tuple[datetime, timedelta]]) -> None:
        self._moments = [moment for moment, _ in changes]
        self._offsets = [before, *(offset for _, offset in changes)]
        # The hour that is left out counts as before the change, the hour that comes twice as its first time.
        self._clocks = [
            moment + max(pair)
            for moment, *pair in zip(self._moments, self._offsets, self._offsets[1:], strict=False)
        ]

    def utcoffset(self, when: datetime | None) -> timedelta:
        """The offset at this time of its own clock."""
        shown = when.replace(tzinfo=None) if when else datetime.max  # noqa: DTZ901
        return self._offsets[bisect_right(self._clocks, shown)]

    def fromutc(self, when: datetime) -> datetime:
        """The time of its own clock at a moment in UTC."""
        return when + self._offsets[bisect_right(self._moments, when.replace(tzinfo=None))]

    def dst(self, when: datetime | None) -> None:
        """Not known: a file tells offsets, and not what they are for."""

    def tzname(self, when: datetime | None) -> None:
        """Not known."""


def bare(when: datetime, zone: tzinfo | None) -> datetime:
    """The time by the clock of a zone, without it."""
    return (when if when.tzinfo is zone else when.astimezone(zone)).replace(tzinfo=None)


@lru_cache(maxsize=256)
def named(name: str) -> tzinfo | None:
    """The zone of this name, also behind a vendor's prefix or as Windows calls it; None if there is none."""
    plain = name.strip().strip("/")
    # Lower case is not a place: some systems keep links such as localtime beside the zones.
    if len(plain) > _LONGEST_NAME or not plain or plain.islower():
        return UTC if plain in ("utc", "gmt") else None
    parts = plain.split("/")
    prefixes = range(1, min(len(parts), 1 + _VENDOR_PARTS)) if name.startswith("/") else ()
    for spelling in (plain, *("/".join(parts[cut:]) for cut in prefixes), _of_windows(plain)):
        if zone := _place(spelling):
            return zone
    return None


def _place(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    # What it raises for names that are no names: of a folder, with a dot, with a null, far too long.
    except (KeyError, ValueError, OSError):
        return None


def _of_windows(name: str) -> str:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return WINDOWS_TO_OLSON.get(name, "")


def written(text: bytes) -> tzinfo | None:
    """The zone that a VTIMEZONE, unfolded, describes; None if it does not do so in a known way."""
    parts = [_fields(part) for part in _PART.split(text.upper())[1:]]
    if (
        not 0 < len(parts) <= limits.MAX_ZONE_PARTS
        or sum(b"RRULE" in part for part in parts) > limits.MAX_ZONE_RULES
    ):
        return None
    try:
        changes = sorted(change for part in parts for change in _changes(part))
    except (KeyError, ValueError, OverflowError):
        return None
    return Written(changes[0][1], [(moment, after) for moment, _, after in changes])


def _fields(part: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, value in _FIELD.findall(part):
        plain = value.rpartition(b":")[2].strip()
        found[name] = b",".join((found[name], plain)) if name in found else plain
    return found


def _changes(part: dict[bytes, bytes]) -> list[tuple[datetime, timedelta, timedelta]]:
    """The moments, in UTC, of one part's changes, with the offsets before and after. Raises ValueError."""
    first, before = _clock(part[b"DTSTART"]), _offset(part[b"TZOFFSETFROM"])
    after = _offset(part[b"TZOFFSETTO"])
    shown = [first, *map(_clock, filter(None, part.get(b"RDATE", b"").split(b",")))]
    if b"RRULE" in part:
        shown += _each_year(part[b"RRULE"], first, before)
    return [(clock - before, before, after) for clock in shown]


def _each_year(text: bytes, first: datetime, before: timedelta) -> list[datetime]:
    rule = dict(pair.split(b"=", 1) for pair in text.strip(b";").split(b";"))
    if rule.keys() - _YEARLY or rule[b"FREQ"] != b"YEARLY" or rule.get(b"INTERVAL", b"1") != b"1":
        raise ValueError("a zone changes by the year")
    until = _clock(rule[b"UNTIL"]) + before if b"UNTIL" in rule else datetime.max  # noqa: DTZ901
    years = range(max(first.year, _FIRST_YEAR), min(until.year, _LAST_YEAR) + 1)
    found = [datetime.combine(_in_year(rule, year, first), first.time()) for year in years]
    return [clock for clock in found if first < clock <= until]


def _in_year(rule: dict[bytes, bytes], year: int, first: datetime) -> date:
    """The day in one year of `BYMONTH=3;BYDAY=-1SU`, `BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU` or a plain date."""
    month = int(rule.get(b"BYMONTH", str(first.month)))
    monday, length = monthrange(year, month)
    days = [*range(1, length + 1)]
    if b"BYMONTHDAY" in rule:
        wanted = {int(day) for day in rule[b"BYMONTHDAY"].split(b",")}
        days = [day for day in days if day in wanted or day - length - 1 in wanted]
    elif b"BYDAY" not in rule:
        days = [min(first.day, length)]
    match = _NTH.fullmatch(rule.get(b"BYDAY", b"MO"))
    if match is None:
        raise ValueError("a zone changes on one day")
    nth = int(match[1] or 1)
    if b"BYDAY" in rule:
        days = [day for day in days if (monday + day - 1) % 7 == _WEEKDAYS[match[2]]]
    if len(days) < abs(nth):
        raise ValueError("a zone changes every year")
    return date(year, month, days[nth - 1 if nth > 0 else nth])


def _clock(text: bytes) -> datetime:
    """A time as the clock shows it. Raises ValueError."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        raise ValueError("not a time")
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001


def _offset(text: bytes) -> timedelta:
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise ValueError("not an offset")
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes >= 24 * 60:
        raise ValueError("no zone is so far from UTC")
    return timedelta(minutes=minutes if match[1] == b"+" else -minutes)


class Clock:
    """Reads times: in UTC, in a named zone, else as the clock at home.

    `unknown` collects the names of zones that had to be taken as home, each once; a time with no zone at all has none.
    """

    def __init__(self, home: tzinfo) -> None:
        self.home = home
        self.unknown: list[str] = []
        self._asked: set[str] = set()
        self._read: dict[tuple[bytes, int], tzinfo] = {}
        self._zones: dict[tuple[bytes, bytes], tzinfo | None] = {}
        self._written = 0

    def moment(self, raw: bytes, described: Mapping[bytes, bytes]) -> When:
        """A day, or a moment with its zone. Raises ValueError."""
        parameters, _, shown = raw.rpartition(b":")
        match = _MOMENT.fullmatch(shown)
        if match is None:
            raise ValueError("not a time as calendars write it")
        day, clock, second, utc = match.groups(b"")
        if not clock:
            return date.fromisoformat(day.decode())
        zone = UTC if utc else self._zone(parameters, described)
        if clock == b"2400" and second in (b"", b"00"):
            return datetime.combine(date.fromisoformat(day.decode()) + _DAY, time(), zone)
        # A leap second is as good as the second before it.
        second = min(second or b"00", b"59")
        return datetime.fromisoformat((day + b"T" + clock + second).decode()).replace(tzinfo=zone)

    def day(self, when: When) -> date:
        """The day at home on which something is."""
        return when.astimezone(self.home).date() if isinstance(when, datetime) else when

    def named(self, name: bytes, described: Mapping[bytes, bytes]) -> tzinfo | None:
        """The zone of this name: a known one, or one that is described."""
        key = (name, described.get(name, b""))
        if key not in self._zones:
            if len(self._zones) >= limits.MAX_ZONE_NAMES:
                return None
            found = named(name.decode(errors="replace"))
            if found is None and key[1] and self._written < limits.MAX_ZONES:
                self._written += 1
                found = written(key[1])
            self._zones[key] = found
        return self._zones[key]

    def _zone(self, parameters: bytes, described: Mapping[bytes, bytes]) -> tzinfo:
        key = (parameters, id(described))
        if key not in self._read:
            match = _ZONE.search(parameters)
            name = (match[1] or match[2] or b"").strip() if match else b""
            found = self.named(name, described) if name else None
            if found is None:
                self._ask(name.decode(errors="replace"))
            self._read[key] = found or self.home
        return self._read[key]

    def _ask(self, name: str) -> None:
        if name not in self._asked:
            self._asked.add(name)
            self.unknown.append(name)
