"""Responses to a Google or Microsoft form, as CSV or XLSX: each answered question becomes an answer, or feedback.

A row is one question cell of one response; a response that cannot be read at all counts as one row.
Numbers stay raw and words stay words: what a scale means is known to questionnaires, not here. A
question is known by an id in its wording, such as `[Q3]`, else by the wording. A workbook is one
person: where several answered, the person says who they are. Names and addresses of respondents tell
them apart and are not kept, but for the name of who gave feedback.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from careerkit.errors import BadData
from careerkit.problems import Problem
from careerkit.reading import masks, moments, orders, responses, sheets, spreadsheets
from careerkit.reading.drops import Drop
from careerkit.reading.moments import Moment
from careerkit.reading.responses import Form, plain
from careerkit.reading.sheets import Cells
from careerkit.records import Coverage, Record, Row, Skipped
from careerkit.settings import Settings, near
from careerkit.tidy import slug

COVERAGE = Coverage.UNION
PLACES = ("inbox",)
_EACH = {
    "me": "the names or addresses under which you answered, as they stand in the file",
    "instrument": "the questionnaire that the answers belong to; else the name of the file",
    "version": "its version; with it, a question without an answer is a skipped item",
    "feedback": "true for a form in which others answer about you",
    "items": "the item that a question is, by its wording",
    "words": "the number that an answer in words stands for",
}
OPTIONS = {**_EACH, "form": "all of these for one form, by the name of its file"}

# Scales are short: a long number is a telephone's or an account's.
_NUMBER = re.compile(r"[-−]?(?:0|[1-9][0-9]{0,5})(?:[.,][0-9]{1,2})?")
_PHONE = re.compile(
    r"(?<!\w)(?:(?:\+|00)[1-9][0-9 ()/.-]{5,18}[0-9]|0[0-9]{2,4}[ /-]?[0-9]{5,10}|[0-9]{9,15}"
    r"|\(?[2-9][0-9]{2}\)?[ .-][0-9]{3}[ .-][0-9]{4})(?!\w)"
)
# Everybody who answered, with all names and addresses they gave.
_People = defaultdict[str, set[str]]
_ADDRESS, _TELEPHONE = "(address)", "(number)"
# What a file's name says besides the form's: the sheet, a count, a copy, a year or a day.
_NOISE = re.compile(
    r" - (?:form|réponses|respuestas|respostas|risposte|sheet|tabelle|feuille|hoja|foglio)[^-]{0,40}$"
    r"|\((?:[0-9]{1,6}(?:-[0-9]{1,6})?|responses|antworten|réponses|respuestas|respostas|risposte)\)"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?:([-_.]?)[0-9]{2}\1[0-9]{2})?(?![0-9])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Said:
    """What workbook.toml says about one form."""

    me: frozenset[str]
    instrument: str
    version: str
    feedback: bool
    items: Mapping[str, str]
    words: Mapping[str, float]


@dataclass
class _Reading:
    """One form on its way: what every response needs."""

    form: Form
    said: _Said
    items: Mapping[int, str]
    days: Sequence[re.Pattern[str]]
    home: ZoneInfo
    starts: tuple[int, int]
    me: frozenset[str]
    member: str
    told: set[str] = field(default_factory=set)


def claims(drop: Drop) -> bool:
    """A table, alone in its zip or not, that begins with a form's columns and has times in them."""
    table = _table(drop)
    form = responses.find(table) if table else None
    return form is not None and _are_times(form)


def read(drop: Drop, settings: Settings) -> Iterator[Row]:
    """One outcome per question cell. Raises BadData for options that cannot be."""
    table = _table(drop)
    form = responses.find(table) if table else None
    if table is None or form is None:
        raise drop.refuse(
            "E-HEADER", "the columns are none that a form is known to have",
            "Download the responses once more",
        )  # fmt: skip
    try:
        yield from _responses(
            _reading(form, settings, form.sheet.member if table is drop else table.name)
        )
    finally:
        if table is not drop:
            drop.rows_in, drop.proven_order = table.rows_in, table.proven_order


