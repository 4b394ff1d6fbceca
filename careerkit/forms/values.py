"""Up to five values with their weights, asked before anything is shown about how the work fits them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from careerkit.desk import Desk
from careerkit.errors import UsageError
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import edits, registers
from careerkit.keeping.edits import Edit
from careerkit.period import parse_day
from careerkit.saved import Saved

PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")
WANTED = 5
HIGHEST, HIGHEST_BY_HAND = 10, 100
# A value that is none any more keeps its history, and weighs nothing from now on.
GONE = "0"
Row = Mapping[str, str]


@dataclass(frozen=True)
class _Weights(Form):
    """The form with the day from which its weights count, and the weights that it knows of, by the value."""

    day: str = ""
    held: dict[str, Row] = field(default_factory=dict)


def form(desk: Desk) -> Form:
    """The values that hold now with their weights, and room for five."""
    held = _held(registers.rows(desk.workbook, "values"))
    rows = list(held.values())
    high = HIGHEST_BY_HAND if any(_number(row) > HIGHEST for row in rows) else HIGHEST
    places = range(max(WANTED, len(rows)))
    fields = [one for place in places for one in _value(place, rows[place : place + 1], high)]
    return _Weights(
        "What matters to you",
        (Group("Up to five values, and how much each weighs", fields, f"A weight goes up to {high}, above all. With 0, or left out, a value is none of them any more."),),
        intro="Weigh them before you look at how the work fits: afterwards, a weight likes to follow the result."
        " A changed weight is added with its day; earlier ones stay.",
        by_hand="In registers/values.csv a row per value: name,weight,set_on. For another weight add a row with the new day.",
        submit="Save values", stay=True, day=_day(desk, rows), held=held,
    )  # fmt: skip


def _day(desk: Desk, rows: Sequence[Row]) -> str:
    """Today; in a finished year its last day, so that the review of that year knows them. Never before those that hold."""
    day = min(desk.today, desk.view.as_of_day).isoformat()
    return max([day, *(row["set_on"] for row in rows if _is_day(row["set_on"]))])


def _is_day(text: str) -> bool:
    try:
        return bool(parse_day(text))
    except UsageError:
        return False


def _value(place: int, row: Sequence[Row], high: int) -> tuple[Field, Field]:
    which, hint = (
        PLACES[place],
        "Such as: time for my family, learning, fairness." if not place else "",
    )
    name, weight = (row[0]["name"], row[0]["weight"]) if row else ("", "")
    return (
        Field(f"value_{place + 1}", f"{which} value", hint=hint, value=name),
        Field(f"weight_{place + 1}", f"{which} value: its weight", "number", low=0, high=high, value=weight),
    )  # fmt: skip


def _held(rows: Sequence[Row]) -> dict[str, Row]:
    """The latest weight of each value that still is one, in the order in which they were first named; of many, the last."""
    latest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row["set_on"]):
        latest[_fold(row["name"])] = row
    own = {name: row for name, row in latest.items() if name and _number(row) != float(GONE)}
    return dict(list(own.items())[-len(PLACES) :])


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _number(row: Row) -> float:
    """A weight; what is none is not zero."""
    try:
        return float(row["weight"].replace(",", "."))
    except ValueError:
        return -1.0


def save(desk: Desk, form: _Weights, values: Values) -> Saved:
    """A row for each weight that is new, or another than before; a value left out weighs nothing from now on."""
    book, held = desk.workbook, form.held
    if problems := dict(_problems(form, values)):
        raise Refused(problems)
    if _held(registers.rows(book, "values")) != held:
        raise Refused({"": _CHANGED})
    told = {_fold(name): (name, weight) for _, name, weight in _said(form, values)}
    weights = {
        held[key]["name"] if key in held else name: weight
        for key, (name, weight) in told.items() if key not in held or float(weight) != _number(held[key])
    }  # fmt: skip
    weights |= {row["name"]: GONE for key, row in held.items() if key not in told}
    if not weights:
        return Saved("Nothing has changed.")
    done = _written(desk, form.day, weights)
    held.clear()
    held.update(_held(registers.rows(book, "values")))
    return Saved("Saved in registers/values.csv.", done)


_CHANGED = "Your values have been changed meanwhile, perhaps in another window. Run this cell again to see them."


def _said(form: _Weights, values: Values) -> Iterator[tuple[int, str, str]]:
    """Place, name and weight of what is filled in."""
    for place in range(1, len(list(form.fields())) // 2 + 1):
        name, weight = values[f"value_{place}"], values.number(f"weight_{place}")
        if (name or weight) and weight != float(GONE):
            yield place, name, "" if weight is None else f"{weight:g}"


def _problems(form: _Weights, values: Values) -> Iterator[tuple[str, str]]:
    """What does not fit together, by the name of the field."""
    seen: set[str] = set()
    for place, name, weight in _said(form, values):
        if not name:
            yield f"value_{place}", "Which value weighs this much?"
        elif _fold(name) in seen:
            yield f"value_{place}", "This value stands above already"
        elif not weight:
            yield f"weight_{place}", "How much does it weigh? From 0 to 10; a rough number will do"
        seen.add(_fold(name))
    if not seen and not form.held:
        yield "value_1", "Name one value, and how much it weighs"


def _written(desk: Desk, day: str, weights: Mapping[str, str]) -> list[Edit]:
    """All rows or none; a weight that was set on the same day is put right."""
    with edits.together(desk.workbook) as done:
        for name, weight in weights.items():
            key = {"name": name, "set_on": day}
            if edit := registers.put(desk.workbook, "values", key, {"weight": weight}):
                done.append(edit)
    return done
