"""Time zones out of calendars: names of all kinds, and zones that are described in the file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from careerkit import limits
from careerkit.reading import zones
from careerkit.reading.zones import Clock

BERLIN = ZoneInfo("Europe/Berlin")
PART = "BEGIN:{}\nDTSTART:{}\nTZOFFSETFROM:{}\nTZOFFSETTO:{}\n{}END:{}\n"


def _zone(*parts: tuple[str, str, str, str, str]) -> bytes:
    said = "".join(PART.format(*part, part[0]) for part in parts)
    return f"BEGIN:VTIMEZONE\nTZID:Somewhere\n{said}END:VTIMEZONE\n".encode()


def _central(winter: str, summer: str, since: str = "16010101") -> bytes:
    """Central Europe, with these rules for the change to winter and to summer."""
    return _zone(
        ("STANDARD", f"{since}T030000", "+0200", "+0100", winter),
        ("DAYLIGHT", f"{since}T020000", "+0100", "+0200", summer),
    )


LAST_SUNDAYS = _central(
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\n"
)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Europe/Berlin", "Europe/Berlin"), ("/Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"), ("Eastern Standard Time", "America/New_York"),
        ("/mozilla.org/20050126_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("/citadel.org/20240101_1/W. Europe Standard Time", ""), ("Customized Time Zone", ""),
        ("(UTC+01:00) Amsterdam, Berlin", ""), ("", ""), ("Europe", ""), ("../../etc/passwd", ""),
        ("/../../../etc/passwd", ""), ("x" * 5000, ""), ("a\0b", ""), ("localtime", ""), ("\udc80", ""),
    ],
)  # fmt: skip
def test_names_of_zones(name: str, place: str) -> None:
    """Places, vendors' prefixes, names on Windows, and names of nothing, some of them ill-meant."""
    found = zones.named(name)
    assert found == (ZoneInfo(place) if place else None)


def test_a_described_zone_agrees_with_the_known_one() -> None:
    """Central Europe by its rules, every half hour about each change, against the tz database."""
    described = zones.written(LAST_SUNDAYS)
    assert described is not None
    for year in range(1997, 2038):
        for month, day in ((1, 1), (3, 24), (3, 29), (7, 1), (10, 24), (10, 29)):
            when = datetime(year, month, day, tzinfo=UTC)
            for _ in range(5 * 48):
                assert when.astimezone(described).replace(tzinfo=None) == when.astimezone(
                    BERLIN
                ).replace(tzinfo=None)
                shown = when.replace(tzinfo=None)
                assert (
                    shown.replace(tzinfo=described).utcoffset()
                    == shown.replace(tzinfo=BERLIN).utcoffset()
                )
                when += timedelta(minutes=30)


@pytest.mark.parametrize(
    ("winter", "summer"),
    [
        (
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=25,26,27,28,29,30,31;BYDAY=SU\n",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-7,-6,-5,-4,-3,-2,-1;BYDAY=SU;WKST=MO\n",
        ),
        (
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20101031T010000Z\n",
            "rdate:20240331T020000,20250330T020000\n"
            "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3;UNTIL=20240101T000000Z\n",
        ),
    ],
)  # fmt: skip
def test_other_ways_to_say_the_same(winter: str, summer: str) -> None:
    """The last seven days of a month, rules that end, and single dates in small letters: summer in July 2024."""
    described = zones.written(_central(winter, summer))
    assert described is not None
    assert datetime(2024, 7, 1, tzinfo=described).utcoffset() == timedelta(hours=2)
    assert datetime(2010, 12, 1, tzinfo=described).utcoffset() == timedelta(hours=1)


def test_a_zone_that_never_changes() -> None:
    """One part without a rule, west of UTC by three and a half hours."""
    described = zones.written(_zone(("STANDARD", "19700101T000000", "-0330", "-0330", "")))
    assert described is not None
    for year in (1950, 2024):
        assert datetime(year, 7, 1, tzinfo=described).utcoffset() == timedelta(hours=-3.5)


