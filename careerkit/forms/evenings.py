"""A boundary, such as a tech-free evening, over the last seven days: kept, broken, or not said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from careerkit import capture
from careerkit.capture import Unwritable
from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import edits, sentences
from careerkit.keeping.edits import Edit
from careerkit.saved import Saved

DAYS = 7
KEPT, BROKE = "kept", "broke"
SAID = ((KEPT, "kept"), (BROKE, "broken"))
FIRST = "tech-free evening"
# The day itself: what was chosen for one evening must not stand at another one once it is past midnight.
_NAME = "evening-"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class _Evenings(Form):
    """The form, with what the journal says by boundary and day; a save adds to it, until the form is made anew."""

    known: dict[tuple[str, date], str] = field(default_factory=dict, compare=False, repr=False)


def form(desk: Desk, boundary: str = "") -> Form:
    """The last seven days, with what is said already of the boundary that is named most. boundary: another one, by its name."""
    last = min(desk.today, desk.view.as_of_day)
    days = [last - timedelta(days=back) for back in reversed(range(DAYS))]
    names = desk.tables["boundary"]["name"].value_counts()
    usual = boundary or (str(names.index[0]) if len(names) else FIRST)
    known = _known(desk)
    asked = [
        Field(f"{_NAME}{day}", f"{_WEEKDAYS[day.weekday()]}, {day}", "choice", choices=SAID, value=known.get((_plain(usual), day), ""))
        for day in days
    ]  # fmt: skip
    return _Evenings(
        "The last seven evenings",
        (
            Group("Your boundary", (
                Field("name", "Which boundary?", hint="Such as: tech-free evening, no mail at weekends.", required=True, value=usual, suggest=list(names.index)),
            )),
            Group("Was it kept?", asked, "Leave open what you do not remember. Broken is worth knowing, too."),
        ),
        by_hand='In journal/YEAR.md, below the day: "- kept: tech-free evening" or "- broke: tech-free evening".',
        submit="Save evenings", focus=asked[0].name, key=f"{boundary} {last}".strip(), stay=True, known=known,
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line for every evening that was not said before, all or none; one that was said otherwise is not written over."""
    assert isinstance(form, _Evenings)  # noqa: S101 - it is the one made above
    name = _plain(values["name"])
    known = {day: said for (one, day), said in form.known.items() if one == name}
    said = {
        date.fromisoformat(one.removeprefix(_NAME)): found
        for one, found in sorted(values.said.items())
        if one.startswith(_NAME) and found
    }
    wrong = {
        f"{_NAME}{day}": f"The journal says {known[day]}; change the line there, in journal/{day.year}.md"
        for day, found in said.items()
        if known.get(day, found) != found
    }
    if wrong:
        raise Refused(wrong)
    new = {day: found for day, found in said.items() if day not in known}
    if not new:
        raise Refused({form.focus: "There is nothing new to save: choose kept or broken for one evening"})  # fmt: skip
    done = _written(desk, values["name"], new)
    form.known.update({(name, day): found for day, found in new.items()})
    return Saved(f"Saved in {' and '.join(dict.fromkeys(edit.path for edit in done))}.", done)


def _plain(name: str) -> str:
    """A name as the table has it."""
    return " ".join(name.split()).casefold()


def _written(desk: Desk, name: str, new: dict[date, str]) -> list[Edit]:
    try:
        drafts = [sentences.evening(day, name, kept=said == KEPT) for day, said in new.items()]
    except Unwritable as bad:
        raise Refused({"name": str(bad)}) from None
    with edits.together(desk.workbook) as done:
        for draft in drafts:
            done.append(capture.write(desk.workbook, draft, desk.at))
    return done


def _known(desk: Desk) -> dict[tuple[str, date], str]:
    table = desk.tables["boundary"].dropna(subset=["date", "kept"])
    rows = zip(table["name"], table["date"], table["kept"], strict=True)
    return {(name, day.date()): KEPT if kept else BROKE for name, day, kept in rows}
