"""Something learned, and where it will be of use."""

from __future__ import annotations

from datetime import date

from careerkit import capture
from careerkit.capture import Draft, Unwritable
from careerkit.desk import Desk
from careerkit.form import ENERGY, Field, Form, Group, Refused, Values
from careerkit.keeping import edits, sentences
from careerkit.saved import Saved

KINDS = (
    ("podcast", "a podcast"), ("course", "a course"), ("workshop", "a workshop"), ("book", "a book"), ("practice", "practice"),
    ("mentoring", "mentoring"), ("certificate", "a certificate"), ("event", "an event"),
)  # fmt: skip
MOST_SUGGESTED = 100
# What the second line calls otherwise than the form does; its text is `use`.
_USE = {"builds_on": "title", "tags": "tags"}


def form(desk: Desk) -> Form:
    """What from, how long, and where it will be used."""
    learning = desk.tables["learning"].iloc[::-1]
    tags = learning["tags"].explode().dropna().value_counts()
    return Form(
        "Learning",
        (
            Group("What you learned from", (
                Field("title", "What from", hint="A title, such as: Invented Careers.", required=True,
                      suggest=list(learning["title"].drop_duplicates())[:MOST_SUGGESTED]),
                Field("form", "Kind", "choice", choices=KINDS),
                Field("hours", "Hours", "number", "Such as 0.75; without hours it does not count towards your target.", low=0.02, high=24),
                Field("tags", "Skills", hint="Parted by commas, such as: negotiation, excel.", suggest=list(tags.index)[:MOST_SUGGESTED]),
                Field("date", "The day", "date", required=True, value=desk.today.isoformat()),
            )),
            Group("Where it will be of use", (
                Field("use", "Where you will use it", hint="Such as: the monthly list, with Excel this time. It becomes a note in your journal."),
            )),
            Group("More, if you like", (
                Field("provider", "Who offers it", suggest=list(learning["provider"].dropna().drop_duplicates())[:MOST_SUGGESTED]),
                Field("energy", "It left me", "choice", choices=ENERGY),
                Field("completed", "It is finished now", "flag"),
            ), folded=True),
        ),
        by_hand='In journal/YEAR.md: "- learn: podcast Invented Careers 45min #negotiation", and '
        '"- note: the talk in May [builds_on:: Invented Careers] #negotiation".',
        submit="Save learning",
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line in the journal, and a second one that says where it will be used; both or none."""
    use = _use(desk, values)
    try:
        learned = _learned(values)
    except Unwritable as bad:
        asked = {found.name for found in form.fields()}
        raise Refused({bad.field if bad.field in asked else "title": str(bad)}) from None
    with edits.together(desk.workbook) as done:
        for line in (learned, *use):
            done.append(capture.write(desk.workbook, line, desk.at))
    return Saved(f"Saved in {done[0].path}.", done)


def _learned(values: Values) -> Draft:
    return sentences.learning(
        _day(values), values["title"], form=values["form"], provider=values["provider"], hours=values.number("hours"),
        energy=values.whole("energy"), completed=values.flag("completed") or None, tags=values.names("tags"),
    )  # fmt: skip


def _use(desk: Desk, values: Values) -> list[Draft]:
    """The second line, if there is one; it is known to be writable before the first one is written."""
    if not values["use"]:
        return []
    names = {"builds_on": values["title"]}
    draft = Draft("note", values["use"], _day(values), tags=values.names("tags"), fields=names)
    try:
        capture.compose(draft, desk.at, exact=True)
    except Unwritable as bad:
        raise Refused({_USE.get(bad.field, "use"): str(bad)}) from None
    return [draft]


def _day(values: Values) -> date:
    day = values.day("date")
    assert day is not None  # noqa: S101 - the form requires it
    return day
