"""Calendars: hours of meetings by day, and only what the person asks for."""

from __future__ import annotations

import io
import time
import zipfile
from collections import Counter
from typing import Any

import pytest

from careerkit import limits
from careerkit.errors import BadData
from careerkit.importers import ics, recognise
from careerkit.problems import Problem
from careerkit.reading.drops import Drop, Unreadable
from careerkit.records import Record, Row, Skipped
from careerkit.settings import Settings

BERLIN = "Europe/Berlin"
MORNING = ("DTSTART:20240305T090000Z", "DTEND:20240305T100000Z")


def _event(*lines: str, uid: str = "a", stamp: str = "20240310T120000Z") -> str:
    said = [f"UID:{uid}"] if uid else []
    said += [f"DTSTAMP:{stamp}"] if stamp else []
    return "\n".join(["BEGIN:VEVENT", *said, *lines, "END:VEVENT", ""])


def _calendar(*events: str, head: str = "X-WR-CALNAME:Work\n") -> str:
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(events)}END:VCALENDAR\n"


def _drop(text: str | bytes, name: str = "calendar.ics") -> Drop:
    data = text if isinstance(text, bytes) else text.encode()
    return Drop(name, "inbox", f"inbox/{name}", data)


def _read(text: str | bytes | Drop, zone: str = "UTC", **options: Any) -> list[Row]:
    drop = text if isinstance(text, Drop) else _drop(text)
    assert ics.claims(drop)
    rows = list(ics.read(drop, Settings(time_zone=zone, sources={"ics": options})))
    assert drop.rows_in == sum(not (isinstance(r, Problem) and r.is_warning) for r in rows)
    return rows


def _hours(rows: list[Row]) -> dict[str, float]:
    return {row.values["date"]: row.values["hours"] for row in rows if isinstance(row, Record)}


def _rules(rows: list[Row]) -> list[str]:
    return [row.rule for row in rows if isinstance(row, Skipped)]


def _codes(rows: list[Row]) -> list[str]:
    return [row.code for row in rows if isinstance(row, Problem)]


def _records(rows: list[Row], table: str) -> list[Record]:
    return [row for row in rows if isinstance(row, Record) and row.table == table]


def _zip(**members: str) -> Drop:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(f"Takeout/Calendar/{name}.ics", text)
    return _drop(stream.getvalue(), "takeout.zip")


# ---- hours of meetings ---------------------------------------------------------------------------


def test_overlapping_meetings_count_once() -> None:
    """9 to 10, 9:30 to 9:45 inside it, 9:50 to 11 across its end, and 12 to 12:30 apart."""
    times = (("0900", "1000"), ("0930", "0945"), ("0950", "1100"), ("1200", "1230"))
    rows = _read(_calendar(*(
        _event(f"DTSTART:20240305T{begin}00Z", f"DTEND:20240305T{end}00Z", uid=begin)
        for begin, end in times
    )))  # fmt: skip
    assert _hours(rows) == {"2024-03-05": 2.5}
    assert _rules(rows) == ["summed into that day's meetings"] * 3


def test_only_hours_are_kept() -> None:
    """A meeting with title, place, description, guests and a link, and nothing asked for."""
    rows = _read(_calendar(_event(
        *MORNING, "SUMMARY:Layoffs", "LOCATION:Vault", "DESCRIPTION:Secret", "ORGANIZER:mailto:boss@example.org",
        "ATTENDEE;CN=Lee:mailto:lee@example.org", uid="uid-1@example.org",
    )))  # fmt: skip
    assert [row.values for row in _records(rows, "time")] == [
        {"date": "2024-03-05", "hours": 1.0, "activity": "meetings", "account": "00e13ed7af55"}
    ]
    for private in ("Layoffs", "Vault", "Secret", "example.org", "Work"):
        assert private not in repr(rows)


def test_a_meeting_over_midnight_is_cut_at_home() -> None:
    """22:30 to 1:30 in Berlin, read at home in Berlin and at home in UTC."""
    text = _calendar(
        _event(f"DTSTART;TZID={BERLIN}:20240305T223000", f"DTEND;TZID={BERLIN}:20240306T013000")
    )
    assert _hours(_read(text, BERLIN)) == {"2024-03-05": 1.5, "2024-03-06": 1.5}
    assert _hours(_read(text)) == {"2024-03-05": 2.5, "2024-03-06": 0.5}


def test_new_years_eve_belongs_to_the_year_at_home() -> None:
    """23:30 UTC on the last of December is the first of January in Berlin."""
    text = _calendar(_event("DTSTART:20231231T233000Z", "DTEND:20231231T235900Z"))
    assert list(_hours(_read(text, BERLIN))) == ["2024-01-01"]
    assert list(_hours(_read(text))) == ["2023-12-31"]


