"""The ways in which sources write dates, each declared by name; a text fits one of them or is refused.

Nothing is guessed and nothing is filled in: `Nov 2022` stays a month and never gets a day. Days in
figures such as 03/04/2024 are read in an order that somebody else has decided (see `orders`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Two digits stand for 1970 to 2069.
PIVOT = 70
# A million rows have few distinct days.
_REMEMBERED = 8192

_MONTH_NAMES = (
    "january enero januar jänner janvier janeiro gennaio jan ene jän janv gen",
    "february febrero februar février fevereiro febbraio feb févr fév fev",
    "march marzo märz mars março mar mär mrz",
    "april abril avril aprile apr abr avr",
    "may mayo mai maio maggio mag",
    "june junio juni juin junho giugno jun giu",
    "july julio juli juillet julho luglio jul juil lug",
    "august agosto août aug ago",
    "september septiembre setiembre septembre setembro settembre sep sept set",
    "october octubre oktober octobre outubro ottobre oct okt out ott",
    "november noviembre novembre novembro nov",
    "december diciembre dezember décembre dezembro dicembre dec dic dez déc",
)
# Monday first.
_WEEKDAY_NAMES = (
    "monday mon montag mo lunes lun lundi lunedì segunda segunda-feira seg",
    "tuesday tue tues dienstag di martes mar mardi martedì terça terça-feira ter",
    "wednesday wed mittwoch mi miércoles mié mercredi mer mercoledì quarta quarta-feira qua",
    "thursday thu thur thurs donnerstag do jueves jue jeudi jeu giovedì gio quinta quinta-feira qui",
    "friday fri freitag fr viernes vie vendredi ven venerdì sexta sexta-feira sex",
    "saturday sat samstag sonnabend sa sábado sáb samedi sam sabato sab",
    "sunday sun sonntag so domingo dom dimanche dim domenica",
)
_TIME = "(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
_HALF = r"(?P<half>[AaPp])(?:[Mm]|\. ?[Mm]\.)"
_UTC = "(?P<utc>UTC|GMT|Z)"
_PARTS = {
    "year": "(?P<year>[0-9]{4})",
    "yy": "(?P<yy>[0-9]{2})",
    "years": "(?:(?P<year>[0-9]{4})|(?P<yy>[0-9]{2}))",
    "month": "(?P<month>[0-9]{1,2})",
    "name": r"(?P<name>[^\W\d_]{3,20})\.?",
    "day": "(?P<day>[0-9]{1,2})",
    "time": _TIME,
    "half": "(?P<half>[AaPp])[Mm]",
    "utc": _UTC,
    # 03/04/2024, 3-4-24, 3. 4. 2024: one mark, twice.
    "mark": r"(?P<mark>\. |[-/.])",
    "same": "(?P=mark)",
    "weekday": r"(?:(?P<weekday>[^\W\d_]{2,20}(?:-feira)?)\.?,? )?",
    # 10:23, 10:23:52.250, 10:23 AM, 10:23 p. m., 10:23:52Z; after a space, a comma or a T.
    "clock": rf"(?:(?:,? (?:at )?|T){_TIME}(?:\.[0-9]{{1,9}})?(?: ?{_HALF})?(?: ?{_UTC})?)?",
}
_GROUPS = (
    "year", "yy", "month", "name", "day", "hour", "minute", "second", "half", "utc", "weekday",
)  # fmt: skip


def _bare(word: str) -> str:
    """A word without case and accents: re-saved files lose accents."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _numbered(rows: Sequence[str], first: int) -> dict[str, int]:
    return {_bare(name): number for number, row in enumerate(rows, first) for name in row.split()}


_MONTHS = _numbered(_MONTH_NAMES, 1)
_WEEKDAYS = _numbered(_WEEKDAY_NAMES, 0)


_CLOCK = re.compile(rf"{_TIME}(?:\.[0-9]{{1,9}})?(?: ?{_HALF})?")
_MINUTES = frozenset(f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60))
_SECONDS = frozenset(f":{second:02}" for second in range(60))


def _shape(template: str) -> re.Pattern[str]:
    return re.compile(template.format_map(_PARTS))


DAY_NAME_YEAR = _shape("{day} {name} {year}")  # 02 Jan 2024
DAY_NAME_YY = _shape("{day}-{name}-{yy}")  # 28-sep-24
DAY_NAME_YEAR_DASHED = _shape("{day}-{name}-{year}")  # 28-sep-2024
ISO_DAY = _shape("{year}-{month}-{day}")  # 2024-03-05
NAME_YEAR = _shape("{name} {year}")  # Nov 2022
YEAR = _shape("{year}")  # 2017
US_MOMENT = _shape("{month}/{day}/{yy}, {time} {half}")  # 4/11/18, 9:54 AM
US_NAME_MOMENT = _shape("{name} {day}, {year} {time} {half}")  # Sep 23, 2022 12:00 PM
UTC_MOMENT = _shape("{year}-{month}-{day} {time} {utc}")  # 2022-08-05 08:11 UTC
UTC_SLASH_MOMENT = _shape("{year}/{month}/{day} {time} {utc}")  # 2021/08/11 11:00:31 UTC
CLOCK_MOMENT = _shape("{year}-{month}-{day} {time}")  # 2024-03-04 10:23:52

