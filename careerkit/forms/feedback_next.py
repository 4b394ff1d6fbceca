"""What comes of feedback that is still open: decided, done, and told to the one who gave it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import registers
from careerkit.saved import Saved

if TYPE_CHECKING:
    from datetime import datetime

MOST = 6
LOOKS_BACK_DAYS = 730
LONGEST_LEGEND, LONGEST_WHAT = 200, 60
UNDECIDED, CHOSEN, UNTOLD = range(3)
# What is asked next, by the column of an annotation that it fills in.
_ASKED: Mapping[int, tuple[tuple[str, str, str], ...]] = {
    UNDECIDED: (
        ("action", "What you will do about it", "text"),
        ("action_due", "By when", "date"),
        ("declined_because", "Or: not for me, because", "text"),
    ),
    CHOSEN: (
        ("action_done_on", "Done on", "date"),
        ("action_due", "Or a new day for it", "date"),
        ("declined_because", "Or: not for me after all, because", "text"),
    ),
    UNTOLD: (("told_on", "You told them what came of it on", "date"),),
}


@dataclass(frozen=True)
class _Piece:
    """One piece of feedback and what is next for it."""

    id: str
    day: date
    text: str
    state: int


@dataclass(frozen=True)
class _Open(Form):
    """The form with the pieces it shows, and what the register of annotations said about them."""

    pieces: tuple[_Piece, ...] = ()
    said: tuple[Mapping[str, str], ...] = ()


def form(desk: Desk) -> Form:
    """At most six pieces of the last two years: the undecided ones first, then by day, the newest first."""
    day = min(desk.today, desk.view.as_of_day)
    rows = _open(desk.tables["feedback"], day)
    pieces = tuple(_Piece(row["id"], row["date"].date(), row["text"], row["state"]) for row in rows)
    return _Open(
        "Feedback: what comes next",
        tuple(_group(row) for row in rows),
        by_hand='At the end of the line in journal/YEAR.md: "[done:: 2025-03-28] [told:: 2025-03-31]" or "[declined:: why]"; or in '
        'registers/annotations.csv, under "of,action,action_due,action_done_on,declined_because,told_on".',
        intro=_MANY if rows else "Nothing waits: every piece of feedback that asks for something is decided, done and told.",
        submit="Save what you filled in", pieces=pieces, said=_said(desk, pieces),
    )  # fmt: skip


_MANY = "Fill in what you can say about one or several of them; the others stay as they are."


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line of the register of annotations for each piece that something was said about."""
    assert isinstance(form, _Open)  # noqa: S101 - it is the one made above
    problems = dict(_problems(form, values, desk.today))
    if problems:
        raise Refused(problems)
    if _said(desk, form.pieces) != form.said:
        raise Refused({"": "this was changed meanwhile; run the cell again to see how it stands"})
    lines = []
    for piece in form.pieces:
        filled = {column: values[f"{column}-{piece.id}"] for column, _, _ in _ASKED[piece.state]}
        if any(filled.values()):
            what = " ".join(piece.text.split())[:LONGEST_WHAT]
            lines.append({"of": piece.id, "what": what} | {k: v for k, v in filled.items() if v})
    if not lines:
        raise Refused({"": "nothing is filled in yet"})
    edit = registers.add(desk.workbook, "annotations", lines)
    return Saved(f"Saved in {edit.path}.", (edit,))


def _said(desk: Desk, pieces: tuple[_Piece, ...]) -> tuple[Mapping[str, str], ...]:
    ids = {piece.id for piece in pieces}
    return tuple(row for row in registers.rows(desk.workbook, "annotations") if row["of"] in ids)


def _problems(form: _Open, values: Values, today: date) -> Iterator[tuple[str, str]]:
    """What does not fit together, by the name of the field."""
    for piece in form.pieces:
        found = {column: f"{column}-{piece.id}" for column, _, _ in _ASKED[piece.state]}
        said = {column for column, name in found.items() if values[name]}
        if "declined_because" in said and len(said) > 1:
            yield found["declined_because"], "Either what you do, or why it is not for you"
        if piece.state == UNDECIDED and said == {"action_due"}:
            yield found["action"], "What will you do by that day?"
        if {"action_due", "action_done_on"} <= said:
            yield found["action_due"], "Either it is done, or it has a new day"
        for column in said & {"action_done_on", "told_on"}:
            day = values.day(found[column])
            if day and day > today:
                yield found[column], "This day is still to come; fill it in then"
            elif day and day < piece.day:
                yield found[column], f"It was said on {piece.day}; this is a day before"


def _open(feedback: pd.DataFrame, day: date) -> list[dict[str, Any]]:
    """What waits for a decision, an action, or for the giver to be told, as the section on feedback counts it."""
    last = pd.Timestamp(day)
    age = (last - feedback["date"]).dt.days
    found = feedback[age.between(0, LOOKS_BACK_DAYS) & (feedback["status"] != "retired")]
    done, declined = found["action_done_on"].notna(), found["declined_because"].notna()
    closed, chosen = done | declined, found["action"].notna() | done
    asks = found["form"].isna() | (found["form"] == "advice") | chosen | declined
    waits = ~closed | (found["giver"].notna() & found["told_on"].isna())
    state = chosen.astype(int).where(~closed, UNTOLD)
    found = found.assign(state=state)[asks & waits]
    found = found.sort_values(["state", "date", "id"], ascending=[True, False, True])
    rows: list[dict[str, Any]] = found.head(MOST).to_dict("records")
    return rows


def _group(row: Mapping[str, Any]) -> Group:
    giver = "" if pd.isna(row["giver"]) else str(row["giver"])
    said = " ".join(str(row["text"]).split())
    # A line of the journal begins with the name, which stands in the legend already.
    said = said.removeprefix(f"@{giver} ")[:LONGEST_LEGEND]
    hints = [_plan(row), "", ""] if row["state"] == CHOSEN else [""] * 3
    return Group(f"{f'{giver}, ' if giver else ''}{row['date']:%Y-%m-%d}: {said}", [
        Field(f"{column}-{row['id']}", label, "date" if kind == "date" else "text", hint)
        for (column, label, kind), hint in zip(_ASKED[row["state"]], hints, strict=False)
    ])  # fmt: skip


def _plan(row: Mapping[str, Any]) -> str:
    due: datetime = row["action_due"]
    return f"You chose: {row['action']}{'' if pd.isna(due) else f', by {due:%Y-%m-%d}'}."