@pytest.mark.parametrize(
    "text",
    [
        b"", b"BEGIN:VTIMEZONE\nTZID:X\nEND:VTIMEZONE\n",
        _central("RRULE:FREQ=SECONDLY\n", ""), _central("RRULE:FREQ=YEARLY;BYDAY=SU\n", "RRULE:FREQ\n"),
        _central("RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=5SU\n", ""),
        _central("RRULE:FREQ=YEARLY;BYMONTH=13\n", ""), _central("RDATE:soon\n", ""),
        _central("RRULE:FREQ=YEARLY;INTERVAL=2\n", ""), _central("", "", since="20240230"),
        _zone(("STANDARD", "19700101T000000", "+9900", "+0100", "")),
        _zone(("STANDARD", "00010101T000000", "+0200", "+0100", "")),
        _zone(*[("STANDARD", "19700101T000000", "+0100", "+0100", "")] * (limits.MAX_ZONE_PARTS + 1)),
        _zone(*[("STANDARD", "19700101T000000", "+0100", "+0100", "RRULE:FREQ=YEARLY\n")] * (limits.MAX_ZONE_RULES + 1)),
    ],
)  # fmt: skip
def test_what_is_no_zone_is_not_known(text: bytes) -> None:
    """Nothing, changes by the second, fifth Sundays of February, impossible dates and offsets, too many parts."""
    assert zones.written(text) is None


# ---- times ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b":20240305T090000Z", "2024-03-05 09:00:00+00:00"), (b":20240305t090000z", "2024-03-05 09:00:00+00:00"),
        (b";TZID=Europe/Berlin:20240305T090000", "2024-03-05 09:00:00+01:00"),
        (b";X=1;TZID=\"Europe/Berlin\";VALUE=DATE-TIME:20240705T0900", "2024-07-05 09:00:00+02:00"),
        (b":20240305T090000", "2024-03-05 09:00:00+01:00"),
        (b";TZID=Europe/Berlin:20240305T090000Z", "2024-03-05 09:00:00+00:00"),
        (b":20240305T240000Z", "2024-03-06 00:00:00+00:00"), (b":20240229T235960Z", "2024-02-29 23:59:59+00:00"),
        (b";VALUE=DATE:20240305", "2024-03-05"),
        (b";TZID=(UTC+01:00) Amsterdam: Berlin:20240305T090000", "2024-03-05 09:00:00+01:00"),
    ],
)  # fmt: skip
def test_times_as_calendars_write_them(raw: bytes, expected: str) -> None:
    """UTC, a zone with and without quotes, none, 24:00, a leap second, a day, a zone with a colon in its name."""
    assert str(Clock(BERLIN).moment(raw, {})) == expected


@pytest.mark.parametrize(
    "raw", [b":", b":2024-03-05", b":20240230", b":20240305T250000Z", b":20240305T240001Z", b":2024", b":+0240305"]
)  # fmt: skip
def test_what_is_no_time_is_refused(raw: bytes) -> None:
    """Nothing, another shape, days and hours that do not exist."""
    with pytest.raises(ValueError, match=r"."):
        Clock(BERLIN).moment(raw, {})


def test_a_described_zone_counts_only_where_it_is_described() -> None:
    """One name in a calendar that describes it, and in one that does not."""
    clock, raw = Clock(UTC), b";TZID=Somewhere:20240705T090000"
    here, there = {b"Somewhere": LAST_SUNDAYS}, dict[bytes, bytes]()
    assert str(clock.moment(raw, here)) == "2024-07-05 09:00:00+02:00"
    assert clock.unknown == []
    assert str(clock.moment(raw, there)) == "2024-07-05 09:00:00+00:00"
    assert clock.unknown == ["Somewhere"]


def test_the_day_at_home() -> None:
    """Half past eleven at night in UTC, and a day that is a day everywhere."""
    clock = Clock(BERLIN)
    assert clock.day(datetime(2023, 12, 31, 23, 30, tzinfo=UTC)) == date(2024, 1, 1)
    assert clock.day(date(2023, 12, 31)) == date(2023, 12, 31)
