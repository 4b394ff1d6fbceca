"""The decision of the year: stay, shape or shift, with a reason, a tripwire and its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import registers
from careerkit.keeping.registers import Changed
from careerkit.saved import Saved

CHOICES = (
    ("stay", "stay: it is good as it is"), ("shape", "shape: the same work, held in another way"), ("shift", "shift: towards other work"),
)  # fmt: skip
ASKED = ("choice", "reason", "tripwire", "tripwire_on", "change_mind")
LONGEST_SHOWN = 200
Row = Mapping[str, str]


@dataclass(frozen=True)
class _Decision(Form):
    """The form with its year, and the row that it knows of; nothing where there is none."""

    year: int = 0
    shown: dict[str, str] = field(default_factory=dict)


def form(desk: Desk) -> Form:
    """What is decided and why, what would reopen it, and when to look."""
    year, rows = desk.year, registers.rows(desk.workbook, "decisions")
    row = _row(rows, year)
    said = {name: row.get(name, "") for name in ASKED}
    choice = said["choice"].casefold()
    return _Decision(
        f"The decision of {year}",
        (
            Group("Stay, shape or shift", (
                Field("choice", "I choose to", "choice", required=True, choices=CHOICES, value=choice if choice in dict(CHOICES) else ""),
                Field("reason", "Because", "long", _before(rows, year) or "What decided it, in a sentence or two.", required=True, value=said["reason"]),
            )),
            Group("So that you can leave it alone for a while", (
                Field("tripwire", "What would reopen it", "long", "Something that happens or does not, such as: no letter about the grade.", value=said["tripwire"]),
                Field("tripwire_on", "The day to look", "date", "Until then the decision stands.", value=said["tripwire_on"]),
                Field("change_mind", "What would change your mind", "long", "Such as: six Mondays in a row that I dread.", value=said["change_mind"]),
            )),
        ),
        intro="All three are good answers. A decision with a tripwire need not be made again every week.",
        by_hand="In registers/decisions.csv a row per year: year,choice,reason,tripwire,tripwire_on,change_mind, where choice is stay, shape or shift.",
        submit="Save decision", stay=True, key=str(year), year=year, shown=row,
    )  # fmt: skip


def _row(rows: Sequence[Row], year: int) -> dict[str, str]:
    return next((dict(row) for row in rows if row["year"] == str(year)), {})


def _before(rows: Sequence[Row], year: int) -> str:
    """The decision before this one and its tripwire; nothing where there is none."""
    earlier = [row for row in rows if row["year"].isdigit() and int(row["year"]) < year]
    if not earlier:
        return ""
    row = max(earlier, key=lambda row: int(row["year"]))
    text = f"For {row['year']} you chose: {row['choice'].casefold()}."
    if not row["tripwire"]:
        return text
    words = " ".join(row["tripwire"].split())
    short = words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
    day = f" on {row['tripwire_on']}" if row["tripwire_on"] else ""
    return f"{text} The tripwire to look at{day}: “{short}” Did it fire? If so, say it here."


def save(desk: Desk, form: _Decision, values: Values) -> Saved:
    """The row of the year in the register of decisions."""
    if problems := dict(_problems(values)):
        raise Refused(problems)
    expected = {name: form.shown[name] for name in ASKED} if form.shown else {}
    cells = {name: values[name] for name in ASKED}
    try:
        edit = registers.put(
            desk.workbook, "decisions", {"year": str(form.year)}, cells, expected=expected
        )
    except Changed:
        raise Refused({"": _CHANGED}) from None
    if edit is None:
        return Saved("Nothing has changed.")
    form.shown.clear()
    form.shown.update(_row(registers.rows(desk.workbook, "decisions"), form.year))
    return Saved(f"Saved in {edit.path}.", (edit,))


_CHANGED = "The decision has been changed meanwhile, perhaps in another window. Run this cell again to see it."


def _problems(values: Values) -> Iterator[tuple[str, str]]:
    """What does not fit together, by the name of the field."""
    if values["tripwire"] and not values["tripwire_on"]:
        yield "tripwire_on", "Name the day on which you will look"
    if values["tripwire_on"] and not values["tripwire"]:
        yield "tripwire", "What will you look for on that day?"
