"""How the last lines felt: one choice each, from drained to energised, also for what came from imports."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from careerkit.counting.streams import within
from careerkit.desk import Desk
from careerkit.form import ENERGY, SKIP, Field, Form, Group, Refused, Values
from careerkit.keeping import registers
from careerkit.period import DAY
from careerkit.saved import Saved

if TYPE_CHECKING:
    import pandas as pd

Row = dict[Hashable, Any]
DAYS = 30
# So many at a time: once they are answered, so many more come below them.
BATCH = 12
LONGEST_LABEL, LONGEST_WHAT = 200, 60
_NAME = "e-"


def form(desk: Desk) -> Form:
    """The lines of the last thirty days that do not say it themselves, the newest first, with what was answered here."""
    day = min(desk.today, desk.view.as_of_day)
    rated = _rated(desk.tables["annotation"])
    rows = _rows(desk.tables["entry"], rated, day)
    shown = rows[: BATCH * (1 + sum(row["id"] in rated for row in rows) // BATCH)]
    asked = [_field(row, rated.get(row["id"], "")) for row in shown]
    return Form(
        "Energy of the last lines",
        (Group("How did it feel?", asked),) if asked else (),
        intro=_intro(len(rows), day),
        by_hand='At the end of a line in journal/YEAR.md, from -2 to +2: "- did: Expense reports -2 2h"; for an imported line in '
        'registers/annotations.csv, under "of,energy": its id from careerkit export, then the number.',
        mode="each",
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line of the register of annotations per answer; a skip leaves a line as it is, and it is asked again."""
    asked = {found.name: found for found in form.fields()}
    passed = [name for name, said in values.said.items() if said in (SKIP, "")]
    _refuse_answered(desk, passed)
    lines = [
        {"of": name.removeprefix(_NAME), "what": asked[name].label[:LONGEST_WHAT], "energy": said}
        for name, said in values.said.items()
        if name not in passed
    ]
    if not lines:
        return Saved("Left open.")
    edit = registers.add(desk.workbook, "annotations", lines)
    return Saved(f"Saved in {edit.path}.", (edit,))


def _refuse_answered(desk: Desk, passed: list[str]) -> None:
    """A later annotation can change an answer, but none can take it away."""
    if not passed:
        return
    said = {row["of"] for row in registers.rows(desk.workbook, "annotations") if row.get("energy")}
    problems = {name: _ANSWERED for name in passed if name.removeprefix(_NAME) in said}
    if problems:
        raise Refused(problems)


_ANSWERED = "This line has an answer; choose another one, or take it back with Undo."


def _rated(annotation: pd.DataFrame) -> dict[str, str]:
    """The last energy that was said about each row beside its file, by id."""
    said = annotation.dropna(subset="energy").sort_values(["file", "line"])
    said = said.drop_duplicates("of", keep="last")
    return {row: str(int(energy)) for row, energy in zip(said["of"], said["energy"], strict=True)}


def _rows(entry: pd.DataFrame, rated: dict[str, str], day: date) -> list[Row]:
    last = within(entry, day + DAY - timedelta(DAYS), day + DAY)
    asked = last["energy"].isna() | last["id"].isin(list(rated))
    live = last[asked & (last["status"] != "retired")]
    newest = live.sort_values(["date", "id"], ascending=[False, True])
    return newest[["id", "date", "text", "source"]].to_dict("records")


def _field(row: Row, said: str) -> Field:
    text = " ".join(str(row["text"]).split())
    label = text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"
    source = "" if row["source"] == "journal" else f", from {row['source']}"
    hint = f"{row['date']:%Y-%m-%d}{source}"
    return Field(
        f"{_NAME}{row['id']}", label, "choice", hint, choices=ENERGY, value=said, skip=True
    )


def _intro(count: int, day: date) -> str:
    if not count:
        return f"Every line of the {DAYS} days up to {day} says its energy, or there is none yet."
    return f"Lines of the {DAYS} days up to {day} that do not say it yet, the newest first. Go by your first feeling; skip what you cannot say."
