"""Up to three questions for the mentor, each private unless it is ticked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from careerkit.desk import Desk
from careerkit.form import YES, Field, Form, Group, Refused, Values
from careerkit.keeping import edits, registers
from careerkit.keeping.edits import Edit
from careerkit.keeping.registers import Changed
from careerkit.readers import EVERYONE
from careerkit.saved import Saved

PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")
WANTED = 3
MENTOR = "mentor"
_SHOWN = ("text", "share")
Row = Mapping[str, str]


@dataclass(frozen=True)
class _Questions(Form):
    """The form with its year, and the rows that it knows of, by the place of their field."""

    year: int = 0
    shown: dict[int, Row] = field(default_factory=dict)


def form(desk: Desk) -> Form:
    """The questions of the year, and room for three."""
    year = desk.year
    rows = _rows(desk, year)[: len(PLACES)]
    places = range(max(WANTED, len(rows)))
    fields = [one for place in places for one in _question(place, rows[place : place + 1])]
    return _Questions(
        f"Questions for your mentor in {year}",
        (Group("Up to three questions", fields, "What would you ask somebody who has walked this way? Such as: What should I stop doing first?"),),
        intro="Nothing leaves your workbook by itself. Only a question that you tick may stand in the copy that you make for your mentor.",
        by_hand="In registers/questions.csv a row per question: year,text,asked_of,share. Only with the word mentor under share may it stand in the mentor's copy.",
        submit="Save questions", stay=True, key=str(year), year=year, shown=dict(enumerate(rows, 1)),
    )  # fmt: skip


def _rows(desk: Desk, year: int) -> list[dict[str, str]]:
    return [row for row in registers.rows(desk.workbook, "questions") if row["year"] == str(year)]


def _question(place: int, row: Sequence[Row]) -> tuple[Field, Field]:
    which = PLACES[place]
    text, share = (row[0]["text"], _shares(row[0])) if row else ("", [])
    is_open = bool({MENTOR, EVERYONE} & set(share))
    return (
        Field(f"question_{place + 1}", f"{which} question", value=text),
        Field(f"share_{place + 1}", f"The {which.casefold()} one may stand in the copy for the mentor", "flag", value=YES if is_open else ""),
    )  # fmt: skip


def _shares(row: Row) -> list[str]:
    """The readers a row is shared with, as they stand there."""
    parts = row["share"].replace(",", ";").split(";")
    return [part.strip() for part in parts if part.strip()]


def save(desk: Desk, form: _Questions, values: Values) -> Saved:
    """A row for each question that is new or worded anew, all or none."""
    if problems := dict(_problems(form, values)):
        raise Refused(problems)
    try:
        with edits.together(desk.workbook) as done:
            for place in range(1, len(list(form.fields())) // 2 + 1):
                if values[f"question_{place}"] and (edit := _put(desk, form, values, place)):
                    done.append(edit)
    except Changed:
        raise Refused({"": _CHANGED}) from None
    rows = {_fold(row["text"]): row for row in _rows(desk, form.year)}
    said = {place: _fold(values[f"question_{place}"]) for place in range(1, len(PLACES) + 1)}
    form.shown.update({place: rows[text] for place, text in said.items() if text in rows})
    return Saved("Saved in registers/questions.csv." if done else "Nothing has changed.", done)


_CHANGED = "A question has been changed meanwhile, perhaps in another window. Run this cell again to see it."


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _put(desk: Desk, form: _Questions, values: Values, place: int) -> Edit | None:
    year, text, row = str(form.year), values[f"question_{place}"], form.shown.get(place)
    is_open = values.flag(f"share_{place}")
    if row is None:
        cells = {"asked_of": MENTOR, "share": MENTOR if is_open else ""}
        return registers.put(
            desk.workbook, "questions", {"year": year, "text": text}, cells, expected={}
        )
    key = {"year": year, "text": row["text"]}
    cells = {"text": text, "share": _share(row, is_open=is_open)}
    expected = {name: row[name] for name in _SHOWN}
    return registers.put(desk.workbook, "questions", key, cells, expected=expected)


def _share(row: Row, *, is_open: bool) -> str:
    """Who may read it, with or without the mentor; other readers stay. Without the mentor it is not for everyone either."""
    before = _shares(row)
    was_open = bool({MENTOR, EVERYONE} & set(before))
    if is_open == was_open:
        return row["share"]
    return ";".join(
        [*before, MENTOR] if is_open else [one for one in before if one not in (MENTOR, EVERYONE)]
    )


def _problems(form: _Questions, values: Values) -> Iterator[tuple[str, str]]:
    """What does not fit together, by the name of the field."""
    seen: set[str] = set()
    for place in range(1, len(list(form.fields())) // 2 + 1):
        name = f"question_{place}"
        text = _fold(values[name])
        if not text and place in form.shown:
            yield name, "Word it anew, or take its row out of registers/questions.csv"
        elif not text and values.flag(f"share_{place}"):
            yield name, "Which question may stand in the copy?"
        elif text and text in seen:
            yield name, "This question stands above already"
        seen.add(text)
    if seen == {""}:
        yield "question_1", "Write one question; it need not be a good one yet"
