"""A workbook of one's own: a folder beside the try-out, with its guides, its settings and a first word about the year."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

from careerkit import guidecopies, labpath, localzone, remember
from careerkit import init as workbooks
from careerkit.desk import Desk
from careerkit.errors import UsageError
from careerkit.form import Field, Form, Group, Refused, Values
from careerkit.saved import Saved
from careerkit.settings import TARGETS

# Letters and digits first, so that no name hides, climbs, or is an option of a command.
_NAME = re.compile(r"[^\W_][\w .-]{0,59}")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
# A setting takes so many characters.
LONGEST = 200
_PLAIN = "A plain name: letters, digits, spaces, - and _, such as my-career."
_TAKEN = "There is something of this name already, and it stays as it is. Choose another name."


def form(desk: Desk) -> Form:
    """What is asked."""
    book = desk.workbook
    is_own = not (desk.is_read_only or labpath.is_try_out(book))
    zones = [(name, name.replace("_", " ")) for name in localzone.names()]
    return Form(
        "A workbook of your own",
        (
            Group("Where it is", (
                Field("folder", "Name of its folder", hint=_PLAIN, required=True),
                Field("name", "Your name, as your reports show it", hint="Empty: the name of the folder."),
                Field("time_zone", "Your time zone", "pick", "Such as Europe/Berlin; a late evening then counts for the right day.", required=True, choices=zones, value=localzone.of_machine()),
            )),
            Group("What you aim at", (
                Field("connections", "Meaningful contacts a week", "number", "Two is a good beginning; 0.5 is one in two weeks.", low=0.1, high=100, value=f"{TARGETS['connections_per_week']:g}", required=True),
                Field("learning_hours", "Hours of learning a month", "number", "All of it counts: podcasts, courses, practice.", low=0.1, high=500, value=f"{TARGETS['learning_hours_per_month']:g}", required=True),
            )),
            Group("What the year is for", (
                Field("season", "The season's intent, in a sentence", hint='Such as "Earn, sleep, look around", or "One project with my name on it".'),
            )),
        ),
        by_hand="careerkit init my-career, then in my-career/workbook.toml: time_zone, [targets], and under [season] a line for the year; careerkit lab my-career opens it",
        intro="This is a workbook of your own already; another one is made beside it." if is_own else
        "It is made beside the try-out, which stays as it is. All of it can be changed later.",
        submit="Make my workbook", focus="folder",
    )  # fmt: skip


def save(desk: Desk, form: Form, values: Values) -> Saved:
    """Make the folder, then its settings; nothing else is touched."""
    folder = unicodedata.normalize("NFC", values["folder"])
    root = desk.workbook.root.parent / folder
    _check(root, folder, values)
    try:
        made = workbooks.init(root, values["name"])
    except UsageError:
        raise Refused({"folder": _TAKEN}) from None
    said: dict[remember.Key, object] = {
        ("time_zone",): values["time_zone"],
        ("targets", "connections_per_week"): _number(values, "connections"),
        ("targets", "learning_hours_per_month"): _number(values, "learning_hours"),
    }
    if values["season"]:
        said["season", str(desk.today.year)] = values["season"]
    remember.put(made, said)
    first = labpath.seen(desk.workbook, guidecopies.lay(made.root) / guidecopies.START)
    if not first:
        return Saved(f"Your workbook is ready. Open it with: careerkit lab {made.root}")
    return Saved(
        f"Your workbook {folder} is ready, beside this one. Go on in its own first guide; to undo it, delete the folder.",
        links=(("Open its first guide", first),),
    )


def _check(root: Path, folder: str, values: Values) -> None:
    """Raises Refused with everything that stands in the way."""
    problems = {}
    if not _NAME.fullmatch(folder) or folder.endswith((".", " ")) or _DEVICES.fullmatch(folder):
        problems["folder"] = f"Not a name for a folder. {_PLAIN}"
    elif os.path.lexists(root):
        problems["folder"] = _TAKEN
    for name in ("name", "season"):
        if len(values[name]) > LONGEST or not values[name].isprintable():
            problems[name] = f"Please say it in one line of at most {LONGEST} characters."
    if problems:
        raise Refused(problems)


def _number(values: Values, name: str) -> float:
    found = values.number(name) or 0.0
    return int(found) if found.is_integer() else found
