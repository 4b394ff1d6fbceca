"""What somebody said about the work, and what becomes of it: an action, a reason against one, or a decision later."""

from __future__ import annotations

from collections.abc import Iterator

from careerkit import capture
from careerkit.capture import Draft, Unwritable
from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import sentences
from careerkit.saved import Saved

FORMS = (
    ("advice", "advice or criticism"), ("praise", "praise"), ("rating", "a rating"), ("recommendation", "a recommendation"),
)  # fmt: skip
ACT, NO, LATER = "act", "no", "later"
DECISIONS = ((ACT, "do something about it"), (NO, "leave it, for a reason"), (LATER, "decide later"))  # fmt: skip
# What the line calls otherwise than the form does.
_FIELDS = {"action_due": "due", "declined": "reason"}
MOST_SUGGESTED = 100


def form(desk: Desk) -> Form:
    """From whom, what, and what comes of it."""
    return Form(
        "Feedback",
        (
            Group("What was said", (
                Field("giver", "From whom?", hint="A short name, such as: lee.", required=True, suggest=_people(desk)),
                Field("text", "What did they say?", "long", "Their words, as near as you remember. Further lines are details that stay private.", required=True),
                Field("form", "It was", "choice", required=True, choices=FORMS, value="advice"),
                Field("date", "The day", "date", required=True, value=desk.today.isoformat()),
            )),
            Group("What will you do?", (
                Field("decision", "You will", "choice", required=True, choices=DECISIONS),
                Field("action", "What, if something", hint="One small thing, such as: one numbered list on Fridays."),
                Field("due", "By when", "date"),
                Field("reason", "Why not, if not", hint="A reason is as good an answer as an action."),
            )),
            Group("More, if you like", (
                Field("tags", "Theme", hint="The same word for the same theme, such as: listening; several are parted by commas."),
            ), folded=True),
        ),
        by_hand='In journal/YEAR.md: "- feedback: @lee be briefer -> three-bullet rule by 2024-03-20", or with "[declined:: why]" at its end.',
        submit="Save feedback", focus="giver",
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line at the end of the journal of its year."""
    problems = dict(_problems(values))
    if problems:
        raise Refused(problems)
    try:
        edit = capture.write(desk.workbook, _draft(values, values["action"]), desk.at)
    except Unwritable as bad:
        raise Refused({_blamed(form, values, bad): str(bad)}) from None
    return Saved(f"Saved in {edit.path}.", (edit,))


def _blamed(form: Form, values: Values, bad: Unwritable) -> str:
    """The field that has to change. What was said and the action share one line, so the line is tried without the action."""
    name = _FIELDS.get(bad.field, bad.field)
    if name == "text" and values["action"]:
        try:
            _draft(values, "")
        except Unwritable:
            return name
        return "action"
    return name if name in {found.name for found in form.fields()} else "text"


def _problems(values: Values) -> Iterator[tuple[str, str]]:
    """What does not fit the decision, by the name of the field: nothing that was typed is dropped unsaid."""
    decision = values["decision"]
    if decision == ACT and not values["action"]:
        yield "action", "What: say what you will do"
    if decision == NO and not values["reason"]:
        yield "reason", "Why not: a few words, please"
    wanted = {ACT: ("action", "due"), NO: ("reason",)}.get(decision, ())
    for name in ("action", "due", "reason"):
        if values[name] and name not in wanted:
            yield name, "This does not go with what you chose above; empty it, or choose again"


def _draft(values: Values, action: str) -> Draft:
    day = values.day("date")
    assert day is not None  # noqa: S101 - the form requires it
    return sentences.feedback(
        day, values["giver"].lstrip("@"), values["text"], form=values["form"], action=action,
        action_due=values.day("due") if action else None, declined=values["reason"], tags=values.names("tags"),
    )  # fmt: skip


def _people(desk: Desk) -> list[str]:
    """Short names: those first who gave feedback before, then those who were met most often."""
    givers = desk.tables["feedback"]["giver"].dropna()
    met = desk.tables["touch"]["people"].explode().dropna().value_counts()
    every = [*givers[::-1], *met.index, *desk.tables["person"]["slug"]]
    return list(dict.fromkeys(every))[:MOST_SUGGESTED]
