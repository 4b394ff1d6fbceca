"""What became of an open goal or milestone: done, a new date, or dropped on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from careerkit import capture
from careerkit.capture import Unwritable
from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import sentences
from careerkit.saved import Saved

WHAT = (("done", "done"), ("replan", "it gets a new date"), ("drop", "dropped on purpose"))
# So many can be picked by a number key; more of them stand in a list.
BY_KEY = 9
LONGEST_LABEL = 80
_PLANS = ("set", "replan")
# On one day a plan is made before it is closed, whatever the order of the lines.
_RANK = {"set": 0, "replan": 1, "drop": 2, "done": 3}
_FIELDS = {"slug": "which", "due": "new_date", "reason": "reason"}


def form(desk: Desk) -> Form:
    """Which one, what became of it, and the day."""
    items = _open(desk.tables["goal"], desk.tables["goal_event"], desk.year)
    hint = "" if items else "Nothing is open just now. Set a goal first, then run this cell again."
    return Form(
        "How a goal is going",
        (
            Group("One at a time", (
                Field("which", "Which one", "choice" if 0 < len(items) <= BY_KEY else "pick", hint, required=True, choices=items),
                Field("what", "What became of it", "choice", required=True, choices=WHAT),
                Field("new_date", "The new date", "date", "Only if it gets one."),
                Field("reason", "Why", hint="In a few words, such as: the exam moved. Needed if you drop it; a new date may do without."),
                Field("date", "The day this happened", "date", required=True, value=desk.today.isoformat()),
            )),
        ),
        intro="What is still on its way needs no answer. The first date stays on record, and a goal dropped on purpose is no failure.",
        by_hand='In journal/YEAR.md, below the day: "- done: its-name", "- replan: its-name by 2025-09-30 because the exam moved",'
        ' or "- drop: its-name because the bank pays for a better one". The name is the slug in registers/goals.csv.',
        submit="Save", focus="which",
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line in the journal; the register keeps the first date."""
    day, what, new = values.day("date"), values["what"], values.day("new_date")
    assert day is not None  # noqa: S101 - the form requires it
    problems = {}
    if day > desk.today:
        problems["date"] = "This day is still to come; give the day on which it happened"
    if what == "replan" and (new is None or new <= day):
        problems["new_date"] = "Give a new date that is still to come"
    if what != "replan" and new:
        problems["new_date"] = "Choose “it gets a new date”, or leave this open"
    if what == "drop" and not values["reason"]:
        problems["reason"] = "A few words on why; they help with the next plan"
    if problems:
        raise Refused(problems)
    try:
        draft = sentences.goal_event(day, what, values["which"], due=new, reason=values["reason"])
        edit = capture.write(desk.workbook, draft, desk.at)
    except Unwritable as bad:
        raise Refused({_FIELDS.get(bad.field, ""): str(bad)}) from None
    return Saved(f"Saved in {edit.path}.", (edit,))


def _open(goal: pd.DataFrame, event: pd.DataFrame, year: int) -> list[tuple[str, str]]:
    """The short names of what is not closed yet, the next due day first, and the words for each."""
    closed, due = _history(event)
    rows: Any = goal.drop_duplicates("slug", keep="last").to_dict("records")
    own = [row for row in rows if row["slug"] not in closed and not _is_later(row, year)]
    found = [(due.get(row["slug"], row["due"]), row) for row in own]
    dated = [("" if pd.isna(day) else f"{day:%Y-%m-%d}", row) for day, row in found]
    dated.sort(key=lambda one: (not one[0], one[0], one[1]["slug"]))
    return [(row["slug"], _label(row, day)) for day, row in dated]


def _history(event: pd.DataFrame) -> tuple[set[str], dict[str, Any]]:
    """What is closed by its events, and the day last planned for each; a plan after the end opens it again."""
    closed: set[str] = set()
    due: dict[str, Any] = {}
    ordered = event.assign(rank=event["event"].map(_RANK)).sort_values(
        ["date", "rank"], kind="stable"
    )
    for slug, what, day in zip(ordered["slug"], ordered["event"], ordered["due"], strict=True):
        if what not in _PLANS:
            closed.add(slug)
            continue
        closed.discard(slug)
        if pd.notna(day):
            due[slug] = day
    return closed, due


def _is_later(row: Mapping[str, Any], year: int) -> bool:
    """Whether it was set after the year that is worked on; an unknown day is none."""
    return bool(row["set_on"].year > year)


def _label(row: Mapping[str, Any], day: str) -> str:
    title = row["title"] if isinstance(row["title"], str) else row["slug"]
    words = " ".join(title.split())
    short = words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"
    return f"{short}, by {day}" if day else short
