"""Rules of repetition: read strictly, and let through only if following them is sure to end soon.

A rule such as every 30 February is searched for until the year 9999 by whoever follows it, so a rule must be of a kind
that hits a day again and again, and what it costs to follow is worked out before anybody does.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, tzinfo

from careerkit.ical.calendars import Unusable, value
from careerkit.reading.zones import bare

_WEEKDAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_NUMBERS = "[+-]?[0-9]{1,2}(?:,[+-]?[0-9]{1,2})*"
_PARTS = {
    "FREQ": "HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY", "INTERVAL": "[1-9][0-9]{0,2}",
    "COUNT": "-[0-9]{1,9}|[1-9][0-9]{0,8}", "UNTIL": "[0-9]{8}(?:T[0-9]{6}Z?)?", "WKST": _WEEKDAY,
    "BYDAY": f"[+-]?[1-5]?{_WEEKDAY}(?:,[+-]?[1-5]?{_WEEKDAY})*", "BYMONTH": _NUMBERS,
    "BYMONTHDAY": _NUMBERS, "BYSETPOS": _NUMBERS, "BYHOUR": _NUMBERS, "BYMINUTE": _NUMBERS,
    "BYSECOND": _NUMBERS,
}  # fmt: skip
_ALWAYS = ("FREQ", "INTERVAL", "WKST")
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
_BY_MONTH = ("MONTHLY", "YEARLY")
# What each kind may be narrowed by.
_NARROWED: dict[str, tuple[str, ...]] = {
    "HOURLY": (), "DAILY": ("BYDAY", "BYMONTH", *_TIMES), "WEEKLY": ("BYDAY", "BYMONTH", *_TIMES),
    "MONTHLY": ("BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", *_TIMES),
    "YEARLY": ("BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", *_TIMES),
}  # fmt: skip
_IN_A_YEAR = {"HOURLY": 8784, "DAILY": 366, "WEEKLY": 53, "MONTHLY": 12, "YEARLY": 1}
# What looking at one period costs, in occurrences.
_WEIGHT = {"HOURLY": 1, "DAILY": 1, "WEEKLY": 1, "MONTHLY": 2, "YEARLY": 10}
# A rule that hits only some years is searched for that much longer.
_RARE = 400
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_STRANGE = "this is no rule of repetition that is followed"
_SINGLE = "Replace the rule in the calendar by single appointments and export again"


class Rule:
    """One RRULE that is sure to end soon, by the clock of its series. Raises Unusable for any other.

    `count` is how often it repeats in all, `until` its last moment; None where it does not say.
    """

    def __init__(self, raw: bytes, start: date, zone: tzinfo) -> None:
        self._said = _pairs(raw)
        self._freq = self._said["FREQ"]
        self._steps = int(self._said.get("INTERVAL", 1))
        self._days = [day for day in self._said.get("BYDAY", "").split(",") if day]
        self._months, self._month_days, self._positions = (
            _numbers(self._said.get(name, "")) for name in ("BYMONTH", "BYMONTHDAY", "BYSETPOS")
        )
        if self._months and not self._days and self._freq in _BY_MONTH:
            # In these months, on the day of the month on which it began.
            self._month_days = self._month_days or [start.day]
        # Some write -1 for a rule without an end.
        self.count = max(int(self._said.pop("COUNT", -1)), 0) or None
        self.until = _end(self._said.pop("UNTIL", ""), start, zone)
        if not self._is_of_the_calendar() or not self._is_sure_to_hit():
            raise Unusable("E-RRULE", "RRULE", _STRANGE, _SINGLE, raw)

    @property
    def text(self) -> str:
        """The rule for whoever follows it from the bare start of its series."""
        said = [f"{name}={text}" for name, text in self._said.items()]
        if self.count:
            said.append(f"COUNT={self.count}")
        elif self.until:
            said.append(f"UNTIL={self.until:%Y%m%dT%H%M%S}")
        return ";".join(said)

    def most(self, days: int) -> int:
        """At most so many occurrences come of it within so many days."""
        times = math.prod(len(_numbers(self._said.get(name, "0"))) for name in _TIMES)
        found = self._periods(days) * self._in_a_period() * times
        return min(found, self.count) if self.count else found

    def cost(self, days: int) -> int:
        """What following it for so many days costs, in occurrences."""
        periods = self._periods(days)
        if self.count:
            periods = min(periods, 12 * self.count)
        searched = periods * _WEIGHT[self._freq] + (_RARE if self._is_rare() else 0)
        return max(self.most(days), searched)

    def _periods(self, days: int) -> int:
        # Two more, since a period may stick out at either end.
        return _IN_A_YEAR[self._freq] * days // (365 * self._steps) + 2

    def _in_a_period(self) -> int:
        months = len(self._months) or 12
        if self._positions:
            return len(self._positions)
        if self._month_days:
            return len(self._month_days) * (months if self._freq == "YEARLY" else 1)
        if self._freq == "YEARLY":
            once, weeks = (months, 5 * months) if self._months else (1, 53)
            return sum(once if _nth(day) else weeks for day in self._days) or len(self._months) or 1
        return len(self._days) * {"WEEKLY": 1, "MONTHLY": 5}.get(self._freq, 0) or 1

    def _is_rare(self) -> bool:
        """Whether it names only days that not every month has."""
        return min(map(abs, self._month_days), default=0) > 28 or (
            min((abs(_nth(day)) for day in self._days), default=0) == 5
        )

    def _is_of_the_calendar(self) -> bool:
        months = all(1 <= month <= 12 for month in self._months)
        longest = (
            max((_LONGEST_MONTH[month - 1] for month in self._months), default=31) if months else 0
        )
        times = (_numbers(self._said.get(name, "")) for name in _TIMES)
        return (
            months
            and all(1 <= abs(day) <= longest for day in self._month_days)
            and all(
                0 <= time < most
                for found, most in zip(times, (24, 60, 60), strict=True)
                for time in found
            )
        )

    def _is_sure_to_hit(self) -> bool:
        """Whether it hits a day again and again; no more than is needed to be sure."""
        steps, freq, rare = self._steps, self._freq, self._is_rare()
        numbered = [_nth(day) != 0 for day in self._days]
        unsure = (
            self._said.keys() - {*_ALWAYS, *_NARROWED[freq]},
            # Whoever follows rules looks for a day that is both.
            freq in _BY_MONTH and any(numbered) and not all(numbered),
            freq == "DAILY" and self._days and steps % 7 == 0,
            freq != "YEARLY" and self._months and steps > 1,
            self._days
            and self._month_days
            and (any(numbered) or self._positions or rare or steps > 1),
            self._positions and (any(numbered) or not self._reaches()),
            rare and steps > 1 and not (freq == "MONTHLY" and steps % 12),
        )
        return not any(unsure)

    def _reaches(self) -> bool:
        """Whether every month has as many such days as its positions count."""
        return all(0 < abs(position) <= 4 * len(self._days) for position in self._positions)


def _pairs(raw: bytes) -> dict[str, str]:
    text = value(raw).decode("ascii", "replace").upper().replace(" ", "").strip(";")
    found: dict[str, str] = {}
    for pair in text.split(";"):
        name, _, said = pair.partition("=")
        said = said.strip(",")
        if name in found or not re.fullmatch(_PARTS.get(name, "(?!)"), said):
            quick = "FREQ=SECONDLY" in text or "FREQ=MINUTELY" in text
            reason = "the event repeats by the second or minute" if quick else _STRANGE
            raise Unusable("E-RRULE", "RRULE", reason, _SINGLE, raw)
        found[name] = said
    if "FREQ" not in found:
        raise Unusable("E-RRULE", "RRULE", "the rule does not say how often", _SINGLE, raw)
    return found


def _numbers(text: str) -> list[int]:
    return list(dict.fromkeys(int(number) for number in text.split(",") if number))


def _nth(day: str) -> int:
    return int(day[:-2] or 0)


def _end(text: str, start: date, zone: tzinfo) -> datetime | None:
    """The last moment of a rule by the clock of its series; a day is meant as a whole. Raises Unusable."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        reason = "the rule ends on a day that does not exist"
        raise Unusable("E-RRULE", "RRULE", reason, _SINGLE, text.encode()) from None
    if not isinstance(start, datetime):
        return datetime.combine(found, time())
    if len(text) == len("20240305"):
        return datetime.combine(found, time(23, 59, 59))
    return bare(found, zone) if found.tzinfo else found
