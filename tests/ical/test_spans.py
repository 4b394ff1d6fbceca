"""How long things last: by the day at home, and with overlaps counted once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careerkit.ical import spans


def _moment(hour: float) -> datetime:
    return datetime(2024, 3, 5, tzinfo=UTC) + timedelta(hours=hour)


@pytest.mark.parametrize(
    ("zone", "start", "hours", "expected"),
    [
        ("UTC", "2024-03-05T22:00", 3, {"2024-03-05": 2, "2024-03-06": 1}),
        ("UTC", "2024-03-05T22:00", 2, {"2024-03-05": 2}),
        ("UTC", "2024-03-05T00:00", 0, {}),
        ("Europe/Berlin", "2024-10-26T22:00", 26, {"2024-10-27": 25, "2024-10-28": 1}),
        # Clocks go from midnight to one on 15 October 2017, and back from midnight to eleven on 17 February 2018.
        ("America/Sao_Paulo", "2017-10-15T02:00", 2, {"2017-10-14": 1, "2017-10-15": 1}),
        ("America/Sao_Paulo", "2018-02-18T01:30", 2, {"2018-02-17": 1.5, "2018-02-18": 0.5}),
        ("America/Sao_Paulo", "2018-02-18T02:30", 1, {"2018-02-17": 0.5, "2018-02-18": 0.5}),
        # A minute past midnight, clocks go back by an hour: a day begins at the first of its two midnights.
        ("America/St_Johns", "2010-11-07T02:00", 2, {"2010-11-06": 0.5, "2010-11-07": 1.5}),
        ("America/St_Johns", "2010-11-07T03:00", 1, {"2010-11-06": 0.5, "2010-11-07": 0.5}),
        # On these islands there was no 30 December 2011.
        ("Pacific/Apia", "2011-12-30T09:00", 2, {"2011-12-29": 1, "2011-12-31": 1}),
    ],
)  # fmt: skip
def test_days_at_home(zone: str, start: str, hours: float, expected: dict[str, float]) -> None:
    """Intervals over midnights of all kinds, given in UTC."""
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    found: dict[str, float] = {}
    for day, (one, other) in spans.by_day(begin, timedelta(hours=hours), ZoneInfo(zone)):
        found[day.isoformat()] = found.get(day.isoformat(), 0) + (other - one) / timedelta(hours=1)
    assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("intervals", "hours"),
    [
        ([], 0), ([(1, 2)], 1), ([(1, 2), (3, 4)], 2), ([(1, 3), (2, 4)], 3), ([(1, 5), (2, 3)], 4),
        ([(2, 3), (1, 5), (4, 6)], 5), ([(1, 2), (1, 2)], 1), ([(1, 2), (2, 3)], 2),
    ],
)  # fmt: skip
def test_overlaps_count_once(intervals: list[tuple[float, float]], hours: float) -> None:
    """Intervals apart, across, inside each other, equal, end to end, in any order."""
    found = spans.union((_moment(begin), _moment(end)) for begin, end in intervals)
    assert found == timedelta(hours=hours)


@given(st.lists(st.tuples(st.integers(0, 95), st.integers(1, 30)), max_size=12))
def test_the_union_is_the_number_of_quarters_that_are_covered(pairs: list[tuple[int, int]]) -> None:
    """Any quarters of an hour, against a set of them."""
    covered = {quarter for begin, length in pairs for quarter in range(begin, begin + length)}
    found = spans.union((_moment(a / 4), _moment((a + b) / 4)) for a, b in pairs)
    assert found == timedelta(minutes=15 * len(covered))


@given(
    st.sampled_from(["Europe/Berlin", "America/Sao_Paulo", "America/St_Johns", "Asia/Beirut"]),
    st.integers(0, 12 * 366 * 24 * 60),
    st.integers(1, 25 * 60),
)  # fmt: skip
def test_nothing_is_lost_at_midnight(zone: str, start: int, minutes: int) -> None:
    """Any interval in zones whose clocks change at all hours: its parts meet, and each is of its own day."""
    home, begin = ZoneInfo(zone), datetime(2008, 1, 1, tzinfo=UTC) + timedelta(minutes=start)
    parts = list(spans.by_day(begin, timedelta(minutes=minutes), home))
    ends = [begin, *(end for _, (_, end) in parts)]
    assert [one for _, (one, _) in parts] == ends[:-1]
    assert ends[-1] == begin + timedelta(minutes=minutes)
    for day, (one, _) in parts:
        assert one.astimezone(home).date() == day
    assert all(isinstance(day, date) for day, _ in parts)
