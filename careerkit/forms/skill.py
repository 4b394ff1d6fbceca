"""A skill with the level that it has now."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from careerkit import skills, tidy
from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import registers
from careerkit.saved import Saved

LEVELS = (
    ("1", "I followed somebody"), ("2", "I did it on my own"), ("3", "I adapted it"), ("4", "I led others in it"), ("5", "I taught it"),
)  # fmt: skip
Row = Mapping[str, str]


def form(desk: Desk) -> Form:
    """Which skill, and what was done with it."""
    rows = registers.rows(desk.workbook, "skills")
    return Form(
        "A skill",
        (
            Group("A skill", (
                Field("name", "Which skill", hint="As you tag it in the journal, such as: negotiation.", required=True, suggest=_said(rows, "name")),
                Field("level", "What you have done with it", "choice", "The most that you have done, not the most that one can.", required=True, choices=LEVELS),
            )),
            Group("More, if you like", (
                Field("group", "Kind of skill", hint="Such as: people, method.", suggest=_said(rows, "group")),
                Field("level_on", "The day of that level", "date", value=desk.today.isoformat()),
            ), folded=True),
        ),
        by_hand="In registers/skills.csv a row per skill: slug,name,aliases,group,level,level_on,uri, with a level from 1 to 5.",
        submit="Save skill",
    )  # fmt: skip


def _said(rows: Sequence[Row], column: str) -> list[str]:
    return sorted({row[column] for row in rows if row[column]}, key=str.casefold)


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """The row of the skill in the register, changed or new."""
    rows = registers.rows(desk.workbook, "skills")
    slug, day = _slug(rows, values["name"]), values.day("level_on") or desk.today
    row = next((row for row in rows if tidy.slug(row["slug"]) == slug), None)
    if not slug[:1].isalpha():
        raise Refused({"name": "Begin with a letter; it becomes a tag of the journal"})
    if day > desk.today:
        raise Refused({"level_on": "This day is still to come"})
    if row and row["level"] and row["level_on"] > day.isoformat():
        raise Refused(
            {
                "level_on": f"A level of {row['level_on']} stands there already; choose that day or a later one"
            }
        )
    cells = {"level": values["level"], "level_on": day.isoformat()}
    cells |= {"group": values["group"]} if values["group"] else {}
    cells |= {} if row else {"name": values["name"]}
    key = {"slug": row["slug"] if row else slug}
    edit = registers.put(desk.workbook, "skills", key, cells)
    if edit is None:
        return Saved("It stands there already.")
    return Saved(f"Saved in {edit.path}.", (edit,))


def _slug(rows: Sequence[Row], name: str) -> str:
    """The short name of a skill, by its name, its short name or another spelling."""
    own = [
        (tidy.slug(row["slug"]), [tidy.slug(one) for one in (row["name"], *re.split("[;,]", row["aliases"]))])
        for row in rows
    ]  # fmt: skip
    named = tidy.slug(name)
    return skills.spellings(own).get(named, named)
