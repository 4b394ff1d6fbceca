"""The end of a bet, or a new day for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import registers
from careerkit.keeping.registers import Changed
from careerkit.saved import Saved

STATES = (
    ("grew", "it grew"), ("kept for joy", "kept, for the joy of it"), ("stopped with lesson", "stopped, with a lesson"),
    ("running", "still running, with a new day"),
)  # fmt: skip
OPEN = ("", "running", "lapsed")
# So many can be picked by a number key; more of them stand in a list.
BY_KEY = 9
LONGEST_LABEL = 80
_SHOWN = ("title", "decide_on", "state")


@dataclass(frozen=True)
class _Bets(Form):
    """The form with what it shows of each bet, by its slug."""

    shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def form(desk: Desk) -> Form:
    """Which bet, what came of it, what it taught."""
    rows = [row for row in registers.rows(desk.workbook, "projects") if _is_open(row)]
    rows.sort(key=lambda row: (not row["decide_on"], row["decide_on"], row["slug"]))
    hint = "" if rows else "No bet is open just now. Make one first, then run this cell again."
    kind = "choice" if 0 < len(rows) <= BY_KEY else "pick"
    return _Bets(
        "A bet is decided",
        (
            Group("Which bet, and what came of it", (
                Field("which", "Which one", "choice" if kind == "choice" else "pick", hint, required=True, choices=[(row["slug"], _label(row)) for row in rows]),
                Field("state", "What came of it", "choice", required=True, choices=STATES),
                Field("learned", "What it taught you", "long", "One sentence to keep. Needed if you stop it; it is what the hours were for."),
                Field("ended", "The day you decided", "date", value=desk.today.isoformat()),
                Field("new_day", "The new day of decision", "date", "Only if it is still running."),
            )),
        ),
        intro="Four ends, and all are good: it grew, it is kept for joy, it stopped and left a lesson, or it gets a new day.",
        by_hand="In registers/projects.csv, in the row of the bet: state (grew, kept for joy, stopped with lesson), ended and learned;"
        " or another decide_on and the state running.",
        submit="Save decision", focus="which",
        shown={row["slug"]: {name: row[name] for name in _SHOWN} for row in rows},
    )  # fmt: skip


def _is_open(row: Mapping[str, str]) -> bool:
    return bool(row["slug"]) and " ".join(row["state"].casefold().split()) in OPEN


def _label(row: Mapping[str, str]) -> str:
    words = " ".join((row["title"] or row["slug"]).split())
    short = words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"
    lapsed = " (lapsed)" if row["state"].casefold() == "lapsed" else ""
    return f"{short}, to be decided on {row['decide_on'] or 'no day yet'}{lapsed}"


def save(desk: Desk, form: _Bets, values: Values) -> Saved:
    """The row of the bet in the register of side projects, changed."""
    slug, shown = values["which"], form.shown[values["which"]]
    if problems := dict(_problems(values, desk.today)):
        raise Refused(problems)
    cells = {"state": values["state"]}
    if values["state"] == "running":
        cells |= {"decide_on": values["new_day"], "ended": ""}
    else:
        cells |= {"ended": values["ended"] or desk.today.isoformat()}
    if values["learned"]:
        cells |= {"learned": _with(desk, slug, values["learned"])}
    try:
        edit = registers.put(desk.workbook, "projects", {"slug": slug}, cells, expected=dict(shown))
    except Changed:
        raise Refused({"which": _CHANGED}) from None
    if edit is None:
        return Saved("It stands there already.")
    return Saved(f"Saved in {edit.path}.", (edit,))


_CHANGED = (
    "This bet has been changed meanwhile, perhaps in another window. Run this cell again to see it."
)


def _with(desk: Desk, slug: str, said: str) -> str:
    """What it has taught so far, and this."""
    rows = registers.rows(desk.workbook, "projects")
    before = next((row["learned"] for row in rows if row["slug"] == slug), "")
    return f"{before}; {said}" if before and said not in before else before or said


def _problems(values: Values, today: date) -> Iterator[tuple[str, str]]:
    """What does not fit together, by the name of the field."""
    new, ended = values.day("new_day"), values.day("ended")
    if values["state"] == "running":
        if new is None or new <= today:
            yield "new_day", "Give a day that is still to come"
        return
    if new:
        yield "new_day", "Choose “still running, with a new day”, or leave this open"
    if ended and ended > today:
        yield "ended", "This day is still to come; give the day on which you decided"
    if values["state"] == "stopped with lesson" and not values["learned"]:
        yield "learned", "A few words on what you know now"