def _are_times(form: Form) -> bool:
    """Most of the first ones: one that was typed over does not make another file of it.

    In a text, a T between day and time is a machine's; in a spreadsheet it is how we show a time.
    """
    typed = [
        time for time in form.samples if form.sheet.member or "T" not in time.partition(" ")[0]
    ]
    return sum(map(bool, map(moments.day_part, typed))) * 2 >= max(len(form.samples), 1)


def _table(drop: Drop) -> Drop | None:
    """The file itself, or the only one in the zip that Google wraps it in."""
    if spreadsheets.is_one(drop):
        return drop
    if not drop.is_zip:
        return drop if drop.name.casefold().endswith(sheets.SUFFIXES) else None
    paths: list[str] = []

    def listed(path: str) -> bool:
        """Not wanted: nothing is opened."""
        paths.append(path)
        return False

    next(drop.members(listed), None)
    if len(paths) != 1 or not paths[0].casefold().endswith(sheets.SUFFIXES):
        return None
    return next(drop.members(lambda path: path == paths[0]), None)


def _reading(form: Form, settings: Settings, member: str) -> _Reading:
    """Look through the rows once: whose they are, and in which order days are written. Raises Unreadable."""
    drop, name = form.sheet.drop, form.headings[form.stamp]
    said = _said(settings, _name(drop.name))
    people: _People = defaultdict(set)
    before = drop.rows_in
    verdict = orders.decide_cells(_stamps(form, people), (name,), "forms", drop.date_order)
    drop.rows_in = before
    days = orders.shapes(orders.settle(drop, verdict))
    return _Reading(
        form, said, responses.items(form, said.items), days,
        ZoneInfo(settings.time_zone), settings.year_start,
        frozenset() if said.feedback else _me(drop, people, said.me), member,
    )  # fmt: skip


def _stamps(form: Form, people: _People) -> Iterator[tuple[int, tuple[str]]]:
    """The days of all responses as written; on the way, `people` learns who answered."""
    for row in form.sheet.rows():
        if not (isinstance(row, Problem) or row.is_blank or form.is_heading(row)):
            people[form.person(row)] |= {*form.respondent(row)}
            yield row.line, (moments.day_part(row[str(form.stamp)]),)


def _me(drop: Drop, people: _People, me: frozenset[str]) -> frozenset[str]:
    """By what the person's own responses are known; nothing when all are. Raises Unreadable."""
    if not any(people) or (not me and len(people) == 1):
        return frozenset()
    if not me:
        raise drop.refuse(
            "E-WHO", f"{len(people)} people answered, and a workbook is one person",
            'Say in workbook.toml which is you: [sources.forms] me = ["as it stands in the file"];'
            " or feedback = true, if they answer about you",
        )  # fmt: skip
    if all(me.isdisjoint(who) for who in people.values()):
        raise drop.refuse(
            "E-WHO", "none of those who answered is the one that workbook.toml names",
            'Correct it: [sources.forms] me = ["as it stands in the file"]',
        )  # fmt: skip
    return me


def _responses(reading: _Reading) -> Iterator[Row]:
    for row in reading.form.sheet.rows():
        if isinstance(row, Problem):
            yield replace(row, value=_hidden(row.value))
        elif row.is_blank:
            yield Skipped(row.line, "blank row")
        elif reading.form.is_heading(row):
            yield Skipped(row.line, "repeated header")
        else:
            yield from _response(row, reading)


