"""When events happened, by hand, and against the library of another who does the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careerkit import limits
from careerkit.ical.calendars import Unusable, calendars
from careerkit.ical.occurrences import Series, single, versions
from careerkit.reading.zones import Clock

BERLIN = ZoneInfo("Europe/Berlin")
LAST = date(2024, 12, 31)


def _calendar(events: Sequence[Sequence[str]], head: str = "") -> str:
    told = "".join(
        "\n".join(("BEGIN:VEVENT", "UID:a", *lines, "END:VEVENT", "")) for lines in events
    )
    return f"BEGIN:VCALENDAR\n{head}{told}END:VCALENDAR\n"


def _followed(*events: Sequence[str], head: str = "", last: date = LAST) -> tuple[list[Any], bool]:
    (calendar,) = calendars(_calendar(events, head).encode())
    found = versions(calendar.events)
    (master,) = found.masters
    return Series(Clock(BERLIN), last).follow(master, found.changes)


def _starts(*events: Sequence[str], head: str = "") -> list[str]:
    """All starts, as the clock in Berlin shows them."""
    return [
        f"{item.start.astimezone(BERLIN):%m-%d %H:%M}" if isinstance(item.start, datetime) else f"{item.start:%m-%d}"
        for item in _followed(*events, head=head)[0]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "starts"),
    [
        # The hour stays when clocks change.
        (("DTSTART;TZID=Europe/Berlin:20240324T090000", "RRULE:FREQ=WEEKLY;COUNT=2"), ["03-24 09:00", "03-31 09:00"]),
        (("DTSTART:20240324T080000Z", "RRULE:FREQ=WEEKLY;COUNT=2"), ["03-24 09:00", "03-31 10:00"]),
        # An end at 22:00 UTC on the 5th is midnight in Berlin in summer.
        (("DTSTART;TZID=Europe/Berlin:20240704T000000", "RRULE:FREQ=DAILY;UNTIL=20240705T220000Z"),
         ["07-04 00:00", "07-05 00:00", "07-06 00:00"]),
        (("DTSTART;TZID=Europe/Berlin:20240704T090000", "RRULE:FREQ=DAILY;UNTIL=20240705"), ["07-04 09:00", "07-05 09:00"]),
        # Ended before it began.
        (("DTSTART:20240704T090000Z", "RRULE:FREQ=DAILY;UNTIL=20240703T090000Z"), []),
        # Added and left out, in other zones, as a day, twice, in two lines and in one.
        (("DTSTART;TZID=Europe/Berlin:20240101T090000", "RDATE:20240103T080000Z,20240103T080000Z", "RDATE:20240105T080000Z"),
         ["01-01 09:00", "01-03 09:00", "01-05 09:00"]),
        (("DTSTART;TZID=Europe/Berlin:20240101T090000", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20240101T080000Z",
          "EXDATE;VALUE=DATE:20240103"), ["01-02 09:00", "01-04 09:00"]),
        (("DTSTART;VALUE=DATE:20240101", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20240102T000000"),
         ["01-01", "01-03"]),
        (("DTSTART;VALUE=DATE:20240101", "RRULE:FREQ=DAILY;UNTIL=20240102T225959Z"), ["01-01", "01-02"]),
        # A rule and the same rule again, and empty ones.
        (("DTSTART:20240101T080000Z", "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=DAILY;COUNT=2", "RDATE:", "EXDATE:"),
         ["01-01 09:00", "01-02 09:00"]),
    ],
)  # fmt: skip
def test_series_by_hand(lines: Sequence[str], starts: list[str]) -> None:
    """Clocks that change, ends of all kinds, days added and left out, rules twice."""
    assert _starts(lines) == starts


def test_a_calendar_that_writes_utc_may_follow_another_clock() -> None:
    """A weekly event in UTC over the change of clocks, in a calendar of Berlin."""
    lines = ("DTSTART:20240324T080000Z", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert _starts(lines, head="X-WR-TIMEZONE:Europe/Berlin\n") == ["03-24 09:00", "03-31 09:00"]
    assert _starts(lines, head="X-WR-TIMEZONE:Nowhere\n") == ["03-24 09:00", "03-31 10:00"]


DAILY = ("DTSTART;TZID=Europe/Berlin:20240101T090000", "RRULE:FREQ=DAILY;COUNT=4")


@pytest.mark.parametrize(
    ("change", "starts"),
    [
        (("RECURRENCE-ID:20240102T080000Z", "DTSTART:20240110T080000Z"),
         ["01-01 09:00", "01-10 09:00", "01-03 09:00", "01-04 09:00"]),
        (("RECURRENCE-ID;VALUE=DATE:20240102", "DTSTART:20240102T100000Z"),
         ["01-01 09:00", "01-02 11:00", "01-03 09:00", "01-04 09:00"]),
        # This one and all later ones, two hours and a day later.
        (("RECURRENCE-ID;RANGE=THISANDFUTURE:20240103T080000Z", "DTSTART:20240104T100000Z"),
         ["01-01 09:00", "01-02 09:00", "01-04 11:00", "01-05 11:00"]),
        # One that no rule gives.
        (("RECURRENCE-ID:20240201T080000Z", "DTSTART:20240201T100000Z"),
         ["01-01 09:00", "01-02 09:00", "01-03 09:00", "01-04 09:00", "02-01 11:00"]),
    ],
)  # fmt: skip
def test_changed_occurrences(change: Sequence[str], starts: list[str]) -> None:
    """Four days, of which one is changed: named by its time, by its day, with all later ones, or not among them."""
    assert _starts(DAILY, change) == starts


def test_an_added_period_has_its_own_length() -> None:
    """An hour that is added with an end, and one with a length, to a series of half hours."""
    found, _ = _followed(
        ("DTSTART:20240101T080000Z", "DURATION:PT30M",
         "RDATE;VALUE=PERIOD:20240102T080000Z/20240102T100000Z,20240103T080000Z/PT3H"),
    )  # fmt: skip
    assert [item.span.elapsed(item.start) for item in found] == [
        timedelta(minutes=30), timedelta(hours=2), timedelta(hours=3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "hours"),
    [(("DTEND;TZID=Europe/Berlin:20240330T043000",), 2), (("DURATION:PT3H",), 3)],
)
def test_the_end_is_by_the_clock_and_a_duration_is_exact(lines: Sequence[str], hours: int) -> None:
    """1:30 to 4:30, said by its end or by its length, on the next day, on which clocks go from 2 to 3."""
    start = "DTSTART;TZID=Europe/Berlin:20240330T013000"
    found, _ = _followed((start, *lines, "RRULE:FREQ=DAILY;COUNT=2"))
    assert [item.span.elapsed(item.start) for item in found] == [
        timedelta(hours=3), timedelta(hours=hours),
    ]  # fmt: skip


def test_a_change_keeps_the_name_of_what_it_changes() -> None:
    """A change, and a single event, by what names them in UTC."""
    change = ("RECURRENCE-ID;TZID=Europe/Berlin:20240102T090000", "DTSTART:20240110T080000Z")
    found, _ = _followed(DAILY, change)
    assert [item.original for item in found] == [
        "20240101T080000Z", "20240102T080000Z", "20240103T080000Z", "20240104T080000Z",
    ]  # fmt: skip
    (calendar,) = calendars(_calendar([change, ("DTSTART;VALUE=DATE:20240305",)]).encode())
    singles = [single(event, Clock(UTC)).original for event in calendar.events]
    assert singles == ["20240102T080000Z", "20240305"]


@pytest.mark.parametrize(
    ("rule", "goes_on"),
    [
        ("FREQ=MONTHLY", True), ("FREQ=MONTHLY;UNTIL=20250101", True), ("FREQ=MONTHLY;UNTIL=20241231", False),
        ("FREQ=MONTHLY;COUNT=13", True), ("FREQ=MONTHLY;COUNT=12", False),
    ],
)  # fmt: skip
def test_whether_more_is_to_come(rule: str, goes_on: bool) -> None:
    """From January, to the end of the year: without an end, over it, up to it."""
    found, more = _followed(("DTSTART:20240105T080000Z", f"RRULE:{rule}"))
    assert (len(found), more) == (12, goes_on)


@pytest.mark.parametrize(
    "lines",
    [
        ("RRULE:FREQ=HOURLY",), ("RRULE:FREQ=DAILY;BYHOUR=1,2,3",), ("RRULE:FREQ=HOURLY;COUNT=1001",),
        ("RDATE:" + ",".join(f"2024{d // 28 + 1:02}{d % 28 + 1:02}T{h:02}0000Z" for d in range(250) for h in range(5)),),
        ("EXDATE:" + ",".join(["20240101T000000Z"] * 3000), "EXDATE:" + ",".join(["20240101T000000Z"] * 3000)),
    ],
)  # fmt: skip
def test_far_too_many_are_refused(lines: Sequence[str]) -> None:
    """Every hour without an end, three times a day, a thousand and one hours, 1,250 days added, 6,000 left out."""
    with pytest.raises(Unusable) as bad:
        _followed(("DTSTART:20230101T000000Z", *lines))
    assert bad.value.code == "E-RRULE"


def test_a_thousand_a_year_are_followed() -> None:
    """A thousand hours, one after the other."""
    assert len(_followed(("DTSTART:20240101T000000Z", "RRULE:FREQ=HOURLY;COUNT=1000"))[0]) == 1000


def test_all_series_of_a_file_share_what_they_may_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """A daily event over a year, twice, where there is room for one."""
    monkeypatch.setattr(limits, "MAX_STEPS", 500)
    events = [("DTSTART:20240101T080000Z", "RRULE:FREQ=DAILY")] * 2
    (calendar,) = calendars(_calendar(events).encode())
    series = Series(Clock(UTC), LAST)
    assert len(series.follow(calendar.events[0], ())[0]) == 366
    with pytest.raises(Unusable):
        series.follow(calendar.events[1], ())


# ---- against another's work ----------------------------------------------------------------------


def _by_the_library(text: str) -> list[str]:
    """The same by recurring-ical-events, in UTC."""
    import icalendar
    import recurring_ical_events

    found = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between(
        date(2023, 1, 1), LAST + timedelta(days=1)
    )
    return sorted(f"{event['DTSTART'].dt.astimezone(UTC):%Y%m%dT%H%M%S}" for event in found)


_WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
_ENDS = st.sampled_from(
    ["", ";COUNT=5", ";COUNT=40", ";UNTIL=20240615T120000Z", ";UNTIL=20230601T120000Z"]
)
_RULES = st.one_of(
    st.builds("FREQ=DAILY;INTERVAL={}{}".format, st.integers(1, 20), _ENDS),
    st.builds(
        lambda steps, days, end: f"FREQ=WEEKLY;INTERVAL={steps};BYDAY={','.join(sorted(days))}{end}",
        st.integers(1, 5), st.sets(st.sampled_from(_WEEKDAYS), min_size=1), _ENDS,
    ),
    st.builds("FREQ=MONTHLY;BYDAY={}{}{}".format, st.integers(-5, 5).filter(bool), st.sampled_from(_WEEKDAYS), _ENDS),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}{}".format, st.integers(1, 31), _ENDS),
    st.builds("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={}{}".format, st.sampled_from([1, 2, -1]), _ENDS),
)  # fmt: skip
_ZONES = st.sampled_from([":{}Z", ";TZID=Europe/Berlin:{}", ";TZID=America/New_York:{}"])


@settings(deadline=None, max_examples=60)
@given(
    _RULES,
    _ZONES,
    st.integers(0, 200),
    st.sets(st.integers(0, 12), max_size=3),
    st.sampled_from(["", ";RANGE=THISANDFUTURE"]),
)
def test_the_same_as_another_program(
    rule: str, zone: str, later: int, left_out: set[int], which: str
) -> None:
    """Any plain rule in three zones, with some occurrences left out and the third one moved by an hour and a day."""
    first = datetime(2023, 12, 1, 9, 30, tzinfo=UTC) + timedelta(days=later)
    master = [f"DTSTART{zone.format(f'{first:%Y%m%dT%H%M%S}')}", "DURATION:PT1H", f"RRULE:{rule}"]
    plain, _ = _followed(master)
    names = [item.original for item in plain]
    master += [f"EXDATE:{names[n]}" for n in sorted(left_out) if n < len(names) and n != 2]
    events = [master]
    if len(names) > 2:
        # By the clock of the series, as calendars write it: then the hour stays when clocks change.
        named = plain[2].start.replace(tzinfo=None)
        moved = named + timedelta(days=1, hours=1)
        change = f"RECURRENCE-ID{which}{zone.format(f'{named:%Y%m%dT%H%M%S}')}"
        events.append([change, f"DTSTART{zone.format(f'{moved:%Y%m%dT%H%M%S}')}", "DURATION:PT1H"])
    found, _ = _followed(*events)
    ours = sorted(f"{item.start.astimezone(UTC):%Y%m%dT%H%M%S}" for item in found)
    # Which of the last two days still counts depends on the zone.
    assert [when for when in ours if when < "20241230"] == [
        when for when in _by_the_library(_calendar(events)) if when < "20241230"
    ]