# The next shapes take a weekday in front, which must be the right one, and a clock behind.
DAY_NAMED = _shape(
    r"{weekday}{day}(?:\.|st|nd|rd|th|er|º)?[ -](?:de )?{name},?[ -](?:de )?{years}{clock}"
)
NAME_DAY = _shape("{weekday}{name} {day}(?:st|nd|rd|th)?,? {year}{clock}")  # March 5, 2024
YEAR_FIRST = _shape(r"{weekday}{year}{mark}{month}{same}{day}\.?{clock}")  # 2024/3/5 10:23 AM
# Who uses one of these has decided the order before: see `orders`.
DAY_FIRST = _shape("{weekday}{day}{mark}{month}{same}{years}{clock}")  # 17.10.2024 18:31:58
MONTH_FIRST = _shape("{weekday}{month}{mark}{day}{same}{years}{clock}")  # 10/17/24 6:31 PM
SHORT_YEAR_FIRST = _shape("{weekday}{yy}{mark}{month}{same}{day}{clock}")  # 24-10-17


def read(text: str, shapes: Sequence[re.Pattern[str]], zone: tzinfo = UTC) -> str:
    """A date as ISO text, as exactly as it was written: `2024-03-05`, `2022-11` or `2017`.

    A time in UTC gives the day it was in `zone`. Raises ValueError, without the text in it.
    """
    return _read(text, tuple(shapes), zone)


@lru_cache(_REMEMBERED)
def _read(text: str, shapes: tuple[re.Pattern[str], ...], zone: tzinfo) -> str:
    found = _match(text, shapes)
    if found["hour"]:
        when = _moment(found)
        if found["utc"]:
            when = when.replace(tzinfo=UTC).astimezone(zone)
        return when.date().isoformat()
    if found["day"]:
        return _day(found).isoformat()
    year, month = _year(found), _month(found)
    return f"{year}-{month:02}" if month else str(year)


def moment(text: str, shapes: Sequence[re.Pattern[str]]) -> datetime:
    """A date and time as the clock showed it, without a zone. Raises ValueError."""
    return _moment(_match(text, shapes))


def clock(text: str) -> str:
    """A time of day as ISO text: `18:30:00` of `18:30:00`, `18:30` or `6:30 PM`. Raises ValueError."""
    # The usual way first: a million rows are read.
    if text[:5] in _MINUTES and text[5:] in _SECONDS:
        return text
    return _clock(text)


@lru_cache(_REMEMBERED)
def _clock(text: str) -> str:
    match = _CLOCK.fullmatch(" ".join(text.split()))
    if match is None:
        raise ValueError("the time of day is in no known shape")
    return _time({part: value or "" for part, value in match.groupdict().items()}).isoformat()


def weekday(word: str) -> int | None:
    """The number of a weekday's name in six languages, 0 for Monday; None for any other word."""
    return _WEEKDAYS.get(_bare(word))


def spoken(day: date) -> str:
    """A day that nobody can misread: `5 March 2024`."""
    return f"{day.day} {_MONTH_NAMES[day.month - 1].split()[0].capitalize()} {day.year}"


def _match(text: str, shapes: Sequence[re.Pattern[str]]) -> dict[str, str]:
    plain = " ".join(text.split())
    for shape in shapes:
        if match := shape.fullmatch(plain):
            found = {part: value or "" for part, value in match.groupdict().items()}
            return {**dict.fromkeys(_GROUPS, ""), **found}
    raise ValueError("the date is in no known shape")


def _year(found: dict[str, str]) -> int:
    short = int(found["yy"] or 0)
    year = int(found["year"] or (1900 if short >= PIVOT else 2000) + short)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("the year is not between 1900 and 2100")
    return year


def _month(found: dict[str, str]) -> int:
    if not found["name"]:
        return int(found["month"] or 0)
    number = _MONTHS.get(_bare(found["name"]))
    if number is None:
        raise ValueError("the month's name is not known")
    return number


def _day(found: dict[str, str]) -> date:
    day = date(_year(found), _month(found), int(found["day"]))
    if found["weekday"] and weekday(found["weekday"]) != day.weekday():
        raise ValueError("the weekday does not belong to that day")
    return day


def _moment(found: dict[str, str]) -> datetime:
    if not found["hour"]:
        raise ValueError("no time of day is given")
    # What the clock showed: whoever knows the zone puts it on.
    return datetime.combine(_day(found), _time(found))


def _time(found: dict[str, str]) -> time:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("the hour is not between 1 and 12")
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0))