@pytest.mark.parametrize(
    ("day", "hours"), [("20240331", 2.0), ("20241027", 4.0), ("20240324", 3.0)]
)
def test_hours_are_those_that_passed(day: str, hours: float) -> None:
    """1:00 to 4:00 on the night that clocks go forward, on the night that they go back, and on another."""
    text = _calendar(
        _event(
            f"DTSTART;TZID={BERLIN}:{day}T010000", f"DTEND;TZID={BERLIN}:{day}T040000",
            stamp="20241231T000000Z",
        )
    )  # fmt: skip
    assert list(_hours(_read(text, BERLIN)).values()) == [hours]


def test_a_meeting_in_the_hour_that_is_left_out_keeps_its_length() -> None:
    """2:30 to 3:00 on the night that clocks go from 2 to 3."""
    start, end = f"DTSTART;TZID={BERLIN}:20240331T023000", f"DTEND;TZID={BERLIN}:20240331T030000"
    rows = _read(_calendar(_event(start, end, stamp="20240401T000000Z")), BERLIN)
    assert _hours(rows) == {"2024-03-31": 0.5}


def test_a_day_of_25_hours_counts_as_24() -> None:
    """Meetings from midnight to midnight on the day that clocks go back."""
    halves = (("20241026T220000Z", "20241027T120000Z"), ("20241027T120000Z", "20241027T230000Z"))
    rows = _read(
        _calendar(*(
            _event(f"DTSTART:{begin}", f"DTEND:{end}", uid=begin, stamp="20241101T000000Z")
            for begin, end in halves
        )),
        BERLIN,
    )  # fmt: skip
    assert _hours(rows) == {"2024-10-27": 24.0}
    assert _codes(rows) == ["W-RANGE"]


def test_a_day_of_24_hours_is_no_problem() -> None:
    """Meetings from midnight to midnight on another day."""
    halves = (("20240304T230000Z", "20240305T120000Z"), ("20240305T120000Z", "20240305T230000Z"))
    rows = _read(
        _calendar(*(_event(f"DTSTART:{a}", f"DTEND:{b}", uid=a) for a, b in halves)), BERLIN
    )
    assert _hours(rows) == {"2024-03-05": 24.0}
    assert _codes(rows) == []


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        (("DTSTART;VALUE=DATE:20240305",), "all day"),
        (("DTSTART;VALUE=DATE:20240305", "DTEND;VALUE=DATE:20240308"), "all day"),
        (("DTSTART:20240305T000000Z", "DTEND:20240306T000000Z"), "a day or longer"),
        (("DTSTART:20240305T090000Z", "DURATION:P1W"), "a day or longer"),
        (("DTSTART:20240305T090000Z",), "no length"),
        (("DTSTART:20240305T090000Z", "DTEND:20240305T090000Z"), "no length"),
        ((*MORNING, "STATUS:CANCELLED"), "cancelled"),
        ((*MORNING, "status:cancelled"), "cancelled"),
        ((*MORNING, "TRANSP:TRANSPARENT"), "shown as free"),
        (("DTSTART:20240311T000000Z", "DURATION:PT1H"), "after the export"),
        (("DTSTART:20240311T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"), "after the export"),
        (("DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=DAILY"), "all day"),
    ],
)  # fmt: skip
def test_what_is_no_meeting_is_left_out_by_a_rule(lines: tuple[str, ...], rule: str) -> None:
    """All day, several days, a day by the clock, no length, cancelled, free, to come, and series of these."""
    assert _read(_calendar(_event(*lines))) == [Skipped(4, rule)]


def test_a_cancelled_invitation_is_no_meeting() -> None:
    """A calendar that was sent to cancel the events in it."""
    rows = _read(_calendar(_event(*MORNING), head="METHOD:CANCEL\n"))
    assert _rules(rows) == ["cancelled"]


def test_duration_stands_in_for_an_end() -> None:
    """A start and a duration of an hour and a half."""
    rows = _read(_calendar(_event("DTSTART:20240305T090000Z", "DURATION:PT1H30M")))
    assert _hours(rows) == {"2024-03-05": 1.5}


