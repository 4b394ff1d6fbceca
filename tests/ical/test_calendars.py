"""iCalendar text as it stands: lines, folds, parts, versions."""

from __future__ import annotations

import pytest

from careerkit import limits
from careerkit.ical.calendars import (
    TooMany,
    Unusable,
    calendars,
    text,
    value,
)


def _one(lines: str, *, ends: str = "\n") -> bytes:
    return f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}END:VEVENT\nEND:VCALENDAR\n".replace(
        "\n", ends
    ).encode()


def test_fields_are_kept_as_written() -> None:
    """Parameters, a first and a second start, an empty field, one in small letters, one that nobody needs."""
    (calendar,) = calendars(_one(
        "DTSTART;TZID=Europe/Berlin:20240305T090000\nDTSTART:20200101\nSTATUS:\nsummary:One\nLOCATION:Vault\n"
    ))  # fmt: skip
    (event,) = calendar.events
    assert event.start == b";TZID=Europe/Berlin:20240305T090000"
    assert (event.status, event.title, event.rules) == (b"", b":One", None)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\r\r\n"])
def test_lines_are_counted_and_unfolded(ends: str) -> None:
    """A second event that begins on line 8, after a folded title, a blank line and a line that is no field."""
    data = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n b\n\tc\nno field here: DTSTART:20240101\n"
        "END:VEVENT\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR"
    ).replace("\n", ends)  # fmt: skip
    (calendar,) = calendars(data.encode())
    assert [event.line for event in calendar.events] == [2, 8]
    assert (calendar.events[0].title, calendar.events[0].start) == (b":abc", b"")
    assert calendar.closed


def test_parts_inside_an_event_are_passed_over() -> None:
    """An alarm inside an alarm, each with a title, then the event's own; and an alarm that never ends."""
    alarm = "BEGIN:VALARM\nSUMMARY:x\nBEGIN:VALARM\nSUMMARY:y\nEND:VALARM\nSUMMARY:z\nEND:VALARM\n"
    (calendar,) = calendars(
        _one(f"{alarm}SUMMARY:own\nBEGIN:VALARM\nSUMMARY:w\n") + _one("UID:b\n")
    )[:1]
    assert [event.title for event in calendar.events] == [b":own"]


def test_an_event_that_does_not_end_is_known_as_such() -> None:
    """An event that begins inside another, and one that the calendar's end cuts off."""
    data = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nBEGIN:VEVENT\nUID:b\nEND:VCALENDAR\nEND:VEVENT\n"
    (calendar,) = calendars(data)
    assert [(event.uid, event.closed) for event in calendar.events] == [
        (b":a", False),
        (b":b", False),
    ]


def test_what_is_no_event() -> None:
    """A task with a stamp and an alarm, a journal entry, a list of busy times, a zone, and fields of the calendar."""
    (calendar,) = calendars(
        b"BEGIN:VCALENDAR\nX-WR-CALNAME;VALUE=TEXT:Work\nPRODID:-//X\nBEGIN:VTODO\nDTSTAMP:20240305T000000Z\n"
        b"BEGIN:VALARM\nSUMMARY:x\nEND:VALARM\nEND:VTODO\nBEGIN:VJOURNAL\nEND:VJOURNAL\nBEGIN:VFREEBUSY\n"
        b"END:VFREEBUSY\nBEGIN:VTIMEZONE\nTZID;X=1:Some\n where\nLAST-MODIFIED:20990101T000000Z\nEND:VTIMEZONE\n"
        b"END:VCALENDAR\n"
    )
    assert calendar.others == [(4, b"VTODO"), (10, b"VJOURNAL")]
    assert (calendar.events, list(calendar.zones)) == ([], [b"Somewhere"])
    assert (value(calendar.name), calendar.newest) == (b"Work", b":20240305T000000Z")


def test_far_too_much_costs_only_its_event() -> None:
    """A title of more than the limit, more guests than the limit, and as many as the limit allows."""
    guest = "ATTENDEE:mailto:a@example.org\n"
    for lines, too_long in (
        ("SUMMARY:" + "x" * limits.MAX_FIELD + "\n", True), (guest * (limits.MAX_FIELD_LINES + 1), True), (guest * limits.MAX_FIELD_LINES, False),
        ("DESCRIPTION:" + "x" * limits.MAX_FIELD + "\n", False),
    ):  # fmt: skip
        assert calendars(_one(lines))[0].events[0].too_long == too_long


def test_more_parts_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calendars, tasks and events that nobody closed, one more than the limit of each."""
    monkeypatch.setattr(limits, "MAX_EVENTS", 5)
    for begin in ("VEVENT", "VTODO", "VJOURNAL"):
        calendars(b"BEGIN:VCALENDAR\n" + f"BEGIN:{begin}\nEND:{begin}\n".encode() * 4)
        with pytest.raises(TooMany):
            calendars(b"BEGIN:VCALENDAR\n" + f"BEGIN:{begin}\n".encode() * 5 + b"BEGIN:VEVENT\n")
    with pytest.raises(TooMany):
        calendars(b"BEGIN:VCALENDAR\n" * 6)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b":Plain", "Plain"), (b";LANGUAGE=de:A: b", "A: b"), (b';X="a:b";Y=c:Title', "Title"),
        (b":a\\, b\\; c\\\\d\\ne", "a, b; c\\d e"), (b':";": odd', '";": odd'), (b';X="open:Title', "Title"),
        (":A\u030angstro\u0308m  x".encode(), "\u00c5ngstr\u00f6m x"),
    ],
)  # fmt: skip
def test_texts_lose_parameters_and_escapes(raw: bytes, expected: str) -> None:
    """Colons in parameters and in the text, escapes, quotes that are open, letters in two parts."""
    assert text(raw) == expected


def test_a_text_that_is_not_utf_8_is_refused() -> None:
    """A title in Windows letters."""
    with pytest.raises(Unusable) as bad:
        text(b":Caf\xe9")
    assert bad.value.code == "E-ENCODING"
