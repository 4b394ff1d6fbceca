"""The explicit date shapes: what fits is read exactly, what does not is refused."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit import dates

ALL = (
    dates.DAY_NAME_YEAR, dates.DAY_NAME_YY, dates.DAY_NAME_YEAR_DASHED, dates.ISO_DAY,
    dates.NAME_YEAR, dates.YEAR, dates.US_MOMENT, dates.US_NAME_MOMENT, dates.UTC_MOMENT,
    dates.UTC_SLASH_MOMENT, dates.CLOCK_MOMENT,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("02 Jan 2024", "2024-01-02"), ("9 Aug 2019", "2019-08-09"), ("28-sep-24", "2024-09-28"),
        ("28-sept.-24", "2024-09-28"), ("20-Mar-24", "2024-03-20"), ("3-Mär-24", "2024-03-03"),
        ("03-févr.-23", "2023-02-03"), ("3-fevr-23", "2023-02-03"), ("1-ENE-99", "1999-01-01"),
        ("1-gen-70", "1970-01-01"), ("1-out-69", "2069-10-01"), ("28-sep-2024", "2024-09-28"),
        ("4/11/18, 9:54 AM", "2018-04-11"), ("11/27/24, 09:51 AM", "2024-11-27"),
        ("4/11/18, 9:54\u202fPM", "2018-04-11"), ("Nov 2022", "2022-11"), ("2017", "2017"),
        ("settembre 2016", "2016-09"), ("2021/08/11 11:00:31 UTC", "2021-08-11"),
        ("2022-08-05 08:11 UTC", "2022-08-05"), ("Sep 23, 2022 12:00 PM", "2022-09-23"),
        ("  02\u00a0Jan  2024 ", "2024-01-02"), ("29 Feb 2024", "2024-02-29"),
    ],
)  # fmt: skip
def test_every_shape(text: str, day: str) -> None:
    """A date in each shape, with month names of six languages, odd spaces, both ends of the pivot."""
    assert dates.read(text, ALL) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "N/A", "present", "soon", "31 Feb 2024", "29 Feb 2023", "00 Jan 2024", "2024-13-01",
        "0000-00-00", "0001-01-01", "9999-12-31", "1899", "31/02/2024", "02/03/2024", "1-foo-24",
        "13/01/18, 9:54 AM", "4/11/18, 0:54 AM", "4/11/18, 13:54 AM", "4/11/18, 9:60 AM",
        "2022-08-05 24:00 UTC", "2022-08-05 08:11 CET", "٢٠١٧", "２０１７", "45000", "Nov",
        "2024-03-05T10:00", "02 Jan 2024 and more",
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    """No date, an impossible one, an ambiguous one, other digits, a spreadsheet's serial number."""
    with pytest.raises(ValueError, match=r".+") as bad:
        dates.read(text, ALL)
    assert not text.strip() or text not in str(bad.value)


def test_a_month_name_means_one_month() -> None:
    """All names of the table: none stands for two months, every month has names."""
    names = [dates._bare(name) for row in dates._MONTH_NAMES for name in row.split()]
    for name in names:
        months = {
            n
            for n, row in enumerate(dates._MONTH_NAMES, 1)
            if name in map(dates._bare, row.split())
        }
        assert months == {dates._MONTHS[name]}
    assert set(dates._MONTHS.values()) == set(range(1, 13))


def test_utc_gives_the_day_at_home() -> None:
    """23:30 UTC on New Year's Eve in Auckland and in Lima; a clock without a zone stays."""
    text = "2023-12-31 23:30 UTC"
    assert dates.read(text, ALL, ZoneInfo("Pacific/Auckland")) == "2024-01-01"
    assert dates.read(text, ALL, ZoneInfo("America/Lima")) == "2023-12-31"
    assert dates.read("12/31/23, 11:30 PM", ALL, ZoneInfo("Pacific/Auckland")) == "2023-12-31"


def test_noon_and_midnight() -> None:
    """12 AM and 12 PM, and one minute after each."""
    hours = [dates.moment(f"Sep 23, 2022 12:0{m} {h}M", ALL).hour for h in "AP" for m in (0, 1)]
    assert hours == [0, 0, 12, 12]
    assert dates.moment("2024-03-04 7:05", ALL).isoformat() == "2024-03-04T07:05:00"


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    """Any text at all."""
    try:
        found = dates.read(text, ALL)
    except ValueError:
        return
    assert found.isascii()


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)))
def test_days_come_back(day: date) -> None:
    """Any day of the two-digit years, written in three shapes."""
    name = dates._MONTH_NAMES[day.month - 1].split()[0]
    for text in (
        f"{day.day} {name} {day.year}", f"{day.day}-{name}-{day:%y}",
        f"{day.month}/{day.day}/{day:%y}, 9:54 AM",
    ):  # fmt: skip
        assert dates.read(text, ALL) == day.isoformat()