@pytest.mark.parametrize(
    ("lines", "code", "column"),
    [
        (("SUMMARY:No start",), "E-DATE", "DTSTART"),
        (("DTSTART:soon", "DURATION:PT1H"), "E-DATE", "DTSTART"),
        (("DTSTART:20240230T090000Z",), "E-DATE", "DTSTART"),
        (("DTSTART:00010101T090000Z",), "E-DATE", "DTSTART"),
        (("DTSTART:99991231T235959Z", "DURATION:PT1H"), "E-DATE", "DTSTART"),
        (("DTSTART:٢٠٢٤0305T090000Z",), "E-DATE", "DTSTART"),
        (("DTSTART:20240305T090000Z", "DTEND:later"), "E-DATE", "DTEND"),
        (("DTSTART:20240305T090000Z", "DURATION:an hour"), "E-DATE", "DURATION"),
        (("DTSTART:20240305T090000Z", "DURATION:P"), "E-DATE", "DURATION"),
        (("DTSTART:20240305T090000Z", "DTEND:20240305T085959Z"), "E-RANGE", "DTEND"),
        (("DTSTART:20240305T090000Z", "DURATION:-PT1H"), "E-RANGE", "DTEND"),
        ((*MORNING, "RRULE:FREQ=SECONDLY"), "E-RRULE", "RRULE"),
        ((*MORNING, "RRULE:FREQ=MINUTELY;COUNT=2"), "E-RRULE", "RRULE"),
        ((*MORNING, "RRULE:FREQ=DAILY;INTERVAL=0"), "E-RRULE", "RRULE"),
        ((*MORNING, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "E-RRULE", "RRULE"),
        ((*MORNING, "RRULE:every day"), "E-RRULE", "RRULE"),
        ((*MORNING, "RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"), "E-RRULE", "EXRULE"),
        ((*MORNING, "RRULE:FREQ=DAILY", "EXDATE:never"), "E-DATE", "EXDATE"),
        ((*MORNING, "RDATE:never"), "E-DATE", "RDATE"),
    ],
)  # fmt: skip
def test_a_bad_event_costs_only_itself(lines: tuple[str, ...], code: str, column: str) -> None:
    """No start, impossible and unreadable times, an end before the start, rules that nobody should follow."""
    rows = _read(_calendar(_event(*lines, uid="bad"), _event(*MORNING, uid="good")))
    problems = [row for row in rows if isinstance(row, Problem)]
    assert [(row.code, row.line, row.column) for row in problems] == [(code, 4, column)]
    assert _hours(rows) == {"2024-03-05": 1.0}


# ---- until when ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stamp", "zone", "last"),
    [
        ("20240312T233000Z", "UTC", "2024-03-12"), ("20240312T233000Z", BERLIN, "2024-03-13"),
        ("20240312", "UTC", "2024-03-12"), ("20240312T250000Z", "UTC", "2024-03-11"),
        ("20991231T250000Z", "UTC", "2024-03-11"), ("99991231T000000Z", "UTC", "2024-03-11"),
    ],
)  # fmt: skip
def test_the_newest_stamp_is_the_day_of_the_export(stamp: str, zone: str, last: str) -> None:
    """An endless series, an older stamp of 11 March, and a newer one that may be of no use."""
    daily = _event("DTSTART:20240301T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY",
                   stamp="20240311T000000Z")  # fmt: skip
    other = _event("DTSTART;VALUE=DATE:20240101", f"LAST-MODIFIED:{stamp}", uid="b", stamp="")
    assert max(_hours(_read(_calendar(daily, other), zone))) == last


def test_a_later_day_in_the_name_counts() -> None:
    """A stamp of 10 March in a file of 12 March, and in one of 8 March."""
    text = _calendar(_event("DTSTART:20240301T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"))
    assert max(_hours(_read(_drop(text, "2024-03-12.ics")))) == "2024-03-12"
    assert max(_hours(_read(_drop(text, "2024-03-08.ics")))) == "2024-03-10"


def test_without_a_stamp_the_last_start_is_the_end() -> None:
    """An endless series from 1 March, and an event on 4 March."""
    rows = _read(_calendar(
        _event("DTSTART:20240301T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", stamp=""),
        _event("DTSTART:20240304T120000Z", "DURATION:PT2H", uid="b", stamp=""),
    ))  # fmt: skip
    assert _hours(rows) == {
        "2024-03-01": 1.0, "2024-03-02": 1.0, "2024-03-03": 1.0, "2024-03-04": 2.0,
    }  # fmt: skip


def test_a_start_beyond_reason_is_no_end() -> None:
    """An endless series, and an event in the last year that there is, with no stamp in either."""
    rows = _read(_calendar(
        _event("DTSTART:20990101T120000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY", stamp=""),
        _event("DTSTART:99991231T120000Z", "DURATION:PT1H", uid="b", stamp=""),
    ))  # fmt: skip
    assert list(_hours(rows)) == ["2099-01-01", "2100-01-01"]
    assert _codes(rows) == ["E-DATE"]


def test_the_part_after_the_last_midnight_has_not_happened() -> None:
    """A meeting over the midnight that ends the day of the export."""
    rows = _read(_calendar(_event("DTSTART:20240310T230000Z", "DTEND:20240311T010000Z")))
    assert _hours(rows) == {"2024-03-10": 1.0}
    assert _rules(rows) == ["after the export"]


