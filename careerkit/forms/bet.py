"""A side project as a bet: what it is to find out, what it may cost, and when it is decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from careerkit import tidy
from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import registers
from careerkit.saved import Saved

MOST_HOURS = 10_000


def form(desk: Desk) -> Form:
    """The question, the budget, the day, and what would make it a yes."""
    return Form(
        "A bet",
        (
            Group("The side project", (
                Field("title", "What you want to try", hint="In a few words, such as: Printed letters about money.", required=True),
                Field("question", "What you will know afterwards", hint="One question, such as: Do people read print who never come to us?", required=True),
                Field("budget", "Hours that it may cost", "number", "Such as 20. A small bet is easier to end.", required=True, low=0, high=MOST_HOURS),
                Field("decide_on", "The day on which you decide", "date", "In two or three months, for example. A new day can be set then.", required=True),
                Field("yes_if", "It is a yes if", hint="Something to see or to count, such as: ten letters are taken."),
                Field("started", "The day it began", "date", "Leave it open if it has not."),
            )),
            Group("More, if you like", (
                Field("name", "Short name for the journal", hint="One word. Left open, it is made from the title.", suggest=_begun(desk)),
            ), folded=True),
        ),
        intro="A bet costs little and ends on a day, whatever comes of it. All four ends are good ones.",
        by_hand="In registers/projects.csv a row: slug,title,question,budget_hours,decide_on,yes_if,started,ended,state,learned."
        ' Its steps are lines of the journal that begin with the slug: "- try: letters wrote the first page 1h".',
        submit="Save bet",
    )  # fmt: skip


def _begun(desk: Desk) -> list[str]:
    """Short names of side projects that the journal knows and the register does not."""
    known = {tidy.slug(row["slug"]) for row in registers.rows(desk.workbook, "projects")}
    return sorted(set(desk.tables["entry"]["project"].dropna()) - known)


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One row in the register of side projects."""
    known = registers.rows(desk.workbook, "projects")
    if problems := dict(_problems(values, known, desk.today)):
        raise Refused(problems)
    row = {
        "slug": _name(values), "title": values["title"], "question": values["question"],
        "budget_hours": f"{values.number('budget'):g}", "decide_on": values["decide_on"], "yes_if": values["yes_if"],
        "started": values["started"], "state": "running" if values["started"] else "",
    }  # fmt: skip
    edit = registers.add(desk.workbook, "projects", [row])
    return Saved(f"Saved in {edit.path}.", (edit,))


def _name(values: Values) -> str:
    return tidy.slug(values["name"] or values["title"])


def _problems(
    values: Values, known: Sequence[Mapping[str, str]], today: date
) -> Iterator[tuple[str, str]]:
    """What does not fit together, by the name of the field."""
    field, name = "name" if values["name"] else "title", _name(values)
    if not name[:1].isalpha():
        yield field, "Begin with a letter; its lines in the journal begin with this name"
    elif name in {tidy.slug(row["slug"]) for row in known}:
        yield field, "A bet of this name is there already; take another name"
    started, decide_on = values.day("started"), values.day("decide_on")
    if started and started > today:
        yield "started", "This day is still to come; leave it open until then"
    if decide_on and decide_on <= (started or today):
        yield "decide_on", "Choose a later day, so that there is time to find out"
