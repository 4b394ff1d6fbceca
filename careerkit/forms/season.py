"""What the year is for, what one aims at, and how the workbook counts: the settings that a person sets by hand otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from careerkit import localzone, remember
from careerkit.desk import Desk
from careerkit.form import YES, Field, Form, Group, Refused, Values
from careerkit.saved import Saved
from careerkit.settings import STREAMS, WEEKDAYS, Settings
from careerkit.workspace import MARKER

# A setting takes so many characters.
LONGEST = 200
_WHOLE = {
    "touch": "Every meaningful contact", "learning": "All learning", "boundary": "Every evening",
    "feedback": "All feedback",
}  # fmt: skip
_TARGETS = {"connections": "connections_per_week", "learning_hours": "learning_hours_per_month"}


@dataclass(frozen=True)
class Season(Form):
    """A form that knows its year, and what the settings said when it was made."""

    year: str = ""
    was: Mapping[str, str] = field(default_factory=dict, repr=False)


def form(desk: Desk) -> Season:
    """What is asked, filled in with what the settings say."""
    found, year = desk.workbook.settings, str(desk.year)
    was = _said(found, year)
    zone = found.time_zone if found.time_zone != Settings().time_zone else localzone.of_machine()
    zones = [(name, name.replace("_", " ")) for name in localzone.names(zone)]
    days = [(day, day.capitalize()) for day in WEEKDAYS]
    return Season(
        f"The season of {year}",
        (
            Group(f"What {year} is for", (
                Field("season", "In a sentence of your own", hint='Such as "Earn, sleep, look around", or "One project with my name on it".', value=was["season"]),
            )),
            Group("What you aim at", (
                Field("connections", "Meaningful contacts a week", "number", "Such as 2; 0.5 is one in two weeks.", low=0.01, high=9999, value=was["connections"], required=True),
                Field("learning_hours", "Hours of learning a month", "number", "Such as 10.", low=0.01, high=9999, value=was["learning_hours"], required=True),
            )),
            Group("How you count", (
                Field("time_zone", "Your time zone", "pick", "Such as Europe/Berlin; a late evening then counts for the right day.", choices=zones, value=zone),
                Field("week_starts", "A week begins on", "pick", choices=days, value=was["week_starts"], required=True),
                Field("name", "Your name, as your reports show it", hint="Empty: the name of the folder.", value=was["name"]),
            )),
            Group("What you write down without gaps", tuple(
                Field(stream, label, "flag", value=was[stream]) for stream, label in _WHOLE.items()
            ), hint="Where it is ticked, a week without a line counts as none; in all others it is unknown.", folded=True),
        ),
        by_hand=f'In workbook.toml: time_zone, week_starts, name, complete; under [targets] connections_per_week and learning_hours_per_month; under [season] "{year}" = "..."',
        submit="Save settings", stay=True, key=year, year=year, was=was,
    )  # fmt: skip


def save(desk: Desk, form: Season, values: Values) -> Saved:
    """Write what differs into workbook.toml; comments and all else stay."""
    if _said(desk.workbook.settings, form.year) != form.was:
        raise Refused(
            {"": "The settings have been changed meanwhile; run the cell again to see them."}
        )
    _check(values)
    changed = {name for name, was in form.was.items() if _same(name, values[name]) != was}
    said: dict[remember.Key, object] = {
        (name,): values[name] for name in ("name", "time_zone", "week_starts") if name in changed
    }
    if not values["time_zone"]:
        said.pop(("time_zone",), None)
    said |= {
        ("targets", key): _number(values, name) for name, key in _TARGETS.items() if name in changed
    }
    if "season" in changed:
        said["season", form.year] = values["season"] or None
    if changed & set(STREAMS):
        said[("complete",)] = [stream for stream in STREAMS if values.flag(stream)]
    edit = remember.put(desk.workbook, said) if said else None
    return Saved(f"Saved in {MARKER}.", (edit,)) if edit else Saved("Nothing was different.")


def _said(found: Settings, year: str) -> dict[str, str]:
    """What the settings say, by field."""
    return {
        "season": found.season.get(year, ""), "name": found.name, "time_zone": found.time_zone,
        "week_starts": found.week_starts,
        **{name: f"{found.targets[key]:g}" for name, key in _TARGETS.items()},
        **{stream: YES if stream in found.complete else "" for stream in STREAMS},
    }  # fmt: skip


def _same(name: str, said: str) -> str:
    """A decimal comma means the same."""
    return said.replace(",", ".") if name in _TARGETS else said


def _check(values: Values) -> None:
    problems = {
        name: f"Please say it in one line of at most {LONGEST} characters."
        for name in ("season", "name")
        if len(values[name]) > LONGEST or not values[name].isprintable()
    }
    if problems:
        raise Refused(problems)


def _number(values: Values, name: str) -> float:
    found = values.number(name) or 0.0
    return int(found) if found.is_integer() else found