def test_a_zone_is_no_stamp() -> None:
    """A time zone that was revised after the export."""
    head = (
        "BEGIN:VTIMEZONE\nTZID:X\nLAST-MODIFIED:20990101T000000Z\nBEGIN:STANDARD\n"
        "DTSTART:20000101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    rows = _read(_calendar(_event("DTSTART:20240311T000000Z", "DURATION:PT1H"), head=head))
    assert _rules(rows) == ["after the export"]


# ---- series --------------------------------------------------------------------------------------


def test_moved_excluded_cancelled_and_declined_occurrences() -> None:
    """Five Mondays: one as planned, one moved to Tuesday, one left out, one cancelled, one declined."""
    rows = _read(
        _calendar(
            _event("DTSTART:20240101T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=5",
                   "EXDATE:20240115T090000Z"),
            _event("RECURRENCE-ID:20240108T090000Z", "DTSTART:20240109T100000Z", "DURATION:PT2H"),
            _event("RECURRENCE-ID:20240122T090000Z", "DTSTART:20240122T090000Z", "DURATION:PT1H",
                   "STATUS:CANCELLED"),
            _event("RECURRENCE-ID:20240129T090000Z", "DTSTART:20240129T090000Z", "DURATION:PT1H",
                   "ATTENDEE;PARTSTAT=DECLINED:mailto:me@example.org"),
        ),
        me=["Me@example.org"],
    )  # fmt: skip
    assert _hours(rows) == {"2024-01-01": 1.0, "2024-01-09": 2.0}
    assert _rules(rows) == ["cancelled", "declined"]


def test_what_is_to_come_is_counted_once() -> None:
    """An endless series, one that ends next year, one that counts on, and one that is over."""
    rules = ("FREQ=DAILY", "FREQ=DAILY;UNTIL=20250101", "FREQ=DAILY;COUNT=10", "FREQ=DAILY;COUNT=3")
    rows = _read(_calendar(*(
        _event("DTSTART:20240308T090000Z", "DURATION:PT1H", f"RRULE:{rule}", uid=rule)
        for rule in rules
    )))  # fmt: skip
    assert _hours(rows) == dict.fromkeys(("2024-03-08", "2024-03-09", "2024-03-10"), 1.0)
    assert Counter(_rules(rows)) == {"after the export": 3, "summed into that day's meetings": 9}


def test_nothing_of_a_series_is_an_outcome_too() -> None:
    """A series whose only occurrence is left out, and a change of an occurrence that is left out."""
    rows = _read(_calendar(
        _event(*MORNING, "RRULE:FREQ=DAILY;COUNT=1", "EXDATE:20240305T090000Z"),
        _event(*MORNING, "RECURRENCE-ID:20240305T090000Z"),
    ))  # fmt: skip
    assert _rules(rows) == ["no occurrence", "no occurrence"]


def test_changes_of_a_series_that_is_left_out_stand_alone() -> None:
    """A daily series shown as free, and one occurrence of it that is not."""
    rows = _read(_calendar(
        _event("DTSTART:20240301T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", "TRANSP:TRANSPARENT"),
        _event(*MORNING, "RECURRENCE-ID:20240305T090000Z"),
    ))  # fmt: skip
    assert _hours(rows) == {"2024-03-05": 1.0}
    assert _rules(rows) == ["shown as free"]


def test_a_bad_change_does_not_cost_its_series() -> None:
    """Three days, and a change of the second that has no start."""
    rows = _read(_calendar(
        _event("DTSTART:20240304T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"),
        _event("RECURRENCE-ID:20240305T090000Z"),
    ))  # fmt: skip
    assert _hours(rows) == dict.fromkeys(("2024-03-04", "2024-03-05", "2024-03-06"), 1.0)
    assert _codes(rows) == ["E-DATE"]


def test_the_newer_of_two_versions_counts() -> None:
    """One UID three times: as it was, revised, and the revision again."""
    again = _event("DTSTART:20240306T090000Z", "DURATION:PT2H", "SEQUENCE:2")
    rows = _read(_calendar(_event(*MORNING, "SEQUENCE:1"), again, again))
    assert _hours(rows) == {"2024-03-06": 2.0}
    assert _rules(rows) == ["an older version of the event", "the same event again"]


def test_the_newer_of_two_changes_counts() -> None:
    """One occurrence that was changed twice, the newer change first and last."""
    daily = _event("DTSTART:20240305T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=1")
    changes = [
        _event(
            "RECURRENCE-ID:20240305T090000Z",
            f"DTSTART:2024030{day}T090000Z",
            "DURATION:PT2H",
            f"SEQUENCE:{day}",
        )
        for day in (6, 7)
    ]
    for order in (changes, changes[::-1]):
        rows = _read(_calendar(daily, *order))
        assert _hours(rows) == {"2024-03-07": 2.0}
        assert _rules(rows) == ["an older version of the event", "no occurrence"]


def test_a_change_belongs_to_the_series() -> None:
    """One UID for an event by itself, for a series of two days, and for a change of its second."""
    rows = _read(_calendar(
        _event("DTSTART:20240301T090000Z", "DURATION:PT1H"),
        _event("DTSTART:20240302T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"),
        _event("RECURRENCE-ID:20240303T090000Z", "DTSTART:20240304T090000Z", "DURATION:PT2H"),
    ))  # fmt: skip
    assert _hours(rows) == {"2024-03-01": 1.0, "2024-03-02": 1.0, "2024-03-04": 2.0}


def test_one_uid_for_everything() -> None:
    """A program that gives the same UID to two events, and one that gives none to three, two of them equal."""
    later = ("DTSTART:20240306T090000Z", "DTEND:20240306T100000Z")
    assert _hours(_read(_calendar(_event(*MORNING), _event(*later)))) == {
        "2024-03-05": 1.0, "2024-03-06": 1.0,
    }  # fmt: skip
    bare = [_event(*lines, uid="") for lines in (MORNING, later, later)]
    rows = _read(_calendar(*bare))
    assert _hours(rows) == {"2024-03-05": 1.0, "2024-03-06": 1.0}
    assert _rules(rows) == ["the same event again"]


# ---- zones ---------------------------------------------------------------------------------------


def test_an_unknown_zone_is_home_and_is_said_once() -> None:
    """Four times without a zone and four in a zone that nobody knows, read at home in Berlin."""
    events = [
        _event(
            f"DTSTART{zone}:2024030{day}T003000",
            f"DTEND{zone}:2024030{day}T013000",
            uid=f"{zone}{day}",
        )
        for zone in ("", ";TZID=Customized Time Zone")
        for day in (4, 5)
    ]
    rows = _read(_calendar(*events), BERLIN)
    assert [(r.code, r.line) for r in rows if isinstance(r, Problem)] == [("W-TZ", 4), ("W-TZ", 16)]
    assert _hours(rows) == {"2024-03-04": 1.0, "2024-03-05": 1.0}
    warned = rows.index(next(row for row in rows if isinstance(row, Problem)))
    assert warned == 0


def test_the_name_of_a_zone_is_no_part_of_a_message() -> None:
    """A zone that somebody named after a person."""
    rows = _read(_calendar(_event("DTSTART;TZID=Ada's place:20240305T090000", "DURATION:PT1H")))
    problems = [row for row in rows if isinstance(row, Problem)]
    assert "Ada" not in problems[0].one_line()
    assert problems[0].value == "Ada's place"


@pytest.mark.parametrize(
    "zone",
    [
        "W. Europe Standard Time", '"W. Europe Standard Time"', "/Europe/Berlin",
        "/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin",
    ],
)  # fmt: skip
def test_zones_go_by_many_names(zone: str) -> None:
    """Half past midnight in Berlin, which is the day before in UTC."""
    text = _calendar(_event(f"DTSTART;TZID={zone}:20240305T003000", "DURATION:PT15M"))
    rows = _read(text)
    assert _hours(rows) == {"2024-03-04": 0.25}
    assert _codes(rows) == []


# ---- what the person asks for --------------------------------------------------------------------


def test_words_make_contacts_and_learning() -> None:
    """Titles with the words as words, in another case, inside other words, and without them."""
    titles = (
        "Coffee with Lee",
        "Weekly 1:1",
        "11:10 train",
        "COFFEE",
        "Coffeemaker",
        "Irishcoffee",
        "Workshop: tone",
    )
    rows = _read(
        _calendar(*(_event(*MORNING, f"SUMMARY:{title}", uid=title) for title in titles)),
        touch=["coffee", "1:1"], learning=["workshop"],
    )  # fmt: skip
    assert [
        (row.values["text"], row.values["channel"], row.values["hours"])
        for row in _records(rows, "touch")
    ] == [("Coffee with Lee", "coffee", 1.0), ("Weekly 1:1", None, 1.0), ("COFFEE", "coffee", 1.0)]
    assert [(r.values["title"], r.values["form"]) for r in _records(rows, "learning")] == [
        ("Workshop: tone", "workshop")
    ]
    assert _rules(rows) == ["summed into that day's meetings"] * 2


def test_nobody_but_the_person_knows_whether_a_contact_was_meaningful() -> None:
    """A contact made of a calendar."""
    (row,) = _read(_calendar(_event(*MORNING, "SUMMARY:Coffee")), touch=["coffee"])
    assert isinstance(row, Record)
    assert row.values.get("meaningful") is None


def test_people_make_contacts_and_their_addresses_are_not_kept() -> None:
    """A guest, an organiser, one who declined, one that a program names in another way, and a stranger."""
    guests = (
        "ATTENDEE;CN=Lee;PARTSTAT=ACCEPTED:mailto:Lee@example.org",
        "ORGANIZER;CN=Lee:MAILTO:lee@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:lee@example.org",
        'ATTENDEE;EMAIL="lee@example.org";CN=Lee:/a1b2/principal/',
        "ATTENDEE:mailto:stranger@example.org",
    )
    rows = _read(
        _calendar(*(_event(*MORNING, who, "SUMMARY:Plan", uid=who) for who in guests)),
        people={"lee@example.org": "lee"},
    )  # fmt: skip
    assert [row.values["person"] for row in _records(rows, "touch")] == ["lee"] * 3
    assert len(_records(rows, "time")) == 1
    assert "@" not in repr(rows)


def test_only_what_was_declined_is_left_out() -> None:
    """Three meetings, of which one was accepted, one declined by oneself and one by another."""
    rows = _read(
        _calendar(*(
            _event(*MORNING, f"ATTENDEE;PARTSTAT={said}:mailto:{who}@example.org", uid=said + who)
            for said, who in (("ACCEPTED", "me"), ("DECLINED", "me"), ("DECLINED", "lee"))
        )),
        me=["me@example.org"],
    )  # fmt: skip
    assert _rules(rows) == ["declined", "summed into that day's meetings"]


def test_several_known_guests_are_one_contact() -> None:
    """Two known guests and a word in the title."""
    lines = ("ATTENDEE:mailto:b@example.org", "ATTENDEE:mailto:a@example.org", "SUMMARY:Coffee")
    (row,) = _read(
        _calendar(_event(*MORNING, *lines)), touch=["coffee"],
        people={"a@example.org": "ada", "b@example.org": "bo"},
    )  # fmt: skip
    assert isinstance(row, Record)
    assert (row.values["person"], row.values["people"]) == ("bo", ["bo", "ada"])


@pytest.mark.parametrize("use", ["touch", "learning", "hours", "skip"])
def test_a_whole_calendar_may_be_one_thing(use: str) -> None:
    """An event of a day and one of an hour in a calendar that is named."""
    text = _calendar(
        _event(*MORNING, "SUMMARY:One"),
        _event("DTSTART;VALUE=DATE:20240306", "SUMMARY:Two", uid="b"),
    )
    rows = _read(text, calendars={"WORK": use})
    expected = {
        "touch": [("2024-03-05", 1.0), ("2024-03-06", None)],
        "learning": [("2024-03-05", 1.0), ("2024-03-06", None)],
        "hours": [("2024-03-05", 1.0)], "skip": [],
    }[use]  # fmt: skip
    assert list(_hours(rows).items()) == expected
    assert _rules(rows) == {"hours": ["all day"], "skip": ["a calendar left out"] * 2}.get(use, [])


def test_a_word_decides_before_a_guest_and_a_guest_before_the_calendar() -> None:
    """An event with a word for learning and a known guest, one with the guest, one with neither."""
    guest = "ATTENDEE:mailto:lee@example.org"
    rows = _read(
        _calendar(
            _event(*MORNING, guest, "SUMMARY:Course", uid="a"), _event(*MORNING, guest, uid="b"),
            _event(*MORNING, "SUMMARY:Other", uid="c"),
        ),
        learning=["course"], people={"lee@example.org": "lee"}, calendars={"Work": "learning"},
    )  # fmt: skip
    assert [(row.table, row.values.get("person")) for row in rows if isinstance(row, Record)] == [
        ("learning", None), ("touch", "lee"), ("learning", None),
    ]  # fmt: skip


def test_an_occurrence_is_known_by_where_its_series_has_it() -> None:
    """A weekly coffee in Berlin, of which the second was moved by a day."""
    rows = _read(
        _calendar(
            _event(f"DTSTART;TZID={BERLIN}:20240226T090000", "DURATION:PT1H", "SUMMARY:Coffee",
                   "RRULE:FREQ=WEEKLY;COUNT=2"),
            _event(f"RECURRENCE-ID;TZID={BERLIN}:20240304T090000", *MORNING, "SUMMARY:Coffee"),
        ),
        touch=["coffee"],
    )  # fmt: skip
    keys = [row.key for row in _records(rows, "touch")]
    # The hash of the UID "a", and 9:00 in Berlin, which in winter is 8:00 in UTC.
    assert keys == [
        ("ca978112ca1bbdca", "20240226T080000Z"),
        ("ca978112ca1bbdca", "20240304T080000Z"),
    ]


def test_one_event_in_two_calendars_is_one_contact() -> None:
    """Two calendars in one zip with the same event, which is an hour of meetings in each."""
    event = _event(*MORNING, "SUMMARY:Coffee")
    home = _calendar(event, head="X-WR-CALNAME:Home\n")
    rows = _read(_zip(a=_calendar(event), b=home), touch=["coffee"])
    assert len(_records(rows, "touch")) == 1
    assert _rules(rows) == ["the same event again"]
    assert len(_records(_read(_zip(a=_calendar(event), b=home)), "time")) == 2


def test_addresses_and_numbers_in_a_title_are_hidden() -> None:
    """A title that gives an address and a telephone number, and a date that is neither."""
    title = "Coffee lee@example.org\\, +49 170 1234567\\, 2024-03-05"
    (row,) = _read(_calendar(_event(*MORNING, f"SUMMARY:{title}")), touch=["coffee"])
    assert isinstance(row, Record)
    assert row.values["text"] == "Coffee (address), (number), 2024-03-05"


@pytest.mark.parametrize(
    "options",
    [
        {"touch": 1}, {"touch": [1]}, {"touch": [" "]}, {"people": ["lee"]},
        {"people": {"lee@example.org": 1}}, {"calendars": {"Work": "meetings"}}, {"me": {}},
    ],
)  # fmt: skip
def test_choices_that_cannot_be_understood_are_said(options: dict[str, Any]) -> None:
    """A number, a number in a list, a blank, a list for a table, an unknown use of a calendar."""
    with pytest.raises(BadData, match=r"\[sources.ics\]"):
        _read(_calendar(_event(*MORNING)), **options)


# ---- files ---------------------------------------------------------------------------------------


def test_several_calendars_in_one_file() -> None:
    """Two calendars of two names, the first without its end, and a third of the first one's name."""
    text = "".join((
        _calendar(_event(*MORNING)).removesuffix("END:VCALENDAR\n"),
        _calendar(_event(*MORNING), head="X-WR-CALNAME:Home\n"),
        _calendar(_event("DTSTART:20240305T093000Z", "DTEND:20240305T103000Z", uid="b")),
    ))  # fmt: skip
    rows = _read(text)
    assert sorted(row.values["hours"] for row in _records(rows, "time")) == [1.0, 1.5]
    assert _codes(rows) == ["W-TORN"]


def test_a_calendar_without_a_name_is_known_by_its_program() -> None:
    """Two versions of a program, and another program."""
    accounts = [
        _records(_read(_calendar(_event(*MORNING), head=f"PRODID:-//A//{program}//EN\n")), "time")[0]
        .values["account"]
        for program in ("Mill 1.0", "Mill 2.17", "Quay 1.0")
    ]  # fmt: skip
    assert accounts[0] == accounts[1] != accounts[2]


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r", "\r\r\n"])
def test_line_ends_folds_and_a_byte_order_mark(ends: str) -> None:
    """A title folded in the middle of a letter and by a tab, with every kind of line end."""
    text = _calendar(_event(*MORNING, "SUMMARY:Kaff\xc3|\xa4e |mit Ada"))
    data = text.encode("latin-1").replace(b"|", b"\n ", 1).replace(b"|", b"\n\t", 1)
    rows = _read(b"\xef\xbb\xbf" + data.replace(b"\n", ends.encode()), touch=["kaffäe"])
    assert [row.values["text"] for row in _records(rows, "touch")] == ["Kaffäe mit Ada"]


def test_utf_16_and_a_named_encoding() -> None:
    """The same calendar in UTF-16, and in Windows letters with the encoding named."""
    text = _calendar(_event(*MORNING, "SUMMARY:Café"))
    for data, encoding in ((text.encode("utf-16"), ""), (text.encode("cp1252"), "cp1252")):
        drop = _drop(data)
        drop.encoding = encoding
        rows = _read(drop, touch=["café"])
        assert [row.values["text"] for row in _records(rows, "touch")] == ["Café"]


def test_a_title_in_another_encoding_costs_its_event_only_where_it_is_read() -> None:
    """Windows letters in a title and no encoding named, with words to look for and without."""
    data = _calendar(_event(*MORNING, "SUMMARY:Café"), _event(*MORNING, uid="b")).encode("cp1252")
    assert _codes(_read(data, touch=["coffee"])) == ["E-ENCODING"]
    assert _codes(_read(data)) == []


def test_a_torn_file_loses_only_its_last_event() -> None:
    """A file that was cut off in the middle of its second event."""
    text = _calendar(_event(*MORNING), _event(*MORNING, uid="b"))
    rows = _read(text[: text.rindex("DTEND")])
    assert _codes(rows) == ["E-TORN", "W-TORN"]
    assert _hours(rows) == {"2024-03-05": 1.0}
    assert _rules(rows) == []


def test_what_stands_inside_an_event_is_not_its_own() -> None:
    """An alarm with a start, a duration and a repetition of its own."""
    alarm = (
        "BEGIN:VALARM",
        "DTSTART:20200101T000000Z",
        "DURATION:P1D",
        "RRULE:FREQ=SECONDLY",
        "END:VALARM",
    )
    assert _hours(_read(_calendar(_event(*alarm, *MORNING)))) == {"2024-03-05": 1.0}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"Subject,Start Date,Start Time\nx,1/2/2024,9:00\n"), ("a.md", b"# BEGIN:VCALENDAR\n"),
        ("a.vcf", b"BEGIN:VCARD\nEND:VCARD\n"), ("a.ics", b""), ("a.ics", b"<!-- no calendar -->"),
        ("a.pdf", b"%PDF-1.7"), ("a.gz", b"\x1f\x8b\x08"),
    ],
)  # fmt: skip
def test_other_files_are_not_claimed(name: str, data: bytes) -> None:
    """Outlook's table, prose, a card, nothing, and files of other kinds."""
    assert not ics.claims(_drop(data, name))


