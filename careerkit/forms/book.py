"""A book: on the list, in hand, read, or put down on purpose, and what to keep of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import registers
from careerkit.keeping.registers import Changed
from careerkit.saved import Saved

STATES = (
    ("to_read", "want to read"), ("reading", "reading"), ("read", "read"), ("dropped", "put down on purpose"),
)  # fmt: skip
# In this order they are offered: what is in hand comes first.
_RANK = {"reading": 0, "to_read": 1, "": 2, "dropped": 3, "read": 4}
MOST_OFFERED = 200
LONGEST_LABEL = 80
_KEY = ("title", "author")
_SHOWN = (*_KEY, "status")
_GIVEN = ("status", "started", "finished", "rating")
Row = Mapping[str, str]


@dataclass(frozen=True)
class _Books(Form):
    """The form with the books that it knows of, by a name for each that says nothing."""

    known: dict[str, Row] = field(default_factory=dict)


def form(desk: Desk) -> Form:
    """Which book, where it stands, and what to keep of it."""
    known = _known(desk)
    offered = [(name, _label(row)) for name, row in known.items()][:MOST_OFFERED]
    return _Books(
        "A book",
        (
            Group("Which book", (
                Field("which", "One of your list", "pick", "Or leave this open, and name one below.", choices=offered),
                Field("title", "Another one: its title"),
                Field("author", "Who wrote it"),
            )),
            Group("Where it stands", (
                Field("status", "It is", "choice", "To put one down on purpose is a good use of time, too. Left open, what you said before stays.", choices=STATES),
                Field("started", "The day you began it", "date"),
                Field("finished", "The day you ended it", "date", "Read or put down. Leave it open if you do not know."),
                Field("rating", "From 0 to 5", "number", "Such as 4.", low=0, high=5),
                Field("takeaway", "What to keep of it", "long", "One sentence that you could try, such as: Silence after the question."),
            )),
        ),
        by_hand="In registers/books.csv a row: title,author,isbn13,status,added,started,finished,rating,takeaway, where status is one of"
        ' to_read, reading, read, dropped. Or in journal/YEAR.md, on the day you end it: "- read: Its title 4/5".',
        submit="Save book", known=known,
    )  # fmt: skip


def _known(desk: Desk) -> dict[str, Row]:
    rows = [row for row in registers.rows(desk.workbook, "books") if row["title"]]
    rows.sort(key=lambda row: row["finished"], reverse=True)
    rows.sort(key=lambda row: _RANK.get(_state(row), len(_RANK)))
    return {_id(row): row for row in rows}


def _state(row: Row) -> str:
    return row["status"].casefold().replace("-", "_").replace(" ", "_")


def _id(row: Row) -> str:
    named = "\n".join(_fold(row[name]) for name in _KEY)
    return hashlib.blake2b(named.encode(), digest_size=8).hexdigest()


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _label(row: Row) -> str:
    words = " ".join(f"{row['title']}, {row['author']}".strip(" ,").split())
    short = words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"
    state = dict(STATES).get(_state(row), "")
    return f"{short} ({state})" if state else short


def save(desk: Desk, form: _Books, values: Values) -> Saved:
    """One row in the register of books, new or changed; of a known one only what was said now changes."""
    row = _meant(form, values)
    if problems := dict(_problems(row, values, desk.today)):
        raise Refused(problems)
    cells = {name: values[name].replace(",", ".") for name in _GIVEN if values[name]}
    if values["author"] and not (row and row["author"]):
        cells["author"] = values["author"]
    if row is None:
        key = {name: values[name] for name in _KEY}
        cells |= {"added": _added(values, desk.today), "takeaway": values["takeaway"]}
    else:
        key = {name: row[name] for name in _KEY}
        now = _known(desk).get(_id(row), row)
        cells |= (
            {"takeaway": _with(now["takeaway"], values["takeaway"])} if values["takeaway"] else {}
        )
    expected = {name: row[name] for name in _SHOWN} if row else {}
    try:
        edit = registers.put(desk.workbook, "books", key, cells, expected=expected)
    except Changed:
        raise Refused({"which" if row else "title": _CHANGED}) from None
    if edit is None:
        return Saved("It stands there already.")
    form.known.clear()
    form.known.update(_known(desk))
    return Saved(f"Saved in {edit.path}.", (edit,))


_CHANGED = "This book has been changed meanwhile, perhaps in another window. Run this cell again to see it."


def _meant(form: _Books, values: Values) -> Row | None:
    """The known book that is meant; None for a new one. Raises Refused."""
    if values["which"]:
        if values["title"] or values["author"]:
            raise Refused(
                {"title": "Either choose one of the list above, or name another one here"}
            )
        return form.known[values["which"]]
    title, author = _fold(values["title"]), _fold(values["author"])
    if not title:
        raise Refused({"title": "Choose a book of the list, or name another one here"})
    same = [
        row for row in form.known.values()
        if _fold(row["title"]) == title and (not author or _fold(row["author"]) in ("", author))
    ]  # fmt: skip
    if len(same) > 1:
        raise Refused({"which": "Several books bear this title; choose one of them here"})
    return same[0] if same else None


def _problems(row: Row | None, values: Values, today: date) -> Iterator[tuple[str, str]]:
    """What does not fit together, by the name of the field."""
    started, finished, state = values.day("started"), values.day("finished"), values["status"]
    if row is None and not state:
        yield "status", "Say where it stands"
    if row is not None and not any(values[name] for name in (*_GIVEN, "takeaway", "author")):
        yield "status", "Say what is new about it"
    for name, day in (("started", started), ("finished", finished)):
        if day and day > today:
            yield name, "This day is still to come"
        elif day and state == "to_read":
            yield name, "A book that you want to read has no such day yet"
    if finished and state == "reading":
        yield "finished", "A book that you are reading has no such day yet"
    if started and finished and finished < started:
        yield "finished", "This is before the day you began it"


def _added(values: Values, today: date) -> str:
    """A book that was begun earlier was on the list by then."""
    days = (values.day("started"), values.day("finished"), today)
    return min(day for day in days if day).isoformat()


def _with(before: str, said: str) -> str:
    return f"{before}; {said}" if before and said and said not in before else before or said
