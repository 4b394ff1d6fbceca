"""The ways in which sources write dates, each declared by name; a text fits one of them or is refused.

Nothing is guessed and nothing is filled in: `Nov 2022` stays a month and never gets a day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Two digits stand for 1970 to 2069.
PIVOT = 70

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
_PARTS = {
    "year": "(?P<year>[0-9]{4})",
    "yy": "(?P<yy>[0-9]{2})",
    "month": "(?P<month>[0-9]{1,2})",
    "name": r"(?P<name>[^\W\d_]+)\.?",
    "day": "(?P<day>[0-9]{1,2})",
    "time": "(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?",
    "half": "(?P<half>[AaPp])[Mm]",
    "utc": "(?P<utc>UTC)",
}
_GROUPS = ("year", "yy", "month", "name", "day", "hour", "minute", "second", "half", "utc")


def _bare(word: str) -> str:
    """A word without case and accents: re-saved files lose accents."""
    apart = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


_MONTHS = {
    _bare(name): number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()
}


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


def read(text: str, shapes: Sequence[re.Pattern[str]], zone: tzinfo = UTC) -> str:
    """A date as ISO text, as exactly as it was written: `2024-03-05`, `2022-11` or `2017`.

    A time in UTC gives the day it was in `zone`. Raises ValueError, without the text in it.
    """
    found = _match(text, shapes)
    if found["hour"]:
        when = _moment(found)
        if found["utc"]:
            when = when.replace(tzinfo=UTC).astimezone(zone)
        return when.date().isoformat()
    year, month, day = _year(found), _month(found), found["day"]
    if day:
        return date(year, month, int(day)).isoformat()
    return f"{year}-{month:02}" if month else str(year)


def moment(text: str, shapes: Sequence[re.Pattern[str]]) -> datetime:
    """A date and time as the clock showed it, without a zone. Raises ValueError."""
    return _moment(_match(text, shapes))


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


def _moment(found: dict[str, str]) -> datetime:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("the hour is not between 1 and 12")
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    day = (_year(found), _month(found), int(found["day"]))
    # What the clock showed: whoever knows the zone puts it on.
    return datetime(*day, hour, int(found["minute"]), int(found["second"] or 0))  # noqa: DTZ001
