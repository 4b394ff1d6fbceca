"""A declared break: targets rest, and no week of it counts as a miss."""

from __future__ import annotations

from careerkit import capture
from careerkit.capture import Unwritable
from careerkit.desk import Desk
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.keeping import sentences
from careerkit.saved import Saved


def form(desk: Desk) -> Form:
    """From which day to which, and why if one likes."""
    return Form(
        "A break",
        (
            Group("When", (
                Field("until", "The last day of the break", "date", required=True),
                Field("reason", "What it is for", hint="Such as: parental leave. You may leave it open."),
                Field("date", "The first day", "date", required=True, value=desk.today.isoformat()),
            )),
        ),
        by_hand='In journal/YEAR.md, below the first day: "- pause: until 2025-08-24 three weeks off".',
        intro="A break is part of a working life. Your targets rest while it lasts.",
        submit="Save break",
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """One line in the journal, on the first day."""
    first, until = values.day("date"), values.day("until")
    assert first is not None  # noqa: S101 - the form requires both
    assert until is not None  # noqa: S101
    try:
        draft = sentences.pause(first, until, values["reason"])
        edit = capture.write(desk.workbook, draft, desk.at)
    except Unwritable as bad:
        raise Refused({bad.field if bad.field == "until" else "reason": str(bad)}) from None
    return Saved(f"Saved in {edit.path}.", (edit,))
