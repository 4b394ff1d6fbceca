"""A LinkedIn data archive, as the whole zip or as single CSV files out of it.

Connections become people; Positions and Education roles; Skills skills; Learning, Certifications and
Events learning; endorsements and recommendations received feedback; Projects projects. No other
member is ever opened, and e-mail addresses are read by nobody. Each file is known by its header,
wherever it stands: LinkedIn changed names, columns, preambles and dates over the years, and
spreadsheets changed them again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from careerkit import dates, sheets, tidy
from careerkit.drops import Drop, Unreadable, file_name
from careerkit.problems import Problem
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings
from careerkit.sheets import Cells, Sheet

COVERAGE = Coverage.KEEP
PLACES = ("inbox",)

# The shapes seen in date columns; a spreadsheet may have left several of them in one column.
_WRITTEN = (
    dates.DAY_NAME_YEAR, dates.DAY_NAME_YY, dates.DAY_NAME_YEAR_DASHED, dates.US_MOMENT,
    dates.ISO_DAY, dates.UTC_MOMENT, dates.UTC_SLASH_MOMENT, dates.NAME_YEAR, dates.YEAR,
)  # fmt: skip
_EVENT_TIMES = (dates.US_NAME_MOMENT,)
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_NOTHING = frozenset({"", "n/a"})
# Bounded, so that a cell of 200 kB without an address costs no more than reading it.
_MAIL = re.compile(r"[^\s,;|\"'<>()@]{1,64}@[^\s,;|\"'<>()@]{1,250}\.[^\s,;|\"'<>()@]{1,60}")
_STARTED, _ENDED = ("Started On", "Start Date"), ("Finished On", "End Date")
_TABLE_FILES = (".csv", ".tsv", ".txt")


class _SetAside(Exception):
    """The row cannot be used; carries its problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Found:
    """One row, with what its reader needs to say where it stands, and its warnings so far."""

    cells: Cells
    sheet: Sheet
    member: str
    zone: ZoneInfo
    warnings: list[Problem] = field(default_factory=list)

    def get(self, *names: str) -> str:
        """The first of these cells that holds anything; LinkedIn writes N/A for nothing."""
        cells = (self.cells[name] for name in names)
        return next((cell for cell in cells if cell.casefold() not in _NOTHING), "")

    def period(self, *names: str, needed: bool = False) -> str:
        """The day, month or year in these columns as ISO text; a bad one warns and gives nothing."""
        text = self.get(*names)
        try:
            found = dates.read(text, _WRITTEN, self.zone) if text else ""
        except ValueError:
            return self._no_date(names[0], "this is no date as LinkedIn writes it", text, needed)
        if needed and not found:
            return self._no_date(names[0], "the date is missing", text, needed)
        return found

    def day(self, *names: str, needed: bool = False) -> str:
        """The whole day in these columns as ISO text; a month alone is none, and none is made of it."""
        found = self.period(*names, needed=needed)
        if found and not _is_whole(found):
            return self._no_date(names[0], "a month or a year is no day", self.get(*names), needed)
        return found

    def _no_date(self, column: str, reason: str, text: str, needed: bool) -> str:
        code, fix = "W-DATE", "Write it as 2024-03-05; the cell is left empty"
        if needed:
            code, fix = "E-DATE", "Write it as 2024-03-05"
        problem = self.problem(code, column, reason, fix, text)
        if needed:
            raise _SetAside(problem)
        self.warnings.append(problem)
        return ""

    def needs(self, *names: str) -> str:
        """A cell without which the row says nothing."""
        text = self.get(*names)
        if not text:
            raise _SetAside(self.problem("E-EMPTY", names[0], "nothing stands here", "Fill it in"))
        return text

    def lacks(self, column: str, status: str) -> bool:
        """Whether the file has this column of states and the row is in another one."""
        return column in self.sheet.header and self.get(column).casefold() != status

    def problem(self, code: str, column: str, reason: str, fix: str, value: str = "") -> Problem:
        """A problem of this row."""
        return Problem(self.sheet.drop.path, self.cells.line, column, code, reason, fix, value)

    def record(self, table: str, values: dict[str, Any], key: tuple[str, ...] = ()) -> Record:
        """The row's record; empty text is nothing."""
        kept = {name: None if value == "" else value for name, value in values.items()}
        return Record(table, self.cells.line, kept, key, self.member)

    def skipped(self, rule: str) -> Skipped:
        """The row, left out by a rule."""
        return Skipped(self.cells.line, rule)