def test_a_login_page_with_the_name_of_a_calendar_is_refused() -> None:
    """A web page that was saved as a calendar."""
    with pytest.raises(Unreadable) as bad:
        ics.claims(_drop(b"<!DOCTYPE html><title>Sign in</title>"))
    assert bad.value.problem.code == "E-FORMAT"


def test_of_a_zip_only_calendars_are_opened() -> None:
    """Two calendars, one of them in name only, and a member that would be a bomb."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Takeout/Calendar/work.ICS", _calendar(_event(*MORNING)))
        archive.writestr("Takeout/Calendar/page.ics", "<html>")
        archive.writestr("Takeout/photo.bin", bytes(limits.MAX_MEMBER + 1))
    drop = _drop(stream.getvalue(), "takeout.zip")
    assert recognise(drop) == ["ics"]
    rows = _read(drop)
    assert _hours(rows) == {"2024-03-05": 1.0}
    assert _codes(rows) == ["E-FORMAT"]


# ---- hostile files -------------------------------------------------------------------------------


def test_more_events_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eleven events where the limit is ten, in one file and over two files of a zip."""
    monkeypatch.setattr(limits, "MAX_EVENTS", 10)
    many = [_event(*MORNING, uid=str(n)) for n in range(11)]
    for drop in (_drop(_calendar(*many)), _zip(a=_calendar(*many[:6]), b=_calendar(*many[6:]))):
        with pytest.raises(Unreadable) as bad:
            _read(drop)
        assert bad.value.problem.code == "E-SIZE"