def _response(row: Cells, reading: _Reading) -> Iterator[Row]:
    """The warnings of one response, then one outcome for each question, or one for all of them."""
    form, drop = reading.form, reading.form.sheet.drop
    if reading.me and reading.me.isdisjoint(form.respondent(row)):
        drop.rows_in += len(form.questions) - 1
        yield from (Skipped(row.line, "another respondent") for _ in form.questions)
        return
    stamp, column = row[str(form.stamp)], form.headings[form.stamp]
    try:
        moment = moments.read(stamp, reading.days, reading.home)
    except ValueError:
        yield Problem(drop.path, row.line, column, "E-DATE", "this is no time as forms write it",
                      "Write it as 2024-03-05 18:30:00", _hidden(stamp))  # fmt: skip
        return
    if moment.unknown_zone and moment.unknown_zone not in reading.told:
        reading.told.add(moment.unknown_zone)
        yield Problem(drop.path, row.line, column, "W-TZ",
                      "several time zones bear this name; the clock at home was taken",
                      "If that is wrong, write it as an offset, such as GMT-6", stamp)  # fmt: skip
    drop.rows_in += len(form.questions) - 1
    for number, item in reading.items.items():
        yield _outcome(row, number, item, moment, reading)


def _outcome(row: Cells, number: int, item: str, moment: Moment, reading: _Reading) -> Row:
    """What became of one question cell."""
    cell, said = row[str(number)], reading.said
    answer = _answer(cell, said.words)
    if answer["text"] in (_ADDRESS, _TELEPHONE):
        return Skipped(row.line, "contact details")
    if not cell and (said.feedback or not said.version):
        return Skipped(row.line, "not answered")
    who = reading.form.person(row) if said.feedback else ""
    at = moment.utc.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.utc else moment.day.isoformat()
    # Two forms of one day, where only the day is known, are told apart by their names.
    key = (at, *(() if moment.utc else (said.instrument,)), masks.pseudonym(who), item)
    values = {"date": moment.day.isoformat(), **answer}
    if said.feedback:
        values |= {"giver": reading.form.called(row) or None, "detail": reading.form.headings[number],
                   "form": "advice" if answer["value"] is None else "rating"}  # fmt: skip
    else:
        values |= {
            "instrument": said.instrument, "version": said.version or "1", "administration": at,
            "occasion": str(moment.day.year - ((moment.day.month, moment.day.day) < reading.starts)),
            "item": item, "at": at if moment.utc else None, "mode": "import",
            "answered": "answered" if cell else "skipped",
        }  # fmt: skip
    return Record("feedback" if said.feedback else "answer", row.line, values, key, reading.member)


def _answer(cell: str, words: Mapping[str, float]) -> dict[str, Any]:
    """A number as it was given, else words, without addresses and telephone numbers."""
    if _NUMBER.fullmatch(cell):
        return {"value": cell, "text": None}
    worth = words.get(plain(cell).casefold())
    return {"value": worth, "text": None if worth is not None else _hidden(cell) or None}


def _hidden(text: str) -> str:
    return _PHONE.sub(_TELEPHONE, masks.mail(text))


def _name(file: str) -> str:
    """What the form is called, by the name of its file."""
    return slug(_NOISE.sub(" ", file.rpartition(".")[0])) or "form"


def _said(settings: Settings, form: str) -> _Said:
    """What workbook.toml says, for all forms and for this one. Raises BadData."""
    by_form = {slug(name): said for name, said in settings.option("forms", "form", {}).items()}
    own = by_form.get(form, {})
    if not isinstance(own, dict):
        raise BadData(
            f"workbook.toml: [sources.forms] form: {form} must be a table such as {{ a = 1 }}"
        )
    for key in own:
        if key not in _EACH:
            raise BadData(
                f"workbook.toml: [sources.forms.form.{form}]: unknown key {key!r}{near(key, _EACH)}"
            )
    every = settings.sources.get("forms", {})
    option = replace(settings, sources={"forms": {**every, **own}}).option
    words = option("forms", "words", {})
    if any(
        isinstance(worth, bool) or not isinstance(worth, int | float) for worth in words.values()
    ):
        raise BadData("workbook.toml: [sources.forms] words: every word needs a number")
    return _Said(
        frozenset(plain(str(name)).casefold() for name in option("forms", "me", ())),
        option("forms", "instrument", "") or form, option("forms", "version", ""),
        option("forms", "feedback", False),
        {plain(wording).casefold(): str(item) for wording, item in option("forms", "items", {}).items()},
        {plain(word).casefold(): float(worth) for word, worth in words.items()},
    )  # fmt: skip