@dataclass(frozen=True, slots=True)
class _Kind:
    """One member of the archive: its columns, how to know it, how to read a row.

    The header must hold one name of every group in `needs`. `only`: no other column stands beside;
    `word`: the header alone does not tell, and the file's name must hold this word.
    """

    member: str
    columns: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    read: Callable[[_Found], Record | Skipped]
    only: bool = False
    word: str = ""


def claims(drop: Drop) -> bool:
    """A zip with a member, or a CSV, whose header is one of ours. A name alone is never enough."""
    if drop.name.casefold().endswith(_TABLE_FILES):
        return _recognised(drop) is not None
    return drop.is_zip and any(_is_ours(member) for member in drop.members(_is_member))


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per row; a member that cannot be read is set aside alone and counts as one row."""
    zone = ZoneInfo(settings.time_zone)
    if not drop.is_zip:
        yield from _read(drop, zone)
        return
    for member in drop.members(_is_member):
        try:
            yield from _read(member, zone)
        except Unreadable as bad:
            member.rows_in += 1
            yield bad.problem
        drop.rows_in += member.rows_in


def _is_member(path: str) -> bool:
    return file_name(path) in _MEMBERS


def _is_ours(member: Drop) -> bool:
    try:
        return _recognised(member) is not None
    except Unreadable:
        return False


def _recognised(drop: Drop) -> tuple[_Kind, Sheet] | None:
    name = drop.name.casefold()
    for kind in _KINDS:
        sheet = sheets.find(drop, kind.columns) if kind.word in name else None
        if sheet and _fits(kind, {column for column in sheet.header if column}):
            return kind, sheet
    return None


def _fits(kind: _Kind, header: set[str]) -> bool:
    if kind.only and not header <= set(kind.columns):
        return False
    return all(any(name in header for name in group) for group in kind.needs)


def _read(drop: Drop, zone: ZoneInfo) -> Iterator[Row]:
    found = _recognised(drop)
    if found is None:
        if drop.text.strip():
            raise drop.refuse(
                "E-HEADER", "the columns are none that LinkedIn is known to write",
                "Download the archive again, or take this file out",
            )  # fmt: skip
        return
    kind, sheet = found
    for row in sheet.rows():
        if isinstance(row, Problem):
            yield replace(row, value=_MAIL.sub("(address)", row.value))
        else:
            yield from _outcome(kind, _Found(row, sheet, kind.member, zone))


def _outcome(kind: _Kind, found: _Found) -> Iterator[Row]:
    """The warnings of one row, then what became of it."""
    outcome: Row
    try:
        outcome = _left_out(found) or kind.read(found)
    except _SetAside as aside:
        outcome = aside.problem
    yield from found.warnings
    yield outcome


def _left_out(found: _Found) -> Skipped | None:
    """Rows that no file's reader needs to see."""
    if found.cells.is_blank:
        return found.skipped("blank row")
    if all(found.cells[name].casefold() == name.casefold() for name in found.sheet.header):
        return found.skipped("repeated header")
    return None


def _connection(found: _Found) -> Record:
    """A person. A deleted account leaves only its date behind and is a person without a name."""
    name = _name(found.get("First Name"), found.get("Last Name"))
    url = found.get("URL", "Profile URL")
    # Without an address the date is part of who the row is, wherever the file has that column.
    dated = not url and (not name or "Connected On" in found.sheet.header)
    day = found.day("Connected On", needed=dated)
    if url:
        key: tuple[str, ...] = ("url", _address(url))
    else:
        key = ("name", name, day) if name else ("anonymous", day)
    values = {
        "slug": _slug(_address(url).rpartition("/")[2]) or _slug(name) or f"anonymous-{day}",
        "name": name,
        "org": _MAIL.sub("", found.get("Company")), "title": _MAIL.sub("", found.get("Position")),
        "url": url, "connected_on": day, "relation": "linkedin",
    }  # fmt: skip
    return found.record("person", values, key)


def _name(first: str, last: str) -> str:
    """A full name; some people write their e-mail address into it."""
    return " ".join(_MAIL.sub("", f"{first} {last}").split())


