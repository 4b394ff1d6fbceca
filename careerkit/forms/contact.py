"""A talk, a letter, a meeting: with whom, what about, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from careerkit import capture
from careerkit.capture import Draft, Unwritable
from careerkit.desk import Desk
from careerkit.form import ENERGY, YES, Field, Form, Group, Refused, Values
from careerkit.keeping import edits, registers, sentences
from careerkit.keeping.edits import Edit
from careerkit.keeping.journalline import name_of
from careerkit.saved import Saved

CHANNELS = (
    ("coffee", "coffee or tea"), ("lunch", "a meal"), ("walk", "a walk"), ("visit", "a visit"), ("call", "a call"),
    ("video", "a video call"), ("mail", "mail"), ("chat", "chat"), ("letter", "a letter"),
)  # fmt: skip
LED_TO = (("advice", "advice"), ("work", "work"), ("introduction", "an introduction"))
MEANINGFUL = ((YES, "yes"), ("no", "no, in passing"))
# How a journal line says that this is not known; without any word it would be a yes.
OPEN = "-"
# What is told about somebody new, each under the name that it has in the register.
TOLD = ("name", "relation")
MOST_SUGGESTED = 100


@dataclass(frozen=True)
class _Contact(Form):
    """The form, with the short name of everybody whose full name is theirs alone."""

    known: Mapping[str, str] = field(default_factory=dict)


def form(desk: Desk) -> Form:
    """Who, what about, how; the rest may be left open."""
    return _Contact(
        "A contact",
        (
            Group("With whom, what about", (
                Field("people", "With whom?", hint="A short name, such as: dana. Several are parted by commas.", required=True, suggest=_people(desk)),
                Field("text", "What was it about?", "long", "In a sentence: what you asked, gave or learned. Further lines are details that stay private."),
                Field("channel", "How?", "choice", choices=CHANNELS),
                Field("meaningful", "Two-way, and with a purpose, or with something learned or given?", "choice",
                      "Backspace leaves it open.", choices=MEANINGFUL, value=YES),
                Field("date", "The day", "date", required=True, value=desk.today.isoformat()),
            )),
            Group("More, if you like", (
                Field("led_to", "It led to", "choice", choices=LED_TO),
                Field("follow_up", "You promised to come back by", "date"),
                Field("energy", "It left me", "choice", choices=ENERGY),
                Field("hours", "Hours", "number", "Such as 0.5.", low=0.02, high=24),
                Field("name", "Full name, of somebody new", hint="Goes into registers/people.csv, for the first of the short names."),
                Field("relation", "How you know them", hint="Such as: mentor, colleague, customer."),
            ), folded=True),
        ),
        by_hand='In journal/YEAR.md: "- met: @dana coffee, she runs a project office [follow_up:: 2025-03-20]"; full names in registers/people.csv.',
        submit="Save contact", focus="people", known=_known(desk),
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line in the journal, and, of somebody new, a row in the register of people; both or none."""
    assert isinstance(form, _Contact)  # noqa: S101 - it is the one made above
    names = [form.known.get(name.casefold(), name) for name in values.names("people")]
    try:
        people = [name_of(name, "people") for name in names]
        draft = _draft(values, people)
        row = _seen(desk, values, people[0])
    except Unwritable as bad:
        asked = {found.name for found in form.fields()}
        raise Refused({bad.field if bad.field in asked else "text": str(bad)}) from None
    with edits.together(desk.workbook) as done:
        done.append(capture.write(desk.workbook, draft, desk.at))
        done.extend(_introduced(desk, values, people[0], row))
    return Saved(f"Saved in {' and '.join(edit.path for edit in done)}.", done)


def _draft(values: Values, people: Sequence[str]) -> Draft:
    day = values.day("date")
    assert day is not None  # noqa: S101 - the form requires it
    draft = sentences.contact(
        day, people, values["text"], channel=values["channel"], meaningful=values["meaningful"] != "no",
        hours=values.number("hours"), energy=values.whole("energy"), follow_up=values.day("follow_up"),
        led_to=values["led_to"],
    )  # fmt: skip
    if values["meaningful"]:
        return draft
    return replace(draft, fields={**draft.fields, "meaningful": OPEN})


def _seen(desk: Desk, values: Values, short: str) -> Mapping[str, str]:
    """The row of somebody who is told more about, empty if there is none.

    Raises Refused where it says something else: two people must not become one by having the same short name.
    """
    said = {column: values[column] for column in TOLD if values[column]}
    rows = registers.rows(desk.workbook, "people") if said else []
    row = next((row for row in rows if row["slug"].casefold() == short), {})
    wrong = [column for column, text in said.items() if row.get(column) not in (None, "", text)]
    if wrong:
        told = f"@{short} is in registers/people.csv already, with something else; take another short name, or change it there"
        raise Refused(dict.fromkeys(wrong, told))
    return row


def _introduced(desk: Desk, values: Values, short: str, row: Mapping[str, str]) -> list[Edit]:
    said = {column: values[column] for column in TOLD if values[column]}
    edit = said and registers.put(desk.workbook, "people", {"slug": short}, said, expected=row)
    return [edit] if edit else []


def _people(desk: Desk) -> list[str]:
    """Short names, those who were met most often first."""
    met = desk.tables["touch"]["people"].explode().dropna().value_counts()
    return list(dict.fromkeys([*met.index, *desk.tables["person"]["slug"]]))[:MOST_SUGGESTED]


def _known(desk: Desk) -> dict[str, str]:
    """Short names by full name; where several people have one, only whom the register names, and it alone."""
    people = desk.tables["person"].dropna(subset="name")
    found: dict[str, str] = {}
    for some in (people, people[people["source"] == "registers"]):
        names = some["name"].str.casefold()
        own = ~names.duplicated(keep=False)
        found |= dict(zip(names[own], some.loc[own, "slug"], strict=True))
    return found
