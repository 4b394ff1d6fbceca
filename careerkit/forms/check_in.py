"""The weekly check-in, two minutes: what mattered, what is left over, and the one thing for next week."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from careerkit import capture
from careerkit import week as weeks
from careerkit.capture import Draft
from careerkit.desk import Desk
from careerkit.form import ENERGY, Field, Form, Group, Refused, Values
from careerkit.keeping import edits, journalline, lines, registers, sentences
from careerkit.keeping.journalline import Unwritable
from careerkit.saved import Saved
from careerkit.week import Week

LEFT = (("done", "done"), ("again", "still to do"), ("let go", "let go"))
# What is asked of the largest lines, and nowhere else.
MORE = (
    ("reach", "It reached", (("me", "me"), ("team", "my team"), ("organisation", "the organisation"), ("beyond", "beyond it"))),
    ("lasts", "It lasts", (("days", "days"), ("weeks", "weeks"), ("months", "months"), ("years", "years"))),
    ("chosen", "It was", (("yes", "chosen"), ("no", "required"))),
    ("level", "I", (("1", "followed"), ("2", "did it on my own"), ("3", "adapted it"), ("4", "led it"), ("5", "taught it"))),
)  # fmt: skip
WEEK, NAMES, SHOWN, LONGEST, WHAT = "week", 100, 5, 200, 60
NOTHING = "Nothing is filled in yet. One field is enough."
ONCE = "This is said for this week already; take it back with Undo, or change it in answers/checkins.csv."
STAYS = "This is said already; choose another answer, or leave it."
Said = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class CheckIn(Form):
    """A form that knows its week, what is left over by name of the field, the largest lines, and what was said of all of them."""

    week: Week = field(kw_only=True)
    left: Mapping[str, str] = field(default_factory=dict, repr=False)
    large: Sequence[Group] = field(default=(), repr=False)
    was: Mapping[str, str] = field(default_factory=dict, repr=False)


def form(desk: Desk) -> CheckIn:
    """What is asked about the week that ends, or, until its third day, about the one before."""
    day = min(desk.today, desk.view.as_of_day)
    week = weeks.week_of(day, desk.view.period.week_of(day))
    tables = desk.tables
    said = weeks.said(tables["checkin"], week)
    left = {_name(item): item for item in weeks.left_over(tables["checkin"], week)}
    large = [_large(row) for row in weeks.largest(tables, week)]
    groups = [_first(tables, week), *_left(left, said), _last(said), *large]
    return CheckIn(
        f"Weekly check-in, {week.name}", groups,
        by_hand=f'In journal/{week.friday.year}.md lines such as "- win: ...", "- lesson: ...", "- met: @name ..."; in answers/checkins.csv '
        f'under "week,item,field,value": {week.name},week,energy,1 and {week.name},Call the course office,next,to do',
        intro=_intro(weeks.counts(tables, week), week, is_again=bool(said)), submit="Save check-in", key=week.name,
        week=week, left=left, large=large,
        was={found.name: found.value for group in groups for found in group.fields if found.value},
    )  # fmt: skip


def save(desk: Desk, form: CheckIn, values: Values) -> Saved:
    """Lines in the journal, lines of the check-in and notes on the largest lines: all of it or nothing."""
    book, at = desk.workbook, desk.at
    drafts = list(_drafts(form, values))
    for name, draft in drafts:
        _try(name, partial(journalline.compose, draft, at, exact=True))
    told, notes = list(_told(form, values)), list(_notes(form, values))
    if not (drafts or told or notes):
        raise Refused({"": NOTHING})
    _refuse_twice(told, weeks.written(book))
    with edits.together(book) as done:
        for name, draft in drafts:
            done.append(_try(name, partial(capture.write, book, draft, at)))
        if told:
            done.append(lines.add(book, "checkin", told))
        if notes:
            done.append(registers.add(book, "annotations", notes))
    places = ", ".join(dict.fromkeys(edit.path for edit in done))
    return Saved(f"Saved in {places}.", done)


# ---- what is asked -----------------------------------------------------------------------------------


def _intro(counted: Sequence[str], week: Week, *, is_again: bool) -> str:
    last = week.last
    days = f"{week.start.day} {week.start:%B} to {last.day} {last:%B}"
    known = (
        f"In the log: {', '.join(counted)}."
        if counted
        else "The log has nothing of it yet, which says nothing about the week."
    )
    again = " There is a check-in of this week; what you add comes to it." if is_again else ""
    return f"{days}. {known}{again}"


def _first(tables: weeks.Tables, week: Week) -> Group:
    own = [
        text if len(text) <= WHAT else f"{text[: WHAT - 1]}…" for text in weeks.lines(tables, week)
    ]
    more = f"; and {len(own) - SHOWN} more" if len(own) > SHOWN else ""
    met = tables["touch"].dropna(subset="person").sort_values("date", kind="stable")["person"]
    names = list(dict.fromkeys(reversed(met.tolist())))[:NAMES]
    return Group("How was the week?", (
        Field("win", "The one thing that mattered", "long", "A line in your journal. It may be small."),
        Field("lesson", "What I learned", "long", "What you would do differently, or again."),
        Field("met", "Whom I met on purpose", hint="Short names, parted by commas, such as: dana, lee.", suggest=names),
        Field("met_about", "What it was about", hint="A few words."),
    ), hint=f"Your lines so far: {'; '.join(own[:SHOWN])}{more}" if own else "")  # fmt: skip


def _left(left: Mapping[str, str], said: Said) -> Iterator[Group]:
    if left:
        asked = [
            Field(
                name, _short(item), "choice", choices=LEFT, value=said.get((item, weeks.NEXT), "")
            )
            for name, item in left.items()
        ]
        yield Group("Left over from the weeks before", asked)


def _last(said: Said) -> Group:
    value = said.get((WEEK, "energy"), "")
    return Group("And now?", (
        Field("energy", "All in all the week", "choice", choices=ENERGY, value=value),
        Field("next", "The one thing for next week", hint="It comes back in the next check-in, to be called done, or not."),
    ))  # fmt: skip


def _large(row: Mapping[Any, Any]) -> Group:
    fields = [
        Field(f"{name}-{row['id']}", label, "choice", choices=choices, value=_value(row[name]))
        for name, label, choices in MORE
    ]
    return Group(
        _short(str(row["text"])),
        fields,
        hint="One of the week's largest lines; leave open what does not fit.",
    )


def _value(cell: Any) -> str:
    import pandas as pd

    if pd.isna(cell):
        return ""
    return ("no", "yes")[bool(cell)] if cell is True or cell is False else str(cell)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _name(item: str) -> str:
    """A field's name for a text, the same whenever the form is made."""
    return f"left-{hashlib.blake2b(item.encode(), digest_size=8).hexdigest()}"