def _bombs() -> dict[str, str]:
    days = ",".join(
        f"2024{m:02}{d:02}T{h:02}0000Z"
        for m in range(1, 13)
        for d in range(1, 29)
        for h in range(24)
    )
    daily = ("DTSTART:19700101T090000Z", "DURATION:PT1H")
    return {
        "many endless rules": _calendar(*(
            _event(*daily, "RRULE:FREQ=DAILY", uid=str(n)) for n in range(3000)
        )),
        "a rule that never hits": _calendar(_event(*daily, "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30")),
        "endless hours": _calendar(_event(*daily, "RRULE:FREQ=HOURLY")),
        "a huge count": _calendar(_event(*daily, "RRULE:FREQ=DAILY;COUNT=999999999;BYHOUR=1,2,3,4")),
        "added days": _calendar(_event(*MORNING, f"RDATE:{days}")),
        "added days, one a line": _calendar(_event(*MORNING, *(f"RDATE:{day}" for day in days.split(",")))),
        "excluded days": _calendar(_event(*daily, "RRULE:FREQ=DAILY", *[f"EXDATE:{days[:60_000]}"] * 50)),
        "folds": _calendar(_event(*MORNING, "SUMMARY:a" + "\n b" * 200_000)),
        "parts in parts": _calendar(_event(*MORNING, *["BEGIN:VALARM"] * 100_000)),
        "zones": _calendar(
            *(_event(f"DTSTART;TZID=/a/b/c/Zone{n}:20240305T090000", "DURATION:PT1H", uid=str(n)) for n in range(5000)),
        ),
        "changes": _calendar(
            _event(*daily, "RRULE:FREQ=DAILY"),
            *(_event(*MORNING, f"RECURRENCE-ID:{day}") for day in days.split(",")[:7000]),
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", _bombs())
def test_hostile_calendars_take_no_long_time(name: str) -> None:
    """Rules, lists, folds, parts and names by the thousand. Each is a matter of well under 2 s."""
    began = time.process_time()
    _read(_bombs()[name], BERLIN, touch=["coffee"], me=["me@example.org"])
    assert time.process_time() - began < 4


def test_a_random_cut_is_never_more_than_unreadable() -> None:
    """A calendar cut off after every one of its letters, and without every one of its lines."""
    text = _calendar(
        _event(f"DTSTART;TZID={BERLIN}:20240305T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3",
               "EXDATE:20240312T080000Z", "RDATE;VALUE=PERIOD:20240306T080000Z/PT2H"),
        _event("RECURRENCE-ID;RANGE=THISANDFUTURE:20240312T080000Z", "DTSTART:20240313T080000Z", "DURATION:PT1H"),
    )  # fmt: skip
    lines = text.splitlines(keepends=True)
    cuts = [text[:end] for end in range(len("BEGIN:VCALENDAR\n"), len(text))]
    cuts += ["".join(lines[:n] + lines[n + 1 :]) for n in range(1, len(lines))]
    for cut in cuts:
        _read(cut)
