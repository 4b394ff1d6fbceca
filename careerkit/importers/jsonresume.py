"""A JSON Resume: work, volunteering and education become roles, and skills, projects and certificates what they are.

Months and years stay months and years. A keyword of a skill is no other spelling of it but a skill of
its own, in the group that bears the first one's name. How to reach the person, references, languages
and all other sections are read by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from careerkit import tidy
from careerkit.problems import Problem
from careerkit.reading import dates, documents, masks
from careerkit.reading.drops import Drop
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.resume import LEVELS
from careerkit.settings import Settings

COVERAGE = Coverage.DROP
PLACES = ("inbox",)

# Only a resume has one of these; the weaker ones count where nothing stands beside them that it has not.
_SURE = frozenset({
    "work[].position", "work[].company", "volunteer[].organization", "education[].institution",
    "education[].studyType",
})  # fmt: skip
_LIKELY = frozenset({
    "meta.version", "basics.name", "basics.label", "basics.summary", "work[].name", "skills[].name",
    "projects[].name", "certificates[].name", "certificates[].issuer", "awards[].title",
    "publications[].name", "languages[].language", "interests[].name", "references[].name",
})  # fmt: skip
_SECTIONS = frozenset(
    {"$schema", *(name.partition(".")[0].removesuffix("[]") for name in _SURE | _LIKELY)}
)
_PERIOD = re.compile(r"([12][0-9]{3})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?(?:T[0-9:.]{0,20}Z?)?")
_NAMED = (dates.NAME_YEAR, dates.DAY_NAMED, dates.NAME_DAY)
_STILL = frozenset(
    {"present", "current", "now", "today", "ongoing", "heute", "aktuell", "actualidad", "presente"}
)
# Bounded, so that a text of 200 kB without an address costs no more than reading it.
_LEVELS = {word: level for level, word in LEVELS.items()}


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a section, with what its reader needs to say where it stands, and its warnings."""

    path: str
    section: str
    line: int
    value: Mapping[str, Any]
    warnings: list[Problem] = field(default_factory=list)

    def text(self, *names: str) -> str:
        """The first of these texts that says anything."""
        found = (documents.text(self.value, name) for name in names)
        return masks.mail(next(filter(None, found), ""))

    def words(self, *names: str) -> str:
        """The first of these texts, and below it the item's lists as lines."""
        lists = (documents.texts(self.value, name) for name in ("highlights", "courses"))
        lines = [masks.mail(f"- {line}") for found in lists for line in found]
        return "\n".join(filter(None, [self.text(*names), *lines]))

    def period(self, name: str) -> str:
        """The day, month or year under a name as ISO text; one that cannot be read warns and gives nothing."""
        found = self.value.get(name)
        # Programs that write YAML first make a number of a year.
        written = str(found) if type(found) is int else documents.text(self.value, name)
        try:
            return "" if written.casefold() in _STILL | {""} else _period(written)
        except ValueError:
            left = "until then it has no end" if name == "endDate" else "it is left empty"
            self.warn(name, "W-DATE", "this is no date as JSON Resume has them",
                      f"Write it as 2024-03-05, 2024-03 or 2024; {left}", written)  # fmt: skip
            return ""

    def day(self, name: str) -> str:
        """The whole day under a name; no day is made of a month or a year."""
        found = self.period(name)
        if found and not _is_whole(found):
            self.warn(name, "W-DATE", "a month or a year is no day",
                      "Write it as 2024-03-05; it is left empty", found)  # fmt: skip
            return ""
        return found

    def warn(self, name: str, code: str, reason: str, fix: str, value: str = "") -> None:
        """Note a problem that costs a cell only."""
        column = f"{self.section}.{name}"
        self.warnings.append(Problem(self.path, self.line, column, code, reason, fix, value))

    def record(self, table: str, **values: Any) -> Record:
        """The item's record; empty text is nothing."""
        return Record(table, self.line, {name: value or None for name, value in values.items()})

    def start_and_end(self, read: Callable[[_Item, str], str]) -> dict[str, str]:
        """When it began and ended."""
        return {"started": read(self, "startDate"), "ended": read(self, "endDate")}