def _address(url: str) -> str:
    """An address without what may change: scheme, country, case, percent signs, query."""
    plain = unquote(re.split(r"[?#]", url)[0]).strip().casefold()
    plain = re.sub(r"^[a-z]+://", "", plain).rstrip("/")
    return tidy.clean(re.sub(r"^(?:[a-z]{2,3}\.)?linkedin\.com(?=/|$)", "linkedin.com", plain))


def _position(found: _Found) -> Record:
    """A role of the form job."""
    title, org = found.get("Title"), found.get("Company Name")
    if not title and not org:
        found.needs("Title")
    return _role(found, "job", title, org, found.get("Description"))


def _education(found: _Found) -> Record:
    """A role of the form study."""
    notes = [found.get("Notes"), found.get("Activities")]
    summary = "\n".join(note for note in notes if note)
    return _role(found, "study", found.get("Degree Name"), found.needs("School Name"), summary)


def _role(found: _Found, form: str, title: str, org: str, summary: str) -> Record:
    started = found.period(*_STARTED)
    values = {
        # The date stands before the title: long slugs are cut, and two stays must stay two.
        "slug": _slug(f"{org} {started} {title}"), "title": title, "org": org, "form": form,
        "started": started, "ended": found.period(*_ENDED), "summary": summary,
    }  # fmt: skip
    return found.record("role", values)


def _skill(found: _Found) -> Record:
    """A skill; LinkedIn gives neither dates nor levels."""
    name = found.needs("Name")
    return found.record("skill", {"slug": _slug(name), "name": name})


def _course(found: _Found) -> Record | Skipped:
    """Learning of the form course, on the day it was last watched."""
    watched = ("Content Last Watched Date (if viewed)", "Content Last Watched Date")
    completed = ("Content Completed At (if completed)", "Content Completed At")
    if not found.get(*watched, *completed):
        return found.skipped("saved, never watched")
    values = {
        "date": found.day(*watched, *completed), "title": found.needs("Content Title"),
        "form": "course", "provider": "LinkedIn Learning",
        "completed": True if found.get(*completed) else None,
        "detail": found.get("Notes taken on videos (if taken)", "Notes taken on videos"),
    }  # fmt: skip
    return found.record("learning", values)


def _certificate(found: _Found) -> Record:
    """Learning of the form certificate. LinkedIn mostly knows its month only, which no day is made of."""
    issued = found.period(*_STARTED)
    whole = _is_whole(issued)
    values = {
        "date": issued if whole else "", "title": found.needs("Name"), "form": "certificate",
        "provider": found.get("Authority"), "completed": True,
        "detail": f"issued {issued}" if issued and not whole else "",
    }  # fmt: skip
    return found.record("learning", values)


def _event(found: _Found) -> Record | Skipped:
    """Learning of the form event, with hours from its start and end."""
    if found.get("Status").casefold() == "relinquished":
        return found.skipped("did not go")
    day, hours = _times(found)
    values = {"date": day, "title": found.needs("Event Name"), "form": "event", "hours": hours}
    return found.record("learning", values)


def _times(found: _Found) -> tuple[str, float | None]:
    """Day and hours of `Sep 23, 2022 12:00 PM - Sep 23, 2022 12:20 PM`."""
    text = found.get("Event Time")
    first, _, last = text.partition(" - ")
    try:
        start = dates.moment(first, _EVENT_TIMES) if text else None
        lasted = dates.moment(last, _EVENT_TIMES) - start if start and last else None
    except ValueError:
        found.warnings.append(found.problem(
            "W-DATE", "Event Time", "this is no pair of times as LinkedIn writes them",
            "Date and hours are left empty", text,
        ))  # fmt: skip
        return "", None
    if lasted is not None and not timedelta() < lasted <= _DAY:
        found.warnings.append(found.problem(
            "W-RANGE", "Event Time", "the event lasts no time or more than a day",
            "Its hours are left empty", text,
        ))  # fmt: skip
        lasted = None
    return start.date().isoformat() if start else "", round(lasted / _HOUR, 6) if lasted else None


