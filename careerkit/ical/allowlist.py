"""What a person lets a calendar tell: words in titles, guests, whole calendars. Everything else is only hours.

The choices stand in `[sources.ics]` of workbook.toml.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from careerkit.errors import BadData
from careerkit.ical.calendars import Calendar, Event, Unusable, text
from careerkit.settings import Settings, near

USES = ("touch", "learning", "hours", "skip")
_EMAIL = re.compile(rb';EMAIL="?([^;:",]{1,320})', re.IGNORECASE)
_DECLINED = re.compile(rb';PARTSTAT="?DECLINED', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an event becomes: left out by a rule, or a row of a table; with the word of the person's that decided."""

    rule: str = ""
    table: str = "time"
    word: str = ""
    people: tuple[str, ...] = ()
    title: str = ""


class AllowList:
    """The person's choices. Raises BadData where they cannot be understood."""

    def __init__(self, settings: Settings) -> None:
        self._words = {table: _words(settings, table) for table in ("touch", "learning")}
        self._people = {key.encode(): slug for key, slug in _names(settings, "people").items()}
        self._calendars = _names(settings, "calendars")
        self._me = frozenset(plain(address).encode() for address in _texts(settings, "me"))
        for use in self._calendars.values():
            if use not in USES:
                raise _bad("calendars", f"{use!r} is no use of a calendar{near(use, USES)}")

    def verdict(self, event: Event) -> Verdict:
        """What an event becomes, as far as its fields tell. Raises Unusable."""
        calendar = event.calendar
        if event.status.upper().endswith(b":CANCELLED") or calendar.method.upper() == b":CANCEL":
            return Verdict("cancelled")
        if event.shown_as.upper().endswith(b":TRANSPARENT"):
            return Verdict("shown as free")
        people = self._guests(event)
        if people is None:
            return Verdict("declined")
        use = self._calendars.get(plain(name_of(calendar)), "hours") if self._calendars else "hours"
        if use == "skip":
            return Verdict("a calendar left out")
        return self._chosen(event, people, use)

    def _chosen(self, event: Event, people: tuple[str, ...], use: str) -> Verdict:
        """A word in the title decides before the guests do, and the guests before the calendar."""
        if use == "hours" and not people and not any(self._words.values()):
            return Verdict()
        title = text(event.title)
        for table, words in self._words.items():
            if words and (match := words.search(plain(title))):
                return Verdict("", table, match[0], people, title)
        if people:
            return Verdict("", "touch", "", people, title)
        return Verdict() if use == "hours" else Verdict("", use, "", people, title)

    def _guests(self, event: Event) -> tuple[str, ...] | None:
        """The short names of known guests who did not decline; None if it was declined by oneself."""
        if event.people is None or not (self._me or self._people):
            return ()
        found: dict[str, None] = {}
        for raw in event.people:
            address = _address(raw)
            if address in self._me and _DECLINED.search(raw):
                return None
            if address in self._people and not _DECLINED.search(raw):
                found[self._people[address]] = None
        return tuple(found)


def name_of(calendar: Calendar) -> str:
    """What a calendar is called; empty if it has no name."""
    raw = calendar.name or calendar.other_name
    try:
        return text(raw)
    except Unusable:
        return raw.decode(errors="replace")


def plain(said: str) -> str:
    """Words as they are compared: without case, and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", said).casefold().split())


def _address(raw: bytes) -> bytes:
    """A guest's address: some programs write it beside an internal name."""
    shown = raw.rpartition(b":")[2]
    if b"@" not in shown and (match := _EMAIL.search(raw)):
        shown = match[1]
    return shown.strip().lower()


def _words(settings: Settings, name: str) -> re.Pattern[str] | None:
    words = [re.escape(plain(word)) for word in _texts(settings, name)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else None


def _texts(settings: Settings, name: str) -> tuple[str, ...]:
    found = settings.option("ics", name, ())
    if not all(isinstance(said, str) and plain(said) for said in found):
        raise _bad(name, 'must be a list of words in quotes, such as ["coffee", "1:1"]')
    return found


def _names(settings: Settings, name: str) -> dict[str, str]:
    found = settings.option("ics", name, {})
    if not all(isinstance(said, str) and said.strip() for said in found.values()):
        raise _bad(name, 'must be a table of words in quotes, such as { "Work" = "hours" }')
    return {plain(key): said.strip() for key, said in found.items()}


def _bad(name: str, reason: str) -> BadData:
    return BadData(f"workbook.toml: [sources.ics] {name}: {reason}")
