"""The explicit date shapes: what fits is read exactly, what does not is refused."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit.reading import dates

ALL = (
    dates.DAY_NAME_YEAR, dates.DAY_NAME_YY, dates.DAY_NAME_YEAR_DASHED, dates.ISO_DAY,
    dates.NAME_YEAR, dates.YEAR, dates.US_MOMENT, dates.US_NAME_MOMENT, dates.UTC_MOMENT,
    dates.UTC_SLASH_MOMENT, dates.CLOCK_MOMENT,
)  # fmt: skip
PEOPLES = (dates.DAY_NAMED, dates.NAME_DAY, dates.YEAR_FIRST)


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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 March 2024", "2024-03-05"), ("5. März 2024", "2024-03-05"), ("5 de marzo de 2024", "2024-03-05"),
        ("Tue, 5 Mar 2024", "2024-03-05"), ("mardi 5 mars 2024", "2024-03-05"), ("5-mar-24", "2024-03-05"),
        ("1er mars 2024", "2024-03-01"), ("March 5, 2024", "2024-03-05"), ("Mar 5th 2024", "2024-03-05"),
        ("March 5, 2024 at 10:23 PM", "2024-03-05"), ("terça-feira, 5 de março de 2024", "2024-03-05"),
        ("5 Mar 2024 23:59", "2024-03-05"), ("2024-03-05T10:23:52Z", "2024-03-05"),
        ("2024/3/5 10:23", "2024-03-05"), ("2024. 03. 05.", "2024-03-05"), ("Di. 5.März 2024", ""),
        ("Monday, March 5, 2024", ""), ("Quux, March 5, 2024", ""), ("March 32, 2024", ""),
        ("2024-03/05", ""), ("5 March", ""), ("March 5, 24", ""), ("2024-03-05T", ""), ("05.03.2024", ""),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text: str, day: str) -> None:
    """Months by name before and behind the day, weekdays (a wrong and an unknown one), clocks, two marks."""
    if day:
        assert dates.read(text, PEOPLES) == day
        return
    with pytest.raises(ValueError, match=r".+"):
        dates.read(text, PEOPLES)


def test_days_in_figures_are_read_in_the_order_of_the_shape() -> None:
    """17 October 2024 with a clock; 3 April, 4 March and a day of 2003, all written 03/04/..."""
    assert (
        dates.moment("17.10.2024 18:31:58", (dates.DAY_FIRST,)).isoformat() == "2024-10-17T18:31:58"
    )
    shapes = (dates.DAY_FIRST, dates.MONTH_FIRST, dates.SHORT_YEAR_FIRST)
    found = [dates.read("03/04/24", (shape,)) for shape in shapes]
    assert found == ["2024-04-03", "2024-03-04", "2003-04-24"]


def test_a_day_without_a_clock_is_no_moment() -> None:
    """A bare day, and one with a clock that shows midnight."""
    with pytest.raises(ValueError, match="time of day"):
        dates.moment("2024-03-05", ALL)
    assert dates.moment("2024-03-05 00:00", ALL).isoformat() == "2024-03-05T00:00:00"


def test_a_weekday_means_one_day() -> None:
    """All names of the table, and a word that is none."""
    for number, row in enumerate(dates._WEEKDAY_NAMES):
        assert {dates.weekday(name) for name in row.split()} == {number}
    assert dates.weekday("MIÉRCOLES") == dates.weekday("miercoles") == 2
    assert dates.weekday("day") is None
    assert date(2024, 3, 4).weekday() == dates.weekday("Monday") == 0


def test_a_day_is_spoken_so_that_nobody_misreads_it() -> None:
    """The third of April."""
    assert dates.spoken(date(2024, 4, 3)) == "3 April 2024"


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    """Any text at all."""
    try:
        found = dates.read(text, (*ALL, *PEOPLES, dates.DAY_FIRST))
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
