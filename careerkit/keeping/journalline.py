"""A journal line as it is meant, and as it is written: read back before it is used, so that it says that and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from careerkit import tidy
from careerkit.errors import UsageError
from careerkit.importers import journal as importer
from careerkit.limits import MAX_TEXT
from careerkit.notes import fields, journal
from careerkit.notes.journal import Line
from careerkit.reading.drops import Drop
from careerkit.records import Record
from careerkit.settings import Settings, near
from careerkit.tables import table

# Fields that have a place of their own in a draft, or that nobody types.
_OWN = frozenset({"at", "energy", "hours"})
# Columns that are called otherwise than the fields that fill them; of several the one that the line's table has.
_COLUMNS = {
    "followed_up": ("followed_up_on",), "done": ("action_done_on",), "told": ("told_on",),
    "declined": ("declined_because",), "due": ("action_due", "due"),
}  # fmt: skip


class Unwritable(UsageError):
    """The line would not read back as it is meant; `field` names what has to change."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Draft:
    """What the person wants to log. hours are decimal; energy is -2 to 2; share names audiences.

    The first line of `text` is what happened, further ones are detail. fields: inline fields such as `{"reach": "team"}`.
    """

    word: str
    text: str
    day: date
    energy: int | None = None
    hours: float | None = None
    tags: Sequence[str] = ()
    people: Sequence[str] = ()
    share: Sequence[str] = ()
    starred: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


def compose(draft: Draft, at: datetime, *, exact: bool = False) -> str:
    """The journal line of a draft, with further lines of its text as indented detail.

    exact: nothing in the text may work as a tag, a name, a number, a field or a reader: it comes out as it was typed.
    Raises UsageError for a line that would say something else than was asked for.
    """
    first, *rest = [part.rstrip() for part in _text(draft).split("\n")]
    tokens = [
        f"[at:: {at:%Y-%m-%dT%H:%M}]",
        *(f"[{key}:: {value}]" for key, value in _fields(draft)),
        *_tokens("@", draft.people, "people"),
        *([f"{draft.energy:+d}"] if draft.energy is not None else []),
        *([_hours(draft.hours)] if draft.hours is not None else []),
        *_tokens("#", draft.tags, "tags"),
        *_tokens("!", draft.share, "share"),
        *(["*"] if draft.starred else []),
    ]
    said = f"{first} {' '.join(tokens)}".lstrip()
    line = "\n".join([f"- {draft.word}: {said}", *(f"  {r}" for r in rest if r)])
    found = _line(draft, line)
    _check_names(draft, found)
    if exact:
        _check_exact(draft, found, first, rest)
    _check_cells(draft, line)
    return line


def cells(draft: Draft, line: str) -> dict[str, Any]:
    """What the tables will say of a composed line, by column. Raises UsageError when they would set it aside."""
    found, problems = tidy.row(_record(draft, line))
    if found is None:
        bad = problems[0]
        raise Unwritable(
            bad.column, f"the line would be set aside: {bad.column}: {bad.reason}. {bad.fix}"
        )
    return found


def name_of(text: str, field: str = "") -> str:
    """A short name as it is written in a line; `field` is where it was typed. Raises UsageError for one that cannot be."""
    found = tidy.slug(text).replace("/", "-").strip("-.")
    if not found or not found[0].isalpha():
        raise Unwritable(field, f"{text!r} must begin with a letter")
    return found


# ---- writing -----------------------------------------------------------------------------------------


def _tokens(sign: str, names: Sequence[str], field: str) -> list[str]:
    return list(dict.fromkeys(f"{sign}{name_of(name, field)}" for name in names))


def _text(draft: Draft) -> str:
    text = tidy.clean(draft.text.replace("\r\n", "\n").replace("\r", "\n"))
    if draft.word not in journal.WORDS:
        raise UsageError(
            f"{draft.word!r} is not a journal word; one of: {', '.join(journal.WORDS)}"
        )
    if not text and not draft.people:
        raise Unwritable("text", "there is nothing to log; give a few words")
    if len(text) > MAX_TEXT:
        raise Unwritable(
            "text", f"the text is longer than {MAX_TEXT} characters; log the gist of it"
        )
    return text


def _fields(draft: Draft) -> Iterable[tuple[str, str]]:
    for key, value in draft.fields.items():
        if key not in fields.FIELDS or key in _OWN:
            known = [name for name in fields.FIELDS if name not in _OWN]
            raise UsageError(f"there is no field {key!r}{near(key, known)}")
        said = " ".join(tidy.clean(value).split())
        if len(said) > MAX_TEXT:
            raise Unwritable(key, f"{key} is longer than {MAX_TEXT} characters; say the gist of it")
        if set(said) & set("[]"):
            raise Unwritable(key, f"{key}: square brackets would end it; write it without them")
        if said:
            yield key, said


