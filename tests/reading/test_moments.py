"""Time stamps with a zone behind them, and the day that it was at home."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from careerkit.reading import moments, orders

BERLIN = ZoneInfo("Europe/Berlin")
DAY_FIRST = orders.shapes("dmy")


def _utc(text: str, home: str = "Europe/Berlin") -> str:
    found = moments.read(text, DAY_FIRST, ZoneInfo(home))
    assert found.utc is not None
    assert not found.unknown_zone
    return found.utc.strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2024/10/17 6:31:58 PM GMT+2", "2024-10-17 16:31:58"),
        ("2024/10/17 12:05:00 AM GMT-3", "2024-10-17 03:05:00"),
        ("2024/10/17 12:05:00 PM UTC", "2024-10-17 12:05:00"),
        ("2024/10/17 6:31:58 PM GMT+5:30", "2024-10-17 13:01:58"),
        ("2024/10/17 6:31:58 PM GMT-0330", "2024-10-17 22:01:58"),
        ("2024/10/17 6:31:58 PM GMT−4", "2024-10-17 22:31:58"),
        ("2024/10/17 6:31:58 PM +02:00", "2024-10-17 16:31:58"),
        ("2024/10/17 6:31:58 PM EST", "2024-10-17 23:31:58"),
        ("2024/10/17 6:31:58 PM ACST", "2024-10-17 09:01:58"),
        ("2026/10/04 4:59:22 p. m. CET", "2026-10-04 15:59:22"),
        ("2026/10/04 4:59:22 p.m. CEST", "2026-10-04 14:59:22"),
        ("2026/02/03 1:34:04 PM MEZ", "2026-02-03 12:34:04"),
        ("2024/10/17 3:31:58 nachm. MESZ", "2024-10-17 13:31:58"),
        ("2024/10/17 3:31:58 vorm. MESZ", "2024-10-17 01:31:58"),
        ("2024/10/17 6:31:58 午後 GMT+9", "2024-10-17 09:31:58"),
        ("2024/10/17 6:31:58\u202fPM GMT+2", "2024-10-17 16:31:58"),
    ],
)
def test_a_stamp_with_a_zone(text: str, utc: str) -> None:
    """Offsets in five spellings, abbreviations of one zone, halves of the day in four languages."""
    assert _utc(text) == utc


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("17.10.2024 18:31:58", "2024-10-17 16:31:58"),
        ("17.01.2024 18:31", "2024-01-17 17:31:00"),
        ("12/02/2026 19.07.17", "2026-02-12 18:07:17"),
        ("2024-10-17 18:31", "2024-10-17 16:31:00"),
        ("17/10/24, 6:31 PM", "2024-10-17 16:31:00"),
    ],
)
def test_a_stamp_without_a_zone_is_the_clock_at_home(text: str, utc: str) -> None:
    """Sheets in German, Italian and Swedish, in summer and in winter."""
    assert _utc(text) == utc


def test_the_day_is_that_of_home() -> None:
    """Half an hour before New Year in New York is New Year's morning in Berlin, and still New Year's Eve there."""
    stamp = "2024/12/31 11:30:00 PM EST"
    assert moments.read(stamp, DAY_FIRST, BERLIN).day == date(2025, 1, 1)
    assert moments.read(stamp, DAY_FIRST, ZoneInfo("America/New_York")).day == date(2024, 12, 31)


@pytest.mark.parametrize("zone", ["CST", "IST", "BST", "PST", "XYZ"])
def test_a_name_of_several_zones_is_said(zone: str) -> None:
    """Central or China, India or Ireland or Israel, and one that nobody knows."""
    found = moments.read(f"2024/07/17 6:00:00 PM {zone}", DAY_FIRST, BERLIN)
    assert found == moments.Moment(datetime(2024, 7, 17, 16, tzinfo=UTC), date(2024, 7, 17), zone)


@pytest.mark.parametrize(
    ("zone", "home", "utc"),
    [
        ("CST", "America/Chicago", "2024-01-18 00:00:00"),
        ("IST", "Asia/Kolkata", "2024-01-17 12:30:00"),
        ("PST", "America/Los_Angeles", "2024-01-18 02:00:00"),
    ],
)
def test_the_home_zone_settles_its_own_name(zone: str, home: str, utc: str) -> None:
    """Names of several zones, one of which is home."""
    assert _utc(f"2024/01/17 6:00:00 PM {zone}", home) == utc


def test_a_name_that_home_does_not_bear_on_that_day() -> None:
    """British summer time in January."""
    found = moments.read("2024/01/17 6:00:00 PM BST", DAY_FIRST, ZoneInfo("Europe/London"))
    assert found.unknown_zone == "BST"


def test_a_day_alone_is_no_moment() -> None:
    """A column that a spreadsheet shows as days."""
    found = moments.read("17.10.2024", DAY_FIRST, BERLIN)
    assert found == moments.Moment(None, date(2024, 10, 17))


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "6:31 PM", "2024/13/40 6:31 PM", "2024/10/17 25:00", "2024/10/17 0:31 AM GMT+2",
        "2024/10/17 6:31:58 PM GMT+15", "31.04.2024 10:00", "01.01.0001 10:00", "1729182718",
        "2024-10-17T18:31:58Z", "17.10.2024 18:31:58 and more", "١٧.١٠.٢٠٢٤ 18:31", "2024/10-17 18:31",
        "17.10.2024 24:00",
    ],
)  # fmt: skip
def test_what_is_no_stamp_is_refused(text: str) -> None:
    """Nothing, words, impossible days and times, a zone beyond the date line, another shape."""
    with pytest.raises(ValueError, match=r"\w"):
        moments.read(text, DAY_FIRST, BERLIN)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024/10/17 6:31:58 PM GMT+2", "2024/10/17"), ("17.10.2024 18:31", "17.10.2024"),
        ("10/9/24", "10/9/24"), ("soon", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_day_as_it_is_written(text: str, day: str) -> None:
    """With zone, clock, alone, and none."""
    assert moments.day_part(text) == day


def test_a_long_cell_costs_no_more_than_reading_it() -> None:
    """200 kB that begin like a stamp."""
    begin = time.perf_counter()
    for tail in ("A" * 200_000, "p" * 200_000, "1:11" * 50_000):
        assert moments.day_part(f"2024/10/17 6:31:58 {tail}x") == ""
    assert time.perf_counter() - begin < 2
