"""A goal with its reason, its measure, and milestones that have days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, count

from careerkit import capture, tidy
from careerkit.capture import Draft, Unwritable
from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import edits, registers
from careerkit.saved import Saved

PLACES = ("First", "Second", "Third", "Fourth")
MILESTONES = range(1, len(PLACES) + 1)
LONGEST_NAME = 40
# A short name begins a line of the journal, so it looks like a word and never like a number or a mark.
_NO_WORD = re.compile(r"[\W_]+")


def form(desk: Desk) -> Form:
    """What is wanted and why, how one will know, by when, and the steps on the way."""
    return Form(
        "A goal",
        (
            Group("The goal", (
                Field("title", "What you want to reach", hint="In a few words, such as: Pass the project exam.", required=True),
                Field("why", "Why it matters to you", hint="One sentence is enough. It is for you alone."),
                Field("measure", "How you will know", hint="Something to see or to count, such as: the certificate, ten named people."),
                Field("due", "By which day", "date"),
                Field("share", "Planned share of your working time", "number", "In percent, such as 20. Leave it open if you cannot say.", low=0, high=100),
            )),
            Group("Milestones", [*_milestone(1), *_milestone(2)],
                  "Two are a good start, each small enough to name a day. This first day is kept for good: a new one is added to it later."),
            Group("Two more milestones", [*_milestone(3), *_milestone(4)], folded=True),
            Group("More, if you like", (
                Field("step", "A first small step that you took", hint="It becomes a line of the journal for today, such as: Asked who runs the course."),
                Field("set_on", "The day you set this goal", "date", "Today, or the day on which you really did.", value=desk.today.isoformat()),
            ), folded=True),
        ),
        by_hand="In registers/goals.csv: one row for the goal (slug,title,parent,why,measure,set_on,due,plan_share; a share of 20 percent is 0.2),"
        " and one row per milestone with the goal's slug as its parent, its own title and its due day.",
        submit="Save goal",
    )  # fmt: skip


def _milestone(place: int) -> tuple[Field, Field]:
    which = PLACES[place - 1]
    return (
        Field(f"milestone_{place}", f"{which} milestone", hint="Such as: Read the first chapter."),
        Field(f"due_{place}", f"{which} milestone: by which day", "date"),
    )


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One row for the goal and one for each of its milestones; a first step becomes a line of the journal."""
    book, known = desk.workbook, registers.rows(desk.workbook, "goals")
    if problems := dict(_problems(values, known, desk.today)):
        raise Refused(problems)
    rows = _rows(values, desk.today, {tidy.slug(row["slug"]) for row in known})
    try:
        with edits.together(book) as done:
            done.append(registers.add(book, "goals", rows))
            if values["step"]:
                fields = {"goal": rows[0]["slug"]}
                draft = Draft("did", values["step"], desk.today, fields=fields)
                done.append(capture.write(book, draft, desk.at))
    except Unwritable as bad:
        raise Refused({"step": str(bad)}) from None
    return Saved(f"Saved in {' and '.join(edit.path for edit in done)}.", done)


def _problems(
    values: Values, known: Sequence[Mapping[str, str]], today: date
) -> Iterator[tuple[str, str]]:
    """What does not fit together, by the name of the field."""
    title, due, begun = values["title"], values.day("due"), values.day("set_on") or today
    if any(_is_same(row, title, values["due"]) for row in known):
        yield "title", "A goal with this name and day stands there already"
    if begun > today:
        yield "set_on", "This day is still to come; give the day on which you set the goal"
    if due and due < begun:
        yield "due", "This is before the day on which the goal was set"
    for place in MILESTONES:
        name, day = values[f"milestone_{place}"], values.day(f"due_{place}")
        if name and not day:
            yield f"due_{place}", "Give this milestone a day; a rough one will do"
        elif day and not name:
            yield f"milestone_{place}", "What will be done by that day?"
        elif day and day < begun:
            yield f"due_{place}", "This is before the day on which the goal was set"
        elif day and due and day > due:
            yield f"due_{place}", "This is after the day of the goal itself"


def _is_same(row: Mapping[str, str], title: str, due: str) -> bool:
    is_goal = not row["parent"] and row["due"] == due
    return is_goal and tidy.clean(row["title"]).casefold() == tidy.clean(title).casefold()


def _rows(values: Values, today: date, taken: set[str]) -> list[dict[str, str]]:
    own, set_on = _name(values["title"], taken), values["set_on"] or today.isoformat()
    share = values.number("share")
    goal = {
        "slug": own, "title": values["title"], "why": values["why"], "measure": values["measure"], "set_on": set_on,
        "due": values["due"], "plan_share": "" if share is None else f"{share / 100:.4g}",
    }  # fmt: skip
    milestones = [
        {"slug": _name(title, taken), "title": title, "parent": own, "set_on": set_on, "due": values[f"due_{place}"]}
        for place in MILESTONES if (title := values[f"milestone_{place}"])
    ]  # fmt: skip
    return [goal, *milestones]


def _name(title: str, taken: set[str]) -> str:
    """A short name that no other goal has, made from a title; from now on it is taken."""
    plain = _NO_WORD.sub("-", tidy.slug(title)).strip("-")
    if len(plain) > LONGEST_NAME:
        plain = plain[:LONGEST_NAME].rpartition("-")[0] or plain[:LONGEST_NAME]
    name = plain if plain[:1].isalpha() else f"goal-{plain}".rstrip("-")
    found = next(
        one for one in chain([name], (f"{name}-{n}" for n in count(2))) if one not in taken
    )
    taken.add(found)
    return found