# ---- what is written ---------------------------------------------------------------------------------


def _drafts(form: CheckIn, values: Values) -> Iterator[tuple[str, Draft]]:
    """The journal lines, each with the field whose words they are."""
    day, names = form.week.friday, values.names("met")
    yield from (
        (word, Draft(word, values[word], day)) for word in ("win", "lesson") if values[word]
    )
    if values["met_about"] and not names:
        raise Refused({"met": "Whom did you meet? A short name is enough."})
    for name in dict.fromkeys(names):
        yield (
            "met_about",
            _try("met_about", partial(sentences.contact, day, [name], values["met_about"])),
        )


def _told(form: CheckIn, values: Values) -> Iterator[dict[str, str]]:
    """The lines of the check-in. What was said of this week already stays as it is."""
    name, following = form.week.name, " ".join(values["next"].split())
    items = {"energy": WEEK, **form.left}
    changed = [key for key in items if key in form.was and values[key] != form.was[key]]
    if changed:
        raise Refused(dict.fromkeys(changed, ONCE))
    for key, item in items.items():
        if values[key] and key not in form.was:
            what = "energy" if key == "energy" else weeks.NEXT
            yield {"week": name, "item": item, "field": what, "value": values[key]}
    if following:
        yield {"week": name, "item": following, "field": weeks.NEXT, "value": weeks.OPEN[0]}


def _refuse_twice(told: Sequence[Mapping[str, str]], known: Iterable[tuple[str, str, str]]) -> None:
    """Of two lines about the same thing in one week the first counts, so a second one must not be written."""
    seen = {(week, _plain(item), field) for week, item, field in known}
    for line in told:
        key = (line["week"], _plain(line["item"]), line["field"])
        if key in seen and line["value"] == weeks.OPEN[0]:
            raise Refused({"next": "This one is there already."})
        if key in seen:
            raise Refused(
                {
                    "": "There is a check-in of this week by now, perhaps from another tab; run the cell again."
                }
            )
        seen.add(key)


def _notes(form: CheckIn, values: Values) -> Iterator[dict[str, str]]:
    """One annotation for each of the largest lines of which something new is said."""
    for group in form.large:
        names = [found.name for found in group.fields]
        emptied = [key for key in names if key in form.was and not values[key]]
        if emptied:
            raise Refused(dict.fromkeys(emptied, STAYS))
        said = {key: values[key] for key in names if values[key] != form.was.get(key, "")}
        if said:
            row = names[0].partition("-")[2]
            told = {key.partition("-")[0]: value for key, value in said.items()}
            yield {"of": row, "what": group.legend[:WHAT], **told}


def _try(name: str, act: Any) -> Any:
    """Do it; what is wrong with the words is told at their field."""
    try:
        return act()
    except Unwritable as bad:
        raise Refused({"met" if bad.field == "people" else name: str(bad)}) from None