def _hours(hours: float) -> str:
    if not 0 < hours <= 24:
        raise Unwritable("hours", f"{hours:g} hours is not more than 0 and at most 24")
    minutes = round(hours * 60)
    if not minutes:
        raise Unwritable("hours", "less than a minute cannot be logged")
    if abs(hours * 60 - minutes) > 0.01:
        return f"{hours:.2f}h"
    whole, rest = divmod(minutes, 60)
    return f"{minutes}min" if not whole else f"{whole}h{rest:02d}" if rest else f"{whole}h"


# ---- reading back ------------------------------------------------------------------------------------


def _page(draft: Draft, line: str) -> str:
    return f"## {draft.day}\n{line}\n"


def _line(draft: Draft, line: str) -> Line:
    """The one line that the journal sees. Raises UsageError when it sees none, or several."""
    numbered = list(enumerate(_page(draft, line).split("\n"), 1))
    found = [one for one in journal.parse(numbered, "journal.md") if isinstance(one, Line)]
    if not found or journal.count(numbered) != 1 or journal.open_fence(numbered):
        raise Unwritable(
            "text",
            "this text cannot stand in one journal line; leave out bullets and code fences",
        )
    return found[0]


def _record(draft: Draft, line: str) -> Record:
    drop = Drop("journal.md", "journal", "journal.md", _page(draft, line).encode())
    return next(found for found in importer.read(drop, Settings()) if isinstance(found, Record))


def _check_names(draft: Draft, found: Line) -> None:
    for kind, column, asked, got in (
        ("tag", "tags", draft.tags, found.tags),
        ("person", "people", draft.people, found.people),
        ("audience", "share", draft.share, found.share),
    ):
        for name in asked:
            if name_of(name) not in got:
                raise Unwritable(
                    column,
                    f"the {kind} {name!r} cannot be written in a line; use letters, digits and -",
                )


def _check_exact(draft: Draft, found: Line, first: str, rest: Sequence[str]) -> None:
    """What was typed is text and nothing else."""
    for sign, what, asked, got in (
        ("!", "say who may read it", draft.share, found.share),
        ("#", "be a tag", draft.tags, found.tags),
        ("@", "name somebody", draft.people, found.people),
    ):
        for name in got:
            if name not in map(name_of, asked):
                raise _at_end(f"{sign}{name}", what)
    if found.energy is not None and found.energy != draft.energy:
        raise _at_end(f"{found.energy:+d}", "be an energy")
    if found.hours is not None and not _is_near(found.hours, draft.hours):
        raise _at_end("a number of hours", "be added up")
    if found.starred and not draft.starred:
        raise _at_end("*", "mark it as one of the year's best")
    if set(found.fields) - {"at", *draft.fields}:
        raise Unwritable("text", "the text has :: in it, which would make a field; leave it out")
    if found.text != (" ".join(first.split()) or " ".join(f"@{name}" for name in found.people)):
        raise Unwritable(
            "text",
            "some signs of the first line would be read as something else: :: or [[ or ^ or a number at its end;"
            " leave them out, or end the line with a word",
        )
    if found.rest != [part.strip() for part in rest if part.strip()]:
        raise Unwritable(
            "text",
            "a further line of the text would be left out, since another program writes such lines for itself; reword it",
        )


def _at_end(said: str, what: str) -> Unwritable:
    return Unwritable(
        "text", f"{said} in the text would {what}; leave it out there, or write it in other words"
    )


def _check_cells(draft: Draft, line: str) -> None:
    """What was asked for beside the text must come out, each in its column."""
    found = cells(draft, line)
    for name, wanted in (("energy", draft.energy), ("hours", draft.hours)):
        if wanted is None:
            continue
        if name not in found:
            raise Unwritable(
                name, f"a line that begins with {draft.word!r} has no {name}; leave it out"
            )
        if not _is_near(found[name], wanted):
            raise Unwritable(name, f"{name} stands both in the text and as an option; give it once")
    for key, value in _fields(draft):
        _check_field(draft, line, key, value, found)


def _check_field(draft: Draft, line: str, key: str, value: str, found: Mapping[str, Any]) -> None:
    record = _record(draft, line)
    name = next((one for one in _COLUMNS.get(key, (key,)) if one in record.values), "")
    column = table(record.table).column(name)
    if column is None:
        raise Unwritable(key, f"a line that begins with {draft.word!r} has no {key}; leave it out")
    try:
        wanted = tidy.cell(column, value)
    except tidy.BadCell as bad:
        raise Unwritable(key, f"{key}: {bad.reason}. {bad.fix}") from None
    if found[name] != wanted:
        raise Unwritable(key, f"{key} would be read as something else; write it in other words")


def _is_near(got: float | None, wanted: float | None) -> bool:
    return got is not None and wanted is not None and abs(got - wanted) <= 0.005
