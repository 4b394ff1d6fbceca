"""A time stamp with a zone behind it, as forms write it: the moment in UTC, and the day that it was at home.

`2024/10/17 6:31:58 PM GMT+2`, `17.10.2024 18:31:58`, `12/02/2026 19.07.17`, and `2024-10-17T18:31:58`
out of a spreadsheet. An abbreviation counts
only where it stands for one zone, or where the home zone bears it on that day; CST, IST and BST are
used by several. A stamp without a zone, or with one that is not known, is taken as the clock at home.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from careerkit.reading import dates

# Hours from UTC; summer time has names of its own.
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2,
    "EET": 2, "EEST": 3, "OEZ": 2, "OESZ": 3, "MSK": 3, "SAST": 2, "BRT": -3, "ART": -3, "EST": -5,
    "EDT": -4, "MDT": -6, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "SGT": 8, "HKT": 8,
    "JST": 9, "KST": 9, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13,
}  # fmt: skip
_HALVES = {
    "am": "AM", "pm": "PM", "vorm": "AM", "nachm": "PM", "午前": "AM", "午後": "PM", "上午": "AM",
    "下午": "PM", "오전": "AM", "오후": "PM",
}  # fmt: skip
_STAMP = re.compile(
    r"(?P<day>[0-9]{1,4}([-/.])[0-9]{1,2}\2[0-9]{1,4})"
    r"(?:(?:,? |T)(?P<clock>[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?)"
    r"(?: ?(?P<half>[ap]\.? ?m\.?|vorm\.|nachm\.|午前|午後|上午|下午|오전|오후)(?![^\W\d_]))?"
    r"(?: (?P<zone>[A-Z]{1,5}|(?:GMT|UTC)?(?P<sign>[-+−])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-5][0-9])?))?)?",
    re.IGNORECASE,
)
_MOST_HOURS = 14


@dataclass(frozen=True, slots=True)
class Moment:
    """When it was: in UTC (None for a stamp without a time of day), the day at home, a zone not known."""

    utc: datetime | None
    day: date
    unknown_zone: str = ""


def day_part(text: str) -> str:
    """The day of a stamp as it is written, for whoever decides its order; empty when it is no stamp."""
    match = _match(text)
    return match["day"] if match else ""


def read(text: str, days: Sequence[re.Pattern[str]], home: ZoneInfo) -> Moment:
    """The moment that a stamp names; `days` are the shapes of its day. Raises ValueError."""
    match = _match(text)
    if match is None:
        raise ValueError("the stamp is in no known shape")
    if not match["clock"]:
        return Moment(None, date.fromisoformat(dates.read(match["day"], days)))
    half = _HALVES.get(re.sub("[. ]", "", match["half"] or "").casefold(), "")
    clock = match["clock"].replace(".", ":")
    shown = dates.moment(f"{match['day']} {clock} {half}".rstrip(), days)
    zone = _zone(match)
    unknown = match["zone"] if zone is None and match["zone"] else ""
    at_home = shown.replace(tzinfo=home)
    if unknown and at_home.tzname() == unknown.upper():
        unknown = ""
    utc = (shown.replace(tzinfo=zone) if zone else at_home).astimezone(UTC)
    return Moment(utc, utc.astimezone(home).date(), unknown)


def _match(text: str) -> re.Match[str] | None:
    return _STAMP.fullmatch(" ".join(text.split()))


def _zone(match: re.Match[str]) -> timezone | None:
    if match["sign"]:
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        if offset > timedelta(hours=_MOST_HOURS):
            raise ValueError("no zone is so far from UTC")
        return timezone(offset if match["sign"] == "+" else -offset)
    hours = _ZONES.get((match["zone"] or "").upper())
    return None if hours is None else timezone(timedelta(hours=hours))
