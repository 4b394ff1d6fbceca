"""Rules of repetition: which are followed, and what they may cost."""

from __future__ import annotations

import itertools
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from careerkit.ical.calendars import Unusable
from careerkit.ical.repeats import Rule

START = datetime.fromisoformat("2024-01-31T09:00")


def _rule(text: str, start: date = START) -> Rule:
    return Rule(f":{text}".encode(), start, ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY", "freq=daily", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
        "FREQ=WEEKLY;BYDAY=MO;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=10",
        "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYMONTHDAY=31",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;COUNT=9;INTERVAL=1;BYDAY=+3WE;BYMONTH=1,2,3,4,5,9,10,11,12",
        "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=WEEKLY;BYDAY=MO;", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
        "FREQ=WEEKLY;UNTIL=20240331;COUNT=-1;INTERVAL=4;BYDAY=MO", "FREQ=HOURLY;INTERVAL=12",
        "FREQ=WEEKLY;BYDAY=1MO",
    ],
)  # fmt: skip
def test_rules_that_people_have_are_followed(text: str) -> None:
    """What calendars offer, with the oddities of the programs that write it: at least one more day comes of each."""
    hits = itertools.islice(rrulestr(_rule(text).text, dtstart=START), 2)
    assert list(hits)


@pytest.mark.parametrize(
    "text",
    [
        "", "DAILY", "FREQ=", "INTERVAL=2", "FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=1", "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=9999", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;UNTIL=20240230", "FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31", "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU", "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0", "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=9", "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20",
        "FREQ=MONTHLY;BYDAY=2MO,SU", "FREQ=MONTHLY;INTERVAL=2;BYMONTH=1", "FREQ=YEARLY;BYMONTH=11",
        "FREQ=MONTHLY;BYMONTH=13", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=DAILY;BYHOUR=24",
        "FREQ=HOURLY;BYMONTH=2", "FREQ=YEARLY;BYWEEKNO=53", "FREQ=YEARLY;BYYEARDAY=366", "FREQ=DAILY;RSCALE=HEBREW",
    ],
)  # fmt: skip
def test_any_other_is_refused(text: str) -> None:
    """No rule, too often, without a step, days that never come or that nobody is sure of (it began on the 31st)."""
    with pytest.raises(Unusable) as bad:
        _rule(text)
    assert bad.value.code == "E-RRULE"


@pytest.mark.parametrize(
    ("text", "days", "most"),
    [
        ("FREQ=DAILY", 366, 369), ("FREQ=HOURLY", 366, 8810), ("FREQ=HOURLY", 2, 50), ("FREQ=HOURLY;COUNT=5", 366, 5),
        ("FREQ=WEEKLY;BYDAY=MO,TU", 366, 110), ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR", 366, 350),
        ("FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,30", 366, 1476), ("FREQ=YEARLY", 3660, 12),
    ],
)  # fmt: skip
def test_an_upper_bound_is_known_before(text: str, days: int, most: int) -> None:
    """Two more than the periods that there are, times what each can hold."""
    assert _rule(text).most(days) == most


@pytest.mark.parametrize(
    ("text", "start", "until"),
    [
        ("UNTIL=20240303", START, "2024-03-03T23:59:59"), ("UNTIL=20240303T093000", START, "2024-03-03T09:30:00"),
        ("UNTIL=20240303T233000Z", START, "2024-03-04T00:30:00"), ("UNTIL=20240303T233000Z", START.date(), "2024-03-03T00:00:00"),
    ],
)  # fmt: skip
def test_the_end_is_by_the_clock_of_the_series(text: str, start: date, until: str) -> None:
    """A whole day, a time without a zone, a time in UTC for a series in Berlin, and for one of whole days."""
    found = _rule(f"FREQ=DAILY;{text}", start).until
    assert found is not None
    assert found.replace(tzinfo=None).isoformat() == until


def _lists(low: int, high: int) -> st.SearchStrategy[str]:
    numbers = st.integers(low, high).filter(bool)
    return st.lists(numbers, min_size=1, max_size=4).map(lambda found: ",".join(map(str, found)))


_DAYS = st.tuples(
    st.sampled_from(["", "", "1", "-1", "3", "5", "-5"]),
    st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]),
)
_RULES = st.builds(
    lambda freq, parts: ";".join([f"FREQ={freq}", *(f"{k}={v}" for k, v in parts.items())]),
    st.sampled_from(["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    st.fixed_dictionaries({}, optional={
        "INTERVAL": st.sampled_from(["1", "2", "3", "4", "6", "7", "12", "14", "24", "28", "52", "365", "999"]),
        "BYDAY": st.lists(_DAYS.map("".join), min_size=1, max_size=3).map(",".join),
        "BYMONTH": _lists(1, 12), "BYMONTHDAY": _lists(-31, 31), "BYSETPOS": _lists(-6, 6),
        "BYHOUR": _lists(0, 23), "WKST": st.sampled_from(["MO", "SU"]),
    }),
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(_RULES, st.integers(0, 365 * 4))
def test_what_is_followed_ends_soon_and_within_its_bound(text: str, later: int) -> None:
    """Any rule from any day of four years: either refused, or done with 20 years of it in a moment."""
    start = datetime.fromtimestamp(1_704_067_200 + later * 86_400, UTC).replace(tzinfo=None)
    try:
        rule = _rule(text, start)
    except Unusable:
        assume(False)
    end = start.replace(year=start.year + 20, day=28)
    began = time.process_time()
    hits = rrulestr(rule.text, dtstart=start).between(start, end, inc=True)
    took = time.process_time() - began
    days = (end - start).days + 1
    assert len(hits) <= rule.most(days)
    # About ten millionths of a second for each unit of cost; a hundred on a slow day, and what noise adds.
    assert took < rule.cost(days) * 1e-4 + 0.2