def _endorsement(found: _Found) -> Record | Skipped:
    """Feedback of the form endorsement; its text is the skill."""
    if found.lacks("Endorsement Status", "accepted"):
        return found.skipped("endorsement not accepted")
    values = {
        "date": found.day("Endorsement Date", needed=True),
        "giver": _name(found.get("Endorser First Name"), found.get("Endorser Last Name")),
        "form": "endorsement", "text": found.needs("Skill Name"),
    }  # fmt: skip
    return found.record("feedback", values)


def _recommendation(found: _Found) -> Record | Skipped:
    """Feedback of the form recommendation, as far as the person shows it."""
    if found.lacks("Status", "visible"):
        return found.skipped("recommendation not visible")
    values = {
        "date": found.day("Creation Date", needed=True),
        "giver": _name(found.get("First Name"), found.get("Last Name")),
        "form": "recommendation", "text": found.needs("Text"),
    }  # fmt: skip
    return found.record("feedback", values)


def _given(found: _Found) -> Skipped:
    """Nothing: what one wrote about others is no feedback to oneself."""
    return found.skipped("given, not received")


def _project(found: _Found) -> Record:
    """A project; the table knows whole days only, so a month stays out, with a warning."""
    title = found.needs("Title")
    values = {
        "slug": _slug(title), "title": title, "question": found.get("Description"),
        "started": found.day(*_STARTED), "ended": found.day(*_ENDED),
    }  # fmt: skip
    return found.record("project", values)


def _is_whole(day: str) -> bool:
    return len(day) == len("2024-03-05")


def _slug(text: str) -> str:
    # C, C++ and C# are three things, and a slug has no #.
    return tidy.slug(text.replace("#", "-sharp"))


_RECOMMENDATION = (
    "First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status",
)  # fmt: skip
_KINDS = (
    _Kind(
        "Connections.csv",
        ("First Name", "Last Name", "URL", "Profile URL", "Company", "Position", "Connected On"),
        (("Connected On",), ("First Name", "Last Name", "URL", "Profile URL")),
        _connection,
    ),
    _Kind(
        "Positions.csv",
        ("Company Name", "Title", "Description", "Location", *_STARTED, *_ENDED),
        (("Company Name",), ("Title",), ("Started On", "Finished On")),
        _position,
    ),
    _Kind(
        "Education.csv",
        ("School Name", "Notes", "Degree Name", "Activities", *_STARTED, *_ENDED),
        (("School Name",), ("Degree Name", *_STARTED, *_ENDED)),
        _education,
    ),
    _Kind("Skills.csv", ("Name",), (("Name",),), _skill, only=True, word="skills"),
    _Kind(
        "Learning.csv",
        (
            "Content Title", "Content Description", "Content Type", "Content Saved",
            "Content Last Watched Date (if viewed)", "Content Last Watched Date",
            "Content Completed At (if completed)", "Content Completed At",
            "Notes taken on videos (if taken)", "Notes taken on videos",
        ),
        (
            ("Content Title",),
            ("Content Last Watched Date (if viewed)", "Content Last Watched Date"),
        ),
        _course,
    ),
    _Kind(
        "Endorsement_Received_Info.csv",
        (
            "Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name",
            "Endorser Public Url", "Endorsement Status",
        ),
        (("Endorsement Date",), ("Skill Name",), ("Endorser First Name", "Endorser Last Name")),
        _endorsement,
    ),
    _Kind(
        "Recommendations_Received.csv", _RECOMMENDATION,
        (("First Name", "Last Name"), ("Text",), ("Creation Date",)), _recommendation, word="received",
    ),
    _Kind(
        "Recommendations_Given.csv", _RECOMMENDATION,
        (("First Name", "Last Name"), ("Text",), ("Creation Date",)), _given, word="given",
    ),
    _Kind(
        "Certifications.csv",
        ("Name", "Url", "Authority", "License Number", *_STARTED, *_ENDED),
        (("Name",), ("Authority",)),
        _certificate,
    ),
    _Kind(
        "Events.csv", ("Event Name", "Event Time", "Status", "External Url"),
        (("Event Name",), ("Event Time",)), _event,
    ),
    _Kind(
        "Projects.csv", ("Title", "Description", "Url", *_STARTED, *_ENDED),
        (("Title",), ("Description", "Url"), _STARTED), _project, only=True,
    ),
)  # fmt: skip
_MEMBERS = frozenset(kind.member for kind in _KINDS)