def claims(drop: Drop) -> bool:
    """An object with names that only a resume has, or two that a resume has and nothing else."""
    shape = documents.shape(drop)
    top = {name for name in shape if not {".", "["} & set(name)}
    return bool(shape & _SURE) or (len(shape & _LIKELY) > 1 and top <= _SECTIONS)


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per item of the sections that are read, and one more for each keyword of a skill."""
    document = documents.load_json(drop)
    for section, reader in _READERS.items():
        found = document.get(section) if isinstance(document, dict) else None
        if found and not isinstance(found, list):
            drop.rows_in += 1
            yield _no_item(_Item(drop.path, section, 0, {}))
            continue
        for line, value in documents.items(drop, document, section) if found else ():
            rows = _rows(_Item(drop.path, section, line, value), reader)
            drop.rows_in += max(sum(isinstance(row, Record) for row in rows), 1) - 1
            yield from rows


def _rows(item: _Item, reader: Callable[[_Item], list[Record]]) -> list[Row]:
    """The warnings of one item, then what became of it."""
    if not isinstance(item.value, dict):
        return [_no_item(item)]
    if not any(item.value.values()):
        return [Skipped(item.line, "empty item")]
    records = reader(item)
    if not records:
        return [Problem(item.path, item.line, item.section, "E-EMPTY", "the item has no name",
                        "Give it one, or take it out")]  # fmt: skip
    return [*item.warnings, *records]


def _no_item(item: _Item) -> Problem:
    return Problem(item.path, item.line, item.section, "E-FORMAT", "JSON Resume has a list of objects here",
                   'Write it as [{"name": "..."}]')  # fmt: skip


def _role(
    form: str, org: tuple[str, ...], title: tuple[str, ...]
) -> Callable[[_Item], list[Record]]:
    """A reader of roles of this form, with the names of the organisation and of the title."""

    def read(item: _Item) -> list[Record]:
        said = (item.text(name) for name in title)
        values = {"org": item.text(*org), "title": ", ".join(filter(None, said))}
        if not any(values.values()):
            return []
        period = item.start_and_end(_Item.period)
        is_gig = form == "job" and item.text("form") == "gig"
        # The date stands before the title: long slugs are cut, and two stays must stay two.
        slug = _slug(f"{values['org']} {period['started']} {values['title']}")
        return [item.record(
            "role", slug=slug, **values, form="gig" if is_gig else form, **period, summary=item.words("summary"),
        )]  # fmt: skip

    return read


def _skills(item: _Item) -> list[Record]:
    """The skill, and its keywords as skills of its group; how good one is, other programs say otherwise."""
    name, group, level = item.text("name"), item.text("group"), _LEVELS.get(item.text("level"))
    keywords = [masks.mail(word) for word in documents.texts(item.value, "keywords")]
    own = (
        [item.record("skill", slug=_slug(name), name=name, group=group, level=level)]
        if name
        else []
    )
    return own + [
        item.record("skill", slug=_slug(word), name=word, group=name) for word in keywords
    ]


def _project(item: _Item) -> list[Record]:
    """A project; the table knows whole days only, so a month stays out, with a warning."""
    title = item.text("name")
    period = item.start_and_end(_Item.day) if title else {}
    return [item.record(
        "project", slug=_slug(title), title=title, question=item.words("description", "summary"),
        tags=[masks.mail(word) for word in documents.texts(item.value, "keywords")], **period,
    )] if title else []  # fmt: skip


def _certificate(item: _Item) -> list[Record]:
    """Learning of the form certificate; of a month or a year no day is made."""
    title = item.text("name", "title")
    issued = item.period("date") if title else ""
    whole = _is_whole(issued)
    return [item.record(
        "learning", date=issued if whole else "", title=title, form="certificate",
        provider=item.text("issuer"), completed=True,
        detail=f"issued {issued}" if issued and not whole else "",
    )] if title else []  # fmt: skip


def _period(written: str) -> str:
    """A day, month or year as ISO text. Raises ValueError."""
    match = _PERIOD.fullmatch(written)
    if match is None:
        return dates.read(written, _NAMED)
    year, month, day = match.groups()
    known = date(int(year), int(month or 1), int(day or 1))
    if not dates.FIRST_YEAR <= known.year <= dates.LAST_YEAR:
        raise ValueError("the year is not between 1900 and 2100")
    return known.isoformat()[: 10 if day else 7 if month else 4]


def _is_whole(day: str) -> bool:
    return len(day) == len("2024-03-05")


def _slug(text: str) -> str:
    # C, C++ and C# are three things, and a slug has no #.
    return tidy.slug(text.replace("#", "-sharp"))


_READERS = {
    "work": _role("job", ("name", "company", "organization"), ("position",)),
    "volunteer": _role("volunteer", ("organization", "name"), ("position",)),
    "education": _role("study", ("institution", "name"), ("studyType", "area")),
    "skills": _skills,
    "projects": _project,
    "certificates": _certificate,
}
