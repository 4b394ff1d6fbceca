"""A line in the journal: a win, a lesson, something done, tried or noted."""

from __future__ import annotations

from careerkit import capture
from careerkit.capture import Draft, Unwritable
from careerkit.desk import Desk
from careerkit.form import ENERGY, Field, Form, Group, Refused, Values
from careerkit.saved import Saved

WORDS = (
    ("win", "a win"), ("lesson", "a lesson"), ("did", "something done"), ("try", "a step of a side project"), ("note", "a note"),
)  # fmt: skip
REACH = (("me", "me"), ("team", "my team"), ("organisation", "the organisation"), ("beyond", "beyond it"))  # fmt: skip
LASTS = (("days", "days"), ("weeks", "weeks"), ("months", "months"), ("years", "years"))
CHOSEN = (("yes", "I chose it"), ("no", "it was required"))
LEVEL = (
    ("1", "followed"), ("2", "on my own"), ("3", "adapted"), ("4", "led"), ("5", "taught"),
)  # fmt: skip
FIELDS = ("project", "goal", "impact", "reach", "lasts", "chosen", "level", "context", "builds_on", "evidence")  # fmt: skip
MOST_SUGGESTED = 100


def form(desk: Desk, word: str = "win") -> Form:
    """What is asked. word: what is chosen at first."""
    return Form(
        "Journal entry" if word == "win" else f"Journal entry: {dict(WORDS).get(word, word)}",
        (
            Group("What happened", (
                Field("word", "It was", "choice", required=True, choices=WORDS, value=word),
                Field("text", "In one or two sentences", "long", "The first line is the entry; further lines are details that stay private.", required=True),
                Field("energy", "It left me", "choice", "Leave it open if you cannot say.", choices=ENERGY),
                Field("date", "The day", "date", required=True, value=desk.today.isoformat()),
            )),
            Group("More, if you like", (
                Field("hours", "Hours", "number", "Such as 1.5.", low=0.02, high=24),
                Field("tags", "Tags", hint="Skills and activities, parted by commas, such as: negotiation, admin."),
                Field("people", "People", hint="Short names, parted by commas."),
                Field("project", "Side project", hint="Its short name, such as travel-blog; a step of one needs it.", suggest=_slugs(desk, "project")),
                Field("goal", "Goal that it served", hint="Its short name.", suggest=_slugs(desk, "goal")),
                Field("starred", "One of the best of the year", "flag"),
            ), folded=True),
            Group("What it amounts to", (
                Field("impact", "What came of it", hint="In words, or measured: 12 -> 7 days."),
                Field("reach", "It reached", "choice", choices=REACH),
                Field("lasts", "It lasts for", "choice", choices=LASTS),
                Field("chosen", "Who wanted it", "choice", choices=CHOSEN),
                Field("level", "My part in it", "choice", choices=LEVEL),
                Field("context", "Where the skill was used", hint="One word, such as: clinic, band, home."),
                Field("builds_on", "It builds on", hint="An earlier entry, or something you learned."),
                Field("evidence", "Where it can be seen", hint="Such as: the folder of the March report."),
            ), folded=True),
        ),
        by_hand='In journal/YEAR.md: "- win: Closed the pitch @dana +2 1h30 #persuasion", or: careerkit log win "Closed the pitch" --energy 2',
        submit="Save entry", focus="text", key="" if word == "win" else word,
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line at the end of the journal of its year."""
    day = values.day("date")
    assert day is not None  # noqa: S101 - the form requires it
    if values["word"] == "try" and not values["project"]:
        raise Refused({"project": "Name the side project that it was a step of, or choose another word above"})  # fmt: skip
    draft = Draft(
        values["word"], values["text"], day, values.whole("energy"), values.number("hours"), values.names("tags"),
        values.names("people"), starred=values.flag("starred"),
        fields={name: values[name] for name in FIELDS if values[name]},
    )  # fmt: skip
    try:
        edit = capture.write(desk.workbook, draft, desk.at)
    except Unwritable as bad:
        known = {found.name for found in form.fields()}
        raise Refused({bad.field if bad.field in known else "text": str(bad)}) from None
    return Saved(f"Saved in {edit.path}.", (edit,))


def _slugs(desk: Desk, table: str) -> list[str]:
    """The short names of a table, the latest first: they come to mind first, too."""
    return list(desk.tables[table]["slug"])[::-1][:MOST_SUGGESTED]
